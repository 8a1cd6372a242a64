package lecture

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/sheet"
)

// Every panel on a slide is seen from the back row: it takes a part of the slide's
// height or width, in any language.
func TestSlidePanels(t *testing.T) {
	const least = 0.17
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range document.Languages {
		for _, f := range all {
			g, err := computed(t, f.ID).Restyled(t.Context(), f.Document, document.Appearance{Lang: lang, Theme: "slides"})
			if err != nil {
				t.Fatal(err)
			}
			for i, slide := range g.Slides() {
				var own sheet.Alignment
				slide.Style.Collected = &own
				if _, err := slide.Figure(); err != nil {
					t.Fatal(err)
				}
				for j, p := range own.Panels {
					w, h := ofSlide(p.Size().X, slide.Style.Width/slide.Style.DPI), ofSlide(p.Size().Y, slide.Style.Height/slide.Style.DPI)
					if max(w, h) < least {
						t.Errorf("%s %s, slide %d: panel %d takes %.0f %% of the width and %.0f %% of the height", lang, f.ID, i+1, j+1, 100*w, 100*h)
					}
				}
			}
		}
	}
}

// ofSlide returns a length as a part of some inches.
func ofSlide(l vg.Length, inches float64) float64 { return float64(l/vg.Inch) / inches }
