package spec

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/expression"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
)

// Figure is a computed drawing whose methods are what texts can measure: runs, parts and
// panels count from 1. It limits what measures compute beside the runs of the drawing.
type Figure struct {
	*Drawing
	ctx    context.Context    // interrupts what a measure computes
	spent  int                // steps that measures have made
	others map[string]*Figure // of runs that are not drawn, by what they are of
	parts  map[int]*Figure    // of a page
}

// FigureOf returns the Figure of a computed drawing; ctx interrupts what its measures compute.
func FigureOf(ctx context.Context, d *Drawing) *Figure {
	return &Figure{Drawing: d, ctx: ctx, others: map[string]*Figure{}, parts: map[int]*Figure{}}
}

// Texts checks and fills the texts that measure by the methods of Figure.
type Texts struct{}

// Check returns what is wrong with a text in a language.
func (Texts) Check(text, lang string) error {
	_, err := parse(text, lang)
	return err
}

// Of returns what fills texts with what a computed drawing shows; ctx interrupts it.
func (Texts) Of(ctx context.Context, d *Drawing) Filler { return FigureOf(ctx, d) }

// Fill fills a text in a language: {{.Steps 1 1e-6}} is the number of steps of run 1, and
// {{n (.Loss 2) 3}} a loss with three digits, with the language's decimal sign, as
// {{f (.Loss 2) 3}} is with three decimals and {{bytes 4e6}} 4 MB. add, sub, mul and div
// compute with two of them. Package expression has the grammar and its limits; an error is
// wrong usage.
func (f *Figure) Fill(text, lang string) (string, error) {
	t, err := parse(text, lang)
	if err != nil {
		return "", &catalog.Error{Err: err}
	}
	out, err := t.Fill(f.ctx, f)
	var failed *expression.Failed
	if errors.As(err, &failed) {
		return "", &catalog.Error{Err: err}
	}
	if err != nil {
		return "", err
	}
	for lang == "de" && betweenNumbers.MatchString(out) { // a digit may stand between two
		out = betweenNumbers.ReplaceAllString(out, "$1; $2")
	}
	return out, nil
}

// parse reads a text that measures.
func parse(text, lang string) (expression.Text, error) {
	return expression.Grammar{
		Of:       reflect.TypeFor[*Figure](),
		Measures: Measures(),
		Unknown:  unknownMeasure,
		Functions: map[string]any{
			"n":     func(v any, digits ...int) (string, error) { return document.FormatDigits(v, lang, digits...) },
			"f":     func(v any, decimals int) (string, error) { return document.FormatDecimals(v, lang, decimals) },
			"bytes": func(v any, digits ...int) (string, error) { return document.FormatBytes(v, lang, digits...) },
			"add":   binary(func(a, b float64) float64 { return a + b }),
			"sub":   binary(func(a, b float64) float64 { return a - b }),
			"mul":   binary(func(a, b float64) float64 { return a * b }),
			"div":   binary(func(a, b float64) float64 { return a / b }),
		},
	}.Parse(text)
}

// betweenNumbers is a comma between two numbers, which have commas within in German.
var betweenNumbers = regexp.MustCompile(`(\d), (−?\d)`)

// binary is a function of two numbers as templates call it.
func binary(f func(a, b float64) float64) func(a, b any) (float64, error) {
	return func(a, b any) (float64, error) {
		x, err := document.ToFloat(a)
		if err != nil {
			return 0, err
		}
		y, err := document.ToFloat(b)
		if a == any(document.Never) || b == any(document.Never) { // nothing comes of what never comes
			return math.Inf(1), err
		}
		return f(x, y), err
	}
}

// Part is a figure of a page.
func (f *Figure) Part(i int) (*Figure, error) {
	if i < 1 || i > len(f.Parts) {
		return nil, fmt.Errorf("no part %d of %d", i, len(f.Parts))
	}
	if f.parts[i] == nil {
		f.parts[i] = FigureOf(f.ctx, f.Parts[i-1])
	}
	return f.parts[i], nil
}

