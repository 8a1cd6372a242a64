package chart

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// The ellipse of a cloud is one standard deviation off its mean in every
// direction: (z - m)' C^-1 (z - m) = 1.
func TestEllipse(t *testing.T) {
	m := CloudSet{X: []float64{1, 2, 3, 6}, Y: []float64{2, 1, 5, 4}}.moments()
	if want := (moments{3, 3, 14.0 / 3, 7.0 / 3, 10.0 / 3}); math.Abs(m.xx-want.xx)+math.Abs(m.xy-want.xy)+math.Abs(m.yy-want.yy)+math.Abs(m.x-3)+math.Abs(m.y-3) > 1e-14 {
		t.Fatalf("moments %v, want %v", m, want)
	}
	det := m.xx*m.yy - m.xy*m.xy
	for _, q := range m.ellipse(12) {
		x, y := q[0]-m.x, q[1]-m.y
		if d := (m.yy*x*x - 2*m.xy*x*y + m.xx*y*y) / det; math.Abs(d-1) > 1e-13 {
			t.Errorf("%v is %g deviations off", q, math.Sqrt(d))
		}
	}
	if m := (CloudSet{X: []float64{5}, Y: []float64{6}}).moments(); m != (moments{x: 5, y: 6}) {
		t.Errorf("of one point: %v", m)
	}
}

// Areas stand on those before them, whatever else is between.
func TestStacked(t *testing.T) {
	p := XYPlot{Series: []Series{{Kind: AsArea, Y: []float64{1, 2}}, {Y: []float64{9, 9}}, {Kind: AsArea, Y: []float64{3, 5}}}}
	s := p.stacked()
	if s[1][1] != nil || s[0][0][1] != 0 || s[0][1][1] != 2 || s[2][0][1] != 2 || s[2][1][1] != 7 {
		t.Errorf("stacked: %v", s)
	}
}

// A triangle on logarithmic axes rises by its slope in decades.
func TestSlopeEnd(t *testing.T) {
	if got := (XYSlope{Slope: 0.5, From: 1, To: 100, Y: 3}).end(true); math.Abs(got-30) > 1e-12 {
		t.Errorf("the root over two decades ends at %g, want 30", got)
	}
	if got := (XYSlope{Slope: -2, From: 1, To: 4, Y: 3}).end(false); got != -3 {
		t.Errorf("-2 over 3 ends at %g, want -3", got)
	}
}

// A line that only crosses the window is there.
func TestAtEnds(t *testing.T) {
	even := XYPlot{X: Axis{Lo: 1, Hi: 2}}
	if got := even.atEnds(0, 0, 4, 8); len(got) != 2 || got[0] != 2 || got[1] != 4 {
		t.Errorf("even: %v", got)
	}
	log := XYPlot{X: Axis{Lo: 10, Hi: math.NaN(), Scale: scale.AsLog}, Y: Axis{Scale: scale.AsLog}}
	if got := log.atEnds(1, 1, 100, 1e4); len(got) != 1 || math.Abs(got[0]-100) > 1e-11 {
		t.Errorf("log: %v", got)
	}
	if got := log.atEnds(1, 0, 100, 1); got != nil {
		t.Errorf("through a gap: %v", got)
	}
}

// Points above each other are one box of dust, and where many fall into one
// cell there is a larger one, too.
func TestDust(t *testing.T) {
	s := sheet.New(sheet.Style{Width: 100, Height: 100, DPI: 72})
	at := []vg.Point{{X: 5.5, Y: 7.2}, {X: 5.1, Y: 8.9}, {X: 5.2, Y: 6.5}, {X: 9, Y: 6}}
	drawDense(s, at, sheet.LineStyleAt(0))
	if want := 2 * len(shape.Box(vg.Rectangle{})); len(s.Marks) != 1 || len(s.Marks[0].Path) != want {
		t.Fatalf("%d marks, the first of %d parts, want %d", len(s.Marks), len(s.Marks[0].Path), want)
	}
	if low, high := s.Marks[0].Path[0].Pos, s.Marks[0].Path[2].Pos; low != (vg.Point{X: 5, Y: 6}) || high != (vg.Point{X: 6, Y: 9}) {
		t.Errorf("a box from %v to %v", low, high)
	}
	for range mostCoarse {
		at = append(at, vg.Point{X: 9, Y: 6})
	}
	s.Marks = nil
	if drawDense(s, at, sheet.LineStyleAt(0)); len(s.Marks[0].Path) != 3*len(shape.Box(vg.Rectangle{})) {
		t.Errorf("dust of many hits has %d parts", len(s.Marks[0].Path))
	}
}

