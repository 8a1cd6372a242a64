package document

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
)

// full is a Spec that has everything.
func full() Spec {
	return Spec{
		Setup: setup.Setup{
			Surface: "ravine:kappa=25", Formula: "a*x^2 + y^2 # no comment", Params: map[string]float64{"b": -1.5, "a": 2},
			Points: "a b.csv", Labels: "'", L1: 1e-3, L2: 2, Window: []float64{-1, 1, -2.5, 1e-300},
			Optimizers: []string{"adam:lr=0.15 cosine:warmup=20", "lookahead(sgd:lr=.1):k=5"}, Schedules: []string{"constant", "step@30+cosine"},
			Tune: "1e-3:1:1-2-5", LR: new(0.1), Steps: new(0), Epochs: 5, Examples: 7, Redraw: true, Starts: [][]float64{{-1.5, 2}, {3, 4e10}}, Batches: []int{1, 10}, Order: "given",
			Noise: 0.1, Clip: 5, Seed: 1<<64 - 1, Seeds: 50, Over: "mean", Patience: 10, Every: 3,
		},
		View: "fit", Levels: &Levels{At: []float64{5}}, Panels: "run", Arrows: "step", Axis: "epoch", Moments: []int{0, 5}, Coordinate: "2", Plane: "pca", Line: []float64{0, 1, 2, 3}, Azimuth: new(-30.0), Elevation: new(45.5),
		Appearance: Appearance{Said: Said{FormulaText: "none", Legend: "auto"}, Size: "16cmx9cm", DPI: 200.5, Theme: Theme{Name: "dark"}, Lang: "de", Text: "outlines"},
	}
}

func TestYAMLRoundTrip(t *testing.T) {
	v := reflect.ValueOf(full())
	for _, f := range keyFields(v.Type()) {
		if v.FieldByIndex(f.Index).IsZero() {
			t.Errorf("the test's Spec has no %s", f.Name)
		}
	}
	titled := func(title string) Document {
		return Document{GridSpec: GridSpec{Spec: Default()}, Title: Plain(title)}
	}
	swept := Document{GridSpec: DefaultSweep(), Title: Text{"en": "Rates: a map", "de": "Raten"}}
	swept.X, swept.Y, swept.Over, swept.Redraw = "lr=1e-3:1:log", "beta1=0/0.5", "median", true
	basins := Document{GridSpec: DefaultBasins()}
	basins.Surface, basins.Grid = "himmelblau", "51x31"
	fullest := titled("Verlust: \"Täler\" & Sättel\ttab, λ [ ] {}")
	fullest.Spec, fullest.SharedStyle, fullest.Names = full(), true, []Text{Plain("one, alone"), {"en": "two", "de": "zwei"}}
	told := titled("A story")
	told.Surface, told.Stories = "beale", []Story{{Title: Text{"en": "One: a", "de": "Eins"}, Steps: []StoryStep{
		{Say: Plain("Look, {this}."), State: setup.Setup{Surface: "ravine:kappa=25,angle=0", Optimizers: []string{"adam:lr=0.1 cosine"}, Starts: [][]float64{{1, -2}}, Noise: 0.5, Steps: new(30)}, At: new(0)},
		{Say: Text{"en": "b", "de": "c"}, State: setup.Setup{Formula: "a*x^2", Params: map[string]float64{"a": 2}, Window: []float64{-1, 1}}},
	}}}
	part := fullest.withoutPageKeys()
	page := titled("A page")
	page.Columns, page.Figures, page.Caption = 1, []Document{swept, titled("no: true"), {GridSpec: GridSpec{Spec: Default()}, Figures: []Document{basins, part}}}, Plain("{{n (.Loss 1)}} and more")
	for name, d := range map[string]Document{
		"default": titled(""), "story": told, "full": fullest, "title": titled("no: true"), "number": titled("1e3"), "null": titled("~"), "dash": titled("- a"),
		"sweep": swept, "basins": basins, "page": page, "untitled": {GridSpec: GridSpec{Spec: Default()}, Title: Text{"": ""}, Subtitle: Text{"": ""}},
	} {
		text := d.YAML()
		got, err := ParseYAML(text, nil)
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		} else if !reflect.DeepEqual(got, d) {
			t.Errorf("%s: got %+v, want %+v from\n%s", name, got, d, text)
		}
	}
	if text := titled("").YAML(); string(text) != "{}\n" {
		t.Errorf("the default is written as %q", text)
	}
}

