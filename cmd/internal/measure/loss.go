package measure

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers"
)

// runs returns the runs of the figure, none of another kind.
func (f *Figure) runs() *drawing.Runs {
	if r, ok := f.Content.(*drawing.Runs); ok {
		return r
	}
	return &drawing.Runs{}
}

// path returns the path of a run, counted from 1.
func (f *Figure) path(run int) (optimizers.Trajectory, error) {
	paths := f.runs().Paths
	if run < 1 || run > len(paths) {
		return optimizers.Trajectory{}, fmt.Errorf("no run %d of %d", run, len(paths))
	}
	return paths[run-1], nil
}

// at returns the row of a run's step k; below 0 it counts from the last, -1.
func (f *Figure) at(run, k int) (optimizers.Trajectory, int, error) {
	t, err := f.path(run)
	if err != nil {
		return t, 0, err
	}
	row := t.Len() + k
	if k >= 0 {
		row = sort.Search(t.Len(), func(row int) bool { return t.Step(row) >= k })
	}
	if row < 0 || row >= t.Len() || k >= 0 && t.Step(row) != k {
		return t, 0, fmt.Errorf("no step %d of run %d is kept", k, run)
	}
	return t, row, nil
}

// whole returns the path of a run of which each step is kept.
func (f *Figure) whole(run int) (optimizers.Trajectory, error) {
	t, err := f.path(run)
	if err == nil && t.Every > 1 {
		return optimizers.Trajectory{}, fmt.Errorf("run %d keeps only every %dth step, but this measures each", run, t.Every)
	}
	return t, err
}

// Loss returns a run's last loss.
func (f *Figure) Loss(run int) (float64, error) { return f.LossAt(run, -1) }

// LossAt returns a run's loss at step k; -1 is the last.
func (f *Figure) LossAt(run, k int) (float64, error) {
	t, i, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return t.Loss[i], nil
}

// Excess returns a run's last loss above the infimum.
func (f *Figure) Excess(run int) (float64, error) {
	v, err := f.Loss(run)
	return v - f.Plan.Meta.Floor(), err
}

// ExcessAt returns a run's loss above the infimum at step k.
func (f *Figure) ExcessAt(run, k int) (float64, error) {
	v, err := f.LossAt(run, k)
	return v - f.Plan.Meta.Floor(), err
}

// ValidationAt returns a run's validation loss at step k.
func (f *Figure) ValidationAt(run, k int) (float64, error) {
	t, i, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	if t.Validation == nil {
		return 0, fmt.Errorf("run %d has no validation loss", run)
	}
	return t.Validation[i], nil
}

// Steps returns the first step at which a run's loss is at most tol above the infimum,
// or -1.
func (f *Figure) Steps(run int, tol float64) (int, error) {
	return f.StepsBelow(run, f.Plan.Meta.Floor()+tol)
}

// StepsBelow returns the first step at which a run's loss is at most a level, or -1.
func (f *Figure) StepsBelow(run int, level float64) (int, error) {
	t, err := f.whole(run)
	for i, v := range t.Loss {
		if v <= level {
			return t.Step(i), err
		}
	}
	return -1, err
}

// StepsOf returns the first step at which a run's loss is at most a part of its first,
// or -1.
func (f *Figure) StepsOf(run int, part float64) (int, error) {
	first, err := f.LossAt(run, 0)
	if err != nil {
		return -1, err
	}
	return f.StepsBelow(run, part*first)
}

// Settles returns the step from which a run's loss stays at most tol above the infimum,
// or -1.
func (f *Figure) Settles(run int, tol float64) (int, error) {
	t, err := f.whole(run)
	return settled(t, func(row int) bool { return t.Loss[row]-f.Plan.Meta.Floor() <= tol }), err
}

// settled returns the step from which all rows are in, or -1.
func settled(t optimizers.Trajectory, in func(row int) bool) int {
	row := t.Len()
	for row > 0 && in(row-1) {
		row--
	}
	if row == t.Len() {
		return -1
	}
	return t.Step(row)
}

