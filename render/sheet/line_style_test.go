package sheet

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/internal/wcag"
)

// The dashes of a legend's stub keep their proportions and repeat; short ones stay.
func TestDashesOnStubs(t *testing.T) {
	for _, f := range forms {
		got := LineStyle{Grey: f.grey}.onStub().Grey
		var period, was vg.Length
		for i, d := range got {
			period, was = period+d*RunWidth, was+f.grey[i]*RunWidth
		}
		if period > 0.5*LegendLine || len(got) != len(f.grey) || was < 0.4*LegendLine && period != was {
			t.Errorf("%v is %v on a stub of %v", f.grey, got, 0.75*LegendLine)
		}
	}
}

// Shades without hues show on the darkest band of a map as on paper, and tell forms with like dashes
// apart: long ones, short ones, and those of dashes and dots.
func TestShades(t *testing.T) {
	print, _ := ThemeByName("print")
	darkest := print.recolouring()(FieldLow)
	for i, f := range forms {
		style := LineStyleAt(i)
		if got := print.lineColour(style); got != print.recolouring()(style.Color) || got != colour.FromOklab(f.shade, 0, 0) {
			t.Errorf("form %d is %v", i, got)
		}
		if got := wcag.Contrast(print.lineColour(style), darkest); got < 4.5 {
			t.Errorf("form %d has a contrast of %.2f on a map", i, got)
		}
	}
	for _, alike := range [][2]int{{1, 7}, {2, 4}, {3, 5}} {
		if a, b := forms[alike[0]].shade, forms[alike[1]].shade; math.Abs(a-b) < 0.2 {
			t.Errorf("forms %v have the shades %v and %v", alike, a, b)
		}
	}
}

// On the bands of a map the text of the palest run can be read, and its line can be seen.
func TestPaleRunOnBands(t *testing.T) {
	s := New(Style{Width: 800, Height: 450, DPI: 144, Theme: MustTheme("print")})
	pale := s.Styles([]Subject{{Numbers: []Number{{"lr", 0.1}}}, {Numbers: []Number{{"lr", 0.2}}}})[0]
	darkest := s.Recolour(FieldLow)
	line := s.OnMap(pale.Hue())
	if got := wcag.Contrast(line, darkest); got < 3 {
		t.Errorf("the line has a contrast of %.2f", got)
	}
	if got := wcag.Contrast(onBand(line), darkest); got < 4.5 {
		t.Errorf("the text has a contrast of %.2f", got)
	}
}
