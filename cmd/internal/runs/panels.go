package runs

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/words"
)

// groups puts runs with the same schedule or the same rate into one panel, as --panels
// says; by default each run has a panel of its own.
func (p Plan) groups(s document.Spec) []render.Panel {
	l := s.Speaker()
	var groups []render.Panel
	for i, r := range p.Runs {
		title := l.Decimals(r.Title)
		switch s.Panels {
		case "schedule":
			if title = l.Decimals(r.Rate); r.Rate == r.RateTitle.In(words.English) {
				title = r.RateTitle.In(l)
			}
		case "lr":
			title = l.Parameter("lr", l.Decimals(catalog.FormatNumber(r.LR)))
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
