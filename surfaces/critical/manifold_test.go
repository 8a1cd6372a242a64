package critical

import (
	"math"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// TestSetName: values beside a curve name it, also where they overflow or are no numbers.
func TestSetName(t *testing.T) {
	window := [][2]float64{{-1, 1}, {-1, 1}}
	curve := Manifold{Point: surfaces.Point{X: []float64{0, 0}}, Shape: Curve, Line: [][]float64{{-0.5, 0}, {0.5, 0}}, level: 1e-12}
	for _, test := range []struct {
		f    func(x, y float64) float64
		want string
	}{
		{func(x, y float64) float64 { return y * y }, "curve of minima"},
		{func(x, y float64) float64 { return -y * y }, "curve of maxima"},
		{func(x, y float64) float64 { return y * y * y }, "flat curve"},
		{func(x, y float64) float64 { return 1 / max(0, x) * y * y }, "curve of minima"},
		{func(x, y float64) float64 { return math.Inf(-1) * y * y }, "curve of maxima"},
		{func(x, y float64) float64 { return y * y * math.Exp(2000*x) * -1 }, "curve of maxima"},
		{func(x, y float64) float64 { return y * math.Inf(1) }, "flat curve"},
		{func(x, y float64) float64 { return math.NaN() }, "flat curve"},
	} {
		if got := curve.Name(withValues{f: test.f}, window); got != test.want {
			t.Errorf("beside (0, 0) are %v and %v: %q, want %q", test.f(0.5, 0.01), test.f(0.5, -0.01), got, test.want)
		}
	}
}

// TestAreaName: an area higher than what lies beside it is a plateau, and a valley's floor that
// ends at an edge is still a curve of minima.
func TestAreaName(t *testing.T) {
	window := surfaces.Window{{-1, 1}, {-1, 1}}
	area := Manifold{Point: surfaces.Point{X: []float64{0, 0}}, Shape: Area, cover: [][]float64{{0, 0}}, cell: 0.05, level: 1e-12}
	beyond := func(x, y float64) float64 { return max(0, math.Hypot(x, y)-0.1) }
	for _, test := range []struct {
		f    func(x, y float64) float64
		want string
	}{
		{beyond, "area of minima"},
		{func(x, y float64) float64 { return -beyond(x, y) }, "plateau"},
		{func(x, y float64) float64 { return math.Copysign(beyond(x, y), x) }, "flat area"},
	} {
		if got := area.Name(withValues{f: test.f}, window); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	valley := Manifold{Point: surfaces.Point{X: []float64{0, 0}}, Shape: Curve, Line: [][]float64{{-0.5, 0}, {0, 0}, {0.5, 0}}, level: 1e-12}
	edge := func(x, y float64) float64 { return y*y - 5*max(0, x-0.5) }
	if got := valley.Name(withValues{f: edge}, window); got != "curve of minima" {
		t.Errorf("%q, want a curve of minima", got)
	}
}

// withValues is a surface of which only the values are asked for.
type withValues struct {
	surfaces.Surface
	f func(x, y float64) float64
}

func (w withValues) Func(x []float64) float64 { return w.f(x[0], x[1]) }
