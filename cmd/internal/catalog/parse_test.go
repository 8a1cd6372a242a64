package catalog

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

func TestParseSurface(t *testing.T) {
	for text, want := range map[string]surfaces.Surface{
		"rosenbrock":               surfaces.Rosenbrock{N: 2, B: 100},
		" Rosenbrock : B = 1e+1 ":  surfaces.Rosenbrock{N: 2, B: 10},
		"ravine:kappa=25,angle=-3": surfaces.Ravine{Kappa: 25, Angle: -3},
		"sphere:n=5":               surfaces.Sphere{N: 5},
	} {
		got, err := ParseSurface(text, nil)
		if err != nil || got != want {
			t.Errorf("ParseSurface(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
}

func TestParseRule(t *testing.T) {
	adam := optimizers.NewAdam()
	adam.Beta1 = 0.5
	r, err := ParseRule("Adam:LR=1e-2,BETA1=.5  cosine:warmup=20,t_max=7")
	if err != nil {
		t.Fatal(err)
	}
	if r.Value != optimizers.Optimizer(adam) || r.LR != 0.01 || !r.OwnLR || r.Text != "adam:lr=1e-2,beta1=.5" {
		t.Errorf("got %+v", r)
	}
	want := Schedule{
		Text:  "cosine:warmup=20,T_max=7",
		Title: words.Text{"warm-up + cosine", "Warm-up + Kosinus"},
		Value: schedules.Warmup{Steps: 20, Then: schedules.Cosine{TMax: 7}},
	}
	if r.Schedule == nil || !r.Schedule.same(want) || r.Schedule.Text != want.Text || r.Schedule.Title != want.Title {
		t.Errorf("schedule %+v, want %+v", r.Schedule, want)
	}
	if r, err = ParseRule("adam"); err != nil || r.LR != 1e-3 || r.OwnLR || r.Schedule != nil {
		t.Errorf("the default is %+v, %v", r, err)
	}
}

func TestParseSchedule(t *testing.T) {
	constant, cosine := schedules.Constant{}, schedules.Cosine{}
	exponential := schedules.Exponential{Gamma: 100}
	for _, test := range []struct {
		text, title string
		want        schedules.Schedule
	}{
		{"constant", "constant", constant},
		{"exponential:gamma=1e+2", "exponential", exponential},
		{"multistep:milestones=30/60,gamma=.5", "steps", schedules.MultiStep{Milestones: []int{30, 60}, Gamma: 0.5}},
		{"wsd:warmup=5", "warm-up, stable, decay", schedules.WSD{Warmup: 5, Shape: "linear"}},
		{"wsd:shape=SQRT", "warm-up, stable, decay", schedules.WSD{Shape: "sqrt"}},
		{"one-cycle:three_phase=true", "one cycle", schedules.OneCycle{
			PctStart: 0.3, DivFactor: 25, FinalDivFactor: 1e4, AnnealStrategy: "cos", ThreePhase: true}},
		{"constant@30+cosine", "constant then cosine", schedules.Sequential{First: constant, At: 30, Then: cosine}},
		{"exponential:gamma=1e+2@30+exponential:gamma=1e+2", "exponential then exponential",
			schedules.Sequential{First: exponential, At: 30, Then: exponential}},
		{"constant @ 30 + cosine @ 60 + constant", "constant then cosine then constant", schedules.Sequential{
			First: schedules.Sequential{First: constant, At: 30, Then: cosine}, At: 60, Then: constant}},
		{"constant*cosine", "constant × cosine", schedules.Chained{A: constant, B: cosine}},
		{"constant@30+constant*cosine", "constant then constant × cosine", schedules.Sequential{
			First: constant, At: 30, Then: schedules.Chained{A: constant, B: cosine}}},
		{"cosine:warmup=3*constant", "warm-up + cosine × constant", schedules.Chained{
			A: schedules.Warmup{Steps: 3, Then: cosine}, B: constant}},
	} {
		got, err := ParseSchedule(test.text)
		if err != nil || !reflect.DeepEqual(got.Value, test.want) || got.Title.In(words.English) != test.title {
			t.Errorf("parseSchedule(%q) = %+v, %v, want %q %+v", test.text, got, err, test.title, test.want)
		}
	}
}

// TestParseErrors holds the messages: what is wrong, and what would be right.
func TestParseErrors(t *testing.T) {
	parseTerms := map[string]func(string) error{
		"surface":   func(s string) error { _, err := ParseSurface(s, nil); return err },
		"optimizer": func(s string) error { _, err := ParseRule(s); return err },
		"schedule":  func(s string) error { _, err := ParseSchedule(s); return err },
	}
	for _, test := range []struct{ kind, text, want string }{
		{"surface", "", "a name is missing"},
		{"surface", "rosenbrok", "did you mean rosenbrock?"},
		{"surface", "himmelblau:n=3", "himmelblau has no parameters"},
		{"surface", "sphere:n=0", "n: must be in [1,1000]"},
		{"surface", "sphere:n=2.5", "n: not a whole number"},
		{"surface", "sphere:n=99999999999999999999", "n: too large"},
		{"surface", "sphere:n=2,N=3", "n is given twice"},
		{"surface", "sphere:", `"" is not key=value`},
		{"surface", "sphere:n", `"n" is not key=value`},
		{"surface", "sphere:n=2,", `"" is not key=value`},
		{"surface", "ravine:kappa=x", "kappa: not a number"},
		{"surface", "ravine:angle=Inf", "angle: not a finite number"},
		{"surface", "ravine:angle=1e999", "angle: too large"},
		{"surface", "ro\x1b[31m", `"ro\x1b[31m"`},
		{"optimizer", "momentm:mu=.9", `unknown optimizer "momentm" (did you mean momentum?)`},
		{"optimizer", "sdg", "did you mean sgd?"},
		{"optimizer", "sgd:momentum=.9", `unknown key "momentum"; sgd takes lr, weight_decay; momentum is a key of momentum, nesterov, `},
		{"optimizer", "momentum:mu=.9", `unknown key "mu"; momentum takes lr, momentum, dampening, weight_decay`},
		{"optimizer", "adam:lr=0", "lr: must be in (0,inf)"},
		{"optimizer", "adam:lr=-1", "lr: must be in (0,inf)"},
		{"optimizer", "adam:lr=nan", "lr: not a finite number"},
		{"optimizer", "adam:beta1=1", "beta1: must be in [0,1)"},
		{"optimizer", "momentum:momentum=1", "momentum: must be in [0,1)"},
		{"optimizer", "nesterov:momentum=1.5", "momentum: must be in [0,1)"},
		{"optimizer", "adam:bet1=.9", "did you mean beta1?"},
		{"optimizer", "adam cosin", "did you mean cosine?"},
		{"optimizer", "adam:lr=.1, beta1=.5", "is not key=value"},
		{"schedule", "cosine:warmup=-1", "warmup: must be in [0,inf)"},
		{"schedule", "cyclic:mode=foo", "mode: must be triangular or triangular2 or exp_range"},
		{"schedule", "one-cycle:three_phase=yes", "three_phase: must be true or false"},
		{"schedule", "multistep:milestones=30/x", `milestones: "x": not a whole number`},
		{"schedule", "multistep:milestones=30/-1", `milestones: "-1": must be in [0,inf)`},
		{"schedule", "multistep:milestones=", "is not key=value"},
		{"schedule", "cosine@30", "after @ come"},
		{"schedule", "cosine@x+linear", "after @ come"},
		{"schedule", "cosine@1e+2", "after @ come"},
		{"schedule", "cosine@0+linear", "@0 must be above 0"},
		{"schedule", "cosine@30+linear@30+cosine", "@30 must be above 30"},
		{"schedule", "cosine@30+", "a name is missing"},
		{"schedule", "cosine*", "a name is missing"},
		{"schedule", "@30+cosine", "a name is missing"},
	} {
		err := parseTerms[test.kind](test.text)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %q: got %v, want %s", test.kind, test.text, err, test.want)
		}
	}
}

func TestNearest(t *testing.T) {
	choices := []string{"sgd", "momentum", "adam", "adamw", "rosenbrock", "three-hump-camel"}
	for name, want := range map[string]string{
		"sdg": "sgd", "momentun": "momentum", "Adm": "adam", "rosen": "rosenbrock", "three-hump": "three-hump-camel",
		"": "", "x": "", "newton": "", "completely-else": "", strings.Repeat("a", 1<<20): "",
	} {
		if got := Nearest(name, choices); got != want {
			t.Errorf("Nearest(%.20q) = %q, want %q", name, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"ab", "ba", 1}, {"adam", "adam", 0}} {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestInterval(t *testing.T) {
	for _, test := range []struct {
		text string
		in   []float64
		out  []float64
	}{
		{"[0,1)", []float64{0, 0.5}, []float64{-1e-9, 1, 2}},
		{"(0,1]", []float64{1e-300, 1}, []float64{0, 1.1}},
		{"(-inf,inf)", []float64{-1e308, 0, 1e308}, nil},
		{"", []float64{-1e308, 1e308}, nil},
	} {
		in := MustInterval(test.text)
		for _, v := range test.in {
			if err := in.Check(v); err != nil {
				t.Errorf("%v in %s: %v", v, test.text, err)
			}
		}
		for _, v := range test.out {
			if in.Check(v) == nil {
				t.Errorf("%v is in %s", v, test.text)
			}
		}
	}
	for _, bad := range []string{"0,1", "[0,1", "[1,0]", "[0]", "[a,1]", "[nan,1]", "[1,1]", ",", "[,]"} {
		if _, err := parseInterval(bad); err == nil {
			t.Errorf("%q is an interval", bad)
		}
	}
}

func TestWholeNumbers(t *testing.T) {
	for text, want := range map[string]int{"1000": 1000, "1e6": 1_000_000, "2.5e1": 25, "-3": -3} {
		if got, err := ParseWhole(text); err != nil || got != want {
			t.Errorf("%s: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1.5", "1e99", "nan", "inf", "x", "1e-3"} {
		if got, err := ParseWhole(text); err == nil {
			t.Errorf("%q gives %d", text, got)
		}
	}
}

// A rule around another keeps one rate, where its text states it.
func TestSetRateOfWrapped(t *testing.T) {
	for _, c := range []struct{ text, key, value, want string }{
		{"lookahead(adam:lr=.1):k=5", "lr", "0.2", "lookahead(adam:lr=0.2):k=5"},
		{"lookahead(adam:lr=.1,beta1=.8)", "lr", "", "lookahead(adam:beta1=.8)"},
		{"lookahead(adam):k=5,lr=.1", "lr", "0.2", "lookahead(adam):k=5,lr=0.2"},
		{"lookahead(adam)", "lr", "0.2", "lookahead(adam):lr=0.2"},
		{"lookahead(adam:lr=.1):lr=.1", "lr", "0.2", "lookahead(adam:lr=0.2)"}, // which says it twice
		{"lookahead(averaging(adam:lr=.1)) cosine", "lr", "0.2", "lookahead(averaging(adam:lr=0.2)) cosine"},
		{"lookahead(rmsprop:alpha=.9)", "alpha", "0.4", "lookahead(rmsprop:alpha=.9):alpha=0.4"}, // its own
		{"lookahead(adam:lr=.1)", "k", "7", "lookahead(adam:lr=.1):k=7"},
		{"lookahead(adam:lr=.1)", "beta1", "0.8", "lookahead(adam:lr=.1,beta1=0.8)"},
		{"adam:lr=.1", "lr", "0.2", "adam:lr=0.2"},
	} {
		got, ok := SetRuleKey(c.text, c.key, c.value)
		if got != c.want || !ok {
			t.Errorf("%s of %s: %s, %v, want %s", c.key, c.text, got, ok, c.want)
		}
		if _, err := ParseRule(got); err != nil {
			t.Errorf("%s: %v", got, err)
		}
	}
}

// A setter makes what the text with the numbers makes, or the same error.
func TestSetters(t *testing.T) {
	for _, c := range []struct {
		text, key string
		number    float64
	}{
		{"adam", "beta1", 0.3}, {"adam", "beta1", 1}, {"lookahead(adam:beta1=.5)", "beta1", .25}, {"lookahead(adam)", "k", 7},
		{"lookahead(adam)", "k", 7.5}, {"lookahead(adam)", "k", -1}, {"lookahead(adam)", "k", 1e300}, {"momentum", "nesterov", 1},
	} {
		text, ok := SetRuleKey(c.text, c.key, FormatNumber(c.number))
		rule, err := ParseRule(c.text)
		if err != nil {
			t.Fatal(err)
		}
		want, wrong := ParseRule(text)
		got, err := rule.Setter([]string{"none", c.key})([]float64{3, c.number})
		if fmt.Sprint(err) != fmt.Sprint(wrong) || err == nil && !reflect.DeepEqual(got, want.Value) {
			t.Errorf("%s (%v): %v, %v, want %v, %v", text, ok, got, err, want.Value, wrong)
		}
		if again, err := ParseRule(c.text); err != nil || !reflect.DeepEqual(rule.Value, again.Value) {
			t.Errorf("%s: the setter has made %v of it", c.text, rule.Value)
		}
	}
	for _, c := range []struct {
		text, key string
		number    float64
	}{
		{"step:gamma=.5@30+cosine*step", "gamma", .25}, {"step@30+cosine", "warmup", 4}, {"step:warmup=3", "warmup", 0},
		{"multistep", "milestones", 20}, {"multistep", "milestones", 20.5}, {"step", "step_size", 0}, {"constant", "warmup", 2},
	} {
		text, ok := SetScheduleKey(c.text, c.key, FormatNumber(c.number))
		sch, err := ParseSchedule(c.text)
		if err != nil {
			t.Fatal(err)
		}
		want, wrong := ParseSchedule(text)
		got, err := sch.Setter([]string{c.key})([]float64{c.number})
		if fmt.Sprint(err) != fmt.Sprint(wrong) || err == nil && !reflect.DeepEqual(got, want.Value) {
			t.Errorf("%s (%v): %v, %v, want %v, %v", text, ok, got, err, want.Value, wrong)
		}
	}
	for _, c := range []struct {
		text, key string
		number    float64
	}{
		{"ravine", "kappa", 7}, {"ravine:angle=20", "KAPPA", 0.5}, {"polynomial", "degree", 2}, {"polynomial", "degree", 2.5}, {"himmelblau", "none", 1},
	} {
		text, ok := SetKey(Surfaces(), c.text, c.key, FormatNumber(c.number))
		set, err := SurfaceSetter(c.text, []string{"", c.key})
		if err != nil {
			t.Fatal(err)
		}
		want, wrong := ParseSurface(text, nil)
		for range 2 {
			got, err := set([]float64{3, c.number}, text, nil)
			if fmt.Sprint(err) != fmt.Sprint(wrong) || err == nil && !reflect.DeepEqual(got.Meta(), want.Meta()) {
				t.Errorf("%s (%v): %v, %v, want %v, %v", text, ok, got, err, want, wrong)
			}
		}
	}
}
