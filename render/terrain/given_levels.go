package terrain

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// Levels holds the contours that are wanted of a map: a number of them, evenly spread over the
// colour bar, or their values as the colour bar has them. The zero value leaves them to the map.
type Levels struct {
	Count int
	At    []float64 // ascending, above 0 where the colour bar is logarithmic
}

// MostLevels is the largest number of contours of a map that can be told apart.
const MostLevels = 100

// Check returns an error for levels that no map can have.
func (l Levels) Check() error {
	switch n := max(l.Count, len(l.At)); {
	case l.Count < 0:
		return fmt.Errorf("%d levels: a number of levels must be at least 1", l.Count)
	case l.Count > 0 && len(l.At) > 0:
		return fmt.Errorf("a number of levels, %d, and the levels %v: one of them", l.Count, l.At)
	case n > MostLevels:
		return fmt.Errorf("%d levels are too many to tell apart: at most %d", n, MostLevels)
	}
	for i, v := range l.At {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("level %d is %g, must be a finite number", i+1, v)
		}
		if i > 0 && v <= l.At[i-1] {
			sorted := slices.Compact(slices.Sorted(slices.Values(l.At)))
			return fmt.Errorf("levels ascend, but %g comes after %g (did you mean %s?)", v, l.At[i-1], strings.Trim(strings.ReplaceAll(fmt.Sprint(sorted), " ", ","), "[]"))
		}
	}
	return nil
}

// LevelsError reports that none of the levels that are wanted lies within a map.
type LevelsError struct{ Low, High float64 }

// Error returns that none of the levels lies within the map, and from where to where its values go.
func (e *LevelsError) Error() string {
	return fmt.Sprintf("none of the levels lies within the map, whose values go from %s to %s", scale.Number(e.Low), scale.Number(e.High))
}

// SetLevels gives the map the levels that are wanted. A logarithmic colour bar reaches down to the
// lowest of them.
func (f *Map) SetLevels(l Levels) {
	usual := f.Levels
	switch {
	case f.Flat:
	case l.Count > 0:
		f.Levels, f.usualLevels = f.spreadLevels(l.Count), usual
	case len(l.At) > 0:
		f.givenTicks, f.Levels, f.usualLevels = l.At, make([]float64, len(l.At)), usual
		for i, v := range l.At {
			f.Levels[i] = v + f.Offset
		}
		f.reachDown(l.At[0])
	}
}

// isGiven reports whether the levels of the map were given.
func (f *Map) isGiven() bool { return f.usualLevels != nil }

// CheckLevels returns a LevelsError where none of the levels that are wanted lies within the map.
func (f *Map) CheckLevels(l Levels) error {
	if len(l.At) == 0 {
		return nil
	}
	e := scale.NewExtent(f.Values...)
	for _, v := range l.At {
		if at := v + f.Offset; at >= e.Lo && at <= e.Hi {
			return nil
		}
	}
	return &LevelsError{e.Lo - f.Offset, e.Hi - f.Offset}
}

// spreadLevels returns n levels at even distances on the colour bar.
func (f *Map) spreadLevels(n int) []float64 {
	levels := make([]float64, n)
	for i := range levels {
		levels[i] = scale.ValueAt(f.Bar, (float64(i)+0.5)/float64(n)) + f.Offset
	}
	return levels
}

// reachDown lowers the low end of a logarithmic colour bar to a level below it, and with it the
// height below which contours are no longer told apart.
func (f *Map) reachDown(level float64) {
	bar, log := f.Bar.(scale.Log)
	if !log || !(level > 0) || level >= bar.Lo {
		return
	}
	bar.Lo = level
	f.Bar = bar
	infimum, floor := f.Offset, level/10
	f.Warp = func(v float64) float64 { return math.Log(math.Max(v-infimum, floor)) }
}

// BarTicks returns the ticks of the colour bar: at the levels that were given, as far as there is
// room for their numbers, and otherwise at round values.
func (f *Map) BarTicks(most int) []scale.Tick {
	if len(f.givenTicks) == 0 {
		return f.Bar.Ticks(most)
	}
	apart, last := 0.5/float64(max(most, 1)), math.Inf(-1)
	var ticks []scale.Tick
	for _, t := range (scale.Ticked{Scale: f.Bar, Values: f.givenTicks}).Ticks(most) {
		at := f.Bar.At(t.Value)
		if at < 0 || at > 1 {
			continue
		}
		if at < last+apart {
			t.Label = ""
		} else {
			last = at
		}
		ticks = append(ticks, t)
	}
	return ticks
}
