package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/number"
)

// ParseNumber reads a finite number.
func ParseNumber(s string) (float64, error) { return number.Parse(s) }

// ParseNumbers reads finite numbers separated by commas.
func ParseNumbers(s string) ([]float64, error) {
	var vs []float64
	for part := range strings.SplitSeq(s, ",") {
		v, err := ParseNumber(strings.TrimSpace(part))
		if err != nil && strings.ContainsAny(part, "()[]{}") {
			return nil, fmt.Errorf("%s: numbers are written without brackets, as in 0.5,1", printing.Quote(part))
		}
		if err != nil && strings.ContainsAny(strings.TrimSpace(part), "; /") {
			return nil, fmt.Errorf("%s: numbers are written with commas between them, as in 0.5,1", printing.Quote(part))
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", printing.Quote(part), err)
		}
		vs = append(vs, v)
	}
	return vs, nil
}

// PointHint returns a hint for a message about got numbers where want are wanted: twice as
// many suggest decimal commas. It returns "" for other numbers.
func PointHint(got, want int) string {
	if got == 2*want {
		return "; a decimal sign is a point, as in 0.5"
	}
	return ""
}

// ParseWhole reads a whole number, such as 1000 or 1e3.
func ParseWhole(s string) (int, error) { return number.Whole(s) }

// ParseBool reads true or false.
func ParseBool(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, errors.New("must be true or false")
}

// ParseWholes reads whole numbers separated by commas.
func ParseWholes(s string) ([]int, error) {
	var vs []int
	for part := range strings.SplitSeq(s, ",") {
		v, err := ParseWhole(strings.TrimSpace(part))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", printing.Quote(part), err)
		}
		vs = append(vs, v)
	}
	return vs, nil
}

// FormatNumber returns the shortest text that parses to v.
func FormatNumber(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// JoinNumbers writes numbers as a flag takes them, separated by commas.
func JoinNumbers(vs []float64) string {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = FormatNumber(v)
	}
	return strings.Join(texts, ",")
}

// JoinWholes writes whole numbers as a flag takes them, separated by commas.
func JoinWholes(vs []int) string {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = strconv.Itoa(v)
	}
	return strings.Join(texts, ",")
}

// Count writes a number with a noun: 1 step, 2 steps.
func Count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// ParseSeed reads a seed, a whole number of 64 bits without a sign.
func ParseSeed(s string) (uint64, error) {
	v, err := strconv.ParseUint(s, 10, 64)
	if k, e := ParseWhole(s); err != nil && e == nil && k >= 0 { // as 1e3
		return uint64(k), nil
	}
	if err != nil {
		return 0, errors.New("must be a whole number from 0 to 18446744073709551615")
	}
	return v, nil
}

// CheckOneRate returns an error for a text of several rates, with a hint how several rates
// are compared; nil for any other text.
func CheckOneRate(text string) error {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",/:; ", r) })
	for _, part := range parts {
		if _, err := ParseNumber(part); err != nil {
			return nil
		}
	}
	if len(parts) < 2 || number.HasComma(text) {
		return nil
	}
	return fmt.Errorf("one rate is wanted: for several repeat --optimizer, as in --optimizer sgd:lr=%s --optimizer sgd:lr=%s, or use optviz sweep --x lr=%s", parts[0], parts[1], strings.Join(parts, "/"))
}
