package optimizers

import "github.com/optviz/optviz/optimizers/objective"

// AdamW is Adam with weight decay beside the gradient instead of in it:
// x = (1 - a l) x, and then Adam's step with the gradient taken before,
// l = WeightDecay (Loshchilov and Hutter 2019). The paper scales the decay by
// the schedule alone, PyTorch, optax and Keras by the rate, as here.
type AdamW struct {
	Beta1       float64 `key:"beta1" in:"[0,1)" doc:"decay of the first moment"`
	Beta2       float64 `key:"beta2" in:"[0,1)" doc:"decay of the second moment"`
	Eps         float64 `key:"eps" in:"[0,inf)" doc:"added to the root of the second moment"`
	WeightDecay float64 `key:"weight_decay" in:"[0,inf)" doc:"a step multiplies x by 1 - lr weight_decay"`

	chosen // by NewAdamW
}

// NewAdamW returns AdamW with its defaults.
func NewAdamW() AdamW {
	return AdamW{Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, WeightDecay: 1e-2, chosen: true}
}

func (AdamW) Traits() Traits { return Traits{ElementWise: true} }

func (r AdamW) Start(p Problem) (Stepper, error) {
	if err := refuseZero(r); err != nil {
		return nil, err
	}
	return &adamw{newAdam(Adam(r), len(p.X))}, nil
}

type adamw struct{ *adam }

func (s *adamw) Step(f objective.Objective, x, lr []float64) error {
	f.Grad(s.g, x)
	for i := range x {
		x[i] *= 1 - lr[i]*s.WeightDecay
	}
	s.move(x, lr)
	return nil
}