// Bars of two series share 72 % of the distance between their places.
func TestBarSlots(t *testing.T) {
	for _, kind := range []scale.Kind{scale.AsLinear, scale.AsLog} {
		p := XYPlot{X: Axis{Scale: kind}, Series: []Series{
			{X: []float64{1, 10, 100}, Y: []float64{1, 1, 1}, Kind: AsBars}, {X: []float64{1, 10}, Y: []float64{2, 2}, Kind: AsBars},
		}}
		x, y, err := p.scales(p.stacked())
		if err != nil {
			t.Fatal(err)
		}
		d := &xyDrawing{Sheet: sheet.New(sheet.DefaultStyle()), XYPlot: p, Panel: sheet.Panel{X: x, Y: y, Rectangle: vg.Rectangle{Max: vg.Point{X: 300, Y: 100}}}}
		d.bars = d.slots()
		distance := d.AtX(10) - d.AtX(1)
		if got := d.place(1, 10) - d.place(0, 10); math.Abs(float64(got-0.36*distance)) > 1e-9 || math.Abs(float64(got-d.bars.width)) > 1e-9 {
			t.Errorf("%v: bars %v apart of width %v, places %v", kind, got, d.bars.width, distance)
		}
		if d.place(0, 1)-d.bars.width/2 < 0 {
			t.Errorf("%v: a bar begins beyond the side", kind)
		}
	}
}

// A text stands where nothing else does, on the nearest such place.
func TestFinder(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	f := &finder{sheet: s, within: vg.Rectangle{Max: vg.Point{X: 300, Y: 300}}}
	l := s.Set("text", 0, 10)
	at := vg.Point{X: 100, Y: 100}
	f.Lines = [][]vg.Point{{at, {X: 300, Y: 300}}} // where the first place is
	spots := around(at, l, s.Unit)
	f.write(l, spots, sheet.Ink)
	if got := sheet.Grown(f.taken[0], -textGap*s.Unit).Min; got == spots[0].low || got != spots[1].low {
		t.Errorf("the text is at %v, its places are %v", got, spots[:3])
	}
	f.write(l, spots, sheet.Ink)
	if sheet.Overlaps(sheet.Grown(f.taken[1], -textGap*s.Unit), f.taken[:1]) {
		t.Errorf("two texts at %v", f.taken)
	}
	if c := f.cost(vg.Rectangle{Min: vg.Point{X: 290, Y: 10}, Max: vg.Point{X: 310, Y: 20}}); c < 1000 {
		t.Errorf("beside the panel costs %v", c)
	}
}

// A text keeps off the markers of points, and its leader off other texts.
func TestFinderKeepsOffMarkersAndTexts(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	f := &finder{sheet: s, within: vg.Rectangle{Max: vg.Point{X: 300, Y: 300}}}
	box := vg.Rectangle{Min: vg.Point{X: 100, Y: 100}, Max: vg.Point{X: 130, Y: 110}}
	for by, touches := range map[vg.Length]bool{3: true, 5: false} {
		f.points = []vg.Point{{X: box.Max.X + by*s.Unit, Y: 105}}
		if cost := f.cost(box); (cost > 0) != touches {
			t.Errorf("a marker %v units beside a text costs %v", by, cost)
		}
	}
	f.points = nil
	l, at := s.Set("text", 0, 10), vg.Point{X: 100, Y: 50}
	place := textPlace{low: vg.Point{X: 100, Y: 150}, leader: true, ofPoint: true, from: at}
	alone := f.separation(place, l)
	if f.taken = []vg.Rectangle{box}; f.separation(place, l) <= alone {
		t.Error("a leader through another text costs nothing")
	}
}

// A leader begins at the rim of its mark and ends before its text.
func TestShortened(t *testing.T) {
	line := []vg.Point{{X: 0, Y: 0}, {X: 0, Y: 10}}
	if got := shortened(line, 4, 1); got[0].Y != 4 || got[1].Y != 9 {
		t.Errorf("a leader from %v to %v", got[0], got[1])
	}
	if got := shortened(line, 8, 2); got[0] != line[0] || got[1] != line[1] {
		t.Errorf("nothing is left of a leader: %v", got)
	}
}

// In a theme without hues lines have the dashes of their styles, solid lines are drawn first,
// and a line beside dashes of its own is solid.
func TestGreyDashes(t *testing.T) {
	x, y := []float64{0, 1}, []float64{0, 1}
	rest := []Series{{Label: "b", X: x, Y: y}, {Label: "c", X: x, Y: y}}
	for name, c := range map[string]struct {
		series []Series
		dashed []bool // of the lines from the lowest up
	}{
		"three lines":          {append([]Series{{Label: "a", X: x, Y: y}}, rest...), []bool{false, true, true}},
		"training below tests": {[]Series{{Label: "a", X: x, Y: y}, {Label: "b", X: x, Y: y}, {Same: true, X: x, Y: y}}, []bool{false, false, true}},
	} {
		f, err := XYPlot{Series: c.series}.Draw(sheet.Style{Width: 1600, Height: 900, DPI: 144, Theme: sheet.MustTheme("print")})
		if err != nil {
			t.Fatal(err)
		}
		var dashed []bool
		for _, m := range f.Marks { // the lines across the panel
			if n := len(m.Path); m.Width > 1 && n > 1 && m.Path[n-1].Pos.X-m.Path[0].Pos.X > 300 {
				dashed = append(dashed, len(m.Dash) > 0)
			}
		}
		if !slices.Equal(dashed, c.dashed) {
			t.Errorf("%s: dashes are %v, want %v", name, dashed, c.dashed)
		}
	}
}
