package models

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/data"
)

// 200 examples of 20 inputs under 2000 features, as the lecture's section 17.
func memoriser(t *testing.T, seed int, corrupt float64) *Linear {
	t.Helper()
	return build(t, RandomFeatures{N: 200, D: 20, P: 2000, Seed: seed, Corrupt: corrupt})
}

// correct is the share of examples with the prediction on the target's side.
func (l *Linear) correct(x []float64) float64 {
	n := 0
	for i, t := range l.wanted {
		if t*floats.Dot(l.features().RawRowView(i), x) > 0 {
			n++
		}
	}
	return float64(n) / float64(len(l.wanted))
}

// descent is gradient descent from 0 at the rate 1/λ of f's Hessian's greatest
// eigenvalue λ, in the span of the features: x = Φ'u, where the prediction is
// z = Ku, K = ΦΦ', and u goes by -(z - y)/(Nλ). A step costs N^2, not NP.
type descent struct {
	l       *Linear
	gram    *mat.SymDense
	rate    float64 // of f
	u, z, r *mat.VecDense
}

func newDescent(t *testing.T, l *Linear) *descent {
	t.Helper()
	n := l.NumExamples()
	d := &descent{l: l, gram: mat.NewSymDense(n, nil), u: mat.NewVecDense(n, nil), z: mat.NewVecDense(n, nil), r: mat.NewVecDense(n, nil)}
	d.gram.SymOuterK(1, l.features())
	var eigen mat.EigenSym
	if !eigen.Factorize(d.gram, false) {
		t.Fatal("no eigenvalues")
	}
	d.rate = float64(n) / floats.Max(eigen.Values(nil))
	return d
}

func (d *descent) step() {
	d.r.SubVec(d.z, mat.NewVecDense(d.z.Len(), d.l.wanted))
	d.u.AddScaledVec(d.u, -d.rate/float64(d.z.Len()), d.r)
	d.z.MulVec(d.gram, d.u)
}

func (d *descent) x() []float64 {
	var x mat.VecDense
	x.MulVec(d.l.features().T(), d.u)
	return x.RawVector().Data
}

// fitted says whether every training example is on its side.
func (d *descent) fitted() bool {
	for i, t := range d.l.wanted {
		if t*d.z.AtVec(i) <= 0 {
			return false
		}
	}
	return true
}

// 17.1: random labels are learned as well, in more steps and for nothing.
func TestRandomLabels(t *testing.T) {
	const seeds = 10
	var steps, test [2]float64
	for i, corrupt := range []float64{0, 1} {
		for seed := range seeds {
			l := memoriser(t, seed, corrupt)
			d := newDescent(t, l)
			k := 0
			for ; k < 20_000 && !d.fitted(); k++ {
				d.step()
			}
			x := d.x()
			if train := l.correct(x); train != 1 {
				t.Errorf("corrupt %v, seed %d: train accuracy %v after %d steps", corrupt, seed, train, k)
			}
			steps[i] += float64(k) / seeds
			test[i] += l.held.correct(x) / seeds
		}
	}
	if steps[1] < 3*steps[0] || test[0] < .87 || math.Abs(test[1]-.5) > .04 {
		t.Errorf("steps %v, test accuracy %v", steps, test)
	}
}

// What TestRandomLabels does is gradient descent on the surface.
func TestDescentInSpan(t *testing.T) {
	l := memoriser(t, 0, 1)
	d := newDescent(t, l)
	x, g := make([]float64, l.meta.Dim), make([]float64, l.meta.Dim)
	for range 30 {
		d.step()
		l.Grad(g, x)
		floats.AddScaled(x, -d.rate, g)
	}
	if apart := floats.Distance(d.x(), x, 2); apart > 1e-12*floats.Norm(x, 2) {
		t.Errorf("in the span %v from the surface's", apart)
	}
}

// 17.2: the test error of the interpolation against the share of coins. 17.3: a
// penalty learns random labels only in part.
func TestCorruptedLabels(t *testing.T) {
	const seeds = 20
	errors := map[float64]float64{0: .216, .2: .286, .5: .381, .8: .452, 1: .501}
	penalties := map[float64]float64{.01: 1, .1: .98, 1: .79}
	gotErrors, gotPenalties := map[float64]float64{}, map[float64]float64{}
	for seed := range seeds {
		l := memoriser(t, seed, 0)
		clean := l.set
		ridge := func(p, lambda float64) []float64 {
			set, err := data.Corrupt(clean, p, uint64(seed)) // what Build does; the features stay
			if err != nil {
				t.Fatal(err)
			}
			for i, y := range set.Y {
				l.wanted[i] = l.model.wanted(y)
			}
			x, err := l.Ridge(lambda)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		for p := range errors {
			x := ridge(p, 0)
			if train := l.correct(x); train != 1 {
				t.Errorf("p = %v, seed %d: train accuracy %v", p, seed, train)
			}
			gotErrors[p] += (1 - l.held.correct(x)) / seeds
		}
		for lambda := range penalties {
			gotPenalties[lambda] += l.correct(ridge(1, lambda)) / seeds
		}
	}
	for p, want := range errors {
		if math.Abs(gotErrors[p]-want) > .03 {
			t.Errorf("p = %v: test error %v, want %v", p, gotErrors[p], want)
		}
	}
	for lambda, want := range penalties {
		if math.Abs(gotPenalties[lambda]-want) > .02 {
			t.Errorf("λ = %v: train accuracy %v, want %v", lambda, gotPenalties[lambda], want)
		}
	}
}
