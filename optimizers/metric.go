package optimizers

import (
	"errors"
	"fmt"
	"math"
)

// Metric is the one number that a run is judged by; less is better.
type Metric struct {
	Kind  MetricKind
	Last  int     // of TailLoss: how many iterates; 0 is 1
	Tol   float64 // of StepsTo
	Floor float64 // of StepsTo: the loss that counts as 0
	Coord int     // of StepsBeyond: the coordinate, from 0
	Limit float64 // of StepsBeyond
}

// MetricKind selects what a Metric measures.
type MetricKind int

// The kinds of metrics.
const (
	FinalLoss      MetricKind = iota // at the last iterate
	BestLoss                         // the lowest of all iterates
	TailLoss                         // the mean of the Last iterates
	StepsTo                          // first k with f(x_k) - Floor <= Tol, even if the run diverges later; NaN: never
	ValidationLoss                   // at the last iterate
	StepsBeyond                      // first k with |x_k[Coord]| > Limit, even if the run diverges there or later; NaN: never
)

// check refuses a metric that runs like r, with starts of dim coordinates, do not have.
func (m Metric) check(r Run, dim int) error {
	switch {
	case m.Kind < FinalLoss || m.Kind > StepsBeyond:
		return fmt.Errorf("metric of kind %d: there is none", m.Kind)
	case m.Kind == TailLoss && m.Last < 0:
		return fmt.Errorf("the last %d iterates: must be at least 0", m.Last)
	case m.Kind == StepsBeyond && (m.Coord < 0 || m.Coord >= dim):
		return fmt.Errorf("metric of coordinate %d: a start has %d, from 0", m.Coord, dim)
	case m.Kind == ValidationLoss && r.Validation == nil:
		return errors.New("no validation loss to measure")
	}
	return nil
}

// Counts reports whether the metric is a number of steps.
func (m Metric) Counts() bool { return m.Kind == StepsTo || m.Kind == StepsBeyond }

// reads returns the number that the metric takes from an iterate: the loss or, for
// StepsBeyond, the distance of the coordinate x from 0.
func (m Metric) reads(loss, x float64) float64 {
	if m.Kind == StepsBeyond {
		return math.Abs(x)
	}
	return loss
}

// everyStep reports whether the metric needs the loss of every iterate.
func (m Metric) everyStep() bool {
	return m.Kind == BestLoss || m.Kind == TailLoss || m.Counts()
}

// start returns the metric's value before the first iterate.
func (m Metric) start() float64 {
	switch m.Kind {
	case BestLoss:
		return math.Inf(1)
	case TailLoss:
		return 0
	}
	return math.NaN()
}

// add returns the metric's new value after iterate k of a run of so many steps. read is
// the number that Metric.reads returned for the iterate.
func (m Metric) add(value float64, k, steps int, read float64) float64 {
	switch m.Kind {
	case BestLoss:
		return min(value, read)
	case TailLoss:
		n := min(max(m.Last, 1), steps+1)
		if k > steps-n {
			value += read / float64(n)
		}
		return value
	case StepsTo:
		if math.IsNaN(value) && read-m.Floor <= m.Tol {
			return float64(k)
		}
		return value
	case StepsBeyond:
		if math.IsNaN(value) && !(read <= m.Limit) { // NaN is beyond every limit
			return float64(k)
		}
		return value
	}
	return read
}
