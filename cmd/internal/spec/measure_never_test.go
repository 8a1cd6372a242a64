package spec

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// What never comes, and what comes of it, prints as ∞ in every way to write a number.
func TestNeverPrints(t *testing.T) {
	for _, c := range []struct {
		v    any
		want string
	}{
		{document.Never, "∞"}, {math.Inf(1), "∞"}, {math.Inf(-1), "−∞"}, {-1.0, "−1"}, {3, "3"},
	} {
		for _, lang := range document.Languages {
			significant, err := document.FormatDigits(c.v, lang, 3)
			decimals, err2 := document.FormatDecimals(c.v, lang, 0)
			if significant != c.want || decimals != c.want || err != nil || err2 != nil {
				t.Errorf("%v in %s: %q and %q, want %q (%v, %v)", c.v, lang, significant, decimals, c.want, err, err2)
			}
		}
	}
}
