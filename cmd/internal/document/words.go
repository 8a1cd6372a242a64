package document

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// FormatBytes writes a number of bytes with the unit in which it is below 1000, and with so
// many significant digits, 3 unasked.
func FormatBytes(v any, lang string, digits ...int) (string, error) {
	f, err := ToFloat(v)
	if err != nil {
		return "", err
	}
	units := []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}
	unit := 0
	for ; f >= 1000 && unit < len(units)-1; unit++ {
		f /= 1000
	}
	if len(digits) == 0 {
		digits = []int{3}
	}
	text, err := FormatDigits(f, lang, digits...)
	return text + " " + units[unit], err
}

// ToFloat is what a template measured.
func ToFloat(v any) (float64, error) {
	switch v := v.(type) {
	case int:
		return float64(v), nil
	case float64:
		return v, nil
	}
	return 0, fmt.Errorf("%v is no number", v)
}

// maxDigits is how many digits of a number may be asked for: a float64 has no more.
const maxDigits = 17

// Never is the step that never comes.
const Never = -1

// FormatDigits writes a number for people, with so many significant digits, 4 unasked, and a
// step that never comes as ∞.
func FormatDigits(v any, lang string, digits ...int) (string, error) {
	f, err := ToFloat(v)
	if err != nil {
		return "", err
	}
	most := 4
	if len(digits) > 0 {
		most = digits[0]
	}
	if most < 1 || most > maxDigits || len(digits) > 1 {
		return "", fmt.Errorf("takes one number of digits, from 1 to %d", maxDigits)
	}
	text := strconv.FormatFloat(f, 'g', most, 64)
	switch whole, ok := v.(int); {
	case ok && whole == Never:
		return "∞", nil
	case ok:
		return scale.Thousands(whole), nil
	}
	if mantissa, exponent, ok := strings.Cut(text, "e"); ok {
		power, _ := strconv.Atoi(exponent)
		text = fmt.Sprintf("%s·10^%d", mantissa, power)
	}
	return signed(text, lang), nil
}

// FormatDecimals writes a number for people, with so many decimals: beside others one sees at
// once which is larger.
func FormatDecimals(v any, lang string, decimals int) (string, error) {
	if decimals < 0 || decimals > maxDigits {
		return "", fmt.Errorf("takes a number of decimals from 0 to %d", maxDigits)
	}
	if v == any(Never) {
		return "∞", nil
	}
	f, err := ToFloat(v)
	return signed(strconv.FormatFloat(f, 'f', decimals, 64), lang), err
}

// signed is a number with a minus sign, and the language's decimal sign.
func signed(number, lang string) string {
	number = strings.NewReplacer("-", "−", "+Inf", "∞", "Inf", "∞").Replace(number)
	if lang == "de" {
		number = strings.ReplaceAll(number, ".", ",")
	}
	return number
}

// power is a power of ten as captions write it, in plain text.
var power = regexp.MustCompile(`10\^(−?\d+)`)

// PowersAsMath is a text with its powers of ten as mathematics.
func PowersAsMath(text string) string { return power.ReplaceAllString(text, "$$10^{$1}$$") }

// raising is an exponent as captions write it, in plain text.
var raising = regexp.MustCompile(`\^−?\d+`)

// Raise is a plain text with its exponents raised: 10⁻⁶ for 10^−6.
func Raise(text string) string {
	return raising.ReplaceAllStringFunc(text, func(p string) string { return scale.Raised(strings.TrimPrefix(p, "^")) })
}
