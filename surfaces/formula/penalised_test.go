package formula

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/surfaces/penalty"
)

// A penalty is added after the formula, not between the arguments of a function.
func TestPenalised(t *testing.T) {
	for _, text := range []string{"max(x, y)", "pow(max(x, 2), y)", "atan2(y, x)", "1 + max(x, min(y, 2))*hypot(x, y)"} {
		f := mustParse(t, text)
		whole := f.Meta().Formula
		if got, want := penalty.Add(f, 0.1, 0.2).Meta().Formula, whole+" + 0.1 (x^2 + y^2) + 0.1 (|x| + |y|)"; got != want {
			t.Errorf("%s with a penalty is %s, want %s", text, got, want)
		}
		if !strings.Contains(whole, ", ") {
			t.Errorf("%s is written %s, without a comma", text, whole)
		}
	}
}
