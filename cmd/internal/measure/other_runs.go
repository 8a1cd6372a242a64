package measure

import (
	"errors"
	"fmt"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// The steps that the measures of one figure may make: so many, and so many times the
// steps of the figure itself.
const (
	maxMeasured      = 1_000_000
	maxMeasuredTimes = 20
)

// spend counts steps that a measure is about to make, and refuses too many.
func (f *Figure) spend(steps int) error {
	most := max(maxMeasured, maxMeasuredTimes*f.Iterates())
	if steps < 0 || steps > most-f.spent {
		return fmt.Errorf("the measures of a figure may make %d steps of their own in all, not %d more after %d", most, steps, f.spent)
	}
	f.spent += steps
	return f.ctx.Err()
}

// undrawn computes runs on the same surface that are not drawn, each set of them once.
func (f *Figure) undrawn(key string, steps int, runs func() []runs.Run) (*Figure, error) {
	if other, ok := f.others[key]; ok {
		return other, nil
	}
	if err := f.spend(steps); err != nil {
		return nil, err
	}
	plan := f.Plan
	plan.Runs = runs()
	paths, err := plan.Trace(f.ctx)
	if err != nil {
		return nil, err
	}
	other := FigureOf(f.ctx, &drawing.Drawing{Document: f.Document, Plan: plan, Content: &drawing.Runs{Paths: paths}})
	f.others[key] = other
	return other, nil
}

// Also returns another run on the same surface, which is not drawn: of a rule, with so
// many steps from a start.
func (f *Figure) Also(rule string, steps int, start ...float64) (*Figure, error) {
	if f.Plan.Surface == nil {
		return nil, errors.New("the figure has no surface")
	}
	rules, err := catalog.ParseRules([]string{rule}, nil, nil)
	if err != nil {
		return nil, err
	}
	if len(start) != f.Plan.Meta.Dim {
		return nil, fmt.Errorf("%s in %s", catalog.Count(len(start), "coordinate"), catalog.Count(f.Plan.Meta.Dim, "dimension"))
	}
	if steps < 1 {
		return nil, errors.New("takes at least one step")
	}
	return f.undrawn(fmt.Sprintf("also %q %d %v", rule, steps, start), steps, func() []runs.Run {
		return []runs.Run{{Run: optimizers.Run{Label: rule, F: f.Plan.Surface, Optimizer: rules[0].Value, LR: rules[0].LR,
			Schedule: schedules.Constant{}, Start: start, Steps: steps, Window: surfaces.Window{}, Known: []optimizers.Point{}}}}
	})
}

// Longer returns the figure's runs with another number of steps, as they are not drawn.
func (f *Figure) Longer(steps int) (*Figure, error) {
	if steps < 1 {
		return nil, errors.New("takes at least one step")
	}
	return f.undrawn(fmt.Sprintf("longer %d", steps), steps*len(f.Plan.Runs), func() []runs.Run {
		longer := slices.Clone(f.Plan.Runs)
		for i := range longer {
			longer[i].Steps = steps
		}
		return longer
	})
}

// Around returns a run from n x n starts, so far from each other, about its own.
func (f *Figure) Around(run, n int, spacing float64) (*Figure, error) {
	t, err := f.path(run)
	if err != nil {
		return nil, err
	}
	if t.Dim != 2 {
		return nil, fmt.Errorf("no plane of starts in %d dimensions", t.Dim)
	}
	const widest = 100
	if n < 1 || n > widest {
		return nil, fmt.Errorf("takes from 1 to %d starts a side", widest)
	}
	own := f.Plan.Runs[run-1]
	return f.undrawn(fmt.Sprintf("around %d %d %v", run, n, spacing), n*n*min(own.Steps, maxMeasured), func() []runs.Run {
		var runs []runs.Run
		for i := range n * n {
			r := own
			dx, dy := float64(i%n)-float64(n-1)/2, float64(i/n)-float64(n-1)/2
			r.Start = []float64{r.Start[0] + spacing*dx, r.Start[1] + spacing*dy}
			runs = append(runs, r)
		}
		return runs
	})
}
