package drawing_test

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// bothLanguages lists the words that German figures may share with English ones: names of
// people, of rules, of surfaces and of data sets, words that German took over, and functions
// of formulas.
const bothLanguages = `
	ackley adabelief adadelta adagrad adam adamax adamw amsgrad armijo beale bfgs bohachevsky booth branin brown
	camel cross dixon drop dropout easom eggholder franke freudenstein goldstein griewank himmelblau hosaki
	hump hölder ista langevin lion lookahead lévy matyas mccormick mead michalewicz momentum müller nadam nelder
	nesterov newton noam peaks powell price radam rastrigin rmsprop rosenbrock roth rprop schwefel sgdw six
	styblinski table tang three tray trid wave zakharov sgd one cycle schedule free
	band batch decay gradient inverse linear maximum median minimum plateau regression seed seeds start test training warm weight
	digits moons neuron
	cos cov exp log max relu sin softmax`

// Nothing in a German figure, page or player is English: no word is drawn in both languages
// but those of bothLanguages. The figures have the automatic titles of every surface, rule and
// schedule, of one run and of many, every view and every kind; they are small, and their runs short.
func TestNoEnglish(t *testing.T) {
	words := map[string]map[string]string{"en": {}, "de": {}} // with a text that each is in
	word := regexp.MustCompile(`\p{L}{3,}`)
	always, views := germanSources()
	for i, source := range append(always, views...) {
		texts, err := textsOf(t, source)
		if err != nil && i < len(always) {
			t.Errorf("%s: %v", source, err)
		}
		for lang, texts := range texts {
			for _, text := range texts {
				for _, w := range word.FindAllString(text, -1) {
					words[lang][strings.ToLower(w)] = source + ": " + text
				}
			}
		}
	}
	allowed, used := strings.Fields(bothLanguages), map[string]bool{}
	for _, w := range slices.Sorted(maps.Keys(words["de"])) {
		if _, shared := words["en"][w]; !shared {
			continue
		}
		if used[w] = true; !slices.Contains(allowed, w) {
			t.Errorf("%q is drawn in both languages: %s", w, words["de"][w])
		}
	}
	for _, w := range allowed {
		if !used[w] {
			t.Errorf("%q is allowed and never drawn in both languages", w)
		}
	}
}

