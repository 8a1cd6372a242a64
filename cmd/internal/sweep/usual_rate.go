package sweep

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
)

// usualRates notes the rates of optimizers that run at the catalogue's, because neither a flag nor an axis
// has one. A rule that finds the lengths of its steps has none, and at 1 one that uses the Hessian takes whole
// steps.
func (g *Grid) usualRates() []string {
	isRate := func(k AxisParam) bool { return k.Kind == RateKey }
	if g.Spec.LR != nil || g.Spec.Tune != "" || slices.ContainsFunc(g.AxisParams(), isRate) {
		return nil
	}
	note := ""
	for _, text := range g.Spec.Optimizers {
		rule, err := catalog.ParseRule(text)
		if err != nil || rule.OwnLR { // an error is of a formula, which fill has read
			continue
		}
		if t := optimizers.TraitsOf(rule.Value); t.SelfPaced || t.NeedsHessian && rule.LR == 1 {
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
