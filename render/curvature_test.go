package render

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// A saddle curves up along one axis and down along the other; a surface without a
// Hessian has no such view.
func TestCrosses(t *testing.T) {
	s := surfaces.DoubleWell{}
	sc := Scene{Surface: s, Window: surfaces.Window{{-2, 2}, {-2, 2}}}
	got := sc.crosses(s)
	if len(got) != 3 {
		t.Fatalf("%d crosses", len(got))
	}
	c := got[2] // the saddle, after the minima
	if c.lambda != [2]float64{-1, 1} || math.Abs(c.vectors[0][0]) != 1 || math.Abs(c.vectors[1][1]) != 1 {
		t.Errorf("%+v", c)
	}
	if armColour(c.lambda[0]) != curvesDown || armColour(c.lambda[1]) != curvesUp {
		t.Error("the colours are the other way round")
	}
	sc.Surface = struct{ surfaces.Surface }{s}
	if _, err := Curvature(sc, sheet.DefaultStyle()); err == nil {
		t.Error("there is a curvature without a Hessian")
	}
}

// Arms are shorter where crosses are close, and never shorter than the least.
func TestArmUnit(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	p := landscape.NewPlane(vg.Rectangle{Max: vg.Point{X: 400 * s.Unit, Y: 400 * s.Unit}}, surfaces.Window{{0, 400}, {0, 400}})
	for between, want := range map[float64]float64{200: 1, 22: 0.75, 1: 0.5} {
		crosses := []eigenCross{{at: []float64{100, 100}}, {at: []float64{100 + between, 100}}}
		if got := float64(armUnit(s, p, crosses) / s.MarkUnit()); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v units apart: %v, want %v", between, got, want)
		}
	}
}

// Arms begin beyond the mark of their point and end beyond their beginning, also where they shrink.
func TestArmReach(t *testing.T) {
	s := sheet.New(sheet.Style{Width: 500, Height: 300, DPI: 72})
	for _, c := range []struct{ length, part, want vg.Length }{{longestArm, 1, longestArm}, {longestArm, 0.5, 7 + 7.5}, {8, 0.5, 7 + leastArm}} {
		if got := (eigenCross{mark: 6}).armReach(s, c.length, c.part*s.MarkUnit()) / s.MarkUnit(); math.Abs(float64(got-c.want)) > 1e-9 {
			t.Errorf("an arm of %v units, shrunk to %v, ends at %v, want %v", c.length, c.part, got, c.want)
		}
	}
}
