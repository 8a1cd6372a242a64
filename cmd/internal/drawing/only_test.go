package drawing_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// onlyPage has figures whose colours, axes of losses and levels depend on each other.
const onlyPage = `{title: "{{(.Part 3).Loss 1}}", caption: All, columns: 2, figures: [
	{surface: "ravine:kappa=9", optimizer: ["sgd:lr=.05", "sgd:lr=.1"], steps: 9, view: loss},
	{surface: "ravine:kappa=9", optimizer: ["sgd:lr=.1", "sgd:lr=.2", "sgd:lr=.01"], steps: 9, view: loss},
	{surface: "ravine:kappa=9", optimizer: ["sgd:lr=.2"], steps: 30, view: loss},
	{title: Inner, figures: [
		{surface: himmelblau, optimizer: ["sgd:lr=.01"], steps: 9},
		{surface: himmelblau, window: [0, 5, 0, 5], optimizer: ["momentum:lr=.01"], steps: 9}]}]}`

// computed returns what a document is drawn as.
func computed(t *testing.T, d document.Document) *drawing.Drawing {
	t.Helper()
	g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// themed parses a document and gives it a theme.
func themed(t *testing.T, source, theme string) document.Document {
	t.Helper()
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	return d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}})
}

// Each slide of a page is drawn from its source as it was, and so in each other theme for slides.
func TestSlideFromItsSource(t *testing.T) {
	var shown []int
	page := themed(t, onlyPage, "slides")
	slides := computed(t, page).Slides()
	if len(slides) < 2 {
		t.Fatal("the page is one slide")
	}
	dark := document.Appearance{Theme: document.Theme{Name: "slides-dark"}}
	inDark := computed(t, page.Restyled(dark)).Slides()
	for i, s := range slides {
		source := s.Source()
		parsed, err := document.ParseYAML(source.YAML(), measure.Texts{})
		if err != nil {
			t.Fatal(err)
		}
		again := computed(t, parsed.Restyled(document.Appearance{}))
		if len(again.Slides()) != 1 || again.Slides()[0] != again {
			t.Errorf("slide %d is several", i)
		}
		if !bytes.Equal(svgOf(t, again), svgOf(t, s)) {
			t.Errorf("slide %d looks different when it is drawn again", i)
		}
		if got := again.Source().YAML(); !bytes.Equal(got, source.YAML()) {
			t.Errorf("slide %d has another source when it is drawn again:\n%s", i, got)
		}
		other, err := again.Restyled(t.Context(), parsed, dark)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(svgOf(t, other), svgOf(t, inDark[i])) {
			t.Errorf("slide %d looks different in the dark", i)
		}
		shown = append(shown, source.Only...)
	}
	if want := []int{1, 2, 3, 4, 5}; !slices.Equal(shown, want) {
		t.Errorf("the slides show the figures %v, want %v", shown, want)
	}
}

// A figure that is drawn without the others of its page has the colours and the title that it has with
// them, on a page of its own size.
func TestOnly(t *testing.T) {
	d := themed(t, onlyPage, "paper")
	whole := computed(t, d)
	d.Only = []int{2, 5}
	g := computed(t, d)
	if got := len(figuresOf(g)); got != 2 || len(g.Parts()) != 2 {
		t.Fatalf("%d figures are drawn", got)
	}
	if g.Style.Height >= whole.Style.Height {
		t.Errorf("two figures are %g high, five %g", g.Style.Height, whole.Style.Height)
	}
	for i, of := range []int{1, 4} {
		f, w := figuresOf(g)[i], figuresOf(whole)[of]
		got, want := f.Style.Palette.Styles(f.Plan.Subjects()), w.Style.Palette.Styles(w.Plan.Subjects())
		if got[0].Color != want[0].Color {
			t.Errorf("figure %d has the colour %v, want %v", of+1, got[0].Color, want[0].Color)
		}
	}
	if g.Document.GridSpec.Title != whole.Document.GridSpec.Title || g.Caption() != "" {
		t.Errorf("title %q, caption %q", g.Document.GridSpec.Title, g.Caption())
	}
	if part, err := d.Figure(2); err != nil || part.Optimizers[0] != "momentum:lr=.01" {
		t.Errorf("figure 2 is of %v, %v", part.Optimizers, err)
	}
}
