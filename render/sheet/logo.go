package sheet

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Logo is the room in a corner of a figure, within its margins, that stays free. The zero value has
// none.
type Logo struct {
	Corner        Corner    // "": TopRight
	Width, Height vg.Length // in points
}

// Corner is a corner of a figure or of a map.
type Corner string

// The corners of a figure or of a map.
const (
	TopRight    Corner = "top-right"
	TopLeft     Corner = "top-left"
	BottomRight Corner = "bottom-right"
	BottomLeft  Corner = "bottom-left"
)

// Corners returns all corners.
func Corners() []Corner { return []Corner{TopRight, TopLeft, BottomRight, BottomLeft} }

// CornerNames returns the names of all corners.
func CornerNames() []string {
	var names []string
	for _, c := range Corners() {
		names = append(names, string(c))
	}
	return names
}

// Check returns an error for a corner that does not exist; "" is none, which is allowed.
func (c Corner) Check() error {
	if c != "" && !slices.Contains(Corners(), c) {
		return fmt.Errorf("unknown corner %q (one of %s)", string(c), strings.Join(CornerNames(), ", "))
	}
	return nil
}

// logoGap is the least distance between a logo and what stands beside or below, in units.
const logoGap = RunSize

// logo returns the room of the theme's logo on a figure that is no part of a page.
func (s *Sheet) logo() Logo {
	if s.onPage {
		return Logo{}
	}
	return s.Theme.Logo
}

// LogoError reports that a theme's logo is longer than half of a side of its figure.
type LogoError struct {
	Way          string    // "wide" or "high"
	Logo, Figure vg.Length // in points
}

func (e *LogoError) Error() string {
	return fmt.Sprintf("a logo that is %.4g pt %s has no room: at most half of the figure's %.4g pt", e.Logo.Points(), e.Way, e.Figure.Points())
}

// CheckLogo returns a LogoError for a logo that is too large for the figure. On a page the logo is the page's.
func (s Style) CheckLogo() error {
	const rounding = 1e-9
	width, height := s.size()
	for _, side := range []LogoError{{"wide", s.Theme.Logo.Width, width}, {"high", s.Theme.Logo.Height, height}} {
		if s.PageHeight == 0 && side.Logo > side.Figure/2*(1+rounding) {
			return &side
		}
	}
	return nil
}

// Lowered returns the style of a figure that is lower by some inches, in whole pixels, or by as much as leaves
// its logo its room; below 0 inches it is higher.
func (s Style) Lowered(inches float64) Style {
	room := math.Ceil(2 * float64(s.Theme.Logo.Height/vg.Inch) * s.DPI)
	s.Height = max(s.Height-math.Floor(inches*s.DPI), min(s.Height, room))
	return s
}

// besideLogo returns the left and the right end of the texts above the figure.
func (s *Sheet) besideLogo() (left, right vg.Length) {
	left, right = s.Margin(), s.Width-s.Margin()
	l := s.logo()
	if l.Width == 0 {
		return left, right
	}
	switch l.Corner {
	case TopRight, "":
		right -= l.Width + logoGap*s.Unit
	case TopLeft:
		left += l.Width + logoGap*s.Unit
	}
	return left, right
}

// isBelow reports whether the logo stands at the foot of a figure.
func (l Logo) isBelow() bool { return l.Corner == BottomRight || l.Corner == BottomLeft }

// BelowLogo returns a y or, where the figure has a logo above and it reaches lower, the y below.
func (s *Sheet) BelowLogo(y vg.Length) vg.Length {
	l := s.logo()
	if l.Height == 0 || l.isBelow() {
		return y
	}
	return min(y, s.Height-s.Margin()-l.Height)
}

// footOf returns the height of the strip at the foot of a figure that a theme's logo takes, in whole
// pixels.
func footOf(t Theme, style Style, unit vg.Length) vg.Length {
	l := t.Logo
	if style.PageHeight > 0 || l.Height == 0 || !l.isBelow() {
		return 0
	}
	pixel := vg.Inch / vg.Length(style.DPI)
	return vg.Length(math.Ceil(float64((l.Height+logoGap*unit)/pixel))) * pixel
}

// Foot returns the height of the strip below the figure that its logo takes.
func (s *Sheet) Foot() vg.Length { return s.foot }

// raise moves the finished figure above the strip of its logo.
func (s *Sheet) raise() {
	if s.foot == 0 {
		return
	}
	by := vg.Point{Y: s.foot}
	for i, m := range s.Marks {
		s.Marks[i] = m.Moved(by)
	}
	s.TitlePlace = s.TitlePlace.Moved(by)
	s.Height += s.foot
	if s.film != nil {
		s.film.raise(by)
	}
}
