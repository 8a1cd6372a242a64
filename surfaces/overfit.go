package surfaces

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/number"
)

// Overfit is a training loss and a validation loss, two equal ravines with different
// minima:
//
//	train       f(x, y) = ½(25 (x - Th1)^2 + (y - Th2)^2)
//	validation  g(x, y) = ½(25 (x - V1)^2 + (y - V2)^2)
//
// From 0, an untrained model, gradient descent first learns the steep x, in which both
// losses agree by default, and then moves along the floor past the lowest validation
// loss. The defaults are Th = (1, 2.5) and V = (1, 1).
//
// The window holds 0 and both minima, with a margin of a quarter of their extent. Source:
// Goodfellow et al. 2016.
type Overfit struct {
	Th1 float64 `key:"th1" in:"(-inf,inf)" doc:"minimum of the training loss, x"`
	Th2 float64 `key:"th2" in:"(-inf,inf)" doc:"minimum of the training loss, y"`
	V1  float64 `key:"v1" in:"(-inf,inf)" doc:"minimum of the validation loss, x"`
	V2  float64 `key:"v2" in:"(-inf,inf)" doc:"minimum of the validation loss, y"`
}

// overfitSteep is the curvature along x; the curvature along y is 1.
const overfitSteep = 25

// Validation returns the loss around V. Its own validation loss is the same loss.
func (o Overfit) Validation() Surface { return Overfit{o.V1, o.V2, o.V1, o.V2} }

func (o Overfit) Func(x []float64) float64 {
	u, v := x[0]-o.Th1, x[1]-o.Th2
	return 0.5 * (overfitSteep*u*u + v*v)
}

func (o Overfit) Grad(dst, x []float64) {
	dst[0] = overfitSteep * (x[0] - o.Th1)
	dst[1] = x[1] - o.Th2
}

func (Overfit) Hess(dst *mat.SymDense, _ []float64) { setPlane(dst, overfitSteep, 0, 1) }

func (o Overfit) Meta() Meta {
	return Meta{
		Name:    "overfit",
		Title:   "Train and validation",
		About:   "two ravines: the one trained on, and the one that counts",
		Dim:     2,
		Window:  o.window(),
		Start:   []float64{0, 0},
		Points:  []Point{{[]float64{o.Th1, o.Th2}, 0, Minimum}},
		Infimum: 0,
		Formula: fmt.Sprintf("½[%d %s^2 + %s^2]", overfitSteep, shifted("x", o.Th1), shifted("y", o.Th2)),
		Source:  "Goodfellow, Bengio & Courville 2016, Deep learning, sections 7.1 and 7.8",
	}
}

func (o Overfit) window() Window {
	w := [][2]float64{
		{min(0, o.Th1, o.V1), max(0, o.Th1, o.V1)},
		{min(0, o.Th2, o.V2), max(0, o.Th2, o.V2)},
	}
	extent := max(w[0][1]-w[0][0], w[1][1]-w[1][0])
	if extent == 0 {
		extent = 4
	}
	for i := range w {
		w[i][0] -= extent / 4
		w[i][1] += extent / 4
	}
	return w
}

// shifted returns a letter minus a number as a factor of a formula.
func shifted(letter string, by float64) string {
	switch {
	case by > 0:
		return fmt.Sprintf("(%s - %s)", letter, number.Format(by))
	case by < 0:
		return fmt.Sprintf("(%s + %s)", letter, number.Format(-by))
	}
	return letter
}
