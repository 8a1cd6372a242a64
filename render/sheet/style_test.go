package sheet

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/render/figure"
)

// A style that no figure can have is refused by what is wrong with it.
func TestStyleCheck(t *testing.T) {
	for want, set := range map[string]func(*Style){
		"size of 0 x 900":                        func(s *Style) { s.Width = 0 },
		"the style's TextAs is 3: UsualText, ":   func(s *Style) { s.TextAs = figure.Outlines + 1 },
		"the style's TextAs is -1: UsualText, ":  func(s *Style) { s.TextAs = -1 },
		"the style's Lang is \"fr\" (one of en,": func(s *Style) { s.Lang = "fr" },
		"the theme's Logo: unknown corner":       func(s *Style) { s.Theme = MustTheme("light"); s.Theme.Logo.Corner = "top" },
	} {
		style := DefaultStyle()
		if err := style.Check(); err != nil {
			t.Fatal(err)
		}
		set(&style)
		if err := style.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
