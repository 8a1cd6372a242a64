package expression

import (
	"strings"
	"testing"
)

// TestSyntax: what the parser cannot read is told in plain words, whatever stands in the
// quotation marks of the text.
func TestSyntax(t *testing.T) {
	for text, want := range map[string]string{
		"{{":                        "{{ without }}",
		"a\nb {{":                   "{{ without }}",
		"{{n (1 }}":                 "( without ) between {{ and }}",
		"{{n 1) }}":                 ") without ( between {{ and }}",
		`{{"unclosed action" 1)}}`:  ") without ( between {{ and }}",
		`{{"a}}`:                    "a quotation mark without its partner between {{ and }}",
		"{{`a}}":                    "a quotation mark without its partner between {{ and }}",
		`{{"unexpected EOF`:         "a quotation mark without its partner between {{ and }}",
		"{{/* a}}":                  "{{/* without */}}",
		"{{with .Part 1}}a":         "{{with}} without {{end}}",
		"{{end}}":                   "{{end}} without {{with}}",
		"{{}}":                      "nothing stands between {{ and }}, or within ( and )",
		"{{n ()}}":                  "nothing stands between {{ and }}, or within ( and )",
		"{{1z}}":                    "no number that can be read between {{ and }}",
		"{{range .Runs}}{{end}}":    errNoProgram.Error(),
		"{{if 1}}a{{end}}":          errNoProgram.Error(),
		`{{define "a"}}a{{end}}`:    errNoProgram.Error(),
		"{{$x := 1}}":               errNoProgram.Error(),
		"{{'a'}}":                   "'a' is not a number",
		"{{break}}":                 errNoProgram.Error(),
		"{{nil}}":                   errNoProgram.Error(),
		"{{1 | 2}}":                 errNoProgram.Error(),
		strings.Repeat("x", 20_001): "is 20001 bytes long; at most 20000 are taken",
		"{{" + strings.Repeat("(", 9_000) + "1" + strings.Repeat(")", 9_000) + "}}":  "",
		"{{" + strings.Repeat("(", 10_001) + "1" + strings.Repeat(")", 9_900) + "}}": "parentheses too deep between {{ and }}",
	} {
		_, err := Grammar{}.Parse(text)
		if err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}
