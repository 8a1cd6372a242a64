package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces/portable"
)

// MapAxis is a side of a HeatMap. Its cells have one size and are centred at the values,
// which are evenly spaced, evenly spaced in the logarithm, or any list.
type MapAxis struct {
	Name   string    // markup, as "lr" or "$β_1$"
	Values []float64 // finite, ascending
	Log    bool      // prefer the logarithm where the values leave the choice
}

// fewCells is the largest number of cells that each get a label where there is room.
const fewCells = 12

// Check returns an error for an axis whose values are not in order.
func (a MapAxis) Check(side string) error {
	if len(a.Values) == 0 {
		return fmt.Errorf("the %s axis of the map has no values", side)
	}
	for i, v := range a.Values {
		switch {
		case math.IsNaN(v) || math.IsInf(v, 0):
			return fmt.Errorf("value %d of the map's %s axis is %g", i, side, v)
		case i > 0 && v <= a.Values[i-1]:
			return fmt.Errorf("the values of the map's %s axis do not ascend: %g after %g", side, v, a.Values[i-1])
		}
	}
	return nil
}

// even returns the step between evenly spaced values: a difference, or a ratio if the
// values are evenly spaced in the logarithm.
func (a MapAxis) even() (step float64, log, ok bool) {
	n := len(a.Values)
	if n < 2 {
		return 0, false, false
	}
	if step, ok := evenStep(a.Values, func(v float64) float64 { return v }); ok && !(a.Log && n == 2) {
		return step, false, true
	}
	if a.Values[0] <= 0 {
		return 0, false, false
	}
	step, ok = evenStep(a.Values, math.Log)
	return portable.Exp(step), true, ok
}

// evenStep returns the mean step between warped values, and whether the values are evenly
// spaced up to the rounding of numbers with a few digits.
func evenStep(values []float64, warp func(float64) float64) (step float64, ok bool) {
	n := len(values)
	first := warp(values[0])
	step = (warp(values[n-1]) - first) / float64(n-1)
	for i, v := range values {
		if math.Abs(warp(v)-first-step*float64(i)) > 1e-2*step {
			return 0, false
		}
	}
	return step, true
}

// scale returns the scale of the axis, from the lower edge of its first cell to the upper
// edge of its last. The length limits the number of labels.
func (a MapAxis) scale(s *sheet.Sheet, length vg.Length, across bool) scale.Scale {
	step, log, ok := a.even()
	first, last := a.Values[0], a.Values[len(a.Values)-1]
	if ok && (len(a.Values) > fewCells || !a.hasShortLabels()) {
		if !log {
			return scale.Linear{Lo: first - step/2, Hi: last + step/2}
		}
		const leastNormal = 0x1p-1022 // smaller numbers have fewer digits
		if lo, hi := first/math.Sqrt(step), last*math.Sqrt(step); lo >= leastNormal && hi <= math.MaxFloat64 {
			return scale.Log{Lo: lo, Hi: hi}
		}
	}
	o := ordinal{values: a.Values, log: first > 0 && (log || a.Log)}
	labels := a.labels()
	need := 1.6 * sheet.TickSize * s.Unit
	if across {
		need = 0
		for _, l := range labels {
			need = max(need, s.Numeral(l).Width+7*s.Unit)
		}
	}
	every := max(1, int(math.Ceil(float64(need*vg.Length(len(labels))/length))))
	from := a.firstLabel(every)
	for i, v := range a.Values {
		t := scale.Tick{Value: v}
		if v == 0 && i == 0 || i >= from && (i-from)%every == 0 && (a.Values[0] != 0 || i >= every) { // 0 is no power of the others
			t.Label = labels[i]
		}
		o.ticks = append(o.ticks, t)
	}
	return o
}

// hasShortLabels reports whether all labels are short: numbers of two digits, or powers of
// two.
func (a MapAxis) hasShortLabels() bool {
	for _, v := range a.Values {
		two, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64) // strconv wrote it
		if f, _ := math.Frexp(v); f != 0.5 && math.Abs(two-v) > 1e-9*math.Abs(v) {
			return false
		}
	}
	return true
}

// firstLabel returns the index of the first value to label if only every so many values get
// a label. It chooses the index so that the value 1 gets a label.
func (a MapAxis) firstLabel(every int) int {
	for i, v := range a.Values {
		if v == 1 {
			return i % every
		}
	}
	return 0
}

