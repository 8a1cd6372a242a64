package drawing

import (
	"fmt"
	"strings"
)

// shareLosses tells each figure of losses on a page which others show losses of the same
// surface, so that these figures may share the axis of losses, and each slice which others are
// slices of the same window. It needs the results of all figures.
func (g *Drawing) shareLosses() {
	groups := map[string][]*Drawing{}
	for _, f := range g.Parts() {
		if r, ok := f.Content.(*Runs); ok && sharesLosses[r.view.Name] && f.Document.Until == nil {
			spec := f.Document.GridSpec.Spec
			name, _, _ := strings.Cut(spec.Surface, ":")
			key := strings.Join([]string{r.view.Name, name, spec.Formula}, "\n")
			if r.view.Line {
				key += fmt.Sprint(spec.Window)
			}
			groups[key] = append(groups[key], f)
		}
	}
	for _, group := range groups {
		for _, f := range group {
			r := f.Content.(*Runs)
			r.beside = nil
			for _, other := range group {
				if other != f {
					r.beside = append(r.beside, other)
				}
			}
		}
	}
}

// sharesLosses holds the views that may share the axis of losses.
var sharesLosses = map[string]bool{"loss": true, "slice": true}
