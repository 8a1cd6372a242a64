package drawing_test

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// paged resolves and computes a page in a theme.
func paged(t *testing.T, source, theme string) (*drawing.Drawing, error) {
	t.Helper()
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Theme: document.Theme{Name: theme}}), measure.Texts{})
	if err == nil {
		err = g.Compute(t.Context(), nil)
	}
	return g, err
}

const movingPage = `{title: Page, columns: 2, figures: [
	{title: Paths, surface: rosenbrock, optimizer: ["sgd:lr=.001", newton], steps: 20, view: trajectory},
	{title: Still, kind: diagram, layers: [{width: 2}, {width: 1}]},
	{columns: 1, figures: [
		{title: Losses, surface: rosenbrock, optimizer: ["sgd:lr=.001"], steps: 20, view: loss},
		{title: Longer, surface: rosenbrock, optimizer: ["adam:lr=.01"], steps: 50, view: loss}]}]}`

// The runs of all figures of a page advance together, and a run that two figures show is one.
func TestPageFilm(t *testing.T) {
	for _, theme := range []string{"", "slides", "paper"} {
		g, err := paged(t, movingPage, theme)
		if err != nil {
			t.Fatal(err)
		}
		film, err := g.Film()
		if err != nil {
			t.Fatalf("theme %q: %v", theme, err)
		}
		if n := len(film.Frames); n != 51 || film.Frames[50].Place != 50 || film.Frames[20].Place != 20 {
			t.Errorf("theme %q: %d frames", theme, n)
		}
		if len(film.Runs) != 3 || len(film.Trails) < 4 { // gradient descent, Newton, Adam
			t.Errorf("theme %q: %d runs and %d trails", theme, len(film.Runs), len(film.Trails))
		}
		whole, err := g.Figure()
		if err != nil {
			t.Fatal(err)
		}
		if got, want := len(film.Still.Marks)+len(film.Frames[50].Marks), len(whole.Marks); got != want || film.Still.Height != whole.Height || film.Still.Title != "Page" {
			t.Errorf("theme %q: the last frame has %d marks, the figure %d", theme, got, want)
		}
		if len(film.Frames[20].Marks) == len(film.Frames[0].Marks) {
			t.Errorf("theme %q: nothing moves", theme)
		}
	}
}

func TestPageUntil(t *testing.T) {
	g, err := paged(t, movingPage, "")
	if err != nil {
		t.Fatal(err)
	}
	for until, want := range map[float64]string{0: "", 30: "", 50: "", 51: "is past the end of the runs, 50"} {
		g.Document.Until = &until
		if _, err := g.Figure(); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("until %g: %v, want %q", until, err, want)
		}
	}
	for source, want := range map[string]string{
		"{until: 5, figures: [{kind: diagram, layers: [{width: 2}, {width: 1}]}, {kind: basins}]}":                                                                       "no figure of the page moves: only runs do",
		"{until: 1, figures: [{surface: line5, optimizer: ['sgd:lr=.1'], steps: 9}, {surface: line5, batch: [1], axis: epoch, optimizer: ['sgd:lr=.1'], steps: 9}]}":     "advance by different axes, step and epoch: --figure 2 animates one of them",
		"{until: -1, figures: [{surface: line5, optimizer: ['sgd:lr=.1'], steps: 9}, {surface: line5, batch: [1], axis: epoch, optimizer: ['sgd:lr=.1'], steps: 9}]}":    "must be at least 0",
		"{animate: {fps: 1000}, figures: [{surface: line5, optimizer: ['sgd:lr=.1'], steps: 9}, {surface: line5, batch: [1], axis: epoch, optimizer: [sgd], steps: 9}]}": "must be in (0, 50]",
	} {
		g, err := paged(t, source, "")
		if err == nil {
			_, err = g.Figure()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", source, err, want)
		}
	}
}
