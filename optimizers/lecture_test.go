package optimizers_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// Published or independently computed numbers of a lecture: each is a claim
// that a figure makes.

// ravine is 1/2 Q diag(1, k) Q', and the point that Q takes (x, y) to.
func ravine(k, degrees float64, x, y float64) (objective.Objective, []float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return surfaces.Ravine{Kappa: k, Angle: degrees}, []float64{cos*x - sin*y, sin*x + cos*y}
}

// reaches is the first step at which the run satisfies a condition, or -1.
func reaches(t *testing.T, r optimizers.Run, done func(optimizers.State) bool) int {
	t.Helper()
	at := -1
	stop := fmt.Errorf("there")
	_, err := r.Each(t.Context(), func(s optimizers.State) error {
		if done(s) {
			at = s.K
			return stop
		}
		return nil
	})
	if err != nil && err != stop {
		t.Fatal(err)
	}
	return at
}

func below(tol float64) func(optimizers.State) bool {
	return func(s optimizers.State) bool { return s.Loss <= tol }
}

// f = x^2/2 from 1 with a = 0.1, b = 0.9.
func TestWorkedExample(t *testing.T) {
	for _, c := range []struct {
		rule  optimizers.Optimizer
		f     bowl
		start []float64
		want  []float64
	}{
		{optimizers.NewMomentum(), bowl{1}, []float64{1}, []float64{1, .9, .72, .486, .2268, -.02916, -.256608, -.4356504}},
		{optimizers.SGD{}, bowl{1}, []float64{1}, []float64{1, .9, .81, .729, .6561, .59049, .531441, .4782969}},
		{optimizers.NewNesterov(), bowl{1}, []float64{1}, []float64{1, .81, .5751, .327321, .09388791, -.10458168, -.25488389, -.35114028}},
		{optimizers.NewMomentum(), bowl{1, 10}, []float64{4, 1}, []float64{4, 1, 3.6, 0, 2.88, -.9, 1.944, -.81, .9072, .081, -.11664, .8019}},
	} {
		steps := len(c.want)/len(c.start) - 1
		got := trace(t, optimizers.Run{F: c.f, Optimizer: c.rule, LR: .1, Start: c.start, Steps: steps})
		for i, want := range c.want {
			if math.Abs(got.X[i]-want) > 5e-9 { // half of the last digit given
				t.Errorf("%T: %v, want %v", c.rule, got.X, c.want)
				break
			}
		}
	}
}

// Newton on Rosenbrock is not monotone.
func TestNewtonOnRosenbrock(t *testing.T) {
	got := trace(t, optimizers.Run{F: plane{}, Optimizer: optimizers.Newton{}, LR: 1, Start: []float64{-1.2, 1}, Steps: 6})
	for k, want := range []float64{24.2, 4.731884325, 1411.845179, .05596552, .31318910} {
		if math.Abs(got.Loss[k]-want) > 1e-6*want {
			t.Errorf("f_%d = %v, want %v", k, got.Loss[k], want)
		}
	}
	if math.Abs(got.Loss[5]-1.85e-11) > 5e-14 || !(got.Loss[6] < 1e-18) {
		t.Errorf("ends %v %v", got.Loss[5], got.Loss[6])
	}
}

