package document

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

// Grammar checks texts that may tell what a figure shows, as {{.Steps 1 1e-6}}.
type Grammar interface {
	// Check returns what is wrong with a text in a language.
	Check(text, lang string) error
}

// CheckMeasuring refuses a text that the grammar does not know; without one all pass.
func (s Spec) CheckMeasuring(text, lang string) error {
	if s.Grammar == nil {
		return nil
	}
	return s.Grammar.Check(text, lang)
}

// Plain is a Text that is the same in every language.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return Text{"": s}
}
