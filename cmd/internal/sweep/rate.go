package sweep

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// setRateRow fills the row of a cell whose metric is the rate: above 1, by more than rounding, it
// diverges.
func setRateRow(row []float64, rule optimizers.Linear, lr float64, curvatures []float64) {
	const rounding = 1e-12
	r := rule.Rate(lr, curvatures)
	row[0], row[1], row[2] = min(r, 1), 0, math.NaN()
	if r > 1+rounding {
		row[0], row[1] = math.NaN(), 1
	}
}

// checkRate refuses a rate that is not known: it is of rules that are linear on quadratics,
// at a minimum.
func (s *Sweep) checkRate() error {
	for _, p := range s.Panels {
		if _, ok := optimizers.LinearOf(p.Run.Optimizer); !ok {
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
	if ok && at >= 0 && s.Meta.Dim <= setup.NewtonDim {
		s.curved = critical.Eigenvalues(f, s.Meta.Points[at].X)
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
	rule, ok := optimizers.LinearOf(r.Optimizer)
	if !ok {
		return 0, false
	}
	return rule.LargestStableRate(slices.Max(s.curved))
}
