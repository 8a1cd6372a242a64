package optimizers

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// Noisy is the loss F with gradient noise: a step sees N(0, Sigma^2) added to
// each coordinate of the gradient, the same wherever it asks within the step.
// Func, and Hess where F is Curved, are F's own. As itself, outside a step,
// Noisy is F. Of an F that is Random itself the steps see the whole, not samples.
type Noisy struct {
	F     Objective
	Sigma float64
}

func (n Noisy) Func(x []float64) float64 { return n.F.Func(x) }
func (n Noisy) Grad(dst, x []float64)    { n.F.Grad(dst, x) }

// Sample draws from rng only, in the order of steps and coordinates, whatever
// the steps ask. The objectives of its steps are one, which changes: that of a
// step is valid until the next is taken.
func (n Noisy) Sample(rng *rand.Rand) func(k int) Objective {
	s := &noisy{Objective: n.F, sigma: n.Sigma, rng: rng}
	var f Objective = s
	if curved, ok := n.F.(Curved); ok {
		f = noisyCurved{s, curved}
	}
	return func(k int) Objective {
		s.k = k
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

type noisyCurved struct {
	*noisy
	curved Curved
}

func (s noisyCurved) Hess(dst *mat.SymDense, x []float64) { s.curved.Hess(dst, x) }