// Steps until f <= tol, or until f <= tol f_0.
func TestStepsToTolerance(t *testing.T) {
	type spec struct {
		what  string
		f     objective.Objective
		start []float64
		rule  optimizers.Optimizer
		lr    float64
		tol   float64
		rel   bool
		want  int
	}
	mom := func(b float64) optimizers.Optimizer { return optimizers.Momentum{Momentum: b} }
	var cases []spec

	// 7.4: Rosenbrock.
	for _, c := range []struct {
		rule optimizers.Optimizer
		lr   float64
		want int
	}{
		{optimizers.SGD{}, 5e-4, 30147}, {optimizers.SGD{}, 1e-3, 15068}, {optimizers.SGD{}, .0015, 10036}, {optimizers.SGD{}, .00199, 7532},
		{mom(.9), .001, 1386}, {mom(.9), .0015, 877},
	} {
		cases = append(cases, spec{"7.4", plane{}, []float64{-1.2, 1}, c.rule, c.lr, 1e-6, false, c.want})
	}

	// 7.1: condition numbers.
	for _, c := range []struct {
		k             float64
		gd, heavyBall int
	}{{10, 35, 16}, {20, 70, 24}, {50, 173, 40}, {100, 346, 58}, {200, 691, 85}, {500, 1727, 140}, {1000, 3454, 204}} {
		f, start := ravine(c.k, 30, 1, 1)
		root := math.Sqrt(c.k)
		lr, b := math.Pow(2/(1+root), 2), math.Pow((root-1)/(root+1), 2)
		cases = append(cases,
			spec{"7.1", f, start, optimizers.SGD{}, 2 / (1 + c.k), 1e-6, true, c.gd},
			spec{"7.1", f, start, mom(b), lr, 1e-6, true, c.heavyBall},
			spec{"7.1", f, start, optimizers.Newton{}, 1, 1e-6, true, 1})
	}

	// 9.1 and 12.1: the ravine of 25.
	f25, start25 := ravine(25, 0, -4, 1)
	for _, c := range []struct {
		rule optimizers.Optimizer
		lr   float64
		want int
	}{
		{optimizers.SGD{}, .076, 101}, {optimizers.SGD{}, .04, 195}, {mom(4. / 9), 1. / 9, 30}, {mom(.8), .04, 75}, {mom(.9), .04, 135},
		{optimizers.SGD{}, .1 / 25, 1983}, {optimizers.SGD{}, .5 / 25, 394}, {optimizers.SGD{}, 1.5 / 25, 129}, {optimizers.SGD{}, 1.99 / 25, 813},
	} {
		cases = append(cases, spec{"9.1, 12.1", f25, start25, c.rule, c.lr, 1e-6, false, c.want})
	}

	// 11.3: Adam and Adagrad depend on the axes, gradient descent does not.
	for _, c := range []struct {
		degrees       float64
		adam, adagrad int
	}{{0, 49, 14}, {15, 165, 84}, {30, 249, 159}, {45, 280, 194}} {
		f, start := ravine(100, c.degrees, -4, 1)
		cases = append(cases,
			spec{"11.3", f, start, optimizers.SGD{}, 2. / 101, 1e-3, true, 173},
			spec{"11.3", f, start, mom(math.Pow(9./11, 2)), math.Pow(2./11, 2), 1e-3, true, 39},
			spec{"11.3", f, start, optimizers.NewAdam(), .1, 1e-3, true, c.adam},
			spec{"11.3", f, start, optimizers.NewAdagrad(), 1, 1e-3, true, c.adagrad})
	}

	// The best rate of each on a 1-2-5 grid.
	f30, start30 := ravine(25, 30, -4, 1)
	for _, c := range []struct {
		rule optimizers.Optimizer
		lr   float64
		want int
	}{
		{optimizers.SGD{}, .05, 88}, {mom(.9), .005, 48}, {optimizers.NewNesterov(), .05, 36},
		{optimizers.NewRMSprop(), .2, 61}, {optimizers.NewAdam(), 1, 62}, {optimizers.NewNAdam(), .5, 27},
	} {
		cases = append(cases, spec{"tuned", f30, start30, c.rule, c.lr, 1e-3, false, c.want})
	}

	for _, c := range cases {
		tol := c.tol
		if c.rel {
			tol *= c.f.Func(c.start)
		}
		r := optimizers.Run{F: c.f, Optimizer: c.rule, LR: c.lr, Start: c.start, Steps: 40000}
		if got := reaches(t, r, below(tol)); got != c.want {
			t.Errorf("%s: %T%v lr %v on %v: %d steps, want %d", c.what, c.rule, c.rule, c.lr, c.f, got, c.want)
		}
	}
}

