package catalog

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Interval is a set of numbers written as in mathematics: [0,1), (0,inf).
type Interval struct {
	low, high         float64
	openLow, openHigh bool
	text              string
}

// allNumbers holds all finite numbers.
var allNumbers = Interval{low: math.Inf(-1), high: math.Inf(1)}

// parseInterval reads an interval; the empty text stands for all finite numbers.
func parseInterval(s string) (Interval, error) {
	if s == "" {
		return allNumbers, nil
	}
	bad := fmt.Errorf("interval %q is not like [0,1)", s)
	low, high, ok := strings.Cut(s, ",")
	if !ok || len(low) < 2 || len(high) < 2 {
		return Interval{}, bad
	}
	end := len(high) - 1
	if !strings.Contains("[(", low[:1]) || !strings.Contains("])", high[end:]) {
		return Interval{}, bad
	}
	l, errLow := strconv.ParseFloat(low[1:], 64)
	h, errHigh := strconv.ParseFloat(high[:end], 64)
	if errLow != nil || errHigh != nil || !(l < h) {
		return Interval{}, bad
	}
	return Interval{l, h, low[0] == '(', high[end] == ')', s}, nil
}

// MustInterval reads an interval from this program's source, and panics where the text is
// wrong.
func MustInterval(s string) Interval {
	in, err := parseInterval(s)
	if err != nil {
		panic(err)
	}
	return in
}

// Check refuses a number outside the interval.
func (in Interval) Check(v float64) error {
	above := v > in.low || v == in.low && !in.openLow
	below := v < in.high || v == in.high && !in.openHigh
	if above && below {
		return nil
	}
	return fmt.Errorf("must be in %s", in.text)
}

func (in Interval) String() string { return in.text }

// The intervals that the numbers of a Spec must lie in.
var (
	Rates       = MustInterval("(0,inf)")
	Lengths     = MustInterval("[0,10000000]")
	Replicates  = MustInterval("[1,1000000]")
	NotNegative = MustInterval("[0,inf)")
)

// CheckSide refuses a side of a window that is empty, so wide that places within it overflow, or
// so narrow that neighbouring pixels would have the same coordinate.
func CheckSide(low, high float64) error {
	const places = 1e5 // more than a map has pixels or samples
	what := ""
	switch width := high - low; {
	case !(low < high):
		what = "must be below"
	case math.IsInf(width*places, 0):
		what = "is too far from"
	case width < 1e-9*max(math.Abs(low), math.Abs(high)):
		what = "is too close to"
	default:
		return nil
	}
	return fmt.Errorf("%s %s %s", FormatNumber(low), what, FormatNumber(high))
}
