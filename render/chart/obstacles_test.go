package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Names of curves keep off guide lines and marks.
func TestNamesKeepOffObstacles(t *testing.T) {
	s, p := namingPanel()
	curves := []Curve{falling("one", 0, 30), falling("two", 1, 80)}
	free, _ := nameCurves(s, p, placedIn(s, p, curves), Obstacles{})
	also := Obstacles{Lines: []XYLine{{At: 0.5, Level: true}, {At: 90}}}
	for _, n := range free { // marks where the names would stand
		also.Boxes = append(also.Boxes, n.box)
	}
	names, _ := nameCurves(s, p, placedIn(s, p, curves), also)
	if len(names) != 2 {
		t.Fatalf("%d names at curves, want 2", len(names))
	}
	for _, n := range names {
		for _, l := range also.Lines {
			if polyline.Clip(across(p, l), n.box) != nil {
				t.Errorf("%s stands on the line at %v", n.Lines[0], l.At)
			}
		}
		if sheet.Overlaps(n.box, also.Boxes) {
			t.Errorf("%s stands on a mark", n.Lines[0])
		}
	}
}

// Between two upright lines that are close to each other, and beside the panel's edge, the text
// of a line reads upwards beside its own line.
func TestUprightReferences(t *testing.T) {
	s, p := namingPanel()
	lines := []XYLine{{Label: "one", At: 95}, {Label: "two", At: 98}}
	f := DrawLines(s, p, lines, false)
	f.References(p, lines)
	for i, l := range lines {
		box := sheet.Grown(f.taken[i], -textGap*s.Unit)
		own, other := across(p, l)[0].X, across(p, lines[1-i])[0].X
		middle := (box.Min.X + box.Max.X) / 2
		if math.Abs(float64(middle-own)) >= math.Abs(float64(middle-other)) {
			t.Errorf("%s stands at %v, its line at %v and the other at %v", l.Label, middle, own, other)
		}
		if !sheet.Within(box, p.Rectangle, 0) || polyline.Clip(across(p, lines[0]), box) != nil || polyline.Clip(across(p, lines[1]), box) != nil {
			t.Errorf("%s: %v lies on a line or outside of the panel", l.Label, box)
		}
	}
	if size := f.taken[1].Size(); size.Y < size.X {
		t.Errorf("two, which has no room at the right, does not read upwards: %v", size)
	}
}

// The text of a line that would touch an axis below stands off the axis.
func TestReferenceOffAxes(t *testing.T) {
	s, p := namingPanel()
	text := s.Fit("best", typeset.Sans, sheet.TickSize, p.Width())
	l := XYLine{Label: "best", Level: true, At: float64((text.Height() + 5*s.Unit) / p.Height())} // 1 unit is left below
	f := DrawLines(s, p, []XYLine{l}, false)
	above := across(p, l)
	for i := range above {
		above[i].Y += text.Height()
	}
	f.Lines = append(f.Lines, []vg.Point{{X: p.Width() / 2, Y: above[0].Y}, above[1]})
	f.References(p, []XYLine{l})
	if box := sheet.Grown(f.taken[0], -textGap*s.Unit); box.Min.Y < across(p, l)[0].Y || box.Max.X > p.Width()/2 {
		t.Errorf("the text at %v stands on the axis or on the curve above its line", box)
	}
}

// The text of a line keeps off a narrow band around the line and off the arrow of a curve that
// leaves the panel.
func TestReferenceOffBandAndArrow(t *testing.T) {
	s, p := namingPanel()
	l := XYLine{Label: "edge", Level: true, At: 0.5}
	flat := func(v float64) []float64 { return []float64{v, v} }
	c := Curve{Values: flat(0.5), At: func(i int) float64 { return 100 * float64(i) }, Band: &Band{Low: flat(0.48), High: flat(0.52)}, Bare: true}
	f := DrawLines(s, p, []XYLine{l}, false)
	on := c.placed(s, p)
	_, f.bands = on.covers(s, p)
	f.References(p, []XYLine{l})
	if share := f.bands[0].share(sheet.Grown(f.taken[0], -textGap*s.Unit)); share > 0 {
		t.Errorf("%.2f of the text lies on the band", share)
	}

	p.Max.Y = 100 // where the text would stand beside the arrow
	upright := XYLine{Label: "edge", At: 50}
	text := s.Fit(upright.Label, typeset.Sans, sheet.TickSize, p.Width())
	leaves := Curve{Values: []float64{1, 1}, Cut: true, At: func(i int) float64 {
		return 50 + float64(i)*float64((text.Width+10*s.Unit)/p.Width())*100
	}}
	audit := &sheet.Audit{}
	s = sheet.New(sheet.Style{Width: 500, Height: 300, DPI: 72, Audit: audit})
	AcrossCurves(s, p, []Curve{leaves}, Obstacles{Lines: []XYLine{upright}})
	at := leaves.placed(s, p).end
	_, arrow := s.ArrowHead(at, outwards(p, at))
	if box := audit.Layouts[0].Labels[0].Box; sheet.Overlaps(box, []vg.Rectangle{arrow}) || box.Max.X > p.AtX(50) {
		t.Errorf("the text at %v stands at the arrow in %v", box, arrow)
	}
}

// A text and its leader stay on their point's side of a guide line.
func TestTextOnItsSide(t *testing.T) {
	s, p := namingPanel()
	guide := []vg.Point{{X: 200}, {X: 200, Y: 300}}
	f := &finder{sheet: s, within: p.Rectangle, Lines: [][]vg.Point{guide}, guides: [][]vg.Point{guide}}
	l := s.Set("text", 0, 10)
	at := vg.Point{X: 190, Y: 150}
	f.write(l, around(at, l, s.Unit), sheet.Ink)
	if f.taken[0].Max.X > 200+textGap*s.Unit {
		t.Errorf("the text at %v is beyond the guide line at 200", f.taken[0])
	}
}

// A text stands nearer to its own point than to another point that has a text.
func TestTextAtItsPoint(t *testing.T) {
	s, p := namingPanel()
	own, other := vg.Point{X: 100, Y: 150}, vg.Point{X: 100 + 30*s.Unit, Y: 150}
	f := &finder{sheet: s, within: p.Rectangle, marks: []vg.Point{own, other}}
	l := s.Set("text", 0, 10)
	places := around(own, l, s.Unit)
	if f.misnaming(places[0], l) == 0 {
		t.Fatal("the place between the points costs nothing")
	}
	f.write(l, places, sheet.Ink)
	middle := (f.taken[0].Min.X + f.taken[0].Max.X) / 2
	if middle > own.X {
		t.Errorf("the middle of the text is at %v, its point at %v and the other at %v", middle, own.X, other.X)
	}
}

// A band covers the part of a box that lies between its edges.
func TestShareOfBand(t *testing.T) {
	level := func(y vg.Length) []vg.Point { return []vg.Point{{Y: y}, {X: 100, Y: y}} }
	b := stripe{low: level(10), high: level(20)}
	for y, want := range map[vg.Length]float64{0: 0, 5: 0.5, 10: 1, 15: 0.5, 20: 0} {
		box := vg.Rectangle{Min: vg.Point{X: 10, Y: y}, Max: vg.Point{X: 50, Y: y + 10}}
		if got := float64(b.share(box)); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v of a box at %v lies on the band, want %v", got, y, want)
		}
	}
}
