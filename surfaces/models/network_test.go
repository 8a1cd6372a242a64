package models_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/models"
)

func network(t *testing.T, recipe models.Network, set *data.Set) fittedSurface {
	t.Helper()
	if recipe.Task == "" {
		recipe.Task = "auto"
	}
	f, err := recipe.Build(set)
	if err != nil {
		t.Fatal(err)
	}
	return f.(fittedSurface)
}

// fittedSurface is what all models are.
type fittedSurface interface {
	surfaces.Surface
	surfaces.Fitted
}

// closeTo reports whether all of got are want to a share tol of the largest.
func closeTo(got, want []float64, tol float64) bool {
	scale := 0.0
	for _, v := range want {
		scale = math.Max(scale, math.Abs(v))
	}
	for i, v := range got {
		if !(math.Abs(v-want[i]) <= tol*scale) {
			return false
		}
	}
	return len(got) == len(want)
}

// Losses and gradients are those of testdata/network_reference.py.
func TestNetworkReference(t *testing.T) {
	raw, err := os.ReadFile("testdata/network_reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Activation    string
		Classes       int
		Hidden        []int
		Inputs        [][]float64
		Wanted        []float64
		X, Gradient   []float64
		Loss          float64
		Batch         []int
		BatchLoss     float64   `json:"batch_loss"`
		BatchGradient []float64 `json:"batch_gradient"`
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) != 6 {
		t.Fatalf("%d cases, not 6", len(cases))
	}
	for _, c := range cases {
		set := &data.Set{Name: "test", X: mat.NewDense(len(c.Wanted), len(c.Inputs[0]), slices.Concat(c.Inputs...)), Y: c.Wanted, Classes: c.Classes}
		f := network(t, models.Network{Hidden: c.Hidden, Activation: c.Activation, Task: map[bool]string{true: "numbers", false: "classes"}[c.Classes == 0]}, set)
		// Build takes examples in an order of its own: find each again.
		at := make([]int, set.Len())
		for i := range at {
			for k := range at {
				if slices.Equal(f.Data().X.RawRowView(k), set.X.RawRowView(i)) {
					at[i] = k
				}
			}
		}
		batch := make([]int, len(c.Batch))
		for k, i := range c.Batch {
			batch[k] = at[i]
		}
		sum := f.(objective.FiniteSum)
		grad := make([]float64, len(c.X))
		if f.Grad(grad, c.X); !closeTo(grad, c.Gradient, 1e-13) {
			t.Errorf("%s, %d classes: gradient %v, want %v", c.Activation, c.Classes, grad, c.Gradient)
		}
		if sum.GradOf(grad, c.X, batch); !closeTo(grad, c.BatchGradient, 1e-13) {
			t.Errorf("%s, %d classes: gradient of a batch %v, want %v", c.Activation, c.Classes, grad, c.BatchGradient)
		}
		if got := []float64{f.Func(c.X), sum.FuncOf(c.X, batch)}; !closeTo(got, []float64{c.Loss, c.BatchLoss}, 1e-14) {
			t.Errorf("%s, %d classes: losses %v, want %v and %v", c.Activation, c.Classes, got, c.Loss, c.BatchLoss)
		}
	}
}

// rng draws from a stream of the test's own.
func rng(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 99)) }

// Gradients agree with central differences for every activation and loss, as
// itself, and as a step of training sees it with jitter and dropout.
func TestNetworkGradient(t *testing.T) {
	for _, activation := range []string{"relu", "tanh"} {
		for _, set := range []string{"sine", "moons", "digits"} {
			for _, noise := range [][2]float64{{0, 0}, {0.3, 0}, {0, 0.4}, {0.3, 0.4}} {
				recipe := models.Network{Hidden: []int{6, 9}, Activation: activation, Data: set, N: 11, Jitter: noise[0], Dropout: noise[1]}
				f := network(t, recipe, nil)
				seen := f.(objective.FiniteSum)
				if r, ok := f.(objective.RandomSum); ok {
					seen = r.Training(rng(1))(3)
				} else if noise != [2]float64{} {
					t.Fatalf("jitter %v, dropout %v: training does not see them", noise[0], noise[1])
				}
				// Away from biases of 0, which put many a sum on the kink of ReLU.
				x := f.Meta().Start
				for i, r := 0, rng(2); i < len(x); i++ {
					x[i] += 0.1 * r.NormFloat64()
				}
				batch := []int{10, 3, 3, 7, 0}
				got, want := make([]float64, len(x)), make([]float64, len(x))
				settings := &fd.Settings{Formula: fd.Central, Step: 1e-6}
				for _, g := range []objective.FiniteSum{seen, f.(objective.FiniteSum)} {
					g.Grad(got, x)
					if fd.Gradient(want, g.Func, x, settings); !closeTo(got, want, 1e-7) {
						t.Errorf("%+v: gradient %v, differences %v", recipe, got, want)
					}
					g.GradOf(got, x, batch)
					part := func(x []float64) float64 { return g.FuncOf(x, batch) }
					if fd.Gradient(want, part, x, settings); !closeTo(got, want, 1e-7) {
						t.Errorf("%+v: gradient of a batch %v, differences %v", recipe, got, want)
					}
				}
			}
		}
	}
}

