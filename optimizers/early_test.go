package optimizers_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
)

// apart is a bowl ½(25 (x-a)² + (y-b)²) elsewhere.
type apart struct{ a, b float64 }

func (f apart) Func(x []float64) float64 {
	return (25*(x[0]-f.a)*(x[0]-f.a) + (x[1]-f.b)*(x[1]-f.b)) / 2
}
func (f apart) Grad(dst, x []float64) { dst[0], dst[1] = 25*(x[0]-f.a), x[1]-f.b }
func (apart) Hess(dst *mat.SymDense, _ []float64) {
	dst.SetSym(0, 0, 25)
	dst.SetSym(0, 1, 0)
	dst.SetSym(1, 1, 1)
}

// overfitting is lecture 19.1's pair of losses.
func overfitting(lr float64, patience int) optimizers.Run {
	return optimizers.Run{F: apart{1, 2.5}, Validation: apart{1, 1}, Optimizer: optimizers.SGD{}, LR: lr,
		Start: []float64{0, 0}, Steps: 300, Patience: patience}
}

// Lecture 19.1: the best step is 25 at a=.02, 13 at .04 and 51 at .01; with a
// patience of 10 the run of .02 ends at 35.
func TestEarlyStopping(t *testing.T) {
	for _, c := range []struct {
		lr             float64
		patience       int
		best, end, len int
		text           string
	}{
		{.02, 10, 25, 35, 36, "stopped early at step 35, best at 25"},
		{.02, 1, 25, 26, 27, "stopped early at step 26, best at 25"},
		{.02, 0, 25, 300, 301, "still descending"},
		{.02, 276, 25, 300, 301, "still descending"},
		{.04, 10, 13, 23, 24, "stopped early at step 23, best at 13"},
		{.01, 10, 51, 61, 62, "stopped early at step 61, best at 51"},
	} {
		path, err := overfitting(c.lr, c.patience).Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		v := path.Verdict
		if v.Best != c.best || v.Step != c.end || path.Len() != c.len || v.String() != c.text || v.Point != -1 {
			t.Errorf("lr %v, patience %d: %v (%+v) after %d rows, want %s", c.lr, c.patience, v, v, path.Len(), c.text)
		}
		if got := floats.MinIdx(path.Validation); got != c.best {
			t.Errorf("lr %v: the lowest validation loss is at %d", c.lr, got)
		}
		if !math.IsNaN(path.LR[path.Len()-1]) {
			t.Error("a rate leads on from the last row")
		}
	}
	path, err := overfitting(.02, 0).Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	x := path.At(25)
	for _, c := range []struct{ got, want, half float64 }{
		{x[0], 1.0000, 5e-5}, {x[1], .991338, 5e-7}, {path.Validation[25], 3.75e-5, 5e-8}, {path.Loss[25], 1.138, 5e-4},
	} {
		if math.Abs(c.got-c.want) > c.half {
			t.Errorf("%v, the lecture has %v", c.got, c.want)
		}
	}
}

// Shown every 10 steps, patience counts what is shown, and rows know their step.
func TestShownIterates(t *testing.T) {
	whole, err := overfitting(.02, 0).Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	run := overfitting(.02, 0)
	run.Steps, run.Every = 47, 10
	path, err := run.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	steps := []int{0, 10, 20, 30, 40, 47}
	if path.Len() != len(steps) {
		t.Fatalf("%d rows", path.Len())
	}
	for i, k := range steps {
		if path.Step(i) != k || !slices.Equal(path.At(i), whole.At(k)) || path.Loss[i] != whole.Loss[k] ||
			path.Validation[i] != whole.Validation[k] || path.Grads[i] != whole.Grads[k] {
			t.Errorf("row %d is step %d: %v, want that of %d: %v", i, path.Step(i), path.At(i), k, whole.At(k))
		}
	}
	run.Steps, run.Patience = 300, 2
	if path, err = run.Trace(context.Background()); err != nil {
		t.Fatal(err)
	}
	if v := path.Verdict; v.Best != 30 || v.Step != 50 || path.Len() != 6 || path.Step(5) != 50 {
		t.Errorf("%v after %d rows", path.Verdict, path.Len())
	}
	// A schedule that asks for the loss gets it where none is shown.
	run = overfitting(.02, 0)
	run.Every, run.Schedule = 300, asksLoss{t}
	if _, err = run.Trace(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// asksLoss is a constant rate that holds the losses that it gets against a run's.
type asksLoss struct{ t *testing.T }

func (s asksLoss) Start(base float64, steps int) func(k int, last func() float64) float64 {
	whole, err := overfitting(.02, 0).Trace(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	return func(k int, last func() float64) float64 {
		if last() != whole.Loss[k] {
			s.t.Errorf("step %d: loss %v, want %v", k, last(), whole.Loss[k])
		}
		return base
	}
}

func TestRunRefusesWhatCannotBeWaitedFor(t *testing.T) {
	for name, change := range map[string]func(*optimizers.Run){
		"every below 0":       func(r *optimizers.Run) { r.Every = -1 },
		"patience below 0":    func(r *optimizers.Run) { r.Patience = -1 },
		"nothing to wait for": func(r *optimizers.Run) { r.Validation = nil },
	} {
		run := overfitting(.02, 10)
		change(&run)
		if _, err := run.Trace(context.Background()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