// labels returns the values as markup, powers of two, but 1 and 2, or ten as powers.
func (a MapAxis) labels() []string {
	twos := 0
	for _, v := range a.Values {
		switch f, _ := math.Frexp(v); {
		case v == 0 || v == 1:
		case f == 0.5 && (v < 0.25 || v > 16): // 0.5 to 16 read better as numbers
			twos++
		case f != 0.5:
			twos = -len(a.Values)
		}
	}
	out := make([]string, len(a.Values))
	for i, v := range a.Values {
		out[i] = Brief(v, 3)
		if f, exp := math.Frexp(v); twos > 0 && f == 0.5 && v != 1 && v != 2 {
			out[i] = fmt.Sprintf("$2^{%d}$", exp-1)
		}
	}
	return out
}

// label writes value i as markup, with just enough digits to tell its cell from its
// neighbours.
func (a MapAxis) label(i int) string {
	if len(a.Values) <= fewCells {
		return a.labels()[i]
	}
	for digits := 2; ; digits++ {
		text := Brief(a.Values[i], digits)
		alone := func(j int) bool { return j < 0 || j >= len(a.Values) || Brief(a.Values[j], digits) != text }
		if digits == 6 || alone(i-1) && alone(i+1) {
			return text
		}
	}
}

// equals writes a value of the axis as an equation with the symbol in the axis's name or,
// without one, after the name.
func (a MapAxis) equals(value string) string {
	parts := strings.Split(a.Name, "$")
	if len(parts) != 3 {
		return a.Name + " " + value
	}
	return typeset.Math(parts[1]) + " = " + value
}

// Brief writes a value in a few significant digits, as markup.
func Brief(v float64, digits int) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e5 { // a whole number keeps all digits
		return scale.Minus(strconv.FormatFloat(v, 'f', 0, 64))
	}
	if a := math.Abs(v); v == 0 || a >= 1e-3*(1-1e-9) && a < 1e5 {
		f, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64) // strconv wrote it
		return scale.Minus(strconv.FormatFloat(f, 'f', -1, 64))
	}
	text := strconv.FormatFloat(v, 'e', digits-1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	exp, _ := strconv.Atoi(exponent) // strconv wrote it
	power := fmt.Sprintf("$10^{%d}$", exp)
	switch mantissa {
	case "1":
		return power
	case "-1":
		return "−" + power
	}
	return scale.Minus(mantissa) + "·" + power
}

// ordinal is the scale of a list of values. Each value has a cell of the same size. A number
// between two values lies between the middles of their cells.
type ordinal struct {
	values []float64
	log    bool
	ticks  []scale.Tick
}

// At implements scale.Scale.
func (o ordinal) At(v float64) float64 {
	n := len(o.values)
	if n == 1 {
		switch {
		case v < o.values[0]:
			return -1
		case v > o.values[0]:
			return 2
		}
		return 0.5
	}
	if o.log && v <= 0 {
		return -1
	}
	i := 0
	for i < n-2 && v >= o.values[i+1] {
		i++
	}
	lo, hi := o.values[i], o.values[i+1]
	part := (v - lo) / (hi - lo)
	if o.log {
		part = math.Log(v/lo) / math.Log(hi/lo)
	}
	return min(max((float64(i)+0.5+part)/float64(n), -1), 2)
}

// Ends returns the first and the last value.
func (o ordinal) Ends() (lo, hi float64) { return o.values[0], o.values[len(o.values)-1] }

// Ticks implements scale.Scale and returns the ticks chosen when the scale was made.
func (o ordinal) Ticks(int) []scale.Tick { return o.ticks }

// cellEdges returns the n+1 edges of n cells of equal size.
func cellEdges(lo, hi vg.Length, n int) []vg.Length {
	out := make([]vg.Length, n+1)
	for i := range out {
		out[i] = lo + (hi-lo)*vg.Length(i)/vg.Length(n)
	}
	return out
}

// describe names the axis and its first and last value.
func (a MapAxis) describe(l words.Language) string {
	return l.FromTo(sheet.Plain(a.Name), a.Values[0], a.Values[len(a.Values)-1])
}

// at names value i of the axis.
func (a MapAxis) at(l words.Language, i int) string {
	return sheet.Plain(a.Name) + " " + l.Number(a.Values[i])
}
