package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// ISTA is gradient descent on f + l |x|_1, with the kinked part taken exactly:
//
//	y = x - a g
//	x = sign(y) max(|y| - a l, 0)
//
// with l = L1, the proximal gradient or iterative shrinkage-thresholding algorithm
// (Daubechies, Defrise and De Mol 2004; Beck and Teboulle 2009). Where a subgradient
// would swing around 0, coordinates become 0 and stay 0. f is the loss without the
// penalty.
type ISTA struct {
	L1 float64 `key:"l1" in:"[0,inf)" doc:"L1 penalty: a step pulls every coordinate lr l1 towards 0"`
}

// NewISTA returns ISTA with its default.
func NewISTA() ISTA { return ISTA{L1: 1e-2} }

func (ISTA) Traits() Traits { return Traits{ElementWise: true} }

func (r ISTA) Start(p Problem) (Stepper, error) {
	return &ista{ISTA: r, g: make([]float64, len(p.X))}, nil
}

type ista struct {
	ISTA
	g []float64
}

func (s *ista) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	lr = lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		x[i] = shrink(x[i]-lr[i]*g, lr[i]*s.L1)
	}
	return nil
}

// shrink moves y towards 0 by the threshold, and no further than 0.
func shrink(y, threshold float64) float64 {
	if math.Abs(y) <= threshold {
		return 0
	}
	return y - math.Copysign(threshold, y)
}
