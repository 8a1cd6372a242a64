package spec

import (
	"errors"
	"slices"

	"github.com/optviz/optviz/render"
)

// PanelKinds are the values of --panels: what runs of one panel have in common.
var PanelKinds = []string{"run", "schedule", "lr"}

// panels checks --panels, which chooses the panels view.
func (s *Spec) panels() error {
	switch {
	case s.Panels == "":
		return nil
	case !slices.Contains(PanelKinds, s.Panels):
		return blame("--panels", s.Panels, Unknown("panel", s.Panels, PanelKinds))
	case s.View != "" && s.View != "panels":
		return blame("--panels", s.Panels, errors.New("goes with --view panels, not "+s.View))
	}
	s.View = "panels"
	return nil
}

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
			title = "lr " + formatNumber(r.LR)
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
