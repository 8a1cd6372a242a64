package optimizers

import (
	"math/rand/v2"

	"github.com/optviz/optviz/optimizers/objective"
)

// Masked is a MaskEnsemble of which each step sees MasksPerStep random masks, the same
// ones wherever the step asks (Srivastava et al. 2014). Outside a step, Masked is the
// mean over all masks. A step has no Hessian.
type Masked struct{ F objective.MaskEnsemble }

func (m Masked) Func(x []float64) float64 { return m.F.Func(x) }
func (m Masked) Grad(dst, x []float64)    { m.F.Grad(dst, x) }

// Unwrap returns F: only the steps see F changed.
func (m Masked) Unwrap() objective.Objective { return m.F }

// Sample draws masks in the order of steps, masks and coordinates, whatever the steps
// ask. It returns one objective for all steps and changes it: the objective of a step is
// valid until the next step's is taken.
func (m Masked) Sample(draws objective.Draws) func(k int) objective.Objective {
	if m.F.MasksPerStep() == 0 {
		return func(int) objective.Objective { return m.F }
	}
	s := &masked{f: m.F, rng: draws.For(objective.ForMasks), masks: make([][]float64, m.F.MasksPerStep())}
	return func(k int) objective.Objective {
		s.k = k
		return s
	}
}

type masked struct {
	f     objective.MaskEnsemble
	rng   *rand.Rand
	k     int         // the step
	drawn int         // steps whose masks have been drawn
	masks [][]float64 // the masks of the last drawn step
	g     []float64   // the gradient under one mask
}

// draw draws the masks of all steps up to s.k, for n coordinates, and keeps those of step
// s.k.
func (s *masked) draw(n int) {
	if s.g == nil {
		s.g = make([]float64, n)
		for i := range s.masks {
			s.masks[i] = make([]float64, n)
		}
	}
	for ; s.drawn <= s.k; s.drawn++ {
		for _, mask := range s.masks {
			s.f.DrawMask(mask, s.rng)
		}
	}
}

func (s *masked) Func(x []float64) float64 {
	s.draw(len(x))
	sum := 0.0
	for _, mask := range s.masks {
		sum += s.f.FuncMasked(x, mask)
	}
	return sum / float64(len(s.masks))
}

func (s *masked) Grad(dst, x []float64) {
	s.draw(len(x))
	clear(dst)
	share := 1 / float64(len(s.masks))
	for _, mask := range s.masks {
		s.f.GradMasked(s.g, x, mask)
		for i, g := range s.g {
			dst[i] += share * g
		}
	}
}
