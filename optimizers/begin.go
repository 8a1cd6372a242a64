package optimizers

import (
	"fmt"
	"math"
)

// begin checks a run and evaluates it at its start; finite reports whether the numbers
// there are. The start, the loss and what is around it must fit together: a loss of
// other coordinates, which panics or leaves a part of its gradient unwritten, is an
// error, as is whatever else panics there. The caller closes the runState.
func (r Run) begin() (w *runState, finite bool, err error) {
	if err := r.check(); err != nil {
		return nil, false, err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the run does not begin at a start of %d coordinates: %v", len(r.Start), p)
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

// unwritten is a NaN that no arithmetic gives.
const unwrittenBits = 0x7ff8_0bad_0bad_0bad

var unwritten = math.Float64frombits(unwrittenBits)

// tryStart refuses a run that does not begin, as Each does. It asks for the loss alone.
func (r Run) tryStart() error {
	r.Validation, r.Patience, r.Scores = nil, 0, nil
	w, _, err := r.begin()
	if err == nil {
		w.close()
	}
	return err
}
