package scale

import (
	"maps"
	"math"
	"slices"
	"testing"
)

// A symmetric scale that shows a part without 0 and powers of ten has numbers all the same.
func TestTicksOfParts(t *testing.T) {
	for _, c := range []struct {
		scale SymLog
		want  []float64 // some of the numbers
	}{
		{SymLog{20, 90, 1}, []float64{20, 40, 60, 80}},
		{SymLog{-90, -20, 1}, []float64{-80, -60, -40, -20}},
		{SymLog{5, 40, 1}, []float64{5, 10, 20}},
		{SymLog{-0.3, 0.4, 1}, []float64{-0.2, 0, 0.2}},
		{SymLog{0.1, 0.4, 1}, []float64{0.2, 0.4}},
		{SymLog{-1000, 1000, 1}, []float64{-1000, 0, 1000}},
	} {
		labels := map[float64]string{}
		last := math.Inf(-1)
		for _, tick := range c.scale.Ticks(6) {
			if tick.Value <= last {
				t.Errorf("%v: a tick at %v after one at %v", c.scale, tick.Value, last)
			}
			if last = tick.Value; tick.Label != "" {
				labels[tick.Value] = tick.Label
			}
		}
		for _, v := range c.want {
			near := slices.ContainsFunc(slices.Collect(maps.Keys(labels)), func(at float64) bool { return math.Abs(at-v) < 1e-9*math.Abs(v)+1e-12 })
			if !near {
				t.Errorf("%v: numbers %v, want one at %v", c.scale, labels, v)
			}
		}
	}
}
