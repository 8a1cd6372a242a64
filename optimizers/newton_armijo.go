package optimizers

import (
	"math"
	"slices"

	"github.com/optviz/optviz/optimizers/objective"
)

// NewtonArmijo returns Newton with a backtracking line search: H s = -g, and of the
// lengths t = 1, 1/2, 1/4, ... the first with
//
//	f(x + t a s) <= f(x) + c t a g's,  c = 1e-4,
//
// which is Armijo's condition, a being the first length that is tried;
// x = x + t a s (Nocedal and Wright 2006, algorithm 3.1). Where H gives no
// direction that descends, or is singular or not finite, s is -g. The loss never
// grows: where a step is lost in the rounding of x, x stays, and where 100
// halvings bring no descent, as on the tip of a kink, the run ends. The zero
// value is the default.
type NewtonArmijo struct{}

func (NewtonArmijo) Traits() Traits { return Traits{NeedsHessian: true, UsesLoss: true, Matrices: 2} }

func (NewtonArmijo) Start(p Problem) (Stepper, error) {
	s, err := newSystem("newton-armijo", p)
	if err != nil {
		return nil, err
	}
	return &newtonArmijo{s, make([]float64, len(p.X)), make([]float64, len(p.X))}, nil
}

type newtonArmijo struct {
	system
	g, from []float64
}

func (s *newtonArmijo) Step(f objective.Objective, x, lr []float64) error {
	const c, halvings = 1e-4, 100
	s.at(f, x)
	copy(s.g, s.s)
	copy(s.from, x)
	fall := 0.0 // minus the slope a g's; s itself is minus the direction, as in newton
	if regular(s.solve()) {
		fall = along(lr, s.g, s.s)
	}
	if !(fall > 0) {
		copy(s.s, s.g)
		fall = along(lr, s.g, s.s)
	}
	value := f.Func(x)
	for k := range halvings + 1 {
		t := math.Ldexp(1, -k)
		for i, d := range s.s {
			x[i] = s.from[i] - t*lr[i]*d
		}
		if f.Func(x) <= value-c*t*fall || slices.Equal(x, s.from) {
			return nil
		}
	}
	copy(x, s.from)
	return ErrHalved
}

// along returns the sum of a_i g_i s_i.
func along(a, g, s []float64) float64 {
	sum := 0.0
	for i := range g {
		sum += a[i] * g[i] * s[i]
	}
	return sum
}
