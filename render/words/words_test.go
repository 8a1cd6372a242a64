package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
	"github.com/optviz/optviz/surfaces/penalty"
)

// Every message has its texts in all languages, with the same verbs in the same order and
// an argument for each.
func TestMessages(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "say" {
				return true
			}
			var texts []string
			for _, arg := range call.Args[:len(codes)] {
				if lit, ok := arg.(*ast.BasicLit); ok {
					text, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					texts = append(texts, text)
				}
			}
			if len(texts) < len(codes) {
				return true
			}
			said++
			for _, text := range texts {
				got, want := verbs(text), verbs(texts[0])
				if text == "" || !slices.Equal(got, want) || len(got) != len(call.Args)-len(codes) {
					t.Errorf("%s: %q has the verbs %q, want %q and as many arguments as verbs", name, text, got, want)
				}
			}
			return true
		})
	}
	if said < 100 {
		t.Errorf("%d messages found: is this the right directory?", said)
	}
}

// verbs returns the verbs of a format in the order of the arguments that they print.
func verbs(format string) []string {
	var ordered []string
	for i, v := range regexp.MustCompile(`%(?:\[(\d)\])?([sd])`).FindAllStringSubmatch(format, -1) {
		at := i
		if v[1] != "" {
			at, _ = strconv.Atoi(v[1])
			at--
		}
		for len(ordered) <= at {
			ordered = append(ordered, "")
		}
		ordered[at] = "%" + v[2]
	}
	return ordered
}

// What labels have in common is said once.
func TestTogether(t *testing.T) {
	for _, c := range []struct {
		labels []string
		want   string
	}{
		{nil, ""},
		{[]string{"Adam"}, "Adam"},
		{[]string{"SGD", "Adam"}, "SGD and Adam"},
		{[]string{"SGD batch 1000", "SGD batch 10", "SGD batch 1"}, "SGD in batches of 1000, 10 and 1"},
		{[]string{"GD η = 0.1", "GD η = 0.01"}, "GD with η = 0.1 and 0.01"},
		{[]string{"SGD constant", "SGD cosine"}, "SGD constant and cosine"},
		{[]string{"SGD η = 0.1 cosine", "SGD η = 0.2 step"}, "SGD η = 0.1 cosine and η = 0.2 step"},
		{[]string{"SGD η = 0.1", "SGD β = 0.2"}, "SGD η = 0.1 and β = 0.2"},
		{[]string{"SGD η = 0.1", "SGD η = 0.2", "Adam"}, "SGD η = 0.1, SGD η = 0.2 and Adam"},
		{[]string{"SGD", "SGD momentum"}, "SGD and SGD momentum"},
		{[]string{"", ""}, " and "},
	} {
		if got := English.Together(c.labels); got != c.want {
			t.Errorf("%q: %q, want %q", c.labels, got, c.want)
		}
	}
}

// Every surface, rule and schedule has a title in German, or a name of its own in all
// languages; no table has a line too many.
func TestCatalogsInGerman(t *testing.T) {
	named := strings.Fields("Booth Matyas Trid Zakharov Rosenbrock Beale Dixon-Price Freudenstein-Roth Dropout Himmelblau Styblinski-Tang " +
		"Goldstein-Price McCormick Branin Peaks Müller-Brown Hosaki Franke Rastrigin Ackley Griewank Bohachevsky Schwefel Eggholder Drop-wave Easom Michalewicz Cross-in-tray Lévy " +
		"SGD Momentum Nesterov Newton Adam AdamW AMSGrad RMSprop Adagrad Adadelta Adamax NAdam RAdam Rprop Lion AdaBelief SGDW ISTA Langevin Newton-Armijo BFGS L-BFGS Nelder-Mead Schedule-free " +
		"Linear")
	check := func(german map[string]string, titles map[string]string) {
		for name, title := range titles {
			if _, ok := german[name]; !ok && !slices.Contains(named, strings.Fields(title)[0]) {
				t.Errorf("%q is not German", title)
			}
		}
		for name := range german {
			if _, ok := titles[name]; !ok {
				t.Errorf("nothing in the catalogue is called %q", name)
			}
		}
	}
	titles := map[string]string{"formula": "Formula"}
	for _, f := range surfaces.Catalog() {
		titles[f.Meta().Name] = f.Meta().Title
	}
	for _, e := range models.Catalog() {
		titles[e.Name] = e.Title
	}
	check(germanSurfaces, titles)
	titles = map[string]string{}
	for _, e := range optimizers.Catalog() {
		titles[e.Name] = e.Title
	}
	check(germanRules, titles)
	titles = map[string]string{}
	for _, e := range schedules.Catalog() {
		titles[e.Name] = e.Title
	}
	check(germanSchedules, titles)
}

