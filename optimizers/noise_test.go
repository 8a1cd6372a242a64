package optimizers_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// drawn is the noise of the first steps, read off a stepper's gradients.
func drawn(seed uint64, sigma float64, n, steps int) []float64 {
	sample := optimizers.Noisy{F: bowl(make([]float64, n)), Sigma: sigma}.Sample(objective.Draws{Seed: seed})
	var all []float64
	g := make([]float64, n)
	for k := range steps {
		sample(k).Grad(g, make([]float64, n))
		all = append(all, g...)
	}
	return all
}

func TestNoiseIsNormal(t *testing.T) {
	const sigma, n = 0.3, 200000
	var mean, square, product, fourth float64
	e := drawn(1, sigma, 2, n/2)
	for i, v := range e {
		v /= sigma
		mean += v / n
		square += v * v / n
		fourth += v * v * v * v / n
		product += v * e[(i+1)%n] / sigma / n
	}
	// Five standard errors each.
	root := math.Sqrt(n)
	if math.Abs(mean) > 5/root || math.Abs(square-1) > 5*math.Sqrt2/root || math.Abs(product) > 5/root || math.Abs(fourth-3) > 5*math.Sqrt(96)/root {
		t.Errorf("mean %v, variance %v, fourth moment %v, correlation %v", mean, square, fourth, product)
	}
}

// The first draws of successive seeds are as good as those of one.
func TestSeedsAreIndependent(t *testing.T) {
	const n = 20000
	var mean, square, product, last float64
	for seed := range uint64(n) {
		v := drawn(seed, 1, 1, 1)[0]
		mean += v / n
		square += v * v / n
		product += v * last / n
		last = v
	}
	root := math.Sqrt(n)
	if math.Abs(mean) > 5/root || math.Abs(square-1) > 5*math.Sqrt2/root || math.Abs(product) > 5/root {
		t.Errorf("mean %v, variance %v, correlation %v", mean, square, product)
	}
}

// Within a step the noise is fixed; a step that asks for nothing, or many
// times, shifts no other's.
func TestNoiseBelongsToItsStep(t *testing.T) {
	want := drawn(7, 1, 2, 6)
	sample := optimizers.Noisy{F: bowl{0, 0}, Sigma: 1}.Sample(objective.Draws{Seed: 7})
	g, x := make([]float64, 2), make([]float64, 2)
	for _, k := range []int{0, 0, 2, 5, 5, 5} {
		sample(k).Grad(g, x)
		if g[0] != want[2*k] || g[1] != want[2*k+1] {
			t.Errorf("step %d: noise %v, want %v", k, g, want[2*k:2*k+2])
		}
	}
}

// The draws depend on the seed only, and not on the rule; the recorded loss and
// gradient are those without noise.
func TestRunsShareTheNoise(t *testing.T) {
	const sigma, lr = 0.5, 0.125
	run := optimizers.Run{F: optimizers.Noisy{F: bowl{1, 1}, Sigma: sigma}, Optimizer: optimizers.SGD{}, LR: lr, Start: []float64{1, 2}, Steps: 50, Seed: 3}
	want := drawn(3, sigma, 2, 50)
	sgd := trace(t, run)
	run.Optimizer = optimizers.Momentum{Momentum: .5}
	ball := trace(t, run)
	b := []float64{0, 0}
	for k := range 50 {
		for i := range 2 {
			x, y := sgd.At(k)[i], sgd.At(k + 1)[i]
			if e := (x-y)/lr - x; math.Abs(e-want[2*k+i]) > 1e-13 {
				t.Fatalf("SGD drew %v at step %d, want %v", e, k, want[2*k+i])
			}
			x, y = ball.At(k)[i], ball.At(k + 1)[i]
			v := (x - y) / lr
			if e := v - .5*b[i] - x; math.Abs(e-want[2*k+i]) > 1e-13 {
				t.Fatalf("momentum drew %v at step %d, want %v", e, k, want[2*k+i])
			}
			b[i] = v
		}
		if x := sgd.At(k); !near(sgd.GradNorm[k], math.Hypot(x[0], x[1]), 1e-15) {
			t.Fatalf("gradient norm %v at %v", sgd.GradNorm[k], x)
		}
	}
	run.Seed = 4
	if other := trace(t, run); other.At(1)[0] == ball.At(1)[0] {
		t.Error("another seed drew the same")
	}
}

