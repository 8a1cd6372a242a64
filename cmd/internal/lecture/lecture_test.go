package lecture

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/template"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/render/sheet"
)

// claim is a number of the lecture: what measures it on the figure's own runs, and
// how far it may be from what is printed there.
type claim struct {
	figure, measure string
	want, tolerance float64
}

// rounded is half a unit of the last printed digit of a number, or 1e-6 of it.
func rounded(printed string) (want, tolerance float64) {
	want, err := strconv.ParseFloat(printed, 64)
	if err != nil {
		panic(err)
	}
	mantissa, exponent, _ := strings.Cut(printed, "e")
	_, fraction, _ := strings.Cut(mantissa, ".")
	power, _ := strconv.Atoi(exponent)
	return want, max(0.5*math.Pow(10, float64(power-len(fraction))), 1e-6*math.Abs(want))
}

// d is a deterministic claim that the lecture prints rounded, or a count.
func d(figure, measure, printed string) claim {
	want, tolerance := rounded(printed)
	return claim{figure, measure, want, tolerance}
}

// e is a claim that the lecture prints in full: a closed form, a whole number that
// is no count. It holds to the rounding of the run, 1e-9, and of larger ones a part
// of them.
func e(figure, measure, printed string) claim {
	want, _ := rounded(printed)
	return claim{figure, measure, want, 1e-9 * max(1, math.Abs(want))}
}

// rel is a deterministic claim whose value is known in full: to 1e-6 of it.
func rel(figure, measure string, want float64) claim {
	return claim{figure, measure, want, 1e-6 * math.Abs(want)}
}

// s is a statistical claim, with its margin.
func s(figure, measure string, want, margin float64) claim {
	return claim{figure, measure, want, margin}
}

// figures computes each figure once it is asked for, to be drawn in German and measured.
var figures = sync.OnceValues(func() (map[string]func() (*measure.Figure, error), error) {
	all, err := Figures()
	computed := map[string]func() (*measure.Figure, error){}
	for _, f := range all {
		computed[f.ID] = sync.OnceValues(func() (*measure.Figure, error) {
			g, err := drawing.Resolve(context.Background(), f.Document.Restyled(document.Appearance{Lang: "de"}), measure.Texts{})
			if err != nil {
				return nil, err
			}
			return measure.FigureOf(context.Background(), g), g.Compute(context.Background(), nil)
		})
	}
	return computed, err
})

// computed returns the drawing of a figure.
func computed(t *testing.T, id string) *drawing.Drawing { return measured(t, id).Drawing }

// measured returns what measures a computed figure.
func measured(t *testing.T, id string) *measure.Figure {
	t.Helper()
	all, err := figures()
	if err != nil {
		t.Fatal(err)
	}
	if all[id] == nil {
		t.Fatalf("no figure %s", id)
	}
	g, err := all[id]()
	if err != nil {
		t.Fatalf("figure %s: %v", id, err)
	}
	return g
}

// partOf returns a figure of a page, counted from 1.
func partOf(t *testing.T, page *measure.Figure, i int) *measure.Figure {
	t.Helper()
	f, err := page.Part(i)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestClaims holds what the captions say, each figure's in a test of its own.
func TestClaims(t *testing.T) {
	of, ids := map[string][]claim{}, []string(nil)
	for _, c := range claims() {
		if of[c.figure] == nil {
			ids = append(ids, c.figure)
		}
		of[c.figure] = append(of[c.figure], c)
	}
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			for _, c := range of[id] {
				c.check(t, measured(t, id))
			}
		})
	}
}

// arithmetic is for claims, which may also compare, as captions may not.
var arithmetic = template.FuncMap{
	"add": func(a, b any) float64 { return number(a) + number(b) },
	"sub": func(a, b any) float64 { return number(a) - number(b) },
	"mul": func(a, b any) float64 { return number(a) * number(b) },
	"div": func(a, b any) float64 { return number(a) / number(b) },
}

