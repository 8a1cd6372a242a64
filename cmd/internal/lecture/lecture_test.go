package lecture

import (
	"context"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// drawing computes a figure.
func drawing(t *testing.T, id string) *spec.Drawing {
	t.Helper()
	all, err := Figures()
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := Select(all, []string{id})
	if err != nil || len(chosen) != 1 {
		t.Fatalf("%s: %d figures, %v", id, len(chosen), err)
	}
	g, err := chosen[0].Document.Restyled(spec.Looks{}).Drawing(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Compute(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return g
}

// claim is a number of the lecture: what measures it on the figure's own runs, and
// how far it may be from what is printed there.
type claim struct {
	figure, measure string
	want, tolerance float64
}

// exact is half a unit of the last printed digit of a number, or 1e-6 of it.
func exact(printed string) (want, tolerance float64) {
	want, err := strconv.ParseFloat(printed, 64)
	if err != nil {
		panic(err)
	}
	mantissa, exponent, _ := strings.Cut(printed, "e")
	_, fraction, _ := strings.Cut(mantissa, ".")
	power, _ := strconv.Atoi(exponent)
	return want, max(0.5*math.Pow(10, float64(power-len(fraction))), 1e-6*math.Abs(want))
}

// d is a deterministic claim.
func d(figure, measure, printed string) claim {
	want, tolerance := exact(printed)
	return claim{figure, measure, want, tolerance}
}

// s is a statistical claim, with its margin.
func s(figure, measure string, want, margin float64) claim {
	return claim{figure, measure, want, margin}
}

// TestClaims holds what the captions say.
func TestClaims(t *testing.T) {
	drawings := map[string]*spec.Drawing{}
	for _, c := range claims() {
		if drawings[c.figure] == nil {
			drawings[c.figure] = drawing(t, c.figure)
		}
		text, err := drawings[c.figure].Measure("{{printf \"%v\" ("+c.measure+")}}", "en")
		if err != nil {
			t.Errorf("%s: %s: %v", c.figure, c.measure, err)
			continue
		}
		if text == "true" {
			text = "1"
		}
		got, err := strconv.ParseFloat(text, 64)
		if err != nil || !(math.Abs(got-c.want) <= c.tolerance*(1+1e-9)) {
			t.Errorf("%s: %s is %s, the lecture has %v ± %v", c.figure, c.measure, text, c.want, c.tolerance)
		}
	}
}

// Every figure has a title and a caption in every language, which are measured on
// the figure, and at least one claim.
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
		for _, lang := range spec.Languages {
			for what, text := range map[string]spec.Text{"title": f.Document.Title, "caption": f.Document.Caption} {
				if _, plain := text[""]; plain || text.In(lang) == "" {
					t.Errorf("%s has no %s in %s", f.ID, what, lang)
				}
			}
		}
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