// 12.1: at and beyond the edge of stability.
func TestEdgeOfStability(t *testing.T) {
	f, start := ravine(25, 0, -4, 1)
	r := optimizers.Run{F: f, Optimizer: optimizers.SGD{}, LR: 2. / 25, Start: start, Steps: 3000}
	if got := trace(t, r); !near(got.Loss[3000], 12.5, 1e-6) {
		t.Errorf("25 a = 2 ends at %v", got.Loss[3000])
	}
	r.LR, r.Steps = 2.1/25, 100
	if got := trace(t, r); math.Abs(got.Loss[100]-2.4e9) > 5e7 {
		t.Errorf("25 a = 2.1 is at %v", got.Loss[100])
	}
	r.Steps = 10000
	if got := trace(t, r); got.Verdict.Outcome != optimizers.Diverged {
		t.Errorf("25 a = 2.1: %s", got.Verdict)
	}
	// 9.1: a heavy ball that stays below from step 161, and overshoots.
	r.Optimizer, r.LR, r.Steps = optimizers.NewMomentum(), .04, 500
	got, stays, far := trace(t, r), 0, 0.0
	for k, loss := range got.Loss {
		if loss > 1e-6 {
			stays = k + 1
		}
		far = max(far, got.At(k)[0])
	}
	if stays != 161 || math.Abs(far-1.746) > 5e-4 {
		t.Errorf("heavy ball stays from %d, overshoots to %v", stays, far)
	}
}

// 6.4: steps until |x| > 0.5 from (e, 1) beside the saddle of the double well.
func TestEscapeFromASaddle(t *testing.T) {
	for _, c := range []struct {
		rule optimizers.Optimizer
		want []int
	}{
		{optimizers.SGD{}, []int{19, 43, 91, 139, 188, 284}},
		{optimizers.NewMomentum(), []int{8, 16, 33, 50, 67, 100}},
		{optimizers.NewAdam(), []int{5, 6, 6, 6, 7, 8}},
		{optimizers.NewRMSprop(), []int{1, 1, 1, 1, 2, 2}},
	} {
		for i, e := range []float64{1e-1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-12} {
			r := optimizers.Run{F: surfaces.DoubleWell{}, Optimizer: c.rule, LR: .1, Start: []float64{e, 1}, Steps: 1000}
			if got := reaches(t, r, func(s optimizers.State) bool { return math.Abs(s.X[0]) > .5 }); got != c.want[i] {
				t.Errorf("%T from %v: %d steps, want %d", c.rule, e, got, c.want[i])
			}
		}
	}
}

// 7.2: steepest descent is farthest from Newton's step, which leads to the
// minimum, where x/y = sqrt k in the eigenframe: the cosine is 2 sqrt(k)/(k+1).
func TestSteepestIsNotBest(t *testing.T) {
	for _, c := range []struct{ k, degrees float64 }{{10, 54.90}, {100, 78.58}, {1000, 86.38}} {
		angle := func(x, y float64) float64 {
			f, start := ravine(c.k, 30, x, y)
			step := func(rule optimizers.Optimizer, lr float64) []float64 {
				d, ok := optimizers.Run{F: f, Optimizer: rule, LR: lr, Start: start, Steps: 1}.FirstStep(start)
				if !ok {
					t.Fatalf("%T has no step", rule)
				}
				return d
			}
			g, n := step(optimizers.SGD{}, .1), step(optimizers.Newton{}, 1)
			return math.Acos((g[0]*n[0]+g[1]*n[1])/(math.Hypot(g[0], g[1])*math.Hypot(n[0], n[1]))) * 180 / math.Pi
		}
		worst := angle(math.Sqrt(c.k), 1)
		if math.Abs(worst-c.degrees) > 5e-3 || !near(math.Cos(worst*math.Pi/180), 2*math.Sqrt(c.k)/(c.k+1), 1e-9) {
			t.Errorf("k = %v: %v degrees, want %v", c.k, worst, c.degrees)
		}
		for _, ratio := range []float64{.5, .9, 1.1, 2} {
			if other := angle(ratio*math.Sqrt(c.k), 1); other >= worst {
				t.Errorf("k = %v: %v degrees at x/y = %v sqrt k, %v at sqrt k", c.k, other, ratio, worst)
			}
		}
	}
}

