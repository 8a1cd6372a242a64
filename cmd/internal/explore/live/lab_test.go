package live

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// usual returns a setup whose runs are the page's usual ones.
func usual() setup.Setup {
	return setup.Setup{Seeds: 1, Surface: "rosenbrock", Steps: new(200), Optimizers: []string{"sgd:lr=0.001", "adam:lr=0.05 cosine:warmup=20"}}
}

// with returns the usual setup after a change.
func with(change func(s *setup.Setup)) setup.Setup {
	s := usual()
	change(&s)
	return s
}

// The runs of the page are those of the program for the same document: every number and label.
func TestRuns(t *testing.T) {
	lab := new(Lab) // one for all, as in the page
	for name, s := range map[string]setup.Setup{
		"usual": usual(),
		"formula": with(func(s *setup.Setup) {
			s.Surface, s.Formula, s.Params = "", "(1-x)^2 + a*(y-x^2)^2", map[string]float64{"a": 50}
		}),
		"window":    with(func(s *setup.Setup) { s.Window = []float64{-3, 3, -3, 3}; s.Starts = [][]float64{{-1, 2}, {2, -2}} }),
		"noise":     with(func(s *setup.Setup) { s.Noise, s.Seed, s.Clip = 0.5, 7, 10 }),
		"penalty":   with(func(s *setup.Setup) { s.L1, s.L2 = 0.1, 0.2 }),
		"rate":      with(func(s *setup.Setup) { s.Optimizers = []string{"momentum", "nesterov"}; s.LR = new(0.0005) }),
		"schedules": with(func(s *setup.Setup) { s.Schedules = []string{"constant", "step:step_size=50"} }),
		"curvature": with(func(s *setup.Setup) {
			s.Surface = "himmelblau"
			s.Optimizers = []string{"newton", "bfgs", "sgd:lr={1/sharpness}"}
			s.Starts = [][]float64{{4, 4}}
		}),
		"batches": with(func(s *setup.Setup) {
			s.Surface, s.Optimizers, s.Batches = "logistic", []string{"sgd:lr=0.1"}, []int{1, 8}
		}),
		"diverges":     with(func(s *setup.Setup) { s.Optimizers = []string{"sgd:lr=1"} }),
		"usual, again": usual(),
	} {
		spec := document.Default()
		spec.Setup = s
		spec.Every = 1
		plan, err := runs.PlanOf(t.Context(), spec)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want, err := plan.Trace(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, got, err := lab.Runs(t.Context(), s, words.English)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %d runs, want %d", name, len(got), len(want))
		}
		for i, r := range got {
			if label := cmp.Or(plan.Runs[i].ShortTitle, plan.Runs[i].Title); r.Label != label {
				t.Errorf("%s: %q, want %q", name, r.Label, label)
			}
			if r.Trajectory.Verdict.String() != want[i].Verdict.String() {
				t.Errorf("%s: %v, want %v", name, r.Trajectory.Verdict, want[i].Verdict)
			}
			if !equal(r.X, want[i].X) || !equal(r.Loss, want[i].Loss) || !equal(r.GradNorm, want[i].GradNorm) || !equal(r.LR, want[i].LR) {
				t.Errorf("%s: the numbers of %s differ", name, r.Label)
			}
		}
	}
}

// equal reports whether two lists have the same numbers. The rate after the last step is NaN.
func equal(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) })
}