func TestGerman(t *testing.T) {
	of := func(f surfaces.Surface) string { return German.Surface(f.Meta()) }
	for _, c := range []struct{ got, want string }{
		{German.Point("minimum"), "Minimum"},
		{German.EndsAt("Adam", "local minimum", []float64{1, 2}), "Adam endet im lokalen Minimum (1; 2)"},
		{German.EndsAt("Newton", "degenerate point", []float64{0, 0}), "Newton endet im flachen Punkt (0; 0)"},
		{German.StepAxis(), "Schritt $k$"},
		{German.Minima(120), "120 Minima"},
		{German.Diverges(), "divergiert"},
		{German.RuleAround("averaging", "Averaged", German.Descent(ShortDescent)+" η = 0,1"), "Gemittelter GD η = 0,1"},
		{English.RuleAround("averaging", "Averaged", English.Descent(ShortDescent)+" η = 0.1"), "Averaged GD η = 0.1"},
		{German.Descent(FullDescent), "Gradientenabstieg"},
		{English.Descent(FullDescent), "Gradient descent"},
		{English.Descent(Catalogued.Shortened()), "SGD"},
		{English.Parameter("momentum", "0.9"), "β = 0.9"},
		{German.Parameter("weight_decay", "0,1"), "Weight Decay = 0,1"},
		{English.Parameter("weight_decay", "0.01"), "weight decay = 0.01"},
		{English.Landscape(surfaces.Himmelblau{}.Meta()), "Loss landscape of the Himmelblau function."},
		{English.Landscape(surfaces.Meta{Name: "formula", Title: "Formula", Formula: "x^2"}), "Loss landscape of f = x^2."},
		{German.Landscape(surfaces.SixHumpCamel{}.Meta()), "Verlustlandschaft: Six-Hump-Camel-Funktion."},
		{English.Coordinates([]float64{1, 5.551e-17}), "(1, 0)"},
		{English.Spread("SGD", 0.0004357, 0.07175), "SGD; 80 % of the seeds end between 0.00044 and 0.072"},
		{German.RuleAround("averaging", "Averaged", "Gradientenabstieg"), "Gemittelter Gradientenabstieg"},
		{English.Landscape(surfaces.Meta{Name: "neuron", Title: "One neuron", Formula: "x"}), "Loss landscape of one neuron."},
		{of(surfaces.TiltedDoubleWell{}), "Gekippte Doppelmulde"},
		{of(surfaces.Himmelblau{}), "Himmelblau"},
		{of(penalty.Add(surfaces.Himmelblau{}, 0, 0.5)), "Himmelblau, L2 0,5"},
		{German.Decimals("0.5"), "0,5"},
		{German.Decimals("$10^{−3}$"), "$10^{−3}$"},
		{German.Coordinates([]float64{-1.5, 2}), "(−1,5; 2)"},
		{German.Decimals("(10⁻¹², 1)"), "(10⁻¹²; 1)"},
		{German.Decimals("nach 1, 5 und 50 Schritten bei (1, 2)"), "nach 1, 5 und 50 Schritten bei (1; 2)"},
		{German.Decimals("0.5, 1, 2 und 3"), "0,5; 1; 2 und 3"},
		{German.Decimals("10\u2009000, 20\u2009000 und 30\u2009000"), "10\u2009000, 20\u2009000 und 30\u2009000"},
		{German.Decimals("nach −1, −2 und −3"), "nach −1, −2 und −3"},
		{German.Decimals("1, 2 und 3, 1.5"), "1; 2 und 3; 1,5"},
		{German.Decimals("1, 2 und 3.5"), "1; 2 und 3,5"},
		{German.Apart("1, 2 und 3,5"), "1; 2 und 3,5"},
		{German.Decimals("($2^{−7}$, $2^1$): 0.08"), "($2^{−7}$; $2^1$): 0,08"},
		{German.BatchesOf(50, 1000) + ", " + German.Seed(0), "Minibatches von 50 aus 1000 Beispielen, Seed 0"},
		{German.BatchesOf(1, 3) + ", " + English.BatchesOf(1, 3), "1 von 3 Beispielen je Schritt, 1 of 3 examples a step"},
		{German.Decimals("f(x, y) = 0.26 (x^2 + y^2)"), "f(x, y) = 0,26 (x^2 + y^2)"},
		{German.Decimals(""), ""},
		{English.Decimals("(0.5, 1)"), "(0.5, 1)"},
		{German.Enumerate([]string{"0,1", "0,2", "0,3"}), "0,1; 0,2 und 0,3"},
		{German.IsOscillating(German.Reaches("SGD", "1e-8", 0.5, 1)), "SGD ist bis auf 1e-8 am Minimum 0,5 nach 1 Schritt und schwingt"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if Speak("de") != German || Speak("") != English || Speak("xx") != English {
		t.Errorf("%v, %v, %v", Speak("de"), Speak(""), Speak("xx"))
	}
}

// A key of steps counts them after the start, in the case that German needs.
func TestStepsAfter(t *testing.T) {
	for l, want := range map[Language]string{English: "after 218–828 steps", German: "nach 218–828 Schritten"} {
		if got := l.After("218") + "–" + l.StepsAfter("828"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
