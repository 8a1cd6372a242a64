package document

import (
	"errors"
	"strings"

	"github.com/optviz/optviz/surfaces/formula"
)

// WithProducts returns a formula, as in 2 x y, with each missing * put in, as --formula takes it: 2*x*y. ok is
// false of a formula with other mistakes.
func WithProducts(text string, params map[string]float64) (out string, ok bool) {
	const mostMissing = 10 // more are no slips
	for range mostMissing {
		_, err := formula.Parse(text, params)
		if err == nil {
			return text, true
		}
		var e *formula.Error
		if !errors.As(err, &e) || !e.MissingProduct {
			return "", false
		}
		text = strings.TrimRight(e.Text[:e.Pos], " ") + "*" + e.Text[e.Pos:]
	}
	return "", false
}
