package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Rounded shares add up to 100 %.
func TestSharesAddUp(t *testing.T) {
	for _, c := range []struct{ parts, want []float64 }{
		{[]float64{0.3817, 0.3817, 0.2366}, []float64{0.382, 0.382, 0.236}},
		{[]float64{1. / 3, 1. / 3, 1. / 3}, []float64{0.334, 0.333, 0.333}},
		{[]float64{0.5, 0.5}, []float64{0.5, 0.5}},
		{[]float64{1}, []float64{1}},
	} {
		var shares []basinShare
		for _, v := range c.parts {
			shares = append(shares, basinShare{part: v})
		}
		roundShares(shares)
		for i, sh := range shares {
			if math.Abs(sh.rounded-c.want[i]) > 1e-9 {
				t.Errorf("%v: share %d is %v, want %v", c.parts, i, sh.rounded, c.want[i])
			}
		}
	}
}

// The share of each basin stands inside the basin, off the point's mark, where all basins have
// room.
func TestLabelsInBasins(t *testing.T) {
	const side = 101
	window := surfaces.Window{{-1, 1}, {-1, 1}}
	at := func(x float64) surfaces.Point { return surfaces.Point{X: []float64{x, 0}, Kind: surfaces.Minimum} }
	basins := func(border int) BasinMap {
		m := BasinMap{NX: side, NY: side, Window: window, Points: []surfaces.Point{at(-0.5), at(0.5)}, Panels: []BasinPanel{{Title: "Newton", Point: make([]int, side*side)}}}
		for i := range m.Panels[0].Point {
			if i%side > border {
				m.Panels[0].Point[i] = 1
			}
		}
		return m
	}
	s := sheet.New(sheet.DefaultStyle())
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 300 * s.Unit, Y: 300 * s.Unit}}, window)
	m := basins(50)
	labels, fit := m.placeLabels(s, m.Panels[0], p)
	if !fit || len(labels) != 2 {
		t.Fatalf("%d labels, they fit: %v", len(labels), fit)
	}
	for i, l := range labels {
		size, middle := l.size(s), p.AtX(0.01)
		lo, hi := l.centre.X-size.X/2, l.centre.X+size.X/2
		if left := i == 0; left && hi > middle || !left && lo < middle {
			t.Errorf("label %d reaches from %v to %v over the border %v", i, lo, hi, middle)
		}
		d := l.centre.Sub(p.At(m.Points[i].X[0], m.Points[i].X[1]))
		if math.Abs(float64(d.X)) < float64(size.X/2) && math.Abs(float64(d.Y)) < float64(size.Y/2) {
			t.Errorf("label %d covers the mark of its point", i)
		}
	}
	narrow := basins(8)
	if _, fit := narrow.placeLabels(s, narrow.Panels[0], p); fit {
		t.Error("a label has room in a narrow basin")
	}
	if m.Title = "Where Newton ends"; m.panelTitle(m.Panels[0]) != "" {
		t.Error("the map repeats the name in the title")
	}
}
