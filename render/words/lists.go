package words

import "strings"

// equals stands for the equals sign between a parameter and its value, which make one word.
const equals = "\x00"

// Together joins labels to one text in which words that all labels begin with stand only
// once: "SGD in batches of 100, 10 and 1", "GD with η = 0.1 and 0.01".
func (l Language) Together(labels []string) string {
	if len(labels) < 2 {
		return l.Enumerate(labels)
	}
	words := make([][]string, len(labels))
	for i, label := range labels {
		words[i] = strings.Fields(strings.ReplaceAll(label, " = ", equals))
	}
	common := commonWords(words)
	if common == 0 {
		return l.Enumerate(labels)
	}
	key := commonKey(words, common)
	what := strings.Join(words[0][:common], " ")
	if before, ok := strings.CutSuffix(what, " "+l.say("batch", "Batch")); ok {
		what = before + l.say(" in batches of", " mit Minibatches von")
	} else if key != "" {
		what += l.say(" with ", " mit ") + strings.TrimSuffix(key, equals) + " ="
	}
	rest := make([]string, len(words))
	for i, w := range words {
		rest[i] = strings.TrimPrefix(strings.Join(w[common:], " "), key)
	}
	return strings.ReplaceAll(what+" "+l.Enumerate(rest), equals, " = ")
}

// commonWords returns how many first words all labels share, so that each label has a word
// of its own left.
func commonWords(words [][]string) int {
	for common := 0; ; common++ {
		for _, w := range words {
			if common >= len(w)-1 || w[common] != words[0][common] {
				return common
			}
		}
	}
}

// commonKey returns the parameter with its equals sign of the only word that each label has after the common
// words; "" where labels differ in another way.
func commonKey(words [][]string, common int) string {
	var key string
	for i, w := range words {
		name, _, ok := strings.Cut(w[min(common, len(w)-1)], equals)
		if !ok || len(w) != common+1 || i > 0 && name+equals != key {
			return ""
		}
		key = name + equals
	}
	return key
}

// Listed joins things with commas or, in languages with decimal commas, with semicolons.
func (l Language) Listed(things []string) string {
	return strings.Join(things, l.say(", ", "; "))
}

// Enumerate joins names as in "a, b and c", and in languages with decimal commas with
// semicolons where a name contains a comma.
func (l Language) Enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last, between := len(names)-1, ", "
	if l != English && strings.Contains(strings.Join(names, ""), ",") {
		between = "; "
	}
	return strings.Join(names[:last], between) + l.say(" and ", " und ") + names[last]
}