// An error names the flag and the value, as the command's errors do.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name              string
		s                 setup.Setup
		flag, value, says string
	}{
		{"surface", with(func(s *setup.Setup) { s.Surface = "rosenbrok" }), "SURFACE", "rosenbrok", "rosenbrock"},
		{"its key", with(func(s *setup.Setup) { s.Surface = "ravine:kappa=x" }), "SURFACE", "ravine:kappa=x", "kappa"},
		{"formula", with(func(s *setup.Setup) { s.Surface, s.Formula = "", "x^2 +" }), "--formula", "x^2 +", "x^2 +"},
		{"rule", with(func(s *setup.Setup) { s.Optimizers = []string{"adm"} }), "--optimizer", "adm", "adam"},
		{"its key", with(func(s *setup.Setup) { s.Optimizers = []string{"adam:beta1=2"} }), "--optimizer", "adam:beta1=2", "[0,1)"},
		{"schedule", with(func(s *setup.Setup) { s.Schedules = []string{"cosin"} }), "--schedule", "cosin", "cosine"},
		{"start", with(func(s *setup.Setup) { s.Starts = [][]float64{{1, 2, 3}} }), "--start", "1,2,3", "2"},
		{"window", with(func(s *setup.Setup) { s.Window = []float64{1, 0, 0, 1} }), "--window", "1,0,0,1", ""},
		{"steps", with(func(s *setup.Setup) { s.Steps = new(-1) }), "--steps", "-1", ""},
		{"noise", with(func(s *setup.Setup) { s.Noise = -1 }), "--noise", "-1", ""},
		{"batch", with(func(s *setup.Setup) { s.Batches = []int{-3} }), "--batch", "-3", ""},
		{"long run", with(func(s *setup.Setup) { s.Steps = new(mostSteps + 1) }), "--steps", "100001", "at most 100000"},
		{"much work", with(func(s *setup.Setup) { s.Surface, s.Steps = "rosenbrock:n=100", new(50_000) }), "--steps", "50000", "at most 40000"},
		{"long text", with(func(s *setup.Setup) { s.Surface, s.Formula = "", strings.Repeat("x+", mostText)+"y" }), "--formula", "x+x+x+x+x+x+x+x+x+x+…", "at most 2000"},
		{"long rule", with(func(s *setup.Setup) { s.Optimizers = []string{strings.Repeat("ä", mostText)} }), "--optimizer", "ääääääääää…", "at most 2000"},
		{"many runs", with(func(s *setup.Setup) {
			for i := range 30 {
				s.Starts = append(s.Starts, []float64{float64(i) / 30, 0})
			}
		}), "", "", "60 runs"},
	} {
		_, _, err := new(Lab).Runs(t.Context(), c.s, words.English)
		usage, ok := errors.AsType[*catalog.Error](err)
		if !ok {
			t.Errorf("%s: %v, which is no error of usage", c.name, err)
			continue
		}
		if f := FailureOf(usage); f.Flag != c.flag || f.Value != c.value || f.Reason == "" || !strings.Contains(f.Text, c.says) {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

// The place of a mistake in a formula counts as JavaScript counts.
func TestPlaceInFormula(t *testing.T) {
	for formula, at := range map[string]int{"x^2 + foo(y)": 6, "x − y + foo(y)": 8, "x + 𝑥": 4} {
		_, _, err := new(Lab).Runs(t.Context(), setup.Setup{Seeds: 1, Formula: formula}, words.English)
		if f := FailureOf(err); f.At != at {
			t.Errorf("%q: at %d, want %d: %s", formula, f.At, at, f.Text)
		}
	}
}

// broken is a surface with a mistake.
type broken struct{ surfaces.Surface }

func (broken) Func([]float64) float64 { panic("index out of range") }

// A panic becomes an error, and the next question has its answer.
func TestSafely(t *testing.T) {
	lab, s := new(Lab), with(func(s *setup.Setup) { s.Window = []float64{-2, 2, -1, 3} })
	ask := func() error {
		return Safely(func() error {
			_, _, err := lab.Runs(context.Background(), s, words.English)
			return err
		})
	}
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	whole := lab.land.Surface
	lab.land.Surface = broken{whole}
	if err := ask(); err == nil || !strings.Contains(err.Error(), "index out of range") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v", err)
	}
	lab.land.Surface = whole
	if err := ask(); err != nil {
		t.Errorf("after a panic: %v", err)
	}
}

// A map has the lines of its levels, and outlines where the surface has no values.
func TestMap(t *testing.T) {
	m, err := new(Lab).Map(with(func(s *setup.Setup) {
		s.Surface, s.Formula, s.Window, s.Starts = "", "log(x) + y^2", []float64{-2, 2, -1, 3}, [][]float64{{1, 1}}
	}), 400, 300)
	if err != nil {
		t.Fatal(err)
	}
	points := 0
	for i, lines := range LevelLines(m) {
		for _, line := range lines {
			for k := 0; k < len(line); k += 2 {
				x, y := line[k], line[k+1]
				if x < 0.3 { // where the logarithm is steep, samples are far apart
					continue
				}
				points++
				if f := math.Log(x) + y*y; math.Abs(f-m.Levels[i]) > 0.02 {
					t.Fatalf("%v at %v, %v on the line of %v", f, x, y, m.Levels[i])
				}
			}
		}
	}
	if points < 100 {
		t.Errorf("%d points on lines", points)
	}
	area := UndefinedArea(m)
	if len(area) != 1 {
		t.Fatalf("%d outlines", len(area))
	}
	for k := 0; k < len(area[0]); k += 2 {
		if x := area[0][k]; x != -2 && math.Abs(x) > 4.0/200 && math.Abs(area[0][k+1]-1) != 2 {
			t.Errorf("%v is on the outline", area[0][k:k+2])
		}
	}
	if m, err = new(Lab).Map(usual(), 400, 300); err != nil || UndefinedArea(m) != nil {
		t.Errorf("%v, %v, want no outlines", UndefinedArea(m), err)
	}
	_, err = new(Lab).Map(with(func(s *setup.Setup) { s.Surface = "rosenbrock:n=3" }), 400, 300)
	if err == nil || !strings.Contains(err.Error(), "3 coordinates: only two make a map") {
		t.Errorf("of three coordinates: %v", err)
	}
}

// Runs from several starts have the name of their rule.
func TestNames(t *testing.T) {
	s := with(func(s *setup.Setup) {
		s.Starts, s.Optimizers = [][]float64{{-1, 1}, {1, -1}}, []string{"sgd:lr=0.001", "sgd:lr=0.0005"}
	})
	for lang, want := range []string{"GD η = 0.001", "GD η = 0,001"} {
		_, runs, err := new(Lab).Runs(t.Context(), s, words.Language(lang))
		if err != nil || runs[0].Name != want || runs[1].Name != want || runs[0].Label == runs[1].Label || runs[2].Name == want {
			t.Errorf("%v, %v", runs, err)
		}
	}
}

// points searches the window of a setup and returns how many critical points are known of it.
func points(t *testing.T, lab *Lab, s setup.Setup, search bool) (n int, partial bool) {
	t.Helper()
	if search {
		if err := lab.Search(t.Context(), s, nil); err != nil {
			t.Fatal(err)
		}
	}
	land, err := lab.Landscape(s)
	if err != nil {
		t.Fatal(err)
	}
	return len(land.Meta.Points), land.Partial
}

// Until a window is searched, the points are those that are known of the surface.
func TestKnownPoints(t *testing.T) {
	own := func(window ...float64) setup.Setup {
		return with(func(s *setup.Setup) { s.Surface, s.Formula, s.Window = "", "(x^2 - 1)^2 + y^2", window })
	}
	near, all, lab := own(0.5, 2, -1, 1), own(-2, 2, -1, 1), new(Lab)
	for i, want := range []struct {
		s       setup.Setup
		search  bool
		points  int
		partial bool
	}{{near, false, 1, true}, {near, true, 1, false}, {all, false, 1, true}, {all, true, 3, false}, {near, false, 3, true}, {near, true, 1, false}, {near, false, 1, false}} {
		if n, partial := points(t, lab, want.s, want.search); n != want.points || partial != want.partial {
			t.Errorf("question %d: %d points, partial %v, want %d, %v", i, n, partial, want.points, want.partial)
		}
	}
}

// A surface that lists all its points in the window needs no search, and says so.
func TestPartial(t *testing.T) {
	for width, needs := range map[float64]bool{1: false, 9: true} {
		s := with(func(s *setup.Setup) { s.Surface, s.Window = "rosenbrock", []float64{-width, width, -width, width} })
		lab := new(Lab)
		if _, partial := points(t, lab, s, false); partial != needs {
			t.Errorf("window of %v: partial %v", width, partial)
		}
		if _, partial := points(t, lab, s, true); partial || (lab.found.surface == "") == needs {
			t.Errorf("window of %v: searched %v, partial %v", width, lab.found.surface != "", partial)
		}
	}
}

// A search finds what the program finds, and says where that may not be all.
func TestSearch(t *testing.T) {
	for surface, wide := range map[string]float64{"eggholder": 300, "levy13": 30} {
		s := with(func(s *setup.Setup) {
			s.Surface, s.Window, s.Starts = surface, []float64{-wide, wide, -wide, wide}, [][]float64{{1, 1}}
		})
		want, err := setup.LandscapeWith(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := want.FindCritical(t.Context()); err != nil || len(want.Meta.Points) < 100 {
			t.Fatalf("%v, %d points", err, len(want.Meta.Points))
		}
		if n, partial := points(t, new(Lab), s, true); n != len(want.Meta.Points) || partial != want.Partial {
			t.Errorf("%s: %d points, partial %v; the program finds %d, %v", surface, n, partial, len(want.Meta.Points), want.Partial)
		}
	}
}

// A window is searched once, whether it is stated or the surface's own.
func TestOneSearch(t *testing.T) {
	s := setup.Setup{Seeds: 1, Formula: "(x^2 - 1)^2 + y^2"}
	lab := new(Lab)
	if n, _ := points(t, lab, s, true); n != 3 {
		t.Fatalf("%d points", n)
	}
	lab.found.land.Meta.Points = lab.found.land.Meta.Points[:1] // tells what is kept from what is found anew
	w := lab.found.land.Window
	s.Starts = [][]float64{{0.3, 0.2}}
	for _, window := range [][]float64{nil, {w[0][0], w[0][1], w[1][0], w[1][1]}} {
		s.Window = window
		if n, partial := points(t, lab, s, true); n != 1 || partial {
			t.Errorf("%d points: searched again", n)
		}
	}
	s.Window, s.Optimizers = nil, []string{"sgd"}
	if _, err := lab.Suited(t.Context(), s); err != nil || len(lab.found.land.Meta.Points) != 1 {
		t.Errorf("%v: suited rates searched again", err)
	}
}

// A new search ends the one under way, which leaves nothing behind.
func TestNewSearch(t *testing.T) {
	lab, slow, next := new(Lab), with(func(s *setup.Setup) { s.Surface, s.Window = "levy13", []float64{-30, 30, -30, 30} }), with(func(s *setup.Setup) {
		s.Surface, s.Formula, s.Window = "", "(x^2 - 1)^2 + y^2", []float64{-2, 2, -1, 1}
	})
	paused := false
	pause := func() {
		if paused {
			return
		}
		paused = true
		if n, _ := points(t, lab, next, true); n != 3 {
			t.Errorf("%d points", n)
		}
	}
	if err := lab.Search(t.Context(), slow, pause); !errors.Is(err, context.Canceled) || lab.found.surface != surfaceKey(next) {
		t.Errorf("%v; found on %s", err, lab.found.surface)
	}
}

// A slice has the losses along a line, both ends among them.
func TestSlice(t *testing.T) {
	losses, err := new(Lab).Slice(usual(), []float64{-1, 1}, []float64{1, 1}, 5)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range []float64{-1, -0.5, 0, 0.5, 1} {
		if want := (1-x)*(1-x) + 100*(1-x*x)*(1-x*x); math.Abs(losses[i]-want) > 1e-12*want {
			t.Errorf("%v at %v, want %v", losses[i], x, want)
		}
	}
	for _, c := range []struct {
		from  []float64
		count int
		want  string
	}{
		{[]float64{1}, 5, "2 coordinates"},
		{[]float64{-1, 1}, 1, "1 places"},
		{[]float64{-1, 1}, 1e6, "1000000 places"},
	} {
		if _, err := new(Lab).Slice(usual(), c.from, []float64{1, 1}, c.count); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// Suited rates are in the texts of the rules, which keep what else they have.
func TestSuited(t *testing.T) {
	suited := func(rules ...string) []string {
		out, err := new(Lab).Suited(t.Context(), with(func(s *setup.Setup) { s.Optimizers = rules }))
		if err != nil {
			t.Fatal(err)
		}
		return out.Rules
	}
	if four := suited(); len(four) != 4 {
		t.Errorf("the usual rules are %q", four)
	}
	both := suited("sgd", "adam")
	for _, c := range []struct{ given, want []string }{
		{[]string{"sgd:lr=7", "adam:lr=9"}, both},
		{[]string{"sgd:lr=7 cosine:warmup=20", "newton:lr=0.5", "sgd:lr={1/sharpness}"}, []string{both[0] + " cosine:warmup=20", "newton:lr=0.5", "sgd:lr={1/sharpness}"}},
		{[]string{"adam:lr=1", "adam:lr=0.5", "adam:beta1=0.5,lr=3"}, []string{"adam:lr=0.05", "adam:lr=0.025", "adam:beta1=0.5,lr=0.05"}},
		{[]string{"lookahead(adam:lr=3):k=4"}, []string{"lookahead(adam:lr=0.05):k=4"}},
	} {
		if got := suited(c.given...); !slices.Equal(got, c.want) {
			t.Errorf("%q became %q, want %q", c.given, got, c.want)
		}
	}
}

// Without a rule that can run there are the usual ones.
func TestSuitedInstead(t *testing.T) {
	out, err := new(Lab).Suited(t.Context(), with(func(s *setup.Setup) { s.Surface, s.Optimizers = "network", []string{"newton"} }))
	if err != nil || len(out.Rules) != 3 || slices.Contains(out.Rules, "") {
		t.Errorf("%q, %v", out.Rules, err)
	}
}

// Steps suit a surface where they take no longer than a page waits for.
func TestSuitedSteps(t *testing.T) {
	four := []string{"sgd", "momentum", "newton", "adam"}
	for surface, most := range map[string]int{"rosenbrock": 500, "cliff": 500, "random-features": 200, "network": 50} {
		out, err := new(Lab).Suited(t.Context(), with(func(s *setup.Setup) { s.Surface, s.Optimizers, s.Steps = surface, four, new(500) }))
		if err != nil || out.Steps > most || out.Steps < 20 || most == 500 && out.Steps != most {
			t.Errorf("%s: %d steps, %v", surface, out.Steps, err)
		}
		if hasNewton := !slices.Contains(out.Rules, ""); hasNewton != (most == 500) || len(out.Rules) != len(four) {
			t.Errorf("%s: %q", surface, out.Rules)
		}
	}
}
