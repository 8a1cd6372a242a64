// Package scale maps values to axes and chooses ticks. Callers pass only finite numbers,
// and the results are finite.
// A new kind of axis is a type with the methods of Scale.
package scale

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Scale maps a range of values to [0, 1].
type Scale interface {
	At(v float64) float64 // 0 at the low end, 1 at the high end; at least -1, at most 2
	Ticks(most int) []Tick
}

// Tick is a place on an axis. A tick without a label is a minor tick.
type Tick struct {
	Value float64
	Label string // typeset markup
}

// clamp limits a position to [-1, 2]: strokes far outside cost time and precision, and
// callers clip to the frame anyway.
func clamp(p float64) float64 { return min(max(p, -1), 2) }

// Linear is an even scale from Lo to Hi, Lo < Hi.
type Linear struct{ Lo, Hi float64 }

// At implements Scale. Halving huge ends keeps their difference finite.
func (s Linear) At(v float64) float64 {
	if span := s.Hi - s.Lo; !math.IsInf(span, 0) {
		return clamp((v - s.Lo) / span)
	}
	return clamp((v/2 - s.Lo/2) / (s.Hi/2 - s.Lo/2))
}

// Ticks returns multiples of 1, 2 or 5 times a power of ten: at most about the given
// number, but at least two. If the ends agree in their first 14 digits, Ticks returns
// the ends.
func (s Linear) Ticks(most int) []Tick {
	most = max(most, 1)
	for n := most; n <= 8*most; n *= 2 {
		ticks := s.every(niceStep((s.Hi/2-s.Lo/2)/float64(n)*2, 1, 2, 5))
		if len(ticks) > 1 {
			return ticks
		}
	}
	return []Tick{{Value: s.Lo, Label: exact(s.Lo)}, {Value: s.Hi, Label: exact(s.Hi)}}
}

// Whole is Linear with ticks at whole numbers only, for counts.
type Whole struct{ Linear }

// Ticks returns multiples of 1, 2 or 5 times a power of ten that are whole.
func (s Whole) Ticks(most int) []Tick {
	for most = max(most, 1); ; most *= 2 {
		step := 1.0
		if span := s.Hi - s.Lo; span >= float64(most) {
			step = math.Max(1, niceStep(span/float64(most), 1, 2, 5))
		}
		if ticks := s.every(step); len(ticks) > 1 || step == 1 {
			return ticks
		}
	}
}

// Typed is Linear with ticks at given values, for few values that someone chose.
type Typed struct {
	Linear
	Values []float64 // ascending
}

// Ticks returns the given values between the ends, or the ticks of Linear where the given
// values would crowd. The room of a tick is that of a number of eight characters with its gap:
// shorter numbers stand closer.
func (s Typed) Ticks(most int) []Tick {
	const characters, between = 8, 2
	gap, longest := math.Inf(1), 0
	for i, v := range s.Values {
		if longest = max(longest, utf8.RuneCountInString(Number(v))); i > 0 {
			gap = math.Min(gap, v-s.Values[i-1])
		}
	}
	room := float64(max(most, 2)) * math.Max(1, characters/float64(longest+between))
	if len(s.Values) < 2 || (s.Hi-s.Lo)/gap > room {
		return s.Linear.Ticks(most)
	}
	var ticks []Tick
	for _, v := range s.Values {
		if s.Lo <= v && v <= s.Hi {
			ticks = append(ticks, Tick{Value: v, Label: Number(v)})
		}
	}
	return ticks
}

// every returns the multiples of a step, or none if the step is too small beside them for
// exact counting.
func (s Linear) every(step float64) []Tick {
	first, last := math.Ceil(s.Lo/step-1e-9), math.Floor(s.Hi/step+1e-9)
	if !(math.Max(math.Abs(first), math.Abs(last)) < 1e14) {
		return nil
	}
	var ticks []Tick
	for i := first; i <= last; i++ {
		v := min(max(i*step, s.Lo), s.Hi) // rounding must not exceed the ends
		ticks = append(ticks, Tick{Value: v, Label: label(v, step)})
	}
	return ticks
}

