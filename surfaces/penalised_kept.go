package surfaces

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/data"
)

// What package optimizers calls CurvedSum and RandomSum, by their methods: this
// package does not import it.
type (
	batchCurved interface {
		HessOf(dst *mat.SymDense, x []float64, batch []int)
	}
	randomSum interface {
		Training(rng *rand.Rand) func(k int) FiniteSum
	}
	maskEnsemble interface { // what optimizers.MaskEnsemble is beside an Objective
		MasksPerStep() int
		DrawMask(mask []float64, rng *rand.Rand)
		FuncMasked(x, mask []float64) float64
		GradMasked(dst, x, mask []float64)
	}
	predictor interface { // what Fitted is beside a Surface
		Data() *data.Set
		Outputs() int
		Predict(dst, x, inputs []float64)
	}
)

// keep is p with the methods that its f has besides those of a Surface. In Go a
// value has the methods of its type, so each combination is a type.
func keep(p penalised) Surface {
	curved, isCurved := p.f.(Curved)
	sum, isSum := p.f.(FiniteSum)
	batches, isCurvedSum := p.f.(batchCurved)
	random, isRandom := p.f.(randomSum)
	model, isFitted := p.f.(predictor)
	masks, isMasked := p.f.(maskEnsemble)
	if isFitted && !isSum {
		one := single{p.f}
		sum, batches, isSum, isCurvedSum = one, one, true, isCurved
	}
	isCurvedSum = isCurvedSum && isCurved

	h, s, b, r := penalisedHess{p, curved}, penalisedSum{p, sum}, penalisedBatches{p, batches}, penalisedRandom{p, random}
	type curvedSum struct {
		penalised
		penalisedHess
		penalisedSum
		penalisedBatches
	}
	type plainSum struct {
		penalised
		penalisedSum
	}
	cs, ps := curvedSum{p, h, s, b}, plainSum{p, s}
	switch {
	case !isSum && isCurved && isMasked:
		return struct {
			penalised
			penalisedHess
			penalisedMasks
		}{p, h, penalisedMasks{masks, p}}
	case !isSum && isMasked:
		return struct {
			penalised
			penalisedMasks
		}{p, penalisedMasks{masks, p}}
	case !isSum && isCurved:
		return struct {
			penalised
			penalisedHess
		}{p, h}
	case !isSum:
		return p
	case isCurvedSum && isRandom && isFitted:
		return struct {
			curvedSum
			penalisedRandom
			predictor
		}{cs, r, model}
	case isCurvedSum && isRandom:
		return struct {
			curvedSum
			penalisedRandom
		}{cs, r}
	case isCurvedSum && isFitted:
		return struct {
			curvedSum
			predictor
		}{cs, model}
	case isCurvedSum:
		return cs
	case isRandom && isFitted:
		return struct {
			plainSum
			penalisedRandom
			predictor
		}{ps, r, model}
	case isRandom:
		return struct {
			plainSum
			penalisedRandom
		}{ps, r}
	case isFitted:
		return struct {
			plainSum
			predictor
		}{ps, model}
	}
	return ps
}

type penalisedHess struct {
	p penalised
	f Curved
}

func (h penalisedHess) Hess(dst *mat.SymDense, x []float64) {
	h.f.Hess(dst, x)
	h.p.addCurvature(dst)
}

func (p penalised) addCurvature(dst *mat.SymDense) {
	for i := range dst.SymmetricDim() {
		dst.SetSym(i, i, dst.At(i, i)+p.l2)
	}
}

type penalisedSum struct {
	p penalised
	f FiniteSum
}

func (s penalisedSum) NumExamples() int { return s.f.NumExamples() }

func (s penalisedSum) FuncOf(x []float64, batch []int) float64 {
	return s.f.FuncOf(x, batch) + s.p.add(x)
}

func (s penalisedSum) GradOf(dst, x []float64, batch []int) {
	s.f.GradOf(dst, x, batch)
	s.p.addSlope(dst, x)
}

type penalisedBatches struct {
	p penalised
	f batchCurved
}

func (b penalisedBatches) HessOf(dst *mat.SymDense, x []float64, batch []int) {
	b.f.HessOf(dst, x, batch)
	b.p.addCurvature(dst)
}

type penalisedRandom struct {
	p penalised
	f randomSum
}

// Training gives what f's Training does with the penalty: one sum that changes,
// valid until the next step is taken.
func (r penalisedRandom) Training(rng *rand.Rand) func(k int) FiniteSum {
	inner := r.f.Training(rng)
	step := &penalisedStep{penalisedSum{p: r.p}}
	return func(k int) FiniteSum {
		step.f = inner(k)
		return step
	}
}

// penalisedStep is what a step of training sees.
type penalisedStep struct{ penalisedSum }

func (s *penalisedStep) Func(x []float64) float64 { return s.f.Func(x) + s.p.add(x) }

func (s *penalisedStep) Grad(dst, x []float64) {
	s.f.Grad(dst, x)
	s.p.addSlope(dst, x)
}

// penalisedMasks are the masks of f. The penalty is on the parameters as they
// are, not on what a mask leaves of them.
type penalisedMasks struct {
	maskEnsemble
	p penalised
}

func (m penalisedMasks) FuncMasked(x, mask []float64) float64 {
	return m.maskEnsemble.FuncMasked(x, mask) + m.p.add(x)
}

func (m penalisedMasks) GradMasked(dst, x, mask []float64) {
	m.maskEnsemble.GradMasked(dst, x, mask)
	m.p.addSlope(dst, x)
}

// single is a loss as the mean over one example.
type single struct{ Surface }

func (single) NumExamples() int                                 { return 1 }
func (s single) FuncOf(x []float64, _ []int) float64            { return s.Func(x) }
func (s single) GradOf(dst, x []float64, _ []int)               { s.Grad(dst, x) }
func (s single) HessOf(dst *mat.SymDense, x []float64, _ []int) { s.Surface.(Curved).Hess(dst, x) }