// lottery is a rule that draws: its stream is not the noise's.
type lottery struct{ rng *rand.Rand }

func (lottery) Start(p optimizers.Problem) (optimizers.Stepper, error) { return lottery{p.Rng}, nil }
func (s lottery) Step(f objective.Objective, x, lr []float64) error {
	x[0] = s.rng.NormFloat64()
	return nil
}

func TestRulesDrawFromTheirOwnStream(t *testing.T) {
	run := optimizers.Run{F: optimizers.Noisy{F: bowl{1}, Sigma: 1}, Optimizer: lottery{}, LR: 1, Start: []float64{1}, Steps: 5, Seed: 3}
	got, noise := trace(t, run), drawn(3, 1, 1, 20)
	for _, x := range got.X[1:] {
		for _, e := range noise {
			if x == e {
				t.Fatalf("the rule drew the noise %v", e)
			}
		}
	}
	if again := trace(t, run); again.X[5] != got.X[5] {
		t.Error("the same seed drew something else")
	}
}

// Newton sees the noise in the gradient, and the Hessian as it is.
func TestNoisyNewton(t *testing.T) {
	got := trace(t, optimizers.Run{F: optimizers.Noisy{F: bowl{1, 4}, Sigma: .1}, Optimizer: optimizers.Newton{}, LR: 1,
		Start: []float64{1, 2}, Steps: 1, Seed: 5})
	e := drawn(5, .1, 2, 1)
	if x := got.At(1); !near(x[0], -e[0], 1e-15) || !near(x[1], -e[1]/4, 1e-15) {
		t.Errorf("went to %v with the noise %v", x, e)
	}
	flat := optimizers.Run{F: optimizers.Noisy{F: slope{}}, Optimizer: optimizers.Newton{}, LR: 1, Start: []float64{1}, Steps: 1}
	if _, err := flat.Trace(t.Context()); err == nil {
		t.Error("Newton took a loss without second derivatives")
	}
}

// 4.4: the noise ball, Var[x] = a s^2 (1+b)/(l (1-b) (2(1+b) - a l)), for many
// independent coordinates at once.
func TestNoiseBall(t *testing.T) {
	const n = 400
	l := make(bowl, n)
	for i := range l {
		l[i] = 1
	}
	for _, c := range []struct{ a, b float64 }{{.1, 0}, {.1, .9}, {1.9, 0}} {
		r := optimizers.Run{F: optimizers.Noisy{F: l, Sigma: 1}, Optimizer: optimizers.Momentum{Momentum: c.b}, LR: c.a,
			Start: make([]float64, n), Steps: 2000, Seed: 1}
		sum, count := 0.0, 0.0
		if _, err := r.Each(context.Background(), func(s optimizers.State) error {
			if s.K >= 1000 {
				for _, x := range s.X {
					sum += x * x
					count++
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if want := c.a * (1 + c.b) / ((1 - c.b) * (2*(1+c.b) - c.a)); math.Abs(sum/count-want) > .03*want {
			t.Errorf("a %v, b %v: variance %v, want %v", c.a, c.b, sum/count, want)
		}
	}
}

func TestNoiseAllocatesNothing(t *testing.T) {
	sample := optimizers.Noisy{F: surfaces.Rosenbrock{N: 2, B: 100}, Sigma: 1}.Sample(objective.Draws{Seed: 1})
	g, h, x, k := make([]float64, 2), mat.NewSymDense(2, nil), []float64{-1.5, 2}, 0
	f, _ := objective.As[objective.Curved](sample(0)) // which a rule asks at its start
	if n := testing.AllocsPerRun(100, func() {
		sample(k)
		f.Grad(g, x)
		f.Hess(h, x)
		k++
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}