// The loss over many examples, which go through in chunks and in two halves, is
// the mean of those of each alone, and so is the gradient: also with noise, which
// belongs to the example.
func TestNetworkMeanOfExamples(t *testing.T) {
	recipe := models.Network{Hidden: []int{40, 20}, Activation: "relu", Data: "digits", N: 700, Jitter: 0.1, Dropout: 0.3}
	f := network(t, recipe, nil)
	seen := f.(objective.RandomSum).Training(rng(1))(0)
	x := f.Meta().Start
	for _, g := range []objective.FiniteSum{f.(objective.FiniteSum), seen} {
		loss, mean, one := 0.0, make([]float64, len(x)), make([]float64, len(x))
		for i := range recipe.N {
			loss += g.FuncOf(x, []int{i}) / float64(recipe.N)
			g.GradOf(one, x, []int{i})
			for j, v := range one {
				mean[j] += v / float64(recipe.N)
			}
		}
		if got := g.Func(x); math.Abs(got-loss) > 1e-13*loss {
			t.Errorf("loss %v, mean of the examples' %v", got, loss)
		}
		if g.Grad(one, x); !closeTo(one, mean, 1e-13) {
			t.Error("the gradient is not the mean of the examples'")
		}
	}
}

// Noise is that of the step: the same within it, in any order of examples, and
// another in the next; and the run's.
func TestNetworkNoiseOfStep(t *testing.T) {
	f := network(t, models.Network{Hidden: []int{20}, Activation: "tanh", Data: "moons", N: 50, Jitter: 0.2, Dropout: 0.5}, nil)
	training := f.(objective.RandomSum).Training
	x := f.Meta().Start
	steps, again, other := training(rng(1)), training(rng(1)), training(rng(2))
	first := steps(0).FuncOf(x, []int{4, 9})
	if v := steps(0).FuncOf(x, []int{9, 4}); math.Abs(v-first) > 1e-15 {
		t.Errorf("in another order the loss is %v, not %v", v, first)
	}
	second := steps(1).FuncOf(x, []int{4, 9})
	if second == first {
		t.Error("the next step sees the same noise")
	}
	if v := again(1).FuncOf(x, []int{4, 9}); v != second {
		t.Errorf("step 1 of the same run sees %v, not %v, if step 0 is not asked for", v, second)
	}
	if other(0).FuncOf(x, []int{4, 9}) == first {
		t.Error("another run sees the same noise")
	}
}

// A step allocates nothing once warm.
func TestNetworkAllocations(t *testing.T) {
	recipe := models.NewNetwork()
	recipe.N, recipe.Jitter, recipe.Dropout = 1000, 0.1, 0.2
	f := network(t, recipe, nil).(objective.FiniteSum)
	seen := f.(objective.RandomSum).Training(rng(1))
	x := network(t, recipe, nil).Meta().Start
	grad, batch := make([]float64, len(x)), []int{5, 3, 999, 12}
	k := 0
	for name, step := range map[string]func(){
		"a step":        func() { seen(k).GradOf(grad, x, batch); k++ },
		"loss of batch": func() { f.FuncOf(x, batch) },
		"loss":          func() { f.Func(x) },
		"gradient":      func() { f.Grad(grad, x) },
	} {
		if n := testing.AllocsPerRun(20, step); n != 0 && !models.RaceEnabled {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// Several goroutines may use a network at once, and get the same bits.
func TestNetworkConcurrent(t *testing.T) {
	f := network(t, models.NewNetwork(), nil)
	x := f.Meta().Start
	want, loss := make([]float64, len(x)), f.Func(x)
	f.Grad(want, x)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got := make([]float64, len(x))
			for range 5 {
				if f.Grad(got, x); !slices.Equal(got, want) || f.Func(x) != loss {
					t.Error("another gradient or loss beside other goroutines")
				}
			}
		})
	}
	wg.Wait()
}

