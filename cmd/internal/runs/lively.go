package runs

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// lively is the rate at which runs of a rule on a surface of which nothing is
// known make a good picture: of three decades on either side of lr, the one at
// which they are lowest on average, and of rates that hardly differ in that the
// lowest. Their steps can be told apart, they do not stay in zigzags, and, if
// there is a minimum in the window, they do not leave it. It is lr where no rate
// does that. How long the runs are that are asked for does not matter.
func (l Landscape) lively(rule optimizers.Optimizer, lr float64) float64 {
	const decades = 3
	if catalog.Rates.Check(lr) != nil {
		return lr
	}
	isMinimum := func(p surfaces.Point) bool { return p.Kind == surfaces.Minimum }
	leave := !slices.ContainsFunc(l.Meta.Points, isMinimum)
	var tries []float64
	for try, i := round125(lr*1000), 0; i <= 6*decades; try, i = round125(try*0.999), i+1 {
		if catalog.Rates.Check(try) == nil {
			tries = append(tries, try)
		}
	}
	slices.Reverse(tries)
	for _, ask := range []liveliness{{leave: leave}, {leave: leave, restless: true}, {leave: true}, {leave: true, restless: true}} {
		enough := 0.93 // of the best is hardly less
		if ask.restless {
			enough = 0.5 // the lower the rate, the smaller the zigzags
		}
		gains, best := make([]gain, len(tries)), gain{}
		for i, try := range tries {
			gains[i] = l.gain(rule, try, ask)
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

// liveliness is what runs may do.
type liveliness struct {
	leave    bool // leave the window, though not at once
	restless bool // not come to rest
}

// errLeft ends a run that has left the window.
var errLeft = errors.New("left the window")

// gain is by how much runs are below their starts, on average over runs and
// steps, and at last.
type gain struct{ mean, last float64 }

// gain is that of a rate; 0 if they do what they may not. Above a minimum it counts factors, to a
// million.
func (l Landscape) gain(rule optimizers.Optimizer, lr float64, may liveliness) (sum gain) {
	const (
		steps   = 500   // steps to see it
		longest = 0.31  // step, in widths of the window
		rest    = 0.004 // mean step of the second half, in widths
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
		r := optimizers.Run{F: l.Surface, Optimizer: rule, LR: lr, Start: x, Steps: steps}
		last := slices.Clone(x)
		loss, fallen, moved, far, seen := first, 0.0, 0.0, 0.0, 0
		verdict, err := r.Each(context.Background(), func(s optimizers.State) error {
			step := l.Widths(last, s.X)
			far = max(far, step)
			if far > longest || !surfaces.InWindow(s.X, l.Window) {
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

// Widths is the distance in widths of the window.
func (l Landscape) Widths(x, y []float64) float64 {
	var most float64
	for i, side := range l.Window {
		most = max(most, math.Abs(x[i]-y[i])/(side[1]-side[0]))
	}
	return most
}
