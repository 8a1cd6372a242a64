package sheet

import (
	"sync"

	"github.com/optviz/optviz/optimizers"
)

// preferred returns the number of each rule's line style, by the rule's name.
var preferred = sync.OnceValue(func() map[string]int {
	styles := map[string]int{}
	for _, e := range optimizers.Catalog() {
		styles[e.Name] = e.Style
	}
	return styles
})

// AssignStyles gives every run a line style of its own, by the names of the runs' rules:
// the style of the rule's catalogue line, or the first that no other run has.
func AssignStyles(rules []string) []LineStyle {
	taken := map[int]bool{}
	chosen := make([]int, len(rules))
	for i, rule := range rules {
		n, ok := preferred()[rule]
		if chosen[i] = n; !ok || taken[n] {
			chosen[i] = -1
			continue
		}
		taken[n] = true
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
