package sheet

import (
	"image/color"
	"testing"

	"gonum.org/v1/plot/vg"
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

// The text of a grey line is grey, too, but dark enough to read.
func TestShadedText(t *testing.T) {
	for _, grey := range []color.RGBA{RGB(0x161616), RGB(0x8c8c8c)} {
		text := LineStyle{}.Shaded(grey).TextColour()
		if contrastToWhite(text) < 4.5 || text.R > grey.R || grey.R > 0x80 && text.R < 0x60 {
			t.Errorf("the text of %v is %v", grey, text)
		}
	}
}
