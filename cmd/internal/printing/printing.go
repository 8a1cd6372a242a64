// Package printing makes text safe to print. What a user typed, a file's name or a
// file's content may hold characters that control a terminal or reorder a line:
// nothing reaches stdout or stderr as text but through this package.
package printing

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths in characters beyond which text is shortened.
const (
	mostQuoted = 100 // for a value in a message
	mostLine   = 800 // for a message
)

// IsControl reports whether a character controls a terminal or the order of
// characters: C0 and C1 controls and DEL, line and paragraph separators, and marks,
// embeddings, overrides and isolates of bidirectional text.
func IsControl(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// Text returns a text of several lines in which control characters other than line
// ends and tabs, and bytes that are not UTF-8, are written as escapes: \x1b, \u202e.
func Text(s string) string {
	return escaped(s, func(r rune) bool { return r != '\n' && r != '\t' && IsControl(r) })
}

// Line returns a message as one line of at most 800 characters: line breaks with the
// blanks around them become one blank, control characters and bytes that are not UTF-8
// become escapes, and a longer text loses its middle.
func Line(s string) string {
	s = strings.ReplaceAll(shortened(s, 4*mostLine), "\t", " ") // bounds the work on a huge text
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	return shortened(escaped(strings.Join(lines, " "), IsControl), mostLine)
}

// Path returns a path unchanged, for scripts, or quoted as in Go if the path holds control
// characters or bytes that are not UTF-8.
func Path(path string) string {
	if utf8.ValidString(path) && !strings.ContainsFunc(path, IsControl) {
		return path
	}
	return strconv.Quote(path)
}

// Quote quotes a value for a message. It writes control characters as escapes and takes
// the middle out of a value above 100 characters.
func Quote(s string) string { return strconv.Quote(shortened(s, mostQuoted)) }

// Clip takes the middle out of a value above 100 characters that a message repeats
// without quotes.
func Clip(s string) string { return shortened(s, mostQuoted) }

// escaped writes the characters for which isUnsafe holds, and bytes that are not UTF-8,
// as escapes.
func escaped(s string, isUnsafe func(rune) bool) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, isUnsafe) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if isUnsafe(r) || r == utf8.RuneError && size == 1 {
			quoted := strconv.Quote(s[:size])
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// shortened takes the middle out of a text of more than most characters, and puts an
// ellipsis there.
func shortened(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	head, tail := 0, len(s)
	for range most - most/3 - 1 {
		_, size := utf8.DecodeRuneInString(s[head:])
		head += size
	}
	for range most / 3 {
		_, size := utf8.DecodeLastRuneInString(s[:tail])
		tail -= size
	}
	return s[:head] + "…" + s[tail:]
}
