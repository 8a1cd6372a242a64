package catalog

import (
	"regexp"
	"testing"

	"github.com/optviz/optviz/render/words"
)

// Every parameter that English figures write as a word has a German word.
func TestGermanParameters(t *testing.T) {
	word := regexp.MustCompile(`[a-z]{3,}`)
	entries := append(Optimizers(), Schedules()...)
	for _, e := range entries {
		for _, p := range e.Params() {
			english, german := words.English.Parameter(p.Key, "1"), words.German.Parameter(p.Key, "1")
			if word.MatchString(english) && english == german && p.Key != "T_max" && p.Key != "T_mult" {
				t.Errorf("%s of %s is %q in German", p.Key, e.Name, german)
			}
		}
	}
}

// Details say joined schedules in words, with the steps and the parameters that tell them apart.
func TestScheduleDetails(t *testing.T) {
	for _, c := range []struct{ text, english, german string }{
		{"cosine", "cosine", "Kosinus"},
		{"exponential:gamma=0.9", "exponential γ = 0.9", "exponentiell γ = 0,9"},
		{"constant@30+cosine", "constant to step 30, then cosine", "konstant bis Schritt 30, dann Kosinus"},
		{"exponential:gamma=0.9*cosine", "exponential γ = 0.9 × cosine", "exponentiell γ = 0,9 × Kosinus"},
	} {
		s, err := ParseSchedule(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if english, german := s.Details(words.English), s.Details(words.German); english != c.english || german != c.german {
			t.Errorf("%s: %q and %q, want %q and %q", c.text, english, german, c.english, c.german)
		}
	}
}
