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

// tuned reads the rates of which each cell has its best.
func (g *Grid) tuned() error {
	if g.Spec.Tune == "" {
		return nil
	}
	tried, err := document.ParseTuning(g.Spec.Tune)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Kind == RateKey }) {
		return errors.New("the map is over lr: it shows the best rate already")
	}
	for _, p := range g.Panels {
		switch {
		case runs.SelfPaced(p.Run.Optimizer):
			return fmt.Errorf("%s finds the lengths of its steps itself: it has no rate to tune", p.Title)
		case catalog.HasFormula(p.Optimizer):
			return fmt.Errorf("%s has rates of its own for the axes", p.Title)
		}
	}
	g.TriedRates = tried
	g.add("lr")
	return nil
}

// checkRedraw says whether the seeds can have surfaces of their own.
func (g *Grid) checkRedraw() error {
	if !g.Spec.Redraw {
		return nil
	}
	if err := runs.CheckRedraw(g.Spec.Spec, g.Meta); err != nil {
		return err
	}
	for _, k := range g.AxisParams() {
		if k.Kind == StartKey || k.Kind == SurfaceKey && strings.EqualFold(k.Key, "seed") {
			return fmt.Errorf("the map is over %s, which each surface has its own of", k.Key)
		}
	}
	return nil
}

// checkExpected says whether the expected loss is known, and the metric of it.
func (g *Grid) checkExpected() error {
	if g.Spec.Over != document.Expected {
		return nil
	}
	switch {
	case g.Seeds > 1:
		return errors.New("stands for all seeds: it has no --seeds")
	case g.WithoutRuns || g.Misclassified != "" || g.Metric.Kind == optimizers.ValidationLoss:
		return fmt.Errorf("is of the loss: the metric %s is no reading of it", g.Spec.Metric)
	}
	for n := range g.Panels {
		r, err := g.run(g.Panels[n], 0, 0)
		if err != nil {
			return err
		}
		cells := len(g.known) / len(g.Panels)
		r.Start = g.lanes(nil, n*cells)[0].Start
		if err := r.CheckExpected(); err != nil {
			return err
		}
	}
	return nil
}

// idle notes which flags of a map change nothing.
func (g *Grid) idle() []string {
	varies := func(k AxisParam) bool { return k.Kind == FlagKey || k.Kind == SurfaceKey || k.Kind == RuleKey }
	random := g.Seeded || g.IsRandom() || slices.ContainsFunc(g.AxisParams(), varies) // in some cell
	return g.Spec.Idle([]document.IdleRule{
		{Flags: runs.OnlyRuns, Holds: g.WithoutRuns, Why: "--metric rate is without runs"},
		{Flags: []string{"start"}, Holds: g.WithoutRuns && g.Spec.Formula == "", Why: "--metric rate is without runs"}, // a formula has none of its own
		{Flags: []string{"seed", "seeds"}, Holds: g.Spec.Over == document.Expected, Why: "--over expected is of all seeds there could be"},
		{Flags: []string{"lr"}, Holds: g.Spec.Tune != "", Why: "--tune chooses the learning rates"},
		{Flags: []string{"over"}, Holds: g.Seeds == 1 && g.Spec.Over != document.Expected, Why: "there is one seed; --seeds makes more"},
		{Flags: []string{"seed", "seeds"}, Holds: !random, Why: runs.NothingRandom},
	})
}
