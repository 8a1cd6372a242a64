package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// A height moves to the nearest one off others, and stays where there is none.
func TestOffHeights(t *testing.T) {
	for _, c := range []struct {
		y, want vg.Length
		heights []vg.Length
	}{{50, 50, nil}, {50, 60, []vg.Length{50}}, {0, 10, []vg.Length{0}}, {100, 90, []vg.Length{100}}, {50, 50, []vg.Length{0, 15, 30, 45, 60, 75, 90, 100}}} {
		if got := offHeights(c.y, 10, c.heights, 0, 100); math.Abs(float64(got-c.want)) > 1e-9 {
			t.Errorf("%v off %v is %v, want %v", c.y, c.heights, got, c.want)
		}
	}
}

// The label of a curve that ends on the floor within the panel, and has no place at its curve,
// stands a line above the end of a curve whose name stands elsewhere.
func TestLabelsOffOtherEnds(t *testing.T) {
	s, p := namingPanel()
	early := falling("early", 0, 1)
	early.Values = early.Values[:3]
	n := newCurveNamer(s, p, placedIn(s, p, []Curve{early, falling("late", 1, 60)}), Obstacles{})
	labels := []sheet.EndLabel{{Size: sheet.RunSize, From: early.placed(s, p).end, Marker: early.Style.Marker}}
	n.moveOffEnds(labels, []int{0})
	_, height := s.EndPlaces(p, labels)
	if got, most := labels[0].From.Y+labels[0].Raise, 1.5*height[0]; got < height[0] || got > most {
		t.Errorf("the label stands at %v, want from %v to %v above the floor", got, height[0], most)
	}
}

// Names at the right side stand in the order of the ends of their curves, also where ends lie so close
// that most of them are covered.
func TestNamesInOrderOfEnds(t *testing.T) {
	s, p := namingPanel()
	ends := map[string]float64{"first": 120, "second": 118, "third": 116, "fourth": 115.5, "fifth": 108} // where the lines meet the floor
	var curves []Curve
	for i, name := range []string{"fifth", "fourth", "second", "first", "third"} {
		curves = append(curves, falling(name, i, ends[name]))
	}
	_, atEnd := nameCurves(s, p, placedIn(s, p, curves), Obstacles{})
	if len(atEnd) < 3 {
		t.Fatalf("%d names at the right side", len(atEnd))
	}
	middles, _ := s.EndPlaces(p, atEnd)
	for i, a := range atEnd {
		for j, b := range atEnd {
			if ends[a.Lines[0]] > ends[b.Lines[0]] && middles[i] < middles[j] {
				t.Errorf("%s ends above %s, and its name stands below", a.Lines[0], b.Lines[0])
			}
		}
	}
}

// The marker that ends two curves stands beside the name of its own curve; the name of the curve below
// it is the next line.
func TestNameBesideItsOwnMarker(t *testing.T) {
	s, p := namingPanel()
	_, atEnd := nameCurves(s, p, placedIn(s, p, []Curve{falling("hidden", 0, 30), falling("shown", 1, 30.1)}), Obstacles{})
	middles, heights := s.EndPlaces(p, atEnd)
	for i, l := range atEnd {
		switch by := middles[i] / heights[i]; l.Lines[0] {
		case "shown":
			if by > 0.5 {
				t.Errorf("shown stands %.2f of its height off its end", by)
			}
		case "hidden":
			if by < 0.95 || by > 1.5 {
				t.Errorf("hidden stands %.2f of its height off the end, want the next line", by)
			}
		}
	}
}

// A name at a curve that ends beside the label of another curve returns to the right side, as the
// label would read as the name of both; one that ends far from all labels stays at its curve.
func TestNamesReturnToEnds(t *testing.T) {
	s, p := namingPanel()
	curves := placedIn(s, p, []Curve{falling("beside", 0, 101), falling("apart", 1, 200), falling("label", 2, 100)})
	n := newCurveNamer(s, p, curves, Obstacles{})
	all, owners := endLabels(s, curves)
	names := []curveName{{EndLabel: all[0], curve: 0}, {EndLabel: all[1], curve: 1}}
	names, atEnd, owners := n.returnToEnds(names, all[2:], owners[2:], make([]bool, len(curves)))
	if len(names) != 1 || names[0].curve != 1 || len(atEnd) != 2 || owners[1] != 0 {
		t.Errorf("names at curves %+v, labels at the right of %v; want apart, and label and beside", names, owners)
	}
	p.Rectangle.Max.Y = 1.5 * sheet.RunSize * s.Unit // room for one label
	n = newCurveNamer(s, p, placedIn(s, p, []Curve{curves[0].Curve, curves[1].Curve, curves[2].Curve}), Obstacles{})
	names, _, _ = n.returnToEnds([]curveName{{EndLabel: all[0], curve: 0}}, all[2:], []int{2}, make([]bool, len(curves)))
	if len(names) != 1 {
		t.Error("a name returns where the labels have no room")
	}
}