// path is that of a run.
func (f *Figure) path(run int) (optimizers.Trajectory, error) {
	if run < 1 || run > len(f.Paths) {
		return optimizers.Trajectory{}, fmt.Errorf("no run %d of %d", run, len(f.Paths))
	}
	return f.Paths[run-1], nil
}

// at is the row of a run's step k; below 0 it counts from the last, -1.
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

// whole is the path of a run of which each step is kept.
func (f *Figure) whole(run int) (optimizers.Trajectory, error) {
	t, err := f.path(run)
	if err == nil && t.Every > 1 {
		return optimizers.Trajectory{}, fmt.Errorf("run %d keeps only every %dth step, but this measures each", run, t.Every)
	}
	return t, err
}

// Loss is a run's last loss.
func (f *Figure) Loss(run int) (float64, error) { return f.LossAt(run, -1) }

// LossAt is a run's loss at step k; -1 is the last.
func (f *Figure) LossAt(run, k int) (float64, error) {
	t, i, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return t.Loss[i], nil
}

// Excess is a run's last loss above the infimum.
func (f *Figure) Excess(run int) (float64, error) {
	v, err := f.Loss(run)
	return v - f.Plan.Meta.Floor(), err
}

// ExcessAt is a run's loss above the infimum at step k.
func (f *Figure) ExcessAt(run, k int) (float64, error) {
	v, err := f.LossAt(run, k)
	return v - f.Plan.Meta.Floor(), err
}

// ValidationAt is a run's validation loss at step k.
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

// X is coordinate i, from 1, of where a run ends, without what rounding leaves of a 0.
func (f *Figure) X(run, i int) (float64, error) {
	v, err := f.XAt(run, -1, i)
	if err != nil {
		return 0, err
	}
	return f.unrounded(i, v), nil
}

// unrounded is coordinate i, from 1, of a place: 0 where it is nothing beside the window's
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

// XAt is coordinate i, from 1, of a run's iterate k.
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

// Steps is the first step at which a run's loss is at most tol above the infimum,
// or -1.
func (f *Figure) Steps(run int, tol float64) (int, error) {
	return f.StepsBelow(run, f.Plan.Meta.Floor()+tol)
}

// StepsBelow is the first step at which a run's loss is at most a level, or -1.
func (f *Figure) StepsBelow(run int, level float64) (int, error) {
	t, err := f.whole(run)
	for i, v := range t.Loss {
		if v <= level {
			return t.Step(i), err
		}
	}
	return -1, err
}

// StepsOf is the first step at which a run's loss is at most a part of its first,
// or -1.
func (f *Figure) StepsOf(run int, part float64) (int, error) {
	first, err := f.LossAt(run, 0)
	if err != nil {
		return -1, err
	}
	return f.StepsBelow(run, part*first)
}

// StepsGradient is the first step at which the norm of a run's gradient is at most
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

// StepsGradientMax is the first step at which no coordinate of a run's gradient is
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

// StepsStride is the first of a run's steps, from 1, that is at least so long, or -1.
func (f *Figure) StepsStride(run int, length float64) (int, error) {
	t, err := f.whole(run)
	for k := 1; k < t.Len(); k++ {
		if floats.Distance(t.At(k-1), t.At(k), 2) >= length {
			return t.Step(k), err
		}
	}
	return -1, err
}

// Settles is the step from which a run's loss stays at most tol above the infimum,
// or -1.
func (f *Figure) Settles(run int, tol float64) (int, error) {
	t, err := f.whole(run)
	return settled(t, func(row int) bool { return t.Loss[row]-f.Plan.Meta.Floor() <= tol }), err
}

// SettlesX is the step from which a run's coordinate i, from 1, stays nearer to 0
// than a distance, or -1.
func (f *Figure) SettlesX(run, i int, distance float64) (int, error) {
	t, err := f.column(run, i)
	return settled(t, func(row int) bool { return math.Abs(t.At(row)[i-1]) < distance }), err
}

// settled is the step from which all rows are in, or -1.
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

// Calm is the first step at which a run's loss has for n steps won no more than
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

