package models_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/models"
)

// Independently computed numbers of a lecture on training, of models.

// 1.2: ReLU has the slope 0 at its kink, so at the origin a neuron of it is dead;
// the linear panel is least squares on the eight points.
func TestPanelsOfActivations(t *testing.T) {
	g := []float64{1, 1}
	if build(t, models.Neuron{Activation: "relu", Data: "line4"}).Grad(g, []float64{0, 0}); g[0] != 0 || g[1] != 0 {
		t.Errorf("gradient %v at the kink", g)
	}
	l := build(t, models.Neuron{Activation: "linear", Data: "neuron"})
	for _, x := range [][]float64{{0, 0}, {.25, .5}, {-1, 2}} {
		want := 0.0
		for i, in := range []float64{-2, -1.5, -1, -.5, .5, 1, 1.5, 2} {
			r := x[0]*in + x[1] - []float64{0, 0, 0, 1, 0, 1, 1, 1}[i]
			want += r * r / 16
		}
		if got := l.Func(x); math.Abs(got-want) > 4e-15*(1+want) {
			t.Errorf("f(%v) = %v, want %v", x, got, want)
		}
	}
}

// 1.3: two hidden ReLU units are |x|: max(x, 0) + max(-x, 0).
func TestTwoUnitsAreAbsolute(t *testing.T) {
	const n = 41
	set := &data.Set{Name: "abs", X: mat.NewDense(n, 1, nil), Y: make([]float64, n)}
	for i := range n {
		v := float64(i-n/2) / 8
		set.X.Set(i, 0, v)
		set.Y[i] = math.Abs(v)
	}
	f := network(t, models.Network{Hidden: []int{2}, Activation: "relu", Task: "numbers"}, set)
	x := []float64{1, -1, 0, 0, 1, 1, 0} // W1, b1, W2, b2
	if dim := f.Meta().Dim; dim != len(x) {
		t.Fatalf("%d parameters", dim)
	}
	g, out := make([]float64, len(x)), make([]float64, 1)
	if f.Grad(g, x); f.Func(x) != 0 || floats.Norm(g, 1) != 0 {
		t.Errorf("loss %v, gradient %v", f.Func(x), g)
	}
	for _, v := range []float64{-7, -math.Pi, -1e-9, 0, 1e-9, math.Pi, 7} { // seen or not
		if f.Predict(out, x, []float64{v}); out[0] != math.Abs(v) {
			t.Errorf("|%v| = %v", v, out[0])
		}
	}
}

// 3.3: the slope of a sigmoid is at most 1/4, and that of L in a row the product.
func TestVanishingGradient(t *testing.T) {
	// One example at the input 1/2: f(w, b) = ½ a², a = σ(w/2 + b), whose slope in b
	// is a σ'.
	set := &data.Set{Name: "one", X: mat.NewDense(1, 1, []float64{.5}), Y: []float64{0}}
	f, err := models.Neuron{Activation: "sigmoid", Loss: "squared"}.Build(set)
	if err != nil {
		t.Fatal(err)
	}
	l := f.(*models.Linear)
	out, g := make([]float64, 1), make([]float64, 2)
	unit := func(w, b float64) (a, slope float64) {
		x := []float64{w, b}
		l.Predict(out, x, []float64{.5})
		l.Grad(g, x)
		return out[0], g[1] / out[0]
	}
	for b := -6.0; b <= 6; b += .125 {
		if _, slope := unit(0, b); slope > .25 || b != 0 && slope == .25 {
			t.Errorf("the slope at %v is %v", b, slope)
		}
	}
	// With w = 1, b = -1/2 a unit leaves 1/2 as it is, where its slope is greatest.
	product := 1.0
	for layer := 1; layer <= 20; layer++ {
		a, slope := unit(1, -.5)
		if product *= slope; a != .5 || product != math.Pow(.25, float64(layer)) {
			t.Fatalf("layer %d: output %v, slope of all %v", layer, a, product)
		}
		switch layer {
		case 5:
			digits(t, "5 layers", product, 9.77e-4, 1e-6)
		case 10:
			digits(t, "10 layers", product, 9.54e-7, 1e-9)
		case 20:
			digits(t, "20 layers", product, 9.09e-13, 1e-15)
		}
	}
}

