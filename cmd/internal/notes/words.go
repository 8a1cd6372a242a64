package notes

import (
	"errors"
	"strings"
)

// Words splits a command line as a shell does: at blanks and line ends, except within ' or "
// and after a backslash. Unlike a shell, it reads a line end within quotes as a blank, since
// editors wrap the lines of notes. A # at the start of a word begins a comment. There are no
// variables and no patterns.
func Words(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	started, quote := false, rune(0)
	runes := []rune(strings.ReplaceAll(line, "\r\n", "\n"))
	for i := 0; i < len(runes); i++ {
		c := runes[i]
		switch {
		case quote != 0 && c == '\n':
			word.WriteByte(' ')
		case quote == '\'' && c != '\'', quote == '"' && c != '"' && c != '\\':
			word.WriteRune(c)
		case quote != 0 && c == quote:
			quote = 0
		case c == '\\' && i+1 < len(runes):
			i++
			if runes[i] == '\n' { // the line goes on
				continue
			}
			if quote == '"' && !strings.ContainsRune("\\\"$`", runes[i]) {
				word.WriteRune('\\')
			}
			word.WriteRune(runes[i])
			started = true
		case quote == 0 && (c == '\'' || c == '"'):
			quote, started = c, true
		case quote == 0 && c == '#' && !started:
			for i+1 < len(runes) && runes[i+1] != '\n' {
				i++
			}
		case quote == 0 && strings.ContainsRune(" \t\n", c):
			if started {
				words = append(words, word.String())
				word.Reset()
				started = false
			}
		default:
			word.WriteRune(c)
			started = true
		}
	}
	if quote != 0 {
		return nil, errors.New("a quote has no end")
	}
	if started {
		words = append(words, word.String())
	}
	return words, nil
}
