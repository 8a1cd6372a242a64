package optimizers

import (
	"fmt"
	"math"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// begin checks a run and evaluates it at its start; finite reports whether the loss and
// the gradient there are finite. A loss for another number of coordinates, which panics
// or leaves a part of its gradient unwritten, is an error, and so is any other panic at
// the start. The caller closes the runState.
func (r Run) begin() (w *runState, finite bool, err error) {
	if err := r.check(); err != nil {
		return nil, false, err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the run does not begin at a start of %d coordinates: %v", len(r.Start), p)
			if f, ok := objective.As[surfaces.Surface](r.F); ok && f.Meta().Dim != len(r.Start) {
				err = fmt.Errorf("a start of %d coordinates: the loss has %d", len(r.Start), f.Meta().Dim)
			}
		}
	}()
	if w, err = r.start(); err != nil {
		return nil, false, err
	}
	for i := range w.grad {
		w.grad[i] = unwritten
	}
	finite = w.arrive(0)
	for i, g := range w.grad {
		if math.Float64bits(g) == unwrittenBits {
			return nil, false, fmt.Errorf("a start of %d coordinates: the loss has no gradient for coordinate %d", len(w.grad), i+1)
		}
	}
	return w, finite, nil
}

// unwritten is a NaN that no arithmetic produces.
const unwrittenBits = 0x7ff8_0bad_0bad_0bad

var unwritten = math.Float64frombits(unwrittenBits)

// tryStart returns the error with which Each would refuse to begin the run. It evaluates
// neither the validation loss nor scores.
func (r Run) tryStart() error {
	r.Validation, r.Patience, r.Scores = nil, 0, nil
	w, _, err := r.begin()
	if err == nil {
		w.close()
	}
	return err
}
