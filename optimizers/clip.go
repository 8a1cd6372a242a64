package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// Clipped is the loss F with gradients that are clipped in the steps: a gradient of a
// Euclidean norm above Norm keeps only its direction,
//
//	g = g min(1, Norm/|g|)
//
// after noise and sampling (Pascanu, Mikolov and Bengio 2013). Func and, where F is
// Curved, Hess are not changed. Outside a step, Clipped is F.
type Clipped struct {
	F    objective.Objective
	Norm float64
}

func (c Clipped) Func(x []float64) float64 { return c.F.Func(x) }
func (c Clipped) Grad(dst, x []float64)    { c.F.Grad(dst, x) }

// Unwrap returns F: only the steps see F changed.
func (c Clipped) Unwrap() objective.Objective { return c.F }

// Sample passes draws on to F. It returns one objective for all steps and changes it: the
// objective of a step is valid until the next step's is taken.
func (c Clipped) Sample(draws objective.Draws) func(k int) objective.Objective {
	inner := sampler(c.F, draws)
	s := &clipped{Objective: inner(0), most: c.Norm}
	return func(k int) objective.Objective {
		s.Objective = inner(k)
		return s
	}
}

type clipped struct {
	objective.Objective
	most float64
}

// As passes on the Hessian of the loss, which is not clipped.
func (s *clipped) As(target any) bool { return asHessian(target, s, &s.Objective) }

func (s *clipped) Grad(dst, x []float64) {
	s.Objective.Grad(dst, x)
	if length := norm(dst); length > s.most {
		for i := range dst {
			dst[i] *= s.most / length
		}
	}
}
