package render

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
)

func TestMotion(t *testing.T) {
	path := optimizers.Trajectory{Dim: 2, X: []float64{1, 9, 0.5, 9, -1, 9, 1e300, 9}, Loss: []float64{1, 2, 3, 1e300}}
	x, v := motion(path, math.Inf(1))
	if !slices.Equal(x, []float64{1, 0.5, -1}) || !slices.Equal(v, []float64{-0.5, -1.5, 1e300}) {
		t.Errorf("positions %v, velocities %v", x, v)
	}
	if x, v := motion(path, 10); len(x) != 3 || len(v) != 3 {
		t.Errorf("up to the limit: %v, %v", x, v)
	}
	for _, empty := range []optimizers.Trajectory{{Dim: 1}, {Dim: 1, X: []float64{1}, Loss: []float64{1}}} {
		if x, v := motion(empty, 1); len(x)+len(v) != 0 {
			t.Errorf("%d iterates move: %v, %v", empty.Len(), x, v)
		}
	}
	far := optimizers.Trajectory{Dim: 1, X: []float64{-1e308, 1e308}, Loss: []float64{1, 1}}
	if x, _ := motion(far, math.Inf(1)); len(x) != 0 {
		t.Errorf("an infinite velocity is drawn at %v", x)
	}
}
