package models

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// Products are computed in tiles of tileRows x tileCols by AVX2 and FMA instructions
// where an amd64 processor has them, and in Go elsewhere, with the same fused
// multiplications in the same order: all processors get the same bits. On an AMD
// EPYC the gradient of the loss over 100 digits takes 0.15 ms in tiles and ten times
// as long in Go (BenchmarkNetworkTiles). A processor without fused multiplication
// takes some hundred times as long as that: math.FMA then computes with integers. In
// a browser, which fuses none, multiplyAdd rounds the product and the sum.
const tileRows, tileCols = 4, 8

// newMatrix returns an r x c matrix of zeros, padded to whole tiles; nobody reads the
// numbers beyond its rows and columns.
func newMatrix(r, c int) blas64.General {
	stride := roundUp(c, tileCols)
	return blas64.General{Rows: r, Cols: c, Stride: stride, Data: make([]float64, roundUp(r, tileRows)*stride)}
}

// roundUp rounds n up to a multiple of m.
func roundUp(n, m int) int { return (n + m - 1) / m * m }

// row returns row r of m.
func row(m blas64.General, r int) []float64 { return m.Data[r*m.Stride : r*m.Stride+m.Cols] }

// firstRows returns the first n rows of m.
func firstRows(m blas64.General, n int) blas64.General {
	m.Rows = n
	return m
}

// addProduct adds op(a) b to c, where op transposes if ta says so. All matrices must be
// from newMatrix, but b may have any number of rows.
func addProduct(ta blas.Transpose, a, b, c blas64.General) {
	if haveTiles {
		addTiles(ta, a, b, c)
	} else {
		addRows(ta, a, b, c)
	}
}

// addTiles computes addProduct in tiles.
func addTiles(ta blas.Transpose, a, b, c blas64.General) {
	const size = 8 // bytes of a float64
	length, rowStep, step := a.Cols, a.Stride*size, size
	if ta == blas.Trans {
		length, rowStep, step = a.Rows, size, a.Stride*size
	}
	if length == 0 || c.Rows == 0 || c.Cols == 0 {
		return
	}
	// Check the last elements that tiles reach: pointers have no bounds checks.
	rows, cols, next := roundUp(c.Rows, tileRows), roundUp(c.Cols, tileCols), rowStep/size
	_ = a.Data[(rows-1)*next+(length-1)*step/size]
	_ = b.Data[(length-1)*b.Stride+cols-1]
	_ = c.Data[(rows-1)*c.Stride+cols-1]
	for j := 0; j < c.Cols; j += tileCols {
		for i := 0; i < c.Rows; i += tileRows {
			addTile(length, &a.Data[i*next], rowStep, step, &b.Data[j], b.Stride*size, &c.Data[i*c.Stride+j], c.Stride*size)
		}
	}
}

// addRows computes addProduct row by row.
func addRows(ta blas.Transpose, a, b, c blas64.General) {
	length, rowStep, step := a.Cols, a.Stride, 1
	if ta == blas.Trans {
		length, rowStep, step = a.Rows, 1, a.Stride
	}
	for i := range c.Rows {
		out := row(c, i)
		for k := range length {
			factor := a.Data[i*rowStep+k*step]
			right := b.Data[k*b.Stride:][:len(out)]
			for j, v := range right {
				out[j] = multiplyAdd(factor, v, out[j])
			}
		}
	}
}

// transpose writes the transpose of a into dst.
func transpose(dst, a blas64.General) {
	i := 0
	for ; i+4 <= a.Rows; i += 4 { // four rows at a time, so that a cache line of dst is written once
		r0, r1, r2, r3 := row(a, i), row(a, i+1), row(a, i+2), row(a, i+3)
		r1, r2, r3 = r1[:len(r0)], r2[:len(r0)], r3[:len(r0)]
		for j, v := range r0 {
			d := dst.Data[j*dst.Stride+i:][:4]
			d[0], d[1], d[2], d[3] = v, r1[j], r2[j], r3[j]
		}
	}
	for ; i < a.Rows; i++ {
		for j, v := range row(a, i) {
			dst.Data[j*dst.Stride+i] = v
		}
	}
}
