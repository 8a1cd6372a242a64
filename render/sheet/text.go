package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FirstUpper returns a text with a capital as its first letter.
func FirstUpper(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// Plain returns a text without the signs of markup, for use outside of figures.
func Plain(markup string) string {
	return strings.NewReplacer(`\$`, "$", "$", "", "{", "", "}", "", "_", "").Replace(markup)
}