// The parameters are the weights into each unit, then the layer's biases; what
// Predict makes of them is what the formula says.
func TestNetworkLayout(t *testing.T) {
	set := &data.Set{Name: "test", X: mat.NewDense(1, 2, []float64{3, -1}), Y: []float64{2}}
	f := network(t, models.Network{Hidden: []int{2}, Activation: "relu", Task: "numbers"}, set)
	if want := [][2]int{{0, 2}, {2, 4}, {6, 8}}; !slices.Equal(f.(surfaces.Layered).Filters(), want) {
		t.Errorf("filters %v, want %v", f.(surfaces.Layered).Filters(), want)
	}
	if m := network(t, models.NewNetwork(), nil).Meta(); m.Dim != 6570 || len(m.Start) != 6570 || len(m.Window) != 6570 {
		t.Errorf("the default has %d parameters, a start of %d and a window of %d, not 6570", m.Dim, len(m.Start), len(m.Window))
	}
	x := []float64{1, 2, -1, 1, 0.5, 0.25, 4, 5, 0.125}
	// Hidden: 3 - 2 + 0.5 = 1.5 and -3 - 1 + 0.25 < 0; output 4·1.5 + 0.125.
	out := make([]float64, 1)
	if f.Predict(out, x, []float64{3, -1}); out[0] != 6.125 {
		t.Errorf("prediction %v, want 6.125", out[0])
	}
	if got, want := f.Func(x), 4.125*4.125/2; got != want {
		t.Errorf("loss %v, want %v", got, want)
	}
}

// Probabilities sum to 1, and the loss is the mean of -log that of the label.
func TestNetworkProbabilities(t *testing.T) {
	for _, set := range []string{"digits", "spirals"} {
		f := network(t, models.Network{Hidden: []int{12}, Activation: "tanh", Data: set, N: 40}, nil)
		x, examples := f.Meta().Start, f.Data()
		p, loss := make([]float64, f.Outputs()), 0.0
		for i, y := range examples.Y {
			f.Predict(p, x, examples.X.RawRowView(i))
			if len(p) == 1 {
				loss -= math.Log(1 - math.Abs(y-p[0]))
				continue
			}
			sum := 0.0
			for _, v := range p {
				sum += v
			}
			if math.Abs(sum-1) > 1e-15*10 {
				t.Errorf("probabilities sum to %v", sum)
			}
			loss -= math.Log(p[int(y)])
		}
		if got, want := f.Func(x), loss/40; math.Abs(got-want) > 1e-13*want {
			t.Errorf("%s: loss %v, want %v", set, got, want)
		}
	}
}

// Losses far out are finite numbers or honestly not: nothing hides an overflow.
func TestNetworkFar(t *testing.T) {
	f := network(t, models.Network{Hidden: []int{12}, Activation: "relu", Data: "digits", N: 40}, nil)
	x := f.Meta().Start
	grad := make([]float64, len(x))
	for i := range x {
		x[i] *= 1e5
	}
	f.Grad(grad, x)
	if v := f.Func(x); !(v > 1e5 && v < math.Inf(1)) || slices.ContainsFunc(grad, func(g float64) bool { return g-g != 0 }) {
		t.Errorf("at weights of 1e5 the loss is %v", v)
	}
	for i := range x {
		x[i] *= 1e200
	}
	if v := f.Func(x); v-v == 0 {
		t.Errorf("at weights of 1e205 the loss is %v", v)
	}
	x = f.Meta().Start
	x[7] = math.NaN()
	if v := f.Func(x); !math.IsNaN(v) {
		t.Errorf("with a weight that is no number the loss is %v", v)
	}
}

// What is held out is not in training, is not corrupted, and has the same
// parameters; a user's examples are taken apart.
func TestNetworkHeldOut(t *testing.T) {
	n := 60
	set := &data.Set{Name: "mine", X: mat.NewDense(n, 1, nil), Y: make([]float64, n), Classes: 3}
	for i := range n {
		set.X.Set(i, 0, float64(i))
		set.Y[i] = float64(i / 20)
	}
	f := network(t, models.Network{Hidden: []int{4}, Activation: "relu", Validation: 15, Corrupt: 1}, set)
	held := f.(surfaces.Validated).Validation().(fittedSurface)
	if f.Data().Len() != 45 || held.Data().Len() != 15 || held.Meta().Dim != f.Meta().Dim {
		t.Fatalf("%d examples to train on, %d held out", f.Data().Len(), held.Data().Len())
	}
	seen, wrong := make([]int, n), 0
	for _, s := range []*data.Set{f.Data(), held.Data()} {
		for i, y := range s.Y {
			v := int(s.X.At(i, 0))
			seen[v]++
			if y != float64(v/20) {
				wrong++
				if s == held.Data() {
					t.Errorf("the held-out example %d has the label %v", v, y)
				}
			}
		}
	}
	if slices.ContainsFunc(seen, func(k int) bool { return k != 1 }) {
		t.Errorf("examples are used %v times", seen)
	}
	if wrong < 20 || wrong > 40 {
		t.Errorf("%d of 45 labels are wrong: about 30 should be", wrong)
	}
	if v := network(t, models.Network{Hidden: []int{4}, Activation: "relu"}, set).(surfaces.Validated).Validation(); v != nil {
		t.Errorf("nothing is held out, and validation is %v", v)
	}
}

