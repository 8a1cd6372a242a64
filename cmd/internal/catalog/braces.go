package catalog

import (
	"errors"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/formula"
)

// An --optimizer may hold formulas in braces. In a sweep, a formula may use the keys of the
// axes: sgd:lr={2/(1+kappa)} sets the best rate for each condition number. In a figure of
// runs, a formula may use batch and sharpness, the largest curvature at the start:
// sgd:lr={0.01*batch} grows in proportion to the batch, and sgd:lr={1.9/sharpness} is just
// below the rate at which gradient descent diverges there.

// cutFormula cuts a rule at its first formula in braces. A formula contains no space, comma or
// equals sign, which separate keys, rules and schedules.
func cutFormula(rule string) (before, formula, after string, ok bool) {
	for i := range rule {
		if rule[i] != '{' {
			continue
		}
		length := strings.IndexAny(rule[i+1:], "{},="+blanks)
		if length >= 0 && rule[i+1+length] == '}' {
			return rule[:i], rule[i+1:][:length], rule[i+1+length+1:], true
		}
	}
	return rule, "", "", false
}

// HasFormula reports whether the text of a rule contains a formula.
func HasFormula(rule string) bool {
	_, _, _, ok := cutFormula(rule)
	return ok
}

// FillFormulas returns the text of a rule with each formula replaced by its value, given
// the values of the names that formulas may use.
func FillFormulas(rule string, values map[string]float64) (string, error) {
	if strings.Count(rule, "{") != strings.Count(rule, "}") {
		return rule, errors.New("a brace is missing: a formula is written as in lr={2/(1+kappa)}")
	}
	var out strings.Builder
	rest := rule
	for {
		before, formula, after, ok := cutFormula(rest)
		out.WriteString(before)
		if !ok {
			return out.String(), nil
		}
		v, err := evaluate(formula, values)
		if err != nil {
			return rule, fmt.Errorf("%s: %w", printing.Quote("{"+formula+"}"), err)
		}
		out.WriteString(FormatNumber(v))
		rest = after
	}
}

// names returns the names in a formula; 2a holds the name a.
func names(formula string) []string {
	const first = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
	const digits = "0123456789"
	var all []string
	for _, word := range strings.FieldsFunc(formula, func(r rune) bool { return !strings.ContainsRune(first+digits, r) }) {
		if name := strings.TrimLeft(word, digits); name != "" {
			all = append(all, name)
		}
	}
	return all
}

// evaluate evaluates a formula of constants. It refuses a formula that depends on x or
// y.
func evaluate(text string, values map[string]float64) (float64, error) {
	constants := map[string]float64{} // only the names in text: formula.Parse refuses unused constants
	for _, name := range names(text) {
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