// Calm returns the first step at which a run's loss has for n steps won no more than
// tol, or -1.
func (f *Figure) Calm(run int, tol float64, n int) (int, error) {
	t, err := f.whole(run)
	best, calm := math.Inf(1), 0
	for row, v := range t.Loss {
		if calm++; best-v > tol {
			best, calm = v, 0
		}
		if calm == n {
			return t.Step(row), err
		}
	}
	return -1, err
}

// MostLoss returns a run's highest loss from step k on.
func (f *Figure) MostLoss(run, k int) (float64, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return slices.Max(t.Loss[row:]), nil
}

// MostLossIn returns a run's highest loss from step k to another.
func (f *Figure) MostLossIn(run, from, to int) (float64, error) {
	t, first, err := f.at(run, from)
	if err != nil {
		return 0, err
	}
	_, last, err := f.at(run, to)
	if err != nil || last < first {
		return 0, fmt.Errorf("no loss from step %d to %d of run %d", from, to, run)
	}
	return slices.Max(t.Loss[first : last+1]), nil
}

// StepsAbove returns the first step from k on at which a run's loss is above a level, or -1.
func (f *Figure) StepsAbove(run, k int, level float64) (int, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return -1, err
	}
	for ; row < t.Len(); row++ {
		if t.Loss[row] > level {
			return t.Step(row), nil
		}
	}
	return -1, nil
}

// Lowest returns the step with a run's lowest loss.
func (f *Figure) Lowest(run int) (int, error) {
	t, err := f.path(run)
	if err != nil {
		return 0, err
	}
	return t.Step(floats.MinIdx(t.Loss)), nil
}

// Best returns the step with a run's lowest validation loss, or -1.
func (f *Figure) Best(run int) (int, error) {
	t, err := f.path(run)
	return t.Verdict.Best, err
}

// Ended returns the step that a run's verdict is about: the last, or where it diverged.
func (f *Figure) Ended(run int) (int, error) {
	t, err := f.path(run)
	return t.Verdict.Step, err
}

// Verdict returns how a run ended.
func (f *Figure) Verdict(run int) (string, error) {
	t, err := f.path(run)
	return t.Verdict.String(), err
}

// StepsGradient returns the first step at which the norm of a run's gradient is at most
// tol, or -1.
func (f *Figure) StepsGradient(run int, tol float64) (int, error) {
	t, err := f.whole(run)
	for i, v := range t.GradNorm {
		if v <= tol {
			return t.Step(i), err
		}
	}
	return -1, err
}

// StepsGradientMax returns the first step at which no coordinate of a run's gradient is
// above tol in absolute value, or -1: where gonum/optimize's GradientThreshold ends a run.
func (f *Figure) StepsGradientMax(run int, tol float64) (int, error) {
	t, err := f.whole(run)
	if err != nil {
		return -1, err
	}
	if err := f.spend(t.Len()); err != nil {
		return -1, err
	}
	grad := make([]float64, t.Dim)
	for i := range t.Len() {
		if err := f.ctx.Err(); err != nil {
			return -1, err
		}
		f.Plan.Runs[run-1].F.Grad(grad, t.At(i))
		if floats.Norm(grad, math.Inf(1)) <= tol {
			return t.Step(i), nil
		}
	}
	return -1, nil
}

// GradNorm returns the norm of the gradient at a run's step k; -1 is the last.
func (f *Figure) GradNorm(run, k int) (float64, error) {
	t, i, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return t.GradNorm[i], nil
}

// Over returns the "min", "median" or "max" over all runs of a measure of one: "Loss",
// "Longest".
func (f *Figure) Over(how, what string) (float64, error) {
	measure := map[string]func(int) (float64, error){"Loss": f.Loss, "Longest": f.Longest}[what]
	if measure == nil {
		return 0, fmt.Errorf("no measure %s of a run", printing.Quote(what))
	}
	var all []float64
	for i := range f.runs().Paths {
		v, err := measure(i + 1)
		if err != nil {
			return 0, err
		}
		all = append(all, v)
	}
	slices.Sort(all)
	switch n := len(all); {
	case n == 0:
		return 0, errors.New("no runs")
	case how == "min":
		return all[0], nil
	case how == "max":
		return all[n-1], nil
	case how == "median":
		return optimizers.Quantile(all, 0.5), nil
	}
	return 0, fmt.Errorf("%s is none of min, median and max", printing.Quote(how))
}
