package setup

import (
	"strings"
	"testing"

	"github.com/optviz/optviz/surfaces/formula"
)

// A formula with a mistake is answered with the formula or the function that is meant.
func TestFormulaHints(t *testing.T) {
	for text, want := range map[string]string{
		"2x^2 + 3y^2":           "(did you mean 2*x^2 + 3*y^2?)",
		"(x+1)(y - 2)":          "(did you mean (x+1)*(y - 2)?)",
		"100 (y-x^2)^2+(1-x)^2": "(did you mean 100*(y-x^2)^2+(1-x)^2?)",
		"|x| + |y|":             "(did you mean abs(x) + abs(y)?)",
		"2|x - |y|| + 1":        "(did you mean 2*abs(x - abs(y)) + 1?)",
		"||x| - 1| |y|^2":       "(did you mean abs(abs(x) - 1)*abs(y)^2?)",
		"√(x^2 + y^2)":          "(did you mean sqrt(x^2 + y^2)?)",
		"½x^2 + y^2":            "(did you mean 0.5*x^2 + y^2?)",
		"½[(x-1)^2 + 3¾]":       "(did you mean 0.5*((x-1)^2 + 3.75)?)",
		"sinn(x[1])":            "(did you mean sin?)",
		"sinn(x)":               "(did you mean sin?)",
		"if x < 0":              "a formula has no conditions: max, min and abs make pieces",
		"x*(x > 0)":             "a formula has no conditions",
		"where(x, 1, 2)":        "a formula has no conditions",
		"q + 1":                 "--param q=1 makes it a constant",
	} {
		_, err := formula.Parse(text, nil)
		if err = (Setup{}).BlameFormula(err); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	for _, text := range []string{"2x + q", "2x + sinn(x)", "|x", "|x| + q", "√x^2", strings.Repeat("2x+", 20) + "x", strings.Repeat("2x + ", 40) + "x"} {
		_, err := formula.Parse(text, nil)
		if err = (Setup{}).BlameFormula(err); err == nil || strings.Contains(err.Error(), "did you mean") {
			t.Errorf("%s: %v, want no guess", text, err)
		}
	}
}
