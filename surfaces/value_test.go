package surfaces

import (
	"math"
	"testing"
)

// TestValueAt: what only rounding makes differ from 0 is 0, and what is small is kept.
func TestValueAt(t *testing.T) {
	for _, test := range []struct {
		f    interface{ Func([]float64) float64 }
		x    []float64
		want float64
	}{
		{Schwefel{N: 1}, []float64{420.96874635998199}, 0},
		{Schwefel{N: 3}, fill(3, 420.96874635998199), 0},
		{planeFunc(func(x, y float64) float64 { return 1e-26*(x*x+y*y) + 1e-27 }), []float64{0, 0}, 1e-27},
		{planeFunc(func(x, y float64) float64 { return 1e12*(x-1)*(x-1) + y*y + 1e-15 }), []float64{1, 0}, 1e-15},
		{planeFunc(func(x, y float64) float64 { return -math.Cos(x - 1) }), []float64{1, 0}, -1},
		{planeFunc(func(x, y float64) float64 { return math.Inf(1) }), []float64{1, 0}, math.Inf(1)},
	} {
		if got := ValueAt(test.f, test.x); got != test.want {
			t.Errorf("%v at %v: %v, want %v", test.f, test.x, got, test.want)
		}
	}
}

type planeFunc func(x, y float64) float64

func (f planeFunc) Func(x []float64) float64 { return f(x[0], x[1]) }
