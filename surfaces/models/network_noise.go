package models

import (
	"math/rand/v2"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// noise is the random change of examples in a step of training. Its numbers depend on the
// run's seed, the step and the example, not on the other examples of the batch or their
// order.
type noise struct {
	on            bool
	jitter, masks uint64 // seeds, two so that neither changes the other's draws
	step          int
}

// draw draws the noise of example i, in row r of a pass: N(0, jitter^2) on its
// inputs, and the masks of its hidden units.
func (n noise) draw(p *pass, recipe Network, i, r int) {
	stream := uint64(n.step)<<32 | uint64(i)
	if recipe.Jitter > 0 {
		p.pcg.Seed(n.jitter, stream)
		for j, inputs := 0, row(p.outputs[0], r); j < len(inputs); j++ {
			inputs[j] += recipe.Jitter * p.rng.NormFloat64()
		}
	}
	p.pcg.Seed(n.masks, stream)
	for _, m := range p.masks {
		for j, mask := 0, row(m, r); j < len(mask); j++ {
			mask[j] = 0
			if p.rng.Float64() >= recipe.Dropout {
				mask[j] = 1 / (1 - recipe.Dropout)
			}
		}
	}
}

// noisyNetwork is a network trained with jittered inputs or dropout.
type noisyNetwork struct{ *network }

var _ surfaces.Fitted = noisyNetwork{}

// Training draws two numbers from rng: the seeds of the jitter and of the masks. All
// steps share one sum, so a step's sum is valid only until the next step's is requested.
func (n noisyNetwork) Training(rng *rand.Rand) func(k int) objective.FiniteSum {
	s := &noisyStep{network: n.network, noise: noise{on: true, jitter: rng.Uint64(), masks: rng.Uint64()}}
	return func(k int) objective.FiniteSum {
		s.noise.step = k
		return s
	}
}

// noisyStep is the loss of a network with the noise of one step of training.
type noisyStep struct {
	*network
	noise noise
}

func (s *noisyStep) whole() batch { return batch{net: s.network, n: s.NumExamples(), noise: s.noise} }

func (s *noisyStep) of(indices []int) batch {
	return batch{net: s.network, indices: indices, n: len(indices), noise: s.noise}
}

func (s *noisyStep) Func(x []float64) float64                  { return s.value(x, s.whole()) }
func (s *noisyStep) Grad(dst, x []float64)                     { s.gradient(dst, x, s.whole()) }
func (s *noisyStep) FuncOf(x []float64, indices []int) float64 { return s.value(x, s.of(indices)) }
func (s *noisyStep) GradOf(dst, x []float64, indices []int)    { s.gradient(dst, x, s.of(indices)) }
