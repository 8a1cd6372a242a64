package optimizers_test

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// Without heat it is gradient descent to the last bit.
func TestLangevinWithoutHeat(t *testing.T) {
	r := optimizers.Run{F: plane{}, Optimizer: optimizers.SGD{}, LR: 1e-3, Start: []float64{-1.5, 2}, Steps: 500}
	want := trace(t, r)
	r.Optimizer = optimizers.Langevin{}
	if got := trace(t, r); !slices.Equal(got.X, want.X) {
		t.Error("another path than gradient descent's")
	}
}

// The first step is a g and sqrt(2 a T) times the normal numbers in order.
func TestLangevinStep(t *testing.T) {
	const a, heat = .01, .3
	draws := rng()
	s, err := optimizers.Langevin{Temperature: heat}.Start(optimizers.Problem{F: bowl{1, 25}, X: []float64{-4, 1}, Rng: rng()})
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{-4, 1}
	if err := s.Step(bowl{1, 25}, x, []float64{a, a / 2}); err != nil {
		t.Fatal(err)
	}
	first, second := draws.NormFloat64(), draws.NormFloat64()
	if !near(x[0], -4+4*a+math.Sqrt(2*a*heat)*first, 1e-14) || !near(x[1], 1-25*a/2+math.Sqrt(a*heat)*second, 1e-14) {
		t.Errorf("went to %v", x)
	}
	if _, err := (optimizers.Langevin{}).Start(optimizers.Problem{F: bowl{1}, X: []float64{1}}); err == nil {
		t.Error("started without random numbers")
	}
}

// On l x^2/2 the variance tends to 2 a T/(1 - (1 - a l)^2), which is T/l for
// small a only. Here it is measured over n independent coordinates, with the
// standard error sqrt(2/n) = 0.71 %; the margin is four of them.
func TestLangevinVariance(t *testing.T) {
	const n, heat = 40_000, .3
	for _, c := range []struct{ a, l float64 }{{.5, 1}, {.1, 2}, {.3, 6}} {
		l, start := make(bowl, n), make([]float64, n)
		for i := range l {
			l[i] = c.l
		}
		var mean, square float64
		r := optimizers.Run{F: l, Optimizer: optimizers.Langevin{Temperature: heat}, LR: c.a, Start: start, Steps: 60}
		if _, err := r.Each(t.Context(), func(s optimizers.State) error {
			mean, square = 0, 0
			for _, x := range s.X {
				mean += x / n
				square += x * x / n
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want := 2 * c.a * heat / (1 - math.Pow(1-c.a*c.l, 2))
		if margin := 4 * math.Sqrt(2./n); math.Abs(square/want-1) > margin {
			t.Errorf("a %v, l %v: variance %v, want %v +- %v %%", c.a, c.l, square, want, 100*margin)
		}
		if margin := 4 * math.Sqrt(want/n); math.Abs(mean) > margin {
			t.Errorf("a %v, l %v: mean %v, want 0 +- %v", c.a, c.l, mean, margin)
		}
	}
}

// At the default temperature a run crosses the barrier of the double well now
// and then, and spends its time in both wells.
func TestLangevinCrosses(t *testing.T) {
	right, crossings, well := 0, 0, 1.0
	r := optimizers.Run{F: surfaces.DoubleWell{}, Optimizer: optimizers.NewLangevin(), LR: .05, Start: []float64{1, 0}, Steps: 100_000}
	if _, err := r.Each(t.Context(), func(s optimizers.State) error {
		if s.X[0] > 0 {
			right++
		}
		if s.X[0]*well < -.8 { // from one well to the bottom of the other
			well, crossings = -well, crossings+1
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if crossings < 20 || crossings > 300 || right < 30_000 || right > 70_000 {
		t.Errorf("%d crossings, %d steps on the right", crossings, right)
	}
}
