package setup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// These functions split a printed formula without package regexp, which would make the live page's module larger.

const (
	digits = "0123456789"
	blanks = " \t\n\f\r"
)

// wordsOf returns the words of a printed formula: fractions, with the whole number before them, other numbers as the
// grammar of formulas has them, names, blanks, and signs.
func wordsOf(text string) []string {
	var words []string
	for text != "" {
		n := lengthOfWord(text)
		words = append(words, text[:n])
		text = text[n:]
	}
	return words
}

// lengthOfWord returns the length in bytes of the word that a text starts with.
func lengthOfWord(text string) int {
	if n := lengthOfNumber(text); n > 0 {
		return n
	}
	first, size := utf8.DecodeRuneInString(text)
	switch {
	case unicode.IsLetter(first):
		return len(text) - len(strings.TrimLeftFunc(text, continuesName))
	case strings.ContainsRune(blanks, first):
		return len(text) - len(strings.TrimLeft(text, blanks))
	}
	return size
}

// continuesName reports whether a name goes on with r.
func continuesName(r rune) bool {
	return unicode.IsLetter(r) || r == '_' || strings.ContainsRune(digits, r)
}

// lengthOfNumber returns the length in bytes of the number that a text starts with, such as 12, 2½ or 1.5e-3, and 0
// if the text starts with none.
func lengthOfNumber(text string) int {
	n := digitsOf(text)
	if r, size := utf8.DecodeRuneInString(text[n:]); fractions[r] != "" {
		return n + size
	}
	if decimals, ok := strings.CutPrefix(text[n:], "."); ok {
		n += len(".") + digitsOf(decimals)
	}
	if n == 0 {
		return 0
	}
	return n + lengthOfExponent(text[n:])
}

// lengthOfExponent returns the length in bytes of the exponent that a text starts with, such as e-3, and 0 if the
// text starts with none.
func lengthOfExponent(text string) int {
	if text == "" || text[0] != 'e' && text[0] != 'E' {
		return 0
	}
	n := len("e")
	if len(text) > n && (text[n] == '+' || text[n] == '-') {
		n++
	}
	exponent := digitsOf(text[n:])
	if exponent == 0 {
		return 0
	}
	return n + exponent
}

// digitsOf counts the digits that a text starts with.
func digitsOf(text string) int { return len(text) - len(strings.TrimLeft(text, digits)) }
