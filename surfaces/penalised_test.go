package surfaces

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/data"
)

func TestPenalised(t *testing.T) {
	if f := Penalise(Himmelblau{}, 0, 0); f != (Himmelblau{}) {
		t.Errorf("without a penalty: %T", f)
	}
	f := Penalise(Sphere{N: 3}, 0.5, 4)
	x := []float64{1, -2, 0}
	g := make([]float64, 3)
	f.Grad(g, x)
	// 5 + 2 5 + 0.5 3; 2 x + 4 x + 0.5 sign x, at 0 the subgradient 0.
	if v := f.Func(x); v != 16.5 || g[0] != 6.5 || g[1] != -12.5 || g[2] != 0 {
		t.Errorf("f = %v, gradient %v", v, g)
	}
	for _, c := range [][2]float64{{0, 2}, {0.3, 0}, {0.3, 2}} {
		for _, s := range []Surface{Himmelblau{}, Ravine{Kappa: 20, Angle: 30}, Sphere{N: 5}} {
			f := Penalise(s, c[0], c[1])
			m := f.Meta()
			if m.Points != nil || !math.IsNaN(m.Infimum) {
				t.Errorf("%s: points %v, infimum %v", m.Title, m.Points, m.Infimum)
			}
			at := m.Start
			if got, err := evaluate(m.Formula, at); err != nil || !near(got, f.Func(at), 1e-13) {
				t.Errorf("%s is %v, want %v (%v)", m.Formula, got, f.Func(at), err)
			}
			checkDerivatives(t, f, cube(m.Dim, 0.1, 3), 1e-7)
			checkNoAllocation(t, f)
		}
	}
	if m := Penalise(Himmelblau{}, 0.25, 2).Meta(); m.Title != "Himmelblau, L2 2, L1 0.25" {
		t.Errorf("title %q", m.Title)
	}
	// Far away, what has no part in it does not make NaN.
	for _, f := range []Surface{Penalise(Absolute{N: 2}, 1, 0), Penalise(Sphere{N: 2}, 0, 1)} {
		if v := f.Func([]float64{1e200, -1e200}); math.IsNaN(v) {
			t.Errorf("%s: NaN", f.Meta().Title)
		}
	}
}

// fake can do all there is: the mean of (i+1)(x-1)^2 over 4 examples, shifted
// by the step in training.
type fake struct{ shift float64 }

func (f fake) all() []int { return []int{0, 1, 2, 3} }

func (f fake) Func(x []float64) float64            { return f.FuncOf(x, f.all()) }
func (f fake) Grad(dst, x []float64)               { f.GradOf(dst, x, f.all()) }
func (f fake) Hess(dst *mat.SymDense, x []float64) { f.HessOf(dst, x, f.all()) }
func (fake) Meta() Meta {
	return Meta{Name: "fake", Title: "Fake", Dim: 1, Start: []float64{2}, Formula: "x"}
}
func (fake) NumExamples() int                 { return 4 }
func (fake) Data() *data.Set                  { return &data.Set{Name: "four"} }
func (fake) Outputs() int                     { return 3 }
func (fake) Predict(dst, x, inputs []float64) { dst[0] = x[0] * inputs[0] }
func (fake) Filters() [][2]int                { return [][2]int{{0, 1}} }
func (f fake) Validation() Surface            { return Sphere{N: 1} }
func (fake) Training(*rand.Rand) func(int) FiniteSum {
	return func(k int) FiniteSum { return fake{float64(k)} }
}

func (f fake) FuncOf(x []float64, batch []int) float64 {
	sum := 0.0
	for _, i := range batch {
		sum += float64(i+1) * (x[0] - 1 - f.shift) * (x[0] - 1 - f.shift)
	}
	return sum / float64(len(batch))
}

func (f fake) GradOf(dst, x []float64, batch []int) {
	dst[0] = 0
	for _, i := range batch {
		dst[0] += 2 * float64(i+1) * (x[0] - 1 - f.shift) / float64(len(batch))
	}
}

func (f fake) HessOf(dst *mat.SymDense, x []float64, batch []int) {
	sum := 0.0
	for _, i := range batch {
		sum += 2 * float64(i+1) / float64(len(batch))
	}
	dst.SetSym(0, 0, sum)
}

// The abilities that a surface may have, in parts from which to make surfaces.
type (
	hasSum interface {
		Surface
		FiniteSum
	}
	hasCurvedSum interface {
		hasSum
		Curved
		batchCurved
	}
	withTraining struct {
		hasSum
		randomSum
	}
	withCurvedTraining struct {
		hasCurvedSum
		randomSum
	}
	fittedSum struct {
		hasSum
		predictor
	}
	fittedCurvedSum struct {
		hasCurvedSum
		predictor
	}
	fittedTraining struct {
		withTraining
		predictor
	}
	fitted struct {
		Surface
		predictor
	}
	fittedCurved struct {
		Curved
		predictor
	}
	justSum       struct{ hasSum }
	justCurvedSum struct{ hasCurvedSum }
	justCurved    struct{ Curved }
)

