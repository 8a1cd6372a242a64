package optimizers

import "math"

// Metric is the one number that a run is judged by; less is better.
type Metric struct {
	Kind  MetricKind
	Last  int     // of TailLoss: how many iterates; 0 is 1
	Tol   float64 // of StepsTo
	Floor float64 // of StepsTo: what losses are measured from
}

// MetricKind says what a Metric measures.
type MetricKind int

// The kinds of metrics.
const (
	FinalLoss      MetricKind = iota // at the last iterate
	BestLoss                         // the lowest of all iterates
	TailLoss                         // the mean of the Last iterates
	StepsTo                          // first k with f(x_k) - Floor <= Tol; NaN: never
	ValidationLoss                   // at the last iterate
)

// everyStep says whether the metric needs the loss of every iterate.
func (m Metric) everyStep() bool {
	return m.Kind == BestLoss || m.Kind == TailLoss || m.Kind == StepsTo
}

// start is the metric's value before the first iterate.
func (m Metric) start() float64 {
	switch m.Kind {
	case BestLoss:
		return math.Inf(1)
	case TailLoss:
		return 0
	}
	return math.NaN()
}

// add is the metric's value with iterate k of a run of that many steps.
func (m Metric) add(value float64, k, steps int, loss float64) float64 {
	switch m.Kind {
	case BestLoss:
		return min(value, loss)
	case TailLoss:
		n := min(max(m.Last, 1), steps+1)
		if k > steps-n {
			value += loss / float64(n)
		}
		return value
	case StepsTo:
		if math.IsNaN(value) && loss-m.Floor <= m.Tol {
			return float64(k)
		}
		return value
	}
	return loss
}
