package document

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/yamltree"
	"github.com/optviz/optviz/render/scale"
)

// AxisRange holds the low and the high end of an axis. An infinite end follows the values; nil: both do.
type AxisRange []float64

// openRange returns a range of which both ends follow the values.
func openRange() AxisRange { return AxisRange{math.Inf(-1), math.Inf(1)} }

// errNoEnd is the error of a range of which both ends follow the values.
var errNoEnd = errors.New("a range has at least one end, as in 0: or :50")

// parseAxisRange reads LO:HI, of which one end may be left out.
func parseAxisRange(text string) (AxisRange, error) {
	typed := strings.Split(text, ":")
	if len(typed) != 2 {
		return nil, fmt.Errorf("%s is no range: that is LO:HI, as in 0:50", printing.Quote(strings.TrimSpace(text)))
	}
	r := openRange()
	for i, end := range typed {
		if isBlank(end) {
			continue
		}
		var err error
		if r[i], err = catalog.ParseNumber(strings.TrimSpace(end)); err != nil {
			return nil, fmt.Errorf("%s: %w", printing.Quote(end), err)
		}
	}
	if isBlank(typed[0]) && isBlank(typed[1]) {
		return nil, errNoEnd
	}
	return r, nil
}

// setAxisRange stores a list of two numbers, or a range as the flag takes it.
func setAxisRange(r *AxisRange, key string, n yamltree.Node) (err error) {
	switch n.Kind {
	case yamltree.Scalar:
		*r, err = parseAxisRange(n.Text)
	case yamltree.List:
		return setRangeEnds(r, key, n)
	default:
		err = errNoRange
	}
	if err != nil {
		return n.Place.Errorf("%s: %w", key, err)
	}
	return nil
}

// errNoRange is the error of a value that is no range.
var errNoRange = errors.New("two numbers are wanted, as in [0, 50], or one end, as in \"0:\"")

// setRangeEnds stores a list of two numbers, of which one may be null: that end follows the values.
func setRangeEnds(r *AxisRange, key string, n yamltree.Node) error {
	if len(n.Items) != 2 {
		return n.Place.Errorf("%s: %w, not %s", key, errNoRange, catalog.Count(len(n.Items), "value"))
	}
	*r = openRange()
	for i, item := range n.Items {
		switch item.Kind {
		case yamltree.Null:
			continue
		case yamltree.List, yamltree.Mapping:
			return item.Place.Errorf("%s: %w", key, errNoRange)
		}
		v, err := catalog.ParseNumber(item.Text)
		if err != nil {
			return item.Place.Errorf("%s: %s: %w", key, printing.Quote(item.Text), err)
		}
		(*r)[i] = v
	}
	if math.IsInf((*r)[0], 0) && math.IsInf((*r)[1], 0) {
		return n.Place.Errorf("%s: %w", key, errNoEnd)
	}
	return nil
}

// String returns the range as the flag takes it.
func (r AxisRange) String() string {
	var ends []string
	for _, v := range r {
		end := ""
		if !math.IsInf(v, 0) {
			end = catalog.FormatNumber(v)
		}
		ends = append(ends, end)
	}
	return strings.Join(ends, ":")
}

// yaml returns the range as a file has it.
func (r AxisRange) yaml() string {
	if r.IsOpen() {
		return fmt.Sprintf("%q", r.String())
	}
	return "[" + strings.ReplaceAll(catalog.JoinNumbers(r), ",", ", ") + "]"
}

// IsOpen reports whether an end follows the values.
func (r AxisRange) IsOpen() bool {
	for _, v := range r {
		if math.IsInf(v, 0) {
			return true
		}
	}
	return len(r) != 2
}

// EndsOr returns the ends, in place of one that follows the values another one.
func (r AxisRange) EndsOr(lo, hi float64) (low, high float64) {
	if len(r) != 2 {
		return lo, hi
	}
	if !math.IsInf(r[0], 0) {
		lo = r[0]
	}
	if !math.IsInf(r[1], 0) {
		hi = r[1]
	}
	return lo, hi
}

// check refuses a range without two ascending ends that an axis of the kind can have.
func (r AxisRange) check(kind scale.Kind) error {
	switch {
	case len(r) == 0:
		return nil
	case r[0] > r[1]:
		return fmt.Errorf("the range is the wrong way round (did you mean %s:%s?)", catalog.FormatNumber(r[1]), catalog.FormatNumber(r[0]))
	}
	lo, hi := r.EndsOr(math.NaN(), math.NaN())
	for _, end := range []float64{lo, hi} {
		if kind == scale.AsLog && end <= 0 {
			return fmt.Errorf("%s is no end of a logarithmic axis: it must be above 0; symmetric takes any", catalog.FormatNumber(end))
		}
	}
	if r.IsOpen() {
		return nil
	}
	return catalog.CheckSide(lo, hi)
}
