package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FirstUpper writes the first letter of a text as a capital.
func FirstUpper(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// Plain removes the signs of markup, for text that is not set in a figure.
func Plain(markup string) string {
	return strings.NewReplacer(`\$`, "$", "$", "", "{", "", "}", "", "_", "").Replace(markup)
}
