package drawing

import (
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// The metric error is the share of the examples held out that go wrong, and
// train-error that of those trained on.
func TestErrorOfClasses(t *testing.T) {
	for metric, held := range map[string]bool{"error": true, "train-error": false} {
		m := kindDrawing(t, "kind: sweep\nsurface: logistic:data=moons\noptimizer: ['sgd:lr=0.5']\nx: lr=0.1/0.5\nsteps: 20\nmetric: "+metric+"\n", nil).Content.(*Sweep)
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
		if got, want := m.Row(1)[0], 1-models.Accuracy(model, x, model.Data()); got != want || want == 0 {
			t.Errorf("%s: %v, want %v", metric, got, want)
		}
		if h := m.heatMap(); !h.Shares {
			t.Errorf("%s stands on no even scale", metric)
		}
	}
}

// Over a penalty each cell has a minimum of its own, and the loss is measured from
// none.
func TestLossOverPenalty(t *testing.T) {
	for _, x := range []string{"l2=0/0.1/1", "l1=0/0.1/1"} {
		m := kindDrawing(t, "kind: sweep\nsurface: line5\noptimizer: ['sgd:lr=0.05']\nsteps: 20\nmetric: final\nx: "+x+"\n", nil).Content.(*Sweep)
		if f := m.Meta.Infimum; f == 0 || math.IsNaN(f) {
			t.Fatalf("infimum %v", f)
		}
		if note := m.note(words.English); strings.Contains(note, "L2") || strings.Contains(note, "L1") || strings.Contains(note, "Σ_i x") {
			t.Errorf("the note %q tells of one penalty", note)
		}
		if m.isCurve() {
			t.Error("a penalty is chosen by the final loss")
		}
		what, floor := m.quantity(words.English)
		if what != "final loss" || floor != 0 {
			t.Errorf("%s: %s, from %v", x, what, floor)
		}
		for i, v := range m.heatMap().Panels[0].Values {
			if v != m.Row(i)[0] {
				t.Errorf("%s: %v is drawn as %v", x, m.Row(i)[0], v)
			}
		}
	}
}

// What a penalty does on held-out examples is drawn as curves, of training too where they count
// errors, and with markers where the values are few.
func TestHeldOutOverPenalty(t *testing.T) {
	for source, want := range map[string]struct {
		curves int
		kind   chart.SeriesKind
	}{
		"surface: overfit\noptimizer: [newton]\nsteps: 1\nx: l2=0.1:10:log:60\nmetric: val\n":                  {1, chart.AsLine},
		"surface: 'random-features:n=20,p=40'\noptimizer: [cg]\nsteps: 3\nx: l2=0.1:10:log:3\nmetric: error\n": {2, chart.AsMarked},
	} {
		g := kindDrawing(t, "kind: sweep\n"+source, nil)
		m := g.Content.(*Sweep)
		if !m.isCurve() {
			t.Fatalf("%s: no curves", source)
		}
		p := m.curves()
		if len(p.Series) != want.curves || p.Series[0].Kind != want.kind || p.Series[want.curves-1].Same != (want.curves > 1) {
			t.Errorf("%s: %d series, the first of kind %v", source, len(p.Series), p.Series[0].Kind)
		}
	}
}

// An axis of weight decays is called a penalty only where it is one in the rules.
func TestDecayName(t *testing.T) {
	l := words.English
	for _, c := range []struct {
		rules []string
		want  string
	}{
		{[]string{"adamw", "sgdw:lr=0.1"}, "weight decay"},
		{[]string{"adam", "lookahead(sgd:lr=0.1)"}, "L2 penalty $w$"},
		{[]string{"adam cosine", "adamw"}, "penalty or decay $w$"},
	} {
		if got := decayName(l, c.rules); got != c.want {
			t.Errorf("%q: %q, want %q", c.rules, got, c.want)
		}
	}
}