// What cannot be built says why.
func TestNetworkErrors(t *testing.T) {
	digits, classes := models.NewNetwork(), &data.Set{Name: "bad.csv", X: mat.NewDense(3, 1, nil), Y: []float64{0, 1, 2}, Classes: 2}
	for want, change := range map[string]func(*models.Network){
		`activation "gelu": must be relu or tanh`:                  func(r *models.Network) { r.Activation = "gelu" },
		`data "letters": must be digits, moons, spirals or sine`:   func(r *models.Network) { r.Data = "letters" },
		"corrupt 1.5: must be in [0,1]":                            func(r *models.Network) { r.Corrupt = 1.5 },
		"jitter -1: must be in [0,inf)":                            func(r *models.Network) { r.Jitter = -1 },
		"dropout 1: must be in [0,1)":                              func(r *models.Network) { r.Dropout = 1 },
		`task "guess": must be auto, classes or numbers`:           func(r *models.Network) { r.Task = "guess" },
		"noise NaN: must be in [0,inf)":                            func(r *models.Network) { r.Noise = math.NaN() },
		"n -3: must be at least 1":                                 func(r *models.Network) { r.N = -3 },
		"validation -3: must be at least 0":                        func(r *models.Network) { r.Validation = -3 },
		"hidden 0: must be at least 1":                             func(r *models.Network) { r.Hidden = []int{4, 0} },
		"hidden: 33 layers are above 32, the most":                 func(r *models.Network) { r.Hidden = slices.Repeat([]int{4}, 33) },
		"hidden: 100760010 parameters are above 5000000, the most": func(r *models.Network) { r.Hidden = []int{10000, 10000} },
		"n 1000000 and validation 1000: 64064000 inputs are above 20000000, the most of examples without a file": func(r *models.Network) { r.N = 1e6 },
		"there are no hidden units to drop":            func(r *models.Network) { r.Hidden, r.Dropout = nil, 0.5 },
		"corrupt: sine has numbers to fit, not labels": func(r *models.Network) { r.Data, r.Corrupt = "sine", 0.5 },
	} {
		recipe := digits
		change(&recipe)
		if _, err := recipe.Build(nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	for want, validation := range map[string]int{
		"bad.csv: example 3 has the label 2, must be a whole number from 0 to 1": 0,
	} {
		if _, err := (models.Network{Activation: "relu", Task: "auto", Validation: validation}).Build(classes); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	classes.Classes = 3
	want := "n 1 and validation 3: bad.csv has only 3 examples; network:validation=0 holds a fifth out"
	if _, err := (models.Network{Activation: "relu", Task: "auto", Validation: 3}).Build(classes); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

// TestNetworkHold: of a file the customary 1000 are held out where that is at most
// a fifth, and leave as many as are asked for.
func TestNetworkHold(t *testing.T) {
	for _, test := range []struct{ examples, n, validation, training, held int }{
		{6000, 0, 1000, 5000, 1000},
		{1000, 0, 1000, 800, 200},
		{300, 0, 1000, 240, 60},
		{300, 290, 1000, 290, 10},
		{300, 300, 1000, 300, 0},
		{3, 0, 1000, 3, 0},
		{300, 0, 100, 200, 100},
	} {
		r := models.NewNetwork()
		r.Hidden, r.N, r.Validation = []int{2}, test.n, test.validation
		f := network(t, r, &data.Set{Name: "file.csv", X: mat.NewDense(test.examples, 1, nil), Y: make([]float64, test.examples)})
		held := 0
		if v := f.(surfaces.Validated).Validation(); v != nil {
			held = v.(surfaces.Fitted).Data().Len()
		}
		if n := f.Data().Len(); n != test.training || held != test.held {
			t.Errorf("%+v: %d to train on and %d held out", test, n, held)
		}
	}
}