// Every key is a flag's name, and every flag of a figure has its key.
func TestYAMLKeysAreFlags(t *testing.T) {
	d, m := Default(), DefaultSweep()
	fs, maps := pflag.NewFlagSet("", pflag.ContinueOnError), pflag.NewFlagSet("", pflag.ContinueOnError)
	d.RunFlags(fs)
	d.FigureFlags(fs)
	m.SweepFlags(maps)
	m.BasinFlags(maps)
	want := []string{"surface", "kind", "names", "note", "caption", "columns", "only", "figures", "animate", "until", "frames", "alike", "formula-text", "stories"} // the argument, the command, and what a line has not or says by another flag
	want = append(want, keysOf[Kinds]()...)
	for _, set := range []*pflag.FlagSet{fs, maps} {
		set.VisitAll(func(f *pflag.Flag) { want = append(want, f.Name) })
	}
	want = slices.DeleteFunc(want, func(name string) bool { return name == "fonts" || name == "background" }) // the keys text and theme by other names
	slices.Sort(want)
	want = slices.Compact(want) // runs and sweeps tune
	var got []string
	for _, f := range keyFields(reflect.TypeFor[Document]()) {
		got = append(got, f.Tag.Get("yaml"))
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("keys %q\nflags %q", got, want)
	}
}

func TestYAMLErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"surface: beale\nstep: 3\n", "2:1: unknown key \"step\" (did you mean steps?)"},
		{"surface: a\nsurface: b\n", "2:1: surface is given twice, first in line 1"},
		{"steps: many\n", "1:8: steps: \"many\": not a whole number: write it as 1000 or 1e3"},
		{"steps: 1.5\n", "1:8: steps: \"1.5\": not a whole number"},
		{"batch: [1, 2.5]\n", "1:12: batch: \"2.5\": not a whole number"},
		{"start: [1, 2]\n", "1:8: start: a list of lists is wanted, as in [[1, ...]]"},
		{"optimizer: adam\n", "1:12: optimizer: a list is wanted, as in [adam]"},
		{"optimizer: {a: b}\n", "1:12: optimizer: a list is wanted, each after a dash"},
		{"start: 3\n", "1:8: start: a list of lists is wanted, as in [[3]]"},
		{"steps: [3]\n", "1:8: steps: one value is wanted"},
		{"noise: .inf\n", "1:8: noise: \".inf\": not a number"},
		{"window: [0, .nan]\n", "1:13: window: \".nan\": not a number"},
		{"- 1\n", "1:1: keys are wanted, as in surface: rosenbrock"},
		{"surface: [\n", "2: a value is missing"},
		{"surface: a\n---\nsurface: b\n", "3:1: here begins a second document, after ---: one is wanted"},
		{"seed: -1\n", "1:7: "},
		{"kind: heat\n", "1:7: unknown kind \"heat\"; choose from plot, sweep, basins, functions, diagram, cloud, gradcheck, orbit"},
		{"figures:\n  - steps: 5\n  - step: 5\n", "3:5: unknown key \"step\" (did you mean steps?)"},
		{"figures:\n  - steps: 2.5\n", "2:12: steps: \"2.5\": not a whole number"},
		{"figures: 3\n", "1:10: figures: a list is wanted, each after a dash"},
		{"figurs: []\n", "1:1: unknown key \"figurs\" (did you mean figures?)"},
		{"zzzzzzzz: 1\n", "1:1: unknown key \"zzzzzzzz\"; optviz render --schema has them all"},
		{"columns: -2\nfigures: [{}]\n", "1:10: columns: must be at least 0"},
		{"only: [3]\nfigures: [{surface: sphere}, {surface: beale}]\n", `1:7: only: there is no figure 3 of 2 figures: 1 "sphere", 2 "beale"`},
		{"only: [0]\nfigures: [{surface: sphere}, {surface: beale}]\n", `1:7: only: there is no figure 0 of 2 figures`},
		{"only: [2, 1]\nfigures: [{surface: sphere}, {surface: beale}]\n", "1:7: only: 1 is not after 2"},
		{"figures: [{surface: sphere}, {only: [1], figures: [{surface: beale}]}]\n", "1:37: only: is a key of the whole page, not of a figure on it"},
		{"figures: [{theme: dark}, {}]\n", "1:19: theme: is a key of the whole page, not of a figure on it"},
		{"figures: [{}, {theme: {ink: navy}}]\n", "1:23: theme: is a key of the whole page"},
		{"theme: slides\nfigures: [{theme: dark}]\n", "2:19: theme: is a key of the whole page"},
		{"figures: [{size: 300x300}]\n", "1:18: size: is a key of the whole page"},
		{"figures: [{dpi: 300}]\n", "1:17: dpi: is a key of the whole page"},
		{"figures: [{lang: de}]\n", "1:18: lang: is a key of the whole page"},
		{"figures: [{figures: [{text: outlines}]}]\n", "1:29: text: is a key of the whole page"},
		{"text: real\nfigures: [{figures: [{text: outlines}]}]\n", "2:29: text: is a key of the whole page"},
		{"surface: sphere\nonly: [1]\n", "2:1: only is a key of pages of figures"},
		{"figures: []\n", "1:10: figures has none: write each after a dash"},
		{"optimizer: [sgd, ~]\n", "1:18: optimizer: has no value: write one, or leave it out"},
		{"start: [[1, null]]\n", "1:13: start: has no value: write one, or leave it out"},
		{"figures: [null]\n", "1:11: figures: has no value"},
		{"theme: {runs: [red, null]}\n", "1:21: runs: has no value"},
		{"figures:\n", "1:9: figures: has no value: write one, or leave the key out"},
		{"", "is empty: write what to draw"},
		{"# nothing\n", "is empty: write what to draw"},
		{"noise: loud\n", "1:8: noise: \"loud\": not a number: write it as 25, 0.1 or 1e-3"},
		{"start: [[1, b]]\n", "1:13: start: \"b\": not a number"},
		{"steps: 5\ntheme: foo\n", "2:8: theme: unknown theme \"foo\"; choose from"},
		{"figures:\n  - steps: 5\n    lang: fr\n", "3:11: lang: unknown language \"fr\"; choose from en, de"},
		{"size: 16x\n", "1:7: size: is not like 1600x900 or 16cmx9cm"},
		{"size: 30000x9\n", "1:7: size: is more than 20000 pixels a side"},
		{"title: {en: A}\n", "1:8: title: has no text for the language de"},
		{"figures:\n  - names: [{en: A}]\n", "2:13: names: has no text for the language de"},
		{"title: [1, 2]\n", "1:8: title: is neither a text nor one for each of the languages en and de"},
		{"kind: functions\ncurves: [{formula: x, label: {de: A}}]\n", "label: has no text for the language en"},
		{"steps: true\n", "1:8: steps: \"true\": not a whole number"},
		{"x: lr=0.1:1\n", "1:1: x is a key of kind: sweep, kind: orbit"},
		{"figures: [{}]\nsteps: 3\n", "2:1: a page of figures has no key steps; steps is a key of kind: plot, kind: sweep"},
		{"kind: sweep\nview: loss\n", "2:1: kind: sweep has no key view; view is a key of kind: plot"},
		{"kind: basins\nstart: [[1, 2]]\n", "2:1: kind: basins has no key start; start is a key of kind: plot"},
		{"param: {a: }\n", "1:12: a: has no value: write one, leave the key out, or put a text with a comma in quotes"},
		{"theme: ''\n", "1:8: theme: is empty: leave the key out for what is usual"},
		{"optimizer: []\n", "1:12: optimizer: is empty: leave the key out for what is usual"},
		{"start: []\n", "1:8: start: is empty: leave the key out"},
		{"names: []\n", "1:8: names: is empty: leave the key out"},
		{"param: {}\n", "1:8: param: is empty: leave the key out"},
		{"title: {}\n", "1:8: title: is empty: leave the key out"},
		{"kind: functions\ncurves: []\n", "2:9: curves: is empty: leave the key out"},
		{"kind: functions\ncurves: [{x: []}]\n", "2:14: x: is empty: leave the key out"},
		{"alike: yes\n", "1:8: alike: \"yes\": must be true or false"},
		{"steps: 1_0\n", "1:8: steps: \"1_0\": not a whole number: write it as 1000 or 1e3"},
		{"lr: 0,1\n", "1:5: lr: \"0,1\": not a number: a decimal sign is a point, as in 0.1"},
		{"param: 3\n", "1:8: param: names with values are wanted, as in {a: 1}"},
		{"x-axis: [3]\nkind: functions\n", "1:9: x-axis: keys are wanted, as in {name: ...}"},
		{"figures: [" + strings.Repeat("{}, ", 101) + "]\n", "1:10: figures: 101 are too many: at most 100"},
		{"figures: [" + strings.Repeat("{figures: [{}, {}, {}]}, ", 40) + "]\n", "1:10: 120 figures: a page has at most 100"},
		{"kind: functions\nmarks: [" + strings.Repeat("{x: 1}, ", 201) + "]\n", "2:8: marks: 201 are too many: at most 40"},
		{"names: [" + strings.Repeat("a, ", 1001) + "]\n", "1:8: names: 1001 are too many: at most 1000"},
		{"title: {en: A, de: B, fr: C}\n", "unknown language \"fr\""},
	} {
		_, err := ParseYAML([]byte(c.text), nil)
		var usage *catalog.Error
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n%v\nwant\n%s", c.text, err, c.want)
		}
	}
	if d, err := ParseYAML([]byte("{}\n"), nil); err != nil || !reflect.DeepEqual(d.Spec, Default()) {
		t.Errorf("%+v, %v", d, err)
	}
}

