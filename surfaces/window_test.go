package surfaces

import (
	"math"
	"testing"
)

// A window has its edges, and nothing that is no number.
func TestWindowContains(t *testing.T) {
	window := Window{{-1, 2}, {0, 1}}
	for _, c := range []struct {
		x    []float64
		want bool
	}{
		{[]float64{0, 0.5}, true}, {[]float64{-1, 0}, true}, {[]float64{2, 1}, true},
		{[]float64{2.5, 0.5}, false}, {[]float64{0, -0.5}, false},
		{[]float64{math.NaN(), 0.5}, false}, {[]float64{0, math.Inf(1)}, false},
	} {
		if window.Contains(c.x) != c.want {
			t.Errorf("%v in %v: %v", c.x, window, !c.want)
		}
	}
}
