package render

import (
	"testing"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// Four panels on a slide have text as large as that of other slides; six have smaller text.
func TestPanelTextOnSlides(t *testing.T) {
	smallest := func(runs int) float64 {
		sc := Scene{Surface: surfaces.Sphere{N: 2}, Window: surfaces.Window{{-2, 2}, {-1, 1}}}
		for range runs {
			track := Track{Label: "run", Path: rows(2, 1, 1)}
			track.Path.X = []float64{1, 0.5, 0.5, 0.2}
			sc.Tracks = append(sc.Tracks, track)
		}
		style := sheet.Style{Width: 1280, Height: 720, DPI: 144, Theme: sheet.MustTheme("slides"), Audit: &sheet.Audit{}}
		if _, err := Panels(sc, style); err != nil {
			t.Fatal(err)
		}
		return float64(style.Audit.Smallest)
	}
	one, four, six := smallest(1), smallest(4), smallest(6)
	if four != one || six >= one {
		t.Errorf("text of %.2f points for one panel, %.2f for four and %.2f for six", one, four, six)
	}
}
