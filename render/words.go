package render

import (
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// together enumerates labels, and what they begin with in common but once:
// "SGD in batches of 100, 10 and 1".
func (l *language) together(labels []string) string {
	if len(labels) < 2 {
		return l.enumerate(labels)
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
		return l.enumerate(labels)
	}
	key := commonKey(words, common)
	what := strings.Join(words[0][:common], " ")
	if before, ok := strings.CutSuffix(what, " "+l.phrase("batch")); ok {
		what = before + " " + l.phrase("in batches of")
	} else if key != "" {
		what += " " + l.phrase("with") + " " + strings.TrimSuffix(key, "=")
	}
	rest := make([]string, len(words))
	for i, w := range words {
		rest[i] = strings.TrimPrefix(strings.Join(w[common:], " "), key)
	}
	return what + " " + l.enumerate(rest)
}

// commonKey is the "key=" of the only word that labels have after those in
// common; "" where they differ otherwise.
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

// enumerate joins names as in "a, b and c", and with semicolons where they have commas
// within.
func (l *language) enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last, between := len(names)-1, ", "
	if l != nil && strings.Contains(strings.Join(names, ""), ",") {
		between = "; "
	}
	return strings.Join(names[:last], between) + " " + l.phrase("and") + " " + names[last]
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return scale.Thousands(n) + " " + what
}

// coordinates writes a point.
func coordinates(x []float64) string {
	parts := make([]string, len(x))
	for i, v := range x {
		parts[i] = scale.Number(v)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
