package optimizers

// Clipped is the loss F with gradients that the steps see no longer than Norm:
// one of a larger Euclidean norm keeps its direction only,
//
//	g = g min(1, Norm/|g|)
//
// after noise and sampling (Pascanu, Mikolov and Bengio 2013). Func, and Hess
// where F is Curved, are F's own. As itself, outside a step, Clipped is F.
type Clipped struct {
	F    Objective
	Norm float64
}

func (c Clipped) Func(x []float64) float64 { return c.F.Func(x) }
func (c Clipped) Grad(dst, x []float64)    { c.F.Grad(dst, x) }

// Sample hands draws on. The objectives of its steps are one, which changes.
func (c Clipped) Sample(draws Draws) func(k int) Objective {
	inner := sampler(c.F, draws)
	s := &clipped{Objective: inner(0), most: c.Norm}
	f := withHess(s, &s.Objective)
	return func(k int) Objective {
		s.Objective = inner(k)
		return f
	}
}

type clipped struct {
	Objective
	most float64
}

func (s *clipped) Grad(dst, x []float64) {
	s.Objective.Grad(dst, x)
	if length := norm(dst); length > s.most {
		for i := range dst {
			dst[i] *= s.most / length
		}
	}
}
