package drawing_test

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

// The axes' boxes of all plots of a page are equal, and so are those of all maps, whatever
// labels, legends and notes the figures have.
func TestEqualBoxes(t *testing.T) {
	const source = `{title: Two of each, columns: 2, figures: [
		{surface: rosenbrock, optimizer: ["sgd:lr=.001"], names: ["a rather long name of a run"], steps: 9, view: loss},
		{surface: rosenbrock, optimizer: ["sgd:lr=.001"], names: [short], start: [[-1, 1]], steps: 4, view: loss},
		{surface: rosenbrock, optimizer: ["sgd:lr=.001", "sgd:lr=.0001", "sgd:lr=.00001", "sgd:lr=.000001", "sgd:lr=.00002"], steps: 1, view: trajectory},
		{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 5, view: trajectory}]}`
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []string{"light", "paper"} {
		g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: theme}), measure.Texts{})
		if err == nil {
			err = g.Compute(t.Context(), nil)
		}
		if err == nil {
			_, err = g.Figure()
		}
		if err != nil {
			t.Fatal(err)
		}
		var boxes [4]sheet.Box
		for i, p := range g.Parts() {
			var own sheet.Alignment
			p.Style.Collected = &own
			if _, err := p.Figure(); err != nil || len(own.Boxes) != 1 {
				t.Fatalf("figure %d has %d boxes: %v", i, len(own.Boxes), err)
			}
			boxes[i] = own.Boxes[0]
		}
		for i, b := range boxes {
			if o := boxes[i^1]; b.Kind != o.Kind || far(b.Left, o.Left) || far(b.Right, o.Right) || far(b.Bottom, o.Bottom) || far(b.Top, o.Top) {
				t.Errorf("%s: figure %d stands at %v, the one beside it at %v", theme, i, b, o)
			}
		}
		if boxes[0].Kind != sheet.PlotBox || boxes[2].Kind != sheet.MapBox {
			t.Errorf("%s: boxes %v, want two of plots and two of maps", theme, boxes)
		}
	}
}

func far[T ~float64](a, b T) bool { return math.Abs(float64(a-b)) > 1e-9 }
