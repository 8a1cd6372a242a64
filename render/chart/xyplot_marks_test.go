package chart

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// The markers of points that are close have a smaller radius, within bounds.
func TestRadiusBetween(t *testing.T) {
	for _, c := range []struct{ apart, want vg.Length }{{40, pointMark}, {8, 2}, {1, leastPointMark}} {
		var at []vg.Point
		for k := range 9 {
			at = append(at, vg.Point{X: vg.Length(k) * c.apart})
		}
		if got := radiusBetween(at, 1); got != c.want {
			t.Errorf("points %v apart: radius %v, want %v", c.apart, got, c.want)
		}
	}
	if got := radiusBetween([]vg.Point{{}}, 1); got != pointMark {
		t.Errorf("a single point: radius %v", got)
	}
}

// A leader through the marker of another point costs, and one beside the marker or out of the
// corner of its own mark does not.
func TestLeaderOffMarkers(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	p := sheet.Panel{Rectangle: s.Body(s.Height), X: scale.Linear{Lo: 0, Hi: 1}, Y: scale.Linear{Lo: 0, Hi: 1}}
	f, u := newFinder(s, p), s.Unit
	from := vg.Point{X: (p.Min.X + p.Max.X) / 2, Y: (p.Min.Y + p.Max.Y) / 2}
	f.take(from, markRoom*u)
	f.points = []vg.Point{from, from.Add(vg.Point{X: 20 * u})}
	l := s.Fit("9", typeset.Sans, sheet.TickSize, p.Width())
	for _, c := range []struct {
		to   vg.Point
		want vg.Length
	}{{vg.Point{X: 40, Y: -1}, 60}, {vg.Point{X: 40, Y: 40}, 0}, {vg.Point{X: -40, Y: 1}, 0}} {
		place := textPlace{low: from.Add(c.to.Scale(u)), ofPoint: true, leader: true, from: from}
		if got := f.separation(place, l); got != c.want*u {
			t.Errorf("a leader to %v costs %v units, want %v", c.to, got/u, c.want)
		}
	}
}
