package runs

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render"
)

// groups puts runs together that have the schedule or the rate in common; each
// run has a panel of its own where nothing is said.
func (p Plan) groups(kind string) []render.Panel {
	var groups []render.Panel
	for i, r := range p.Runs {
		title := r.Label
		switch kind {
		case "schedule":
			title = r.Rate
		case "lr":
			title = "lr " + catalog.FormatNumber(r.LR)
		}
		at := slices.IndexFunc(groups, func(g render.Panel) bool { return g.Title == title })
		if at < 0 {
			at = len(groups)
			groups = append(groups, render.Panel{Title: title})
		}
		groups[at].Tracks = append(groups[at].Tracks, i)
	}
	return groups
}
