package lecture

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/sheet"
)

// Every panel on a slide is seen from the back row: one or two panels take a quarter of the
// slide's height or width, and those of a larger grid as much as the grid has room for, in any
// language.
func TestSlidePanels(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range document.Languages {
		for _, f := range all {
			g, err := computed(t, f.ID).Restyled(t.Context(), f.Document, document.Appearance{Lang: lang, Theme: document.Theme{Name: "slides"}})
			if err != nil {
				t.Fatal(err)
			}
			for i, slide := range g.Slides() {
				var own sheet.Alignment
				slide.Style.Collected = &own
				if _, err := slide.Figure(); err != nil {
					t.Fatal(err)
				}
				width, height := inches(slide.Style.Width, slide.Style), inches(slide.Style.Height, slide.Style)
				for j, p := range own.Panels {
					w, h := float64(p.Size().X/width), float64(p.Size().Y/height)
					if max(w, h) < leastPanel(len(own.Panels)) {
						t.Errorf("%s %s, slide %d: panel %d takes %.0f %% of the width and %.0f %% of the height", lang, f.ID, i+1, j+1, 100*w, 100*h)
					}
				}
			}
		}
	}
}

// leastPanel returns the least part of a slide's height or width for a panel of several.
func leastPanel(panels int) float64 {
	if panels <= 2 {
		return 0.25
	}
	return 0.17
}

// inches returns a number of pixels as a length.
func inches(pixels float64, s sheet.Style) vg.Length { return vg.Length(pixels/s.DPI) * vg.Inch }
