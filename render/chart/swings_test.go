package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
)

// TestFastSwings: only turns that are high and close together count.
func TestFastSwings(t *testing.T) {
	for _, test := range []struct {
		name           string
		period, height float64
		want           int
	}{
		{"fast and high", 10, 20, 39},
		{"slow", 100, 20, 0},
		{"low", 10, 2, 0},
	} {
		var line []vg.Point
		for k := range 201 {
			line = append(line, vg.Point{X: vg.Length(k), Y: vg.Length(test.height * math.Cos(2*math.Pi*float64(k)/test.period))})
		}
		if got := fastSwings(line, 1); got < test.want-1 || got > test.want+1 {
			t.Errorf("%s: %d turns, want about %d", test.name, got, test.want)
		}
	}
}
