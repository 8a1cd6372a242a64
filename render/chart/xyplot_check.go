package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/render/sheet"
)

// check returns an error for a plot that cannot be drawn. checkNotes checks the places of
// lines, slopes and marks.
func (m XYPlot) check() error {
	if len(m.Series) == 0 {
		return errors.New("a plot without series")
	}
	if err := m.X.check("horizontal"); err != nil {
		return err
	}
	if err := m.Y.check("vertical"); err != nil {
		return err
	}
	if m.Y.Names != nil {
		return errors.New("the vertical axis has names, only the horizontal can")
	}
	var area *Series
	for i, v := range m.Series {
		name := fmt.Sprintf("series %d (%q)", i+1, v.Label)
		if err := m.checkSeries(v); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		switch {
		case v.Same && i == 0:
			return fmt.Errorf("%s has the colour of the one before, and there is none", name)
		case v.Kind == AsArea && area != nil && !slices.Equal(area.X, v.X):
			return fmt.Errorf("%s: stacked areas share one X, those of %q are others", name, area.Label)
		case v.Kind == AsArea:
			area = &m.Series[i]
		}
	}
	return m.checkSlopes()
}

// checkSeries returns an error for a series that cannot be drawn.
func (m XYPlot) checkSeries(v Series) error {
	n := len(v.X)
	switch {
	case v.Kind < AsLine || v.Kind > AsBars:
		return fmt.Errorf("kind %d: there are %d", v.Kind, AsBars+1)
	case len(v.Y) != n:
		return fmt.Errorf("%d values of X and %d of Y", n, len(v.Y))
	case len(v.Low) != len(v.High) || v.Low != nil && len(v.Low) != n:
		return fmt.Errorf("%d values of Low and %d of High for %d of Y", len(v.Low), len(v.High), n)
	case v.Low != nil && v.Kind == AsArea:
		return errors.New("a stacked area has no Low and High")
	case m.Y.isLog() && (v.Kind == AsArea || v.Kind == AsBars):
		return errors.New("areas and bars begin at 0, which a logarithmic axis does not have")
	}
	ordered := v.Kind == AsSteps || v.Kind == AsArea || v.Kind == AsLine && v.Low != nil
	seen := false
	for i, x := range v.X {
		switch {
		case ordered && !(i == 0 && !math.IsNaN(x) || i > 0 && x >= v.X[i-1]):
			return fmt.Errorf("its X does not ascend: value %d is %g", i, x)
		case v.Kind == AsArea && !(v.Y[i] >= 0 && !math.IsInf(v.Y[i], 1)):
			return fmt.Errorf("value %d is %g, a stacked area has finite ones of at least 0", i, v.Y[i])
		case m.X.Names != nil && !(x >= 0 && x <= float64(len(m.X.Names)-1)):
			return fmt.Errorf("value %d is at %g, the axis has names for 0 to %d", i, x, len(m.X.Names)-1)
		}
		seen = seen || m.canShow(x, v.Y[i])
	}
	if !seen {
		return errors.New("it has no value that can be drawn: finite and, on a logarithmic axis, above 0")
	}
	return nil
}

// SlopeError reports that a triangle cannot be drawn.
type SlopeError struct {
	Index int // of the slope, from 0
	Err   error
}

func (e *SlopeError) Error() string { return fmt.Sprintf("slope %d: %v", e.Index+1, e.Err) }

// Unwrap returns what is wrong with the slope.
func (e *SlopeError) Unwrap() error { return e.Err }

// checkSlopes returns an error for triangles that show no slope.
func (m XYPlot) checkSlopes() error {
	for i, v := range m.Slopes {
		if m.X.isLog() != m.Y.isLog() || m.X.Names != nil {
			return &SlopeError{i, errors.New("a slope needs two even or two logarithmic axes")}
		}
		end := v.end(m.X.isLog())
		if !(v.From < v.To) || v.Slope == 0 || !m.canShow(v.From, v.Y) || !m.canShow(v.To, end) {
			return &SlopeError{i, fmt.Errorf("from (%g, %g) to x = %g it ends at y = %g: no triangle", v.From, v.Y, v.To, end)}
		}
	}
	return nil
}

// end returns the y at which the triangle's sloping side ends.
func (v XYSlope) end(log bool) float64 {
	if log {
		return v.Y * math.Pow(v.To/v.From, v.Slope)
	}
	return v.Y + v.Slope*(v.To-v.From)
}

// checkNotes returns an error for lines, slopes and marks outside of the axes.
func (m XYPlot) checkNotes(p sheet.Panel) error {
	inside := func(x, y float64) bool {
		u, v := p.X.At(x), p.Y.At(y)
		return u >= 0 && u <= 1 && v >= 0 && v <= 1
	}
	for i, l := range m.Lines {
		a, at := m.X, p.X.At
		if l.Level {
			a, at = m.Y, p.Y.At
		}
		if !a.canShow(l.At) || at(l.At) < 0 || at(l.At) > 1 {
			return &LineError{i, l.outside()}
		}
	}
	for i, v := range m.Slopes {
		if !inside(v.From, v.Y) || !inside(v.To, v.end(m.X.isLog())) {
			return &SlopeError{i, fmt.Errorf("from (%g, %g) to (%g, %g) it is not within the axes", v.From, v.Y, v.To, v.end(m.X.isLog()))}
		}
	}
	for _, k := range m.Marks {
		if !m.canShow(k.X, k.Y) {
			return fmt.Errorf("mark %q at (%g, %g) has no place on the axes", k.Label, k.X, k.Y)
		}
	}
	return nil
}
