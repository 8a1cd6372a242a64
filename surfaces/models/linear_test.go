package models

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// linearRecipes are all kinds of Linear, of few parameters.
var linearRecipes = []Recipe{
	Line5{}, Line1000{},
	Line{Data: "line4"}, Line{Data: "sine", N: 20, Seed: 3, Noise: 0.1}, Line{Data: "neuron"},
	Polynomial{Degree: 9, Data: "sine10"}, Polynomial{Degree: 3, Data: "sine"}, Polynomial{Degree: 12, Data: "sine10"}, Polynomial{Degree: 0, Data: "line5"},
	Neuron{Activation: "sigmoid", Data: "neuron"}, Neuron{Activation: "sigmoid", Loss: "squared", Data: "neuron"},
	Neuron{Activation: "linear", Data: "neuron"}, Neuron{Activation: "tanh", Data: "neuron"},
	Neuron{Activation: "relu", Data: "line4"}, Neuron{Activation: "relu", Data: "line5"},
	Logistic{Data: "moons"}, Logistic{Data: "blobs", N: 30, Noise: 0.1}, Logistic{Data: "spirals", Seed: 1, Corrupt: 0.3}, Logistic{Data: "halfspace", N: 60},
	RandomFeatures{N: 20, D: 3, P: 30, Seed: 1, Corrupt: 0.5}, RandomFeatures{N: 40, D: 3, P: 10},
}

func build(t testing.TB, r Recipe) *Linear {
	t.Helper()
	s, err := r.Build(nil)
	if err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	return s.(*Linear)
}

// eachLinear runs a test on every kind with a source of points about its start
// and window.
func eachLinear(t *testing.T, test func(t *testing.T, l *Linear, point func() []float64)) {
	for _, r := range linearRecipes {
		t.Run(strings.ReplaceAll(fmt.Sprintf("%T%v", r, r), "models.", ""), func(t *testing.T) {
			l, rng := build(t, r), rand.New(rand.NewPCG(7, 8))
			test(t, l, func() []float64 {
				x := slices.Clone(l.meta.Start)
				for j := range x {
					x[j] += rng.NormFloat64()
				}
				return x
			})
		})
	}
}

func close(got, want, tol float64) bool {
	return math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))
}

// smooth says that no example is within reach of a kink that ReLU would have.
func (l *Linear) smooth(x []float64) bool {
	if _, activated := l.model.loss.(squaredLoss); !activated {
		return true
	}
	for i := range l.all {
		if math.Abs(floats.Dot(l.features().RawRowView(i), x)) < 0.05 {
			return false
		}
	}
	return true
}

func TestLinearDerivatives(t *testing.T) {
	const h = 0x1p-12
	eachLinear(t, func(t *testing.T, l *Linear, point func() []float64) {
		p := l.meta.Dim
		grad, left, right, hess := make([]float64, p), make([]float64, p), make([]float64, p), mat.NewSymDense(p, nil)
		batch := []int{0, 3, 1, 3}
		tried := 0
		for range 40 {
			x := point()
			if !l.smooth(x) {
				continue
			}
			tried++
			for _, b := range [][]int{l.all, batch} {
				l.GradOf(grad, x, b)
				l.HessOf(hess, x, b)
				for j := range p {
					at := func(k float64) float64 {
						y := slices.Clone(x)
						y[j] += k * h
						return l.FuncOf(y, b)
					}
					if want := (8*(at(1)-at(-1)) - (at(2) - at(-2))) / (12 * h); !close(grad[j], want, 1e-9) {
						t.Fatalf("gradient at %v: %v, want element %d to be %v", x, grad, j, want)
					}
					y := slices.Clone(x)
					y[j] = x[j] + h
					l.GradOf(right, y, b)
					y[j] = x[j] - h
					l.GradOf(left, y, b)
					for i := range p {
						if want := (right[i] - left[i]) / (2 * h); !close(hess.At(i, j), want, 1e-6) {
							t.Fatalf("Hessian at %v: (%d, %d) is %v, want %v", x, i, j, hess.At(i, j), want)
						}
					}
				}
			}
		}
		if tried < 3 {
			t.Errorf("only %d points away from kinks", tried)
		}
	})
}

