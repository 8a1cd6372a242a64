package scale

import (
	"math"
	"strconv"
	"strings"
)

// Cell is a number of a column, split at the decimal point, where columns align: Whole
// ends there, and Rest, which is typeset markup, begins there.
type Cell struct {
	Whole, Fraction string // "−0" and ".02916"
	Exponent        string // of ten, or ""
}

// Rest returns what stands right of the point.
func (c Cell) Rest() string {
	if c.Exponent == "" {
		return c.Fraction
	}
	return c.Fraction + "·$10^{" + c.Exponent + "}$"
}

// String returns the number in plain text.
func (c Cell) String() string {
	if c.Exponent == "" {
		return c.Whole + c.Fraction
	}
	return c.Whole + c.Fraction + "e" + c.Exponent
}

// leastDigits returns the least number of digits that rounding may leave of a number in a
// column; a number with fewer is written with a power of ten, which takes the room of the
// others.
func leastDigits(digits int) int { return max(digits-4, 2) }

// Column writes numbers for one column, all to the same decimal. A number loses zeros at
// its end if it ends there up to rounding: .02916 beside 1 becomes 0.02916, though no
// binary number equals it, and 1-1e-12 becomes 1.00000000. A number with one digit before
// the point gets the given number of digits after it, a larger number fewer. Numbers that
// would keep too few digits, or be too long, become multiples of a power of ten. NaN
// leaves its cell empty.
func Column(values []float64, digits int) []Cell {
	exponent, any := largest(values)
	decimals := digits - max(exponent, 0)
	if exponent < -2 { // zeros after the point count no more, up to a length
		decimals = digits + min(-2-exponent, 4)
	}
	cells := make([]Cell, len(values))
	for i, v := range values {
		switch {
		case math.IsNaN(v):
		case math.IsInf(v, 1):
			cells[i].Whole = "∞"
		case math.IsInf(v, -1):
			cells[i].Whole = "−∞"
		case any && (decimals < 0 || losesDigits(v, decimals, leastDigits(digits))):
			cells[i] = powered(v, digits)
		default:
			cells[i] = written(v, strconv.FormatFloat(v, 'f', decimals, 64))
		}
	}
	return cells
}

// largest returns the exponent of ten of the largest finite number; any is false if all
// are 0.
func largest(values []float64) (exponent int, any bool) {
	most := 0.0
	for _, v := range values {
		if a := math.Abs(v); a > most && !math.IsInf(a, 0) {
			most = a
		}
	}
	if most == 0 {
		return 0, false
	}
	_, e, _ := strings.Cut(strconv.FormatFloat(most, 'e', -1, 64), "e")
	exponent, _ = strconv.Atoi(e) // strconv wrote it
	return exponent, true
}

// losesDigits reports whether rounding to so many decimals changes a number and leaves it
// fewer digits than fewest.
func losesDigits(v float64, decimals, fewest int) bool {
	return math.Abs(v) < math.Pow(10, float64(fewest-1-decimals)) && !equalsText(strconv.FormatFloat(v, 'f', decimals, 64), v)
}

// equalsText reports whether a text equals a number up to rounding.
func equalsText(text string, v float64) bool {
	written, _ := strconv.ParseFloat(text, 64) // strconv wrote it
	return math.Abs(written-v) <= 1e-12*math.Abs(v)
}

// written splits the text of a number at its point.
func written(v float64, text string) Cell {
	whole, fraction, _ := strings.Cut(text, ".")
	if equalsText(text, v) {
		fraction = strings.TrimRight(fraction, "0")
	}
	if fraction != "" {
		fraction = "." + fraction
	} else if whole == "-0" {
		whole = "0"
	}
	return Cell{Whole: Minus(whole), Fraction: fraction}
}

// powered writes a number as a multiple of a power of ten.
func powered(v float64, digits int) Cell {
	text := strconv.FormatFloat(v, 'e', leastDigits(digits), 64)
	mantissa, e, _ := strings.Cut(text, "e")
	exponent, _ := strconv.Atoi(e) // strconv wrote it
	short, _ := strconv.ParseFloat(mantissa, 64)
	if !equalsText(text, v) {
		short = math.NaN() // keeps the zeros at the end
	}
	c := written(short, mantissa)
	if exponent != 0 {
		c.Exponent = Minus(strconv.Itoa(exponent))
	}
	return c
}
