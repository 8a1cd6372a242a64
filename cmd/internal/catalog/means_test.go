package catalog

import (
	"strings"
	"testing"
)

// A weight decay that is added to the gradient means a penalty, and one of AdamW's kind does not.
func TestMeansPenalty(t *testing.T) {
	found := map[bool]int{}
	for _, e := range Optimizers() {
		p, ok := RuleParam(e.Name, "weight_decay")
		if !ok {
			continue
		}
		added := strings.Contains(p.Doc, "in place of g")
		found[added]++
		if added != (p.Means == "penalty") {
			t.Errorf("the weight decay of %s, %q, means %q", e.Name, p.Doc, p.Means)
		}
	}
	if found[true] == 0 || found[false] == 0 {
		t.Errorf("the kinds of weight decay: %v", found)
	}
}
