package render

import (
	"fmt"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Coordinate draws the scene's Coordinate of the runs' iterates, the first by default, or all
// coordinates, against the step, for a surface of any dimension. Level lines show the bounds of a projection or the place of a
// minimum. Of several replicates it draws the first.
func Coordinate(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	if sc.AllCoordinates {
		return sc.drawAllCoordinates(s)
	}
	i := max(sc.Coordinate-1, 0)
	if d := sc.meta().Dim; i >= d {
		return Figure{}, fmt.Errorf("coordinate %d: the surface has %d", sc.Coordinate, d)
	}
	axis, name := s.Lang.Position("x"), "x"
	if i > 0 {
		name = sc.coordinateName(i)
		axis = s.Lang.Position(name)
	}
	curves := sc.pathCurves(s.Lang, sc.styles(s), func(t Track) []float64 { return coordinates(t, i) })
	return sc.drawPathCurves(s, curves, coordinateScale(sc.shown(curves), sc.Lines), axis, sheet.Plain(name))
}

// MostCoordinates is the largest number of curves of coordinates that one figure shows.
const MostCoordinates = 12

// drawAllCoordinates draws a curve for each coordinate of each run, in a style of its own.
func (sc Scene) drawAllCoordinates(s *sheet.Sheet) (Figure, error) {
	n := sc.meta().Dim * len(sc.Tracks)
	if n > MostCoordinates {
		return Figure{}, fmt.Errorf("all coordinates of the runs are %d curves: a figure shows at most %d; choose one coordinate", n, MostCoordinates)
	}
	styles := s.Styles(make([]sheet.Subject, n))
	var curves []chart.Curve
	for run, t := range sc.Tracks {
		own := sc
		own.Tracks = []Track{t}
		for i := range sc.meta().Dim {
			for _, c := range own.pathCurves(s.Lang, styles[len(curves):], func(t Track) []float64 { return coordinates(t, i) }) {
				name := typeset.Math(sc.coordinateName(i))
				if len(sc.Tracks) > 1 {
					name = c.Label.Lines[0] + " " + name
				}
				c.Label.Lines[0], c.Run = name, run
				curves = append(curves, c)
			}
		}
	}
	return sc.drawPathCurves(s, curves, coordinateScale(sc.shown(curves), sc.Lines), s.Lang.CoordinatesAxis(), s.Lang.Coordinate())
}

// coordinateName returns the symbol of a coordinate, in markup of mathematics.
func (sc Scene) coordinateName(i int) string {
	switch names := sc.meta().Variables(); {
	case len(names) == sc.meta().Dim && names[min(1, len(names)-1)] != "…":
		return names[i]
	default:
		return fmt.Sprintf("x_{%d}", i+1)
	}
}

// coordinates returns a coordinate of a run's iterates, up to where the loss of a diverging run
// leaves the drawn range, and up to the first that is not finite.
func coordinates(t Track, i int) []float64 {
	var xs []float64
	for row := range t.Path.Len() {
		xs = append(xs, t.Path.At(row)[i])
	}
	return finiteStart(xs)
}

// coordinateScale returns a linear scale with room around all curves and level lines, and for
// the text of a line that lies above all curves or below them.
func coordinateScale(curves []chart.Curve, lines []chart.XYLine) scale.Linear {
	var values []float64
	for _, c := range curves {
		values = append(values, c.Values...)
	}
	for _, l := range lines {
		if l.Level {
			values = append(values, l.At)
		}
	}
	y := paddedScale(values).(scale.Linear)
	const text = 0.1 // of the height
	for _, l := range lines {
		if room := text * (y.Hi - y.Lo); l.Level && l.Label != "" {
			y.Lo, y.Hi = min(y.Lo, l.At-room), max(y.Hi, l.At+room)
		}
	}
	return y
}

// pathCurves returns a curve for each run with the values that the function of reads from
// the run's own path. Runs without values have no curve.
func (sc Scene) pathCurves(l words.Language, styles []sheet.LineStyle, of func(Track) []float64) []chart.Curve {
	var curves []chart.Curve
	for i, t := range sc.Tracks {
		limited := t
		n := drawnCount(t.Path.Loss, sc.limit(t))
		limited.Path.X, limited.Path.Loss = t.Path.X[:n*t.Path.Dim], t.Path.Loss[:n]
		c := chart.Curve{Values: of(limited), At: sc.placed(t), Step: t.Path.Step, Style: styles[i], Label: runLabel(t), Run: i}
		if len(c.Values) == 0 {
			continue
		}
		c.Cut = n < t.Path.Len()
		addEndLines(&c.Label, t.endReasons(l)...)
		curves = append(curves, c)
	}
	return curves
}

// drawPathCurves draws curves in a panel of their own, whose y axis has a name, with the
// scene's lines across, and tells in words at which values of the named quantity they end.
func (sc Scene) drawPathCurves(s *sheet.Sheet, curves []chart.Curve, y scale.Scale, name, quantity string, notes ...string) (Figure, error) {
	p := singlePanel(s, sc, sc.subtitleOn(s, notes...), sc.yScale(s, y, curves), curves, nil)
	s.AxisY(p, sc.YAxis.NamedOn(p.Y, s.Lang, name))
	also := chart.Obstacles{Lines: sc.Lines, Boxes: sc.markBoxes(s, p, curves, 0)}
	chart.DrawCurves(s, p, curves, also)
	sc.drawAxisX(s, p)
	chart.AcrossCurves(s, p, curves, also)
	sc.markCurves(s, p, curves, 0)
	return sc.finish(s, describeEnds(s.Lang, quantity, curves))
}
