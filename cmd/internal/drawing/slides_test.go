package drawing_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

const (
	aLoss  = `{surface: sphere, optimizer: ["sgd:lr=.1"], steps: 9, view: loss}`
	aMap   = `{surface: himmelblau, optimizer: ["sgd:lr=.01"], steps: 9, view: trajectory}`
	aStrip = `{surface: "ravine:kappa=10,angle=0", window: [-1, 11, -1.5, 1.5], start: [[10, 1]], optimizer: ["sgd:lr=.1"], steps: 9, view: trajectory}`
	aWide  = `{surface: rosenbrock, window: [-2, 2, -1, 1.4], optimizer: ["sgd:lr=.001"], steps: 9, view: trajectory}`
)

// slidesOf returns the slides of a page of figures.
func slidesOf(t *testing.T, figures ...string) []*drawing.Drawing {
	t.Helper()
	return pageOf(t, "slides", figures...).Slides()
}

// pageOf returns the page of some figures, which are YAML, in a theme.
func pageOf(t *testing.T, theme string, figures ...string) *drawing.Drawing {
	t.Helper()
	source := `{title: A page, figures: [` + strings.Join(figures, ", ") + "]}"
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
	return g
}

// Figures share a slide as long as each is large on it: a strip beside a curve is not, nor are
// five figures, whose grid has an empty cell. Maps and curves share no slide with a third figure
// if there is a choice.
func TestSlidesAreReadable(t *testing.T) {
	for _, c := range []struct {
		figures []string
		want    string
	}{
		{[]string{aLoss, aLoss}, "[2]"},
		{[]string{aMap, aLoss}, "[2]"},
		{[]string{aStrip, aLoss}, "[1 1]"},
		{[]string{aStrip, aStrip}, "[1 1]"},
		{[]string{aLoss, aMap, aMap}, "[1 2]"},
		{[]string{aLoss, aWide, aWide}, "[1 2]"},
		{[]string{aWide, aWide, aLoss}, "[2 1]"},
		{[]string{aMap, aMap, aMap, aMap, aMap}, "[2 2 1]"},
	} {
		var got []int
		for _, s := range slidesOf(t, c.figures...) {
			got = append(got, len(s.Parts()))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%q stand on slides of %v figures, want %s", c.figures, got, c.want)
		}
	}
}

// The titles of the figures on a page of paper have one size.
func TestTitlesOfOneSizeOnPaper(t *testing.T) {
	titled := func(title string) string { return strings.Replace(aLoss, "{", "{title: "+title+", ", 1) }
	g := pageOf(t, "paper", titled("A title that has to shrink to fit beside"), titled("Short"))
	g.Style.Audit = &sheet.Audit{}
	if _, err := g.Figure(); err != nil {
		t.Fatal(err)
	}
	var sizes []vg.Length
	for i, text := range g.Style.Audit.Texts {
		if strings.HasPrefix(text, "A title") || text == "Short" {
			sizes = append(sizes, g.Style.Audit.Sizes[i])
		}
	}
	if len(sizes) != 2 || math.Abs(float64(sizes[0]/sizes[1])-1) > 0.01 { // Fit may take a hair more
		t.Errorf("the titles have the sizes %v", sizes)
	}
}

// The titles of the figures on a slide have one size, and where one title needs two lines none
// shrinks to one.
func TestTitlesOfOneSize(t *testing.T) {
	const short = `{title: Short, surface: sphere, optimizer: ["sgd:lr=.1"], steps: 9, view: loss}`
	titled := func(title string) string { return strings.Replace(short, "Short", title, 1) }
	for _, c := range []struct{ title, other, want string }{
		{"Random labels and all of them wrong", "Short", "Random labels and all of them wrong|Short"},
		{"Random labels learnt by heart: all of them after many steps", "Short", "Random labels learnt by heart:|all of them after many steps|Short"},
		{"Random labels learnt by heart: all of them after many steps", "Random labels and all of them wrong", "Random labels learnt by heart:|all of them after many steps|Random labels and|all of them wrong"},
	} {
		s := slidesOf(t, titled(`"`+c.title+`"`), titled(c.other))[0]
		sizes, lines := map[string]bool{}, []string{}
		s.Style.Audit = &sheet.Audit{}
		if _, err := s.Figure(); err != nil {
			t.Fatal(err)
		}
		for i, text := range s.Style.Audit.Texts {
			if strings.Contains(c.title, text) || strings.Contains(c.other, text) {
				lines = append(lines, text)
				sizes[fmt.Sprintf("%.3f", s.Style.Audit.Sizes[i])] = true
			}
		}
		if got := strings.Join(lines, "|"); got != c.want || len(sizes) != 1 {
			t.Errorf("%q beside %q: lines %q of sizes %v", c.title, c.other, got, sizes)
		}
	}
}
