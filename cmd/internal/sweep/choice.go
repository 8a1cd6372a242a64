package sweep

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
)

// setTuning reads the rates of which each cell has its best.
func (s *Sweep) setTuning() error {
	if s.Spec.Tune == "" {
		return nil
	}
	tried, err := document.ParseTuning(s.Spec.Tune)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(s.AxisParams(), func(k AxisParam) bool { return k.Kind == RateKey }) {
		return errors.New("the map is over lr: it shows the best rate already")
	}
	for _, p := range s.Panels {
		switch {
		case optimizers.TraitsOf(p.Run.Optimizer).SelfPaced:
			return fmt.Errorf("%s finds the lengths of its steps itself: it has no rate to tune", p.Label)
		case catalog.HasFormula(p.Optimizer):
			return fmt.Errorf("%s has rates of its own for the axes", p.Label)
		}
	}
	s.TriedRates = tried
	s.addColumn("lr")
	return nil
}

// checkRedraw refuses seeds that cannot have surfaces of their own.
func (s *Sweep) checkRedraw() error {
	if !s.Spec.Redraw {
		return nil
	}
	if err := runs.CheckRedraw(s.Spec.Spec, s.Meta); err != nil {
		return err
	}
	for _, k := range s.AxisParams() {
		if k.Kind == StartKey || k.Kind == SurfaceKey && strings.EqualFold(k.Key, "seed") {
			return fmt.Errorf("the map is over %s, which each surface has its own of", k.Key)
		}
	}
	return nil
}

// checkExpected refuses an expected loss that is not known, and a metric that is not of it.
func (s *Sweep) checkExpected() error {
	if s.Spec.Over != document.Expected {
		return nil
	}
	switch {
	case s.Seeds > 1:
		return errors.New("stands for all seeds: it has no --seeds")
	case s.WithoutRuns || s.Misclassified != "" || s.Metric.Kind == optimizers.ValidationLoss:
		return fmt.Errorf("is of the loss: the metric %s is no reading of it", s.Spec.Metric)
	}
	for n := range s.Panels {
		r, err := s.run(s.Panels[n], 0, 0)
		if err != nil {
			return err
		}
		cells := len(s.known) / len(s.Panels)
		r.Start = s.variants(nil, n*cells)[0].Start
		if err := r.CheckExpected(); err != nil {
			return err
		}
	}
	return nil
}

// idle notes which flags of a sweep change nothing.
func (s *Sweep) idle() []string {
	return append(runs.IdleRates(s.Spec.Spec), s.Spec.Idle([]document.IdleRule{
		{Flags: runs.OnlyRuns, Holds: s.WithoutRuns, Why: "--metric rate is without runs"},
		{Flags: []string{"start"}, Holds: s.WithoutRuns && s.Spec.Formula == "", Why: "--metric rate is without runs"}, // a formula has none of its own
		{Flags: []string{"seed", "seeds"}, Holds: s.Spec.Over == document.Expected, Why: "--over expected is of all seeds there could be"},
		{Flags: []string{"lr"}, Holds: s.Spec.Tune != "", Why: "--tune chooses the learning rates"},
		{Flags: []string{"over"}, Holds: s.Seeds == 1 && s.Spec.Over != document.Expected, Why: "there is one seed; --seeds makes more"},
		s.idleSeeds(),
	})...)
}

// idleSeeds returns the rule that seeds change nothing where nothing is random in any cell.
func (g *Grid) idleSeeds() document.IdleRule {
	varies := func(k AxisParam) bool { return k.Kind == FlagKey || k.Kind == SurfaceKey || k.Kind == RuleKey }
	random := g.Seeded || g.IsRandom() || slices.ContainsFunc(g.AxisParams(), varies)
	return document.IdleRule{Flags: []string{"seed", "seeds"}, Holds: !random, Why: runs.NothingRandom}
}
