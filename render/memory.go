package render

import (
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Memory draws the optimizer state of the runs' rules against the step, as absolute values
// on a logarithmic axis: of Adam the running means m of the gradient and v of its square.
// Each vector shows its first coordinates. Runs that were not recorded in detail, or whose
// rule keeps no state, are left out, unless all are.
func Memory(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	sc.Tracks = remembering(sc.Tracks)
	curves := sc.memoryCurves(s)
	p := singlePanel(s, sc, sc.subtitleOn(s), sc.yScale(s, sizes(sc.shown(curves)), curves), curves, nil)
	s.AxisY(p, sc.YAxis.NamedOn(p.Y, s.Lang, s.Lang.Memory()+" "+strings.Join(sc.memorySymbols(), ", ")))
	also := chart.Obstacles{Lines: sc.Lines, Boxes: sc.markBoxes(s, p, curves, 0)}
	chart.DrawCurves(s, p, curves, also)
	sc.drawAxisX(s, p)
	chart.AcrossCurves(s, p, curves, also)
	sc.markCurves(s, p, curves, 0)
	return sc.finish(s)
}

// remembering returns the runs of which there is a state to draw, or all if there is none.
func remembering(tracks []Track) []Track {
	some := slices.DeleteFunc(slices.Clone(tracks), func(t Track) bool { return len(t.Path.Memory) == 0 })
	if len(some) == 0 {
		return tracks
	}
	return some
}

// shownCoordinates is the number of coordinates of each vector that are drawn.
const shownCoordinates = 2

// memoryCurves returns a curve for each drawn coordinate of the optimizer state, each in a
// style of its own.
func (sc Scene) memoryCurves(s *sheet.Sheet) []chart.Curve {
	var curves []chart.Curve
	for n, t := range sc.Tracks {
		for _, v := range t.Path.Memory {
			width := len(v.Value) / t.Path.Len()
			for i := range min(width, shownCoordinates) {
				name := symbolOf(t.Path, v, subscripted(v.Symbol, i, width))
				if len(sc.Tracks) > 1 {
					name = typeset.Escape(t.Label) + " " + name
				}
				c := chart.Curve{Values: sizesOf(t.Path, v, i), Line: true, Run: n, Label: sheet.EndLabel{Lines: []string{name}, Face: typeset.Bold, Size: sheet.RunSize}}
				place := sc.placed(t)
				c.At = func(row int) float64 { return place(row + 1) }
				c.Step = func(row int) int { return t.Path.Step(row + 1) }
				curves = append(curves, c)
			}
		}
	}
	for i, l := range s.Styles(make([]sheet.Subject, len(curves))) {
		curves[i].Style = l
	}
	return curves
}

// memorySymbols returns the symbols of the optimizer states of the runs, each once.
func (sc Scene) memorySymbols() (symbols []string) {
	for _, t := range sc.Tracks {
		for _, v := range t.Path.Memory {
			if symbol := symbolOf(t.Path, v, subscripted(v.Symbol, 0, 1)); !slices.Contains(symbols, symbol) {
				symbols = append(symbols, symbol)
			}
		}
	}
	return symbols
}

// symbolOf returns the symbol of a vector of the optimizer state, or of a coordinate, as markup: of
// its absolute value where the view draws that in place of a negative one.
func symbolOf(p optimizers.Trajectory, v optimizers.Variable, symbol string) string {
	if hasNegatives(p, v) {
		symbol = "|" + symbol + "|"
	}
	return typeset.Math(symbol)
}

// hasNegatives reports whether a vector of the optimizer state has a coordinate below 0 at some
// step, so that absolute values differ from the vector.
func hasNegatives(p optimizers.Trajectory, v optimizers.Variable) bool {
	for k := range p.Len() {
		if slices.ContainsFunc(p.Row(v, k), func(x float64) bool { return x < 0 }) {
			return true
		}
	}
	return false
}

// sizesOf returns the absolute values of a coordinate of the optimizer state after each
// step, up to the first that is not finite.
func sizesOf(p optimizers.Trajectory, v optimizers.Variable, i int) []float64 {
	var sizes []float64
	for k := 1; k < p.Len(); k++ {
		size := math.Abs(p.Row(v, k)[i])
		if math.IsNaN(size) || math.IsInf(size, 0) {
			break
		}
		sizes = append(sizes, size)
	}
	return sizes
}

// sizes returns the logarithmic axis of curves, down to the level of rounding: 1e-16 or,
// if all sizes are below 1, that part of the largest.
func sizes(curves []chart.Curve) scale.Scale {
	const floor = 1e-16
	lo, hi := math.Inf(1), 0.0
	for _, c := range curves {
		for _, v := range c.Values {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	if hi == 0 {
		return scale.Linear{Lo: 0, Hi: 1}
	}
	least := floor * min(1, hi)
	return scale.LogRange(max(lo, least), hi, lo < least)
}