// 7.3: gradient descent whose every step ends at the minimum along it, on
// (x^2 + k y^2)/2 from (k, 1): the loss falls by ((k-1)/(k+1))^2 a step, and
// successive gradients are orthogonal.
func TestExactLineSearch(t *testing.T) {
	const k = 10
	f, x, g, last := bowl{1, k}, []float64{k, 1}, make([]float64, 2), make([]float64, 2)
	s, err := optimizers.SGD{}.Start(optimizers.Problem{F: f, X: x})
	if err != nil {
		t.Fatal(err)
	}
	first, steps := f.Func(x), 0
	for ; f.Func(x) > 1e-6*first; steps++ {
		before := f.Func(x)
		f.Grad(g, x)
		a := (g[0]*g[0] + g[1]*g[1]) / (g[0]*g[0] + k*g[1]*g[1])
		if err := s.Step(f, x, []float64{a, a}); err != nil {
			t.Fatal(err)
		}
		copy(last, g)
		f.Grad(g, x)
		if ratio := f.Func(x) / before; math.Abs(ratio-.669421) > 5e-7 || !near(ratio, 81./121, 1e-12) {
			t.Fatalf("step %d: the loss falls by %v", steps+1, ratio)
		}
		if cos := (g[0]*last[0] + g[1]*last[1]) / (math.Hypot(g[0], g[1]) * math.Hypot(last[0], last[1])); math.Abs(cos) > 1e-12 {
			t.Fatalf("step %d: the cosine between gradients is %v", steps+1, cos)
		}
	}
	if steps != 35 {
		t.Errorf("%d steps, want 35", steps)
	}
}

// 8.2 to 8.4: plain Newton goes to the next critical point, of whatever kind;
// gradient descent goes downhill.
func TestNewtonGoesAnywhere(t *testing.T) {
	newton, sgd := optimizers.Newton{}, optimizers.SGD{}
	for _, c := range []struct {
		rule  optimizers.Optimizer
		lr    float64
		f     objective.Objective
		start []float64
		want  []float64
		steps [2]int // to a gradient below 1e-6 and below 1e-10, or 0
	}{
		{newton, 1, surfaces.DoubleWell{}, []float64{.3, 1}, []float64{0, 0}, [2]int{3, 4}},
		{newton, 1, surfaces.DoubleWell{}, []float64{.5, 1}, []float64{-1, 0}, [2]int{1, 1}},
		{newton, 1, surfaces.DoubleWell{}, []float64{.6, 1}, []float64{1, 0}, [2]int{9, 10}},
		{newton, 1, surfaces.DoubleWell{}, []float64{.9, 1}, []float64{1, 0}, [2]int{3, 4}},
		{newton, 1, surfaces.HyperbolicParaboloid{}, []float64{1.2, .8}, []float64{0, 0}, [2]int{1, 1}},
		{sgd, .1, surfaces.DoubleWell{}, []float64{.3, 1}, []float64{1, 0}, [2]int{132, 0}},
		{sgd, .01, surfaces.Himmelblau{}, []float64{0, 0}, []float64{3, 2}, [2]int{62, 0}},
	} {
		r := optimizers.Run{F: c.f, Optimizer: c.rule, LR: c.lr, Start: c.start, Steps: 300}
		for i, tol := range []float64{1e-6, 1e-10} {
			if k := reaches(t, r, func(s optimizers.State) bool { return s.GradNorm < tol }); c.steps[i] > 0 && k != c.steps[i] {
				t.Errorf("%T on %T from %v: %d steps to %v, want %d", c.rule, c.f, c.start, k, tol, c.steps[i])
			}
		}
		if x := trace(t, r).At(300); !near(x[0], c.want[0], 1e-9) || !near(x[1], c.want[1], 1e-9) {
			t.Errorf("%T on %T from %v: went to %v, want %v", c.rule, c.f, c.start, x, c.want)
		}
	}
	// Newton's map on the double well repels from its cycle of two, +-1/sqrt 5;
	// inside of that it leads to the saddle.
	edge := 1 / math.Sqrt(5)
	if x := trace(t, optimizers.Run{F: surfaces.DoubleWell{}, Optimizer: newton, LR: 1, Start: []float64{edge, 1}, Steps: 1}).At(1); !near(x[0], -edge, 1e-14) {
		t.Errorf("Newton from 1/sqrt 5 to %v", x)
	}
	for _, part := range []float64{-.999, -.5, .1, .9, .999} {
		r := optimizers.Run{F: surfaces.DoubleWell{}, Optimizer: newton, LR: 1, Start: []float64{part * edge, 1}, Steps: 40}
		if x := trace(t, r).At(40); math.Abs(x[0]) > 1e-12 || math.Abs(x[1]) > 1e-12 {
			t.Errorf("Newton from %v/sqrt 5 to %v", part, x)
		}
	}
	himmelblau := trace(t, optimizers.Run{F: surfaces.Himmelblau{}, Optimizer: optimizers.Newton{}, LR: 1, Start: []float64{0, 0}, Steps: 30})
	if x := himmelblau.At(30); math.Abs(x[0]+.270845) > 5e-7 || math.Abs(x[1]+.923039) > 5e-7 {
		t.Errorf("Newton on Himmelblau from 0 went to %v", x)
	}
	monkey := trace(t, optimizers.Run{F: surfaces.MonkeySaddle{}, Optimizer: optimizers.Newton{}, LR: 1, Start: []float64{.5, .3}, Steps: 10})
	for k := range 10 {
		if x, y := monkey.At(k), monkey.At(k+1); !near(y[0], x[0]/2, 1e-15) || !near(y[1], x[1]/2, 1e-15) {
			t.Errorf("Newton on the monkey saddle: from %v to %v", x, y)
		}
	}
}

