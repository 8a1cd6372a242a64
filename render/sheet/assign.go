package sheet

import (
	"reflect"
	"sync"

	"github.com/optviz/optviz/optimizers"
)

// preferred returns the number of each rule's line style, by the rule's type.
var preferred = sync.OnceValue(func() map[reflect.Type]int {
	styles := map[reflect.Type]int{}
	for _, e := range optimizers.Catalog() {
		styles[reflect.TypeOf(e.Rule)] = e.Style
	}
	return styles
})

// AssignStyles gives every run a line style of its own: the style of the catalogue line of
// the run's rule, whatever its hyperparameters, or the first that no other run has. A nil
// rule prefers no style.
func AssignStyles(rules []optimizers.Optimizer) []LineStyle {
	taken := map[int]bool{}
	chosen := make([]int, len(rules))
	for i, rule := range rules {
		n, ok := preferred()[reflect.TypeOf(rule)]
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
