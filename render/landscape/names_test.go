package landscape

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// Names stand on no path, mark or other name; a name that would has no place.
func TestNamesAreOffPaths(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	box := vg.Rectangle{Max: vg.Point{X: 200, Y: 120}}
	text := s.Set("Newton", typeset.Bold, sheet.RunSize)
	names := []Name{
		{Line: text, Path: []vg.Point{{X: 10, Y: 20}, {X: 190, Y: 20}}},
		{Line: text, Path: []vg.Point{{X: 10, Y: 100}, {X: 190, Y: 100}}},
	}
	mark := vg.Rectangle{Min: vg.Point{X: 120, Y: 5}, Max: vg.Point{X: 190, Y: 60}}
	placed := PlaceNames(s, box, names, Taken{Boxes: []vg.Rectangle{mark}})
	if len(placed) != 2 {
		t.Fatalf("%d names have a place, want 2", len(placed))
	}
	for _, n := range placed {
		low := vg.Point{X: n.At.X, Y: n.At.Y - text.Descent}
		taken := vg.Rectangle{Min: low, Max: low.Add(vg.Point{X: text.Width, Y: text.Height()})}
		for _, path := range names {
			if polyline.CountInside(PathPoints(s, box, path.Path), taken) > 0 {
				t.Errorf("a name at %v lies on a path", n.At)
			}
		}
		if sheet.Overlaps(taken, []vg.Rectangle{mark}) {
			t.Errorf("a name at %v lies on a mark", n.At)
		}
	}
	if placed := PlaceNames(s, box, names, Taken{Boxes: []vg.Rectangle{box}}); len(placed) != 0 {
		t.Errorf("%d names stand on marks", len(placed))
	}
	if place, ok := PlaceNear(s, box, vg.Point{X: 1, Y: 60}, text, nil, nil); !ok || !sheet.Within(place, box, 0) {
		t.Errorf("a text at the edge stands at %v", place)
	}
}

// Marks shrink with the root of a small panel's shorter side, and not below their least size.
func TestMarksShrink(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	for side, want := range map[vg.Length]float64{400: 1, 240: 1, 120: math.Sqrt(0.5), 10: 0.45} {
		restore := s.ScaleMarks(vg.Rectangle{Max: vg.Point{X: 500 * s.Unit, Y: side * s.Unit}})
		if got := float64(s.MarkUnit() / s.Unit); math.Abs(got-want) > 1e-9 {
			t.Errorf("marks of a panel %v units high are %v of their size, want %v", side, got, want)
		}
		if restore(); s.MarkUnit() != s.Unit {
			t.Error("marks stay small")
		}
	}
}

// A name stands where no other path lies on its own, and one that tells of the end near the end.
func TestNamesAreAtTheirPaths(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	box := vg.Rectangle{Max: vg.Point{X: 400, Y: 200}}
	text := s.Set("Newton", typeset.Bold, sheet.RunSize)
	long := Name{Line: text, Path: []vg.Point{{X: 10, Y: 100}, {X: 390, Y: 100}}}
	shared := [][]vg.Point{{{X: 100, Y: 100}, {X: 390, Y: 100}}}
	alone := PlaceNames(s, box, []Name{long}, Taken{Paths: shared})
	if len(alone) != 1 || alone[0].At.X > 100 {
		t.Errorf("the name stands at %+v, want left of 100, where its path is alone", alone)
	}
	long.AtEnd = true
	atEnd := PlaceNames(s, box, []Name{long}, Taken{})
	if len(atEnd) != 1 || atEnd[0].At.X+text.Width < 350 {
		t.Errorf("the name that tells of the end stands at %+v", atEnd)
	}
}