// 7.4: Gauss-Newton on Rosenbrock, whose residuals are quadratic in x alone.
func TestGaussNewtonOnRosenbrock(t *testing.T) {
	got := trace(t, optimizers.Run{F: surfaces.Rosenbrock{N: 2, B: 100}, Optimizer: optimizers.GaussNewton{}, LR: 1, Start: []float64{-1.2, 1}, Steps: 2})
	if x := got.At(1); !near(x[0], 1, 1e-12) || !near(x[1], -3.84, 1e-12) || !near(got.Loss[1], 2342.56, 1e-12) {
		t.Errorf("first to %v, f = %v", x, got.Loss[1])
	}
	if !(got.Loss[2] < 1e-20) {
		t.Errorf("ends at %v", got.Loss[2])
	}
}

// 8.2 to 8.4: saddle-free and damped Newton leave the saddles that draw Newton.
func TestAwayFromSaddles(t *testing.T) {
	saddleFree := optimizers.SaddleFreeNewton{}
	damped := func(mu float64) optimizers.Optimizer { return optimizers.DampedNewton{Mu: mu} }
	for _, c := range []struct {
		rule  optimizers.Optimizer
		f     objective.Objective
		start []float64
		want  []float64
		steps [2]int // to a gradient below 1e-6 and below 1e-10, or 0
	}{
		{saddleFree, surfaces.DoubleWell{}, []float64{.3, 1}, []float64{1, 0}, [2]int{7, 8}},
		{damped(1), surfaces.DoubleWell{}, []float64{.3, 1}, []float64{1, 0}, [2]int{}},
		{damped(1.5), surfaces.DoubleWell{}, []float64{.3, 1}, []float64{1, 0}, [2]int{}},
		{damped(2), surfaces.DoubleWell{}, []float64{.3, 1}, []float64{1, 0}, [2]int{}},
		{damped(5), surfaces.DoubleWell{}, []float64{.3, 1}, []float64{1, 0}, [2]int{}},
		{damped(.5), surfaces.DoubleWell{}, []float64{.3, 1}, []float64{-1, 0}, [2]int{}},
		{saddleFree, surfaces.Himmelblau{}, []float64{0, 0}, []float64{3, 2}, [2]int{8, 9}},
	} {
		r := optimizers.Run{F: c.f, Optimizer: c.rule, LR: 1, Start: c.start, Steps: 300}
		for i, tol := range []float64{1e-6, 1e-10} {
			if k := reaches(t, r, func(s optimizers.State) bool { return s.GradNorm < tol }); c.steps[i] > 0 && k != c.steps[i] {
				t.Errorf("%T on %T: %d steps to %v, want %d", c.rule, c.f, k, tol, c.steps[i])
			}
		}
		if x := trace(t, r).At(300); !near(x[0], c.want[0], 1e-9) || !near(x[1], c.want[1], 1e-9) {
			t.Errorf("%T%v on %T: went to %v, want %v", c.rule, c.rule, c.f, x, c.want)
		}
	}
	saddle := trace(t, optimizers.Run{F: surfaces.HyperbolicParaboloid{}, Optimizer: saddleFree, LR: 1, Start: []float64{1.2, .8}, Steps: 1})
	if x := saddle.At(1); x[0] != 0 || x[1] != 1.6 {
		t.Errorf("from the saddle to %v, want (0, 1.6)", x)
	}
	monkey := trace(t, optimizers.Run{F: surfaces.MonkeySaddle{}, Optimizer: saddleFree, LR: 1, Start: []float64{.5, .3}, Steps: 3})
	for k, want := range []struct{ f, half float64 }{{-.010, 5e-4}, {-.290, 5e-4}, {-.984, 5e-4}, {-3.32, 5e-3}} {
		if math.Abs(monkey.Loss[k]-want.f) > want.half {
			t.Errorf("on the monkey saddle f_%d = %v, want %v", k, monkey.Loss[k], want.f)
		}
	}
}

