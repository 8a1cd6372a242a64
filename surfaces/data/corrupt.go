package data

import (
	"fmt"
	"slices"

	"github.com/optviz/optviz/surfaces/internal/streams"
)

// Corrupt returns the set with each label replaced, with probability p, by a class drawn
// uniformly from all classes, the right one included: for two classes p = 1 makes each
// label the toss of a fair coin. Both sets share the inputs. Corrupt refuses a set
// without classes and a p outside [0, 1].
func Corrupt(s *Set, p float64, seed uint64) (*Set, error) {
	if !(0 <= p && p <= 1) {
		return nil, fmt.Errorf("corrupt %v: must be in [0,1]", p)
	}
	if s.Classes == 0 {
		return nil, fmt.Errorf("corrupt: %s has numbers to fit, not labels", s.Name)
	}
	rng := streams.New(seed, streams.Corrupt)
	c := *s
	c.Y = slices.Clone(s.Y)
	for i := range c.Y {
		// Draw both for each example, so that a greater p changes the same labels and more.
		u, class := rng.Float64(), rng.IntN(s.Classes)
		if u < p {
			c.Y[i] = float64(class)
		}
	}
	return &c, nil
}
