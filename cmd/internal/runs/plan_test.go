package runs

import (
	"context"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// plan resolves a Spec that is right.
func plan(t *testing.T, change func(*document.Spec)) Plan {
	t.Helper()
	s := document.Default()
	change(&s)
	p, err := PlanOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func labels(p Plan) []string {
	var all []string
	for _, r := range p.Runs {
		all = append(all, r.Label)
	}
	return all
}

// Names stand in for labels, one for each run.
func TestNames(t *testing.T) {
	text := []byte("optimizer: [\"momentum:momentum=0.5\", \"momentum:momentum=0.9\"]\nnames:\n  - {en: little, de: wenig}\n  - much\n")
	d, err := document.ParseYAML(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{"en": {"little", "much"}, "de": {"wenig", "much"}} {
		p, err := PlanOf(t.Context(), d.Restyled(document.Appearance{Lang: lang}).Spec)
		if got := labels(p); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", lang, got, err)
		}
	}
	d.Names = d.Names[:1]
	_, err = PlanOf(t.Context(), d.Restyled(document.Appearance{}).Spec)
	if want := "names has 1 text for 2 runs: Momentum momentum=0.5, Momentum momentum=0.9"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	d.Names = []document.Text{document.Plain("a\x00"), document.Plain("b")}
	if _, err := PlanOf(t.Context(), d.Restyled(document.Appearance{}).Spec); err == nil || !strings.Contains(err.Error(), "control characters") {
		t.Errorf("error %v", err)
	}
}

// TestLabels: a label says what tells its run apart, and no more.
func TestLabels(t *testing.T) {
	lr := 0.5
	for _, test := range []struct {
		change func(*document.Spec)
		want   []string
	}{
		{func(s *document.Spec) {}, []string{"SGD", "Momentum", "Newton", "Adam"}},
		{func(s *document.Spec) { s.Optimizers = []string{"adam", "sgd:lr=.1"}; s.Schedules = []string{"cosine"} }, []string{"Adam", "SGD"}},
		{func(s *document.Spec) { s.Optimizers = []string{"adam", "adam:lr=.1"} }, []string{"Adam lr=0.001", "Adam lr=0.1"}},
		{func(s *document.Spec) { s.Optimizers = []string{"adam", "adam:lr=.1"}; s.LR = &lr }, []string{"Adam lr=0.5", "Adam lr=0.1"}},
		{func(s *document.Spec) {
			s.Optimizers = []string{"adam:beta1=.5,beta2=.9", "adam:beta1=.6,beta2=.9", "sgd"}
		},
			[]string{"Adam beta1=0.5", "Adam beta1=0.6", "SGD"}},
		{func(s *document.Spec) { s.Optimizers = []string{"adam"}; s.Schedules = []string{"constant", "cosine"} },
			[]string{"Adam constant", "Adam cosine"}},
		{func(s *document.Spec) {
			s.Optimizers = []string{"adam"}
			s.Schedules = []string{"cosine", "cosine:eta_min=.1"}
		}, []string{"Adam cosine", "Adam cosine:eta_min=.1"}},
		{func(s *document.Spec) { s.Optimizers = []string{"adam"}; s.Starts = [][]float64{{-1, 2}, {0.5, 3}} },
			[]string{"Adam from (−1, 2)", "Adam from (0.5, 3)"}},
		{func(s *document.Spec) {
			s.Optimizers = []string{"adam:lr=.1 cosine", "adam", "sgd"}
			s.Schedules = []string{"linear", "step"}
		}, []string{"Adam lr=0.1 cosine", "Adam lr=0.001 linear", "Adam lr=0.001 step", "SGD linear", "SGD step"}},
	} {
		if got := labels(plan(t, test.change)); !slices.Equal(got, test.want) {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// Figures write parameters as formulas do, and "gradient descent" where no sample is drawn.
func TestTitles(t *testing.T) {
	for _, test := range []struct {
		lang   string
		change func(*document.Spec)
		title  string
		short  string
	}{
		{"en", func(s *document.Spec) {}, "Gradient descent", "GD"},
		{"de", func(s *document.Spec) {}, "Gradientenabstieg", "GD"},
		{"en", func(s *document.Spec) { s.Noise = 0.1 }, "SGD", "SGD"},
		{"en", func(s *document.Spec) { s.Surface, s.Batches = "line1000", []int{10} }, "SGD", "SGD"},
		{"en", func(s *document.Spec) { s.Surface, s.Batches, s.Order = "line1000", []int{10}, "given" }, "SGD", "SGD"},
		{"en", func(s *document.Spec) { s.Surface, s.Batches = "line1000", []int{1000} }, "Gradient descent", "GD"},
		{"en", func(s *document.Spec) { s.Surface = "dropout:masks=1" }, "SGD", "SGD"},
		{"en", func(s *document.Spec) { s.Optimizers = []string{"sgd:lr=.1", "sgd:lr=.2"} }, "GD η = 0.1", "GD η = 0.1"},
		{"de", func(s *document.Spec) { s.Optimizers = []string{"sgd:lr=.1", "sgd:lr=.2"} }, "GD η = 0,1", "GD η = 0,1"},
		{"de", func(s *document.Spec) { s.Optimizers = []string{"momentum:momentum=.5", "momentum"} }, "Momentum β = 0,5", "Momentum β = 0,5"},
		{"en", func(s *document.Spec) { s.Optimizers = []string{"averaging(sgd)"} }, "Averaged GD", "Averaged GD"},
		{"de", func(s *document.Spec) { s.Optimizers = []string{"averaging(sgd)"}; s.Noise = 0.1 }, "Gemitteltes SGD", "Gemitteltes SGD"},
	} {
		p := plan(t, func(s *document.Spec) {
			s.Lang, s.Optimizers = test.lang, []string{"sgd"}
			test.change(s)
		})
		if r := p.Runs[0]; r.Title != test.title || r.ShortTitle != test.short {
			t.Errorf("%q, in short %q, want %q and %q", r.Title, r.ShortTitle, test.title, test.short)
		}
	}
}

// TestProduct: the runs are optimizers x schedules x starts; a rule with its
// own schedule takes no other.
func TestProduct(t *testing.T) {
	p := plan(t, func(s *document.Spec) {
		s.Optimizers = []string{"sgd", "adam cosine:warmup=2"}
		s.Schedules = []string{"constant", "step"}
		s.Starts = [][]float64{{0, 1}, {1, 0}}
		s.Steps, s.Seed, s.Noise = new(7), 3, 0.1
	})
	var got [][2]string
	for _, r := range p.Runs {
		got = append(got, [2]string{r.Rule, r.Rate})
		if r.Steps != 7 || r.Seed != 3 || r.F != (optimizers.Noisy{F: p.Surface, Sigma: 0.1}) {
			t.Errorf("run %+v", r.Run)
		}
	}
	want := [][2]string{
		{"sgd:lr=0.001", "constant"}, {"sgd:lr=0.001", "constant"}, {"sgd:lr=0.001", "step"}, {"sgd:lr=0.001", "step"},
		{"adam:lr=0.05", "cosine:warmup=2"}, {"adam:lr=0.05", "cosine:warmup=2"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if p.Noise != "gradient noise σ = 0.1, seed 3" {
		t.Errorf("noise: %q", p.Noise)
	}
}

// TestRates: --lr is for those without an lr of their own.
func TestRates(t *testing.T) {
	lr := 0.25
	p := plan(t, func(s *document.Spec) { s.LR = &lr })
	var got []float64
	for _, r := range p.Runs {
		got = append(got, r.LR)
	}
	if want := []float64{0.25, 0.25, 1, 0.25}; !slices.Equal(got, want) {
		t.Errorf("the classics with --lr .25 have %v, want %v", got, want)
	}
	p = plan(t, func(s *document.Spec) { s.Optimizers = []string{"adam:lr=.1", "adamax"} })
	if p.Runs[0].LR != 0.1 || p.Runs[1].LR != 2e-3 || len(p.Notes) != 0 {
		t.Errorf("beside a stated rate another optimizer keeps the catalogue's: %v %v, notes %q", p.Runs[0].LR, p.Runs[1].LR, p.Notes)
	}
}

// Where nobody states a rate, each rule gets one that suits the surface, whatever other rules
// run, and runs on known ground end a little after the last of them rests.
func TestPickedRates(t *testing.T) {
	for _, c := range []struct {
		surface string
		rules   []string
		want    []float64
		steps   int
	}{
		{"himmelblau", []string{"sgd", "momentum", "adam", "newton"}, []float64{0.01, 0.001, 0.2, 1}, 350},
		{"himmelblau", []string{"momentum"}, []float64{0.001}, 350},
		{"himmelblau", []string{"sgd"}, []float64{0.01}, 50},
		{"rosenbrock", []string{"sgd", "momentum", "adam", "newton"}, []float64{0.0005, 0.0005, 0.05, 1}, 500},
		{"ravine", []string{"sgd", "momentum"}, []float64{0.05, 0.005}, 300},
		{"himmelblau", []string{"lookahead(sgd)", "rmsprop", "adadelta"}, []float64{0.01, 0.05, 1}, 500},
		{"himmelblau", []string{"sgd", "sgd cosine"}, []float64{0.01, 0.01}, 500},
		{"himmelblau", []string{"newton"}, []float64{1}, 10},
		{"rastrigin", []string{"sgd", "momentum"}, []float64{0.002, 0.0002}, 80},
	} {
		p := plan(t, func(s *document.Spec) { s.Surface, s.Optimizers = c.surface, c.rules })
		var got []float64
		for _, r := range p.Runs {
			got = append(got, r.LR)
			if r.Steps != p.Steps {
				t.Errorf("%s: %d steps of %d", r.Rule, r.Steps, p.Steps)
			}
		}
		if !slices.Equal(got, c.want) || p.Steps != c.steps {
			t.Errorf("%s, %q: rates %v and %d steps, want %v and %d", c.surface, c.rules, got, p.Steps, c.want, c.steps)
		}
	}
	p := plan(t, func(s *document.Spec) {
		s.Surface, s.Optimizers, s.Steps = "himmelblau", []string{"sgd cosine"}, new(80)
	})
	if want := []string{"no rate: running --optimizer 'sgd:lr=0.01 cosine'"}; p.Steps != 80 || !slices.Equal(p.Notes, want) {
		t.Errorf("%d steps, notes %q, want 80 and %q", p.Steps, p.Notes, want)
	}
}

// Of picked runs a figure shows the part of the window where they are, with all lowest minima.
func TestShownWindow(t *testing.T) {
	shown := func(change func(*document.Spec)) (Plan, surfaces.Window) {
		s := document.Default()
		change(&s)
		p := plan(t, change)
		paths, err := p.Trace(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return p, scene(t, p, s, paths).Window
	}
	rules := []string{"sgd", "adam"}
	p, got := shown(func(s *document.Spec) { s.Surface, s.Optimizers = "beale", rules })
	if !(got[0][0] > -1 && got[0][1] < 4.5 && got[0][1] > 3 && got[0][0] < 1) || got[0][1]-got[0][0] != got[1][1]-got[1][0] {
		t.Errorf("the window of beale is %v", got)
	}
	for i, side := range got {
		if side[0] < p.Window[i][0] || side[1] > p.Window[i][1] {
			t.Errorf("%v is not in %v", got, p.Window)
		}
	}
	if _, got := shown(func(s *document.Spec) { s.Surface, s.Optimizers = "double-well", []string{"newton"} }); !got.Contains([]float64{-1, 0}) || !got.Contains([]float64{1, 0}) {
		t.Errorf("the window of the double well is %v, without one of its wells", got)
	}
	for name, change := range map[string]func(*document.Spec){
		"runs all over it": func(s *document.Spec) { s.Surface, s.Optimizers = "rosenbrock", rules },
		"a stated rate":    func(s *document.Spec) { s.Surface, s.Optimizers = "beale", []string{"sgd:lr=0.01"} },
		"a stated window":  func(s *document.Spec) { s.Surface, s.Optimizers, s.Window = "beale", rules, []float64{-4, 4, -4, 4} },
	} {
		if p, got := shown(change); !reflect.DeepEqual(got, p.Window) {
			t.Errorf("%s: %v, want %v", name, got, p.Window)
		}
	}
}

// TestClassics: on every surface the picked flags are noted, can be pasted,
// and give the same runs.
func TestClassics(t *testing.T) {
	for _, e := range catalog.Surfaces() {
		p := plan(t, func(s *document.Spec) { s.Surface = e.Name })
		if len(p.Notes) != 1 {
			t.Fatalf("%s: notes %q", e.Name, p.Notes)
		}
		_, flags, _ := strings.Cut(p.Notes[0], "running --optimizer ")
		flags, steps, shortened := strings.Cut(flags, " --steps ")
		again := plan(t, func(s *document.Spec) {
			s.Surface, s.Optimizers = e.Name, strings.Split(flags, " --optimizer ")
			if n, err := strconv.Atoi(steps); shortened && err == nil {
				s.Steps = &n
			}
		})
		for i := range p.Runs { // a model is made anew for each plan
			for _, r := range []*Run{&p.Runs[i], &again.Runs[i]} {
				r.F, r.Validation = nil, nil
				for j := range r.Known { // functions are equal to none
					r.Known[j].Near = nil
				}
			}
		}
		if !reflect.DeepEqual(p.Runs, again.Runs) {
			t.Errorf("%s: %s gives other runs", e.Name, flags)
		}
	}
}

// TestHorizonWithoutRates: rules that have no rate, named alone, end a little after they came
// to rest; a stated rate or length is kept.
func TestHorizonWithoutRates(t *testing.T) {
	fifty := 50
	for name, c := range map[string]struct {
		change func(*document.Spec)
		steps  int
		note   string
	}{
		"Newton alone":    {func(s *document.Spec) { s.Optimizers = []string{"newton"} }, 10, "no --steps: running --optimizer newton --steps 10"},
		"a stated rate":   {func(s *document.Spec) { s.Optimizers = []string{"newton", "sgd:lr=0.001"} }, 500, ""},
		"a stated length": {func(s *document.Spec) { s.Optimizers, s.Steps = []string{"newton"}, &fifty }, 50, ""},
	} {
		p := plan(t, func(s *document.Spec) { s.Surface = "rosenbrock"; c.change(s) })
		if note := strings.Join(p.Notes, "|"); p.Steps != c.steps || p.Runs[0].Steps != c.steps || note != c.note {
			t.Errorf("%s: %d steps, notes %q, want %d and %q", name, p.Steps, note, c.steps, c.note)
		}
	}
}

// TestNested: a rule around another has the other's rate unless it has its own,
// a name made of both, and its parameters tell runs apart.
func TestNested(t *testing.T) {
	p := plan(t, func(s *document.Spec) {
		s.Optimizers = []string{"lookahead(adam:lr=.1):k=3", "averaging(lookahead(sgd)):lr=.02,tail=.25 cosine", "lookahead"}
	})
	for i, want := range []struct {
		label, rule string
		lr          float64
		value       optimizers.Optimizer
	}{
		{"Lookahead Adam", "lookahead(adam:lr=.1):k=3", 0.1, optimizers.Lookahead{Rule: optimizers.NewAdam(), K: 3, Alpha: 0.5}},
		{"Averaged Lookahead SGD", "averaging(lookahead(sgd)):lr=.02,tail=.25", 0.02,
			optimizers.Averaging{Rule: optimizers.NewLookahead(optimizers.SGD{}), Tail: 0.25}},
		{"Lookahead", "lookahead", 1e-3, optimizers.NewLookahead(optimizers.SGD{})},
	} {
		if r := p.Runs[i]; r.Label != want.label || r.Rule != want.rule || r.LR != want.lr || !reflect.DeepEqual(r.Optimizer, want.value) {
			t.Errorf("got %s, %s, %v, %v; want %v", r.Label, r.Rule, r.LR, r.Optimizer, want)
		}
	}
	if p.Runs[1].Rate != "cosine" {
		t.Errorf("its schedule is %s", p.Runs[1].Rate)
	}
	p = plan(t, func(s *document.Spec) {
		s.Optimizers = []string{"lookahead(adam:beta1=.5)", "lookahead(adam)", "lookahead(sgd)"}
	})
	if got := labels(p); !slices.Equal(got, []string{"Lookahead Adam beta1=0.5", "Lookahead Adam beta1=0.9", "Lookahead SGD"}) {
		t.Errorf("labels %q", got)
	}
}

// TestClassicsStay: where the curvature at the start says too little, the picked
// rates are lowered until gradient descent and momentum stay in the picture.
func TestClassicsStay(t *testing.T) {
	beale := "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2"
	for name, change := range map[string]func(*document.Spec){
		"mccormick":         func(s *document.Spec) { s.Surface = "mccormick" },
		"franke":            func(s *document.Spec) { s.Surface = "franke" },
		"edge-of-stability": func(s *document.Spec) { s.Surface = "edge-of-stability" },
		"cliff":             func(s *document.Spec) { s.Surface = "cliff" },
		"beale, typed":      func(s *document.Spec) { s.Formula = beale },
	} {
		p := plan(t, change)
		paths, err := p.Trace(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range p.Runs[:2] {
			n := paths[i].Len()
			if o := paths[i].Verdict.Outcome; o == optimizers.Diverged || o == optimizers.LeftWindow || !(paths[i].Loss[n-1] < paths[i].Loss[0]) {
				t.Errorf("%s: %s %v", name, r.Rule, paths[i].Verdict)
			}
		}
	}
}

// TestTyped: a formula's window and start are the flags', or picked.
func TestTyped(t *testing.T) {
	picked := plan(t, func(s *document.Spec) { s.Formula = "(x-3)^2 + y^2" })
	if picked.Window[0][1] <= 3 || len(picked.Meta.Points) != 1 || !strings.HasPrefix(picked.Notes[0], "picked --window ") {
		t.Errorf("%v, %v, %q", picked.Window, picked.Meta.Points, picked.Notes)
	}
	given := plan(t, func(s *document.Spec) {
		s.Formula, s.Window, s.Starts = "(x-a)^2 + y^2", []float64{0, 1, 0, 1}, [][]float64{{0.5, 0.25}}
		s.Params = map[string]float64{"a": 2}
	})
	if !reflect.DeepEqual(given.Window, surfaces.Window{{0, 1}, {0, 1}}) || len(given.Meta.Points) != 0 || strings.Contains(strings.Join(given.Notes, " "), "picked") {
		t.Errorf("%v, %v, %q", given.Window, given.Meta.Points, given.Notes)
	}
	kink := plan(t, func(s *document.Spec) { s.Formula, s.Window = "abs(x-1) + abs(y)", []float64{0, 3, -1, 1} })
	if len(kink.Meta.Points) != 1 || math.Abs(kink.Meta.Points[0].X[0]-1) > 1e-9 || math.Abs(kink.Meta.Points[0].X[1]) > 1e-9 {
		t.Errorf("the tip is %v", kink.Meta.Points)
	}
}

// TestTypedNewton: every rule walks a formula as it walks the surface by hand.
func TestTypedNewton(t *testing.T) {
	runs := func(change func(*document.Spec)) []optimizers.Trajectory {
		p := plan(t, func(s *document.Spec) {
			s.Optimizers, s.Starts, s.Steps = []string{"newton", "saddle-free-newton", "adam:lr=.01", "momentum"}, [][]float64{{-1.2, 1}}, new(50)
			change(s)
		})
		paths, err := p.Trace(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return paths
	}
	hand := runs(func(s *document.Spec) { s.Surface = "rosenbrock" })
	typed := runs(func(s *document.Spec) { s.Formula = "(1-x)^2 + b*(y-x^2)^2"; s.Params = map[string]float64{"b": 100} })
	for i, h := range hand {
		if h.Len() != 51 || typed[i].Len() != 51 {
			t.Fatalf("%d and %d iterates", h.Len(), typed[i].Len())
		}
		for j, x := range h.X {
			if math.Abs(typed[i].X[j]-x) > 1e-9 { // Newton's second step goes to f = 1400, and grows roundings
				t.Errorf("run %d: number %d is %v, by hand %v", i, j, typed[i].X[j], x)
				break
			}
		}
	}
}

// TestChartedBeyond: a window beyond the surface's own gets the points that are there.
func TestChartedBeyond(t *testing.T) {
	own := plan(t, func(s *document.Spec) { s.Surface = "mccormick" })
	wider := plan(t, func(s *document.Spec) { s.Surface, s.Window = "mccormick", []float64{-10, 10, -10, 10} })
	if len(own.Meta.Points) != 2+1 || len(wider.Meta.Points) <= len(own.Meta.Points) {
		t.Errorf("%d points, then %d", len(own.Meta.Points), len(wider.Meta.Points))
	}
	scene := scene(t, wider, document.Spec{}, nil)
	if n := len(scene.Meta.Points); n != len(wider.Meta.Points) {
		t.Errorf("the figure shows %d points", n)
	}
}

// TestClassicsInstructive: at the picked rates gradient descent gets lower
// than its start wherever the surface is bounded below, though edge-of-stability
// takes it thousands of steps up and down.
func TestClassicsInstructive(t *testing.T) {
	for _, e := range catalog.Surfaces() {
		p := plan(t, func(s *document.Spec) { s.Surface = e.Name; s.Steps = new(5000) })
		if p.Meta.Dim > 100 { // a hundred steps cost what 5000 do elsewhere
			p = plan(t, func(s *document.Spec) { s.Surface = e.Name; s.Steps = new(100) })
		}
		if math.IsInf(p.Meta.Infimum, -1) {
			continue
		}
		paths, err := p.Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		loss := paths[0].Loss
		if paths[0].Verdict.Outcome == optimizers.Diverged || !(loss[len(loss)-1] < loss[0]) {
			t.Errorf("%s: SGD at %g %v, from %g to %g", e.Name, p.Runs[0].LR, paths[0].Verdict, loss[0], loss[len(loss)-1])
		}
	}
}

// TestEigenvalues against the exact values of Rosenbrock's minimum.
func TestEigenvalues(t *testing.T) {
	got := critical.Eigenvalues(surfaces.Rosenbrock{N: 2, B: 100}, []float64{1, 1})
	trace, det := 1002.0, 400.0
	root := math.Sqrt(trace*trace/4 - det)
	for i, want := range []float64{det / (trace/2 + root), trace/2 + root} {
		if math.Abs(got[i]-want) > 1e-9*want {
			t.Errorf("eigenvalue %v, want %v", got[i], want)
		}
	}
	if got := critical.Eigenvalues(surfaces.Rosenbrock{N: 2, B: 100}, []float64{1e200, 1}); got != nil {
		t.Errorf("of a Hessian that is not finite: %v", got)
	}
}

// TestTraceOrder: parallel runs come back in the plan's order, the same each time.
func TestTraceOrder(t *testing.T) {
	p := plan(t, func(s *document.Spec) {
		s.Optimizers = []string{"sgd", "momentum", "adam", "rprop", "newton", "adagrad"}
		s.Steps, s.Noise = new(50), 0.1
	})
	first, err := p.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range p.Runs {
		alone, err := r.Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(alone.X, first[i].X) {
			t.Errorf("%s differs when it runs alone", r.Label)
		}
	}
}

// TestWindowHoldsStarts: a start outside of the surface's window widens it,
// unless the user says what to draw.
func TestWindowHoldsStarts(t *testing.T) {
	s := document.Default()
	s.Starts = [][]float64{{5, 1}}
	p, err := PlanOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if want := (surfaces.Window{{-2, 5.2}, {-1, 3}}); !reflect.DeepEqual(p.Window, want) {
		t.Errorf("window %v, want %v", p.Window, want)
	}
	s.Window = []float64{-2, 2, -1, 3}
	if p, err = PlanOf(t.Context(), s); err != nil || p.Window[0] != [2]float64{-2, 2} {
		t.Errorf("window %v, %v", p.Window, err)
	}
}

// TestNotesOnWhatHasNoEffect: flags that cannot do what they say are pointed out.
func TestNotesOnWhatHasNoEffect(t *testing.T) {
	rate := 0.1
	for note, change := range map[string]func(*document.Spec){
		"--lr has no effect":    func(s *document.Spec) { s.LR, s.Optimizers = &rate, []string{"adam:lr=0.2"} },
		"longer than the run":   func(s *document.Spec) { s.Steps, s.Schedules = new(3), []string{"cosine:warmup=9"} },
		"gets to its last part": func(s *document.Spec) { s.Steps, s.Schedules = new(30), []string{"step@30+cosine"} },
		"eta_min=5 of the schedule cosine:eta_min=5 is above 0.1, the rate of sgd": func(s *document.Spec) {
			s.Optimizers, s.LR, s.Schedules = []string{"sgd"}, &rate, []string{"cosine:eta_min=5"}
		},
		"base_lr=0.2 of the schedule step@9+cyclic:base_lr=.2*constant:warmup=5 is above 0.1": func(s *document.Spec) {
			s.Optimizers, s.Schedules = []string{"sgd:lr=.1"}, []string{"step@9+cyclic:base_lr=.2*constant:warmup=5"}
		},
		"min_lr=1 of the schedule plateau:warmup=3,min_lr=1 is above": func(s *document.Spec) {
			s.Schedules = []string{"plateau:warmup=3,min_lr=1"}
		},
		"bfgs finds the lengths of its steps itself: the schedule cosine has no effect": func(s *document.Spec) {
			s.Optimizers, s.Schedules = []string{"bfgs"}, []string{"cosine"}
		},
		"lookahead(cg:lr=2) finds the lengths of its steps itself: its lr has no effect": func(s *document.Spec) {
			s.Optimizers = []string{"lookahead(cg:lr=2)"}
		},
		"rprop adapts its own st": func(s *document.Spec) { s.Optimizers, s.Schedules = []string{"rprop"}, []string{"cosine"} },
	} {
		s := document.Default()
		change(&s)
		p, err := PlanOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(p.Notes, "\n"), note) {
			t.Errorf("no note %q among %q", note, p.Notes)
		}
	}
}

// TestNoNoteOnFloors: a lowest rate that is none too high is no reason for a note.
func TestNoNoteOnFloors(t *testing.T) {
	for _, schedule := range []string{"cosine:eta_min=.1", "cosine-restarts", "cyclic:base_lr=1,max_lr=2", "cyclic:base_lr=.1"} {
		p := plan(t, func(s *document.Spec) { s.Optimizers, s.Schedules = []string{"sgd:lr=.1"}, []string{schedule} })
		if len(p.Notes) > 0 {
			t.Errorf("%s: %q", schedule, p.Notes)
		}
	}
}

// TestSizesOnPaper: only a size with a unit is one on paper.
func TestSizesOnPaper(t *testing.T) {
	for size, want := range map[string]bool{"1600x900": false, "16cmx9cm": true, "8mmx8mm": true, "100inx1in": true, "6inX4in": true, "800.0X600": false} {
		s := document.Default()
		s.Size = size
		p, err := PlanOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if _, style, err := ViewOf(s, p); err != nil || style.Physical != want {
			t.Errorf("%s: %v, %v", size, style.Physical, err)
		}
	}
}

// TestLine: both ends have the surface's coordinates, and there is a way between them.
func TestLine(t *testing.T) {
	s := document.Default()
	s.Line = []float64{0, 1, 2, 3}
	if p, err := PlanOf(t.Context(), s); err != nil || !reflect.DeepEqual(scene(t, p, document.Spec{}, nil).Line, [2][]float64{{0, 1}, {2, 3}}) {
		t.Errorf("%v, %v", p.Line, err)
	}
	for _, bad := range [][]float64{{1}, {1, 2, 3}, {1, 2, 3, 4, 5, 6}, {1, 2, 1, 2}} {
		s.Line = bad
		if _, err := PlanOf(t.Context(), s); err == nil || !strings.Contains(err.Error(), "--line") {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// TestPanels: runs of one schedule, or of one rate, share a panel.
func TestPanels(t *testing.T) {
	s := document.Default()
	s.Optimizers = []string{"sgd:lr=0.1", "adam:lr=0.1", "adam:lr=0.2"}
	s.Schedules = []string{"constant", "cosine"}
	p, err := PlanOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[string][][]int{
		"": {{0}, {1}, {2}, {3}, {4}, {5}}, "run": {{0}, {1}, {2}, {3}, {4}, {5}},
		"schedule": {{0, 2, 4}, {1, 3, 5}}, "lr": {{0, 1, 2, 3}, {4, 5}},
	} {
		var got [][]int
		for _, g := range p.groups(document.Spec{Panels: kind}) {
			got = append(got, g.Tracks)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", kind, got, want)
		}
	}
	s.Panels = "lr"
	if view, _, err := ViewOf(s, p); err != nil || view.Name != "panels" {
		t.Errorf("view %q, %v", view.Name, err)
	}
	s.View = "loss"
	if _, _, err := ViewOf(s, p); err == nil || !strings.Contains(err.Error(), "--panels") {
		t.Errorf("with another view: %v", err)
	}
	s.Panels, s.View = "seed", ""
	if _, _, err := ViewOf(s, p); err == nil || !strings.Contains(err.Error(), "run, schedule, lr") {
		t.Errorf("unknown: %v", err)
	}
}

// scene is the plan's, with paths or without.
func scene(t *testing.T, p Plan, s document.Spec, paths []optimizers.Trajectory) render.Scene {
	t.Helper()
	if paths == nil {
		paths = make([]optimizers.Trajectory, len(p.Runs))
	}
	scene, err := p.Scene(s, paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	return scene
}

// TestModelView: the quadratic model needs no run, and so has none unasked; it is
// that at the first start.
func TestModelView(t *testing.T) {
	for _, test := range []struct {
		change func(*document.Spec)
		runs   int
	}{
		{func(s *document.Spec) {}, 0},
		{func(s *document.Spec) { s.Optimizers = []string{"newton"} }, 1},
		{func(s *document.Spec) { s.LR = new(0.1) }, 4},
		{func(s *document.Spec) { s.Surface, s.Starts = "sphere:n=3", [][]float64{{1, 2, 3}} }, 4}, // the plane is that of the runs
	} {
		s := document.Default()
		s.View, s.Starts, s.Steps = "model", [][]float64{{0.5, 2}}, new(3)
		test.change(&s)
		p, err := PlanOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		paths, err := p.Trace(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		scene, err := p.Scene(s, paths, nil)
		if err != nil || len(scene.Tracks) != test.runs {
			t.Errorf("%d runs, want %d, %v", len(scene.Tracks), test.runs, err)
		}
		if test.runs == 0 && !slices.Equal(scene.Meta.Start, s.Starts[0]) {
			t.Errorf("the model is that at %v", scene.Meta.Start)
		}
	}
}

// TestRecorded: a figure of one seed says that it has not every step.
func TestRecorded(t *testing.T) {
	for every, want := range map[int]string{0: "gradient noise σ = 1, seed 0", 1: "gradient noise σ = 1, seed 0", 5: "gradient noise σ = 1, seed 0\nrecorded every 5 steps"} {
		s := document.Default()
		s.Every, s.Noise, s.Optimizers, s.Steps = every, 1, []string{"sgd"}, new(10)
		p, err := PlanOf(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if got := note(s, p); got != want {
			t.Errorf("every %d: %q", every, got)
		}
		s.Seeds = 100
		if p, err = PlanOf(t.Context(), s); err != nil || note(s, p) != "gradient noise σ = 1" {
			t.Errorf("every %d: %q of many seeds, %v", every, note(s, p), err)
		}
	}
}

// TestPlaneOfOneRun: a line plane of a single run goes from its start to its end.
func TestPlaneOfOneRun(t *testing.T) {
	s := document.Default()
	s.Surface, s.Plane, s.Optimizers, s.Steps = "sphere:n=3", "line", []string{"sgd:lr=.1"}, new(10)
	p, err := PlanOf(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := p.Trace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	scene, err := p.Scene(s, paths, nil)
	if err != nil {
		t.Fatal(err)
	}
	if m := scene.Surface.Meta(); !strings.Contains(m.Title, "from start to end") || m.Axes[0] != "from start (0) to end (1)" {
		t.Errorf("%s, %q", m.Title, m.Axes)
	}
}