// The player's buttons and readings are in German.
func TestPlayerInGerman(t *testing.T) {
	said := map[string]map[string]string{}
	for _, lang := range document.Languages {
		d, err := document.ParseYAML([]byte("{surface: ravine, steps: 3, size: 500x400, lang: "+lang+"}"), measure.Texts{})
		if err != nil {
			t.Fatal(err)
		}
		g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
		if err == nil {
			err = g.Compute(t.Context(), nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		film, err := g.Film()
		if err != nil {
			t.Fatal(err)
		}
		said[lang] = film.Words
		said[lang]["axis"] = film.Axis
	}
	for key, english := range said["en"] {
		if german := said["de"][key]; german == "" || german == english {
			t.Errorf("%s is %q in German, %q in English", key, german, english)
		}
	}
}

// germanSources returns documents whose figures say most of what figures say, and documents of
// every view, which may refuse them.
func germanSources() (all, views []string) {
	plot := func(surface, more string) string { return fmt.Sprintf("{surface: %q, steps: 3, %s}", surface, more) }
	two := `optimizer: ["sgd:lr=.001", "adam:lr=.001"], view: loss, window: [0.1, 0.2, 0.1, 0.2]` // so small that few critical points are looked for
	small := map[string]string{"network": "network:n=40,hidden=4", "random-features": "random-features:n=20,p=20", "sphere": "sphere:n=2"}
	for _, f := range surfaces.Catalog() {
		all = append(all, plot(cmp.Or(small[f.Meta().Name], f.Meta().Name), two))
	}
	for _, e := range models.Catalog() {
		all = append(all, plot(cmp.Or(small[e.Name], e.Name), strings.Split(two, ", window")[0]))
	}
	for _, e := range optimizers.Catalog() {
		rule := e.Name
		if slices.Contains([]string{"averaging", "lookahead", "projected"}, rule) {
			rule += "(sgd)"
		}
		all = append(all, plot("line5", fmt.Sprintf("optimizer: [%q], view: loss", rule)))
	}
	for _, e := range schedules.Catalog() {
		all = append(all, plot("ravine", fmt.Sprintf(`optimizer: ["sgd:lr=.1 %s", "sgd:lr=.2 constant"], view: loss`, e.Name)))
	}
	all = append(all,
		plot("ravine", `optimizer: [sgd, adam, momentum, nesterov, rmsprop, adagrad]`),
		plot("ravine", `optimizer: ["sgd:lr=.1", "sgd:lr=.2"], schedule: [constant, cosine]`),
		plot("ravine", `optimizer: [sgd], start: [[1, 1], [2, 2]]`),
		plot("ravine", `optimizer: ["sgd:weight_decay=0.1", "sgd:weight_decay=0.2", "momentum:dampening=0.1", "momentum:dampening=0.2"], view: loss`),
		plot("ravine", `optimizer: ["sgd:lr=.1"], schedule: ["cosine:warmup=1", "cosine:warmup=2"], view: loss`),
		plot("ravine", `optimizer: ["sgd:lr=.1"], l2: 0.1, clip: 0.5, view: loss`),
		`{surface: "network:n=40,hidden=4", optimizer: [adam], batch: [10], epochs: 2, view: loss, axis: epoch}`,
		plot("line1000", `optimizer: [sgd], batch: [1, 10]`),
		plot("himmelblau", `optimizer: [sgd], noise: 1, seeds: 3, view: loss`),
		plot("himmelblau", `optimizer: [sgd], tune: "1e-3:1:log:5"`),
		plot("ravine", `optimizer: [sgd], noise: 1, seeds: 3, over: expected, view: loss`),
		plot("logistic", `optimizer: [sgd], view: fit`), plot("logistic", `optimizer: [sgd], view: accuracy`), plot("neuron", `optimizer: [sgd], view: data`),
		`{kind: sweep, surface: ravine, optimizer: [momentum], x: "lr=.01:.1:3", y: "momentum=0:.9:3", metric: rate}`,
		`{kind: sweep, surface: ravine, optimizer: [sgd, adam], x: "lr=.01:.1:3", metric: "steps:1e-3", steps: 20}`,
		`{kind: sweep, surface: ravine, optimizer: [adam], x: "lr=.01:.1:3", y: "noise=0/1", steps: 5, seeds: 2}`,
		`{kind: basins, surface: himmelblau, optimizer: ["sgd:lr=.01", newton], grid: "7", steps: 50}`,
		`{kind: gradcheck, surface: beale}`,
		`{kind: cloud, surface: line1000, batch: [10], draws: 20}`,
		`{kind: orbit, formula: "x^4/4 - x^2/2", start: [[0.5]], optimizer: [sgd], x: "lr=0.9:1.2:lin:5", steps: 20, last: 5}`,
		`{figures: [{surface: saddle, steps: 5}, {kind: functions, curves: [{formula: "x^2", at: [0, 1]}]}]}`)
	for _, view := range document.Views() {
		for _, surface := range []string{"tilted-double-well", "overfit"} {
			views = append(views, plot(surface, fmt.Sprintf(`optimizer: ["sgd:lr=.1", "newton"], view: %s`, view)))
		}
		views = append(views, plot("sphere:n=1", fmt.Sprintf(`optimizer: ["sgd:lr=3"], view: %s`, view)))
	}
	return all, views
}

// textsOf returns all texts of a figure in each language: drawn, as title and as alternative
// text. A view may refuse the document.
func textsOf(t *testing.T, source string) (map[string][]string, error) {
	t.Helper()
	d, err := document.ParseYAML([]byte(source), measure.Texts{})
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	english, err := drawing.Resolve(t.Context(), d.Restyled(document.Appearance{Lang: "en", Size: "500x400"}), measure.Texts{})
	if err == nil {
		err = english.Compute(t.Context(), nil)
	}
	if err != nil {
		return nil, err
	}
	german, err := english.Restyled(t.Context(), d, document.Appearance{Lang: "de", Size: "500x400"})
	if err != nil {
		return nil, err
	}
	texts := map[string][]string{}
	for lang, g := range map[string]*drawing.Drawing{"en": english, "de": german} {
		var a sheet.Audit
		audited(g, &a)
		f, err := g.Figure()
		if err != nil {
			return nil, err
		}
		texts[lang] = append(a.Texts, f.Title, f.Desc)
	}
	return texts, nil
}

// audited makes a drawing, and those on its page, collect their texts.
func audited(g *drawing.Drawing, a *sheet.Audit) {
	g.Style.Audit = a
	for _, p := range g.Parts() {
		audited(p, a)
	}
}
