package lecture

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
)

// crossed lists the labels that touch a line or a mark, as there is no better place for them.
var crossed = map[string]bool{}

// Labels in panels stand on no line, no mark and no guide line of their panel, and on no other
// label.
func TestLabelsStandFree(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []string{"light", "slides", "paper"} {
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			for _, f := range all {
				g, err := computed(t, f.ID).Restyled(t.Context(), f.Document, document.Appearance{Theme: theme})
				if err != nil {
					t.Fatal(err)
				}
				for _, page := range pages(g, theme) {
					for _, l := range audit(t, page).Layouts {
						checkLabels(t, f.ID+" "+theme, l)
					}
				}
			}
		})
	}
}

// pages returns the slides of a drawing, or the drawing itself in other themes.
func pages(g *drawing.Drawing, theme string) []*drawing.Drawing {
	if theme == "slides" {
		return g.Slides()
	}
	return []*drawing.Drawing{g}
}

// checkLabels checks that no label of a figure covers something.
func checkLabels(t *testing.T, where string, l *sheet.Layout) {
	t.Helper()
	for i, label := range l.Labels {
		name := where + ": " + label.Text
		covers := 0
		for _, line := range l.Obstacles {
			covers += len(polyline.Clip(line, label.Box))
			if len(line) == 1 && polyline.Inside(line[0], label.Box) {
				covers++
			}
		}
		for _, o := range l.Labels[:i] {
			if sheet.Overlaps(label.Box, []vg.Rectangle{o.Box}) && o != label {
				t.Errorf("%s stands on %s", name, o.Text)
			}
		}
		if covers > 0 && !crossed[name] {
			t.Errorf("%s covers %d lines or marks", name, covers)
		}
	}
}
