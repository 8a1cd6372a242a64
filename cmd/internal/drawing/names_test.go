package drawing_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

// drawnIn draws a page in a theme and returns its texts and its height.
func drawnIn(t *testing.T, source, theme string) (texts []string, height vg.Length) {
	t.Helper()
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}}), measure.Texts{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	g.Style.Audit = &sheet.Audit{}
	f, err := g.Figure()
	if err != nil {
		t.Fatal(err)
	}
	return g.Style.Audit.Texts, f.Height
}

// On paper a page names each line once where its figures show the same lines, and in each figure
// where the legend of the page would show one look twice.
func TestNamesOnPage(t *testing.T) {
	const source = `{title: Two, columns: 2, figures: [
		{surface: rosenbrock, optimizer: ["sgd:lr=.001", "adam:lr=.01"], names: [GD FIRST, Adam FIRST], steps: 9, view: loss},
		{surface: rosenbrock, optimizer: ["sgd:lr=.001", "adam:lr=.01"], names: [GD SECOND, Adam SECOND], start: [[-1, 1]], steps: 9, view: loss}]}`
	count := func(source, name string) int {
		texts, _ := drawnIn(t, source, "paper")
		return len(slices.DeleteFunc(texts, func(s string) bool { return s != name }))
	}
	same := strings.NewReplacer(" FIRST", "", " SECOND", "").Replace(source)
	long := strings.ReplaceAll(same, "Adam", "Adam with a name that is wider than the room beside the curves")
	if n := count(long, "GD"); n != 1 {
		t.Errorf("two figures of the same lines name GD %d times, want once", n)
	}
	for _, name := range []string{"GD FIRST", "GD SECOND"} {
		if n := count(source, name); n != 1 {
			t.Errorf("figures of one look with two names have %q %d times, want once", name, n)
		}
	}
}

// On paper a figure that lacks room becomes higher: the fit of a model for its data, and a
// comparison with learning rates for its losses.
func TestLackOfHeight(t *testing.T) {
	usual := 11 * vg.Centimeter
	for name, c := range map[string]struct {
		source string
		higher bool
	}{
		"a fit":            {`{surface: line5, optimizer: ["sgd:lr=.1"], steps: 5, view: fit}`, true},
		"changing rates":   {`{surface: rosenbrock, optimizer: ["sgd:lr=.001 cosine"], steps: 50}`, true},
		"losses by itself": {`{surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 50, view: loss}`, false},
	} {
		_, height := drawnIn(t, c.source, "paper")
		if higher := height > usual+1; higher != c.higher || !higher && math.Abs(float64(height-usual)) > 1 {
			t.Errorf("%s is %v high, usual are %v: higher is %v, want %v", name, height, usual, higher, c.higher)
		}
	}
}
