package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// falling returns a curve of 101 values that falls in a straight line from 1 to a floor at 0,
// which it meets at a step.
func falling(name string, style int, meets float64) Curve {
	c := Curve{At: func(i int) float64 { return float64(i) }, Style: sheet.LineStyleAt(style)}
	c.Label = sheet.EndLabel{Lines: []string{name}, Size: sheet.RunSize}
	for k := range 101 {
		c.Values = append(c.Values, max(0, 1-float64(k)/meets))
	}
	return c
}

// namingPanel returns a panel of 400 by 300 points for 100 steps and values up to 1.
func namingPanel() (*sheet.Sheet, sheet.Panel) {
	p := sheet.Panel{X: scale.Linear{Hi: 100}, Y: scale.Linear{Hi: 1}}
	p.Rectangle = vg.Rectangle{Max: vg.Point{X: 400, Y: 300}}
	return sheet.New(sheet.Style{Width: 500, Height: 300, DPI: 72}), p
}

// Names of curves that end on one floor stand where the curves are apart: close to their own
// curve, far from the other, and inside the panel.
func TestNamesAtCurves(t *testing.T) {
	s, p := namingPanel()
	curves := []Curve{falling("one", 0, 30), falling("two", 1, 80)}
	names, atEnd := nameCurves(s, p, placedIn(s, p, curves), Obstacles{})
	if len(names) != 2 || len(atEnd) != 0 {
		t.Fatalf("%d names at curves and %d at the right, want 2 and 0", len(names), len(atEnd))
	}
	for _, n := range names {
		own := curves[0]
		if n.Lines[0] == "two" {
			own = curves[1]
		}
		if !sheet.Within(n.box, p.Rectangle, 0) {
			t.Errorf("%s: %v is not in the panel", n.Lines[0], n.box)
		}
		if want := own.Style.TextColour(); n.Color != want {
			t.Errorf("%s has the colour %v, want %v", n.Lines[0], n.Color, want)
		}
		for _, c := range curves {
			line := polyline.Resample(LineOf(p, c), 1)
			switch isOwn := c.Label.Lines[0] == n.Lines[0]; {
			case isOwn && polyline.CountInside(line, sheet.Grown(n.box, (nameFits[0].gap+1)*s.Unit)) == 0:
				t.Errorf("%s stands away from its curve", n.Lines[0])
			case isOwn && polyline.CountInside(line, n.box) > 0:
				t.Errorf("%s stands on its curve", n.Lines[0])
			case !isOwn && polyline.CountInside(line, sheet.Grown(n.box, (nameFits[0].apart-1)*s.Unit)) > 0:
				t.Errorf("%s stands at the other curve", n.Lines[0])
			}
		}
	}
	if math.Abs(float64(names[0].box.Min.Y-names[1].box.Min.Y)) > 10 {
		t.Errorf("names at %v and %v are not in one row", names[0].box.Min, names[1].box.Min)
	}
}

// Labels of curves that are nowhere apart stay at the right, with keys in place of leaders to one
// point: the marker that ends the upper curve, and a line for the lower one, whose marker is hidden.
func TestNamesOfOneLine(t *testing.T) {
	s, p := namingPanel()
	names, atEnd := nameCurves(s, p, placedIn(s, p, []Curve{falling("one", 0, 30), falling("two", 1, 30.1)}), Obstacles{})
	if len(names) != 0 || len(atEnd) != 2 {
		t.Fatalf("%d names at curves and %d at the right, want 0 and 2", len(names), len(atEnd))
	}
	for _, l := range atEnd {
		if shows := l.Lines[0] == "two"; (l.Marker != nil) != shows || (l.Stroke != nil) == shows {
			t.Errorf("%s has a marker: %t, and a line: %t", l.Lines[0], l.Marker != nil, l.Stroke != nil)
		}
	}
}

// Labels of curves that end apart stay at the ends.
func TestNamesAtEnds(t *testing.T) {
	s, p := namingPanel()
	names, atEnd := nameCurves(s, p, placedIn(s, p, []Curve{falling("one", 0, 200), falling("two", 1, 1000)}), Obstacles{})
	if len(names) != 0 || len(atEnd) != 2 || atEnd[0].HasKey() || atEnd[1].HasKey() {
		t.Errorf("%d names at curves, at the right %+v", len(names), atEnd)
	}
}

// In films a name appears when its curve comes to it.
func TestNameArrives(t *testing.T) {
	s, p := namingPanel()
	n := newCurveNamer(s, p, placedIn(s, p, []Curve{falling("one", 0, 30)}), Obstacles{})
	if got := n.arrival(0, vg.Point{X: 80, Y: 100}); got != 20 {
		t.Errorf("the curve comes to x = 80 pt at step %v, want 20", got)
	}
}

// A figure whose unit is far below a pixel looks at no more points of a curve than it has pixels.
func TestNamesInFlatFigures(t *testing.T) {
	p := sheet.Panel{X: scale.Linear{Hi: 100}, Y: scale.Linear{Hi: 1}}
	p.Rectangle = vg.Rectangle{Max: vg.Point{X: 20000, Y: 2}}
	s := sheet.New(sheet.Style{Width: 20000, Height: 2, DPI: 72})
	n := newCurveNamer(s, p, placedIn(s, p, []Curve{falling("one", 0, 100)}), Obstacles{})
	if got := len(n.points[0]); got < 1000 || got > 21000 {
		t.Errorf("%d points of a curve that is 20000 pixels long", got)
	}
}

// All names of a panel have one size: one that fits at its curve only if it shrinks makes the
// others as small.
func TestNamesOfOneSize(t *testing.T) {
	s, p := namingPanel()
	shrank := false
	for width := vg.Length(60); width <= 400; width += 10 {
		p.Rectangle.Max.X = width
		names, atEnd := nameCurves(s, p, placedIn(s, p, []Curve{falling("first", 0, 30), falling("second", 1, 60), falling("third", 2, 90)}), Obstacles{})
		sizes := map[vg.Length]bool{}
		for _, n := range names {
			sizes[n.lines[0].Size] = true
			shrank = shrank || n.lines[0].Size < sheet.RunSize*s.Unit
		}
		for _, l := range atEnd {
			sizes[l.Typeset(s, 1, 1000)[0].Size] = true
		}
		if len(sizes) != 1 {
			t.Errorf("%v wide: sizes %v", width, sizes)
		}
	}
	if !shrank {
		t.Error("no name ever shrinks")
	}
}

// The room for labels holds the markers and pieces of lines before the labels of curves that end
// at one point; without such curves it is the width of the labels.
func TestLabelRoomHoldsKeys(t *testing.T) {
	s, p := namingPanel()
	apart := []Curve{falling("one", 0, 300), falling("two", 1, 150)}
	if got, want := LabelRoom(s, p, apart), s.LabelWidth(EndLabels(s, p, apart)); got != want {
		t.Errorf("room of %v for labels without keys, want %v", got, want)
	}
	one := []Curve{falling("one", 0, 30), falling("two", 1, 30)}
	room, width := LabelRoom(s, p, one), s.LabelWidth(EndLabels(s, p, one))
	p.Max.X -= room
	if _, atEnd := nameCurves(s, p, placedIn(s, p, one), Obstacles{}); room <= width || s.LabelWidth(atEnd) > room {
		t.Errorf("room of %v for labels of %v without and %v with keys", room, width, s.LabelWidth(atEnd))
	}
}
