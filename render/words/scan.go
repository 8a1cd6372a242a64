package words

import (
	"strings"
	"unicode/utf8"
)

// These functions find numbers in texts without package regexp, which would add 170 kB to the
// live page. Their tests compare them with the regular expressions that they replace.

// thin is the thin space that separates thousands.
const thin = "\u2009"

const (
	digits      = "0123456789"
	superscript = "⁰¹²³⁴⁵⁶⁷⁸⁹"
)

// decimalCommas writes commas for decimal points: a point at the start of the text or after a
// digit, and before a digit. In 1.2.3 only the first point is one.
func decimalCommas(text string) string {
	out := []byte(text)
	free := 0 // the first byte that belongs to no number so far
	for i := range len(text) - 1 {
		if text[i] == '.' && digitsOf(text[i+1:]) > 0 && (i == 0 || i > free && digitsOf(text[i-1:]) > 0) {
			out[i], free = ',', i+2
		}
	}
	return string(out)
}

// digitsOf counts the digits that a text starts with.
func digitsOf(text string) int { return len(text) - len(strings.TrimLeft(text, digits)) }

// semicolons writes semicolons for the commas between numbers, which may be in dollars and, as
// exponents, in braces: $10^{2}$, $-3$.
func semicolons(text string) string {
	out := []byte(text)
	for i := range text {
		if !strings.HasPrefix(text[i:], ", ") {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(strings.TrimSuffix(text[:i], "$"), "}"))
		after := unsigned(strings.TrimPrefix(text[i+2:], "$"))
		if strings.ContainsRune(digits+superscript, before) && digitsOf(after) > 0 {
			out[i] = ';'
		}
	}
	return string(out)
}

// unsigned returns a text without a minus sign at its start.
func unsigned(text string) string {
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		return rest
	}
	return strings.TrimPrefix(text, "−")
}

// enumerations returns where enumerations of whole numbers start and end in a German text: "1, 5
// und 50", which is neither part of a longer list nor next to a decimal.
func enumerations(text string) [][2]int {
	var found [][2]int
	free := 0 // the end of the last enumeration and of what closes it
	for i := 0; i < len(text); {
		length, closing := enumeration(text[i:])
		if length > 0 && (i == 0 || opens(text[free:i])) {
			found = append(found, [2]int{i, i + length})
			i += length + closing
			free = i
			continue
		}
		_, width := utf8.DecodeRuneInString(text[i:])
		i += width
	}
	return found
}

// opens reports whether an enumeration may start after a text: at a word, not at a number or the
// punctuation of numbers.
func opens(before string) bool {
	word, spaced := strings.CutSuffix(before, " ")
	last, width := utf8.DecodeLastRuneInString(word)
	return width > 0 && !strings.ContainsRune(digits+",.;", last) && (spaced || string(last) != thin)
}

// enumeration returns the length of the enumeration that a text starts with, and of what closes
// it; 0 if the text starts with none.
func enumeration(text string) (length, closing int) {
	n := wholeNumber(text)
	rest, commas := text[n:], 0
	for strings.HasPrefix(rest, ", ") && n > 0 {
		rest = rest[len(", "):]
		n = wholeNumber(rest)
		rest, commas = rest[n:], commas+1
	}
	rest, ok := strings.CutPrefix(rest, " und ")
	if !ok {
		rest, ok = strings.CutPrefix(rest, " oder ")
	}
	last := wholeNumber(rest)
	if !ok || n == 0 || commas == 0 || last == 0 {
		return 0, 0
	}
	length = len(text) - len(rest) + last
	if closing, ok = closes(rest[last:]); ok {
		return length, closing
	}
	if strings.Contains(rest[:last], thin) { // without its last thousand, the number is closed by a thin space
		return length - 3 - len(thin), len(thin)
	}
	return 0, 0
}

// wholeNumber returns the length of the whole number that a text starts with, with a sign and
// thin spaces between thousands; 0 if the text starts with none.
func wholeNumber(text string) int {
	rest := unsigned(text)
	n := digitsOf(rest)
	if n == 0 {
		return 0
	}
	for rest = rest[n:]; strings.HasPrefix(rest, thin) && digitsOf(rest[len(thin):]) == 3; {
		rest = rest[len(thin)+3:]
	}
	return len(text) - len(rest)
}

// closes returns the length of what closes an enumeration at the start of a text: a character
// that continues no number and no list. ok is false where the list or its last number goes on.
func closes(text string) (length int, ok bool) {
	for _, mark := range []string{", ", ",", "."} {
		rest, found := strings.CutPrefix(text, mark)
		if !found {
			continue
		}
		_, width := utf8.DecodeRuneInString(rest)
		switch mark {
		case ", ":
			return len(mark) + width, width > 0 && digitsOf(rest) == 0
		case ",":
			return len(mark), width == 0
		}
		return len(mark) + width, digitsOf(rest) == 0
	}
	_, width := utf8.DecodeRuneInString(text)
	return width, digitsOf(text) == 0
}
