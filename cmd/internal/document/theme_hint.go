package document

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
)

// checkThemeKeys refuses keys of a theme that stand beside the theme, and --fonts, which is no key, as keys of a
// figure. It says where they belong.
func checkThemeKeys(n yamltree.Node) error {
	for _, p := range n.Pairs {
		if IsKey(p.Key) || !slices.Contains(keysOf[ThemeKeys](), p.Key) { // setKeys refuses unknown keys
			continue
		}
		if text, err := textOfFonts(p.Value.Text); p.Key == "fonts" && err == nil {
			return p.At.Errorf("fonts: %s is `text: %s` in a file", p.Value.Text, text)
		}
		return p.At.Errorf("%s is a key of theme: `%s`", p.Key, withinTheme(p, n))
	}
	return nil
}

// withinTheme returns the theme of a document with a key that stands beside it, as a file has it.
func withinTheme(p yamltree.Pair, n yamltree.Node) string {
	value := "..."
	if p.Value.Kind == yamltree.Scalar && p.Value.Text != "" {
		value = yamlString(printing.Clip(p.Value.Text))
	}
	if p.Key == "base" {
		return fmt.Sprintf("theme: {base: %s}", value)
	}
	named, _ := n.Value("theme")
	base := yamlString(printing.Clip(cmp.Or(named.Text, ThemeNames()[0])))
	return fmt.Sprintf("theme: {base: %s, %s: %s}", base, p.Key, value)
}
