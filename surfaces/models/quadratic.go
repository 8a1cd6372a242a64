package models

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
)

// quadratic is the quadratic f(x) = floor + ½ |R (x - at)|^2 for an upper triangular R. It
// equals ½ mean (x·φ_i - y_i)^2, but needs no pass through the examples and rounds less
// near the minimum.
type quadratic struct {
	at    []float64
	floor float64
	r     []float64 // R, a row after the other
}

// newQuadratic takes R from the QR factors of the features. It returns nil where the
// features determine no single minimum, or are so many that a pass through the examples
// is as quick.
func newQuadratic(l *Linear) *quadratic {
	n, p := l.set.Len(), l.model.dim
	if n < p || p > 64 {
		return nil
	}
	at, err := l.Ridge(0)
	if err != nil {
		return nil
	}
	roundMinimum(at)
	var qr mat.QR
	qr.Factorize(l.features())
	var full mat.Dense
	qr.RTo(&full)
	b := &quadratic{at: at, floor: surfaces.ValueAt(l, at), r: make([]float64, p*p)}
	for i := range p {
		for j := i; j < p; j++ {
			b.r[i*p+j] = full.At(i, j) / math.Sqrt(float64(n))
		}
	}
	return b
}

func (b *quadratic) value(x []float64) float64 {
	sum := 0.0
	for i := range x {
		v := b.row(i, x)
		sum += v * v
	}
	return b.floor + sum/2
}

func (b *quadratic) gradient(dst, x []float64) {
	clear(dst)
	for i := range x {
		v := b.row(i, x)
		r := b.r[i*len(x) : (i+1)*len(x)]
		for j := i; j < len(x); j++ {
			dst[j] += r[j] * v
		}
	}
}

// row returns element i of R (x - at).
func (b *quadratic) row(i int, x []float64) float64 {
	r := b.r[i*len(x) : (i+1)*len(x)]
	sum := 0.0
	for j := i; j < len(x); j++ {
		sum += r[j] * (x[j] - b.at[j])
	}
	return sum
}

// roundMinimum rounds each coordinate of a computed minimum to 13 digits of the greatest
// coordinate, if that changes it by no more than the solver's own rounding: 1.99 or 0
// should print so.
func roundMinimum(x []float64) {
	size := 0.0
	for _, v := range x {
		size = math.Max(size, math.Abs(v))
	}
	if size == 0 {
		return
	}
	const rounding = 4e-15
	scale := math.Pow10(12 - int(math.Floor(math.Log10(size))))
	for j, v := range x {
		if r := math.Round(v*scale) / scale; math.Abs(r-v) <= rounding*size {
			x[j] = r + 0 // -0 + 0 is 0
		}
	}
}
