package models_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// Independently computed numbers of a lecture: each is a claim that a figure makes.

func build(t *testing.T, r models.Recipe) *models.Linear {
	t.Helper()
	s, err := r.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.(*models.Linear)
}

// digits tests against a printed number: half a unit of its last digit, or 1e-6
// of it where that is more.
func digits(t *testing.T, what string, got, want, unit float64) {
	t.Helper()
	if !(math.Abs(got-want) <= math.Max(unit/2, 1e-6*math.Abs(want))) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func descend(t *testing.T, f objective.Objective, rule optimizers.Optimizer, lr float64, start []float64, steps int) optimizers.Trajectory {
	t.Helper()
	got, err := optimizers.Run{F: f, Optimizer: rule, LR: lr, Start: start, Steps: steps}.Trace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// until is the first step with f <= tol.
func until(t *testing.T, f objective.Objective, lr float64, start []float64, tol float64) int {
	t.Helper()
	for k, loss := range descend(t, f, optimizers.SGD{}, lr, start, 1000).Loss {
		if loss <= tol {
			return k
		}
	}
	return -1
}

// 1.1: one neuron is a landscape in two dimensions.
func TestNeuronCrossEntropy(t *testing.T) {
	l := build(t, models.Neuron{Activation: "sigmoid", Data: "neuron"})
	m := l.Meta()
	if len(m.Points) != 1 || m.Points[0].X[1] != 0 {
		t.Fatalf("points %v", m.Points)
	}
	digits(t, "w*", m.Points[0].X[0], 1.6521553976, 1e-10)
	digits(t, "f*", m.Points[0].Value, .3702793705, 1e-10)
	digits(t, "f(0, 0)", l.Func([]float64{0, 0}), math.Ln2, 0)
	digits(t, "CE_0", l.Func(m.Start), 4.711199, 1e-6)
	for lr, want := range map[float64]int{.1: 235, 1: 23, 4: 7} {
		if got := until(t, l, lr, []float64{-4, 3}, m.Infimum+1e-3); got != want {
			t.Errorf("rate %v: %d steps, want %d", lr, got, want)
		}
	}
	newton := descend(t, l, optimizers.Newton{}, 1, []float64{0, 0}, 5)
	for k, want := range []float64{0, 1.066667, 1.496285, 1.638937, 1.652055, 1.652155} {
		digits(t, fmt.Sprintf("Newton, w_%d", k), newton.At(k)[0], want, 1e-6)
	}
}

// 1.2: the activation makes plateaus.
func TestNeuronPlateaus(t *testing.T) {
	square := build(t, models.Neuron{Activation: "sigmoid", Loss: "squared", Data: "neuron"})
	p := square.Meta().Points[0]
	digits(t, "w*", p.X[0], 1.23796, 1e-5)
	digits(t, "f*", p.Value, .0621589, 1e-7)
	if p.X[1] != 0 {
		t.Errorf("minimum %v", p.X)
	}
	far, g := []float64{-10, 0}, make([]float64, 2)
	square.Grad(g, far)
	digits(t, "slope of the plateau", floats.Norm(g, 2), 5.90e-6, 1e-8)
	digits(t, "w_1000", descend(t, square, optimizers.SGD{}, 1, far, 1000).At(1000)[0], -9.994, 1e-3)
	entropy := build(t, models.Neuron{Activation: "sigmoid", Data: "neuron"})
	digits(t, "cross-entropy from there", descend(t, entropy, optimizers.SGD{}, 1, far, 1000).Loss[1000], .37028, 1e-5)

	relu := build(t, models.Neuron{Activation: "relu", Data: "line4"})
	if relu.Grad(g, []float64{-1, -1}); g[0] != 0 || g[1] != 0 {
		t.Errorf("a dead unit has the gradient %v", g)
	}
	alive := descend(t, relu, optimizers.SGD{}, .1, relu.Meta().Start, 1000)
	if x := alive.At(1000); math.Abs(x[0]-1) > 1e-5 || math.Abs(x[1]) > 1e-5 {
		t.Errorf("ReLU from %v ends at %v", relu.Meta().Start, x)
	}
	if m := relu.Meta(); m.Infimum != 0 || m.Points[0].X[0] != 1 || m.Points[0].X[1] != 0 {
		t.Errorf("ReLU: %+v", m)
	}
}

// 2.1, 2.2: a line through five points.
func TestLine5(t *testing.T) {
	l := build(t, models.Line5{})
	m := l.Meta()
	p := m.Points[0]
	if p.X[0] != 1.99 || p.X[1] != 1 {
		t.Errorf("minimum %v", p.X)
	}
	digits(t, "f*", p.Value, .0099, 0)
	h := mat.NewSymDense(2, nil)
	l.Hess(h, m.Start)
	if want := mat.NewSymDense(2, []float64{2, 0, 0, 1}); !mat.EqualApprox(h, want, 1e-15) {
		t.Errorf("Hessian %v", mat.Formatted(h))
	}
	half := descend(t, l, optimizers.SGD{}, .5, []float64{0, 0}, 4)
	for k, want := range [][3]float64{{0, 0, 4.47}, {1.99, .5, .1349}, {1.99, .75, .04115}, {1.99, .875, .0177125}, {1.99, .9375, .011853125}} {
		digits(t, fmt.Sprintf("w_%d", k), half.At(k)[0], want[0], 0)
		digits(t, fmt.Sprintf("b_%d", k), half.At(k)[1], want[1], 0)
		digits(t, fmt.Sprintf("f_%d", k), half.Loss[k], want[2], 0)
	}
	tenth := descend(t, l, optimizers.SGD{}, .1, []float64{0, 0}, 50).At(50)
	digits(t, "w_50", tenth[0], 1.989972, 1e-6)
	digits(t, "b_50", tenth[1], .994846, 1e-6)
}

// 4.1: a line through a thousand points.
func TestLine1000(t *testing.T) {
	l := build(t, models.Line1000{})
	m := l.Meta()
	digits(t, "w*", m.Points[0].X[0], 1.50180038, 1e-8)
	digits(t, "b*", m.Points[0].X[1], -.50071517, 1e-8)
	digits(t, "f*", m.Infimum, .1223920278, 1e-10)
	digits(t, "f_0", l.Func(m.Start), 1.754363, 1e-6)
}

// 4.1: updates in the order 617 i mod 1000 at the rate 0.05; every epoch is the same.
func TestLine1000Epochs(t *testing.T) {
	l := build(t, models.Line1000{})
	order := l.Data().Order
	for _, c := range []struct {
		batch                   int
		first, unit, fifth, end float64
	}{
		{1000, 1.42519, 1e-5, .829711, 1e-6}, {100, .423002, 1e-6, .00225068, 1e-8},
		{10, 6.22e-7, 1e-9, 2.966e-6, 1e-9}, {1, 5.32e-5, 1e-7, 5.321e-5, 1e-8},
	} {
		x, g := []float64{0, 0}, make([]float64, 2)
		for epoch := 1; epoch <= 5; epoch++ {
			for from := 0; from < 1000; from += c.batch {
				l.GradOf(g, x, order[from:from+c.batch])
				floats.AddScaled(x, -.05, g)
			}
			switch excess := l.Func(x) - l.Meta().Infimum; epoch {
			case 1:
				digits(t, fmt.Sprintf("batch %d, epoch 1", c.batch), excess, c.first, c.unit)
			case 5:
				digits(t, fmt.Sprintf("batch %d, epoch 5", c.batch), excess, c.fifth, c.end)
			}
		}
	}
}

// 4.3: the minibatch gradient is unbiased, and its covariance goes with 1/B.
func TestMinibatchGradient(t *testing.T) {
	l := build(t, models.Line1000{})
	order, n := slices.Clone(l.Data().Order), l.NumExamples()
	x, full, g := []float64{0, 0}, make([]float64, 2), make([]float64, 2)
	l.Grad(full, x)
	mean := make([]float64, 2)
	for from := 0; from < n; from += 100 {
		l.GradOf(g, x, order[from:from+100])
		floats.AddScaled(mean, .1, g)
	}
	if d := floats.Distance(mean, full, math.Inf(1)); d >= 1e-14 {
		t.Errorf("mean of disjoint batches %v, full %v, apart %v", mean, full, d)
	}
	spread := func() float64 { return math.Pow(floats.Distance(g, full, 2), 2) }
	sigma := 0.0 // trace of the covariance of one example's gradient
	for i := range n {
		l.GradOf(g, x, []int{i})
		sigma += spread() / float64(n)
	}
	const draws = 40_000
	rng := rand.New(rand.NewPCG(1, 2))
	for _, b := range []int{1, 10, 100} {
		trace := 0.0
		for range draws {
			for i := range b { // the first b of a shuffle
				j := i + rng.IntN(n-i)
				order[i], order[j] = order[j], order[i]
			}
			l.GradOf(g, x, order[:b])
			trace += spread() / draws
		}
		want := sigma / float64(b) * float64(n-b) / float64(n-1)
		if ratio := trace / want; math.Abs(ratio-1) > .03 {
			t.Errorf("B = %d: tr Cov %v, want %v", b, trace, want)
		}
	}
}

// 18.1: train error up, test error down.
func TestPolynomialRidge(t *testing.T) {
	rms := func(f surfaces.Surface, x []float64) float64 { return math.Sqrt(2 * f.Func(x)) }
	nine := build(t, models.Polynomial{Degree: 9, Data: "sine10"})
	for _, c := range []struct {
		lambda, train, trainUnit, test, norm, normUnit float64
	}{{0, 0, 2e-12, .371, 203, 1}, {1e-2, .205, .001, .137, 5.4, .1}, {10, .677, .001, .611, math.NaN(), 0}} {
		x, err := nine.Ridge(c.lambda)
		if err != nil {
			t.Fatal(err)
		}
		what := fmt.Sprintf("λ = %v: ", c.lambda)
		digits(t, what+"train", rms(nine, x), c.train, c.trainUnit)
		digits(t, what+"test", rms(nine.Validation(), x), c.test, .001)
		if !math.IsNaN(c.norm) {
			digits(t, what+"norm", floats.Norm(x, 2), c.norm, c.normUnit)
		}
	}
	three := build(t, models.Polynomial{Degree: 3, Data: "sine10"})
	digits(t, "degree 3", rms(three.Validation(), three.Meta().Points[0].X), .1545, 1e-4)
}
