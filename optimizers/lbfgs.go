package optimizers

import "gonum.org/v1/gonum/optimize"

// LBFGS is BFGS that keeps the last Memory changes of x and g in place of the
// matrix B (Liu and Nocedal 1989), through gonum/optimize with its search by
// bisection. PyTorch's LBFGS steps without a search unless asked for one. The
// learning rate has no effect.
type LBFGS struct {
	Memory int `key:"history_size" in:"[1,1000]" doc:"changes that it remembers"`
}

// NewLBFGS returns LBFGS with gonum's default.
func NewLBFGS() LBFGS { return LBFGS{Memory: 15} }

func (r LBFGS) Start(p Problem) (Stepper, error) {
	return startLinesearch("lbfgs", p, &optimize.LBFGS{Store: max(r.Memory, 1)}, &optimize.Bisection{}), nil
}

func (LBFGS) Traits() Traits { return Traits{SelfPaced: true, UsesLoss: true} }
