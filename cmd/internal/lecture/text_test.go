package lecture

import (
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
)

// Of themes that say how large text is no figure has any that is smaller, but for
// exponents and indices, nor any that is cut, in any language: slides, 7.5 inches high,
// 18 pt, or 13 pt in a grid of panels, and paper 8 pt.
func TestText(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	points := map[string]func(g *drawing.Drawing) float64{ // for one of the figure's
		"slides": func(g *drawing.Drawing) float64 {
			least := 18.0
			one := g
			if len(g.Parts()) == 1 {
				one = g.Parts()[0]
			}
			if len(one.Parts()) > 1 || one.Document.View == "panels" {
				least = 13
			}
			return 7.5 * g.Style.DPI / g.Style.Height / least
		},
		"paper": func(*drawing.Drawing) float64 { return 1.0 / 8 },
	}
	for theme, scale := range points {
		for _, lang := range document.Languages {
			t.Run(theme+" "+lang, func(t *testing.T) {
				t.Parallel()
				for _, f := range all {
					g, err := computed(t, f.ID).Restyled(t.Context(), f.Document, document.Appearance{Lang: lang, Theme: document.Theme{Name: theme}})
					if err != nil {
						t.Fatal(err)
					}
					for i, slide := range g.Slides() {
						a := audit(t, slide)
						if part := a.Smallest.Points() * scale(slide); !(part > 1-1e-6) || len(a.Cut) > 0 {
							t.Errorf("%s, slide %d: text of %.2f of its size, and of what is cut %q", f.ID, i+1, part, a.Cut)
						}
					}
				}
			})
		}
	}
}
