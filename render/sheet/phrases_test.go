package sheet

import (
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

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
		{[]string{"SGD lr=0.1", "SGD lr=0.01"}, "SGD with lr 0.1 and 0.01"},
		{[]string{"SGD constant", "SGD cosine"}, "SGD constant and cosine"},
		{[]string{"SGD lr=0.1 cosine", "SGD lr=0.2 step"}, "SGD lr=0.1 cosine and lr=0.2 step"},
		{[]string{"SGD lr=0.1", "SGD momentum=0.2"}, "SGD lr=0.1 and momentum=0.2"},
		{[]string{"SGD lr=0.1", "SGD lr=0.2", "Adam"}, "SGD lr=0.1, SGD lr=0.2 and Adam"},
		{[]string{"SGD", "SGD momentum"}, "SGD and SGD momentum"},
		{[]string{"", ""}, " and "},
	} {
		if got := English.Together(c.labels); got != c.want {
			t.Errorf("%q: %q, want %q", c.labels, got, c.want)
		}
	}
}

// Every surface has a title in German, or a name of its own in all languages.
func TestSurfacesInGerman(t *testing.T) {
	named := strings.Fields("Booth Matyas Trid Zakharov Rosenbrock Beale Dixon-Price Freudenstein-Roth Dropout Himmelblau Styblinski-Tang " +
		"Goldstein-Price McCormick Branin Peaks Müller-Brown Hosaki Franke Rastrigin Ackley Griewank Bohachevsky Schwefel Eggholder Drop-wave Easom Michalewicz Cross-in-tray Lévy")
	de := Speak("de")
	for _, f := range surfaces.Catalog() {
		title := f.Meta().Title
		if _, ok := de.known(title); !ok && !slices.Contains(named, strings.Fields(title)[0]) {
			t.Errorf("%q is not German", title)
		}
	}
}

func TestGerman(t *testing.T) {
	de := Speak("de")
	for text, want := range map[string]string{
		"minimum":                 "Minimum",
		"step $k$":                "Schritt $k$",
		"120 minima":              "120 Minima",
		"a marker every 10 steps": "eine Marke alle 10 Schritte",
		"diverges at $k = 7$":     "divergiert bei $k = 7$",
		"stopped early at $k = 35$, best at $k = 25$": "früh gestoppt bei $k = 35$, am besten bei $k = 25$",
		"Steps to a loss of 0.1":                      "Schritte bis zum Verlust 0,1",
		"($2^{−7}$, $2^1$): 0.08":                     "($2^{−7}$; $2^1$): 0,08",
		"learning rate η":                             "Lernrate η",
		"Averaged SGD lr=0.1":                         "SGD lr=0,1, gemittelt",
		"Tilted double well":                          "Gekippte Doppelmulde",
		"constant 0.05":                               "konstant 0,05",
		"0.5":                                         "0,5",
		"$10^{−3}$":                                   "$10^{−3}$",
		"(−1.5, 2)":                                   "(−1,5; 2)",
		"(10⁻¹², 1)":                                  "(10⁻¹²; 1)",
		"SGD":                                         "SGD",
		"start (−0.2, 0.7)" + Separator + "500 steps" + Separator + "noise 0.1, seed 3": "Start (−0,2; 0,7)" + Separator + "500 Schritte" + Separator + "Rauschen 0,1, Seed 3",
		"batches of 50 of 1000 examples, seed 0":                                        "Minibatches von 50 aus 1000 Beispielen, Seed 0",
		"f(x, y) = 0.26 (x^2 + y^2)":                                                    "f(x, y) = 0,26 (x^2 + y^2)",
		"":                                                                              "",
	} {
		if got := de.Phrase(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		if got := (*Language)(nil).Phrase(text); got != text {
			t.Errorf("English changes %q to %q", text, got)
		}
	}
	if got := de.Words("Version 1.5, ready"); got != "Version 1.5, ready" {
		t.Errorf("a title becomes %q", got)
	}
	long := "Loss landscape Beale, f = x^2 + 1.5. SGD (cosine rate) is at 0.5 after 10 steps, at the minimum (3, 0.5); Newton ends at the saddle (0, 1); Adam reaches 1e-8 after 1 step."
	if got, want := de.sentences(long), "Verlustlandschaft Beale, f = x^2 + 1,5. SGD (Lernrate Kosinus) ist bei 0,5 nach 10 Schritten, im Minimum (3; 0,5); Newton endet im Sattelpunkt (0; 1); Adam erreicht 1e-8 nach 1 Schritt."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Every phrase has a translation with as many gaps, and none hides another.
func TestPhrases(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range german {
		if seen[w[0]] || w[0] == "" || w[1] == "" || strings.Count(w[0], "%s") != strings.Count(w[1], "%s") {
			t.Errorf("bad phrase %q", w)
		}
		seen[w[0]] = true
		filled := strings.ReplaceAll(w[0], "%s", "7")
		if got, want := Speak("de").Phrase(filled), strings.ReplaceAll(w[1], "%s", "7"); got != want && !strings.Contains(w[0], ", ") {
			t.Errorf("%q becomes %q, want %q: another phrase is before it", filled, got, want)
		}
	}
}
