// Package number reads the numbers that a user types: in flags, keys, YAML and CSV.
// They are decimal: digits, a point, an exponent and signs, as in 25, -0.1, .5, +3 and
// 1e-3. Other forms that Go knows, 1_000, 0x1p-2, inf and nan, are no numbers. Format writes
// numbers into formulas, and Round125 chooses numbers that read well.
package number

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Errors of Parse and Whole.
var (
	ErrSyntax    = errors.New("not a number: write it as 25, 0.1 or 1e-3")
	ErrWhole     = errors.New("not a whole number: write it as 1000 or 1e3")
	ErrRange     = errors.New("too large")
	ErrNotFinite = errors.New("not a finite number")
	errComma     = errors.New("not a number: a decimal sign is a point, as in 0.1")
)

// decimal has the characters of numbers.
const decimal = "0123456789.eE+-"

// Parse reads a finite number. What is too small for a float64 is 0.
func Parse(s string) (float64, error) {
	if !isDecimal(s) {
		return 0, syntax(s)
	}
	v, err := strconv.ParseFloat(s, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, ErrRange
	case err != nil:
		return 0, ErrSyntax
	}
	return v, nil
}

// Whole reads a whole number, as 1000 or 1e3.
func Whole(s string) (int, error) {
	if v, err := strconv.Atoi(s); err == nil {
		return v, nil
	}
	v, err := Parse(s)
	switch {
	case errors.Is(err, ErrRange) || errors.Is(err, ErrNotFinite):
		return 0, err
	case err != nil:
		return 0, ErrWhole
	}
	return WholeOf(v)
}

// WholeOf returns a finite number that is whole as an int.
func WholeOf(v float64) (int, error) {
	switch {
	case math.Abs(v) > 1<<53:
		return 0, ErrRange
	case v != math.Trunc(v):
		return 0, ErrWhole
	}
	return int(v), nil
}

// isDecimal reports whether a text has the characters of numbers alone.
func isDecimal(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune(decimal, r) })
}

// syntax returns what is wrong with a text that is no decimal number.
func syntax(s string) error {
	switch strings.ToLower(strings.TrimLeft(s, "+-")) {
	case "inf", "infinity", "nan":
		return ErrNotFinite
	}
	if HasComma(s) {
		return errComma
	}
	return ErrSyntax
}

// HasComma reports whether a text may be one number with a decimal comma. Of two
// numbers one at least has a point, or the first has an exponent.
func HasComma(s string) bool {
	whole, fraction, comma := strings.Cut(s, ",")
	return comma && isDecimal(whole+fraction) && !strings.Contains(whole+fraction, ".") && !strings.ContainsAny(whole, "eE")
}

// Format writes a number into a formula: without an exponent where a reader can still
// count the digits.
func Format(v float64) string {
	if size := math.Abs(v); size == 0 || 1e-6 <= size && size < 1e9 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
