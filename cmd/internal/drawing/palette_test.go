package drawing_test

import (
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

// All figures of a page, nested ones too, draw the same batch, rate and rule in one colour,
// whatever other runs they have, and so do the slides that a page becomes.
func TestOnePaletteOnAPage(t *testing.T) {
	const source = `{figures: [
		{surface: "ravine:kappa=50", optimizer: ["sgd:lr={0.0005*batch}"], batch: [2, 8, 32, 128], noise: 1, examples: 512, view: loss},
		{surface: "ravine:kappa=50", optimizer: ["sgd:lr=0.004"], batch: [32, 8], noise: 1, examples: 512, view: loss},
		{columns: 1, figures: [
			{surface: rosenbrock, optimizer: [newton, "momentum:lr=.001"], steps: 6, view: loss},
			{surface: rosenbrock, optimizer: ["momentum:lr=.002", "momentum:lr=.001", gauss-newton], steps: 6, view: loss}]}]}`
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []string{"light", "slides"} {
		g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}}), measure.Texts{})
		if err == nil {
			err = g.Compute(t.Context(), nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		var figures []*drawing.Drawing
		for _, s := range g.Slides() {
			figures = append(figures, figuresOf(s)...)
		}
		styles := func(figure int) []sheet.LineStyle {
			f := figures[figure]
			return f.Style.Palette.Styles(f.Plan.Subjects())
		}
		for _, same := range []struct{ figure, run, other, of int }{{0, 1, 1, 1}, {0, 2, 1, 0}, {2, 1, 3, 1}} {
			a, b := styles(same.figure)[same.run], styles(same.other)[same.of]
			if a.Color != b.Color || a.Bright != b.Bright {
				t.Errorf("%s: run %d of figure %d is %v, run %d of figure %d %v", theme, same.run, same.figure, a.Color, same.of, same.other, b.Color)
			}
		}
		if styles(0)[1].Color == styles(0)[2].Color || styles(2)[0].Color == styles(3)[2].Color {
			t.Errorf("%s: two runs have one colour", theme)
		}
	}
}

// figuresOf returns the figures of a drawing that are no pages.
func figuresOf(g *drawing.Drawing) []*drawing.Drawing {
	if len(g.Parts()) == 0 {
		return []*drawing.Drawing{g}
	}
	var all []*drawing.Drawing
	for _, p := range g.Parts() {
		all = append(all, figuresOf(p)...)
	}
	return all
}

// A function has the same colour in each figure of a page, and no two functions share one.
func TestFunctionsShareAPalette(t *testing.T) {
	const source = `{figures: [
		{kind: functions, x-axis: {range: [0, 1]}, curves: [{formula: x, label: line}, {formula: x^2, label: bowl}]},
		{kind: functions, x-axis: {range: [0, 1]}, curves: [{formula: 2*x, label: bowl}, {formula: "1 + 0*x", label: flat}]}]}`
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	styles := func(labels ...string) []sheet.LineStyle {
		var subjects []sheet.Subject
		for _, l := range labels {
			subjects = append(subjects, sheet.Subject{Variant: l})
		}
		return g.Style.Palette.Styles(subjects)
	}
	one, other := styles("line", "bowl"), styles("bowl", "flat")
	if one[1].Color != other[0].Color {
		t.Errorf("the bowl is %v and %v", one[1].Color, other[0].Color)
	}
	if one[0].Color == other[1].Color {
		t.Errorf("the line and the flat curve are both %v", one[0].Color)
	}
}
