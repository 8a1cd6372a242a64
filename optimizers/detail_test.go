package optimizers_test

import (
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// A rule shows its memory under the same symbols every time, and at no cost but
// the list.
func TestMemory(t *testing.T) {
	symbols := map[string][]string{
		"momentum": {"b"}, "nesterov": {"b"}, "sgdw": {"b"}, "adam": {"m", "v"}, "adamw": {"m", "v"}, "amsgrad": {"m", "v", "u"},
		"rmsprop": {"v"}, "adagrad": {"G"}, "adadelta": {"v", "u"}, "adamax": {"m", "u"}, "nadam": {"m", "v"},
		"radam": {"m", "v"}, "rprop": {"s", "g_last"}, "lion": {"m"}, "adabelief": {"m", "v"}, "schedule-free": {"z"},
		"lookahead": {"φ"}, "averaging": {"w"}, "projected": {},
	}
	f, lr := surfaces.Rosenbrock{N: 3, B: 100}, []float64{1e-3, 1e-3, 1e-3}
	for _, e := range optimizers.Catalog() {
		x := []float64{-1.2, 1, 0.5}
		s, err := e.Rule.Start(optimizers.Problem{F: f, X: x, Steps: 10, Rng: rand.New(rand.NewPCG(0, 0))})
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := s.(io.Closer); ok {
			defer c.Close()
		}
		rule, ok := s.(optimizers.Stateful)
		want, listed := symbols[e.Name]
		if listed != ok {
			t.Errorf("%s shows its memory: %v, want %v", e.Name, ok, listed)
		}
		if !ok {
			continue
		}
		shape := func() (names []string, lengths []int) {
			for _, v := range rule.State() {
				names, lengths = append(names, v.Symbol), append(lengths, len(v.Value))
			}
			return names, lengths
		}
		names, lengths := shape()
		if !slices.Equal(names, want) {
			t.Errorf("%s remembers %q, want %q", e.Name, names, want)
		}
		for range 5 {
			if err := s.Step(f, x, lr); err != nil {
				t.Fatal(err)
			}
			if n, l := shape(); !slices.Equal(n, names) || !slices.Equal(l, lengths) {
				t.Errorf("%s: %q of %v numbers, before %q of %v", e.Name, n, l, names, lengths)
			}
		}
		if testing.AllocsPerRun(10, func() { rule.State() }) > 1 {
			t.Errorf("%s allocates for its memory", e.Name)
		}
	}
	all := optimizers.RMSprop{Momentum: 0.5, Centered: true}
	got := trace(t, optimizers.Run{F: plane{}, Optimizer: all, LR: 1e-3, Start: []float64{1, 2}, Steps: 2, Detailed: true})
	var names []string
	for _, v := range got.Memory {
		names = append(names, v.Symbol)
	}
	if !slices.Equal(names, []string{"v", "m", "b"}) {
		t.Errorf("RMSprop with all it has remembers %q", names)
	}
}

// A detailed record changes no run, and its rows add up, with noise too:
// b = mu b + g and the step is -a b.
func TestDetail(t *testing.T) {
	for _, f := range []objective.Objective{plane{}, optimizers.Noisy{F: plane{}, Sigma: 3}} {
		r := optimizers.Run{F: f, Optimizer: optimizers.NewMomentum(), LR: 1e-4, Start: []float64{-1.2, 1}, Steps: 20, Seed: 5}
		plain := trace(t, r)
		if plain.Gradients != nil || plain.Memory != nil {
			t.Errorf("%T: recorded unasked", f)
		}
		r.Detailed = true
		got := trace(t, r)
		if !slices.Equal(got.X, plain.X) || !reflect.DeepEqual(got.Verdict, plain.Verdict) || !slices.Equal(got.Grads, plain.Grads) {
			t.Errorf("%T: another run for being recorded", f)
		}
		if len(got.Gradients) != len(got.X) || len(got.Memory) != 1 || len(got.Memory[0].Value) != len(got.X) {
			t.Fatalf("%T: %d, %d numbers of %d", f, len(got.Gradients), len(got.Memory), len(got.X))
		}
		for k := range r.Steps {
			before, after := got.Row(got.Memory[0], k), got.Row(got.Memory[0], k+1)
			for i, x := range got.At(k) {
				if b := 0.9*before[i] + got.Gradients[2*k+i]; b != after[i] {
					t.Errorf("%T: step %d: b = %v, want %v", f, k, after[i], b)
				}
				if next := x - 1e-4*after[i]; next != got.At(k + 1)[i] {
					t.Errorf("%T: step %d leads to %v, want %v", f, k, got.At(k + 1)[i], next)
				}
			}
		}
		random := objective.Is[objective.Random](f)
		if last := got.Gradients[2*r.Steps]; math.IsNaN(last) != random {
			t.Errorf("%T: the last gradient is %v", f, last)
		}
	}
}

func TestFirstStepFrom(t *testing.T) {
	r := optimizers.Run{F: plane{}, Optimizer: optimizers.NewAdam(), LR: 0.1, Start: []float64{9, 9}, Steps: 100}
	path := trace(t, optimizers.Run{F: plane{}, Optimizer: r.Optimizer, LR: 0.1, Start: []float64{-1.2, 1}, Steps: 100})
	for _, steps := range []int{100, 0} {
		r.Steps = steps
		step, ok := r.FirstStep([]float64{-1.2, 1})
		if want := []float64{path.At(1)[0] + 1.2, path.At(1)[1] - 1}; !ok || !slices.Equal(step, want) {
			t.Errorf("of %d steps the first is %v, %v, want %v", steps, step, ok, want)
		}
	}
	r.F, r.Optimizer, r.LR = quarticRavine{}, optimizers.Newton{}, 1
	if step, ok := r.FirstStep([]float64{0, 1}); ok {
		t.Errorf("Newton steps by %v where the Hessian is singular", step)
	}
	r.F, r.Optimizer, r.LR = bowl{1, 1}, optimizers.SGD{}, 1e308
	if step, ok := r.FirstStep([]float64{1e10, 1}); ok {
		t.Errorf("a step of %v", step)
	}
}
