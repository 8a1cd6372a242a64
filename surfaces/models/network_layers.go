package models

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/blas64"
)

// layer is a layer of units: z = W a + b for the outputs a of the layer before.
// Its parameters are the rows of W, each the weights into one unit, then b.
type layer struct {
	in, out int
	from    int // index of the layer's first parameter
}

// layersOf returns the layers of a network with the given widths, inputs first, and the
// number of their parameters.
func layersOf(widths []int) (layers []layer, dim int) {
	for l, in := range widths[:len(widths)-1] {
		out := widths[l+1]
		layers = append(layers, layer{in, out, dim})
		dim += (in + 1) * out
	}
	return layers, dim
}

// weights returns the matrix W, out x in, which shares memory with the parameters x.
func (l layer) weights(x []float64) blas64.General {
	return matrix(l.out, l.in, x[l.from:])
}

// biases returns the vector b, which shares memory with the parameters x.
func (l layer) biases(x []float64) []float64 {
	from := l.from + l.in*l.out
	return x[from : from+l.out]
}

// filters returns, for each unit, the range of the parameters that are weights into it.
func filters(layers []layer) [][2]int {
	var all [][2]int
	for _, l := range layers {
		for j := range l.out {
			from := l.from + j*l.in
			all = append(all, [2]int{from, from + l.in})
		}
	}
	return all
}

// initial draws the parameters that training starts from: biases 0, weights
// N(0, 2/in) into ReLU units (He et al. 2015) and N(0, 2/(in + out)) into others
// (Glorot & Bengio 2010).
func initial(layers []layer, act activation, dim int, rng *rand.Rand) []float64 {
	x := make([]float64, dim)
	for i, l := range layers {
		variance := 2 / float64(l.in+l.out)
		if act == relu && i < len(layers)-1 {
			variance = 2 / float64(l.in)
		}
		w := l.weights(x).Data
		for j := range w {
			w[j] = math.Sqrt(variance) * rng.NormFloat64()
		}
	}
	return x
}

// matrix returns the first r x c numbers of data as a matrix, stored row by row.
func matrix(r, c int, data []float64) blas64.General {
	return blas64.General{Rows: r, Cols: c, Stride: c, Data: data[:r*c]}
}
