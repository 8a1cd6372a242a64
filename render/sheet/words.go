package sheet

import (
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// Together joins labels to one text and says what all begin with only once: "SGD in
// batches of 100, 10 and 1".
func (l *Language) Together(labels []string) string {
	if len(labels) < 2 {
		return l.Enumerate(labels)
	}
	words := make([][]string, len(labels))
	for i, label := range labels {
		words[i] = strings.Fields(label)
	}
	common := 0
	for differs := false; !differs; {
		for _, w := range words {
			differs = differs || common >= len(w)-1 || w[common] != words[0][common]
		}
		if !differs {
			common++
		}
	}
	if common == 0 {
		return l.Enumerate(labels)
	}
	key := commonKey(words, common)
	what := strings.Join(words[0][:common], " ")
	if before, ok := strings.CutSuffix(what, " "+l.Phrase("batch")); ok {
		what = before + " " + l.Phrase("in batches of")
	} else if key != "" {
		what += " " + l.Phrase("with") + " " + strings.TrimSuffix(key, "=")
	}
	rest := make([]string, len(words))
	for i, w := range words {
		rest[i] = strings.TrimPrefix(strings.Join(w[common:], " "), key)
	}
	return what + " " + l.Enumerate(rest)
}

// commonKey returns the "key=" of the only word that each label has after the common
// words; "" where labels differ in another way.
func commonKey(words [][]string, common int) string {
	var key string
	for i, w := range words {
		name, _, ok := strings.Cut(w[min(common, len(w)-1)], "=")
		if !ok || len(w) != common+1 || i > 0 && name+"=" != key {
			return ""
		}
		key = name + "="
	}
	return key
}

// Enumerate joins names as in "a, b and c", and with semicolons where a name contains a
// comma.
func (l *Language) Enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last, between := len(names)-1, ", "
	if l != nil && strings.Contains(strings.Join(names, ""), ",") {
		between = "; "
	}
	return strings.Join(names[:last], between) + " " + l.Phrase("and") + " " + names[last]
}

// Count writes a number of things, with a plural s where the number is not 1.
func Count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return scale.Thousands(n) + " " + what
}

// Coordinates writes a point as in "(1, 2)".
func Coordinates(x []float64) string {
	parts := make([]string, len(x))
	for i, v := range x {
		parts[i] = scale.Number(v)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