// The mean over a partition, weighted by its sizes, is the whole, which a
// quadratic computes in another way; so is the Hessian.
func TestLinearPartition(t *testing.T) {
	eachLinear(t, func(t *testing.T, l *Linear, point func() []float64) {
		n, p := l.NumExamples(), l.meta.Dim
		order := rand.New(rand.NewPCG(1, 1)).Perm(n)
		for range 10 {
			x := point()
			var value float64
			grad, part, whole := make([]float64, p), make([]float64, p), make([]float64, p)
			hess, hessPart, hessWhole := mat.NewSymDense(p, nil), mat.NewSymDense(p, nil), mat.NewSymDense(p, nil)
			for from := 0; from < n; from += 3 {
				batch := order[from:min(from+3, n)]
				share := float64(len(batch)) / float64(n)
				value += share * l.FuncOf(x, batch)
				l.GradOf(part, x, batch)
				floats.AddScaled(grad, share, part)
				l.HessOf(hessPart, x, batch)
				hessPart.ScaleSym(share, hessPart)
				hess.AddSym(hess, hessPart)
			}
			l.Grad(whole, x)
			l.Hess(hessWhole, x)
			if !close(l.Func(x), value, 1e-12) || !floats.EqualApprox(whole, grad, 1e-11*(1+floats.Norm(grad, 2))) || !mat.EqualApprox(hessWhole, hess, 1e-12) {
				t.Fatalf("at %v: f %v, parts %v; gradient %v, parts %v", x, l.Func(x), value, whole, grad)
			}
		}
	})
}

// What Predict says costs what Func says.
func TestLinearPredict(t *testing.T) {
	eachLinear(t, func(t *testing.T, l *Linear, point func() []float64) {
		x, dst, want := point(), make([]float64, l.Outputs()), 0.0
		for i, y := range l.Data().Y {
			l.Predict(dst, x, l.Data().X.RawRowView(i))
			switch _, entropy := l.model.loss.(crossEntropyLoss); {
			case entropy:
				want -= y*math.Log(dst[0]) + (1-y)*math.Log(1-dst[0])
			case l.model.wanted != nil: // ±1 instead of 0 and 1
				want += 2 * (dst[0] - y) * (dst[0] - y)
			default:
				want += (dst[0] - y) * (dst[0] - y) / 2
			}
		}
		want /= float64(l.Data().Len())
		if !close(l.Func(x), want, 1e-9) {
			t.Errorf("f(%v) = %v, by Predict %v", x, l.Func(x), want)
		}
	})
}

func TestLinearMeta(t *testing.T) {
	eachLinear(t, func(t *testing.T, l *Linear, point func() []float64) {
		m := l.Meta()
		if len(m.Start) != m.Dim || len(m.Window) != m.Dim || m.Formula == "" || len([]rune(m.Formula)) > 95 {
			t.Errorf("%+v", m)
		}
		for j, w := range m.Window {
			if !(w[0] < m.Start[j] && m.Start[j] < w[1]) {
				t.Errorf("start %v is not within %v", m.Start, m.Window)
			}
		}
		grad := make([]float64, m.Dim)
		for _, p := range m.Points {
			l.Grad(grad, p.X)
			if g := floats.Norm(grad, 2); g > 1e-13 || p.Value != surfaces.ValueAt(l, p.X) || p.Kind != surfaces.Minimum {
				t.Errorf("gradient %v, value %v at %+v", grad, l.Func(p.X), p)
			}
			for j, w := range m.Window {
				if !(w[0] < p.X[j] && p.X[j] < w[1]) {
					t.Errorf("minimum %v is not within %v", p.X, m.Window)
				}
			}
			if !math.IsNaN(m.Infimum) && m.Infimum != p.Value {
				t.Errorf("infimum %v, minimum %v", m.Infimum, p.Value)
			}
		}
		for range 20 {
			if x := point(); l.Func(x) < m.Floor() {
				t.Errorf("f(%v) = %v is below %v", x, l.Func(x), m.Floor())
			}
		}
		m.Start[0], m.Window[0] = 1234, [2]float64{}
		if len(m.Points) > 0 {
			m.Points[0].X[0] = 1234
		}
		again := l.Meta()
		if again.Start[0] == 1234 || again.Window[0] == m.Window[0] || len(again.Points) > 0 && again.Points[0].X[0] == 1234 {
			t.Error("a caller can change what Meta returns next")
		}
	})
}

func TestAxes(t *testing.T) {
	for _, c := range []struct {
		recipe Recipe
		want   []string
	}{
		{Line5{}, []string{"w", "b"}}, {Neuron{Activation: "relu", Data: "line4"}, []string{"w", "b"}},
		{Polynomial{Degree: 1, Data: "sine10"}, []string{"c_0", "c_1"}}, {RandomFeatures{N: 9, D: 3, P: 2}, []string{"c_1", "c_2"}},
		{RandomFeatures{N: 9, D: 3, P: 3}, nil},
	} {
		if got := build(t, c.recipe).Meta().Axes; !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.recipe, got, c.want)
		}
	}
}

// The minimum that does not exist: classes that a plane separates.
func TestSeparable(t *testing.T) {
	l := build(t, Logistic{Data: "blobs", N: 30, Noise: 0.1})
	if m := l.Meta(); m.Infimum != 0 || len(m.Points) > 0 {
		t.Errorf("infimum %v, points %v", m.Infimum, m.Points)
	}
}

