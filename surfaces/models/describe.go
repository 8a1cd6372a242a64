package models

import (
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// describe completes the Meta of the loss, and of the loss on held-out examples: it adds
// the dimension, the points, the infimum and the number N of examples in the formula. A
// missing Start becomes 0, a missing Window one around start and minimum. Points holds
// the minimum that least squares or Newton's method finds: the only critical point of a
// convex loss, but perhaps one of several where the activation makes the loss not convex.
func (l *Linear) describe(m surfaces.Meta) {
	m.Dim = l.model.dim
	if m.Dim == 2 {
		m.Axes = l.model.axes
	}
	if m.Start == nil {
		m.Start = make([]float64, m.Dim)
	}
	m.Points, m.Infimum = l.findMinimum()
	if m.Window == nil {
		m.Window = windowAbout(m)
	}
	m.Points = slices.DeleteFunc(m.Points, func(p surfaces.Point) bool { return !m.Window.Contains(p.X) })
	l.meta = m
	l.meta.Formula = fmt.Sprintf("%s, N = %d", m.Formula, len(l.all))
	if l.held != nil { // in the same window, from the same start
		l.held.describe(m)
	}
}

// findMinimum returns the minimum, if one is found, and the infimum, NaN if unknown.
func (l *Linear) findMinimum() (points []surfaces.Point, infimum float64) {
	infimum = math.NaN()
	n, p := l.set.Len(), l.model.dim
	if n*p > maxCells {
		return nil, infimum
	}
	_, classes := l.model.loss.(crossEntropyLoss)
	if _, square := l.model.loss.(halfSquareLoss); square {
		if l.quadratic = newQuadratic(l); l.quadratic != nil {
			return []surfaces.Point{{X: l.quadratic.at, Value: l.quadratic.floor}}, l.quadratic.floor
		}
		if x, err := l.Ridge(0); err == nil && n < p { // on a whole plane of minima
			infimum = surfaces.ValueAt(l, x)
		}
		return nil, infimum
	}
	x := make([]float64, p)
	if !classes { // from the line, which may fit already: 0 is a kink of ReLU
		if fit, err := l.Ridge(0); err == nil {
			x = fit
		}
	}
	found := l.minimum(x)
	switch {
	case classes && l.separates(x):
		return nil, 0 // approached as |x| grows
	case !found:
		return nil, infimum
	}
	roundMinimum(x)
	value := surfaces.ValueAt(l, x)
	if classes || value == 0 {
		infimum = value
	}
	return []surfaces.Point{{X: x, Value: value}}, infimum
}

// maxCells bounds the features, examples times parameters, of a loss whose minimum is
// computed when the loss is made: a larger search would delay the user noticeably.
const maxCells = 100_000

// windowAbout returns a window with the minimum in the middle and the start well inside.
func windowAbout(m surfaces.Meta) surfaces.Window {
	centre := m.Start
	if len(m.Points) > 0 {
		centre = m.Points[0].X
	}
	reach := 0.0
	for j, c := range centre {
		reach = math.Max(reach, math.Abs(c-m.Start[j]))
	}
	if reach == 0 {
		reach = 4
	}
	digit := int(math.Floor(math.Log10(reach))) // ends are multiples of half a unit of this digit: round numbers for the ticks
	window := make([][2]float64, m.Dim)
	for j, c := range centre {
		r := 1.25 * math.Max(math.Abs(c-m.Start[j]), 0.6*reach)
		window[j] = [2]float64{roundToHalves(c-r, digit, math.Floor), roundToHalves(c+r, digit, math.Ceil)}
	}
	return window
}

// roundToHalves rounds to a multiple of 10^digit/2.
func roundToHalves(v float64, digit int, round func(float64) float64) float64 {
	if digit < 0 { // no negative power of 10 is exact
		return round(2*v*math.Pow10(-digit)) / 2 / math.Pow10(-digit)
	}
	return round(2*v/math.Pow10(digit)) / 2 * math.Pow10(digit)
}

// cloneMeta returns a Meta whose slices the caller may change.
func cloneMeta(m surfaces.Meta) surfaces.Meta {
	m.Window, m.Start, m.Points = slices.Clone(m.Window), slices.Clone(m.Start), slices.Clone(m.Points)
	for i, p := range m.Points {
		m.Points[i].X = slices.Clone(p.X)
	}
	return m
}
