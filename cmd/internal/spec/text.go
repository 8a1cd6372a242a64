package spec

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Languages are the languages of figures, the default first.
var Languages = []string{"en", "de"}

// Text is words of a figure's file: the same in every language, under "", or one
// for each.
type Text map[string]string

// In is the text in a language; "" where there is none.
func (t Text) In(lang string) string {
	if plain, ok := t[""]; ok {
		return plain
	}
	return t[lang]
}

// Plain is a Text that is the same in every language.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{"": s}
}

// UnmarshalYAML reads a text, or one for each language.
func (t *Text) UnmarshalYAML(unmarshal func(any) error) error {
	var s string
	if unmarshal(&s) == nil {
		*t = Plain(s)
		return nil
	}
	var by map[string]string
	if err := unmarshal(&by); err != nil {
		return errors.New("is neither a text nor one for each of the languages " + strings.Join(Languages, " and "))
	}
	for lang := range by {
		if !slices.Contains(Languages, lang) {
			return fmt.Errorf("unknown language %s; choose from %s", quote(lang), strings.Join(Languages, ", "))
		}
	}
	for _, lang := range Languages {
		if by[lang] == "" {
			return fmt.Errorf("has no text for the language %s", lang)
		}
	}
	*t = by
	return nil
}