// 4.1: the same in runs, each of five epochs, as a figure makes them; 4.2: of
// 1000 examples, batches of 100 are ten steps an epoch.
func TestSameEpochDifferentBatch(t *testing.T) {
	l := build(t, models.Line1000{})
	for _, c := range []struct {
		batch, updates          int
		first, unit, fifth, end float64
	}{
		{1000, 1, 1.42519, 1e-5, .829711, 1e-6}, {100, 10, .423002, 1e-6, .00225068, 1e-8},
		{10, 100, 6.22e-7, 1e-9, 2.966e-6, 1e-9}, {1, 1000, 5.32e-5, 1e-7, 5.321e-5, 1e-8},
	} {
		f := optimizers.Minibatch{F: l, Size: c.batch, Order: l.Data().Order}
		each := f.StepsPerEpoch()
		if each != c.updates {
			t.Errorf("batch %d: %d updates an epoch", c.batch, each)
		}
		path, err := optimizers.Run{F: f, Optimizer: optimizers.SGD{}, LR: .05, Start: []float64{0, 0}, Steps: 5 * each, Every: each}.Trace(t.Context())
		if err != nil || path.Len() != 6 {
			t.Fatalf("batch %d: %d rows, %v", c.batch, path.Len(), err)
		}
		digits(t, fmt.Sprintf("batch %d, epoch 0", c.batch), path.Loss[0], 1.754363, 1e-6)
		digits(t, fmt.Sprintf("batch %d, epoch 1", c.batch), path.Loss[1]-l.Meta().Infimum, c.first, c.unit)
		digits(t, fmt.Sprintf("batch %d, epoch 5", c.batch), path.Loss[5]-l.Meta().Infimum, c.fifth, c.end)
	}
}

// 4.3: what the steps of a run see is unbiased, with a covariance that goes with
// 1/B: tr Cov = tr Σ/B (N-B)/(N-1), within 3 % of 40 000 steps.
func TestMinibatchesSpread(t *testing.T) {
	l := build(t, models.Line1000{})
	n := l.NumExamples()
	x, full, g := []float64{0, 0}, make([]float64, 2), make([]float64, 2)
	l.Grad(full, x)
	sigma := 0.0
	for i := range n {
		l.GradOf(g, x, []int{i})
		sigma += math.Pow(floats.Distance(g, full, 2), 2) / float64(n)
	}
	const steps = 40_000
	for _, size := range []int{1, 10, 100} {
		sample := optimizers.Minibatch{F: l, Size: size}.Sample(objective.Draws{Seed: 1})
		each := n / size
		spread, mean := 0.0, make([]float64, 2)
		for k := range steps {
			sample(k).Grad(g, x)
			spread += math.Pow(floats.Distance(g, full, 2), 2) / steps
			floats.AddScaled(mean, 1/float64(each), g)
			if (k+1)%each == 0 { // an epoch
				if d := floats.Distance(mean, full, math.Inf(1)); d >= 1e-13 || size == 100 && d >= 1e-14 {
					t.Fatalf("B = %d: the mean of an epoch is off by %v", size, d)
				}
				clear(mean)
			}
		}
		want := sigma / float64(size) * float64(n-size) / float64(n-1)
		if math.Abs(spread/want-1) > .03 {
			t.Errorf("B = %d: tr Cov %v, want %v", size, spread, want)
		}
	}
}

// 18.2: double descent. What holds is the order of the medians, and that the peak,
// where there are as many features as examples, is more than 20 times the others;
// 100 seeds tell. The lecture's medians of 1000 seeds of its own are .38, 44, .81
// and .58 for 20, 40, 120 and 400 features; here they are .432, 32.5, .832 and .654.
func TestDoubleDescent(t *testing.T) {
	const seeds = 100
	medians := map[int]float64{}
	for _, p := range []int{20, 40, 120, 400} {
		losses := make([]float64, seeds)
		for seed := range losses {
			l := build(t, models.RandomFeatures{N: 40, D: 5, P: p, Seed: seed})
			x, err := l.Ridge(0)
			if err != nil {
				t.Fatal(err)
			}
			losses[seed] = l.Validation().Func(x)
		}
		slices.Sort(losses)
		medians[p] = (losses[seeds/2-1] + losses[seeds/2]) / 2
	}
	if !(medians[20] < medians[400] && medians[400] < medians[120] && 20*medians[120] < medians[40]) {
		t.Errorf("medians %v", medians)
	}
}
