package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// ramp maps a range of values to colours.
type ramp struct {
	scale.Scale
	colours sheet.Ramp
	name    string // markup, above the bar
	capped  bool   // the highest value stands for all above it

	hatchNever bool // cells without an answer are hatched: a colour looks like theirs
}

// rampFor returns the ramp of some values in colours. The ramp is logarithmic where the values span a
// decade, logarithmic in both directions from 0 where they have both signs and are far
// apart, and otherwise even. Infinite values and NaN have no colour.
func rampFor(name string, colours sheet.Ramp, values []float64) ramp {
	finite := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	r := ramp{colours: colours, name: name}
	if len(finite) == 0 {
		r.Scale = scale.Linear{Lo: 0, Hi: 1}
		return r
	}
	slices.Sort(finite)
	lo, hi := finite[0], finite[len(finite)-1]
	if usual := finite[(len(finite)-1)*9/10]; usual > 0 && hi > 1e2*usual {
		hi, r.capped = math.Pow(10, math.Ceil(math.Log10(1e1*usual))), true
	}
	if usual := finite[len(finite)/100]; usual > 0 && lo >= 0 && lo < 1e-2*usual { // very low values of a few cells must not use up the colours
		lo = math.Pow(10, math.Floor(math.Log10(0.3*usual)))
		if lo > scale.LeastFloor && hi >= 10*lo {
			r.Scale = scale.Log{Lo: lo, Hi: hi, Floor: true}
			return r
		}
	}
	switch {
	case lo >= 0 && hi >= 10*math.Max(lo, scale.LeastFloor):
		r.Scale = scale.Log{Lo: lo, Hi: hi}
		if lo < scale.LeastFloor {
			r.Scale = scale.Log{Lo: scale.LeastFloor, Hi: hi, Floor: true}
		}
	case lo < 0:
		r.Scale = scale.BothSigns(lo, hi)
	case lo == hi:
		r.Scale = scale.Linear{Lo: lo - math.Max(1, lo/10), Hi: hi + math.Max(1, hi/10)}
	default:
		r.Scale = scale.Linear{Lo: lo, Hi: hi}
	}
	return r
}

// level returns the index of the colour of a finite value.
func (r ramp) level(v float64) int {
	top := float64(len(r.colours) - 1)
	return int(math.Round(min(max(r.At(v), 0), 1) * top))
}

// Ticks implements scale.Scale. The top label of a capped ramp is marked "≥".
func (r ramp) Ticks(most int) []scale.Tick {
	ticks := slices.Clone(r.Scale.Ticks(most))
	if last := len(ticks) - 1; r.capped && last >= 0 {
		if ticks[last].Label == "" {
			ticks[last].Label = Brief(ticks[last].Value, 1)
		}
		ticks[last].Label = "≥ " + ticks[last].Label
		for i := last - 1; i >= 0 && r.At(ticks[i].Value) > 1-1/float64(max(most, 2)); i-- {
			ticks[i].Label = "" // too near the top label
		}
	}
	return ticks
}

// rampRoom returns the room that the bar of a ramp needs right of its panels.
func rampRoom(s *sheet.Sheet, r ramp, height vg.Length) vg.Length {
	ticks := r.Ticks(s.MostY(sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{Y: height}}}))
	room := s.WidestLabel(ticks) + (landscape.BarWidth+sheet.TickLength+sheet.TickGap)*s.Unit
	name, upright := rampName(s, r)
	if upright {
		return landscape.BarGap*s.Unit + room + 1.3*sheet.AxisGap*s.Unit + name.Ascent
	}
	return landscape.BarGap*s.Unit + max(room, name.Width)
}

// rampName sets the name of a ramp's bar. A name too wide to stand above the bar reads
// upwards beside it.
func rampName(s *sheet.Sheet, r ramp) (name typeset.Line, upright bool) {
	name = s.Set(r.name, typeset.Sans, sheet.TickSize)
	return name, name.Width > 0.2*s.Width
}

// drawRamp draws a ramp's bar upwards from a point, its name above it.
func drawRamp(s *sheet.Sheet, r ramp, at vg.Point, height vg.Length) {
	bar := sheet.Panel{Rectangle: vg.Rectangle{Min: at, Max: vg.Point{X: at.X + landscape.BarWidth*s.Unit, Y: at.Y + height}}, Y: r}
	t := figure.Tiles{X: []vg.Length{bar.Min.X, bar.Max.X}, Y: cellEdges(bar.Min.Y, bar.Max.Y, len(r.colours)), Palette: r.colours}
	for i := range r.colours {
		t.Index = append(t.Index, uint16(i))
	}
	s.Tile(t)
	s.Frame(bar.Rectangle)
	ticks := r.Ticks(s.MostY(bar))
	for _, t := range ticks {
		y := bar.AtY(t.Value)
		s.AxisLine([]vg.Point{{X: bar.Max.X, Y: y}, {X: bar.Max.X + s.TickMark(t), Y: y}}, 0.6)
		if t.Label != "" {
			s.Put(s.Numeral(t.Label), vg.Point{X: bar.Max.X + (sheet.TickLength+sheet.TickGap)*s.Unit, Y: y - s.DigitHeight()/2}, sheet.Ink)
		}
	}
	name, upright := rampName(s, r)
	if upright {
		right := bar.Max.X + (sheet.TickLength+sheet.TickGap+1.3*sheet.AxisGap)*s.Unit + s.WidestLabel(ticks) + name.Ascent
		s.PutUpright(name, vg.Point{X: right, Y: (bar.Min.Y + bar.Max.Y) / 2}, sheet.Ink)
		return
	}
	s.Put(name, vg.Point{X: bar.Min.X, Y: rampNameBase(s, bar, name, ticks)}, sheet.Ink)
}

// rampNameBase returns the baseline of the name above a ramp's bar: clear of the number of a tick
// at the top of the bar, which would else read as a second line of the name.
func rampNameBase(s *sheet.Sheet, bar sheet.Panel, name typeset.Line, ticks []scale.Tick) vg.Length {
	base := bar.Max.Y + 7*s.Unit
	for _, t := range ticks {
		if t.Label != "" {
			base = max(base, bar.AtY(t.Value)+s.DigitHeight()/2+name.Descent+0.7*sheet.TickSize*s.Unit)
		}
	}
	return base
}
