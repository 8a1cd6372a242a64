package optimizers

import (
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// Adadelta scales the gradient so that steps have the unit of x:
//
//	v = rho v + (1-rho) g^2
//	d = sqrt(u + eps)/sqrt(v + eps) g
//	u = rho u + (1-rho) d^2
//	x = x - a d
//
// with rho = Rho (Zeiler 2012, where a = 1). It starts slowly: the first step
// is about sqrt(eps/(1-rho)), whatever the gradient.
type Adadelta struct {
	Rho         float64 `key:"rho" in:"[0,1)" doc:"decay of both moments"`
	Eps         float64 `key:"eps" in:"(0,inf)" doc:"added inside both roots; sets the first steps"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" means:"penalty" doc:"L2 penalty: g + weight_decay x in place of g"`
}

// NewAdadelta returns Adadelta with its defaults.
func NewAdadelta() Adadelta { return Adadelta{Rho: 0.9, Eps: 1e-6} }

func (Adadelta) Traits() Traits { return Traits{ElementWise: true} }

func (r Adadelta) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	n := len(p.X)
	return &adadelta{Adadelta: r, g: make([]float64, n), v: make([]float64, n), u: make([]float64, n)}, nil
}

type adadelta struct {
	Adadelta
	g, v, u []float64
}

func (s *adadelta) State() []Variable { return []Variable{{"v", s.v}, {"u", s.u}} }

func (s *adadelta) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	penalise(s.g, x, s.WeightDecay)
	rho, eps := s.Rho, s.Eps
	v, u, lr := s.v[:len(x)], s.u[:len(x)], lr[:len(x)]
	for i, g := range s.g[:len(x)] {
		v[i] = rho*v[i] + (1-rho)*g*g
		d := math.Sqrt(u[i]+eps) / math.Sqrt(v[i]+eps) * g
		u[i] = rho*u[i] + (1-rho)*d*d
		x[i] -= lr[i] * d
	}
	return nil
}
