package spec

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// interval is a set of numbers written as in mathematics: [0,1), (0,inf).
type interval struct {
	low, high         float64
	openLow, openHigh bool
	text              string
}

// everything holds all finite numbers.
var everything = interval{low: math.Inf(-1), high: math.Inf(1)}

// parseInterval reads an interval; the empty text is everything.
func parseInterval(s string) (interval, error) {
	if s == "" {
		return everything, nil
	}
	bad := fmt.Errorf("interval %q is not like [0,1)", s)
	low, high, ok := strings.Cut(s, ",")
	if !ok || len(low) < 2 || len(high) < 2 {
		return interval{}, bad
	}
	end := len(high) - 1
	if !strings.Contains("[(", low[:1]) || !strings.Contains("])", high[end:]) {
		return interval{}, bad
	}
	l, errLow := strconv.ParseFloat(low[1:], 64)
	h, errHigh := strconv.ParseFloat(high[:end], 64)
	if errLow != nil || errHigh != nil || !(l < h) {
		return interval{}, bad
	}
	return interval{l, h, low[0] == '(', high[end] == ')', s}, nil
}

// mustInterval reads an interval that this program wrote itself.
func mustInterval(s string) interval {
	in, err := parseInterval(s)
	if err != nil {
		panic(err)
	}
	return in
}

// check refuses numbers outside the interval.
func (in interval) check(v float64) error {
	above := v > in.low || v == in.low && !in.openLow
	below := v < in.high || v == in.high && !in.openHigh
	if above && below {
		return nil
	}
	return fmt.Errorf("must be in %s", in.text)
}

func (in interval) String() string { return in.text }

// What the numbers of a Spec may be.
var (
	rates       = mustInterval("(0,inf)")
	lengths     = mustInterval("[0,10000000]")
	replicates  = mustInterval("[1,1000000]")
	notNegative = mustInterval("[0,inf)")
)

// checkSide refuses a side of a window that is empty, whose width is no number,
// or in which neighbouring pixels would have the same coordinate.
func checkSide(low, high float64) error {
	what := ""
	switch width := high - low; {
	case !(low < high):
		what = "must be below"
	case math.IsInf(width, 0):
		what = "is too far from"
	case width < 1e-9*max(math.Abs(low), math.Abs(high)):
		what = "is too close to"
	default:
		return nil
	}
	return fmt.Errorf("%s %s %s", formatNumber(low), what, formatNumber(high))
}