// column is the path of a run that has a coordinate i.
func (f *Figure) column(run, i int) (optimizers.Trajectory, error) {
	t, err := f.whole(run)
	if err == nil && (i < 1 || i > t.Dim) {
		return optimizers.Trajectory{}, fmt.Errorf("no coordinate %d of %d", i, t.Dim)
	}
	return t, err
}

// MostX is the largest value of a run's coordinate i, from 1.
func (f *Figure) MostX(run, i int) (float64, error) {
	t, err := f.column(run, i)
	most := math.Inf(-1)
	for row := range t.Len() {
		most = max(most, t.At(row)[i-1])
	}
	return most, err
}

// LeastX is the smallest value of a run's coordinate i, from 1.
func (f *Figure) LeastX(run, i int) (float64, error) {
	t, err := f.column(run, i)
	least := math.Inf(1)
	for row := range t.Len() {
		least = min(least, t.At(row)[i-1])
	}
	return least, err
}

// Flips is how often a run's coordinate i, from 1, changes its sign between
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

// MostLoss is a run's highest loss from step k on.
func (f *Figure) MostLoss(run, k int) (float64, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return slices.Max(t.Loss[row:]), nil
}

// MostLossIn is a run's highest loss from step k to another.
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

// StepsAbove is the first step from k on at which a run's loss is above a level, or -1.
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

// Lowest is the step with a run's lowest loss.
func (f *Figure) Lowest(run int) (int, error) {
	t, err := f.path(run)
	if err != nil {
		return 0, err
	}
	return t.Step(floats.MinIdx(t.Loss)), nil
}

// Rate is a run's learning rate in the step from iterate k.
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

// Values is how many values of the loss a run has asked for by iterate k.
func (f *Figure) Values(run, k int) (int, error) {
	t, row, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return t.Funcs[row], nil
}

// step is the step that a run makes from iterate k.
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

// Stride is the length of the step that a run makes from iterate k.
func (f *Figure) Stride(run, k int) (float64, error) {
	d, err := f.step(run, k)
	if err != nil {
		return 0, err
	}
	return floats.Norm(d, 2), nil
}

// Turn is the angle in degrees between the steps that a run makes from iterate k
// and from the next.
func (f *Figure) Turn(run, k int) (float64, error) { return f.angle(run, k, run, k+1) }

// Angle is the angle in degrees between the steps that two runs make from iterate k.
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

// Apart is how far a run's iterates are at most from those of a run of a drawing,
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

// Sharpness is the largest eigenvalue of the Hessian of the loss where a run ends.
func (f *Figure) Sharpness(run int) (float64, error) {
	t, err := f.path(run)
	if err != nil {
		return 0, err
	}
	return runs.LargestCurvature(f.Plan.Surface, t.At(t.Len()-1)), nil
}

// Best is the step with a run's lowest validation loss, or -1.
func (f *Figure) Best(run int) (int, error) {
	t, err := f.path(run)
	return t.Verdict.Best, err
}

// Ended is the step that a run's verdict is about: the last, or where it diverged.
func (f *Figure) Ended(run int) (int, error) {
	t, err := f.path(run)
	return t.Verdict.Step, err
}

// Verdict is how a run ended.
func (f *Figure) Verdict(run int) (string, error) {
	t, err := f.path(run)
	return t.Verdict.String(), err
}

// Mean is the mean of the last losses of a run's seeds.
func (f *Figure) Mean(run int) (float64, error) { return f.MeanAt(run, -1) }

// MeanAt is the mean loss of a run's seeds at step k; -1 is the last.
func (f *Figure) MeanAt(run, k int) (float64, error) {
	e, row, err := f.replicated(run, k)
	if err != nil {
		return 0, err
	}
	return e.Loss.Mean[row], nil
}

// Expected is a run's expected loss after its last step.
func (f *Figure) Expected(run int) (float64, error) { return f.ExpectedAt(run, -1) }

// ExpectedAt is a run's expected loss at step k; -1 is the last.
func (f *Figure) ExpectedAt(run, k int) (float64, error) {
	e, row, err := f.expected(run, k)
	if err != nil {
		return 0, err
	}
	return e.Loss.Expected[row], nil
}

// Seeds is how many replicates a run is made of.
func (f *Figure) Seeds() int { return f.Plan.Seeds }

