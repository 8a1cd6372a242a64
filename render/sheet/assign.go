package sheet

import "github.com/optviz/optviz/optimizers"

// AssignStyles gives every run a line style of its own: the style of the catalogue line of
// the run's rule, whatever its hyperparameters, or the first that no other run has. A nil
// rule prefers no style.
func AssignStyles(rules []optimizers.Optimizer) []LineStyle {
	taken := map[int]bool{}
	chosen := make([]int, len(rules))
	for i, rule := range rules {
		e, ok := optimizers.EntryOf(rule)
		if chosen[i] = e.Style; !ok || taken[e.Style] {
			chosen[i] = -1
			continue
		}
		taken[e.Style] = true
	}
	out := make([]LineStyle, len(rules))
	free := 0
	for i, n := range chosen {
		if n < 0 {
			for taken[free] {
				free++
			}
			n, taken[free] = free, true
		}
		out[i] = LineStyleAt(n)
	}
	return out
}
