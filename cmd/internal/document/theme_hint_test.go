package document

import (
	"strings"
	"testing"
)

// A key of a theme that stands beside it is answered with its place.
func TestThemeKeysBesideTheme(t *testing.T) {
	for text, want := range map[string]string{
		"surface: beale\nbackground: black\n":              "2:1: background is a key of theme: `theme: {base: light, background: black}`",
		"kind: sweep\nsurface: beale\nbackground: black\n": "3:1: background is a key of theme: `theme: {base: light, background: black}`",
		"theme: dark\nbackground: '#123'\n":                "2:1: background is a key of theme: `theme: {base: dark, background: \"#123\"}`",
		"figures:\n  - ink: red\n":                         "2:5: ink is a key of theme: `theme: {base: light, ink: red}`",
		"base: dark\n":                                     "1:1: base is a key of theme: `theme: {base: dark}`",
		"fonts: own\n":                                     "1:1: fonts: own is `text: outlines` in a file",
		"kind: basins\nfonts: document\n":                  "2:1: fonts: document is `text: real` in a file",
		"fonts: {sans: a.ttf}\n":                           "1:1: fonts is a key of theme: `theme: {base: light, fonts: ...}`",
	} {
		if _, err := ParseYAML([]byte(text), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	for _, text := range []string{"theme: {base: light, background: black}\n", "text: outlines\n"} {
		if _, err := ParseYAML([]byte("surface: beale\n"+text), nil); err != nil {
			t.Errorf("%q, which is suggested: %v", text, err)
		}
	}
}
