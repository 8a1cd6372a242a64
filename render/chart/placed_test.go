package chart

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// curveOf returns a curve with a value at each step.
func curveOf(values ...float64) Curve {
	return Curve{Values: values, At: func(i int) float64 { return float64(i) }, Label: sheet.EndLabel{Lines: []string{"curve"}}, Line: true}
}

// panelOf returns a panel of 100 by 100 with two scales.
func panelOf(x, y scale.Scale) sheet.Panel {
	return sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: 100, Y: 100}}, X: x, Y: y}
}

// A curve ends where the horizontal axis does; one that lies beyond the axis has no name.
func TestCurveBeyondAxis(t *testing.T) {
	s, values := sheet.New(sheet.DefaultStyle()), scale.Linear{Lo: 0, Hi: 10}
	c := curveOf(0, 10, 0).placed(s, panelOf(scale.Linear{Lo: 0.5, Hi: 1.5}, values))
	if want := []vg.Point{{X: 0, Y: 50}, {X: 50, Y: 100}, {X: 100, Y: 50}}; !slices.Equal(c.line, want) || c.end != want[2] || !c.goes {
		t.Errorf("line %v, end %v, goes on %v", c.line, c.end, c.goes)
	}
	if c := curveOf(0, 10, 0).placed(s, panelOf(scale.Linear{Lo: 0, Hi: 2}, values)); c.goes || len(c.line) != 3 {
		t.Errorf("within its axis: line %v, goes on %v", c.line, c.goes)
	}
	if c := curveOf(0, 10, 0).placed(s, panelOf(scale.Linear{Lo: 5, Hi: 6}, values)); len(c.line) != 0 || c.Label.Lines != nil {
		t.Errorf("beyond its axis: line %v, label %q", c.line, c.Label.Lines)
	}
}

// A logarithmic axis shows a curve and its band without step 0.
func TestCurveWithoutStep0(t *testing.T) {
	s, p := sheet.New(sheet.DefaultStyle()), panelOf(scale.Log{Lo: 0.1, Hi: 10}, scale.Linear{Lo: 0, Hi: 10})
	c := curveOf(9, 5, 4)
	c.Band = &Band{Low: []float64{8, 4, 3}, High: []float64{10, 6, 5}}
	placed := c.placed(s, p)
	if len(placed.line) != 2 || math.Abs(float64(placed.line[0].X-50)) > 1e-9 || placed.line[0].Y != 50 {
		t.Errorf("line %v", placed.line)
	}
	if !slices.Equal(placed.Band.Low, []float64{4, 3}) || !slices.Equal(placed.Band.High, []float64{6, 5}) || placed.At(0) != 1 {
		t.Errorf("band %v from %v", placed.Band, placed.At(0))
	}
	if only := curveOf(9).placed(s, p); len(only.line) != 0 {
		t.Errorf("line of step 0 alone: %v", only.line)
	}
}

// A curve that ends above or below its axis is marked as one that goes on there, except at a floor.
func TestCurveEndsOff(t *testing.T) {
	s, steps := sheet.New(sheet.DefaultStyle()), scale.Linear{Lo: 0, Hi: 2}
	for _, c := range []struct {
		y    scale.Scale
		last float64
		off  bool
	}{
		{scale.Linear{Lo: 0, Hi: 10}, 11, true}, {scale.Linear{Lo: 0, Hi: 10}, -1, true}, {scale.Linear{Lo: 0, Hi: 10}, 10, false},
		{scale.Log{Lo: 1, Hi: 10, Floor: true}, 0.1, false}, {scale.Log{Lo: 1, Hi: 10}, 0.1, true},
	} {
		if got := curveOf(5, 5, c.last).placed(s, panelOf(steps, c.y)); got.off != c.off {
			t.Errorf("%+v, %v: off %v", c.y, c.last, got.off)
		}
	}
}
