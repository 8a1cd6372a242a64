package document

import (
	"maps"
	"slices"

	"github.com/optviz/optviz/render/words"
)

// Languages lists the languages of figures, the default first.
var Languages = words.Codes()

// Text holds words of a figure: one text for every language, under "", or one text for
// each language.
type Text map[string]string

// In returns the text in a language; "" where there is none.
func (t Text) In(lang string) string {
	if plain, ok := t[""]; ok {
		return plain
	}
	return t[lang]
}

// Grammar checks texts that may hold measures of the figure, such as {{.Steps 1 1e-6}}.
type Grammar interface {
	// Check returns an error for a wrong text in a language.
	Check(text, lang string) error
}

// CheckMeasuring refuses a text whose measures the grammar does not know. Without a
// grammar, every text passes.
func (s Spec) CheckMeasuring(text, lang string) error {
	if s.Grammar == nil {
		return nil
	}
	return s.Grammar.Check(text, lang)
}

// checkCharacters refuses a text that no file of a figure can hold in one of its languages.
func (t Text) checkCharacters() error {
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		if err := checkCharacters(t[lang]); err != nil {
			return err
		}
	}
	return nil
}

// Plain returns a Text that is the same in every language.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{"": s}
}
