package document

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/words"
)

// FormatBytes writes a number of bytes in the unit in which the number is below 1000, with
// so many significant digits, 3 by default.
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

// ToFloat converts a number that a template measured.
func ToFloat(v any) (float64, error) {
	switch v := v.(type) {
	case int:
		return float64(v), nil
	case float64:
		return v, nil
	}
	return 0, fmt.Errorf("%v is no number", v)
}

// maxDigits is the largest number of digits that a text may ask for: a float64 has no
// more.
const maxDigits = 17

// Never stands for a step that a run never reaches.
const Never = -1

// FormatDigits writes a number in a language, with so many significant digits, 4 by
// default. It writes Never as ∞.
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

// FormatDecimals writes a number in a language, with so many decimals, so that numbers
// side by side are easy to compare.
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

// signed returns a number with a minus sign for its hyphens, and with the language's
// decimal sign.
func signed(number, lang string) string {
	number = strings.NewReplacer("-", "−", "+Inf", "∞", "Inf", "∞").Replace(number)
	return words.Speak(lang).Decimals(number)
}

// powerOfTen matches a power of ten in plain text, as captions write it.
var powerOfTen = pattern.Lazy(`10\^(−?\d+)`)

// PowersAsMath returns a text with its powers of ten as mathematics between dollar signs.
func PowersAsMath(text string) string { return powerOfTen().ReplaceAllString(text, "$$10^{$1}$$") }

// exponent matches an exponent in plain text, as captions write it.
var exponent = pattern.Lazy(`\^−?\d+`)

// Raise returns a plain text with its exponents in superscript digits: 10⁻⁶ for 10^−6.
func Raise(text string) string {
	return exponent().ReplaceAllStringFunc(text, func(p string) string { return scale.Raised(strings.TrimPrefix(p, "^")) })
}
