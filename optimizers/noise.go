package optimizers

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// Noisy is the loss F with gradient noise: a step sees N(0, Sigma^2) added to
// each coordinate of the gradient, the same wherever it asks within the step.
// Func, and Hess where F is Curved, are F's own. As itself, outside a step,
// Noisy is F. Of an F that is Random itself, the noise is added to its samples.
type Noisy struct {
	F     Objective
	Sigma float64
}

func (n Noisy) Func(x []float64) float64 { return n.F.Func(x) }
func (n Noisy) Grad(dst, x []float64)    { n.F.Grad(dst, x) }

// Sample draws noise in the order of steps and coordinates, whatever the steps
// ask. The objectives of its steps are one, which changes: that of a
// step is valid until the next is taken.
func (n Noisy) Sample(draws Draws) func(k int) Objective {
	inner := sampler(n.F, draws)
	s := &noisy{Objective: inner(0), sigma: n.Sigma, rng: draws.For(ForNoise)}
	f := withHess(s, &s.Objective)
	return func(k int) Objective {
		s.Objective, s.k = inner(k), k
		return f
	}
}

type noisy struct {
	Objective
	sigma float64
	rng   *rand.Rand
	k     int       // the step
	drawn int       // steps whose noise has been drawn
	noise []float64 // that of the last of them
}

func (s *noisy) Grad(dst, x []float64) {
	s.Objective.Grad(dst, x)
	if s.noise == nil {
		s.noise = make([]float64, len(dst))
	}
	for ; s.drawn <= s.k; s.drawn++ {
		for i := range s.noise {
			s.noise[i] = s.sigma * s.rng.NormFloat64()
		}
	}
	for i, e := range s.noise {
		dst[i] += e
	}
}

// sampler returns what the steps see of a loss that another is around: its samples,
// or all of it.
func sampler(f Objective, draws Draws) func(k int) Objective {
	if random, ok := f.(Random); ok {
		return random.Sample(draws)
	}
	return func(int) Objective { return f }
}

// withHess is f with the Hessian of what it is around, if that has one; inner
// may change from step to step, its kind may not.
func withHess(f Objective, inner *Objective) Objective {
	if _, ok := (*inner).(Curved); ok {
		return struct {
			Objective
			hess
		}{f, hess{inner}}
	}
	return f
}

type hess struct{ of *Objective }

func (h hess) Hess(dst *mat.SymDense, x []float64) { (*h.of).(Curved).Hess(dst, x) }
