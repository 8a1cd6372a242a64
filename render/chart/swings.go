package chart

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// A curve that turns back at least manySwings times, each time by swingHeight units and within
// swingWidth units across, would break up dashes so that nobody can tell them from a solid line.
const (
	manySwings  = 20
	swingHeight = 6
	swingWidth  = 14
)

// swingGreys holds the greys of solid curves that swing fast, without any hue: a theme lightens hues.
// Beside slabs, which come first, only the dark ones of slabGreys show.
var (
	swingGreys = []color.RGBA{sheet.RGB(0x161616), sheet.RGB(0x8c8c8c), sheet.RGB(0x555555)}
	slabGreys  = []color.RGBA{sheet.RGB(0x161616), sheet.RGB(0x555555)}
)

// solidSwings returns the curves as a theme without hues draws them: those that swing fast are
// solid, and their greys tell them apart. A legend that explains dashes keeps them.
func solidSwings(s *sheet.Sheet, p sheet.Panel, curves []Curve) []Curve {
	if !s.Theme.Grey || p.InLegend {
		return curves
	}
	var dense, others []int
	for i, c := range curves {
		line := LineOf(p, c)
		if c.Sample || c.Style.Dash != nil || fastSwings(line, s.Unit) < manySwings {
			continue
		}
		if _, isSlab := slabOf(line, s.Unit); isSlab != nil {
			dense = append(dense, i)
		} else {
			others = append(others, i)
		}
	}
	greys := swingGreys
	if len(dense) > 0 {
		greys = slabGreys
	}
	out := slices.Clone(curves)
	for n, i := range slices.Concat(dense, others) {
		out[i].Style = curves[i].Style.Shaded(greys[n%len(greys)])
	}
	return out
}

// fastSwings counts the turns of a line, with ascending x, that are high and close to the one
// before.
func fastSwings(line []vg.Point, unit vg.Length) (n int) {
	if len(line) == 0 {
		return 0
	}
	extreme, before, up := line[0], line[0], true
	for _, q := range line {
		if (q.Y > extreme.Y) == up && q.Y != extreme.Y {
			extreme = q
			continue
		}
		if height := q.Y - extreme.Y; height >= swingHeight*unit || -height >= swingHeight*unit {
			if extreme.X-before.X < swingWidth*unit {
				n++
			}
			extreme, before, up = q, extreme, !up
		}
	}
	return n
}