// 9.2 and 12.3: which well of the tilted double well.
func TestWhichWell(t *testing.T) {
	for _, c := range []struct {
		rule optimizers.Optimizer
		lr   float64
		want float64 // NaN if it diverges
	}{
		{optimizers.SGD{}, .05, .9456492739}, {optimizers.SGD{}, .1, .9456492739}, {optimizers.SGD{}, .3, .9456492739},
		{optimizers.NewMomentum(), .02, -1.0466805318}, {optimizers.NewMomentum(), .01, -1.0466805318}, {optimizers.NewMomentum(), .1, .9456492739},
		{optimizers.SGD{}, .5, -1.0466805318}, {optimizers.SGD{}, .6, -1.0466805318}, {optimizers.SGD{}, .8, math.NaN()},
	} {
		got := trace(t, optimizers.Run{F: surfaces.TiltedDoubleWell{Tilt: .1}, Optimizer: c.rule, LR: c.lr, Start: []float64{2, 1}, Steps: 5000})
		if math.IsNaN(c.want) {
			if got.Verdict.Outcome != optimizers.Diverged {
				t.Errorf("lr %v: %s", c.lr, got.Verdict)
			}
		} else if x := got.At(got.Len() - 1); math.Abs(x[0]-c.want) > 1e-9 {
			t.Errorf("%T lr %v went to %v, want %v", c.rule, c.lr, x, c.want)
		}
	}
}

// 11.4: on the gradients 3, -1, -1, ... Adam goes to the worst point of [-1, 1]
// and AMSGrad to the best (Reddi et al. 2018).
func TestAdamCanFail(t *testing.T) {
	for _, c := range []struct {
		rule optimizers.Optimizer
		want float64
	}{
		{optimizers.Adam{Beta2: 1. / 10}, .9958},
		{optimizers.AMSGrad{Beta2: 1. / 10}, -.9967},
	} {
		x, sum := []float64{0}, 0.0
		s, err := c.rule.Start(optimizers.Problem{F: slope{}, X: x})
		if err != nil {
			t.Fatal(err)
		}
		for k := 1; k <= 3000; k++ {
			by := -1.0
			if k%3 == 1 {
				by = 3
			}
			if err := s.Step(scaled{slope{}, []float64{by}}, x, []float64{.5 / math.Sqrt(float64(k))}); err != nil {
				t.Fatal(err)
			}
			x[0] = min(max(x[0], -1), 1)
			if k > 2700 {
				sum += x[0]
			}
		}
		if math.Abs(sum/300-c.want) > 5e-5 {
			t.Errorf("%T: mean of the last 300 is %v, want %v", c.rule, sum/300, c.want)
		}
	}
}

// 11.6: Beale.
func TestNoFreeLunch(t *testing.T) {
	run := func(rule optimizers.Optimizer, lr float64, x, y float64) optimizers.Trajectory {
		return trace(t, optimizers.Run{F: surfaces.Beale{}, Optimizer: rule, LR: lr, Start: []float64{x, y}, Steps: 3000})
	}
	if got := run(optimizers.NewMomentum(), 1e-3, -2, 2); math.Abs(got.Loss[3000]-1.5e-10) > 5e-12 {
		t.Errorf("momentum ends at %v", got.Loss[3000])
	}
	got := run(optimizers.NewAdam(), .1, -2, 2)
	if x := got.At(3000); math.Abs(x[0]+6.805) > 5e-4 || math.Abs(x[1]-1.130) > 5e-4 || math.Abs(got.Loss[3000]-.6635) > 5e-5 {
		t.Errorf("Adam drifts to %v, f = %v", x, got.Loss[3000])
	}
	for _, rule := range []optimizers.Optimizer{optimizers.SGD{}, optimizers.NewMomentum()} {
		if v := run(rule, 1e-3, 4, 3).Verdict; v.Outcome != optimizers.Diverged || v.Step > 4 {
			t.Errorf("%T from (4, 3): %s", rule, v)
		}
	}
	if got := run(optimizers.NewAdam(), .1, 4, 3); math.Abs(got.Loss[3000]-.0069) > 5e-5 {
		t.Errorf("Adam from (4, 3) ends at %v", got.Loss[3000])
	}
}

