package explore_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/explore"
	"github.com/optviz/optviz/cmd/internal/explore/live"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/words"
)

// shown is what a step of a story shows: its runs, in their order.
type shown []live.Run

// x returns coordinate i, from 0, of a run at a step; a step below 0 counts from the end.
func (s shown) x(run, step, i int) float64 {
	r := s[run]
	if step < 0 {
		step += r.Len()
	}
	return r.X[r.Dim*step+i]
}

// loss returns the loss of a run at a step; a step below 0 counts from the end.
func (s shown) loss(run, step int) float64 {
	if step < 0 {
		step += s[run].Len()
	}
	return s[run].Loss[step]
}

// mean returns the mean loss of a run over some steps.
func (s shown) mean(run, from, to int) float64 {
	sum := 0.0
	for _, l := range s[run].Loss[from:to] {
		sum += l
	}
	return sum / float64(to-from)
}

// first returns the first step of a run at which something holds; -1 if it never does.
func (s shown) first(run int, holds func(step int) bool) int {
	for k := range s[run].Len() {
		if holds(k) {
			return k
		}
	}
	return -1
}

// most returns the largest first coordinate of a run.
func (s shown) most(run int) float64 {
	most := math.Inf(-1)
	for k := range s[run].Len() {
		most = max(most, s.x(run, k, 0))
	}
	return most
}

// leaves returns the first step at which a run is farther than 0.5 from the line x = 0.
func (s shown) leaves(run int) int {
	return s.first(run, func(k int) bool { return math.Abs(s.x(run, k, 0)) > 0.5 })
}

// ends reports whether a run converges to a point of a kind.
func (s shown) ends(run int, kind string) bool {
	v := s[run].Trajectory.Verdict
	return v.Outcome == optimizers.Converged && v.Name == kind
}

// claims holds, for each step of each story, what its text says.
var claims = map[string][]func(s shown) bool{
	"rates": {
		func(s shown) bool { return s.x(0, 100, 0) < -2 },
		func(s shown) bool {
			return math.Abs(s.x(0, 1, 1)) < 1e-12 && math.Abs(s.x(0, 1, 0)) > 3.8 && math.Abs(s.x(0, 50, 1)) < 1e-12
		},
		func(s shown) bool { return s.crosses(1, 100) && s.loss(1, 100) < s.loss(0, 100)/1000 },
		func(s shown) bool {
			return s.crosses(0, 80) && math.Abs(math.Abs(s.x(0, 80, 1))-1) < 1e-9 && s[0].Trajectory.Verdict.Outcome == optimizers.Oscillating
		},
		func(s shown) bool { return s.crosses(0, 30) && math.Abs(s.x(0, 30, 1)) > 10 },
	},
	"newton": {
		func(s shown) bool { return s.loss(0, 1) < 1e-20 && s.loss(1, 50) > 1e-6 },
		func(s shown) bool {
			return s.loss(0, 2) > 1000 && s.loss(0, 6) < 1e-15 && s.first(0, func(k int) bool { return s.loss(0, k) < 1e-3 }) > 1
		},
		func(s shown) bool { return s.loss(1, 500) > 1 && s.loss(1, 2) < 5 },
		func(s shown) bool { return s.ends(0, "saddle") && math.Abs(s.x(1, -1, 0)-1) < 1e-3 },
		func(s shown) bool {
			down := func(run int) int { return s.first(run, func(k int) bool { return s.loss(run, k) < -0.25+1e-5 }) }
			return s.ends(0, "minimum") && down(0) < down(1) && s.loss(0, 2) > s.loss(0, 1)
		},
	},
	"momentum": {
		func(s shown) bool { return math.Abs(s.x(0, 1, 1)) < 1e-12 && s.x(0, 2, 0)-s.x(0, 1, 0) < 0.2 },
		func(s shown) bool { return s[0].Rule.LR == s[1].Rule.LR && s.loss(1, 60) < s.loss(0, 60)/1000 },
		func(s shown) bool { return s.most(1) > 2 && s.loss(1, 60) > 1000*s.loss(0, 60) && s.x(1, 30, 0) < -1 },
		func(s shown) bool {
			return s.most(1) < s.most(0) && s.loss(1, 60) < s.loss(0, 60) && s[0].Rule.LR == s[1].Rule.LR
		},
		func(s shown) bool { return s.x(0, -1, 0) > 0.9 && s.x(1, -1, 0) < -1 && s.loss(1, -1) < s.loss(0, -1) },
	},
	"adam": {
		func(s shown) bool {
			return math.Abs(s.x(0, 1, 0)+3.9) < 1e-8 && math.Abs(s.x(0, 1, 1)-0.9) < 1e-8 && s[0].Gradients[0] == -4 && s[0].Gradients[1] == 100
		},
		func(s shown) bool { return math.Abs(s.x(1, 1, 1)) < 1e-12 && s.loss(1, 150) > 1e4*s.loss(0, 150) },
		func(s shown) bool { return s.loss(1, 10) > 1e6 && math.Abs(s.x(0, 37, 0)-adamAt37) < 1e-6 },
		func(s shown) bool { return s.loss(0, 0) < 58.1 && s.loss(0, 150) > 1 },
		func(s shown) bool { return s.mean(0, 250, 301) > 5*s.mean(1, 250, 301) && s.loss(1, 300) < 1e-3 },
	},
	"saddle": {
		func(s shown) bool { return s.ends(0, "saddle") },
		func(s shown) bool { return s.leaves(0) > 100 && s.ends(0, "minimum") },
		func(s shown) bool { return s.leaves(2) < 15 && s.leaves(2) < s.leaves(1) && s.leaves(1) < s.leaves(0) },
		func(s shown) bool { return math.Abs(math.Abs(s.x(0, -1, 0))-1) < 0.05 },
		func(s shown) bool { return s.ends(0, "saddle") && math.Abs(s.x(1, -1, 0)-1) < 1e-3 },
	},
	"noise": {
		func(s shown) bool { return s.loss(0, 125) < 0.2 && s.mean(0, 400, 501) > 0.01 },
		func(s shown) bool { return s.loss(1, 200) > 20*s.loss(0, 200) && s.spread(1, 300) < s.spread(0, 300)/2 },
		func(s shown) bool { return s.loss(1, 500) < s.loss(0, 500)/20 },
		func(s shown) bool {
			return s.mean(0, 100, 200) > 2*s.mean(0, 275, 350) && s.mean(0, 275, 350) > 2*s.mean(0, 425, 501)
		},
	},
	"batch": {
		func(s shown) bool {
			return slices.IsSortedFunc(s[0].Loss, func(a, b float64) int { return cmp.Compare(b, a) })
		},
		func(s shown) bool { return s.excess(1) > 20*s.excess(0) },
		func(s shown) bool { return s.excess(0) > 10*s.excess(1) && s.excess(1) > s.excess(2) },
		func(s shown) bool { return s.loss(0, 100) < leastOfLine+0.01 && s.loss(1, 100) < leastOfLine+0.01 },
		func(s shown) bool {
			return s.x(0, 0, 0) > 0.9 && s.x(0, -1, 0) < -1 && s.first(1, func(k int) bool { return s.x(1, k, 0) < 0.6 }) < 0
		},
	},
}

