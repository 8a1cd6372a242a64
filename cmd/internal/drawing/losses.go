package drawing

import "strings"

// shareLosses tells each figure of losses on a page which others show losses of the same
// surface, so that these figures may share the axis of losses. It needs the
// results of all figures.
func (g *Drawing) shareLosses() {
	groups := map[string][]*Drawing{}
	for _, f := range g.Parts() {
		if r, ok := f.Content.(*Runs); ok && r.view.Name == "loss" && f.Document.Until == nil {
			spec := f.Document.GridSpec.Spec
			name, _, _ := strings.Cut(spec.Surface, ":")
			key := name + "\n" + spec.Formula
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