func TestValidation(t *testing.T) {
	for _, r := range linearRecipes {
		l := build(t, r)
		v := l.Validation()
		if has := l.held != nil; has != (v != nil) {
			t.Fatalf("%+v: validation %v", r, v)
		}
		if v == nil {
			continue
		}
		held := v.(surfaces.Fitted)
		x := l.meta.Start
		if m := v.Meta(); m.Dim != len(x) || m.Name != l.meta.Name || m.Formula == l.meta.Formula && held.Data().Len() != l.Data().Len() || held.Data() == l.Data() || !(v.Func(x) > 0) {
			t.Errorf("%+v: validation %+v, f %v", r, m, v.Func(x))
		}
		for _, p := range v.Meta().Points {
			grad := make([]float64, len(x))
			if v.Grad(grad, p.X); floats.Norm(grad, 2) > 1e-13 {
				t.Errorf("%+v: validation has the gradient %v at %+v", r, grad, p)
			}
		}
	}
	if build(t, Line5{}).Validation() != nil {
		t.Error("five fixed points have some held out")
	}
}

func TestLinearAllocatesNothing(t *testing.T) {
	eachLinear(t, func(t *testing.T, l *Linear, point func() []float64) {
		x, dst, out, h := point(), make([]float64, l.meta.Dim), make([]float64, 1), mat.NewSymDense(l.meta.Dim, nil)
		batch := []int{0, 2}
		inputs := l.Data().X.RawRowView(0)
		if n := testing.AllocsPerRun(100, func() {
			l.Func(x)
			l.Grad(dst, x)
			l.Hess(h, x)
			l.FuncOf(x, batch)
			l.GradOf(dst, x, batch)
			l.HessOf(h, x, batch)
			l.Predict(out, x, inputs)
		}); n >= 1 && !RaceEnabled { // a collection may empty the pool
			t.Errorf("%v allocations", n)
		}
	})
}

// Goroutines that share a loss see what one alone does; go test -race looks closer.
func TestLinearConcurrently(t *testing.T) {
	eachLinear(t, func(t *testing.T, l *Linear, point func() []float64) {
		x, inputs := point(), l.Data().X.RawRowView(1)
		see := func() []float64 {
			dst := make([]float64, l.meta.Dim+1)
			l.Grad(dst[1:], x)
			l.Predict(dst, x, inputs)
			return append(dst, l.Func(x))
		}
		want := see()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 20 {
					if got := see(); !slices.Equal(got, want) {
						t.Errorf("%v, alone %v", got, want)
						return
					}
				}
			})
		}
		all.Wait()
	})
}

// Far from everything a loss is large, not NaN, and a probability is 0 or 1.
func TestLinearFarAway(t *testing.T) {
	l := build(t, Neuron{Activation: "sigmoid", Data: "neuron"})
	x, g, p := []float64{-1e4, 3}, make([]float64, 2), make([]float64, 1)
	l.Grad(g, x)
	if f := l.Func(x); !close(f, 11250, 1e-3) || !close(g[0], -1.125, 1e-9) {
		t.Errorf("f %v, gradient %v", f, g)
	}
	if l.Predict(p, x, []float64{2}); p[0] != 0 {
		t.Errorf("probability %v", p)
	}
}

