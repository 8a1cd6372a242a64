package penalty

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

func TestPenalised(t *testing.T) {
	if f := Add(surfaces.Himmelblau{}, 0, 0); f != (surfaces.Himmelblau{}) {
		t.Errorf("without a penalty: %T", f)
	}
	f := Add(surfaces.Sphere{N: 3}, 0.5, 4)
	if of := Without(f); of != (surfaces.Sphere{N: 3}) || Without(of) != of {
		t.Errorf("without its penalties the surface is %v", of)
	}
	x := []float64{1, -2, 0}
	g := make([]float64, 3)
	f.Grad(g, x)
	// 5 + 2 5 + 0.5 3; 2 x + 4 x + 0.5 sign x, at 0 the subgradient 0.
	if v := f.Func(x); v != 16.5 || g[0] != 6.5 || g[1] != -12.5 || g[2] != 0 {
		t.Errorf("f = %v, gradient %v", v, g)
	}
	for _, c := range [][2]float64{{0, 2}, {0.3, 0}, {0.3, 2}} {
		for _, s := range []surfaces.Surface{surfaces.Himmelblau{}, surfaces.Ravine{Kappa: 20, Angle: 30}, surfaces.Sphere{N: 5}} {
			f := Add(s, c[0], c[1])
			m := f.Meta()
			if m.Points != nil || !math.IsNaN(m.Infimum) {
				t.Errorf("%s: points %v, infimum %v", m.Title, m.Points, m.Infimum)
			}
			surfacetest.CheckDerivatives(t, f, surfacetest.Cube(m.Dim, 0.1, 3), 1e-7)
			surfacetest.CheckNoAllocation(t, f, f.Meta().Start)
		}
	}
	if m := Add(surfaces.Himmelblau{}, 0.25, 2).Meta(); m.Title != "Himmelblau, L2 2, L1 0.25" {
		t.Errorf("title %q", m.Title)
	}
	// Far away, what has no part in it does not make NaN.
	for _, f := range []surfaces.Surface{Add(surfaces.Absolute{N: 2}, 1, 0), Add(surfaces.Sphere{N: 2}, 0, 1)} {
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
func (fake) Meta() surfaces.Meta {
	return surfaces.Meta{Name: "fake", Title: "Fake", Dim: 1, Start: []float64{2}, Formula: "x"}
}
func (fake) NumExamples() int                 { return 4 }
func (fake) Data() *data.Set                  { return &data.Set{Name: "four"} }
func (fake) Outputs() int                     { return 3 }
func (fake) Predict(dst, x, inputs []float64) { dst[0] = x[0] * inputs[0] }
func (fake) Filters() [][2]int                { return [][2]int{{0, 1}} }
func (f fake) Validation() surfaces.Surface   { return surfaces.Sphere{N: 1} }
func (fake) Training(*rand.Rand) func(int) objective.FiniteSum {
	return func(k int) objective.FiniteSum { return fake{float64(k)} }
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

// What a surface may be asked besides, in parts from which to make surfaces.
type (
	training interface {
		Training(rng *rand.Rand) func(k int) objective.FiniteSum
	}
	batchHessians interface {
		HessOf(dst *mat.SymDense, x []float64, batch []int)
	}
	hasSum interface {
		surfaces.Surface
		objective.FiniteSum
	}
	hasCurvedSum interface {
		hasSum
		curvedSurface
		batchHessians
	}
	withTraining struct {
		hasSum
		training
	}
	withCurvedTraining struct {
		hasCurvedSum
		training
	}
	fittedSum struct {
		hasSum
		surfaces.Fitted
	}
	fittedCurvedSum struct {
		hasCurvedSum
		surfaces.Fitted
	}
	fittedTraining struct {
		withTraining
		surfaces.Fitted
	}
	fitted struct {
		surfaces.Surface
		surfaces.Fitted
	}
	fittedCurved struct {
		curvedSurface
		surfaces.Fitted
	}
	justSum       struct{ hasSum }
	justCurvedSum struct{ hasCurvedSum }
	justCurved    struct{ curvedSurface }
)

// keeps reports whether s and its penalised form p are both a T, or both none.
func keeps[T any](t *testing.T, s, p surfaces.Surface) {
	t.Helper()
	if has, want := objective.Is[T](p), objective.Is[T](s); has != want {
		t.Errorf("%T with a penalty is %v: %v, want %v", s, reflect.TypeFor[T](), has, want)
	}
}

// With a penalty a surface has what it had, but for what the penalty makes wrong.
func TestPenalisedKeepsAll(t *testing.T) {
	f := fake{}
	for _, s := range []surfaces.Surface{
		f, only{f}, justCurved{f}, justSum{f}, justCurvedSum{f}, withTraining{f, f}, withCurvedTraining{f, f}, fittedSum{f, f},
		fittedCurvedSum{f, f}, fittedTraining{withTraining{f, f}, f}, fitted{f, f}, fittedCurved{f, f},
		surfaces.Dropout{Keep: 0.5}, surfaces.Himmelblau{}, surfaces.Product{},
	} {
		p := Add(s, 0.5, 3)
		keeps[objective.Curved](t, s, p)
		keeps[objective.FiniteSum](t, s, p)
		keeps[objective.CurvedSum](t, s, p)
		keeps[objective.RandomSum](t, s, p)
		keeps[objective.MaskEnsemble](t, s, p)
		keeps[surfaces.Fitted](t, s, p)
		keeps[surfaces.Layered](t, s, p)
		keeps[surfaces.Validated](t, s, p)
		if objective.Is[objective.LeastSquares](p) || objective.Is[objective.Vectorized](p) || objective.Is[surfaces.Rounding](p) {
			t.Errorf("%T with a penalty has what it has without one only", s)
		}
		if sum, ok := objective.As[objective.FiniteSum](p); ok { // a minibatch asks this alone
			if objective.Is[objective.RandomSum](sum) != objective.Is[objective.RandomSum](s) || objective.Is[objective.CurvedSum](sum) != objective.Is[objective.CurvedSum](s) {
				t.Errorf("%T: as a sum it is another", s)
			}
		}
	}
}

// What is kept has the penalty once, and what belongs to the model is its own.
func TestPenalisedParts(t *testing.T) {
	p := Add(fake{}, 0.5, 3)
	x, g, h := []float64{2}, []float64{0}, mat.NewSymDense(1, nil)
	const penalty, slope = 1.5*4 + 0.5*2, 3*2 + 0.5
	sum := asked[objective.CurvedSum](t, p)
	sum.GradOf(g, x, []int{3})
	sum.HessOf(h, x, []int{3})
	if v := sum.FuncOf(x, []int{3}); v != 4+penalty || g[0] != 8+slope || h.At(0, 0) != 8+3 || sum.NumExamples() != 4 {
		t.Errorf("of one example: %v, gradient %v, Hessian %v", v, g, h.At(0, 0))
	}
	whole, curved := mat.NewSymDense(1, nil), asked[objective.Curved](t, p)
	sum.Hess(whole, x)
	sum.Grad(g, x)
	curved.Hess(h, x)
	if v := sum.Func(x); v != p.Func(x) || v != 2.5+penalty || g[0] != 5+slope || h.At(0, 0) != 5+3 || whole.At(0, 0) != 5+3 {
		t.Errorf("of all: %v, gradient %v, Hessians %v and %v", v, g, h.At(0, 0), whole.At(0, 0))
	}
	step := asked[objective.RandomSum](t, sum).Training(rand.New(rand.NewPCG(0, 0)))
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
	if v := asked[surfaces.Validated](t, p).Validation(); v != (surfaces.Sphere{N: 1}) {
		t.Errorf("validation %v", v)
	}
	m := asked[surfaces.Fitted](t, p)
	m.Predict(g, x, []float64{5})
	if g[0] != 10 || m.Data().Name != "four" || m.Outputs() != 3 || asked[surfaces.Layered](t, p).Filters()[0] != [2]int{0, 1} {
		t.Errorf("the model predicts %v", g)
	}
}

// A step of masks has the whole penalty, and the Hessian is still there to ask for.
func TestPenalisedMasks(t *testing.T) {
	const slope = 3*2 + 0.5
	p := Add(surfaces.Dropout{Keep: 0.5, Masks: 2}, 0.5, 3)
	masks, at := asked[objective.MaskEnsemble](t, p), []float64{2, -1}
	slopes, mask := make([]float64, 2), []float64{2, 0}
	masks.GradMasked(slopes, at, mask)
	inner := make([]float64, 2)
	(surfaces.Dropout{}).GradMasked(inner, at, mask)
	if want := (surfaces.Dropout{}).FuncMasked(at, mask) + 1.5*5 + 0.5*3; masks.FuncMasked(at, mask) != want || masks.MasksPerStep() != 2 ||
		slopes[0] != inner[0]+slope || slopes[1] != -3-0.5 {
		t.Errorf("under a mask: %v, want %v, gradient %v", masks.FuncMasked(at, mask), want, slopes)
	}
	if masks.Func(at) != p.Func(at) || !objective.Is[objective.Curved](masks) {
		t.Errorf("the mean over masks is %v, want %v", masks.Func(at), p.Func(at))
	}
}

// asked is f as a T, which it must be.
func asked[T any](t *testing.T, f objective.Objective) T {
	t.Helper()
	v, ok := objective.As[T](f)
	if !ok {
		t.Fatalf("%T is no %v", f, reflect.TypeFor[T]())
	}
	return v
}

// curvedSurface is what all surfaces of the catalogue are.
type curvedSurface interface {
	surfaces.Surface
	objective.Curved
}

// only is a surface without what else it can do.
type only struct{ surfaces.Surface }
