package optimizers

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// Noisy is the loss F with gradient noise: a step sees N(0, Sigma^2) added to each
// coordinate of the gradient, the same noise wherever the step asks. Func and, where F is
// Curved, Hess have no noise. Outside a step, Noisy is F. Where F itself is Random, the
// noise is added to its samples.
type Noisy struct {
	F     objective.Objective
	Sigma float64
}

func (n Noisy) Func(x []float64) float64 { return n.F.Func(x) }
func (n Noisy) Grad(dst, x []float64)    { n.F.Grad(dst, x) }

// Unwrap returns F: only the steps see F changed.
func (n Noisy) Unwrap() objective.Objective { return n.F }

// Sample draws noise in the order of steps and coordinates, whatever the steps ask. It
// returns one objective for all steps and changes it: the objective of a step is valid
// until the next step's is taken.
func (n Noisy) Sample(draws objective.Draws) func(k int) objective.Objective {
	inner := sampler(n.F, draws)
	s := &noisy{Objective: inner(0), sigma: n.Sigma, rng: draws.For(objective.ForNoise)}
	return func(k int) objective.Objective {
		s.Objective, s.k = inner(k), k
		return s
	}
}

type noisy struct {
	objective.Objective
	sigma float64
	rng   *rand.Rand
	k     int       // the step
	drawn int       // steps whose noise has been drawn
	noise []float64 // the noise of the last drawn step
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

// As passes on the Hessian of the loss, which has no noise.
func (s *noisy) As(target any) bool { return asHessian(target, s, &s.Objective) }

// sampler returns the objectives that the steps see of a wrapped loss: its samples if the
// loss is Random, and otherwise the loss itself.
func sampler(f objective.Objective, draws objective.Draws) func(k int) objective.Objective {
	if random, ok := objective.As[objective.Random](f); ok {
		return random.Sample(draws)
	}
	return func(int) objective.Objective { return f }
}

// asHessian implements the method As of a wrapper that changes only the gradient. inner
// may change from step to step, but not in what it implements.
func asHessian(target any, f objective.Objective, inner *objective.Objective) bool {
	t, ok := target.(*objective.Curved)
	return ok && objective.Adapt(t, *inner, func(objective.Curved) objective.Curved { return hessianOf{f, inner} })
}

type hessianOf struct {
	objective.Objective
	inner *objective.Objective
}

func (h hessianOf) Hess(dst *mat.SymDense, x []float64) {
	f, _ := objective.As[objective.Curved](*h.inner)
	f.Hess(dst, x)
}
