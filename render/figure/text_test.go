package figure

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// setText returns a line of text of 10 points.
func setText(t *testing.T, markup string) typeset.Line {
	t.Helper()
	l, err := typeset.Set(markup, typeset.Sans, 10)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The outline of a text begins at the left end of its baseline, from which an upright one rises.
func TestTextOutline(t *testing.T) {
	l := setText(t, "loss")
	at := vg.Point{X: 30, Y: 40}
	across, up := Text{Line: l, At: at}, Text{Line: l, At: at, Upright: true}
	flat, turned := across.Outline(), up.Outline()
	for i := range flat {
		d, u := flat[i].Pos.Sub(at), turned[i].Pos.Sub(at)
		if math.Abs(float64(u.X+d.Y))+math.Abs(float64(u.Y-d.X)) > 1e-9 && flat[i].Type != vg.CloseComp {
			t.Fatalf("part %d is at %v of the text, upright at %v", i, d, u)
		}
	}
	if m := (Mark{Text: &across}); len(m.Outline()) != len(flat) {
		t.Error("the outline of a mark is not that of its text")
	}
}
