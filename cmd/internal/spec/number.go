package spec

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/number"
)

// parseNumber reads a finite number.
func parseNumber(s string) (float64, error) { return number.Parse(s) }

// parseNumbers reads finite numbers between commas.
func parseNumbers(s string) ([]float64, error) {
	var vs []float64
	for part := range strings.SplitSeq(s, ",") {
		v, err := parseNumber(strings.TrimSpace(part))
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

// pointHint is added where there are twice the numbers that are wanted.
func pointHint(got, want int) string {
	if got == 2*want {
		return "; a decimal sign is a point, as in 0.5"
	}
	return ""
}

// parseWhole reads a whole number, as 1000 or 1e3.
func parseWhole(s string) (int, error) { return number.Whole(s) }

// parseTruth reads a truth value.
func parseTruth(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, errors.New("must be true or false")
}

// parseWholes reads whole numbers between commas.
func parseWholes(s string) ([]int, error) {
	var vs []int
	for part := range strings.SplitSeq(s, ",") {
		v, err := parseWhole(strings.TrimSpace(part))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", printing.Quote(part), err)
		}
		vs = append(vs, v)
	}
	return vs, nil
}

// formatNumber is the shortest text that reads back as v.
func formatNumber(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// joinNumbers writes numbers as a flag takes them.
func joinNumbers(vs []float64) string {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = formatNumber(v)
	}
	return strings.Join(texts, ",")
}

// joinWholes writes whole numbers as a flag takes them.
func joinWholes(vs []int) string {
	texts := make([]string, len(vs))
	for i, v := range vs {
		texts[i] = strconv.Itoa(v)
	}
	return strings.Join(texts, ",")
}

// count counts things in words.
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// parseSeed reads a seed.
func parseSeed(s string) (uint64, error) {
	v, err := strconv.ParseUint(s, 10, 64)
	if k, e := parseWhole(s); err != nil && e == nil && k >= 0 { // as 1e3
		return uint64(k), nil
	}
	if err != nil {
		return 0, errors.New("must be a whole number from 0 to 18446744073709551615")
	}
	return v, nil
}

// severalRates tells how several rates are compared, where a text is that; nil where
// it is not.
func severalRates(text string) error {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",/:; ", r) })
	for _, part := range parts {
		if _, err := parseNumber(part); err != nil {
			return nil
		}
	}
	if len(parts) < 2 || number.HasComma(text) {
		return nil
	}
	return fmt.Errorf("one rate is wanted: for several repeat --optimizer, as in --optimizer sgd:lr=%s --optimizer sgd:lr=%s, or use optviz sweep --x lr=%s", parts[0], parts[1], strings.Join(parts, "/"))
}
