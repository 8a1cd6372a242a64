package drawing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// drawn draws a document as SVG, without the description, which says what marks are of.
func drawn(t *testing.T, text string) (svg string, g *drawing.Drawing, err error) {
	t.Helper()
	d, err := document.ParseYAML([]byte(text), measure.Texts{})
	if err != nil {
		return "", nil, err
	}
	if g, err = drawing.Resolve(t.Context(), d, measure.Texts{}); err != nil {
		return "", nil, err
	}
	if err := g.Compute(t.Context(), nil); err != nil {
		return "", nil, err
	}
	f, err := g.Figure()
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	f.Desc = ""
	err = f.Encode(&b, "svg")
	return b.String(), g, err
}

// marked is the beginning of documents of two runs.
const marked = "surface: beale\noptimizer: ['sgd:lr=.01', 'adam:lr=.1']\nsteps: 10\nsize: 400x225\n"

// A run is marked by its number or by any of its names, in each language: the mark stands at its iterate.
func TestMarkedRuns(t *testing.T) {
	for _, c := range []struct {
		lang, mark string
		run, step  int
		label      string
	}{
		{"en", "{run: 1, step: 5}", 0, 5, ""},
		{"en", "{run: sgd, step: 5}", 0, 5, ""},
		{"en", "{run: gradient descent, step: 0}", 0, 0, ""},
		{"en", "{run: GD, step: 5, label: {en: here, de: hier}}", 0, 5, ", label: here"},
		{"de", "{run: Gradientenabstieg, step: 5, label: {en: here, de: hier}}", 0, 5, ", label: hier"},
		{"de", "{run: Gradient descent, step: 10}", 0, 10, ""},
		{"en", "{run: Adam, step: 10, label: end}", 1, 10, ", label: end"},
		{"en", "{run: 2, step: '{{.Steps 2 13}}', label: '{{.Steps 2 13}} steps'}", 1, 3, ", label: 3 steps"},
	} {
		text := marked + "view: trajectory\nlang: " + c.lang + "\nmarks: "
		got, g, err := drawn(t, text+"["+c.mark+"]\n")
		if err != nil {
			t.Errorf("%s: %v", c.mark, err)
			continue
		}
		x := g.Content.(*drawing.Runs).Paths[c.run].At(c.step)
		at := fmt.Sprintf("[{x: %v, y: %v%s}]\n", x[0], x[1], c.label)
		want, _, err := drawn(t, text+at)
		if err != nil || got != want {
			t.Errorf("%s: the picture is not that of the mark %s (%v)", c.mark, at, err)
		}
	}
}

// Marks of runs that the figure does not have, and of steps that they do not take, are refused.
func TestMarkedRunsRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"marks: [{run: adm, step: 5}]", `--mark "adm@5": unknown run "adm" (did you mean Adam?)`},
		{"marks: [{run: 3, step: 5}]", "there is no run 3; the figure has 2 runs"},
		{"marks: [{run: 0, step: 5}]", "there is no run 0"},
		{"marks: [{x: 1, y: 1}, {run: 1, step: 11}]", "step 11: Gradient descent ends at step 10"},
		{"marks: [{run: 1, step: 1.5}]", "is not 0 or a whole number above"},
		{"marks: [{run: 1, step: -1}]", "is not 0 or a whole number above"},
		{"every: 3\nmarks: [{run: 1, step: 4}]", "step 4: Gradient descent is shown at every 3-th step"},
		{"marks: [{run: 1}]", "an iterate needs run and step"},
		{"marks: [{step: 1}]", "an iterate needs run and step"},
		{"marks: [{run: 1, step: 1, x: 2}]", "is either at x and y or at a step of a run"},
		{"marks: [{x: 2}]", "needs x and either y or the number of a curve, or run and step"},
		{"view: steps\nmarks: [{x: 2, y: 1}]", `--mark "2,1": goes with --view`},
		{"marks: [{run: 1, step: 1, label: '{{.Nothing}}'}]", "Nothing"},
	} {
		if _, _, err := drawn(t, marked+c.text+"\n"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.text, err, c.want)
		}
	}
	_, _, err := drawn(t, "surface: beale\noptimizer: ['adam:lr=.01', 'adam:lr=.1']\nsteps: 10\nmarks: [{run: adam, step: 5}]\n")
	if err == nil || !strings.Contains(err.Error(), `2 runs are called "adam"; choose one by its number, from 1 to 2`) {
		t.Errorf("two runs of one name: error %v", err)
	}
}
