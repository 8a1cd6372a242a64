package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// TestFastSwings: only turns that are high and close together count.
func TestFastSwings(t *testing.T) {
	for _, test := range []struct {
		name           string
		period, height float64
		want           int
	}{
		{"fast and high", 10, 20, 39},
		{"slow", 100, 20, 0},
		{"low", 10, 2, 0},
	} {
		var line []vg.Point
		for k := range 201 {
			line = append(line, vg.Point{X: vg.Length(k), Y: vg.Length(test.height * math.Cos(2*math.Pi*float64(k)/test.period))})
		}
		if got := fastSwings(line, 1); got < test.want-1 || got > test.want+1 {
			t.Errorf("%s: %d turns, want about %d", test.name, got, test.want)
		}
	}
}

// A slab is black, as the curve is alone, and a curve that swings fast beside it is dark.
func TestSwingGreys(t *testing.T) {
	style := sheet.DefaultStyle()
	style.Theme = "print"
	s := sheet.New(style)
	p := sheet.Panel{Rectangle: s.Body(s.Height), X: scale.Linear{Lo: 0, Hi: 9999}, Y: scale.Linear{Lo: -1, Hi: 1}}
	curve := func(period float64) Curve {
		c := Curve{At: func(i int) float64 { return float64(i) }, Style: sheet.LineStyleAt(1)}
		for k := range 10000 {
			c.Values = append(c.Values, math.Cos(2*math.Pi*float64(k)/period))
		}
		return c
	}
	const slow, fast, dense = 9000, 200, 2
	for _, c := range []struct {
		periods [2]float64
		want    [2]int // index of the grey; -1 for dashes
	}{{[2]float64{fast, dense}, [2]int{2, 0}}, {[2]float64{slow, dense}, [2]int{-1, 0}}, {[2]float64{fast, fast}, [2]int{0, 1}}} {
		for i, got := range solidSwings(s, p, []Curve{curve(c.periods[0]), curve(c.periods[1])}) {
			if want := c.want[i]; want < 0 && got.Style.Grey == nil || want >= 0 && (got.Style.Color != swingGreys[want] || got.Style.Grey != nil) {
				t.Errorf("periods %v: curve %d has the style %v, want grey %d", c.periods, i, got.Style, want)
			}
		}
	}
}
