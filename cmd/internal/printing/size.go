package printing

import (
	"math"
	"strconv"
)

// Size writes a number of bytes with a unit of decimal multiples, rounded to so many
// significant digits: 6.4 GB. Below 1 kB it writes a whole number of bytes.
func Size(bytes float64, digits int) string {
	if !(bytes >= 1) {
		return "0 bytes"
	}
	power := max(0, int(math.Floor(math.Log10(bytes)))-digits+1) // of the last digit that is kept
	step := math.Pow10(power)
	rounded := math.Round(bytes/step) * step
	for _, unit := range []struct {
		bytes float64
		name  string
	}{{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}} {
		if rounded >= unit.bytes {
			return strconv.FormatFloat(rounded/unit.bytes, 'f', -1, 64) + " " + unit.name
		}
	}
	return strconv.FormatFloat(math.Round(bytes), 'f', -1, 64) + " bytes"
}