// Whatever a surface can do its penalised form can do, and no more but for what
// the comment of Penalise says.
func TestPenalisedKeepsAll(t *testing.T) {
	f := fake{}
	abilities := []reflect.Type{
		reflect.TypeFor[Curved](), reflect.TypeFor[FiniteSum](), reflect.TypeFor[batchCurved](), reflect.TypeFor[randomSum](), reflect.TypeFor[Fitted](),
		reflect.TypeFor[maskEnsemble](),
	}
	for _, s := range []Surface{
		f, only{f}, justCurved{f}, justSum{f}, justCurvedSum{f}, withTraining{f, f}, withCurvedTraining{f, f}, fittedSum{f, f},
		fittedCurvedSum{f, f}, fittedTraining{withTraining{f, f}, f}, fitted{f, f}, fittedCurved{f, f},
		Dropout{Keep: 0.5},
	} {
		p := Penalise(s, 0.5, 3)
		model := reflect.TypeOf(s).Implements(abilities[4])
		sum := reflect.TypeOf(s).Implements(abilities[1])
		for _, a := range abilities {
			has, want := reflect.TypeOf(p).Implements(a), reflect.TypeOf(s).Implements(a)
			switch { // a model that is no sum becomes one of a single example
			case model && !sum && a == abilities[1]:
				want = true
			case model && !sum && a == abilities[2]:
				want = reflect.TypeOf(s).Implements(abilities[0])
			}
			if has != want {
				t.Errorf("%T: %v is %v, want %v", s, a, has, want)
			}
		}
		if _, ok := p.(Layered); !ok {
			t.Errorf("%T has no layers", s)
		}
	}
}

// What is kept has the penalty once, and what belongs to the model is its own.
func TestPenalisedParts(t *testing.T) {
	p := Penalise(fake{}, 0.5, 3)
	x, g, h := []float64{2}, []float64{0}, mat.NewSymDense(1, nil)
	const penalty, slope = 1.5*4 + 0.5*2, 3*2 + 0.5
	sum := p.(FiniteSum)
	sum.GradOf(g, x, []int{3})
	p.(batchCurved).HessOf(h, x, []int{3})
	if v := sum.FuncOf(x, []int{3}); v != 4+penalty || g[0] != 8+slope || h.At(0, 0) != 8+3 || sum.NumExamples() != 4 {
		t.Errorf("of one example: %v, gradient %v, Hessian %v", v, g, h.At(0, 0))
	}
	step := p.(randomSum).Training(rand.New(rand.NewPCG(0, 0)))
	for k, want := range []float64{2.5, 0, 2.5} { // the mean of i+1 is 2.5, x - 1 - k is 1, 0, -1
		at := step(k)
		at.Grad(g, x)
		if v := at.Func(x); v != want+penalty || g[0] != 5*float64(1-k)+slope || at.FuncOf(x, []int{0}) != want/2.5+penalty {
			t.Errorf("step %d: %v, gradient %v", k, v, g)
		}
	}
	if n := testing.AllocsPerRun(20, func() { step(0).GradOf(g, x, nil) }); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
	if v := p.(Validated).Validation(); v != (Sphere{N: 1}) {
		t.Errorf("validation %v", v)
	}
	p.(Fitted).Predict(g, x, []float64{5})
	if m := p.(Fitted); g[0] != 10 || m.Data().Name != "four" || m.Outputs() != 3 || p.(Layered).Filters()[0] != [2]int{0, 1} {
		t.Errorf("the model predicts %v", g)
	}

	masks, at := Penalise(Dropout{Keep: 0.5, Masks: 2}, 0.5, 3).(maskEnsemble), []float64{2, -1}
	slopes, mask := make([]float64, 2), []float64{2, 0}
	masks.GradMasked(slopes, at, mask)
	inner := make([]float64, 2)
	(Dropout{}).GradMasked(inner, at, mask)
	if want := (Dropout{}).FuncMasked(at, mask) + 1.5*5 + 0.5*3; masks.FuncMasked(at, mask) != want || masks.MasksPerStep() != 2 ||
		slopes[0] != inner[0]+slope || slopes[1] != -3-0.5 {
		t.Errorf("under a mask: %v, want %v, gradient %v", masks.FuncMasked(at, mask), want, slopes)
	}

	// Where there is nothing to keep.
	p = Penalise(Sphere{N: 1}, 0, 1)
	if p.(Validated).Validation() != nil || p.(Layered).Filters() != nil {
		t.Error("validation or filters out of nothing")
	}
	p = Penalise(fittedCurved{fake{}, fake{}}, 0.5, 3)
	sum = p.(FiniteSum)
	sum.GradOf(g, x, []int{0})
	p.(batchCurved).HessOf(h, x, []int{0})
	if v := sum.FuncOf(x, []int{0}); sum.NumExamples() != 1 || v != p.Func(x) || g[0] != 5+slope || h.At(0, 0) != 5+3 {
		t.Errorf("as one example: %v, gradient %v, Hessian %v", v, g, h.At(0, 0))
	}
}
