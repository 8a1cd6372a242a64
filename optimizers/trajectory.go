package optimizers

import (
	"context"
	"math"
	"slices"
)

// Trajectory is a recorded run. Row i, 0 <= i < Len(), is the iterate Step(i):
// x_i, unless the Run shows fewer. All its numbers are finite, except the last
// LR, which is NaN, and validation losses, which may be any.
type Trajectory struct {
	Dim      int
	Every    int       // rows are iterates 0, Every, 2 Every, ... and the Last; 0 is 1
	Last     int       // the last row's iterate, where Every is above 1
	X        []float64 // Len() rows of Dim coordinates
	Loss     []float64
	GradNorm []float64
	LR       []float64
	Funcs    []int
	Grads    []int
	Hessians []int
	Verdict  Verdict

	Validation []float64   // nil without a validation loss
	Scores     [][]float64 // one slice for each of the run's Scores

	// Only of a Detailed run: the Detail of each iterate.
	Gradients []float64  // rows as in X; NaN where no step sees a gradient
	Memory    []Variable // each variable has Len() rows
}

// Len returns the number of recorded iterates.
func (t Trajectory) Len() int { return len(t.Loss) }

// Step returns the number of the iterate in row i.
func (t Trajectory) Step(i int) int {
	if t.Every <= 1 {
		return i
	}
	return min(i*t.Every, t.Last)
}

// Kept returns the row of the iterate to keep: the last or, in a run that stopped early,
// the one with the lowest validation loss; -1 without rows.
func (t Trajectory) Kept() int {
	last := t.Len() - 1
	if t.Verdict.Outcome != Stopped {
		return last
	}
	for i := range t.Len() {
		if t.Step(i) == t.Verdict.Best {
			return i
		}
	}
	return last
}

// At returns row k of X, without copying.
func (t Trajectory) At(k int) []float64 { return t.X[k*t.Dim : (k+1)*t.Dim : (k+1)*t.Dim] }

// Trace does what Each does, and records the iterates that it shows.
func (r Run) Trace(ctx context.Context) (Trajectory, error) {
	t := Trajectory{Dim: len(r.Start), Every: max(r.Every, 1), Scores: make([][]float64, len(r.Scores))}
	rows := (r.Steps+t.Every-1)/t.Every + 1
	verdict, err := r.Each(ctx, func(s State) error {
		if n := t.Len(); n == cap(t.Loss) {
			grow(&t, moreRows(n, max(t.Dim, 1), rows))
		}
		t.X = append(t.X, s.X...)
		t.Loss = append(t.Loss, s.Loss)
		t.GradNorm = append(t.GradNorm, s.GradNorm)
		t.LR = append(t.LR, s.LR)
		t.Funcs = append(t.Funcs, s.Funcs)
		t.Grads = append(t.Grads, s.Grads)
		t.Hessians = append(t.Hessians, s.Hessians)
		t.Last = s.K
		if r.Validation != nil {
			t.Validation = append(t.Validation, s.Validation)
		}
		for i, v := range s.Scores {
			t.Scores[i] = append(t.Scores[i], v)
		}
		if s.Detail != nil {
			t.add(*s.Detail)
		}
		return nil
	})
	if err != nil {
		return Trajectory{}, err
	}
	if n := t.Len(); n > 0 {
		t.LR[n-1] = math.NaN() // also where the next step failed or diverged
	}
	t.Verdict = verdict
	return t, nil
}

// add records the gradient that the step after an iterate sees, and the state that the
// steps before have left.
func (t *Trajectory) add(d Detail) {
	if d.Gradient == nil {
		d.Gradient = slices.Repeat([]float64{math.NaN()}, t.Dim)
	}
	rows := cap(t.Loss) - t.Len() + 1 // with this one; the losses have room for them
	t.Gradients = appendRow(t.Gradients, d.Gradient, rows)
	if t.Memory == nil {
		t.Memory = make([]Variable, len(d.Memory))
	}
	for i, v := range d.Memory {
		t.Memory[i] = Variable{v.Symbol, appendRow(t.Memory[i].Value, v.Value, rows)}
	}
}

// appendRow appends a row and, where room is lacking, makes room for as many rows. Matrices, whose
// rows are large, grow as append lets them.
func appendRow(all, row []float64, rows int) []float64 {
	const large = 1 << 20 // coordinates
	if len(all)+len(row) > cap(all) && rows*len(row) <= large {
		all = slices.Grow(all, rows*len(row))
	}
	return append(all, row...)
}

// Row returns row k of a recorded Variable, without copying.
func (t Trajectory) Row(v Variable, k int) []float64 {
	width := len(v.Value) / t.Len()
	return v.Value[k*width : (k+1)*width : (k+1)*width]
}

// moreRows returns for how many more of a run's rows to make room once n rows are
// recorded. A run that diverges at once reserves little, and one that diverges early some
// 64 MB. A longer run reserves all the rest: while rows are copied to a larger array, the
// old and the new array take memory together.
func moreRows(n, dim, rows int) int {
	const few, block = 1024, 1 << 23 // rows; coordinates
	switch {
	case n < few:
		return min(few, rows-n)
	case n*dim < block:
		return min(block/dim+1, rows-n)
	}
	return rows - n
}

// grow makes room for n more rows.
func grow(t *Trajectory, n int) {
	t.X = slices.Grow(t.X, n*t.Dim)
	t.Loss = slices.Grow(t.Loss, n)
	t.GradNorm = slices.Grow(t.GradNorm, n)
	t.LR = slices.Grow(t.LR, n)
	t.Funcs = slices.Grow(t.Funcs, n)
	t.Grads = slices.Grow(t.Grads, n)
	t.Hessians = slices.Grow(t.Hessians, n)
}
