package catalog

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/surfaces/number"
)

// Axis is one axis of a sweep: the key that changes along the axis, and the key's values.
type Axis struct {
	Key    string
	Values []float64
	Log    bool

	isRange bool // and not values that the user wrote one by one
}

// usualValues is the number of values of a range LO:HI that states none.
const usualValues = 64

// MaxCells is the largest number of cells of a sweep or basin map; the rows of its CSV
// take some hundred megabytes then.
const MaxCells = 4_000_000

// ParseAxis reads KEY=LO:HI[:log|lin][:N], KEY=LO:HI:1-2-5 or KEY=v1/v2/v3. A range of
// learning rates is logarithmic unless the text says lin; every other range is linear
// unless the text says log.
func ParseAxis(s string) (Axis, error) {
	key, text, ok := strings.Cut(s, "=")
	a := Axis{Key: strings.TrimSpace(key)}
	if !ok || a.Key == "" {
		return a, errors.New("is not like lr=1e-4:1:log:64 or batch=1/2/4/8")
	}
	var err error
	if a.isRange = strings.Contains(text, ":"); a.isRange {
		a.Log = strings.EqualFold(a.Key, "lr")
		err = a.setRange(strings.Split(text, ":"))
	} else {
		err = a.setList(strings.Split(text, "/"))
	}
	return a, err
}

// setRange reads LO, HI and, in any order, the scale and the number of values.
func (a *Axis) setRange(parts []string) error {
	n, counted, scaled, round := usualValues, false, false, false
	for i, part := range parts {
		switch part = strings.ToLower(strings.TrimSpace(part)); {
		case i < 2:
			v, err := ParseNumber(part)
			if err != nil {
				return fmt.Errorf("%s: %w", printing.Quote(part), err)
			}
			a.Values = append(a.Values, v)
		case !scaled && (part == "log" || part == "lin"):
			scaled, a.Log = true, part == "log"
		case !scaled && !counted && part == "1-2-5":
			scaled, counted, round, a.Log = true, true, true, true
		case !counted:
			v, err := ParseWhole(part)
			if err != nil {
				return fmt.Errorf("%s: %w; after LO:HI come log or lin and how many values", printing.Quote(part), err)
			}
			n, counted = v, true
		default:
			return fmt.Errorf("%s is too much: a range is LO:HI:log:64, LO:HI:lin:64 or LO:HI", printing.Quote(part))
		}
	}
	low, high := a.Values[0], a.Values[1]
	switch {
	case !(low < high):
		return orderError(low, high)
	case a.Log && low <= 0:
		return fmt.Errorf("%s is no start of a log range: it must be above 0; lin takes any", FormatNumber(low))
	case n < 2 || n > MaxCells:
		return fmt.Errorf("%d values: must be in [2,%d]", n, MaxCells)
	case !a.Log && math.IsInf(high-low, 0):
		return fmt.Errorf("%s is too far from %s", FormatNumber(low), FormatNumber(high))
	}
	if round {
		a.Values = series125(low, high)
		if len(a.Values) == 0 {
			return fmt.Errorf("there is no 1, 2 or 5 of any power of ten from %s to %s", FormatNumber(low), FormatNumber(high))
		}
		return nil
	}
	a.Values = SpacedValues(low, high, n, a.Log)
	if len(slices.Compact(slices.Clone(a.Values))) < n {
		return fmt.Errorf("%s is too close to %s for %d values", FormatNumber(low), FormatNumber(high), n)
	}
	return nil
}

// orderError returns the error of a range whose ends do not ascend; the message shows how
// to write the range.
func orderError(low, high float64) error {
	from, to := FormatNumber(low), FormatNumber(high)
	if low == high {
		return fmt.Errorf("the range from %s to %s has no width; one value is written alone: %s", from, to, from)
	}
	return fmt.Errorf("the range begins at %s, which must be below its end %s: write %s:%s", from, to, to, from)
}

// setList reads the values of an axis that are written one by one, in ascending order.
func (a *Axis) setList(parts []string) error {
	for _, part := range parts {
		v, err := ParseNumber(strings.TrimSpace(part))
		if _, several := ParseNumbers(part); err != nil && several == nil && !number.HasComma(part) {
			return fmt.Errorf("%s: values are written with / between them, as in 0.1/0.2", printing.Quote(part))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", printing.Quote(part), err)
		}
		if n := len(a.Values); n > 0 && !(v > a.Values[n-1]) {
			return fmt.Errorf("%s does not follow %s: values are written in ascending order", FormatNumber(v), FormatNumber(a.Values[n-1]))
		}
		a.Values = append(a.Values, v)
	}
	a.Log = evenInLog(a.Values)
	return nil
}

// evenInLog reports whether ascending values are spaced more evenly on a logarithmic axis
// than on a linear one.
func evenInLog(values []float64) bool {
	n := len(values)
	if n < 3 || values[0] <= 0 {
		return false
	}
	var lin, log float64 // the largest gap over the smallest
	gap := func(of func(i int) float64) float64 {
		low, high := math.Inf(1), 0.0
		for i := range n - 1 {
			low, high = min(low, of(i)), max(high, of(i))
		}
		return high / low
	}
	lin = gap(func(i int) float64 { return values[i+1] - values[i] })
	log = gap(func(i int) float64 { return math.Log(values[i+1] / values[i]) })
	return log < lin
}

// SpacedValues returns n values from low to high, both included, evenly spaced on a linear
// or logarithmic axis. It rounds to 15 digits: 0.001 and not 0.0010000000000000002.
func SpacedValues(low, high float64, n int, log bool) []float64 {
	values := make([]float64, n)
	for i := range values {
		t := float64(i) / float64(n-1)
		v := low + (high-low)*t
		if math.Abs(v) < 1e-15*(high-low) {
			v = 0
		}
		switch {
		case log && math.IsInf(high/low, 0):
			v = math.Pow(low, 1-t) * math.Pow(high, t)
		case log:
			v = low * math.Pow(high/low, t)
		}
		values[i] = digits15(v)
	}
	values[0], values[n-1] = low, high
	return values
}

// series125 returns the numbers 1, 2 and 5 times a power of ten from low to high.
func series125(low, high float64) []float64 {
	var values []float64
	for e := int(math.Floor(math.Log10(low))) - 1; e <= int(math.Ceil(math.Log10(high))); e++ {
		for _, m := range []string{"1e", "2e", "5e"} {
			if v, err := strconv.ParseFloat(m+strconv.Itoa(e), 64); err == nil && v >= low && v <= high {
				values = append(values, v)
			}
		}
	}
	return values
}

// digits15 rounds v to 15 significant digits.
func digits15(v float64) float64 {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return short
}

// RoundToWhole rounds the values of a range for a key that takes only whole numbers, and
// drops values that become equal. It refuses other values that a user wrote one by one.
func (a *Axis) RoundToWhole() error {
	for i, v := range a.Values {
		if _, err := number.WholeOf(v); err != nil && !a.isRange {
			return fmt.Errorf("%s: %w", FormatNumber(v), err)
		}
		a.Values[i] = math.Round(v)
	}
	a.Values = slices.Compact(a.Values)
	return nil
}
