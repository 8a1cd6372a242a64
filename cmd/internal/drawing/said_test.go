package drawing_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// auditedFigure draws a document with what a user says of it.
func auditedFigure(t *testing.T, source, theme string, said document.Said) (render.Figure, *drawing.Drawing, []string) {
	t.Helper()
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}, Said: said}), measure.Texts{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	g.Style.Audit = &sheet.Audit{}
	f, err := g.Figure()
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return f, g, g.Style.Audit.Texts
}

// saidSources returns a figure of each view and kind with runs called Quick and Slow.
func saidSources() map[string]string {
	all := map[string]string{
		"sweep":     "{kind: sweep, title: TITLE, surface: ravine, x: lr=1e-3/1e-2/1e-1, y: kappa=2/3, steps: 9, optimizer: [sgd]}",
		"curves":    "{kind: sweep, title: TITLE, surface: ravine, x: lr=1e-3/1e-2/1e-1, steps: 9, optimizer: [sgd, adam]}",
		"basins":    "{kind: basins, title: TITLE, surface: himmelblau, grid: '5', steps: 9, optimizer: [sgd]}",
		"functions": "{kind: functions, title: TITLE, x-axis: {range: [-1, 1]}, curves: [{formula: x^2, label: Quick}, {formula: x, label: Slow}]}",
		"diagram":   "{kind: diagram, title: TITLE, layers: [{width: 2}, {width: 1}]}",
		"cloud":     "{kind: cloud, title: TITLE, surface: line5, batch: [2, 3], draws: 20}",
		"gradcheck": "{kind: gradcheck, title: TITLE}",
	}
	for _, v := range document.Views() {
		surface, more := "himmelblau", ""
		switch v {
		case "sensitivity":
			more = ", tune: .001/.01"
		case "ends":
			more = ", noise: 1, seeds: 5"
		case "fit", "data", "accuracy":
			surface = "logistic"
		}
		all[v] = "{title: TITLE, view: " + v + ", surface: " + surface + ", optimizer: ['sgd:lr=.01', 'adam:lr=.1'], steps: 9, names: [Quick, Slow]" + more + "}"
	}
	return all
}

// Every figure can be drawn without title, with a subtitle of its own, and without any text above.
func TestSaidEverywhere(t *testing.T) {
	for name, source := range saidSources() {
		t.Run(name, func(t *testing.T) {
			usual, _, texts := auditedFigure(t, source, "", document.Said{})
			if !slices.Contains(texts, "TITLE") || usual.Title != "TITLE" {
				t.Errorf("the title is %q, and the texts %q", usual.Title, texts)
			}
			f, _, texts := auditedFigure(t, source, "", document.Said{NoTitle: true, Subtitle: "SUBTITLE"})
			if slices.Contains(texts, "TITLE") || slices.Contains(texts, f.Title) && !slices.Contains(usualTexts(t, source), f.Title) {
				t.Errorf("the title is drawn: %q", texts)
			}
			if !slices.Contains(texts, "SUBTITLE") {
				t.Errorf("the subtitle is not drawn: %q", texts)
			}
			_, _, bare := auditedFigure(t, source, "", document.Said{NoTitle: true, NoSubtitle: true, Legend: document.None})
			if slices.ContainsFunc(bare, func(s string) bool { return strings.Contains(s, sheet.Separator) || s == "TITLE" }) {
				t.Errorf("there is something above: %q", bare)
			}
		})
	}
}

// usualTexts returns the texts of a figure as it is.
func usualTexts(t *testing.T, source string) []string {
	_, _, texts := auditedFigure(t, source, "", document.Said{})
	return texts
}

// Without a legend no line has a name, and no sign a key; panels and tables keep their headings.
func TestNoLegend(t *testing.T) {
	headed := []string{"panels", "schedules", "steps", "ends", "memory"}
	for name, source := range saidSources() {
		if slices.Contains(headed, name) {
			continue
		}
		for _, theme := range []string{"", "slides", "paper"} {
			_, _, texts := auditedFigure(t, source, theme, document.Said{Legend: document.None})
			for _, text := range texts {
				if strings.HasPrefix(text, "Quick") || strings.HasPrefix(text, "Slow") || slices.Contains([]string{"start", "end", "minimum", "saddle"}, text) {
					t.Errorf("%s, theme %q: %q is drawn", name, theme, text)
				}
			}
		}
	}
}

// The subtitle states no formula if asked so, of a catalogued surface and of a typed one.
func TestNoFormula(t *testing.T) {
	for _, source := range []string{
		"{surface: himmelblau, optimizer: ['sgd:lr=.01'], steps: 9}",
		"{formula: x^2 + 3*y^2, optimizer: ['sgd:lr=.01'], steps: 9, view: trajectory}",
		"{kind: sweep, surface: himmelblau, x: lr=1e-3/1e-2, steps: 9}",
		"{kind: basins, surface: himmelblau, grid: '5', steps: 9, optimizer: [sgd]}",
	} {
		for _, said := range []document.Said{{}, {FormulaText: document.None}} {
			f, _, texts := auditedFigure(t, source, "", said)
			stated := slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, "f(x, y) =") })
			if stated == (said.FormulaText != "") {
				t.Errorf("%s, %+v: %q", source, said, texts)
			}
			if f.Desc == "" {
				t.Errorf("%s: there is no description", source)
			}
		}
	}
}

// A page without title keeps its figures in line, its file has a title, and nothing of a subtitle
// that the figures share comes back in them.
func TestPageSaysNothing(t *testing.T) {
	const source = `{title: PAGE, columns: 2, figures: [
		{title: LEFT, surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 9, view: trajectory},
		{title: RIGHT, surface: rosenbrock, optimizer: ["adam:lr=.01"], steps: 9, view: trajectory}]}`
	for _, theme := range []string{"", "slides", "paper"} {
		f, g, texts := auditedFigure(t, source, theme, document.Said{NoTitle: true, NoSubtitle: true})
		if f.Title != "LEFT; RIGHT" {
			t.Errorf("theme %q: the file's title is %q", theme, f.Title)
		}
		for _, text := range texts {
			if strings.Contains(text, "PAGE") || strings.Contains(text, "f(x, y)") || strings.Contains(text, "9 steps") {
				t.Errorf("theme %q: %q is drawn", theme, text)
			}
		}
		if !slices.Contains(texts, "LEFT") || len(g.Parts()) != 2 {
			t.Errorf("theme %q: the texts are %q", theme, texts)
		}
		_, _, texts = auditedFigure(t, source, theme, document.Said{Subtitle: "SUBTITLE"})
		if n := len(slices.DeleteFunc(texts, func(s string) bool { return s != "SUBTITLE" })); n != 1 {
			t.Errorf("theme %q: the subtitle of the page stands there %d times", theme, n)
		}
	}
}

// A subtitle measures as a title does.
func TestSubtitleMeasures(t *testing.T) {
	const source = "{surface: ravine, optimizer: ['sgd:lr=.01'], steps: 9, subtitle: {en: 'last {{.Steps 1 1e9}}', de: 'zuletzt {{.Steps 1 1e9}}'}}"
	_, _, texts := auditedFigure(t, source, "", document.Said{})
	if !slices.Contains(texts, "last 0") {
		t.Errorf("the texts are %q", texts)
	}
}