func number(v any) float64 {
	if n, ok := v.(int); ok {
		return float64(n)
	}
	return v.(float64)
}

// check holds the claim on the figure's drawing.
func (c claim) check(t *testing.T, f *measure.Figure) {
	t.Helper()
	var b strings.Builder
	m, err := template.New("").Funcs(arithmetic).Parse("{{" + c.measure + "}}")
	if err == nil {
		err = m.Execute(&b, f)
	}
	text := b.String()
	if err != nil {
		t.Errorf("%s: %v", c.measure, err)
		return
	}
	if text == "true" {
		text = "1"
	}
	got, err := strconv.ParseFloat(text, 64)
	if err != nil || !(math.Abs(got-c.want) <= c.tolerance*(1+1e-9)) {
		t.Errorf("%s is %s, the lecture has %v ± %v", c.measure, text, c.want, c.tolerance)
	}
}

// Every figure has a title in every language, and at least one claim.
func TestFigures(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	claimed := map[string]bool{}
	for _, c := range claims() {
		claimed[c.figure] = true
	}
	for _, f := range all {
		if !claimed[f.ID] {
			t.Errorf("%s: no claim is held", f.ID)
		}
		if strings.Contains(fmt.Sprint(f.Document.Title), "{{") {
			t.Errorf("%s: the title is listed, and must not wait for what is measured", f.ID)
		}
		for _, lang := range document.Languages {
			for what, text := range map[string]document.Text{"title": f.Document.Title, "caption": f.Document.Caption} {
				if _, plain := text[""]; plain || text.In(lang) == "" {
					t.Errorf("%s has no %s in %s", f.ID, what, lang)
				}
			}
		}
	}
}

// pipeline is what a caption measures.
var pipeline = regexp.MustCompile(`{{.*?}}`)

// printed is what a pipeline between marks prints.
var printed = regexp.MustCompile("\x01([^\x02]*)\x02")

// coordinate is a measure that may be -1: one, or the loss at a point.
var coordinate = regexp.MustCompile(`\.((Mean|Point|Least|Most)?X(At)?|PointLoss) `)

// Captions measure the same in every language and in the same order, and find it.
func TestCaptions(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		want := pipeline.FindAllString(f.Document.Caption.In("en"), -1)
		for _, lang := range document.Languages {
			caption := f.Document.Caption.In(lang)
			measures := pipeline.FindAllString(caption, -1)
			if !slices.Equal(measures, want) {
				t.Errorf("%s measures %q in %s, %q in en", f.ID, measures, lang, want)
			}
			text, err := measured(t, f.ID).Fill(pipeline.ReplaceAllString(caption, "\x01$0\x02"), lang)
			outcomes := printed.FindAllStringSubmatch(text, -1)
			if err != nil || len(outcomes) != len(measures) {
				t.Errorf("%s in %s: %d of %d measures, %v", f.ID, lang, len(outcomes), len(measures), err)
				continue
			}
			for i, m := range measures {
				got := outcomes[i][1]
				if strings.Contains(got, "NaN") || strings.Contains(got, "Inf") || got == "∞" || (got == "−1" || got == "-1") && !coordinate.MatchString(m) {
					t.Errorf("%s in %s: %s is %s", f.ID, lang, m, got)
				}
			}
		}
	}
}

// All texts of a figure, its parts' titles, names and labels too, measure the same in
// every language.
func TestTextsMeasureAlike(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	measuring := 0
	for _, f := range all {
		eachText(reflect.ValueOf(f.Document), func(text document.Text) {
			want := pipeline.FindAllString(text.In("en"), -1)
			measuring += len(want)
			for _, lang := range document.Languages {
				if got := pipeline.FindAllString(text.In(lang), -1); !slices.Equal(got, want) {
					t.Errorf("%s measures %q in %s, %q in en", f.ID, got, lang, want)
				}
			}
		})
	}
	if measuring < 500 {
		t.Errorf("only %d measures found", measuring)
	}
}

