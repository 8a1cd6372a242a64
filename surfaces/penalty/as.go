package penalty

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// As passes on what f implements besides Func and Grad, with the penalty where the
// penalty counts. It passes on neither LeastSquares, since the penalised loss is no sum
// of squares, nor Vectorized.
func (p penalised) As(target any) bool {
	switch t := target.(type) {
	case *objective.Curved:
		return objective.Adapt(t, p.f, func(f objective.Curved) objective.Curved { return penalisedHess{p, f} })
	case *objective.FiniteSum:
		return objective.Adapt(t, p.f, func(f objective.FiniteSum) objective.FiniteSum { return p.sum(f) })
	case *objective.CurvedSum:
		return objective.Adapt(t, p.f, func(f objective.CurvedSum) objective.CurvedSum { return penalisedCurvedSum{p.sum(f), f} })
	case *objective.RandomSum:
		return objective.Adapt(t, p.f, func(f objective.RandomSum) objective.RandomSum { return penalisedRandomSum{p.sum(f), f} })
	case *objective.MaskEnsemble:
		return objective.Adapt(t, p.f, func(f objective.MaskEnsemble) objective.MaskEnsemble { return penalisedMasks{f, p} })
	case *surfaces.Fitted:
		return objective.Forward(t, p.f)
	case *surfaces.Layered:
		return objective.Forward(t, p.f)
	case *surfaces.Validated: // the validation loss has no penalty
		return objective.Forward(t, p.f)
	}
	return false
}

type penalisedHess struct {
	penalised
	curved objective.Curved
}

func (h penalisedHess) Hess(dst *mat.SymDense, x []float64) {
	h.curved.Hess(dst, x)
	h.addHess(dst)
}

// penalisedSum is a finite sum with the penalty, which counts once in each batch.
type penalisedSum struct {
	objective.FiniteSum
	penalty
}

func (s penalisedSum) Func(x []float64) float64 { return s.FiniteSum.Func(x) + s.at(x) }

func (s penalisedSum) Grad(dst, x []float64) {
	s.FiniteSum.Grad(dst, x)
	s.addGrad(dst, x)
}

func (s penalisedSum) FuncOf(x []float64, batch []int) float64 {
	return s.FiniteSum.FuncOf(x, batch) + s.at(x)
}

func (s penalisedSum) GradOf(dst, x []float64, batch []int) {
	s.FiniteSum.GradOf(dst, x, batch)
	s.addGrad(dst, x)
}

// penalisedWhole is a penalisedSum whose As method provides all that its surface
// implements.
type penalisedWhole struct {
	penalisedSum
	surface penalised
}

func (p penalised) sum(f objective.FiniteSum) penalisedWhole {
	return penalisedWhole{penalisedSum{f, p.penalty}, p}
}

func (s penalisedWhole) As(target any) bool { return s.surface.As(target) }

type penalisedCurvedSum struct {
	penalisedWhole
	curved objective.CurvedSum
}

func (s penalisedCurvedSum) Hess(dst *mat.SymDense, x []float64) {
	s.curved.Hess(dst, x)
	s.addHess(dst)
}

func (s penalisedCurvedSum) HessOf(dst *mat.SymDense, x []float64, batch []int) {
	s.curved.HessOf(dst, x, batch)
	s.addHess(dst)
}

type penalisedRandomSum struct {
	penalisedWhole
	random objective.RandomSum
}

// Training returns the sum that each step of training sees, with the penalty. It returns
// one value for all steps and changes it: the value is valid until the next step.
func (r penalisedRandomSum) Training(rng *rand.Rand) func(k int) objective.FiniteSum {
	inner := r.random.Training(rng)
	step := &penalisedSum{penalty: r.penalty}
	return func(k int) objective.FiniteSum {
		step.FiniteSum = inner(k)
		return step
	}
}

// penalisedMasks adds the penalty on all parameters, also on those that a mask drops.
type penalisedMasks struct {
	objective.MaskEnsemble
	surface penalised
}

func (m penalisedMasks) As(target any) bool { return m.surface.As(target) }

func (m penalisedMasks) Func(x []float64) float64 { return m.surface.Func(x) }

func (m penalisedMasks) Grad(dst, x []float64) {
	m.surface.Grad(dst, x)
}

func (m penalisedMasks) FuncMasked(x, mask []float64) float64 {
	return m.MaskEnsemble.FuncMasked(x, mask) + m.surface.at(x)
}

func (m penalisedMasks) GradMasked(dst, x, mask []float64) {
	m.MaskEnsemble.GradMasked(dst, x, mask)
	m.surface.addGrad(dst, x)
}
