package optimizers

import (
	"math"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// above and below are the next numbers: just outside or inside a threshold.
func above(v float64) float64 { return math.Nextafter(v, math.Inf(1)) }
func below(v float64) float64 { return math.Nextafter(v, math.Inf(-1)) }

// Every threshold of a verdict from both of its sides, on a made-up run in the
// window [-1, 1], two widths: at rest in 0 with a loss of 1 and a gradient of 1
// but for what a case says of its iterate k.
func TestThresholds(t *testing.T) {
	at := func(k int, v, otherwise float64) func(int) float64 {
		return func(i int) float64 {
			if i == k {
				return v
			}
			return otherwise
		}
	}
	from := func(k int, v, before float64) func(int) float64 {
		return func(i int) float64 {
			if i >= k {
				return v
			}
			return before
		}
	}
	// falling is a loss that falls to low at 90 of 100 and is as given from there.
	falling := func(low float64, then func(int) float64) func(int) float64 {
		return func(i int) float64 {
			if i < 90 {
				return low + float64(90-i)
			}
			return then(i)
		}
	}
	for _, c := range []struct {
		name    string
		steps   int
		x, loss func(k int) float64
		grad    float64
		want    Outcome
	}{
		{"gradient of 1e-6", 100, nil, nil, 1e-6, Converged},
		{"gradient above 1e-6", 100, nil, nil, above(1e-6), Stalled},
		{"at the window's edge", 100, from(0, 1, 0), nil, 1, Stalled},
		{"beyond it", 100, from(0, above(1), 0), nil, 1, LeftWindow},
		{"at the other edge", 100, from(0, -1, 0), nil, 1, Stalled},
		{"beyond that", 100, from(0, below(-1), 0), nil, 1, LeftWindow},
		{"beyond, and back", 100, at(50, 2, 0), nil, 1, Stalled},

		{"nine steps have no last tenth", 9, nil, nil, 1, Descending},
		{"ten have", 10, nil, nil, 1, Stalled},
		{"a last tenth of one step", 19, from(18, .1, 0), nil, 1, Stalled},
		{"which moves", 19, from(19, .1, 0), nil, 1, Oscillating},
		{"moved on the way to the last tenth", 100, from(90, .1, 0), nil, 1, Stalled},
		{"moved in its first step", 100, from(91, .1, 0), nil, 1, Oscillating},
		{"moved less than 1e-3 widths", 100, from(100, below(2e-3), 0), nil, 1, Stalled},
		{"moved 1e-3 widths", 100, from(100, 2e-3, 0), nil, 1, Oscillating},
		{"moved 1e-3 widths, and back", 100, at(95, 2e-3, 0), nil, 1, Oscillating},
		{"moved not, under another loss", 100, nil, from(95, .5, 1), 1, Stalled},

		// It moves by 1 under a gradient of 1: a fall of 1e-6 is none.
		{"fell by 1e-6 of a straight fall", 100, from(91, 1, 0), from(100, 1-1e-6+1e-15, 1), 1, Oscillating},
		{"fell by more", 100, from(91, 1, 0), from(100, 1-1e-6-1e-15, 1), 1, Descending},
		{"fell in its first step alone", 100, from(91, 1, 0), at(91, .5, 1), 1, Descending},
		{"fell on the way to the last tenth", 100, from(91, 1, 0), from(90, .5, 1), 1, Oscillating},
		{"back to the lowest", 100, from(91, 1, 0), falling(1, at(95, 2, 1)), 1, Oscillating},
		{"to a new lowest", 100, from(95, .1, 0), falling(1, at(95, .9, 2)), 1, Descending},
		{"to the lowest of long ago", 100, from(91, 1, 0), at(0, 1, from(91, 1, 2)(91)), 1, Oscillating},
		{"no lower than long ago", 100, func(k int) float64 { return float64(k % 2) }, func(k int) float64 { return float64(1 + k%2) }, 1, Oscillating},
		{"a cycle of one loss", 100, func(k int) float64 { return float64(k % 2) }, nil, 1, Oscillating},
		{"a small cycle", 100, func(k int) float64 { return 1e-3 * float64(k%2) }, nil, 1, Stalled},
	} {
		j := newJudge(Run{Start: []float64{0, 0}, Steps: c.steps, Window: [][2]float64{{-1, 1}, {-1, 1}}})
		s := State{X: []float64{0, 0}, Loss: 1, GradNorm: c.grad}
		for s.K = 0; s.K <= c.steps; s.K++ {
			if c.x != nil {
				s.X[1] = c.x(s.K)
			}
			if c.loss != nil {
				s.Loss = c.loss(s.K)
			}
			j.observe(s)
		}
		s.K = c.steps
		if v := j.verdict(s); v.Outcome != c.want {
			t.Errorf("%s: %s, want %s", c.name, v.Outcome, c.want)
		}
	}
}

// A run has converged to the nearest of the known points within 1e-3 widths.
func TestKnownPoints(t *testing.T) {
	two := [][2]float64{{-1, 1}}
	for _, c := range []struct {
		window surfaces.Window
		known  []float64
		want   int
	}{
		{nil, []float64{1e-3}, 0},
		{nil, []float64{above(1e-3)}, -1},
		{two, []float64{-2e-3}, 0},
		{two, []float64{below(-2e-3)}, -1},
		{nil, []float64{9e-4, 1e-4, 5e-4}, 1},
	} {
		r := Run{Start: []float64{0}, Window: c.window}
		for _, x := range c.known {
			r.Known = append(r.Known, Point{X: []float64{x}})
		}
		if v := newJudge(r).verdict(State{X: []float64{0}}); v.Outcome != Converged || v.Point != c.want {
			t.Errorf("%v in %v: %s, point %d, want %d", c.known, c.window, v.Outcome, v.Point, c.want)
		}
	}
}

// TestPlace: a verdict names the point without what rounding leaves of a 0, and a point
// of a narrow window as it is.
func TestPlace(t *testing.T) {
	narrow, wide := [2]float64{0, 1e-9}, [2]float64{-1000, 1000}
	for _, c := range []struct {
		window surfaces.Window
		x      []float64
		want   string
	}{
		{nil, []float64{1e-17, -1e-300}, "converged to the minimum (0, 0)"},
		{[][2]float64{wide, wide}, []float64{2, 5e-15}, "converged to the minimum (2, 0)"},
		{[][2]float64{wide, wide}, []float64{-5e-7, -0.5}, "converged to the minimum (-5e-07, -0.5)"},
		{[][2]float64{narrow, narrow}, []float64{3e-10, -1e-25}, "converged to the minimum (3e-10, 0)"},
		{[][2]float64{narrow, wide}, []float64{3e-10, 3e-10}, "converged to the minimum (3e-10, 0)"},
	} {
		r := Run{Start: c.x, Window: c.window, Known: []Point{{X: c.x, Name: "minimum"}}}
		if got := newJudge(r).verdict(State{X: c.x}).String(); got != c.want {
			t.Errorf("%v in %v: %s, want %s", c.x, c.window, got, c.want)
		}
	}
}

// The running product is beta^t wherever 1 - beta^t can tell, and then 0, not
// one of the subnormal numbers, which are slow.
func TestPower(t *testing.T) {
	for _, beta := range []float64{0, .5, .9, .99, .999} {
		p := power(1)
		for k := 1; k <= 50000; k++ {
			got, want := p.next(beta), math.Pow(beta, float64(k))
			if d := math.Abs(got - want); d > float64(k)*1e-16*want && 1-want != 1 {
				t.Fatalf("%v^%d is %v, want %v", beta, k, got, want)
			}
			if got != 0 && got < 1e-17 {
				t.Fatalf("%v^%d is %v, not yet 0", beta, k, got)
			}
		}
	}
}
