package optimizers_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

func ensemble(t *testing.T, r optimizers.Run, n int) optimizers.Ensemble {
	t.Helper()
	e, err := r.Ensemble(context.Background(), n)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// washboard is lecture 15.2's: noise 1 from (6, 1), 800 steps.
func washboard(lr float64, s schedules.Schedule) optimizers.Run {
	return optimizers.Run{F: optimizers.Noisy{F: surfaces.Washboard{}, Sigma: 1}, Optimizer: optimizers.SGD{},
		LR: lr, Schedule: s, Start: []float64{6, 1}, Steps: 800}
}

// The bands are those of the runs, one by one, on any number of processors.
func TestEnsembleIsItsRuns(t *testing.T) {
	const n = 41
	run := washboard(0.3, schedules.Cosine{})
	run.Steps, run.Every, run.Seed = 30, 7, 3
	e := ensemble(t, run, n)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if one := ensemble(t, run, n); !reflect.DeepEqual(one, e) {
		t.Error("another number of processors, another result")
	}
	steps := []int{0, 7, 14, 21, 28, 30}
	if len(e.Loss.Median) != len(steps) {
		t.Fatalf("%d rows for %d steps shown", len(e.Loss.Median), len(steps))
	}
	run.Every = 0
	losses := make([][]float64, len(steps))
	for i := range n {
		r := run
		r.Replicate = uint64(i)
		path, err := r.Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for row, k := range steps {
			losses[row] = append(losses[row], path.Loss[k])
		}
		if !slices.Equal(e.Ends[i].X, path.At(30)) || e.Ends[i].Loss != path.Loss[30] {
			t.Errorf("replicate %d ends at %v, its run at %v", i, e.Ends[i], path.At(30))
		}
	}
	for row, all := range losses {
		slices.Sort(all) // of 41, the deciles are members
		if e.Loss.Low[row] != all[4] || e.Loss.Median[row] != all[20] || e.Loss.High[row] != all[36] {
			t.Errorf("row %d: band %v %v %v, want %v %v %v", row, e.Loss.Low[row], e.Loss.Median[row], e.Loss.High[row], all[4], all[20], all[36])
		}
		mean := 0.0
		for _, v := range all {
			mean += v / n
		}
		if math.Abs(e.Loss.Mean[row]-mean) > 1e-14*mean {
			t.Errorf("row %d: mean %v, want %v", row, e.Loss.Mean[row], mean)
		}
	}
	if slices.Equal(e.Ends[0].X, e.Ends[1].X) {
		t.Error("replicates share their draws")
	}
}

// A diverged replicate is above all others from there on.
func TestDivergedReplicates(t *testing.T) {
	// The first step's noise decides on which side of 0 the cubic is walked: it
	// falls to -inf on one, which is no number soon, and rests at 0 on the other.
	run := optimizers.Run{F: optimizers.Noisy{F: surfaces.MonkeySaddle{}, Sigma: 1}, Optimizer: optimizers.SGD{}, LR: 0.3, Start: []float64{0, 0}, Steps: 60}
	e := ensemble(t, run, 200)
	diverged := 0
	for i, end := range e.Ends {
		if end.Verdict.Outcome == optimizers.Diverged {
			diverged++
			if !math.IsInf(end.Loss, 1) || len(end.X) != 2 {
				t.Errorf("replicate %d diverged to %v at %v", i, end.Loss, end.X)
			}
		}
	}
	if diverged < 20 || !math.IsInf(e.Loss.High[60], 1) || !math.IsInf(e.Loss.Mean[60], 1) || math.IsInf(e.Loss.High[0], 1) {
		t.Errorf("%d of 200 diverged: high %v to %v", diverged, e.Loss.High[0], e.Loss.High[60])
	}
}

// Where a decile is a member, the +Inf next to it leaves it a number.
func TestBandsBesideInfinity(t *testing.T) {
	for _, n := range []int{11, 21, 41} {
		// A replicate diverges if the sign of its first draw is negative: about half do.
		run := optimizers.Run{F: optimizers.Noisy{F: surfaces.MonkeySaddle{}, Sigma: 1}, Optimizer: optimizers.SGD{}, LR: 0.3, Start: []float64{0, 0}, Steps: 60}
		for replicate := range uint64(20) {
			run.Replicate = 1000 * replicate
			e := ensemble(t, run, n)
			for i := range e.Loss.Median {
				if lo, mid, hi := e.Loss.Low[i], e.Loss.Median[i], e.Loss.High[i]; math.IsNaN(lo) || math.IsNaN(mid) || math.IsNaN(hi) || lo > mid || mid > hi {
					t.Fatalf("%d replicates from %d, row %d: %v, %v, %v", n, run.Replicate, i, lo, mid, hi)
				}
			}
		}
	}
}

func TestEnsembleStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := washboard(0.3, nil).Ensemble(ctx, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	run := washboard(-1, nil)
	if _, err := run.Ensemble(context.Background(), 10); err == nil {
		t.Error("a run that cannot be is an ensemble")
	}
}

// Lecture 15.2: the mean loss at the end, ±15 % at 1000 seeds, and what restarts do.
func TestWashboardUnderSchedules(t *testing.T) {
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 0.15*want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	mean := func(lr float64, s schedules.Schedule) []float64 { return ensemble(t, washboard(lr, s), 1000).Loss.Mean }
	near("constant .05", mean(0.05, nil)[800], 1.760)
	near("constant .3", mean(0.3, nil)[800], 0.392)
	near("cosine .3", mean(0.3, schedules.Cosine{})[800], 0.068)
	restarts := mean(0.3, schedules.CosineRestarts{T0: 100})
	for i, want := range []float64{.439, .180, .125, .113, .110, .110, .111, .110} {
		near("the end of a cycle", restarts[100*(i+1)], want)
	}
	near("after a restart", restarts[410], 0.373)
}

// Lecture 16.1: noise 1.5/√B at the sharp minimum; the share that has left for
// the flat one (x < .3) after 1000 steps, ±.05.
func TestSmallBatchesEscape(t *testing.T) {
	for _, c := range []struct{ batch, share float64 }{{1, .99}, {2, 1}, {4, .76}, {8, .01}, {16, 0}, {32, 0}} {
		run := optimizers.Run{F: optimizers.Noisy{F: surfaces.SharpFlat{}, Sigma: 1.5 / math.Sqrt(c.batch)}, Optimizer: optimizers.SGD{},
			LR: 0.1, Start: []float64{0.9347, 0}, Steps: 1000, Every: 1000}
		left := 0.0
		for _, end := range ensemble(t, run, 1000).Ends {
			if end.X[0] < 0.3 {
				left += 1.0 / 1000
			}
		}
		if math.Abs(left-c.share) > 0.05 {
			t.Errorf("batch %v: %v escape, want %v", c.batch, left, c.share)
		}
	}
}

// Lecture 6.5: from the saddle's ridge, the noise decides when and where to.
func TestNoiseFreesFromTheSaddle(t *testing.T) {
	for _, c := range []struct{ sigma, want float64 }{{1e-1, 41}, {1e-2, 66}, {1e-3, 91}, {1e-4, 115}} {
		run := optimizers.Run{F: optimizers.Noisy{F: surfaces.DoubleWell{}, Sigma: c.sigma}, Optimizer: optimizers.SGD{}, LR: 0.1, Start: []float64{0, 1}, Steps: 400}
		const seeds = 500
		steps, right := 0.0, 0.0
		for i := range uint64(seeds) {
			run.Replicate = i
			path, err := run.Trace(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for k := range path.Len() {
				if x := path.At(k)[0]; math.Abs(x) > 0.5 {
					steps += float64(k) / seeds
					if x > 0 {
						right += 1.0 / seeds
					}
					break
				}
			}
		}
		if math.Abs(steps-c.want) > 4 || math.Abs(right-0.5) > 0.07 {
			t.Errorf("noise %v: free after %v steps, %v to the right; want %v", c.sigma, steps, right, c.want)
		}
	}
}

// A replicate that stops early ends, and stays, where its validation loss was lowest.
func TestEnsembleKeepsTheBest(t *testing.T) {
	run := overfitting(.02, 10)
	run.F = optimizers.Noisy{F: run.F, Sigma: 0.1}
	e := ensemble(t, run, 9)
	for i, end := range e.Ends {
		r := run
		r.Replicate = uint64(i)
		path := trace(t, r)
		if end.Verdict.Outcome != optimizers.Stopped {
			t.Fatalf("replicate %d: %v", i, end.Verdict)
		}
		if best := path.Kept(); !slices.Equal(end.X, path.At(best)) || end.Loss != path.Loss[best] || best == path.Len()-1 {
			t.Errorf("replicate %d ends at %v, its best is %v", i, end.X, path.At(best))
		}
	}
	var lasts []float64
	for _, end := range e.Ends {
		lasts = append(lasts, (apart{1, 1}).Func(end.X))
	}
	slices.Sort(lasts)
	if got := e.Validation.Median[run.Steps]; got != lasts[4] {
		t.Errorf("the median goes on at %v, the ends' is %v", got, lasts[4])
	}
}

// Runs of an ensemble may be on losses of their own, and scores are those of each.
func TestEnsembleOf(t *testing.T) {
	first := func(x []float64) float64 { return x[0] }
	r := optimizers.Run{Optimizer: optimizers.SGD{}, LR: 0.25, Start: []float64{1}, Steps: 5, Every: 2, F: surfaces.Sphere{N: 1}, Scores: []optimizers.Score{first}}
	start := func(i int) (optimizers.Run, error) {
		run := r
		run.Start = []float64{float64(i + 1)}
		return run, nil
	}
	e, err := r.EnsembleOf(t.Context(), 3, start)
	// x halves: after 0, 2, 4 and 5 steps.
	want := []float64{1, 2, 3, 1. / 4, 2. / 4, 3. / 4, 1. / 16, 2. / 16, 3. / 16, 1. / 32, 2. / 32, 3. / 32}
	if err != nil || !slices.Equal(e.Scores[0], want) {
		t.Fatalf("scores %v, want %v; %v", e.Scores, want, err)
	}
	if b := e.Score(0); !slices.Equal(b.Median, []float64{2, 0.5, 0.125, 0.0625}) {
		t.Errorf("medians %v", b.Median)
	}
	if e.Loss.Median[1] != 0.25 || e.Ends[2].X[0] != 3./32 {
		t.Errorf("losses %v, ends %v", e.Loss.Median, e.Ends)
	}
	if _, err := r.EnsembleOf(t.Context(), 2, func(int) (optimizers.Run, error) { return r, errors.New("none") }); err == nil {
		t.Error("no error of a run that cannot be made")
	}
}

// In lock-step an ensemble is what it is one run after the other, also where some runs
// diverge, the rows do not divide the steps, and the rates follow the loss.
func TestTogetherAsAlone(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("products and sums are fused in other ways")
	}
	f, start := ravine(25, 30, -4, 1)
	known := []optimizers.Point{{X: []float64{0, 0}, Name: "minimum"}}
	for name, r := range map[string]optimizers.Run{
		"sgd":       {Optimizer: optimizers.SGD{}, LR: .04, Every: 7},
		"momentum":  {Optimizer: optimizers.NewMomentum(), LR: .002, Schedule: schedules.Cosine{}},
		"adam":      {Optimizer: optimizers.NewAdam(), LR: .1, Window: [][2]float64{{-4, 1}, {-2, 1}}},
		"plateau":   {Optimizer: optimizers.SGD{}, LR: .04, Schedule: schedules.Plateau{Factor: 0.5, Patience: 10}},
		"diverging": {Optimizer: optimizers.SGD{}, LR: .2, Every: 3},
		"limit":     {Optimizer: optimizers.SGD{}, LR: .0799, Every: 50},
	} {
		r.F, r.Start, r.Steps, r.Known, r.Replicate = optimizers.Noisy{F: f, Sigma: .5}, start, 400, known, 3
		together, err := r.Ensemble(t.Context(), 13)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := r.EnsembleOf(t.Context(), 13, func(i int) (optimizers.Run, error) {
			one := r
			one.Replicate += uint64(i)
			return one, nil
		})
		if err != nil || !twins(together, alone) {
			t.Errorf("%s: %+v, alone %+v; %v", name, together.Ends[0], alone.Ends[0], err)
		}
	}
}

// twins says whether two ensembles are equal to the last bit, NaN and all.
func twins(a, b optimizers.Ensemble) bool { return fmt.Sprintf("%x", a) == fmt.Sprintf("%x", b) }