// quartic is (x^4 + y^4)/4.
type quartic struct{}

func (quartic) Func(x []float64) float64 { return (math.Pow(x[0], 4) + math.Pow(x[1], 4)) / 4 }
func (quartic) Grad(dst, x []float64)    { dst[0], dst[1] = x[0]*x[0]*x[0], x[1]*x[1]*x[1] }

// 13.3: warm-up saves a hot start.
func TestWarmupSavesAHotStart(t *testing.T) {
	r := optimizers.Run{F: quartic{}, Optimizer: optimizers.SGD{}, LR: .3, Start: []float64{3, 2}, Steps: 200}
	if got := trace(t, r); got.Verdict.Outcome != optimizers.Diverged || got.Verdict.Step != 6 || got.Len() != 6 {
		t.Errorf("constant: %s after %d iterates", got.Verdict, got.Len())
	}
	r.Schedule = schedules.Warmup{Steps: 20}
	if got := trace(t, r); math.Abs(got.Loss[200]-3.68e-5) > 5e-8 {
		t.Errorf("warm-up ends at %v", got.Loss[200])
	}
	r.LR, r.Schedule = .1, nil
	if got := trace(t, r); math.Abs(got.Loss[200]-2.43e-4) > 5e-7 {
		t.Errorf("a third of the rate ends at %v", got.Loss[200])
	}
}

// 14.1: Adam returns unless its rate decays.
func TestAdamBursts(t *testing.T) {
	f, start := ravine(25, 0, -4, 1)
	r := optimizers.Run{F: f, Optimizer: optimizers.Adam{Beta1: .9, Beta2: .99, Eps: 1e-8}, LR: .1, Start: start, Steps: 1000}
	highest := func(r optimizers.Run) (high, last float64) {
		got := trace(t, r)
		for _, loss := range got.Loss[301:] {
			high = max(high, loss)
		}
		return high, got.Loss[1000]
	}
	if at := reaches(t, r, below(1e-12)); at != 268 {
		t.Errorf("first below 1e-12 at %d", at)
	}
	if high, _ := highest(r); high < 1e-3 {
		t.Errorf("constant: no burst, highest %v", high)
	}
	for _, s := range []schedules.Schedule{schedules.Cosine{}, schedules.MultiStep{}, schedules.Linear{}} {
		r.Schedule = s
		if high, last := highest(r); high > 1.2e-12 || last > 1e-43 {
			t.Errorf("%T: highest %v, last %v", s, high, last)
		}
	}
}

// 12.5: above the edge of stability at the minimum, 2/1001.6, gradient descent
// on Rosenbrock passes the minimum and ends in a cycle of two.
func TestTwoCycle(t *testing.T) {
	r := optimizers.Run{F: plane{}, Optimizer: optimizers.SGD{}, LR: .002, Start: []float64{-1.2, 1}, Steps: 100000,
		Window: [][2]float64{{-2, 2}, {-1, 3}}}
	if at := reaches(t, r, below(1e-6)); at != 7493 {
		t.Errorf("first below 1e-6 at %d", at)
	}
	got := trace(t, r)
	a, b := got.At(99999), got.At(100000)
	if a[0] > b[0] {
		a, b = b, a
	}
	for i, want := range []float64{.997584, .998709, 1.000415, .997295} {
		if x := append(append([]float64(nil), a...), b...)[i]; math.Abs(x-want) > 5e-7 {
			t.Errorf("cycle %v, %v", a, b)
			break
		}
	}
}
