package runs

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/words"
)

// Tuning chooses the rate with the lowest final loss, which the run then has; all
// have the same budget of gradients.
func TestTune(t *testing.T) {
	s := document.Default()
	s.Surface, s.Steps = "ravine:kappa=25,angle=30", new(100)
	s.Optimizers = []string{"sgd:lr=.5", "momentum", "adam cosine", "newton", "bfgs", "cg"}
	s.Tune = document.UsualTuning
	p, err := PlanOf(context.Background(), s.Untuned())
	if err != nil {
		t.Fatal(err)
	}
	tuning, err := p.Tune(context.Background(), s.Tune)
	if err != nil {
		t.Fatal(err)
	}
	if want := "each rate the best of 16 from 0.0001 to 10 in steps of 1, 2, 5, by the final loss after 100 gradients; Hessians are not counted"; protocolOf(p, tuning, s.Tune) != want {
		t.Errorf("protocol %q", protocolOf(p, tuning, s.Tune))
	}
	paths, err := p.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range p.Runs {
		c := tuning.Curves[i]
		path := paths[i]
		last := path.Len() - 1
		if path.Loss[last] != c.Values[c.Chosen] || slices.Min(c.Values) != c.Values[c.Chosen] {
			t.Errorf("%s: ends at %v, tuned to %v of %v", r.Label, path.Loss[last], c.Values[c.Chosen], c.Values)
		}
		if path.Grads[last] > 100 {
			t.Errorf("%s: %d gradients", r.Label, path.Grads[last])
		}
		if r.LR != c.Rates[c.Chosen] || !strings.Contains(r.Rule, "lr="+catalog.FormatNumber(r.LR)) {
			t.Errorf("%s: rate %v, chosen %v", r.Rule, r.LR, c.Rates[c.Chosen])
		}
		if n := len(c.Rates); (i < 4) != (n == 16) {
			t.Errorf("%s: %d rates", r.Label, n)
		}
	}
	if p.Runs[0].LR != .05 {
		t.Errorf("gradient descent is tuned to %v", p.Runs[0].LR)
	}
}

// The budget is that of each step, whatever is shown of a run: as many gradients as
// the run has steps, and no step more would fit.
func TestTuneBudget(t *testing.T) {
	for _, every := range []int{0, 7, 30, 100} {
		s := document.Default()
		s.Surface, s.Steps, s.Every = "rosenbrock", new(100), every
		s.Optimizers = []string{"bfgs", "lookahead(cg)"}
		p, err := PlanOf(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Tune(context.Background(), ".1"); err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Runs {
			run := r.Run
			run.Steps, run.Every = 100, 1
			path, err := run.Trace(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if n := r.Steps; path.Grads[n] > 100 || n < 100 && path.Grads[n+1] <= 100 {
				t.Errorf("%s, every %d: %d steps have %d gradients", r.Label, every, n, path.Grads[n])
			}
		}
	}
}

// The protocol tells of Hessians of a rule that is around one.
func TestTuneProtocolOfWrapped(t *testing.T) {
	for rule, want := range map[string]bool{"lookahead(newton)": true, "lookahead(adam)": false, "lookahead(bfgs)": false} {
		s := document.Default()
		s.Surface, s.Steps, s.Optimizers = "ravine", new(5), []string{rule}
		p, err := PlanOf(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		tuning, err := p.Tune(context.Background(), ".1/1")
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.HasSuffix(protocolOf(p, tuning, ".1/1"), "; Hessians are not counted"); got != want {
			t.Errorf("%s: protocol %q", rule, protocolOf(p, tuning, ".1/1"))
		}
	}
}

// Under noise the mean over the plan's seeds decides, for its own horizon; a rule
// that always diverges has no rate.
func TestTuneNoise(t *testing.T) {
	s := document.Default()
	s.Surface, s.Steps, s.Noise, s.Seeds = "ravine:kappa=25", new(200), 1, 20
	s.Optimizers = []string{"adam"}
	p, err := PlanOf(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	tuning, err := p.Tune(context.Background(), ".01/.1/1")
	if err != nil {
		t.Fatal(err)
	}
	for i, lr := range tuning.Curves[0].Rates {
		r := p.Runs[0]
		r.LR = lr
		e, err := r.Ensemble(context.Background(), 20)
		if err != nil {
			t.Fatal(err)
		}
		if want := e.Loss.Mean[200]; math.Abs(tuning.Curves[0].Values[i]/want-1) > 1e-12 {
			t.Errorf("rate %v: %v, want %v", lr, tuning.Curves[0].Values[i], want)
		}
	}
	if want := "each rate the best of 3 from 0.01 to 1, by the final loss after 200 gradients, mean of 20 seeds"; protocolOf(p, tuning, ".01/.1/1") != want {
		t.Errorf("protocol %q", protocolOf(p, tuning, ".01/.1/1"))
	}
	p.Runs[0].Optimizer, p.Runs[0].Steps = optimizers.SGD{}, 1000
	if tuning, err = p.Tune(context.Background(), "5/10"); err != nil || tuning.Curves[0].Chosen != -1 {
		t.Errorf("chosen %d of rates that diverge: %v", tuning.Curves[0].Chosen, err)
	}
	if _, err = p.Tune(context.Background(), "0:1:lin"); err == nil || !strings.Contains(err.Error(), `--tune "0:1:lin": 0: must be in (0,inf)`) {
		t.Error(err)
	}
}

// protocolOf tells in English how rates of a grid were tuned.
func protocolOf(p Plan, tuning *render.Tuning, grid string) string {
	return p.TuningWords(tuning, grid, words.English).Protocol
}
