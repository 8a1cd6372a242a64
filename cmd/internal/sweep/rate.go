package sweep

import (
	"errors"
	"fmt"
	"math"
	"math/cmplx"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// linear returns what a step of a rule is on a quadratic with one curvature: the next
// error is sum times this one minus product times the last. The rate of
// convergence is the larger modulus of the roots of z^2 - sum z + product.
//
// Sources: Polyak 1964, Some methods of speeding up the convergence of iteration
// methods; Goh 2017, Why momentum really works.
func linear(rule optimizers.Optimizer, lr, curvature float64) (sum, product float64, ok bool) {
	switch r := rule.(type) {
	case optimizers.SGD:
		return 1 - lr*(curvature+r.WeightDecay), 0, true
	case optimizers.Momentum:
		a := lr * (curvature + r.WeightDecay) * (1 - r.Dampening)
		return 1 + r.Momentum - a, r.Momentum, true
	case optimizers.Nesterov:
		a := lr * (curvature + r.WeightDecay)
		return (1 + r.Momentum) * (1 - a), r.Momentum * (1 - a), true
	}
	return 0, 0, false
}

// rate returns the factor by which the slowest error shrinks in a step, in the end.
func rate(rule optimizers.Optimizer, lr float64, curvatures []float64) float64 {
	worst := 0.0
	for _, c := range curvatures {
		sum, product, _ := linear(rule, lr, c)
		root := cmplx.Sqrt(complex(sum*sum-4*product, 0))
		worst = max(worst, cmplx.Abs(complex(sum, 0)+root)/2, cmplx.Abs(complex(sum, 0)-root)/2)
	}
	return worst
}

// edge returns the rate above which a rule diverges on a quadratic with a largest
// curvature: where -1 is a root.
func edge(rule optimizers.Optimizer, curvature float64) (float64, bool) {
	if curvature <= 0 {
		return 0, false
	}
	// 1 + sum + product falls linearly with the rate, from 2 (1 + momentum).
	at0, p0, ok := linear(rule, 0, curvature)
	at1, p1, _ := linear(rule, 1, curvature)
	return (1 + at0 + p0) / (at0 + p0 - at1 - p1), ok
}

// setRateRow fills the row of a cell whose metric is the rate: above 1, by more than rounding, it
// diverges.
func setRateRow(row []float64, rule optimizers.Optimizer, lr float64, curvatures []float64) {
	const rounding = 1e-12
	r := rate(rule, lr, curvatures)
	row[0], row[1], row[2] = min(r, 1), 0, math.NaN()
	if r > 1+rounding {
		row[0], row[1] = math.NaN(), 1
	}
}

// checkRate refuses a rate that is not known: it is of rules that are linear on quadratics,
// at a minimum.
func (s *Sweep) checkRate() error {
	for _, p := range s.Panels {
		if _, _, ok := linear(p.Run.Optimizer, 1, 1); !ok {
			return fmt.Errorf("the rate of %s is not known: sgd, momentum and nesterov have one", p.Optimizer)
		}
		if !hasConstantRate(p.Run) {
			return fmt.Errorf("there is no one rate under the schedule %s", p.Schedule)
		}
	}
	for _, k := range s.AxisParams() {
		if k.Kind == FlagKey || k.Kind == StartKey {
			return fmt.Errorf("does not depend on %s", k.Key)
		}
	}
	if s.Seeds > 1 {
		return errors.New("is without runs, and has no --seeds")
	}
	return nil
}

// hasConstantRate reports whether the learning rate of a run is constant.
func hasConstantRate(r runs.Run) bool {
	_, ok := r.Schedule.(schedules.Constant)
	return ok
}

// setCurvatures finds the curvatures at the lowest minimum, if one is known.
func (s *Sweep) setCurvatures() error {
	at := slices.IndexFunc(s.Meta.Points, func(p surfaces.Point) bool { return p.Kind == surfaces.Minimum })
	f, ok := objective.As[objective.Curved](s.Surface)
	if ok && at >= 0 && s.Meta.Dim <= runs.NewtonDim {
		s.curved = runs.Eigenvalues(f, s.Meta.Points[at].X)
	}
	if s.WithoutRuns && s.curved == nil {
		return catalog.Blame("--metric", s.Spec.Metric, fmt.Errorf("%s has no known minimum with a Hessian", s.Meta.Name))
	}
	return nil
}

// Edge returns the learning rate above which a panel's runs cannot stay at the lowest
// minimum, at a place on the other axis, where it is known: of gradient descent
// 2/λ, with momentum b (2 + 2b)/λ for the largest curvature λ there.
func (s *Sweep) Edge(panel, i, j int) (float64, bool) {
	if len(s.curved) == 0 || !hasConstantRate(s.Panels[panel].Run) {
		return 0, false
	}
	for _, k := range s.AxisParams() {
		if k.Key == "l1" || k.Key == "l2" {
			return 0, false
		}
	}
	r, err := s.run(s.Panels[panel], i, j)
	if err != nil {
		return 0, false
	}
	return edge(r.Optimizer, slices.Max(s.curved))
}
