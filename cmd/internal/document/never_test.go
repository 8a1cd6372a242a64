package document

import (
	"math"
	"testing"
)

// What never comes, and what comes of it, prints as ∞ in every way to write a number.
func TestNeverPrints(t *testing.T) {
	for _, c := range []struct {
		v    any
		want string
	}{
		{Never, "∞"}, {math.Inf(1), "∞"}, {math.Inf(-1), "−∞"}, {-1.0, "−1"}, {3, "3"},
	} {
		for _, lang := range Languages {
			significant, err := FormatDigits(c.v, lang, 3)
			decimals, err2 := FormatDecimals(c.v, lang, 0)
			if significant != c.want || decimals != c.want || err != nil || err2 != nil {
				t.Errorf("%v in %s: %q and %q, want %q (%v, %v)", c.v, lang, significant, decimals, c.want, err, err2)
			}
		}
	}
}
