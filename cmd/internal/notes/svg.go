package notes

import (
	"regexp"
	"strings"
)

// prefixed is an SVG whose ids begin with something of their own, for a page of several.
func prefixed(svg, prefix string) string {
	if i := strings.Index(svg, "<svg"); i > 0 {
		svg = svg[i:]
	}
	svg = idOf.ReplaceAllString(svg, "${1}"+prefix+"${2}")
	return labelledBy.ReplaceAllStringFunc(svg, func(s string) string {
		ids := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(s, `aria-labelledby="`), `"`))
		for i := range ids {
			ids[i] = prefix + ids[i]
		}
		return `aria-labelledby="` + strings.Join(ids, " ") + `"`
	})
}

// idOf are an SVG's ids and what refers to one; labelledBy to several.
var (
	idOf       = regexp.MustCompile(`((?: id="|url\(#|href="#))([A-Za-z0-9_-]+)`)
	labelledBy = regexp.MustCompile(`aria-labelledby="[^"]*"`)
)
