package render

import (
	"math"
	"testing"
)

// The axis of losses ends at a loss that a run holds, not at the dip of a single step more than a
// decade below; a descent and a slight dip are no such dips.
func TestFloorAboveDips(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		floor  float64
	}{
		{"a deep dip", []float64{1, 1e-3, 2e-3, 1e-8, 1e-3, 2e-3}, 1e-3},
		{"a slight dip", []float64{1, 1e-3, 2e-3, 5e-4, 1e-3, 2e-3}, 1e-10},
		{"a descent", []float64{1, 1e-2, 1e-4, 1e-6, 1e-8}, 1e-10},
	} {
		r := lossRange{lo: math.Inf(1), hi: 1, visible: math.Inf(1), latest: math.Inf(1), held: math.Inf(1)}
		for k, v := range c.values {
			r.lo = min(r.lo, v)
			r.held = min(r.held, withoutDip(func(k int) float64 { return c.values[k] }, k, len(c.values)))
		}
		if got := r.floor(); got != c.floor {
			t.Errorf("%s: the axis ends at %v, want %v", c.name, got, c.floor)
		}
	}
}
