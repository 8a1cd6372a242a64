package optimizers

import (
	"errors"
	"math"
	"math/rand/v2"

	"github.com/optviz/optviz/optimizers/objective"
)

// Langevin is gradient descent with heat, the unadjusted Langevin algorithm:
//
//	x = x - a g + sqrt(2 a T) xi,  xi ~ N(0, I),  T = Temperature
//
// (Roberts and Tweedie 1996; Welling and Teh 2011 with minibatches and a falling a). With
// small a it visits x in proportion to exp(-f(x)/T); without the acceptance step of
// Metropolis, a larger a widens this distribution. T is in the unit of the loss: the
// default 0.1 is 0.4 times the height of the double well's barrier, which a run then
// crosses now and then. T = 0 is SGD. xi is drawn from the run's seed, one number a
// coordinate in order.
type Langevin struct {
	Temperature float64 `key:"temperature" in:"[0,inf)" doc:"heat, in the unit of the loss"`
}

// NewLangevin returns Langevin with its default.
func NewLangevin() Langevin { return Langevin{Temperature: 0.1} }

func (r Langevin) Traits() Traits { return Traits{Random: r.Temperature > 0} }

func (r Langevin) Start(p Problem) (Stepper, error) {
	if p.Rng == nil {
		return nil, errors.New("langevin needs random numbers")
	}
	return &langevin{Langevin: r, rng: p.Rng, g: make([]float64, len(p.X))}, nil
}

type langevin struct {
	Langevin
	rng *rand.Rand
	g   []float64
}

func (s *langevin) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	for i, g := range s.g {
		x[i] -= lr[i] * g
		x[i] += math.Sqrt(2*lr[i]*s.Temperature) * s.rng.NormFloat64()
	}
	return nil
}
