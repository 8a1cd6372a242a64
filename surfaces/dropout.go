package surfaces

import (
	"fmt"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/number"
)

// Dropout is the mean of the four losses that the masks of dropout make of one loss in
// two weights that have adapted to each other:
//
//	f(t) = E h(m t/p) = h(t) + ½ (1-p)/p (t_1^2 + t_2^2)
//	h(t) = ½ (t - θ)'S(t - θ),  S = [[1, 0.8], [0.8, 1]],  θ = (2, 0)
//
// where each m_j is 1 with probability p = Keep and else 0, independently. The second
// form is exact: dropout is a weighted L2 penalty on a quadratic. Its minimum moves from
// θ, where only the first weight is not 0, to a point where both weights share the work.
//
// Masks is the number of masks that a step of a run sees (optimizers.Masked);
// with 0 it sees the mean. Defaults: Keep 0.5, Masks 0.
//
// Window [-1, 3] x [-1.5, 1.5]. Source: Srivastava et al. 2014; Wager et al. 2013.
type Dropout struct {
	Keep  float64 `key:"keep" in:"(0,1]" doc:"probability that a weight is kept"`
	Masks int     `key:"masks" in:"[0,1000000]" doc:"masks that a step sees, drawn at random; 0: their mean"`
}

// dropoutTarget is θ_1; θ_2 is 0.
const dropoutTarget = 2

// adapted returns h as a sum of squares along the diagonals, which far away does not
// become NaN as Inf minus Inf.
func adapted(x, y float64) float64 {
	u := x - dropoutTarget
	return 0.45*(u+y)*(u+y) + 0.05*(u-y)*(u-y)
}

// adaptedSlope returns the gradient of h.
func adaptedSlope(x, y float64) (dx, dy float64) {
	u := x - dropoutTarget
	return u + 0.8*y, 0.8*u + y
}

// penalty returns (1-p)/p.
func (d Dropout) penalty() float64 { return (1 - d.Keep) / d.Keep }

func (d Dropout) Func(x []float64) float64 {
	c := d.penalty() // multiplied first: 0 times Inf is NaN
	return adapted(x[0], x[1]) + 0.5*(c*x[0]*x[0]+c*x[1]*x[1])
}

func (d Dropout) Grad(dst, x []float64) {
	c := d.penalty()
	dx, dy := adaptedSlope(x[0], x[1])
	dst[0], dst[1] = dx+c*x[0], dy+c*x[1]
}

func (d Dropout) Hess(dst *mat.SymDense, _ []float64) {
	c := d.penalty()
	setPlane(dst, 1+c, 0.8, 1+c)
}

// MasksPerStep returns Masks.
func (d Dropout) MasksPerStep() int { return d.Masks }

// DrawMask draws the factors of the weights, 1/p or 0, into mask.
func (d Dropout) DrawMask(mask []float64, rng *rand.Rand) {
	for i := range mask {
		mask[i] = 0
		if rng.Float64() < d.Keep {
			mask[i] = 1 / d.Keep
		}
	}
}

// FuncMasked returns h(mask x).
func (Dropout) FuncMasked(x, mask []float64) float64 {
	return adapted(mask[0]*x[0], mask[1]*x[1])
}

// GradMasked writes the gradient of FuncMasked by x.
func (Dropout) GradMasked(dst, x, mask []float64) {
	dx, dy := adaptedSlope(mask[0]*x[0], mask[1]*x[1])
	dst[0], dst[1] = mask[0]*dx, mask[1]*dy
}

func (d Dropout) Meta() Meta {
	// (S + cI) t = Sθ
	c := d.penalty()
	b1, b2 := 1.0*dropoutTarget, 0.8*dropoutTarget
	det := (1+c)*(1+c) - 0.64
	minimum := []float64{((1+c)*b1 - 0.8*b2) / det, ((1+c)*b2 - 0.8*b1) / det}
	if c == 0 {
		minimum = []float64{dropoutTarget, 0} // exact to the last digit
	}
	formula := "½[(x - 2)^2 + y^2] + 0.8 (x - 2) y"
	if d.Keep == 0.5 {
		formula += " + ½(x^2 + y^2)"
	} else if c > 0 {
		formula += fmt.Sprintf(" + ½(1 - %s)/%[1]s (x^2 + y^2)", number.Format(d.Keep))
	}
	lowest := d.Func(minimum)
	return Meta{
		Name:    "dropout",
		Title:   "Dropout",
		About:   "the mean over four masks of two weights: no co-adaptation",
		Dim:     2,
		Window:  [][2]float64{{-1, 3}, {-1.5, 1.5}},
		Start:   []float64{-0.5, 1},
		Points:  []Point{{minimum, lowest, Minimum}},
		Infimum: lowest,
		Formula: formula,
		Source:  "Srivastava et al. 2014, Dropout: a simple way to prevent neural networks from overfitting",
	}
}