// niceStep returns the smallest of the given digits times a power of ten that
// is at least v.
func niceStep(v float64, digits ...float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, d := range digits {
		if d*power >= v*(1-1e-9) {
			return d * power
		}
	}
	return 10 * power
}

// label writes a multiple of step with the digits that step needs.
func label(v, step float64) string {
	if math.Abs(v) < step/2 {
		return "0"
	}
	if math.Abs(v) >= 1e6 || step < 1e-4 && math.Abs(v) < 0.1 {
		return scientific(v, step)
	}
	digits := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	return Minus(thousands(strconv.FormatFloat(v, 'f', digits, 64)))
}

// scientific writes v as a multiple of a power of ten, to step's precision.
func scientific(v, step float64) string {
	exp := math.Floor(math.Log10(math.Abs(v)) + 1e-9)
	digits := max(0, int(exp-math.Floor(math.Log10(step)+1e-9)))
	return times(strconv.FormatFloat(v, 'e', digits, 64))
}

// exact writes all digits of a number.
func exact(v float64) string {
	if v == 0 {
		return "0"
	}
	return times(strconv.FormatFloat(v, 'e', -1, 64))
}

// times writes a number like -1.5e+07 as a multiple of a power of ten.
func times(number string) string {
	mantissa, exponent, _ := strings.Cut(number, "e")
	exp, _ := strconv.Atoi(exponent) // strconv wrote it
	switch mantissa {
	case "1":
		return Power(exp)
	case "-1":
		return "−" + Power(exp)
	}
	if exp == 0 {
		return Minus(mantissa)
	}
	return Minus(mantissa) + "·" + Power(exp)
}

// thousands separates groups of three digits in numbers of five digits or more.
func thousands(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if len(whole) >= 5 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "\u2009" + whole[i:]
		}
	}
	if frac != "" {
		frac = "." + frac
	}
	return sign + whole + frac
}

// Minus replaces hyphens by minus signs.
func Minus(s string) string { return strings.ReplaceAll(s, "-", "−") }

// Power writes a power of ten as typeset markup: 0.01, 0.1, 1, 10, 100, 10^3, ...
func Power(exp int) string {
	switch exp {
	case -2:
		return "0.01"
	case -1:
		return "0.1"
	case 0:
		return "1"
	case 1:
		return "10"
	case 2:
		return "100"
	}
	return fmt.Sprintf("$10^{%d}$", exp)
}

// Thousands writes a count with its digits in groups of three.
func Thousands(n int) string { return Minus(thousands(strconv.Itoa(n))) }

// Number writes a value in at most four significant digits: 0.25, −3, 2.914e−8.
func Number(v float64) string {
	mantissa, exponent, ok := strings.Cut(strconv.FormatFloat(v, 'g', 4, 64), "e")
	if !ok {
		return Minus(mantissa)
	}
	exp, _ := strconv.Atoi(exponent) // strconv wrote it
	return Minus(mantissa + "e" + strconv.Itoa(exp))
}

// Raised writes an exponent in a plain text: −12 as ⁻¹².
func Raised(exponent string) string { return superscripts.Replace(exponent) }

var superscripts = strings.NewReplacer("-", "⁻", "−", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// Exact writes a value in full as a plain text: 0.25, −3, 10⁻⁶, 2.5·10⁻⁷.
func Exact(v float64) string {
	mantissa, exponent, ok := strings.Cut(strconv.FormatFloat(v, 'g', -1, 64), "e")
	if !ok {
		return Minus(mantissa)
	}
	exp, _ := strconv.Atoi(exponent) // strconv wrote it
	power := "10" + Raised(strconv.Itoa(exp))
	switch mantissa {
	case "1":
		return power
	case "-1":
		return Minus("-") + power
	}
	return Minus(mantissa) + "·" + power
}
