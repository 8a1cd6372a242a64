// Package words writes what figures say, in the language of the figure. A message is a
// method of Language with typed arguments: one line that holds the English and the German
// text side by side, so that a text without its translation does not compile. Numbers,
// plurals and lists are written by the language, too. Whoever draws asks the figure's
// Language for the message; text that a user typed is not a message and stays as typed.
// A new message is a line in the file of its topic, a new surface, rule or schedule with a
// German name a line of names.go, and a new language an argument of Language.say.
package words

import "fmt"

// Language is a language of figures. The zero Language is English.
type Language uint8

// The languages.
const (
	English Language = iota
	German
)

var codes = [...]string{English: "en", German: "de"}

// Speak returns the language of a code such as "de"; English for an unknown code.
func Speak(code string) Language {
	for l, c := range codes {
		if c == code {
			return Language(l)
		}
	}
	return English
}

// Codes returns the codes of all languages, English first.
func Codes() []string { return codes[:] }

// say returns a message in the language, with its arguments in the places of its verbs.
func (l Language) say(english, german string, args ...any) string {
	text := [...]string{English: english, German: german}[l]
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Text is a text in each language.
type Text [len(codes)]string

// Each makes a text in each language.
func Each(text func(Language) string) Text {
	var t Text
	for l := range t {
		t[l] = text(Language(l))
	}
	return t
}

// In returns the text in a language.
func (t Text) In(l Language) string { return t[l] }
