package render

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// zigzag is a run in the plane with steps of the lengths 5, 0 and 1.
func zigzag() Track {
	return Track{Label: "run", Path: optimizers.Trajectory{Dim: 2, X: []float64{0, 0, 3, 4, 3, 4, 3, 5}, Loss: []float64{4, 3, 3, 2}, Every: 1, Last: 3}}
}

func TestStepLengths(t *testing.T) {
	if got := stepLengths(zigzag()); !slices.Equal(got, []float64{5, 0, 1}) {
		t.Errorf("lengths %v", got)
	}
	if got := lengthScale([]chart.Curve{{Values: []float64{5, 0, 1}}}).(scale.Log); !got.Floor || got.Lo > 5e-6 || got.Hi < 5 {
		t.Errorf("scale %+v", got)
	}
	lost := zigzag()
	lost.Path.X[4] = math.Inf(1)
	if got := stepLengths(lost); !slices.Equal(got, []float64{5}) {
		t.Errorf("lengths up to infinity %v", got)
	}
	thinned := zigzag()
	thinned.Path.Every = 2
	if _, err := StepLength(Scene{Surface: surfaces.Sphere{N: 2}, Steps: 6, Tracks: []Track{thinned}}, sheet.DefaultStyle()); err == nil {
		t.Error("the lengths of two steps together are drawn as steps")
	}
}

func TestFirstCoordinates(t *testing.T) {
	if got := coordinates(zigzag(), 0); !slices.Equal(got, []float64{0, 3, 3, 3}) {
		t.Errorf("coordinates %v", got)
	}
	y := coordinateScale([]chart.Curve{{Values: []float64{0, 3}}}, []chart.XYLine{{Level: true, At: -1}, {At: 99}})
	if y.Lo > -1 || y.Hi < 3 || y.Hi > 4 {
		t.Errorf("scale %+v", y)
	}
	// The text of a line that lies above all curves has room above the line.
	curves := []chart.Curve{{Values: []float64{-1, 1}}}
	y = coordinateScale(curves, []chart.XYLine{{Level: true, At: 1, Label: "worst"}})
	if part := (y.Hi - 1) / (y.Hi - y.Lo); part < 0.08 {
		t.Errorf("above the line is %v of the height, want 0.08 at least", part)
	}
}

// A strip tells how far the ends of its run are spread; a run without replicates has none.
func TestEndStrips(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	one := optimizers.Trajectory{Dim: 1, X: []float64{3, 1}, Loss: []float64{9, 1}, Every: 1, Last: 1}
	seeds := &optimizers.Ensemble{Ends: []optimizers.End{{X: []float64{-2}, Loss: 1}, {X: []float64{2}, Loss: 1}}}
	sc := Scene{Surface: surfaces.Sphere{N: 1}, Tracks: []Track{{Label: "alone", Path: one}, {Label: "many", Path: one, Ensemble: seeds}}}
	strips := sc.endStrips(s, section{origin: []float64{0}, direction: []float64{1}, lo: -3, hi: 3})
	if len(strips) != 1 || strips[0].run != "many" || strips[0].numbers[0] != "standard deviation 2" {
		t.Errorf("%+v", strips)
	}
}

// Each histogram counts every value once, and its mean is the middle of a bin.
func TestHistogram(t *testing.T) {
	for _, values := range [][]float64{{1, 2, 3, 4}, {7}, {-1, -1, -1}, {0, 0, 0, 1e6}} {
		h, n := newHistogram(values), 0
		for _, c := range h.counts {
			n += c
		}
		middle := math.Mod((h.mean-h.lo)/h.width, 1)
		if n != len(values) || math.Abs(middle-0.5) > 1e-6 {
			t.Errorf("%v: %d counted, the mean at %g of its bin", values, n, middle)
		}
	}
	if h := newHistogram([]float64{1, 3}); h.mean != 2 || h.deviation != 1 {
		t.Errorf("mean %g, deviation %g", h.mean, h.deviation)
	}
	if h := newHistogram(nil); h.counts != nil {
		t.Errorf("no values have the bins %v", h.counts)
	}
}
