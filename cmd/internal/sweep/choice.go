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
func (m *Map) tuned() error {
	if m.Spec.Tune == "" {
		return nil
	}
	tried, err := document.ParseTuning(m.Spec.Tune)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(m.AxisParams(), func(k AxisParam) bool { return k.Kind == RateKey }) {
		return errors.New("the map is over lr: it shows the best rate already")
	}
	for _, p := range m.Panels {
		switch {
		case runs.SelfPaced(p.Run.Optimizer):
			return fmt.Errorf("%s finds the lengths of its steps itself: it has no rate to tune", p.Title)
		case catalog.HasFormula(p.typed):
			return fmt.Errorf("%s has rates of its own for the axes", p.Title)
		}
	}
	m.TriedRates = tried
	m.add("lr")
	return nil
}

// checkRedraw says whether the seeds can have surfaces of their own.
func (m *Map) checkRedraw() error {
	if !m.Spec.Redraw {
		return nil
	}
	if err := runs.CheckRedraw(m.Spec.Spec, m.Meta); err != nil {
		return err
	}
	for _, k := range m.AxisParams() {
		if k.Kind == StartKey || k.Kind == SurfaceKey && strings.EqualFold(k.Key, "seed") {
			return fmt.Errorf("the map is over %s, which each surface has its own of", k.Key)
		}
	}
	return nil
}

// checkExpected says whether the expected loss is known, and the metric of it.
func (m *Map) checkExpected() error {
	if m.Spec.Over != document.Expected {
		return nil
	}
	switch {
	case m.Seeds > 1:
		return errors.New("stands for all seeds: it has no --seeds")
	case m.WithoutRuns || m.Misclassified != "" || m.Metric.Kind == optimizers.ValidationLoss:
		return fmt.Errorf("is of the loss: the metric %s is no reading of it", m.Spec.Metric)
	}
	for n := range m.Panels {
		r, err := m.run(m.Panels[n], 0, 0)
		if err != nil {
			return err
		}
		cells := len(m.known) / len(m.Panels)
		r.Start = m.lanes(nil, n*cells)[0].Start
		if err := r.CheckExpected(); err != nil {
			return err
		}
	}
	return nil
}

// idle notes which flags of a map change nothing.
func (m *Map) idle() []string {
	varies := func(k AxisParam) bool { return k.Kind == FlagKey || k.Kind == SurfaceKey || k.Kind == RuleKey }
	random := m.Seeded || m.IsRandom() || slices.ContainsFunc(m.AxisParams(), varies) // in some cell
	return m.Spec.Idle([]document.IdleRule{
		{Flags: runs.OnlyRuns, Holds: m.WithoutRuns, Why: "--metric rate is without runs"},
		{Flags: []string{"start"}, Holds: m.WithoutRuns && m.Spec.Formula == "", Why: "--metric rate is without runs"}, // a formula has none of its own
		{Flags: []string{"seed", "seeds"}, Holds: m.Spec.Over == document.Expected, Why: "--over expected is of all seeds there could be"},
		{Flags: []string{"lr"}, Holds: m.Spec.Tune != "", Why: "--tune chooses the learning rates"},
		{Flags: []string{"over"}, Holds: m.Seeds == 1 && m.Spec.Over != document.Expected, Why: "there is one seed; --seeds makes more"},
		{Flags: []string{"seed", "seeds"}, Holds: !random, Why: runs.NothingRandom},
	})
}
