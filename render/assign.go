package render

import (
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/sheet"
)

// assignStyles gives every track a line style of its own.
func assignStyles(tracks []Track) []sheet.LineStyle {
	rules := make([]optimizers.Optimizer, len(tracks))
	for i, t := range tracks {
		rules[i] = t.Optimizer
	}
	return sheet.AssignStyles(rules)
}
