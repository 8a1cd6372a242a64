package notes

import (
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
)

// prefixed returns an SVG with a prefix before each of its ids and references to them, so
// that several figures on one page do not share ids.
func prefixed(svg, prefix string) string {
	if i := strings.Index(svg, "<svg"); i > 0 {
		svg = svg[i:]
	}
	svg = idOf().ReplaceAllStringFunc(svg, func(s string) string {
		m := idOf().FindStringSubmatch(s)
		return m[1] + prefix + m[2]
	})
	return labelledBy().ReplaceAllStringFunc(svg, func(s string) string {
		ids := strings.Fields(strings.TrimSuffix(strings.TrimPrefix(s, `aria-labelledby="`), `"`))
		for i := range ids {
			ids[i] = prefix + ids[i]
		}
		return `aria-labelledby="` + strings.Join(ids, " ") + `"`
	})
}

// idOf matches an SVG's ids and references to one id; labelledBy matches references to several.
var (
	idOf       = pattern.Lazy(`((?: id="|url\(#|href="#))([A-Za-z0-9_-]+)`)
	labelledBy = pattern.Lazy(`aria-labelledby="[^"]*"`)
)

// idIn returns the prefix that prefixed has put before an SVG's ids, without the last
// dash.
func idIn(svg string) string {
	_, after, _ := strings.Cut(labelledBy().FindString(svg), `"`)
	id, _, _ := strings.Cut(after, "-title")
	return id
}
