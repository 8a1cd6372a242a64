package sheet

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/optviz/optviz/optimizers"
)

// styleIndex returns the number of a style in the table.
func styleIndex(t interface{ Fatalf(string, ...any) }, l LineStyle) int {
	for i, o := range lineStyles {
		if o.Color == l.Color {
			return i
		}
	}
	t.Fatalf("%v is not one of the styles", l)
	return -1
}

// Up to as many runs as there are styles no two look alike, and a rule keeps the style of
// its catalogue line wherever no run before it has that style.
func TestAssignStyles(t *testing.T) {
	all := []optimizers.Optimizer{nil}
	for _, e := range optimizers.Catalog() {
		if e.Style < 0 || e.Style >= len(lineStyles) {
			t.Errorf("%s has style %d of %d", e.Name, e.Style, len(lineStyles))
		}
		all = append(all, e.Rule)
	}
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(rapid.SampledFrom(all), 0, 12).Draw(t, "rules")
		got := AssignStyles(rules)
		if len(got) != len(rules) {
			t.Fatalf("%d styles for %d runs", len(got), len(rules))
		}
		used := map[int]bool{}
		wanted := map[int]bool{}
		for i, rule := range rules {
			l := styleIndex(t, got[i])
			if used[l] && len(rules) <= len(lineStyles) {
				t.Fatalf("run %d of %d lineStyles like one before it", i, len(rules))
			}
			used[l] = true
			if e, ok := optimizers.EntryOf(rule); ok && !wanted[e.Style] {
				wanted[e.Style] = true
				if l != e.Style {
					t.Fatalf("%T has style %d, its own %d was free", rule, l, e.Style)
				}
			}
		}
	})
}
