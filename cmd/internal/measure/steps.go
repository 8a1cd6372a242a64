package measure

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers"
)

// StepsStride returns the first of a run's steps, from 1, that is at least so long, or -1.
func (f *Figure) StepsStride(run int, length float64) (int, error) {
	t, err := f.whole(run)
	for k := 1; k < t.Len(); k++ {
		if floats.Distance(t.At(k-1), t.At(k), 2) >= length {
			return t.Step(k), err
		}
	}
	return -1, err
}

// step returns the step that a run makes from iterate k.
func (f *Figure) step(run, k int) ([]float64, error) {
	if _, err := f.whole(run); err != nil {
		return nil, err
	}
	t, row, err := f.at(run, k)
	if err != nil || row+1 >= t.Len() {
		return nil, fmt.Errorf("no step from %d of run %d", k, run)
	}
	return floats.SubTo(make([]float64, t.Dim), t.At(row+1), t.At(row)), nil
}

// Stride returns the length of the step that a run makes from iterate k.
func (f *Figure) Stride(run, k int) (float64, error) {
	d, err := f.step(run, k)
	if err != nil {
		return 0, err
	}
	return floats.Norm(d, 2), nil
}

// Turn returns the angle in degrees between the steps that a run makes from iterate k
// and from the next.
func (f *Figure) Turn(run, k int) (float64, error) { return f.angle(run, k, run, k+1) }

// Angle returns the angle in degrees between the steps that two runs make from iterate k.
func (f *Figure) Angle(run, other, k int) (float64, error) { return f.angle(run, k, other, k) }

func (f *Figure) angle(run, k, other, l int) (float64, error) {
	a, err := f.step(run, k)
	if err != nil {
		return 0, err
	}
	b, err := f.step(other, l)
	if err != nil {
		return 0, err
	}
	floats.Scale(1/floats.Norm(a, 2), a)
	floats.Scale(1/floats.Norm(b, 2), b)
	// Twice that of the half, which is exact near 0° and 180°, too (Kahan).
	half := math.Atan2(floats.Distance(a, b, 2), floats.Norm(floats.AddTo(make([]float64, len(a)), a, b), 2))
	return 2 * half * 180 / math.Pi, nil
}

// Apart returns how far a run's iterates are at most from those of a run of a drawing,
// which may be this.
func (f *Figure) Apart(run int, of *Figure, other int) (float64, error) {
	t, err := f.path(run)
	if err != nil {
		return 0, err
	}
	u, err := of.path(other)
	if err != nil || u.Dim != t.Dim {
		return 0, fmt.Errorf("nothing to compare run %d with: %v", run, err)
	}
	if t.Len() != u.Len() || max(t.Every, 1) != max(u.Every, 1) {
		return 0, fmt.Errorf("run %d has %d iterates, one in %d, the other %d, one in %d", run, t.Len(), max(t.Every, 1), u.Len(), max(u.Every, 1))
	}
	most := 0.0
	for row := range t.Len() {
		most = max(most, floats.Distance(t.At(row), u.At(row), 2))
	}
	return most, nil
}

// Rate returns a run's learning rate in the step from iterate k.
func (f *Figure) Rate(run, k int) (float64, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	if row >= len(t.LR) {
		return 0, fmt.Errorf("run %d makes no step from %d", run, k)
	}
	return t.LR[row], nil
}

// Values returns how many values of the loss a run has asked for by iterate k.
func (f *Figure) Values(run, k int) (int, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return t.Funcs[row], nil
}

// Longest returns the length of a run's longest step.
func (f *Figure) Longest(run int) (float64, error) {
	t, err := f.whole(run)
	longest := 0.0
	for i := 1; i < t.Len(); i++ {
		longest = max(longest, floats.Distance(t.At(i), t.At(i-1), 2))
	}
	return longest, err
}

// Moved returns the distance of a run's end from its start.
func (f *Figure) Moved(run int) (float64, error) {
	t, err := f.path(run)
	if err != nil || t.Len() == 0 {
		return 0, err
	}
	return floats.Distance(t.At(t.Len()-1), t.At(0), 2), nil
}

// PerDecade returns how many steps coordinate i, from 1, of a run takes to grow
// tenfold, at the pace of step k.
func (f *Figure) PerDecade(run, k, i int) (float64, error) {
	if _, err := f.whole(run); err != nil {
		return 0, err
	}
	a, err := f.XAt(run, k, i)
	if err != nil {
		return 0, err
	}
	b, err := f.XAt(run, k+1, i)
	return math.Ln10 / math.Log(b/a), err
}

// PerEpoch returns how many steps of a run an epoch is.
func (f *Figure) PerEpoch(run int) (int, error) {
	_, err := f.path(run)
	if err != nil {
		return 0, err
	}
	return f.Plan.Runs[run-1].Batches.PerEpoch(), nil
}

// BestEpoch returns the epoch with a run's lowest validation loss.
func (f *Figure) BestEpoch(run int) (float64, error) {
	best, err := f.Best(run)
	if err != nil {
		return 0, err
	}
	steps, err := f.PerEpoch(run)
	if steps == 0 {
		return 0, errors.Join(err, fmt.Errorf("run %d has no epochs", run))
	}
	return float64(best) / float64(steps), err
}

// StepsMemory returns the first step, from 1, that leaves coordinate i, from 1, of what a
// run's rule remembers under a symbol no larger than a level, or -1. The view has to
// show the memory.
func (f *Figure) StepsMemory(run int, symbol string, i int, level float64) (int, error) {
	t, err := f.path(run)
	if err != nil {
		return -1, err
	}
	at := slices.IndexFunc(t.Memory, func(v optimizers.Variable) bool { return v.Symbol == symbol })
	if at < 0 || i < 1 || i > len(t.Memory[at].Value)/t.Len() {
		return -1, fmt.Errorf("run %d has no coordinate %d of %s in its record", run, i, printing.Quote(symbol))
	}
	for row := 1; row < t.Len(); row++ {
		if math.Abs(t.Row(t.Memory[at], row)[i-1]) <= level {
			return t.Step(row), nil
		}
	}
	return -1, nil
}
