package runs

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
	"github.com/optviz/optviz/surfaces/number"
)

// NewtonDim is the dimension up to which a step of Newton's method takes negligible time.
const NewtonDim = 100

// classics returns the optimizers of a figure that names none, with learning rates that
// suit the surface. Gradient descent and momentum get 0.6 to 1.5 times the inverse of the
// largest curvature λ, since gradient descent diverges above 2/λ, or less where runs would
// leave the window. Adam, whose step length is about its rate, gets 1 or 2 percent of the
// window's width.
//
// Where the surface has no Hessian or more than NewtonDim coordinates, classics leaves Newton
// out, and the first step of gradient descent goes a hundredth of the window.
//
// Where no critical points are known, as of a formula, pickRate tries runs at many rates.
//
// Without pick, since --lr states the rate, the texts have none; only Newton keeps lr=1, the
// whole step.
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
		lr = roundRate(1.5 / maxCurvature(curved, l.Meta, l.Starts))
	}
	if math.IsInf(lr, 0) || !ok { // no curvature to go by: the first step is a hundredth of the window
		lr = roundRate(width / 100 / maxSlope(l.Surface, l.Starts))
	}
	suit, adam := func(rule optimizers.Optimizer, lr float64) float64 { return l.largestStableRate(rule, lr, steps) }, roundRate(width/50)
	if model := objective.Is[surfaces.Fitted](l.Surface); l.unknown && !model && l.Meta.Dim <= searchDim {
		suit = l.pickRate
		adam = min(adam, l.pickRate(optimizers.NewAdam(), adam))
	}
	add("sgd", suit(optimizers.SGD{}, lr))
	add("momentum", suit(optimizers.NewMomentum(), lr))
	if ok {
		texts = append(texts, "newton:lr=1")
	}
	add("adam", adam)
	return texts
}

// largestStableRate returns the largest rate, from lr downwards, at which a rule ends
// below its start and in the window, from every start. It returns lr where no rate down to
// a thousandth of lr does that, or where the surface has no known minimum to end in.
func (l Landscape) largestStableRate(rule optimizers.Optimizer, lr float64, steps int) float64 {
	const most = 9 // three decades
	isMinimum := func(p surfaces.Point) bool { return p.Kind == surfaces.Minimum }
	if catalog.Rates.Check(lr) != nil || !slices.ContainsFunc(l.Meta.Points, isMinimum) {
		return lr
	}
	try := lr
	for range most {
		if l.allDescend(rule, try, steps) {
			return try
		}
		try = roundRate(try * 0.999)
	}
	return lr
}

// allDescend reports whether runs of a rule from all starts end below their starts and in the
// window.
func (l Landscape) allDescend(rule optimizers.Optimizer, lr float64, steps int) bool {
	const enough = 1000 // steps suffice to tell
	for _, x := range l.Starts {
		r := optimizers.Run{F: l.Surface, Optimizer: rule, LR: lr, Start: x, Steps: min(steps, enough), Window: l.Window, Known: []optimizers.Point{}}
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

// maxSlope returns the largest norm of the gradient at the starts.
func maxSlope(f surfaces.Surface, starts [][]float64) float64 {
	most := 0.0
	for _, x := range starts {
		g := make([]float64, len(x))
		f.Grad(g, x)
		most = max(most, floats.Norm(g, 2))
	}
	return most
}

// maxCurvature returns the largest absolute eigenvalue of the Hessian at the starts and the
// known minima.
func maxCurvature(f objective.Curved, m surfaces.Meta, starts [][]float64) float64 {
	at := starts
	for _, p := range m.Points {
		if p.Kind == surfaces.Minimum {
			at = append(at[:len(at):len(at)], p.X)
		}
	}
	most := 0.0
	for _, x := range at {
		for _, l := range critical.Eigenvalues(f, x) {
			most = max(most, math.Abs(l))
		}
	}
	return most
}

// roundRate rounds a learning rate down to 1, 2 or 5 times a power of ten.
func roundRate(lr float64) float64 { return number.Round125(lr, 1e-12) }
