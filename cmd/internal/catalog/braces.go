package catalog

import (
	"errors"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/formula"
)

// An --optimizer may hold formulas in braces. In a sweep, a formula may use the keys of the
// axes: sgd:lr={2/(1+kappa)} sets the best rate for each condition number. In a figure of
// runs, a formula may use batch and sharpness, the largest curvature at the start:
// sgd:lr={0.01*batch} grows in proportion to the batch, and sgd:lr={1.9/sharpness} is just
// below the rate at which gradient descent diverges there.

// braces matches a formula in braces. A formula contains no space, comma or equals sign,
// which separate keys, rules and schedules.
var braces = pattern.Lazy(`\{[^{}\s,=]*\}`)

// HasFormula reports whether the text of a rule contains a formula.
func HasFormula(rule string) bool { return braces().MatchString(rule) }

// FillFormulas returns the text of a rule with each formula replaced by its value, given
// the values of the names that formulas may use.
func FillFormulas(rule string, values map[string]float64) (string, error) {
	var failed error
	if strings.Count(rule, "{") != strings.Count(rule, "}") {
		return rule, errors.New("a brace is missing: a formula is written as in lr={2/(1+kappa)}")
	}
	out := braces().ReplaceAllStringFunc(rule, func(in string) string {
		v, err := evaluate(in[1:len(in)-1], values)
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", printing.Quote(in), err)
		}
		return FormatNumber(v)
	})
	if failed != nil {
		return rule, failed
	}
	return out, nil
}

// constantName matches a name of a constant in a formula.
var constantName = pattern.Lazy(`[A-Za-z_]\w*`)

// evaluate evaluates a formula of constants. It refuses a formula that depends on x or
// y.
func evaluate(text string, values map[string]float64) (float64, error) {
	constants := map[string]float64{} // only the names in text: formula.Parse refuses unused constants
	for _, name := range constantName().FindAllString(text, -1) {
		if v, ok := values[name]; ok {
			constants[name] = v
		}
	}
	f, err := formula.Parse(text, constants)
	var at *formula.Error
	switch {
	case errors.As(err, &at) && at.Name != "":
		return 0, fmt.Errorf("%s; a formula is of the --batch; in a figure of runs of the sharpness, too, and in a sweep of the axes' keys, but not of lr and the coordinates of the start", at.Reason)
	case errors.As(err, &at):
		return 0, errors.New(at.Reason)
	case err != nil:
		return 0, err
	}
	zeros, ones := make([]float64, f.Meta().Dim), make([]float64, f.Meta().Dim)
	for i := range ones {
		ones[i] = 1
	}
	v := f.Func(zeros)
	if v != f.Func(ones) {
		return 0, errors.New("must not depend on x and y")
	}
	return v, nil
}

// Sharpness is the name that formulas use for the largest curvature at the start.
const Sharpness = "sharpness"
