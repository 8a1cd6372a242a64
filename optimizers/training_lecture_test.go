package optimizers_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// Independently computed numbers of a lecture on training: on gradients, noise
// and batches, rates, and when to stop.

// noisyBowl is SGD on ½ Σ l_i x_i² from a start, where each coordinate of the
// gradient has noise of a variance.
type noisyBowl struct {
	l        bowl
	start    []float64
	variance float64
}

// expected is E f of each iterate under the given rates, without random numbers:
// E[x_i²] <- (1 - a l_i)² E[x_i²] + a² variance.
func (n noisyBowl) expected(rates []float64) []float64 {
	squares := make([]float64, len(n.start))
	floats.MulTo(squares, n.start, n.start)
	loss := []float64{floats.Dot(n.l, squares) / 2}
	for _, a := range rates {
		for i, l := range n.l {
			squares[i] = (1-a*l)*(1-a*l)*squares[i] + a*a*n.variance
		}
		loss = append(loss, floats.Dot(n.l, squares)/2)
	}
	return loss
}

// last is E f of the last iterate.
func (n noisyBowl) last(rates []float64) float64 { return n.expected(rates)[len(rates)] }

// average is the mean of f after the last step of 20 000 runs, a hundred of
// which walk side by side: SGD does not look from one coordinate to another.
func (n noisyBowl) average(t *testing.T, s schedules.Schedule, lr float64, steps int) float64 {
	t.Helper()
	const abreast, replicates = 100, 200
	mean := ensemble(t, optimizers.Run{
		F:         optimizers.Noisy{F: slices.Repeat(n.l, abreast), Sigma: math.Sqrt(n.variance)},
		Optimizer: optimizers.SGD{},
		LR:        lr,
		Schedule:  s,
		Start:     slices.Repeat(n.start, abreast),
		Steps:     steps,
		Every:     steps,
	}, replicates).Loss.Mean
	return mean[1] / abreast
}

// ratesOf are those of a schedule that asks for no loss.
func ratesOf(s schedules.Schedule, base float64, steps int) []float64 {
	rate, rates := s.Start(base, steps), make([]float64, steps)
	for k := range rates {
		rates[k] = rate(k, nil)
	}
	return rates
}

// constant are n rates a.
func constant(a float64, n int) []float64 { return slices.Repeat([]float64{a}, n) }

// about compares with a number within a share of it.
func about(t *testing.T, what string, got, want, share float64) {
	t.Helper()
	if !(math.Abs(got-want) <= share*math.Abs(want)) {
		t.Errorf("%s is %v, want %v within %v %%", what, got, want, 100*share)
	}
}

// 3.1: two weights in a row, trained by gradient descent.
func TestTwoWeightsInARow(t *testing.T) {
	for _, c := range []struct {
		x, y  float64
		end   []float64
		steps int // to f <= 1e-6, or -1
	}{{0, 0, []float64{0, 0}, -1}, {.01, -.01, []float64{0, 0}, -1}, {.01, .01, []float64{1, 1}, 78}, {.1, .1, []float64{1, 1}, 54}} {
		r := optimizers.Run{F: surfaces.Product{}, Optimizer: optimizers.SGD{}, LR: .1, Start: []float64{c.x, c.y}, Steps: 1000}
		if got := reaches(t, r, below(1e-6)); got != c.steps {
			t.Errorf("from (%v, %v): %d steps, want %d", c.x, c.y, got, c.steps)
		}
		path := trace(t, r)
		if d := floats.Distance(path.At(1000), c.end, 2); d > 1e-12 || c.x == 0 && d != 0 {
			t.Errorf("from (%v, %v) to %v, want %v", c.x, c.y, path.At(1000), c.end)
		}
		if want := map[bool]float64{true: .5, false: 0}[c.steps < 0]; !near(path.Loss[1000], want, 1e-15) {
			t.Errorf("from (%v, %v): f ends at %v, want %v", c.x, c.y, path.Loss[1000], want)
		}
	}
}

