package optimizers_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// A gradient above the norm keeps its direction, one below is left alone, and
// what is recorded is the loss's own.
func TestClipping(t *testing.T) {
	const lr, most = 0.125, 2.0
	run := optimizers.Run{F: optimizers.Clipped{F: bowl{3, 4}, Norm: most}, Optimizer: optimizers.SGD{}, LR: lr, Start: []float64{1, 1}, Steps: 40}
	path, err := run.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if path.GradNorm[0] != 5 {
		t.Errorf("recorded norm %v", path.GradNorm[0])
	}
	clipped, whole := 0, 0
	for k := range path.Len() - 1 {
		x, next := path.At(k), path.At(k+1)
		g := [2]float64{3 * x[0], 4 * x[1]}
		scale := min(1, most/math.Hypot(g[0], g[1]))
		for i := range x {
			if want := x[i] - lr*scale*g[i]; math.Abs(next[i]-want) > 1e-15 {
				t.Errorf("step %d: %v, want %v", k, next[i], want)
			}
		}
		if scale < 1 {
			clipped++
		} else {
			whole++
		}
	}
	if clipped == 0 || whole == 0 {
		t.Errorf("%d clipped, %d whole: the test sees one kind only", clipped, whole)
	}
}

// Lecture 3.4: on the cliff, with the norm clipped to ½, every step is at most
// lr/2 = .05 and 49 starts end within 1e-3; without, the largest step of a run
// is between .37 and 18.7, 2.3 in the median.
func TestCliff(t *testing.T) {
	const lr, steps = 0.1, 400
	var largest []float64
	for i := range 49 {
		start := []float64{5 + float64(i%7-3)/300, -1.8 + float64(i/7-3)/300}
		run := optimizers.Run{F: surfaces.Cliff{}, Optimizer: optimizers.SGD{}, LR: lr, Start: start, Steps: steps}
		largest = append(largest, longestStep(t, run))
		run.F = optimizers.Clipped{F: surfaces.Cliff{}, Norm: 0.5}
		if most := longestStep(t, run); most > 0.05+1e-12 {
			t.Errorf("from %v: a clipped step of %v", start, most)
		}
		path, err := run.Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if end := path.Loss[steps]; end > 1e-3 {
			t.Errorf("from %v: clipped, it ends at %v", start, end)
		}
	}
	slices.Sort(largest)
	lo, mid, hi := largest[0], largest[24], largest[48]
	if math.Abs(mid-2.3) > 0.05 || math.Abs(lo-0.37) > 0.005 || math.Abs(hi-18.7) > 0.05 {
		t.Errorf("largest steps unclipped: median %v, min %v, max %v", mid, lo, hi)
	}
}

// longestStep is the largest |x_{k+1} - x_k| of a run.
func longestStep(t *testing.T, run optimizers.Run) float64 {
	path, err := run.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	most := 0.0
	for k := range path.Len() - 1 {
		x, next := path.At(k), path.At(k+1)
		most = max(most, math.Hypot(next[0]-x[0], next[1]-x[1]))
	}
	return most
}
