package spec

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// sweptOver computes a curve.
func sweptOver(t *testing.T, surface, rule, x, metric string) *Map {
	t.Helper()
	s := document.DefaultSweep()
	steps := 20
	s.Surface, s.Optimizers, s.X, s.Metric, s.Steps = surface, []string{rule}, x, metric, &steps
	m, err := MapOf(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Compute(context.Background(), m.Missing(Shard{}), func([]int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return m
}

// Along a key of the surface, each cell is of a surface of its own: with its loss,
// its start and its dimension, for rules in lock-step and alone.
func TestAxisOfTheSurface(t *testing.T) {
	m := sweptOver(t, "ravine:angle=0", "sgd:lr=0.01", "kappa=5/10/20", "final")
	for i, k := range []float64{5, 10, 20} {
		want := 8*math.Pow(1-.01, 40) + k/2*math.Pow(1-.01*k, 40)
		if got := m.row(i)[0]; math.Abs(got-want) > 1e-12*want {
			t.Errorf("kappa %v: %v, want %v", k, got, want)
		}
	}
	m = sweptOver(t, "sphere", "newton", "n=1/2/5", "final")
	for i := range 3 {
		if got := m.row(i)[0]; got != 0 {
			t.Errorf("sphere %d: %v", i, got)
		}
	}
}

// The metric error is the share of the examples held out that go wrong, and
// train-error that of those trained on.
func TestErrorOfClasses(t *testing.T) {
	for metric, held := range map[string]bool{"error": true, "train-error": false} {
		m := sweptOver(t, "logistic:data=moons", "sgd:lr=0.5", "lr=0.1/0.5", metric)
		f, err := catalog.ParseSurface("logistic:data=moons", nil)
		if err != nil {
			t.Fatal(err)
		}
		model := f.(surfaces.Fitted)
		if held {
			model = f.(surfaces.Validated).Validation().(surfaces.Fitted)
		}
		x, g := make([]float64, 3), make([]float64, 3)
		copy(x, f.Meta().Start)
		for range 20 {
			f.Grad(g, x)
			for i := range x {
				x[i] -= .5 * g[i]
			}
		}
		if got, want := m.row(1)[0], 1-models.Accuracy(model, x, model.Data()); got != want || want == 0 {
			t.Errorf("%s: %v, want %v", metric, got, want)
		}
		if h := (GridContent{m}).heatMap(); !h.Shares {
			t.Errorf("%s stands on no even scale", metric)
		}
	}
}

// What a metric cannot be of several surfaces, or of this one, is refused.
func TestRefusedOfSurfaces(t *testing.T) {
	for _, c := range []struct{ surface, x, metric, want string }{
		{"trid", "n=2/3", "steps:1e-6", "each surface has a minimum of its own"},
		{"ravine", "kappa=5/10", "rate", "is of one surface"},
		{"ravine", "kappa=0.5/10", "final", "must be in [1,inf)"},
		{"ravine", "kapa=5/10", "final", "did you mean kappa?"},
		{"ravine", "lr=0.1/0.2", "error", "holds no examples out"},
		{"ravine", "lr=0.1/0.2", "train-error", "is no model"},
		{"line1000", "lr=0.1/0.2", "train-error", "have no classes"},
	} {
		s := document.DefaultSweep()
		s.Surface, s.X, s.Metric, s.Optimizers = c.surface, c.x, c.metric, []string{"sgd"}
		if _, err := MapOf(context.Background(), s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s over %s, %s: %v, want %q", c.surface, c.x, c.metric, err, c.want)
		}
	}
}

// Over a penalty each cell has a minimum of its own, and the loss is measured from
// none.
func TestLossOverPenalty(t *testing.T) {
	for _, x := range []string{"l2=0/0.1/1", "l1=0/0.1/1"} {
		m := sweptOver(t, "line5", "sgd:lr=0.05", x, "final")
		if f := m.Meta.Infimum; f == 0 || math.IsNaN(f) {
			t.Fatalf("infimum %v", f)
		}
		what, floor := GridContent{m}.what()
		if what != "final loss" || floor != 0 {
			t.Errorf("%s: %s, from %v", x, what, floor)
		}
		for i, v := range (GridContent{m}).heatMap().Panels[0].Values {
			if v != m.row(i)[0] {
				t.Errorf("%s: %v is drawn as %v", x, m.row(i)[0], v)
			}
		}
	}
}
