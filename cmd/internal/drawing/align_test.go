package drawing_test

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

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
		g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}}), measure.Texts{})
		if err == nil {
			err = g.Compute(t.Context(), nil)
		}
		var parts []*drawing.Drawing
		if err == nil {
			parts, err = g.PlacedParts()
		}
		if err != nil {
			t.Fatal(err)
		}
		var boxes [4]sheet.Box
		for i, p := range parts {
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

// On paper the rows of a page, and a figure by itself, are as high as their maps need: maps that
// fill the width leave no empty height. A size that is given stays.
func TestNoSpareHeight(t *testing.T) {
	const maps = `{surface: "ravine:kappa=9", optimizer: ["sgd:lr=.1"], steps: 3, view: trajectory, window: [-4, 4, -1, 1]}`
	const page = `{title: Low maps, columns: 2, figures: [
		{surface: sphere, optimizer: ["sgd:lr=.1"], steps: 3, view: trajectory, window: [-4, 4, -1, 1]},
		{surface: sphere, optimizer: ["sgd:lr=.2"], steps: 3, view: trajectory, window: [-4, 4, -1, 1]},
		{surface: sphere, optimizer: ["sgd:lr=.1"], steps: 3, view: loss},
		{surface: sphere, optimizer: ["sgd:lr=.2"], steps: 3, view: loss}]}`
	height := func(source, size string) vg.Length {
		d, err := document.ParseYAML([]byte(source), measure.Texts{})
		if err != nil {
			t.Fatal(err)
		}
		g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: document.Theme{Name: "paper"}, Size: size}), measure.Texts{})
		if err == nil {
			err = g.Compute(t.Context(), nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		f, err := g.Figure()
		if err != nil {
			t.Fatal(err)
		}
		parts, err := g.PlacedParts()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts { // a map leaves no height, up to a pixel
			var own sheet.Alignment
			p.Style.Collected = &own
			if _, err := p.Figure(); err != nil || own.Spare*p.Style.DPI >= 1.02 {
				t.Errorf("a map leaves %v empty: %v", own.Spare, err)
			}
		}
		return f.Height
	}
	if free, given := height(maps, ""), height(maps, "8.5cmx11cm"); math.Abs(float64(given-11*vg.Centimeter)) > 0.5 || free > 0.5*given {
		t.Errorf("a low map is %v high, and %v where its size is given as 11 cm", free, given)
	}
	free := height(page, "")
	if given := height(strings.Replace(page, "[-4, 4, -1, 1]", "[-4, 4, -4, 4]", 2), ""); free > 0.85*given {
		t.Errorf("a page with low maps is %v high, with square maps %v", free, given)
	}
}
