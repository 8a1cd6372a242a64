package models

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/internal/streams"
)

// examples returns the training examples, with labels corrupted, and the held-out
// examples, nil if there are none. Both come from the user's set or, without one, from
// Data.
func (r Network) examples(set *data.Set) (training, held *data.Set, err error) {
	if set != nil {
		if set, err = r.task(set); err != nil {
			return nil, nil, err
		}
		training, held, err = r.split(set)
	} else {
		training, held, err = r.generate()
	}
	if err == nil && r.Corrupt > 0 {
		training, err = data.Corrupt(training, r.Corrupt, uint64(r.Seed))
	}
	return training, held, err
}

func (r Network) generate() (training, held *data.Set, err error) {
	switch r.Data {
	case "digits", "moons", "spirals", "sine":
		one, _ := builtin(r.Data, 1, 0, 0, 0)
		if inputs := (r.N + r.Validation) * one.Dim(); inputs > maxGenerated {
			return nil, nil, fmt.Errorf("n %d and validation %d: %d inputs are above %d, the most of examples without a file", r.N, r.Validation, inputs, maxGenerated)
		}
		training, held = builtin(r.Data, r.N, r.Validation, r.Seed, r.Noise)
		return training, held, nil
	}
	return nil, nil, fmt.Errorf("data %q: must be digits, moons, spirals or sine", r.Data)
}

// task returns the user's set with classes or without, as Task demands.
func (r Network) task(set *data.Set) (*data.Set, error) {
	if r.Task == "numbers" {
		s := *set
		s.Classes = 0
		return &s, nil
	}
	labelled, err := set.Labelled()
	if err != nil && r.Task == "auto" {
		return set, nil
	}
	return labelled, err
}

// numHeldOut returns the number of a set's examples to hold out: the default number only
// where it is at most a fifth of the set.
func (r Network) numHeldOut(set *data.Set) int {
	if r.Validation != heldOut {
		return r.Validation
	}
	return max(0, min(heldOut, set.Len()/5, set.Len()-r.N))
}

// split draws a set's training examples and its held-out examples at random, because
// files often list their classes one after the other.
func (r Network) split(set *data.Set) (training, held *data.Set, err error) {
	for i, y := range set.Y {
		if set.Classes > 0 && !(y >= 0 && y < float64(set.Classes) && y == math.Trunc(y)) {
			return nil, nil, fmt.Errorf("%s: example %d has the label %v, must be a whole number from 0 to %d", set.Name, i+1, y, set.Classes-1)
		}
	}
	hold := r.numHeldOut(set)
	left := set.Len() - hold
	if left < max(r.N, 1) {
		return nil, nil, fmt.Errorf("n %d and validation %d: %s has only %d examples; network:validation=%d holds a fifth out",
			max(r.N, 1), hold, set.Name, set.Len(), set.Len()/5)
	}
	n := r.N
	if n == 0 {
		n = left
	}
	order := streams.New(uint64(r.Seed), streams.Split).Perm(set.Len())
	if hold > 0 {
		held = subset(set, order[n:n+hold])
	}
	training = subset(set, order[:n])
	training.Order = ranks(order[:n])
	return training, held, nil
}

// ranks returns the indices of v in the order of the numbers there, so that batches can
// follow the order of the file from which examples v were drawn.
func ranks(v []int) []int {
	places := make([]int, len(v))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int { return cmp.Compare(v[a], v[b]) })
	return places
}

// subset returns the examples of a set with the given indices.
func subset(set *data.Set, indices []int) *data.Set {
	s := *set
	s.X, s.Y = mat.NewDense(len(indices), set.Dim(), nil), make([]float64, len(indices))
	for k, i := range indices {
		s.X.SetRow(k, set.X.RawRowView(i))
		s.Y[k] = set.Y[i]
	}
	return &s
}
