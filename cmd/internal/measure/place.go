package measure

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers"
)

// X returns coordinate i, from 1, of where a run ends, without what rounding leaves of a 0.
func (f *Figure) X(run, i int) (float64, error) {
	v, err := f.XAt(run, -1, i)
	if err != nil {
		return 0, err
	}
	return f.unrounded(i, v), nil
}

// unrounded returns coordinate i, from 1, of a place: 0 where it is nothing beside the window's
// width, or beside 1 where there is no window of all coordinates.
func (f *Figure) unrounded(i int, v float64) float64 {
	const residue = 1e-12
	width := 1.0
	if len(f.Plan.Window) == f.Plan.Meta.Dim && i <= len(f.Plan.Window) {
		width = f.Plan.Window[i-1][1] - f.Plan.Window[i-1][0]
	}
	if math.Abs(v) <= residue*width {
		return 0
	}
	return v
}

// XAt returns coordinate i, from 1, of a run's iterate k.
func (f *Figure) XAt(run, k, i int) (float64, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	if i < 1 || i > t.Dim {
		return 0, fmt.Errorf("no coordinate %d of %d", i, t.Dim)
	}
	return t.At(row)[i-1], nil
}

// SettlesX returns the step from which a run's coordinate i, from 1, stays nearer to 0
// than a distance, or -1.
func (f *Figure) SettlesX(run, i int, distance float64) (int, error) {
	t, err := f.column(run, i)
	return settled(t, func(row int) bool { return math.Abs(t.At(row)[i-1]) < distance }), err
}

// column returns the path of a run that has a coordinate i.
func (f *Figure) column(run, i int) (optimizers.Trajectory, error) {
	t, err := f.whole(run)
	if err == nil && (i < 1 || i > t.Dim) {
		return optimizers.Trajectory{}, fmt.Errorf("no coordinate %d of %d", i, t.Dim)
	}
	return t, err
}

// MostX returns the largest value of a run's coordinate i, from 1.
func (f *Figure) MostX(run, i int) (float64, error) {
	t, err := f.column(run, i)
	most := math.Inf(-1)
	for row := range t.Len() {
		most = max(most, t.At(row)[i-1])
	}
	return most, err
}

// LeastX returns the smallest value of a run's coordinate i, from 1.
func (f *Figure) LeastX(run, i int) (float64, error) {
	t, err := f.column(run, i)
	least := math.Inf(1)
	for row := range t.Len() {
		least = min(least, t.At(row)[i-1])
	}
	return least, err
}

// Flips returns how often a run's coordinate i, from 1, changes its sign between
// iterates from and to.
func (f *Figure) Flips(run, i, from, to int) (int, error) {
	t, err := f.column(run, i)
	if err != nil {
		return 0, err
	}
	if from < 0 || to < from {
		return 0, fmt.Errorf("no iterates %d to %d", from, to)
	}
	n := 0
	for row := from + 1; row <= min(to, t.Len()-1); row++ {
		if t.At(row - 1)[i-1]*t.At(row)[i-1] < 0 {
			n++
		}
	}
	return n, nil
}

// Beyond returns the first step at which coordinate i, from 1, of a run is farther than
// c from 0, or -1.
func (f *Figure) Beyond(run, i int, c float64) (int, error) {
	t, err := f.column(run, i)
	for row := range t.Len() {
		if math.Abs(t.At(row)[i-1]) > c {
			return t.Step(row), err
		}
	}
	return -1, err
}

// TailX returns the mean of coordinate i, from 1, over a run's last n iterates.
func (f *Figure) TailX(run, i, n int) (float64, error) {
	t, err := f.path(run)
	if err != nil {
		return 0, err
	}
	if i < 1 || i > t.Dim || n < 1 || n > t.Len() {
		return 0, fmt.Errorf("no coordinate %d of the last %d iterates of run %d", i, n, run)
	}
	sum := 0.0
	for k := t.Len() - n; k < t.Len(); k++ {
		sum += t.At(k)[i-1]
	}
	return sum / float64(n), nil
}

// StepsBelowX returns the first step at which a run's coordinate i, from 1, is below a
// level, or -1.
func (f *Figure) StepsBelowX(run, i int, level float64) (int, error) {
	t, err := f.column(run, i)
	for row := range t.Len() {
		if t.At(row)[i-1] < level {
			return t.Step(row), err
		}
	}
	return -1, err
}

// Norm returns the Euclidean norm of where a run ends.
func (f *Figure) Norm(run int) (float64, error) {
	t, row, err := f.at(run, -1)
	if err != nil {
		return 0, err
	}
	return floats.Norm(t.At(row), 2), nil
}
