package spec

import (
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// classics are the optimizers of a figure that names none, with rates that
// suit the surface. Gradient descent and momentum get 0.6 to 1.5 times the
// inverse of the largest curvature, from twice which gradient descent diverges.
// Adam, whose step is about its rate, gets a hundredth or two of the window.
//
// With an --lr, that is their rate; only Newton keeps its 1, the whole step.
func classics(f surfaces.Surface, window [][2]float64, starts [][]float64, pick bool) []string {
	var texts []string
	add := func(name string, lr float64) {
		if pick && rates.check(lr) == nil {
			name += ":lr=" + formatNumber(lr)
		}
		texts = append(texts, name)
	}
	curved, ok := f.(optimizers.Curved)
	var lr float64
	if ok {
		lr = round125(1.5 / sharpest(curved, f.Meta(), starts))
	}
	add("sgd", lr)
	add("momentum", lr)
	if ok {
		texts = append(texts, "newton:lr=1")
	}
	width := math.Inf(1)
	for _, w := range window {
		width = min(width, w[1]-w[0])
	}
	add("adam", round125(width/50))
	return texts
}

// sharpest is the largest curvature, up or down, at the starts and the known minima.
func sharpest(f optimizers.Curved, m surfaces.Meta, starts [][]float64) float64 {
	at := starts
	for _, p := range m.Points {
		if p.Kind == surfaces.Minimum {
			at = append(at[:len(at):len(at)], p.X)
		}
	}
	most := 0.0
	for _, x := range at {
		for _, l := range Eigenvalues(f, x) {
			most = max(most, math.Abs(l))
		}
	}
	return most
}

// Eigenvalues are those of the Hessian at x, in ascending order; nil where it
// is not finite.
func Eigenvalues(f optimizers.Curved, x []float64) []float64 {
	h := mat.NewSymDense(len(x), nil)
	f.Hess(h, x)
	for _, v := range h.RawSymmetric().Data {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	var e mat.EigenSym
	if !e.Factorize(h, false) {
		return nil
	}
	return e.Values(nil)
}

// round125 rounds down to 1, 2 or 5 times a power of ten.
func round125(v float64) float64 {
	exponent := math.Floor(math.Log10(v))
	for _, digit := range []int{5, 2, 1} {
		// Through the text, for the double that is written as 5e-04.
		r, err := strconv.ParseFloat(fmt.Sprintf("%de%.0f", digit, exponent), 64)
		if err == nil && v >= r*(1-1e-12) {
			return r
		}
	}
	return v
}