// Drawn in German, no figure has words that it has in English, too, and not in its file, but
// for names and formulas, nor keys of the command line other than lr.
func TestGerman(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	var (
		words    = regexp.MustCompile(`\p{L}{4,}`)
		measured = regexp.MustCompile(`{{.*?}}|[\d,.·−⁻⁰¹²³⁴-⁹]+`) // or a number in its place
		markup   = strings.NewReplacer("$", "", "{", "", "}", "", "_", "")
		names    = regexp.MustCompile(`B_\{crit\}|SGDW?|Momentum|Nesterov|[A-Za-z]*Adam[A-Z]?|AMSGrad|Adagrad|RMSprop|Newton(-Armijo)?|BFGS|Nelder-Mead|Lion|ISTA|Lookahead|` +
			`Rosenbrock|Himmelblau|Beale|Easom|Dropout|BERT-base|neuron|line5|moons|digits|sine10|ReLU|linear|` +
			`Eingabe|verdeckt|Ausgabe|voller Gradient|zentrale Differenzen|[Rr]elativer Fehler des Gradienten|Schrittweite`) // kinds and files say these in German
		formula = regexp.MustCompile(`^f = |Σ`)
		keys    = regexp.MustCompile(`[a-z_0-9]{2,}=`)
	)
	for _, f := range all {
		bare := func(s string) string { return markup.Replace(measured.ReplaceAllString(s, "")) }
		own := bare(germanOf(reflect.ValueOf(f.Document)))
		german, english := textsIn(t, f.ID, "de"), textsIn(t, f.ID, "en")
		for _, text := range german {
			foreign := slices.Contains(english, text) && words.MatchString(names.ReplaceAllString(text, "")) && !formula.MatchString(text) && !strings.Contains(own, bare(text))
			if key := keys.FindString(text); foreign || key != "" && key != "lr=" {
				t.Errorf("%s: %q is not German", f.ID, text)
			}
		}
	}
}

// germanOf are the texts of a document, and of what is within it, in German.
func germanOf(v reflect.Value) string {
	var b strings.Builder
	eachText(v, func(t document.Text) { b.WriteString(t.In("de") + "\n") })
	return b.String()
}

// eachText shows the texts of a document, and of what is within it.
func eachText(v reflect.Value, visit func(document.Text)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachText(v.Field(i), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), visit)
		}
	case reflect.Map:
		if t, ok := v.Interface().(document.Text); ok {
			visit(t)
		}
	}
}

// textsIn returns the texts that a figure has in a language, line by line.
func textsIn(t *testing.T, id, lang string) []string {
	t.Helper()
	g := computed(t, id)
	g, err := g.Restyled(t.Context(), g.Document, document.Appearance{Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	texts := audit(t, g).Texts
	slices.Sort(texts)
	return slices.Compact(texts)
}

// audit draws a drawing for what it tells of its texts.
func audit(t *testing.T, g *drawing.Drawing) *sheet.Audit {
	t.Helper()
	var a sheet.Audit
	listen(g, &a)
	if _, err := g.Figure(); err != nil {
		t.Error(err)
	}
	return &a
}

// listen makes a drawing, and those on it, tell of their texts.
func listen(g *drawing.Drawing, a *sheet.Audit) {
	g.Style.Audit = a
	for _, p := range g.Parts() {
		listen(p, a)
	}
}

func TestSelect(t *testing.T) {
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"12", "12.1", "learning-rate", "four-regimes", "12.1-four-regimes"} {
		chosen, err := Select(all, []string{word, word})
		if err != nil || chosen[0].ID != "12.1" {
			t.Errorf("%s: %v, %v", word, chosen, err)
		}
	}
	if _, err := Select(all, []string{"learning-rat"}); err == nil || !strings.Contains(err.Error(), "did you mean learning-rate?") {
		t.Errorf("error %v", err)
	}
	if n := len(Questions()); n != 21 {
		t.Errorf("%d questions", n)
	}
}
