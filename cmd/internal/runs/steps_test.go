package runs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// said draws a figure as a command would and gives what it says of itself.
func said(t *testing.T, s document.Spec) string {
	t.Helper()
	p, err := PlanOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	view, style, err := ViewOf(s, p)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := p.Trace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f, err := view.Draw(scene(t, p, s, paths), style)
	if err != nil {
		t.Fatal(err)
	}
	return f.Desc
}

// TestWorkedExample: the table of question 10 of the lecture, from the flags to
// the cells, in exact decimals.
func TestWorkedExample(t *testing.T) {
	s := document.Default()
	s.Formula, s.Params, s.Starts = "x^2/2", map[string]float64{"n": 1}, [][]float64{{1}}
	s.Optimizers = []string{"momentum:lr=.1,momentum=.9", "sgd:lr=.1", "nesterov:lr=.1,momentum=.9"}
	s.Steps, s.View = new(7), "steps"
	got := said(t, s)
	for label, xs := range map[string]string{
		"Momentum":         "1 0.9 0.72 0.486 0.2268 −0.02916 −0.256608 −0.4356504",
		"Gradient descent": "1 0.9 0.81 0.729 0.6561 0.59049 0.531441 0.4782969",
		"Nesterov":         "1 0.81 0.5751 0.327321 0.09388791 −0.10458168 −0.25488389 −0.35114028",
	} {
		_, table, _ := strings.Cut(got, " "+label+": k = 0")
		table, _, _ = strings.Cut("k = 0"+table, ". ")
		rows := strings.Split(table, "; ")
		for k, x := range strings.Fields(xs) {
			if want := fmt.Sprintf("k = %d, x = %s, g = %s", k, x, x); k >= len(rows) || !strings.HasPrefix(rows[k], want) {
				t.Errorf("%s: %q, want row %d to begin with %q", label, rows, k, want)
			}
		}
	}
	if want := "k = 4, x = 0.2268, g = 0.2268, b = 2.5596, Δx = −0.25596;"; !strings.Contains(got, want) {
		t.Errorf("%q lacks %q", got, want)
	}
}

// TestWorkedExamplePlane: the same in two dimensions.
func TestWorkedExamplePlane(t *testing.T) {
	s := document.Default()
	s.Formula, s.Starts = "(x^2+10*y^2)/2", [][]float64{{4, 1}}
	s.Optimizers, s.Steps, s.View = []string{"momentum:lr=.1,momentum=.9"}, new(5), "steps"
	got := said(t, s)
	for k, x := range [][2]string{{"4", "1"}, {"3.6", "0"}, {"2.88", "−0.9"}, {"1.944", "−0.81"}, {"0.9072", "0.081"}, {"−0.11664", "0.8019"}} {
		if want := fmt.Sprintf("k = %d, x = %s, y = %s, g_x = %s", k, x[0], x[1], x[0]); !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
	if want := "b_x = 10.2384, b_y = −7.209, Δx = −1.02384, Δy = 0.7209; k = 5,"; !strings.Contains(got, want) {
		t.Errorf("%q lacks %q", got, want)
	}
}

// A --schedule that no run has is told.
func TestIdleSchedule(t *testing.T) {
	s := document.Default()
	s.Surface, s.Schedules = "saddle", []string{"cosine"}
	for _, c := range []struct {
		rules []string
		want  bool
	}{{[]string{"sgd step"}, true}, {[]string{"sgd step", "adam"}, false}} {
		s.Optimizers = c.rules
		p, err := PlanOf(t.Context(), s)
		if err != nil || slices.Contains(p.Notes, idleSchedule) != c.want {
			t.Errorf("%q: %q, %v", c.rules, p.Notes, err)
		}
	}
}
