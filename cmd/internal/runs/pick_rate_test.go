package runs

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
)

// On typed formulas the picked rates lead runs far down. The runs neither diverge nor stay in
// zigzags, and where there is a minimum they do not leave the window.
func TestPickRate(t *testing.T) {
	for _, formula := range []string{
		"sin(3*x)*cos(2*y) + x^2/6 + y^2/6", "(x^2+y-5)^2 + 100*abs(x*y)", "abs(x) + 2*abs(y-1) + x*y/4", "x^3 - 3*x + y^2",
		"1/(1+exp(-4*(x^2+y^2-4)))", "exp(4*x-2) + exp(-3*y) + (x-y)^2", "x*log(x) + (y-1)^2", "sin(x)*sin(y)",
		"20 + x^2 + y^2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)", "max(x, -2*x) + y^2/2", "x^4 - 3*x^2 + x", "x1^4 + x2^2 + (x3-2)^2 + x1*x2*x3",
		"-exp(-(x-3)^2 - (y-3)^2)", "x^2 + 1000*y^2",
	} {
		p := plan(t, func(s *document.Spec) { s.Formula = formula })
		for _, r := range p.Runs {
			if r.Name == "newton" {
				continue
			}
			path, err := r.Trace(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			n := path.Len() - 1
			if o := path.Verdict.Outcome; o == optimizers.Diverged || o == optimizers.LeftWindow {
				t.Errorf("%s: %s: %v", formula, r.Rule, path.Verdict)
				continue
			}
			highest := path.Loss[0] - p.Meta.Floor()
			if left := path.Loss[n] - p.Meta.Floor(); !(left < 0.5*highest) {
				t.Errorf("%s: %s from %v has %v of %v left", formula, r.Rule, r.Start, left, highest)
			}
			moved := 0.0
			for k := n / 2; k < n; k++ {
				moved += p.Widths(path.At(k), path.At(k+1))
			}
			if mean := moved / float64(n-n/2); mean > 0.005 {
				t.Errorf("%s: %s still moves by %v widths of the window a step", formula, r.Rule, mean)
			}
		}
	}
}

// TestLeaving: without a minimum runs leave the window, but not at once.
func TestLeaving(t *testing.T) {
	for _, formula := range []string{"x*y", "x^3 - 3*x*y^2", "x + y/2"} {
		p := plan(t, func(s *document.Spec) { s.Formula = formula })
		for _, r := range p.Runs {
			if r.Name == "newton" {
				continue
			}
			inside := 0
			r.Each(context.Background(), func(s optimizers.State) error {
				if !p.Window.Contains(s.X) {
					return io.EOF
				}
				inside++
				return nil
			})
			if inside < 15 || inside > 500 {
				t.Errorf("%s: %s is in the window for %d steps", formula, r.Rule, inside)
			}
		}
	}
}

// TestChosen: the view unasked is that of the dimension, and a note says which
// where it is not the usual one.
func TestChosen(t *testing.T) {
	for _, test := range []struct {
		set  func(*document.Spec)
		view string
		note string
	}{
		{func(s *document.Spec) { s.Formula = "x^2" }, "slice", "1 dimension: drawing --view slice"},
		{func(s *document.Spec) { s.Formula = "x^2 + y^2" }, "compare", ""},
		{func(s *document.Spec) { s.Surface = "sphere:n=3" }, "compare", "3 dimensions: drawing --view compare --plane pca"},
		{func(s *document.Spec) { s.Surface, s.Plane = "sphere:n=3", "random" }, "compare", "3 dimensions: drawing --view compare"},
		{func(s *document.Spec) { s.Surface, s.View = "sphere:n=1", "phase" }, "phase", ""},
		{func(s *document.Spec) { s.Surface, s.Panels = "sphere:n=3", "run" }, "panels", ""},
	} {
		s := document.Default()
		test.set(&s)
		p, err := PlanOf(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		view, _, err := ViewOf(s, p)
		if note := strings.Join(NotesOnView(s, p), "|"); err != nil || view.Name != test.view || note != test.note {
			t.Errorf("%+v: view %s, note %q, %v, want %s, %q", s, view.Name, note, err, test.view, test.note)
		}
	}
	s := document.Default()
	s.Formula, s.View = "x^2", "trajectory"
	p, err := PlanOf(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := ViewOf(s, p); err == nil || !slices.Contains(strings.Fields(err.Error()), "slice,") {
		t.Errorf("a view that is asked for and needs a plane: %v", err)
	}
}
