package catalog

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// Limits of a figure, which keep a slip of the finger from filling the memory.
const (
	maxSide   = 20_000      // pixels
	maxPixels = 100_000_000 // in total
)

// units lists the units of lengths on paper, with how many make an inch.
var units = []struct {
	name    string
	perInch float64
	digits  int // decimals of a length in a message
}{{"in", 1, 2}, {"cm", 2.54, 1}, {"mm", 25.4, 0}, {"pt", 72, 0}}

// HasUnit reports whether a size is in a unit of length and not in pixels.
func HasUnit(size string) bool { return unitOf(strings.ToLower(strings.TrimSpace(size))) >= 0 }

// unitOf returns the index in units of the unit that a length ends with; -1 where it has
// none.
func unitOf(length string) int {
	for i, u := range units {
		if strings.HasSuffix(length, u.name) {
			return i
		}
	}
	return -1
}

// SplitSize splits a size into its width and height, as typed: 1600x900, 16cm x 9cm,
// 800pxx600px. The first x between two numbers parts them.
func SplitSize(size string) (width, height string, ok bool) {
	size = strings.ToLower(strings.TrimSpace(size))
	number := false // whether a number has begun
	for i, r := range size {
		switch {
		case r == '\n':
			return "", "", false
		case strings.ContainsRune("0123456789.", r):
			number = true
		case number && (r == 'x' || r == '×'):
			height = strings.TrimLeft(size[i+utf8.RuneLen(r):], blanks)
			if height != "" && strings.Contains("-+.0123456789", height[:1]) && !strings.Contains(height, "\n") {
				return strings.TrimSpace(size[:i]), height, true
			}
		}
	}
	return "", "", false
}

// blanks are the characters between words on a command line.
const blanks = " \t\n\f\r"

// splitProportion splits a proportion such as 16:9.
func splitProportion(s string) (width, height string, ok bool) {
	width, height, ok = strings.Cut(s, ":")
	width, height = strings.Trim(width, blanks), strings.Trim(height, blanks)
	return width, height, ok && isSmall(width) && isSmall(height)
}

// isSmall reports whether a text is a whole number from 1 to 99.
func isSmall(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 1 && n <= 99 && strconv.Itoa(n) == s
}

// ParseSize reads a width and a height and returns them in whole pixels. 1600x900 is in
// pixels; 16cmx9cm is converted at dpi dots per inch.
func ParseSize(s string, dpi float64) (w, h float64, err error) {
	width, height, ok := SplitSize(s)
	if !ok {
		if width, height, ok := splitProportion(s); ok {
			return 0, 0, fmt.Errorf("is a proportion, not a size: %[1]s00x%[2]s00 or %[1]scmx%[2]scm have it", width, height)
		}
		return 0, 0, errors.New("is not like 1600x900 or 16cmx9cm")
	}
	if u := unitOf(height); u >= 0 && unitOf(width) < 0 {
		return 0, 0, fmt.Errorf("a unit is wanted on both sides: %s%sx%s", width, units[u].name, height)
	}
	if u := unitOf(width); u >= 0 && unitOf(height) < 0 {
		return 0, 0, fmt.Errorf("a unit is wanted on both sides: %sx%s%s", width, height, units[u].name)
	}
	if w, err = parseLength(width, dpi); err != nil {
		return 0, 0, err
	}
	if h, err = parseLength(height, dpi); err != nil {
		return 0, 0, err
	}
	if w > maxSide || h > maxSide || w*h > maxPixels {
		return 0, 0, fmt.Errorf("is more than %d pixels a side or %d million in total", maxSide, maxPixels/1_000_000)
	}
	return w, h, nil
}

// parseLength reads one side of a figure and returns the length in whole pixels.
func parseLength(s string, dpi float64) (float64, error) {
	number, scale := strings.TrimSuffix(s, "px"), 1.0
	if u := unitOf(s); u >= 0 {
		number, scale = strings.TrimSuffix(s, units[u].name), dpi/units[u].perInch
	}
	v, err := ParseNumber(strings.TrimSpace(number))
	if err != nil && endsInLetter(number) {
		return 0, fmt.Errorf("%s: unknown unit; choose from px, cm, mm, in, pt", printing.Quote(s))
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", printing.Quote(s), err)
	}
	pixels := math.Round(v * scale)
	if !(pixels >= 1) {
		return 0, fmt.Errorf("%s: must be at least one pixel", printing.Quote(s))
	}
	return pixels, nil
}

// endsInLetter reports whether a text that should be a number ends in the name of a unit.
func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

// InUnitOf writes a length of pixels in the unit of side, a length as it was typed; round
// rounds the length to the decimals of the unit.
func InUnitOf(side string, pixels, dpi float64, round func(float64) float64) string {
	u := unitOf(side)
	if u < 0 {
		return fmt.Sprintf("%g", pixels)
	}
	scale := math.Pow(10, float64(units[u].digits))
	return fmt.Sprintf("%g%s", round(pixels/dpi*units[u].perInch*scale)/scale, units[u].name)
}