// A name that tells of the end of its path keeps away from a critical point elsewhere.
func TestNamesAreOffOtherPoints(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	box := vg.Rectangle{Max: vg.Point{X: 400, Y: 200}}
	text := s.Set("Newton: saddle", typeset.Bold, sheet.RunSize)
	name := Name{Line: text, Path: []vg.Point{{X: 300, Y: 190}, {X: 300, Y: 20}}, AtEnd: true}
	place := func(marks ...vg.Point) vg.Rectangle {
		placed := PlaceNames(s, box, []Name{name}, Taken{Marks: marks})
		if len(placed) != 1 {
			t.Fatalf("%d names have a place", len(placed))
		}
		return placed[0].Box()
	}
	alone := place(name.Path[1])
	other := vg.Point{X: (alone.Min.X + alone.Max.X) / 2, Y: alone.Min.Y - 2*s.Unit}
	if got := distance(other, place(name.Path[1], other)); got < markRoom*s.Unit {
		t.Errorf("the name stands %v from a point where the path does not end", got)
	}
}

// The name of a run that hardly moves stands beside its marks, but not where it would touch the mark
// of another; there it is shifted into the box.
func TestNameOfARunThatHardlyMoves(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	box := vg.Rectangle{Max: vg.Point{X: 300, Y: 120}}
	var ring []vg.Point
	for i := range 13 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / 12)
		ring = append(ring, vg.Point{X: 30 + 10*vg.Length(cos), Y: 60 + 10*vg.Length(sin)})
	}
	name := Name{Line: s.Set("GD: hardly moves", typeset.Bold, sheet.RunSize), Path: ring, Around: true}
	free := PlaceNames(s, box, []Name{name}, Taken{})
	if len(free) != 1 || free[0].At.X < 35 {
		t.Fatalf("the name is not beside its marks but at %v", free[0].At)
	}
	right := free[0].At.X + name.Line.Width
	mark := vg.Rectangle{Min: vg.Point{X: right + 2*s.Unit, Y: 50}, Max: vg.Point{X: right + 20, Y: 70}}
	near := PlaceNames(s, box, []Name{name}, Taken{Boxes: []vg.Rectangle{mark}})
	if len(near) != 1 {
		t.Fatalf("%d names have a place", len(near))
	}
	if near[0].At.X+name.Line.Width+strangeRoom*s.Unit > mark.Min.X && near[0].At.Y+name.Line.Ascent+strangeRoom*s.Unit > mark.Min.Y && near[0].At.Y-name.Line.Descent-strangeRoom*s.Unit < mark.Max.Y {
		t.Errorf("the name stands at %v beside the mark %v", near[0].At, mark)
	}
}

// A name is left out rather than put where another path passes much nearer than its own.
func TestNamesDoNotReadAsOthers(t *testing.T) {
	w := placer{own: []vg.Point{{X: 0, Y: 40}}, others: []vg.Point{{X: 0, Y: -20}}}
	at := func(low vg.Length) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: -30, Y: low}, Max: vg.Point{X: 30, Y: low + 10}}
	}
	for low, want := range map[vg.Length]bool{10: false, 5: false, 0: true, -5: true} { // 20, 25, 30 and 35 from its own, 30, 25, 20 and 15 from the other
		if got := w.readsAsOther(at(low)); got != want {
			t.Errorf("a name %v from its path and %v from another reads as the other's: %v", 30-low, low+20, got)
		}
	}
	if w.others = nil; w.readsAsOther(at(-5)) {
		t.Error("a name alone reads as another's")
	}
}

// A counted item of the key says how many points a group has, and no number of a single one.
func TestCountedItem(t *testing.T) {
	saddle := surfaces.Point{X: []float64{0.5, 0.5}, Kind: surfaces.Saddle}
	for n, want := range map[int]string{1: "saddle", 7: "7 saddles"} {
		g := PointGroups(slices.Repeat([]surfaces.Point{saddle}, n), surfaces.Window{{0, 1}, {0, 1}})[0]
		if got, bare := g.CountedItem(words.English).Name, g.KeyItem(words.English).Name; got != want || bare != "saddle" {
			t.Errorf("%d points: %q and %q, want %q and no number", n, got, bare, want)
		}
	}
}