// Seen is how many examples a run sees.
func (f *Figure) Seen() int { return f.Document.Examples }

// LowestExpected is the step with a run's lowest expected loss.
func (f *Figure) LowestExpected(run int) (int, error) {
	e, _, err := f.expected(run, 0)
	if err != nil {
		return 0, err
	}
	return e.Step(floats.MinIdx(e.Loss.Expected)), nil
}

// ExpectedAbove is the first step from k on at which a run's expected loss is above a
// level, or -1.
func (f *Figure) ExpectedAbove(run, k int, level float64) (int, error) {
	e, row, err := f.expected(run, k)
	for ; err == nil && row < e.Rows(); row++ {
		if e.Loss.Expected[row] > level {
			return e.Step(row), nil
		}
	}
	return -1, err
}

// expected is the ensemble of a run that has an expected loss.
func (f *Figure) expected(run, k int) (e optimizers.Ensemble, row int, err error) {
	if e, row, err = f.ensemble(run, k); err == nil && e.Loss.Expected == nil {
		err = fmt.Errorf("the expected loss of run %d is not asked for: over: expected", run)
	}
	return e, row, err
}

// replicated is the ensemble of a run that has several seeds: one that has an expected
// loss alone has no mean.
func (f *Figure) replicated(run, k int) (e optimizers.Ensemble, row int, err error) {
	if e, row, err = f.ensemble(run, k); err == nil && e.Loss.Mean == nil {
		err = fmt.Errorf("no seeds of run %d", run)
	}
	return e, row, err
}

// ensemble is that of a run, and the row that it has at step k; -1 is the last.
func (f *Figure) ensemble(run, k int) (e optimizers.Ensemble, row int, err error) {
	if run < 1 || run > len(f.Ensembles) {
		return e, 0, fmt.Errorf("no seeds of run %d", run)
	}
	e = f.Ensembles[run-1]
	if k < 0 {
		k += e.Last + 1
	}
	for row = range e.Rows() {
		if e.Step(row) == k {
			return e, row, nil
		}
	}
	return e, 0, fmt.Errorf("no step %d of the seeds of run %d is kept", k, run)
}

// Cell is what a column of a sweep says of a cell, counted from 1 along x and, in
// a map, along y.
func (f *Figure) Cell(panel int, column string, i int, j ...int) (float64, error) {
	row := append(j, 1)[0]
	if f.Grid == nil || panel < 1 || panel > len(f.Grid.Panels) || i < 1 || i > len(f.Grid.X.Values) || row < 1 || row > max(1, len(f.Grid.Y.Values)) {
		return 0, fmt.Errorf("no cell %d, %d of panel %d", i, row, panel)
	}
	at := slices.Index(f.Grid.Columns, column)
	if at < 0 {
		return 0, fmt.Errorf("no column %s; choose from %s", column, strings.Join(f.Grid.Columns, ", "))
	}
	cell := ((panel-1)*max(1, len(f.Grid.Y.Values))+row-1)*len(f.Grid.X.Values) + i - 1
	return f.Grid.Row(cell)[at], nil
}

// ShareOf is the part in per cent of a basin map's starts that reach critical
// points of a kind, such as minimum, in a panel.
func (f *Figure) ShareOf(panel int, kind string) (float64, error) {
	sum := 0.0
	for i, p := range f.Plan.Meta.Points {
		share, err := f.Share(panel, i+1)
		if err != nil {
			return 0, err
		}
		if p.Kind.String() == kind {
			sum += share
		}
	}
	return sum, nil
}

// Share is the part in per cent of a basin map's starts that reach a critical
// point, counted from 1, of a panel.
func (f *Figure) Share(panel, point int) (float64, error) {
	if f.Grid == nil || panel < 1 || panel > len(f.Grid.Panels) {
		return 0, fmt.Errorf("no panel %d of a basin map", panel)
	}
	shares := f.Grid.Shares(panel - 1)
	if point < 1 || point > len(shares) {
		return 0, fmt.Errorf("no point %d of %d", point, len(shares))
	}
	return 100 * shares[point-1], nil
}
