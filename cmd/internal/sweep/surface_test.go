package sweep

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// sweptOver computes a curve.
func sweptOver(t *testing.T, surface, rule, x, metric string) *Sweep {
	t.Helper()
	s := document.DefaultSweep()
	steps := 20
	s.Surface, s.Optimizers, s.X, s.Metric, s.Steps = surface, []string{rule}, x, metric, &steps
	m, err := SweepOf(context.Background(), s)
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
		if got := m.Row(i)[0]; math.Abs(got-want) > 1e-12*want {
			t.Errorf("kappa %v: %v, want %v", k, got, want)
		}
	}
	m = sweptOver(t, "sphere", "newton", "n=1/2/5", "final")
	for i := range 3 {
		if got := m.Row(i)[0]; got != 0 {
			t.Errorf("sphere %d: %v", i, got)
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
		if _, err := SweepOf(context.Background(), s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s over %s, %s: %v, want %q", c.surface, c.x, c.metric, err, c.want)
		}
	}
}

// A key that takes whole numbers has whole values along a range: of the surface, of a rule
// with a formula, of a rule around another, of a schedule and of a list.
func TestWholeAxes(t *testing.T) {
	for _, c := range []struct{ surface, rule, x string }{
		{"sphere", "sgd", "n=2:10:log:6"},
		{"ravine:angle=0", "lbfgs:lr={1/history_size}", "history_size=2:10:log:6"},
		{"sphere", "lookahead(sgd)", "k=2:10:log:6"},
		{"sphere", "sgd step", "step_size=2:10:log:6"},
		{"sphere", "sgd multistep", "milestones=2:10:log:6"},
	} {
		m := sweptOver(t, c.surface, c.rule, c.x, "final")
		if got := fmt.Sprint(m.X.Values); got != "[2 3 4 5 7 10]" {
			t.Errorf("%s of %s on %s has %s", c.x, c.rule, c.surface, got)
		}
	}
}
