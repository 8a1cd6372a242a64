package sweep

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// usualRates notes the rates of optimizers that run at the catalogue's, because neither a flag nor an axis
// has one. A rate of 1 is the whole step of a rule that finds its length.
func (g *Grid) usualRates() []string {
	isRate := func(k AxisParam) bool { return k.Kind == RateKey }
	if g.Spec.LR != nil || g.Spec.Tune != "" || slices.ContainsFunc(g.AxisParams(), isRate) {
		return nil
	}
	note := ""
	for _, text := range g.Spec.Optimizers {
		rule, err := catalog.ParseRule(text)
		if err != nil || rule.OwnLR || rule.LR == 1 { // an error is of a formula, which fill has read
			continue
		}
		if rated, ok := catalog.SetRuleKey(text, "lr", catalog.FormatNumber(rule.LR)); ok {
			note += " --optimizer " + rated
		}
	}
	if note == "" {
		return nil
	}
	return []string{"no rate: running" + note}
}
