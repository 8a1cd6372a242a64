package setup

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// formulaWords matches what wordsOf returns.
var formulaWords = regexp.MustCompile(`[0-9]*[½¼¾]|(?:[0-9]+\.?[0-9]*|\.[0-9]*)(?:[eE][+-]?[0-9]+)?|\pL[\pL0-9_]*|\s+|(?s:.)`)

// The scanner returns the words that the regular expression matches, on random texts of what matters to it.
func TestWordsOf(t *testing.T) {
	pieces := []string{"1", "20", ".", "½", "¾", "e", "E", "+", "-", "−", "x", "_", "λ", "sin", " ", "\t\n", "\u2009", "\v", "\x00", "|", "√", "[", "\xff"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300_000 {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		if got, want := wordsOf(text), formulaWords.FindAllString(text, -1); !slices.Equal(got, want) {
			t.Fatalf("words of %q: %q, want %q", text, got, want)
		}
	}
}