// crosses reports whether each step of a run, up to one, changes the side of the line y = 0.
func (s shown) crosses(run, to int) bool {
	return s.first(run, func(k int) bool { return k > 0 && k <= to && s.x(run, k, 1)*s.x(run, k-1, 1) >= 0 }) < 0
}

// spread returns the mean distance of a run from the line y = 0 after a step.
func (s shown) spread(run, after int) float64 {
	sum, n := 0.0, 0
	for k := after; k < s[run].Len(); k++ {
		sum, n = sum+math.Abs(s.x(run, k, 1)), n+1
	}
	return sum / float64(n)
}

// leastOfLine is the least loss on line1000.
const leastOfLine = 0.12239203

// adamAt37 is where Adam is after 37 steps without the factor 10 of the loss.
const adamAt37 = -0.81701796

// excess returns the mean loss of a run over its last 100 steps, above the least.
func (s shown) excess(run int) float64 { return s.mean(run, 101, 201) - leastOfLine }

// showing computes what a step of a story shows.
func showing(t *testing.T, step document.StoryStep) shown {
	t.Helper()
	s, err := explore.StepSetup(t.Context(), step)
	if err != nil {
		t.Fatal(err)
	}
	_, all, err := new(live.Lab).Runs(t.Context(), s, words.English)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What the built-in stories say is so.
func TestStories(t *testing.T) {
	for _, name := range explore.BuiltinStories() {
		d, err := explore.BuiltinStory(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		steps := d.Stories[0].Steps
		if len(steps) != len(claims[name]) || len(steps) < 3 || len(steps) > 6 {
			t.Fatalf("%s has %d steps and %d claims", name, len(steps), len(claims[name]))
		}
		for k, step := range steps {
			if s := showing(t, step); !claims[name][k](s) {
				t.Errorf("%s, step %d: not so: %s", name, k+1, step.Say["en"])
			}
		}
	}
}