// A user's data: numbers, classes, and what a model cannot take.
func TestBuildOnYourData(t *testing.T) {
	set := func(d int, classes int, y ...float64) *data.Set {
		x := mat.NewDense(len(y), d, nil)
		for i := range y {
			for j := range d {
				x.Set(i, j, float64((i+1)*(j+1)%4))
			}
		}
		return &data.Set{Name: "mine.csv", X: x, Y: y, Classes: classes}
	}
	for _, c := range []struct {
		recipe Recipe
		set    *data.Set
		err    string
	}{
		{Line{Data: "line5"}, set(2, 0, 1.5, 2, -3, 4), ""},
		{Line{Data: "line5"}, set(1, 3, 0, 1, 2), ""},
		{Line{Data: "line5"}, set(2, 0, 1), ""}, // one example
		{Polynomial{Degree: 2, Data: "sine10"}, set(1, 0, 1, 2, 4), ""},
		{Neuron{Activation: "sigmoid", Data: "neuron"}, set(3, 0, 1, 0, 1, 1), ""},
		{Neuron{Activation: "relu", Data: "neuron"}, set(1, 0, 1.5, 0, 1, 1), ""},
		{Logistic{Data: "moons"}, set(2, 0, 0, 0, 1, 1), ""},
		{Logistic{Data: "moons", Corrupt: 1}, set(2, 2, 0, 0, 0, 0), ""},
		{RandomFeatures{N: 20, D: 3, P: 5}, set(2, 2, 0, 1, 1), ""},
		{Line5{}, set(1, 0, 1, 2), "line5 has its own points: use line for those of mine.csv"},
		{Line1000{}, set(1, 0, 1, 2), "line1000 has its own points"},
		{Polynomial{Degree: 2, Data: "sine10"}, set(2, 0, 1, 2), "one input, mine.csv has 2"},
		{Polynomial{Degree: 2, Data: "sine10"}, set(1, 0, 1), "all inputs of mine.csv are 1"},
		{Neuron{Activation: "sigmoid", Data: "neuron"}, set(1, 0, 1, 2), ""},
		{Neuron{Activation: "sigmoid", Loss: "cross-entropy", Data: "neuron"}, set(1, 0, 1, 2), "two classes apart, labelled 0 and 1; mine.csv has labels up to 2"},
		{Neuron{Activation: "sigmoid", Loss: "cross-entropy", Data: "neuron"}, set(1, 0, 1, 0.5), "the label of example 2 is no class"},
		{Neuron{Activation: "relu", Loss: "cross-entropy", Data: "neuron"}, nil, "activation=sigmoid"},
		{Logistic{Data: "moons"}, set(1, 0, -1, 1), "the label of example 1 is no class"},
		{RandomFeatures{N: 20, D: 3, P: 5}, set(1, 3, 0, 1, 2), "two classes apart, labelled 0 and 1; mine.csv has labels up to 2"},
		{Logistic{Data: "moons", Corrupt: 2}, nil, "must be in [0,1]"},
	} {
		s, err := c.recipe.Build(c.set)
		if c.err == "" {
			if err != nil {
				t.Errorf("%+v: %v", c.recipe, err)
				continue
			}
			l := s.(*Linear)
			if m := l.Meta(); l.Data().Name != "mine.csv" || m.Dim != len(m.Start) || math.IsNaN(l.Func(m.Start)) || l.Validation() != nil {
				t.Errorf("%+v: %+v on %v", c.recipe, m, l.Data())
			}
		} else if err == nil || !strings.Contains(err.Error(), c.err) {
			t.Errorf("%+v: %v, want %q", c.recipe, err, c.err)
		}
	}
}

func TestRidge(t *testing.T) {
	for _, r := range []RandomFeatures{{N: 12, D: 3, P: 30}, {N: 30, D: 3, P: 12}, {N: 12, D: 3, P: 12}} {
		l := build(t, r)
		for _, lambda := range []float64{1e-3, 1} { // ∇(|Φx - y|^2/2 + λ|x|^2/2) = 0
			x, err := l.Ridge(lambda)
			if err != nil {
				t.Fatal(err)
			}
			grad := make([]float64, r.P)
			l.Grad(grad, x)
			floats.Scale(float64(r.N), grad)
			floats.AddScaled(grad, lambda, x)
			if g := floats.Norm(grad, 2); g > 1e-11 {
				t.Errorf("%+v, λ = %v: gradient %v", r, lambda, g)
			}
		}
		// λ -> 0 goes to the interpolation of least norm, and to least squares.
		x, err := l.Ridge(0)
		near, errNear := l.Ridge(1e-12)
		if err != nil || errNear != nil || !floats.EqualApprox(x, near, 1e-5*floats.Norm(x, 2)) {
			t.Errorf("%+v: %v, %v for λ = 0, %v, %v for 1e-12", r, x, err, near, errNear)
		}
	}
	if _, err := build(t, Line5{}).Ridge(-1); err == nil {
		t.Error("no error for λ < 0")
	}
	flat := &data.Set{Name: "flat", X: mat.NewDense(3, 1, []float64{0, 0, 0}), Y: []float64{1, 2, 3}}
	s, err := Line{}.Build(flat)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.(*Linear).Ridge(0); err == nil || !strings.Contains(err.Error(), "flat") {
		t.Errorf("%v for inputs that are all 0", err)
	}
	if m := s.Meta(); len(m.Points) > 0 || !math.IsNaN(m.Infimum) {
		t.Errorf("points %v, infimum %v", m.Points, m.Infimum)
	}
}

// Features are made once, when the loss is asked for; Predict does without them.
func TestFeaturesWhenAskedFor(t *testing.T) {
	made := 0
	l := newLinear(linearModel{dim: 1, loss: halfSquareLoss{}, phi: func(dst, inputs []float64) {
		made++
		copy(dst, inputs)
	}}, &data.Set{Name: "two", X: mat.NewDense(2, 1, []float64{1, 2}), Y: []float64{1, 2}})
	dst, x := make([]float64, 1), []float64{1}
	for _, step := range []struct {
		do   func()
		want int
	}{
		{func() {}, 0},
		{func() { l.Predict(dst, x, x) }, 1},
		{func() { l.Func(x) }, 3},
		{func() { l.Grad(dst, x) }, 3},
	} {
		if step.do(); made != step.want {
			t.Errorf("features of %d examples are made, want %d", made, step.want)
		}
	}
}
