package render

import (
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// The name of a strip stands on two lines only where one line would reach into the histogram.
func TestStripNameKeepsOffHistogram(t *testing.T) {
	for _, c := range []struct {
		wide vg.Length
		want []string
	}{{400, []string{"a long, long name"}}, {150, []string{"a long,", "long name"}}} {
		audit := &sheet.Audit{}
		s := sheet.New(sheet.Style{Width: 400, Height: 300, DPI: 72, Audit: audit})
		p := sheet.Panel{X: scale.Linear{Lo: -10, Hi: 10}, Y: scale.Linear{Lo: 0, Hi: 1}}
		p.Max = vg.Point{X: c.wide, Y: 60}
		e := endStrip{histogram: histogram{lo: -3, width: 2, counts: []int{1, 4, 1}}, name: "a long, long name"}
		e.writeName(s, p, c.wide)
		if !slices.Equal(audit.Texts, c.want) {
			t.Errorf("%v points wide: %q, want %q", c.wide, audit.Texts, c.want)
		}
		if side, want := e.leftSide(p, 30), p.AtX(-1); side != want {
			t.Errorf("the histogram begins at %v halfway up, want %v", side, want)
		}
	}
}
