package render

import (
	"math"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// StepLength draws the length of each step, |x_k+1 - x_k|, against the step it starts from,
// on a logarithmic axis, for a surface of any dimension. Of several replicates it draws the
// first. It needs every step of the runs.
func StepLength(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	if err := sc.everyStep("step-length"); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	curves := sc.pathCurves(s.Lang, sc.styles(s), stepLengths)
	return sc.drawPathCurves(s, curves, lengthScale(sc.shown(curves)), s.Lang.StepLengthAxis(), s.Lang.StepLength())
}

// stepLengths returns the lengths of a run's steps, up to the first that is not finite.
func stepLengths(t Track) []float64 {
	var lengths []float64
	for k := range max(0, t.Path.Len()-1) {
		length, next := 0.0, t.Path.At(k+1)
		for i, x := range t.Path.At(k) {
			length = math.Hypot(length, next[i]-x)
		}
		lengths = append(lengths, length)
	}
	return finiteStart(lengths)
}

// lengthScale returns a logarithmic axis that holds the lengths down to a millionth of the
// longest, and half a decade of room where they hardly differ.
func lengthScale(curves []chart.Curve) scale.Scale {
	const visible = 1e-6 // part of the longest step
	lo, hi := math.Inf(1), 0.0
	for _, c := range curves {
		for _, v := range c.Values {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	if hi == 0 {
		return scale.Linear{Lo: 0, Hi: 1}
	}
	least := visible * hi
	return scale.LogRange(max(lo, least), hi, lo < least)
}
