package setup

import (
	"errors"
	"strings"

	"github.com/optviz/optviz/surfaces/formula"
)

// Typeable returns a formula as it is printed, as in 2 |x| + ½√(y), as --formula takes it: 2*abs(x) + 0.5*sqrt(y).
// ok is false of a formula with other mistakes, and of one that can be read in several ways.
func Typeable(text string, params map[string]float64) (out string, ok bool) {
	if text, ok = translated(text); !ok {
		return "", false
	}
	return withProducts(text, params)
}

// withProducts returns a formula with each missing * put in, as in 2 x y.
func withProducts(text string, params map[string]float64) (out string, ok bool) {
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
