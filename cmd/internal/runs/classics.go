package runs

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/eigen"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// NewtonDim is the dimension up to which a step of Newton takes no time to speak of.
const NewtonDim = 100

// classics are the optimizers of a figure that names none, with rates that
// suit the surface. Gradient descent and momentum get 0.6 to 1.5 times the
// inverse of the largest curvature, from twice which gradient descent diverges,
// or less where that leads out of the picture. Adam, whose step is about its
// rate, gets a hundredth or two of the window.
//
// Where there is no Hessian or a large one, Newton is left out, and the first
// step of gradient descent goes a hundredth of the window.
//
// On a surface of which nothing is known, as a formula, runs are tried at many
// rates: see lively.
//
// With an --lr, that is their rate; only Newton keeps its 1, the whole step.
func classics(l Landscape, steps int, pick bool) []string {
	var texts []string
	add := func(name string, lr float64) {
		if pick && catalog.Rates.Check(lr) == nil {
			name += ":lr=" + catalog.FormatNumber(lr)
		}
		texts = append(texts, name)
	}
	width := math.Inf(1)
	for _, w := range l.Window {
		width = min(width, w[1]-w[0])
	}
	curved, ok := objective.As[objective.Curved](l.Surface)
	ok = ok && l.Meta.Dim <= NewtonDim
	var lr float64
	if ok {
		lr = round125(1.5 / sharpest(curved, l.Meta, l.Starts))
	}
	if math.IsInf(lr, 0) || !ok { // no curvature to go by: the first step is a hundredth of the window
		lr = round125(width / 100 / steepest(l.Surface, l.Starts))
	}
	suit, adam := func(rule optimizers.Optimizer, lr float64) float64 { return l.tame(rule, lr, steps) }, round125(width/50)
	if model := objective.Is[surfaces.Fitted](l.Surface); l.unknown && !model && l.Meta.Dim <= searchDim {
		suit = l.lively
		adam = min(adam, l.lively(optimizers.NewAdam(), adam))
	}
	add("sgd", suit(optimizers.SGD{}, lr))
	add("momentum", suit(optimizers.NewMomentum(), lr))
	if ok {
		texts = append(texts, "newton:lr=1")
	}
	add("adam", adam)
	return texts
}

// tame is the highest rate, from lr downwards, at which a rule ends lower than
// it starts and in the window, from every start; lr if there is none near, or
// no minimum to end in.
func (l Landscape) tame(rule optimizers.Optimizer, lr float64, steps int) float64 {
	const most = 9 // three decades
	isMinimum := func(p surfaces.Point) bool { return p.Kind == surfaces.Minimum }
	if catalog.Rates.Check(lr) != nil || !slices.ContainsFunc(l.Meta.Points, isMinimum) {
		return lr
	}
	try := lr
	for range most {
		if l.ends(rule, try, steps) {
			return try
		}
		try = round125(try * 0.999)
	}
	return lr
}

// ends says whether runs of a rule end lower than they start and in the window.
func (l Landscape) ends(rule optimizers.Optimizer, lr float64, steps int) bool {
	const enough = 1000 // steps to see it
	for _, x := range l.Starts {
		r := optimizers.Run{F: l.Surface, Optimizer: rule, LR: lr, Start: x, Steps: min(steps, enough), Window: l.Window}
		last := math.Inf(1)
		verdict, err := r.Each(context.Background(), func(s optimizers.State) error {
			last = s.Loss
			return nil
		})
		if err != nil || verdict.Outcome == optimizers.Diverged || verdict.Outcome == optimizers.LeftWindow || steps > 0 && !(last < l.Surface.Func(x)) {
			return false
		}
	}
	return true
}

// steepest is the largest slope at the starts.
func steepest(f surfaces.Surface, starts [][]float64) float64 {
	most := 0.0
	for _, x := range starts {
		g := make([]float64, len(x))
		f.Grad(g, x)
		most = max(most, floats.Norm(g, 2))
	}
	return most
}

// sharpest is the largest curvature, up or down, at the starts and the known minima.
func sharpest(f objective.Curved, m surfaces.Meta, starts [][]float64) float64 {
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
func Eigenvalues(f objective.Curved, x []float64) []float64 {
	h := mat.NewSymDense(len(x), nil)
	f.Hess(h, x)
	return eigenvalues(h)
}

// eigenvalues are those of a symmetric matrix, in ascending order; nil where it is not
// finite.
func eigenvalues(h *mat.SymDense) []float64 {
	values, err := eigen.Values(h)
	if err != nil {
		return nil
	}
	return values
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
