package drawing_test

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// drawn draws a document.
func drawn(t *testing.T, text string) error {
	t.Helper()
	d, err := document.ParseYAML([]byte(text), measure.Texts{})
	if err != nil {
		return err
	}
	g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
	if err != nil {
		return err
	}
	if err := g.Compute(t.Context(), nil); err != nil {
		return err
	}
	_, err = g.Figure()
	return err
}

// A run is marked by its number or by any of its names, in each language.
func TestMarkedRuns(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"marks: [{run: 1, step: 5}]", ""},
		{"marks: [{run: sgd, step: 5}]", ""},
		{"marks: [{run: gradient descent, step: 0}]", ""},
		{"marks: [{run: GD, step: 5, label: {en: here, de: hier}}]", ""},
		{"lang: de\nmarks: [{run: Gradientenabstieg, step: 5}]", ""},
		{"lang: de\nmarks: [{run: Gradient descent, step: 5}]", ""},
		{"marks: [{run: 2, step: '{{.Steps 2 13}}', label: '{{.Steps 2 1}} steps'}]", ""},
		{"view: loss\nmarks: [{run: 2, step: 10}, {x: 3, y: 1}]", ""},
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
		err := drawn(t, "surface: beale\noptimizer: ['sgd:lr=.01', 'adam:lr=.1']\nsteps: 10\nsize: 400x225\n"+c.text+"\n")
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: error %v", c.text, err)
		}
	}
	err := drawn(t, "surface: beale\noptimizer: ['adam:lr=.01', 'adam:lr=.1']\nsteps: 10\nmarks: [{run: adam, step: 5}]\n")
	if err == nil || !strings.Contains(err.Error(), `2 runs are called "adam"; choose one by its number, from 1 to 2`) {
		t.Errorf("two runs of one name: error %v", err)
	}
}
