package setup

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

// Classics returns the optimizers of a figure that names none. With pick their texts state
// the rates that suit the surface; without pick, since --lr states the rate, the texts have
// none, and only Newton keeps lr=1, the whole step. Where the surface has no Hessian or more
// than NewtonDim coordinates, classics leaves Newton out.
func Classics(ctx context.Context, l Landscape, steps int, pick bool) []string {
	names := []string{"sgd", "momentum", "newton", "adam"}
	if !objective.Is[objective.Curved](l.Surface) || l.Meta.Dim > NewtonDim {
		names = []string{"sgd", "momentum", "adam"}
	}
	texts := names
	if pick {
		texts = WithRates(ctx, l, names, steps)
	}
	for i, t := range texts {
		if t == "newton" {
			texts[i] = "newton:lr=1"
		}
	}
	return texts
}

// WithRates returns the texts of optimizers that state no rate with rates that suit the
// surface. A text that is wrong, or of a rule whose usual rate is 1, stays as it is. Once ctx is done the
// rates mean nothing.
func WithRates(ctx context.Context, l Landscape, texts []string, steps int) []string {
	out := slices.Clone(texts)
	for i, t := range texts {
		rule, err := catalog.ParseRule(t)
		if err != nil || rule.LR == 1 {
			continue
		}
		if lr := l.suitableRate(ctx, rule.Value, steps); catalog.Rates.Check(lr) == nil {
			out[i], _ = catalog.SetRuleKey(t, "lr", catalog.FormatNumber(lr))
		}
	}
	return out
}

// suitableRate returns a learning rate at which a rule makes a good picture of the surface in
// some steps. It depends on no other run of the figure.
//
// Gradient descent gets 0.6 to 1.5 times the inverse of the largest curvature λ, as it diverges
// above 2/λ, or less where runs would leave the window; without a Hessian its first step goes
// a hundredth of the window. Momentum of 0.9 adds ten steps up: it gets a tenth of that rate, or
// more where it would not arrive. Adam, whose step length is about its rate, gets 1 or 2 percent
// of the window's width.
//
// Where no critical points are known, as of a formula, pickRate tries runs at many rates.
func (l Landscape) suitableRate(ctx context.Context, rule optimizers.Optimizer, steps int) float64 {
	width := math.Inf(1)
	for _, w := range l.Window {
		width = min(width, w[1]-w[0])
	}
	model := objective.Is[surfaces.Fitted](l.Surface)
	search := l.Unlisted && !model && l.Meta.Dim <= SearchDim
	switch v := rule.(type) {
	case nil:
		return l.suitableRate(ctx, optimizers.SGD{}, steps)
	case optimizers.Lookahead:
		return l.suitableRate(ctx, v.Rule, steps)
	case optimizers.Projected:
		return l.suitableRate(ctx, v.Rule, steps)
	case optimizers.Averaging:
		return l.suitableRate(ctx, v.Rule, steps)
	case optimizers.SGD, optimizers.ISTA, optimizers.Langevin, optimizers.ScheduleFree:
		if search {
			return l.pickRate(ctx, optimizers.SGD{}, l.descentRate())
		}
		return l.largestStableRate(ctx, optimizers.SGD{}, l.descentRate(), steps)
	case optimizers.Momentum, optimizers.Nesterov, optimizers.SGDW:
		if search {
			return l.pickRate(ctx, rule, l.descentRate())
		}
		return l.momentumRate(ctx, rule, steps)
	case optimizers.Adagrad: // whose steps become ever shorter
		return roundRate(width / 5)
	case optimizers.Lion, optimizers.RMSprop: // whose steps never do
		return roundRate(width / 200)
	}
	adam := roundRate(width / 50)
	if search {
		adam = min(adam, l.pickRate(ctx, optimizers.NewAdam(), adam))
	}
	return adam
}

// descentRate returns the rate of gradient descent by the largest curvature or, without one,
// by the slope at the starts.
func (l Landscape) descentRate() float64 {
	if curved, ok := objective.As[objective.Curved](l.Surface); ok && l.Meta.Dim <= NewtonDim {
		if lr := roundRate(1.5 / maxCurvature(curved, l.Meta, l.Starts)); !math.IsInf(lr, 0) {
			return lr
		}
	}
	width := math.Inf(1)
	for _, w := range l.Window {
		width = min(width, w[1]-w[0])
	}
	return roundRate(width / 100 / maxSlope(l.Surface, l.Starts))
}

// momentumRate returns a tenth of the rate of gradient descent for a rule with momentum or,
// where the rule would not arrive at a minimum at that rate, the lowest rate up to that of
// gradient descent at which it does. Where it arrives at none it gets the largest stable rate.
func (l Landscape) momentumRate(ctx context.Context, rule optimizers.Optimizer, steps int) float64 {
	descent := l.suitableRate(ctx, optimizers.SGD{}, steps)
	if !l.HasMinimum() {
		return descent / 10
	}
	for _, part := range []float64{10, 5, 2, 1} {
		if lr := roundRate(descent / part); catalog.Rates.Check(lr) == nil && l.allArrive(ctx, rule, lr, steps) {
			return lr
		}
	}
	return l.largestStableRate(ctx, rule, descent, steps)
}

// HasMinimum reports whether a minimum of the surface is known.
func (l Landscape) HasMinimum() bool {
	return slices.ContainsFunc(l.Meta.Points, func(p surfaces.Point) bool { return p.Kind == surfaces.Minimum })
}

// allArrive reports whether runs of a rule from all starts come to a minimum, as far as their
// first steps tell.
func (l Landscape) allArrive(ctx context.Context, rule optimizers.Optimizer, lr float64, steps int) bool {
	const enough = 10_000 // steps suffice to tell
	for _, x := range l.Starts {
		r := optimizers.Run{F: l.Surface, Optimizer: rule, LR: lr, Start: x, Steps: min(steps, enough), Window: l.Window, Known: optimizers.KnownPoints(l.Meta.Points)}
		verdict, err := r.Each(ctx, func(optimizers.State) error { return nil })
		if err != nil || verdict.Outcome != optimizers.Converged || verdict.Point < 0 || l.Meta.Points[verdict.Point].Kind != surfaces.Minimum {
			return false
		}
	}
	return true
}

// largestStableRate returns the largest rate, from lr downwards, at which a rule ends
// below its start and in the window, from every start. It returns lr where no rate down to
// a thousandth of lr does that, or where the surface has no known minimum to end in.
func (l Landscape) largestStableRate(ctx context.Context, rule optimizers.Optimizer, lr float64, steps int) float64 {
	const most = 9 // three decades
	if catalog.Rates.Check(lr) != nil || !l.HasMinimum() {
		return lr
	}
	try := lr
	for range most {
		if l.allDescend(ctx, rule, try, steps) {
			return try
		}
		try = roundRate(try * 0.999)
	}
	return lr
}

// allDescend reports whether runs of a rule from all starts end below their starts and in the
// window.
func (l Landscape) allDescend(ctx context.Context, rule optimizers.Optimizer, lr float64, steps int) bool {
	const enough = 1000 // steps suffice to tell
	for _, x := range l.Starts {
		r := optimizers.Run{F: l.Surface, Optimizer: rule, LR: lr, Start: x, Steps: min(steps, enough), Window: l.Window, Known: []optimizers.Point{}}
		last := math.Inf(1)
		verdict, err := r.Each(ctx, func(s optimizers.State) error {
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
