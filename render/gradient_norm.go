package render

import (
	"math"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// GradientNorm draws the Euclidean norm of the gradient of the loss at the runs' iterates against the
// step, on a logarithmic axis, for a surface of any dimension. Of ensembles it draws the median or
// mean of the first score, which has to be that norm, and the band.
func GradientNorm(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	curves := sc.gradientNorms(s.Lang, sc.styles(s))
	return sc.drawPathCurves(s, curves, normScale(sc.shown(curves)), s.Lang.GradientNormAxis(), s.Lang.GradientNorm(), sc.spreadNote(s.Lang)...)
}

// gradientNorms returns the curve of each run. A norm of 0 has no place on a logarithmic axis and is
// drawn at its floor.
func (sc Scene) gradientNorms(l words.Language, styles []sheet.LineStyle) []chart.Curve {
	var curves []chart.Curve
	for i, t := range sc.Tracks {
		if t.Ensemble != nil {
			if c, ok := sc.scoreCurve(l, i, 0, styles[i]); ok {
				curves = append(curves, c)
			}
			continue
		}
		own := sc
		own.Tracks = []Track{t}
		for _, c := range own.pathCurves(l, styles[i:i+1], func(t Track) []float64 { return finiteStart(t.Path.GradNorm[:t.Path.Len()]) }) {
			c.Run = i
			curves = append(curves, c)
		}
	}
	return curves
}

// normScale returns a logarithmic axis that holds all curves and bands, down to the level of rounding.
func normScale(curves []chart.Curve) scale.Scale {
	lo, hi := math.Inf(1), 0.0
	for _, c := range curves {
		values := [][]float64{c.Values}
		if c.Band != nil {
			values = append(values, c.Band.Low, c.Band.High)
		}
		for _, some := range values {
			for _, v := range some {
				if !math.IsInf(v, 0) {
					lo, hi = min(lo, v), max(hi, v)
				}
			}
		}
	}
	if hi == 0 {
		return scale.Linear{Lo: 0, Hi: 1}
	}
	least := scale.UsualFloor * min(1, hi)
	return scale.LogRange(max(lo, least), hi, lo < least)
}
