package drawing_test

import (
	"reflect"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

// Drawing a figure, its film, its slides or a place of it leaves the drawing as it is.
func TestDrawingLeavesNothingBehind(t *testing.T) {
	const page = `{title: A page, subtitle: below, figures: [
		{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 4, view: loss, legend: none},
		{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 4, view: trajectory, subtitle: own}]}`
	const one = `{surface: "ravine:kappa=9", subtitle: own, optimizer: ["sgd:lr=.1"], steps: 3, window: [-4, 4, -1, 1]}`
	for _, theme := range []string{"light", "slides", "paper"} {
		for _, source := range []string{page, one} {
			d, err := document.ParseYAML([]byte(source), measure.Texts{})
			if err != nil {
				t.Fatal(err)
			}
			g := computed(t, d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}}))
			styles := func() (all []sheet.Style) {
				all = append(all, g.Style)
				for _, p := range g.Parts() {
					all = append(all, p.Style)
				}
				return all
			}
			before := styles()
			for _, slide := range append(g.Slides(), g, g.Until(2)) {
				if _, err := slide.Figure(); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := g.Film(); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(styles(), before) || g.Document.Until != nil {
				t.Errorf("%s: drawing has changed the drawing", theme)
			}
		}
	}
}
