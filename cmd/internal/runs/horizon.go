package runs

import (
	"context"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// fitHorizon shortens runs that nobody gave a length or a rate, so that they end a little after
// the last of them has come to rest. It leaves runs whose steps are random or depend on the
// horizon, and runs on examples, at the usual length.
func (p *Plan) fitHorizon(ctx context.Context, s document.Spec) error {
	asked := s.Steps != nil || s.Epochs > 0 || s.Examples > 0 || s.Every > 0 || s.Patience > 0 || len(s.Moments) > 0
	if _, examples := setup.FiniteSum(p.Surface); asked || examples || p.random || p.Meta.Dim > setup.SearchDim {
		return nil
	}
	longest := 0
	for _, r := range p.Runs {
		if _, constant := r.Schedule.(schedules.Constant); !constant {
			return nil
		}
		rest, err := r.restsAt(ctx, p.Meta.Floor())
		if err != nil {
			return err
		}
		longest = max(longest, rest)
	}
	steps := roundSteps(float64(longest) * 1.1)
	if steps >= p.Steps {
		return nil
	}
	p.Steps, p.shortened = steps, true
	for i := range p.Runs {
		p.Runs[i].Steps, p.Runs[i].Batches.Steps = steps, steps
	}
	return nil
}

// restsAt returns the step from which on the loss of a run stays at its last value, or at which
// the run ends early. At the floor, which is the lowest known loss, losses within 1e-10 are the
// same, as on a logarithmic axis; elsewhere losses within a thousandth of the whole descent.
func (r Run) restsAt(ctx context.Context, floor float64) (int, error) {
	run := r.Run
	run.Window, run.Known, run.Scores, run.Validation, run.Detailed = surfaces.Window{}, []optimizers.Point{}, nil, nil, false
	var losses []float64
	if _, err := run.Each(ctx, func(s optimizers.State) error {
		losses = append(losses, s.Loss)
		return nil
	}); err != nil {
		return 0, err
	}
	k := len(losses) - 1
	if k < 0 {
		return 0, nil
	}
	last, close := losses[k], 1e-10
	if !(last-floor <= 1e-6) {
		close = 1e-3 * math.Abs(losses[0]-last)
	}
	for k > 0 && math.Abs(losses[k-1]-last) <= close {
		k--
	}
	return k, nil
}

// roundSteps rounds a number of steps up to one that reads well, at least 10.
func roundSteps(v float64) int {
	digits := []float64{1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10}
	power := math.Pow(10, math.Floor(math.Log10(max(v, 10))))
	i := slices.IndexFunc(digits, func(d float64) bool { return d*power >= v })
	return int(digits[max(i, 0)]*power + 0.5)
}
