package setup

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// pickRate returns a learning rate at which runs of a rule make a good picture on a surface
// whose critical points are not known. Of the rates within three decades of lr, it chooses the
// smallest one at which the loss is about as low, on average over the run, as at the best
// rate. At that rate, no step is longer than about a third of the window, the runs come to
// rest, and they stay in the window if it holds a minimum; pickRate drops these demands one by
// one where no rate meets them, and finally returns lr. The rate does not depend on the number
// of steps of the figure.
func (l Landscape) pickRate(ctx context.Context, rule optimizers.Optimizer, lr float64) float64 {
	const decades = 3
	if catalog.Rates.Check(lr) != nil {
		return lr
	}
	leave := !l.HasMinimum()
	var tries []float64
	for try, i := roundRate(lr*1000), 0; i <= 6*decades; try, i = roundRate(try*0.999), i+1 {
		if catalog.Rates.Check(try) == nil {
			tries = append(tries, try)
		}
	}
	slices.Reverse(tries)
	for _, may := range []tolerated{{leave: leave}, {leave: leave, restless: true}, {leave: true}, {leave: true, restless: true}} {
		enough := 0.93 // of the best gain counts as equal
		if may.restless {
			enough = 0.5 // the lower the rate, the smaller the zigzags
		}
		gains, best := make([]gain, len(tries)), gain{}
		for i, try := range tries {
			gains[i] = l.gain(ctx, rule, try, may)
			if gains[i].mean > best.mean {
				best = gains[i]
			}
		}
		for i, g := range gains {
			if g.mean > 0 && g.mean >= enough*best.mean && g.last >= enough*best.last {
				return tries[i]
			}
		}
	}
	return lr
}

// tolerated states which demands on the runs are dropped.
type tolerated struct {
	leave    bool // runs may leave the window after some steps
	restless bool // runs need not come to rest
}

// errLeft ends a run that has left the window.
var errLeft = errors.New("left the window")

// gain is the sum over the runs of their descent below the start: averaged over the steps,
// and at the last step.
type gain struct{ mean, last float64 }

// gain returns the gain of a learning rate; 0 if a run breaks the demands. Where a minimum is
// known, it measures descent as the log of the factor by which the height above the minimum
// falls, at most a factor of a million.
func (l Landscape) gain(ctx context.Context, rule optimizers.Optimizer, lr float64, may tolerated) (sum gain) {
	const (
		steps   = 500   // steps suffice to tell
		longest = 0.31  // largest step, in widths of the window
		rest    = 0.004 // largest mean step of the second half, in widths of the window
		atLeast = 15    // steps before a run may leave
	)
	lowest := math.Inf(1)
	for _, p := range l.Meta.Points {
		if p.Kind == surfaces.Minimum {
			lowest = min(lowest, p.Value)
		}
	}
	for _, x := range l.Starts {
		first := l.Surface.Func(x)
		fall := func(loss float64) float64 { return first - loss }
		if height := first - lowest; height > 0 {
			fall = func(loss float64) float64 { return -math.Log(max(0, loss-lowest)/height + 1e-6) }
		}
		r := optimizers.Run{F: l.Surface, Optimizer: rule, LR: lr, Start: x, Steps: steps, Window: surfaces.Window{}, Known: []optimizers.Point{}}
		last := slices.Clone(x)
		loss, fallen, moved, far, seen := first, 0.0, 0.0, 0.0, 0
		verdict, err := r.Each(ctx, func(s optimizers.State) error {
			step := l.Widths(last, s.X)
			far = max(far, step)
			if far > longest || !l.Window.Contains(s.X) {
				return errLeft
			}
			if s.K > steps/2 {
				moved += step
			}
			copy(last, s.X)
			loss, seen = s.Loss, s.K
			fallen += fall(s.Loss)
			return nil
		})
		left := errors.Is(err, errLeft)
		switch {
		case far > longest, err != nil && !left, err == nil && verdict.Outcome == optimizers.Diverged:
			return gain{}
		case left && (!may.leave || seen < atLeast), !(loss < first):
			return gain{}
		case !may.restless && moved > rest*float64(steps-steps/2):
			return gain{}
		}
		sum.last += fall(loss)
		sum.mean += (fallen + float64(steps-seen)*fall(loss)) / float64(steps+1)
	}
	return sum
}

// Widths returns the largest difference of a coordinate between two points, in widths of
// the window.
func (l Landscape) Widths(x, y []float64) float64 {
	var most float64
	for i, side := range l.Window {
		most = max(most, math.Abs(x[i]-y[i])/(side[1]-side[0]))
	}
	return most
}
