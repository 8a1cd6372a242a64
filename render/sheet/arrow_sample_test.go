package sheet

import (
	"testing"

	"gonum.org/v1/plot/vg"
)

// The sample of an arrow ends before the name that follows it.
func TestArrowSample(t *testing.T) {
	s := New(DefaultStyle())
	none := len(s.Marks)
	LineStyle{}.ArrowSample(s, vg.Point{}, 1)
	if len(s.Marks) == none {
		t.Fatal("nothing is drawn")
	}
	var right vg.Length
	for _, m := range s.Marks[none:] {
		for _, c := range m.Path {
			right = max(right, c.Pos.X)
		}
	}
	if want := LegendLine * s.Unit; right > want || right < 0.7*want {
		t.Errorf("the arrow ends at %v, its name begins at %v", right, want)
	}
}