// 3.2: a step too long is not the derivative, one too short is rounding. Orders
// of magnitude: within a factor of the root of 10.
func TestGradientCheckVCurve(t *testing.T) {
	f, x := surfaces.Rosenbrock{N: 2, B: 100}, []float64{-1.2, 1}
	exact := make([]float64, 2)
	f.Grad(exact, x)
	curve := func(formula fd.Formula) []float64 { // of h = 1, .1, ..., 1e-15
		errors, g := make([]float64, 16), make([]float64, 2)
		for digits := range errors {
			fd.Gradient(g, f.Func, x, &fd.Settings{Formula: formula, Step: math.Pow(10, -float64(digits))})
			errors[digits] = floats.Distance(g, exact, 2) / floats.Norm(exact, 2)
		}
		return errors
	}
	forward, central := curve(fd.Forward), curve(fd.Central)
	if at := floats.MinIdx(forward); at != 8 {
		t.Errorf("forward differences are best at h = 1e-%d: %v", at, forward)
	}
	if at := floats.MinIdx(central); at != 6 {
		t.Errorf("central differences are best at h = 1e-%d: %v", at, central)
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{{"forward at 1e-8", forward[8], 3e-8}, {"central at 1e-6", central[6], 1e-10}} {
		if math.Abs(math.Log10(c.got/c.want)) > .5 {
			t.Errorf("%s: %v, want the order of %v", c.what, c.got, c.want)
		}
	}
	printed(t, "forward at 1e-3", forward[3], 2.9e-3, 1e-4)
	printed(t, "central at 1e-3", central[3], 2.1e-6, 1e-7)
	if forward[15] <= .05 || central[15] <= .05 {
		t.Errorf("at h = 1e-15 the errors are %v and %v", forward[15], central[15])
	}
}

// 4.4: the noise ball without random numbers, from the covariance of (x, b).
func TestNoiseBallExactly(t *testing.T) {
	for _, c := range []struct{ a, b, want, unit float64 }{{.1, 0, .052632, 1e-6}, {.1, .9, .513514, 1e-6}, {1.9, 0, 19, 1e-6}} {
		var xx, xb, bb float64
		for range 1500 {
			// b' = b μ + x + e, x' = x - a b'
			next := xx + 2*c.b*xb + c.b*c.b*bb + 1
			cross := xx + c.b*xb - c.a*next
			xx, xb, bb = xx-2*c.a*(xx+c.b*xb)+c.a*c.a*next, cross, next
		}
		what := fmt.Sprintf("a = %v, b = %v: the variance", c.a, c.b)
		printed(t, what, xx, c.want, c.unit)
		if law := c.a * (1 + c.b) / ((1 - c.b) * (2*(1+c.b) - c.a)); !near(xx, law, 1e-12) {
			t.Errorf("%s is %v, the law has %v", what, xx, law)
		}
	}
}

// 12.6: what a range test shows on the ravine of 25, whose limit is 2/25 = 0.08.
// Row k has the loss of x_k and the rate of the step after it.
func TestRangeTestMisleads(t *testing.T) {
	f, start := ravine(25, 0, -4, 1)
	sweep := schedules.RangeTest{StartLR: 1e-4, EndLR: 1}
	r := optimizers.Run{F: f, Optimizer: optimizers.SGD{}, LR: 1, Schedule: sweep, Start: start, Steps: 100}
	quiet := trace(t, r)
	best := quiet.LR[floats.MinIdx(quiet.Loss)]
	printed(t, "the rate of the lowest loss without noise", best, .394, 1e-3)
	printed(t, "that over the limit", best/.08, 5, 1)

	// With noise of 1: the lowest loss, four times that after it, and more than the first.
	const steps = 1000
	rates := ratesOf(sweep, 1, steps)
	landmarks := func(loss []float64) (low, four, above float64) {
		at := floats.MinIdx(loss)
		after := func(done func(float64) bool) float64 { return rates[at+slices.IndexFunc(loss[at:], done)] }
		return rates[at], after(func(v float64) bool { return v >= 4*loss[at] }), after(func(v float64) bool { return v > loss[0] })
	}
	low, four, above := landmarks(noisyBowl{bowl{1, 25}, start, 1}.expected(rates))
	printed(t, "the rate of the lowest E f", low, .03424, 1e-5)
	printed(t, "the rate of four times that", four, .0671, 1e-4)
	printed(t, "the rate of more than f_0", above, .09098, 1e-5)
	r.F, r.Steps = optimizers.Noisy{F: f, Sigma: 1}, steps
	low, four, above = landmarks(ensemble(t, r, 1000).Loss.Mean)
	about(t, "of 1000 runs, the rate of the lowest mean", low, .03424, .2)
	about(t, "of 1000 runs, the rate of four times that", four, .0671, .2)
	about(t, "of 1000 runs, the rate of more than f_0", above, .09098, .2)
}

// 13.2: the noise floor under each schedule, which package schedules holds by the
// recursion alone, from 20 000 runs within 5 %.
func TestNoiseFloorOfRuns(t *testing.T) {
	const base, steps = .04, 500
	n := noisyBowl{bowl{1, 25}, []float64{-4, 1}, 1}
	for _, c := range []struct {
		name string
		s    schedules.Schedule
		base float64
		want float64
	}{
		{"constant", schedules.Constant{}, base, .030204082},
		{"constant/10", schedules.Constant{}, base / 10, .147390906},
		{"step", schedules.MultiStep{Milestones: []int{250, 400}}, base, .003713045},
		{"exponential", schedules.Exponential{}, base, .002696136},
		{"cosine", schedules.Cosine{}, base, .002288721},
		{"linear", schedules.Linear{}, base, .002391685},
		{"inverse time", schedules.InverseTime{Tau: 50}, base, .002666480},
		{"inverse root", schedules.InverseSqrt{Tau: 10}, base, .003461654},
		{"polynomial", schedules.Polynomial{Power: 2}, base, .001809916},
		{"SGDR", schedules.CosineRestarts{T0: 125}, base, .005145585},
		{"WSD", schedules.WSD{Decay: 100}, base, .005367872},
		{"triangular", schedules.Cyclic{BaseLR: .02 * base, MaxLR: base, StepSizeUp: 50}, base, .007062357},
	} {
		t.Run(c.name, func(t *testing.T) {
			printed(t, "E f", n.last(ratesOf(c.s, c.base, steps)), c.want, 1e-9)
			about(t, "the mean of f", n.average(t, c.s, c.base, steps), c.want, .05)
		})
	}
}

// 13.2: the same run by run, on the surface that a figure shows.
func TestNoiseFloorOneByOne(t *testing.T) {
	f, start := ravine(25, 0, -4, 1)
	r := optimizers.Run{F: optimizers.Noisy{F: f, Sigma: 1}, Optimizer: optimizers.SGD{}, LR: .04, Start: start, Steps: 500, Every: 500}
	about(t, "constant: the mean of f", ensemble(t, r, 20000).Loss.Mean[1], .030204082, .05)
}

// 13.2: each schedule at its best rate.
func TestTunedNoiseFloor(t *testing.T) {
	const steps = 500
	n := noisyBowl{bowl{1, 25}, []float64{-4, 1}, 1}
	for _, c := range []struct {
		s                        schedules.Schedule
		floor, unit, rate, digit float64
	}{
		{schedules.Constant{}, .0056534, 1e-7, .0095, 1e-4},
		{schedules.Cosine{}, .00191560, 1e-8, .02325, 1e-5},
	} {
		floor := func(a float64) float64 { return n.last(ratesOf(c.s, a, steps)) }
		low, high := 1e-3, .07
		for high-low > 1e-9 { // E f falls and then rises with the rate
			a, b := low+(high-low)/3, high-(high-low)/3
			if floor(a) < floor(b) {
				high = b
			} else {
				low = a
			}
		}
		printed(t, fmt.Sprintf("%T: the best rate", c.s), low, c.rate, c.digit)
		printed(t, fmt.Sprintf("%T: its floor", c.s), floor(low), c.floor, c.unit)
	}
}

// 13.3: f overflows one step before x does.
func TestHotStartOverflows(t *testing.T) {
	r := optimizers.Run{F: quartic{}, Optimizer: optimizers.SGD{}, LR: .3, Start: []float64{3, 2}, Steps: 200, Every: 200}
	if v := trace(t, r).Verdict; v.Outcome != optimizers.Diverged || v.Step != 7 {
		t.Errorf("looking at x alone: %s", v)
	}
}

// 15.1: which rates leave the sharp valley for the flat one.
func TestLeavesTheSharpValley(t *testing.T) {
	r := optimizers.Run{F: surfaces.SharpFlat{}, Optimizer: optimizers.SGD{}, Start: []float64{1.3, .3}, Steps: 320}
	for _, c := range []struct {
		lr   float64
		s    schedules.Schedule
		left int // the first step with x < 0.3, or -1
		end  []float64
	}{
		{.05, nil, -1, []float64{.93470019247, 0}},
		{.1, nil, -1, []float64{.93470019247, 0}},
		{.4, schedules.Cyclic{BaseLR: .02, MaxLR: .4, StepSizeUp: 40}, 41, []float64{-1, 0}},
		{.4, schedules.Cosine{}, 5, []float64{-1, 0}},
	} {
		r.LR, r.Schedule = c.lr, c.s
		if got := reaches(t, r, func(s optimizers.State) bool { return s.X[0] < .3 }); got != c.left {
			t.Errorf("%T %v: leaves at %d, want %d", c.s, c.lr, got, c.left)
		}
		path := trace(t, r)
		if x := path.At(320); floats.Distance(x, c.end, 2) > 1e-6 {
			t.Errorf("%T %v: ends at %v, want %v", c.s, c.lr, x, c.end)
		}
		if c.left < 0 {
			printed(t, "the loss in the well", path.Loss[320], .27457, 1e-5)
		}
	}
	// Unstable is not escape: a cycle of two that never passes the saddle.
	r.LR, r.Schedule, r.Start, r.Steps = .2, nil, []float64{1.05, .1}, 2000
	path := trace(t, r)
	for k := range path.Len() {
		if path.At(k)[0] < .59203648934 {
			t.Fatalf("left the well at step %d", k)
		}
	}
	for k := 1990; k < 2000; k++ {
		x, y := path.At(k), path.At(k+1)
		printed(t, "the cycle's x", x[0], .92, .01)
		printed(t, "the cycle's |y|", math.Abs(x[1]), .121315, 1e-6)
		if math.Abs(x[0]-y[0]) > 1e-12 || math.Abs(x[1]+y[1]) > 1e-12 {
			t.Fatalf("from %v to %v: no cycle of two", x, y)
		}
	}
}

// steep is the problem of 16.2 and 16.3 with batches of the given size.
func steep(batch int) noisyBowl { return noisyBowl{bowl{1, 50}, []float64{1, 1}, 4 / float64(batch)} }

// stepsTo is the least number of steps in which one of 2000 rates has E f at
// most .0255, a thousandth of the start's, and the best of those rates.
func (n noisyBowl) stepsTo(most float64) (steps int, rate float64) {
	rates := floats.LogSpan(make([]float64, 2000), 1e-4, .04)
	steps = 1000
	best := math.Inf(1)
	for _, a := range rates {
		loss := n.expected(constant(a, steps))
		k := slices.IndexFunc(loss, func(v float64) bool { return v <= most })
		if k >= 0 && (k < steps || loss[k] < best) {
			steps, rate, best = k, a, loss[k]
		}
	}
	return steps, rate
}

// 16.2: larger batches need fewer steps and more examples (McCandlish et al.
// 2018). Theory has 1 for what is between 0.39 and 1.29.
func TestStepsAgainstBatch(t *testing.T) {
	const least, fewest = 40, 256
	if f0 := steep(1).expected(nil)[0]; f0 != 25.5 {
		t.Errorf("f_0 = %v", f0)
	}
	leastSteps, fewestExamples := math.MaxInt, math.MaxInt
	for i, want := range []int{256, 147, 94, 69, 56, 49, 45, 42, 41, 40, 40, 40, 40} {
		batch := 1 << i
		steps, rate := steep(batch).stepsTo(1e-3 * 25.5)
		if steps != want {
			t.Errorf("B = %d: %d steps, want %d", batch, steps, want)
		}
		leastSteps, fewestExamples = min(leastSteps, steps), min(fewestExamples, steps*batch)
		if product := (float64(steps)/least - 1) * (float64(steps*batch)/fewest - 1); batch >= 2 && batch <= 256 && (product < .39 || product > 1.29) {
			t.Errorf("B = %d: %v", batch, product)
		}
		if batch == 8 {
			n := steep(batch)
			about(t, "B = 8: the mean of f", n.average(t, nil, rate, steps), n.last(constant(rate, steps)), .05)
		}
	}
	if leastSteps != least || fewestExamples != fewest {
		t.Errorf("at least %d steps and %d examples", leastSteps, fewestExamples)
	}
	printed(t, "the critical batch", float64(fewestExamples)/float64(leastSteps), 6.4, 1e-12)
}

// 16.3: twice the batch at twice the rate is the same run, up to where the rate
// is too large. All see 8000 examples.
func TestLinearScalingRule(t *testing.T) {
	const examples = 8000
	losses := func(a float64, batch int) []float64 { return steep(batch).expected(constant(a, examples/batch)) }
	quarter := func(loss []float64) float64 { return loss[(len(loss)-1)/4] }
	end := func(loss []float64) float64 { return loss[len(loss)-1] }
	base := losses(.004, 8)
	printed(t, "(.004, 8) at the end", end(base), .00122145, 1e-8)
	for i := range 5 {
		a, batch := .001*float64(int(1)<<i), 2<<i
		// Of (.004, 8); the two that are farthest apart, .068185 and .068934, differ by 1.1 %.
		about(t, fmt.Sprintf("(%v, %d) at a quarter", a, batch), quarter(losses(a, batch)), quarter(base), .01)
	}
	large := end(losses(.032, 64))
	printed(t, "(.032, 64) at the end", large, .0031551, 1e-7)
	printed(t, "that over (.004, 8)", large/end(base), 2.6, .1)
	if beyond := losses(.064, 128); .064 <= 2./50 || end(beyond) < 1e40 {
		t.Errorf("(.064, 128) ends at %v", end(beyond))
	}
	small := end(losses(.004, 64))
	printed(t, "(.004, 64) at the end", small, .1837, 1e-4)
	printed(t, "(.004, 8) beside it", end(base), .00122, 1e-5)
	// Of 20 000 runs.
	for _, c := range []struct {
		a     float64
		batch int
		want  float64
	}{{.004, 8, .00122145}, {.032, 64, .0031551}, {.004, 64, .1837}} {
		about(t, fmt.Sprintf("(%v, %d): the mean of f", c.a, c.batch), steep(c.batch).average(t, nil, c.a, examples/c.batch), c.want, .05)
	}
	r := optimizers.Run{F: optimizers.Noisy{F: bowl{1, 50}, Sigma: 2 / math.Sqrt(128)}, Optimizer: optimizers.SGD{}, LR: .064, Start: []float64{1, 1}, Steps: 1000}
	if v := trace(t, r).Verdict; v.Outcome != optimizers.Diverged {
		t.Errorf("(.064, 128) for longer: %s", v)
	}
}

// 19.1: a t* is about .51 for the best step t*, and ln(5/3) = .5108 for small
// rates, where y = 2.5 (1 - e^{-at}) passes 1. 19.2: 1/(a t*) = 2.0 at a = .02, of
// the order of the best penalty's weight, 1.2878.
func TestBestStepGoesWithOneOverRate(t *testing.T) {
	best := func(a float64) float64 {
		run := overfitting(a, 10)
		run.Steps = 2000
		v := trace(t, run).Verdict
		if v.Outcome != optimizers.Stopped || v.Step != v.Best+10 {
			t.Errorf("a = %v: %s", a, v)
		}
		return a * float64(v.Best)
	}
	for _, a := range []float64{.04, .02, .01, .005, .002, .001} {
		// The best whole step is within half a step of the best time, which the
		// rate itself shifts by less than half.
		if got := best(a); math.Abs(got-math.Log(5./3)) > a {
			t.Errorf("a = %v: a t* = %v", a, got)
		}
	}
	printed(t, "a t* at .01", best(.01), .51, .01)
	printed(t, "a t* at .001", best(.001), .51, .01)
	weight := 1 / best(.02)
	printed(t, "1/(a t*)", weight, 2, .1)
	if ratio := weight / 1.2878; ratio < 1 || ratio > math.Sqrt(10) {
		t.Errorf("%v times the weight of the best penalty", ratio)
	}
}

// 19.3: patience ends a run with the wait'th look without a lower loss, as Keras
// does; a plateau lowers the rate one later, as PyTorch does. It looks after
// steps, so at x_1 first.
func TestPlateauWaitsOneLonger(t *testing.T) {
	for _, wait := range []int{1, 3, 10} {
		r := optimizers.Run{F: flat{0}, Optimizer: optimizers.SGD{}, LR: 1, Start: []float64{0, 0}, Steps: 50, Validation: flat{0}, Patience: wait}
		if v := trace(t, r).Verdict; v.Outcome != optimizers.Stopped || v.Best != 0 || v.Step != wait {
			t.Errorf("patience %d: %s", wait, v)
		}
		r.Validation, r.Patience, r.Schedule = nil, 0, schedules.Plateau{Factor: .5, Patience: wait}
		lower := slices.IndexFunc(trace(t, r).LR, func(a float64) bool { return a < 1 })
		if lower != 1+wait+1 {
			t.Errorf("patience %d: lower from step %d", wait, lower)
		}
	}
}
