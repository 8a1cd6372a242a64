package number

import (
	"fmt"
	"math"
	"strconv"
)

// Round125 rounds a positive number down to 1, 2 or 5 times a power of ten, or up where the
// number is lower by less than a part tolerance, as rounding errors make it.
func Round125(v, tolerance float64) float64 {
	exponent := math.Floor(math.Log10(v))
	for _, digit := range []int{5, 2, 1} {
		// Through the text, for the double that is written as 5e-04.
		r, err := strconv.ParseFloat(fmt.Sprintf("%de%.0f", digit, exponent), 64)
		if err == nil && (v >= r*(1-tolerance) || digit == 1 && v > r/2) { // the logarithm may be rounded up
			return r
		}
	}
	return v
}
