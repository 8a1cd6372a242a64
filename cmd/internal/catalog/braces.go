package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/formula"
)

// What stands in braces in an --optimizer is a formula: in a sweep of the keys of the
// axes, sgd:lr={2/(1+kappa)} has the best rate for each condition number; in a figure of
// batch, sgd:lr={0.01*batch} has a rate in proportion, and of sharpness, the largest
// curvature at the start: sgd:lr={1.9/sharpness} is just below the limit there.

// braces are a formula in a text: without what separates keys, rules and schedules.
var braces = regexp.MustCompile(`\{[^{}\s,=]*\}`)

// HasFormula says whether a rule has a formula.
func HasFormula(rule string) bool { return braces.MatchString(rule) }

// FillFormulas is the text of a rule with its formulas computed, for values of the axes
// by their keys.
func FillFormulas(rule string, values map[string]float64) (string, error) {
	var failed error
	if strings.Count(rule, "{") != strings.Count(rule, "}") {
		return rule, errors.New("a brace is missing: a formula is written as in lr={2/(1+kappa)}")
	}
	out := braces.ReplaceAllStringFunc(rule, func(in string) string {
		v, err := computedAt(in[1:len(in)-1], values)
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

// names are what a formula may name a constant by.
var names = regexp.MustCompile(`[A-Za-z_]\w*`)

// computedAt is the value of a formula that has constants alone.
func computedAt(text string, values map[string]float64) (float64, error) {
	constants := map[string]float64{} // those that it names: it takes no others
	for _, name := range names.FindAllString(text, -1) {
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

// Sharpness is what a rule's formula calls the largest curvature at the start.
const Sharpness = "sharpness"
