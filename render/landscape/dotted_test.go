package landscape

import (
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// A long run has a dot at every n-th iterate. Its first iterates have dots where all of them are
// apart, and otherwise only at corners between long steps: dots at some places of a straight line
// would read as steps of odd lengths.
func TestDotted(t *testing.T) {
	s := sheet.New(sheet.Style{Width: 500, Height: 500, DPI: 72})
	line := func(first, step vg.Length) []vg.Point {
		out := []vg.Point{{}, {Y: first}}
		for k := 2; k <= 40; k++ {
			out = append(out, vg.Point{X: vg.Length(k-1) * step * s.Unit, Y: first})
		}
		return out
	}
	for _, c := range []struct {
		first, step vg.Length
		want        []int
	}{
		{100, 20, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 40}},
		{100, 2, []int{20, 40}},
		{1, 20, []int{20, 40}},
	} {
		if got := Dotted(s, line(c.first, c.step), 20); !slices.Equal(got, c.want) {
			t.Errorf("a step of %v and then steps of %v have dots at %v, want %v", c.first, c.step, got, c.want)
		}
	}
	corners := []vg.Point{{}, {X: 100}, {X: 100, Y: 100}, {X: 100, Y: 100}, {X: 100, Y: 100}}
	if got := Dotted(s, corners, 50); !slices.Equal(got, []int{1}) {
		t.Errorf("two long steps around a corner have dots at %v, want 1 alone", got)
	}
}
