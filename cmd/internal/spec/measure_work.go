package spec

import (
	"fmt"

	"github.com/optviz/optviz/cmd/internal/runs"
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
	other := FigureOf(f.ctx, &Drawing{Document: f.Document, Plan: f.Plan})
	other.Plan.Runs = runs()
	var err error
	if other.Paths, err = other.Plan.Trace(f.ctx); err != nil {
		return nil, err
	}
	f.others[key] = other
	return other, nil
}
