package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
)

// A curve that swings many times in every column becomes a slab around its medians; one that
// swings slowly, or by little, stays as it is.
func TestSlabs(t *testing.T) {
	wave := func(n int, period, height float64) (line []vg.Point) {
		for k := range n {
			line = append(line, vg.Point{X: vg.Length(k) / 10, Y: vg.Length(50 + height*math.Cos(2*math.Pi*float64(k)/period))})
		}
		return line
	}
	dense := wave(2000, 2, 20)
	thinned, slabs := slabsOf(dense, 1)
	if len(slabs) != 1 || len(thinned) > 100 {
		t.Fatalf("a dense curve has %d slabs and %d points", len(slabs), len(thinned))
	}
	for i, low := range slabs[0].low {
		if low.Y != 30 || slabs[0].high[i].Y != 70 {
			t.Errorf("column %d goes from %v to %v", i, low.Y, slabs[0].high[i].Y)
		}
	}
	if first, last := slabs[0].low[0].X, slabs[0].low[len(slabs[0].low)-1].X; first > 3 || last < 196 {
		t.Errorf("the slab goes from %v to %v", first, last)
	}
	for name, line := range map[string][]vg.Point{"slow": wave(2000, 100, 20), "flat": wave(2000, 2, 1), "short": wave(100, 2, 20)} {
		if thinned, slabs := slabsOf(line, 1); len(slabs) != 0 || len(thinned) != len(line) {
			t.Errorf("a %s curve has %d slabs and %d of its %d points", name, len(slabs), len(thinned), len(line))
		}
	}
}