// Texts have what was typed, numbers what it means.
func TestYAMLValues(t *testing.T) {
	for text, want := range map[string]string{
		"title: 1.10\n": "1.10", "title: yes\n": "yes", "title: 2026-01-01\n": "2026-01-01", "title: 0x10\n": "0x10", "title: true\n": "true",
		"title: >\n  A long\n  title\n": "A long title", "title: |\n  A\n  title\n": "A title", "title: 'null'\n": "null",
		"{\"title\": \"a\"}": "a", "---\ntitle: a\n---\n": "a", "\ufeff%YAML 1.2\n---\ntitle: a\n...\n": "a",
	} {
		d, err := ParseYAML([]byte(text), nil)
		if err != nil || d.Title.In("en") != want {
			t.Errorf("%q: title %q, %v, want %q", text, d.Title.In("en"), err, want)
		}
	}
	_, err := ParseYAML([]byte("names: [0.10]\nfigures:\n- {surface: a}\n"), nil)
	if err == nil || !strings.Contains(err.Error(), "a page of figures has no key names") {
		t.Error(err)
	}
	d, err := ParseYAML([]byte("names: [0.10, 007, no]\nsteps: 1e3\nseed: 1e3\nlr: .5\nstart: [[+1, -2.5e-1]]\nparam: {a: 1}\n<<: {steps: 7, l2: 3}\n"), nil)
	want := Document{GridSpec: GridSpec{Spec: Default()}, Names: []Text{Plain("0.10"), Plain("007"), Plain("no")}}
	want.Steps, want.Seed, want.LR, want.Starts, want.Params, want.L2 = new(1000), 1000, new(0.5), [][]float64{{1, -0.25}}, map[string]float64{"a": 1}, 3
	if err != nil || !reflect.DeepEqual(d, want) {
		t.Errorf("%+v, %v, want %+v", d, err, want)
	}
}

// What a figure cannot show is refused before it is made.
func TestTooMany(t *testing.T) {
	s := Default()
	s.Optimizers, s.Schedules, s.Batches = []string{"sgd", "adam cosine"}, make([]string, 30), make([]int, 40)
	if err := s.CheckMany(); err == nil || !strings.Contains(err.Error(), "1240 runs: a figure shows at most 1000") {
		t.Error(err)
	}
	for text, want := range map[string]string{
		strings.Repeat("cosine*", 100) + "cosine":                  "101 schedules in one: at most 100",
		"multistep:milestones=" + strings.Repeat("1/", 5000) + "1": "at most 10000 are taken",
	} {
		if _, err := catalog.ParseSchedule(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v", text, err)
		}
	}
}

func FuzzYAML(f *testing.F) {
	f.Add(Document{GridSpec: GridSpec{Spec: full()}, Title: Text{"en": "a", "de": "b"}}.YAML())
	f.Add([]byte("kind: sweep\nx: lr=1e-3:1\nfigures:\n  - kind: basins\n"))
	for _, k := range kinds()[3:] { // without plot, sweep and basins
		f.Add(kindDocument(k.name).YAML())
	}
	f.Add([]byte("start: [[1, 2]]\nlr: 1e-3\nsteps: 1e3\n"))
	f.Add([]byte("a: &a [*a]\n"))
	f.Add([]byte("seeds: 0"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := ParseYAML(text, nil)
		if err != nil {
			return
		}
		again, err := ParseYAML(s.YAML(), nil)
		if err != nil || !reflect.DeepEqual(again, s) {
			t.Errorf("%q gives %+v, written %q, read %+v: %v", text, s, s.YAML(), again, err)
		}
	})
}
