package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// basinLabel is the name of a critical point and the share of the starts that lead to the point,
// in the middle of the basin.
type basinLabel struct {
	name, number typeset.Line
	centre       vg.Point
}

// Sizes in units around the labels of basins.
const (
	basinLabelPad = 5  // from a label to the border of its basin
	basinMarkRoom = 11 // from a critical point to a label
)

// placeLabels finds a place inside each basin for the share of its point, and for the point's
// name where all names have room: off the marks of critical points, and as near as possible to
// the point. It returns false where a share is not one basin's or where a basin is too small.
func (m BasinMap) placeLabels(s *sheet.Sheet, b BasinPanel, p landscape.Plane) ([]basinLabel, bool) {
	shares := m.shares(s.Lang, b)
	if b.Share != nil || m.theme.Grey || slices.ContainsFunc(shares, func(sh basinShare) bool { return len(sh.points) != 1 }) {
		return nil, false
	}
	defer s.ScaleMarks(p.Rectangle)()
	if labels, fit := m.placeShares(s, b, p, shares, true); fit {
		return labels, true
	}
	return m.placeShares(s, b, p, shares, false)
}

// placeShares places some shares, with or without the names of their points.
func (m BasinMap) placeShares(s *sheet.Sheet, b BasinPanel, p landscape.Plane, shares []basinShare, named bool) ([]basinLabel, bool) {
	var labels []basinLabel
	for _, sh := range shares {
		l := basinLabel{number: s.Set(sh.percent(s.Lang), typeset.Bold, sheet.RunSize)}
		if named {
			l.name = s.Set(typeset.Escape(sh.name), typeset.Sans, sheet.TickSize)
		}
		at, ok := m.roomInBasin(s, b, p, sh.points[0], l.size(s))
		if !ok {
			return nil, false
		}
		l.centre = at
		labels = append(labels, l)
	}
	return labels, len(labels) > 0
}

// size returns the width and the height of a label.
func (l basinLabel) size(s *sheet.Sheet) vg.Point {
	high := vg.Length(sheet.RunSize)
	if l.name.Width > 0 {
		high = sheet.TickSize + 1.2*sheet.RunSize
	}
	return vg.Point{X: max(l.name.Width, l.number.Width), Y: high * s.Unit}
}

// drawBasinLabels writes labels: the name above the share.
func drawBasinLabels(s *sheet.Sheet, labels []basinLabel) {
	for _, l := range labels {
		low := l.centre.Y - l.size(s).Y/2
		for i, line := range []typeset.Line{l.number, l.name} {
			at := vg.Point{X: l.centre.X - line.Width/2, Y: low + vg.Length(i)*1.35*sheet.RunSize*s.Unit}
			s.PutWithHalo(line.Aligned(0.5), at, sheet.Ink)
		}
	}
}

// roomInBasin returns the centre of the box of a size that lies in the basin of a point, off all
// marks, nearest to the point.
func (m BasinMap) roomInBasin(s *sheet.Sheet, b BasinPanel, p landscape.Plane, point int, size vg.Point) (centre vg.Point, ok bool) {
	count := m.countStrangers(s, b, p, point)
	pitch := vg.Point{X: p.Width() / vg.Length(m.NX-1), Y: p.Height() / vg.Length(m.NY-1)}
	pad := 2 * basinLabelPad * s.Unit
	w, h := int(math.Ceil(float64((size.X+pad)/pitch.X)))+1, int(math.Ceil(float64((size.Y+pad)/pitch.Y)))+1
	target, best := p.At(m.Points[point].X[0], m.Points[point].X[1]), math.Inf(1)
	for j := 0; j+h <= m.NY; j++ {
		for i := 0; i+w <= m.NX; i++ {
			if count(i, j, i+w, j+h) > 0 {
				continue
			}
			at := vg.Point{X: p.Min.X + pitch.X*(vg.Length(i)+vg.Length(w-1)/2), Y: p.Min.Y + pitch.Y*(vg.Length(j)+vg.Length(h-1)/2)}
			if d := at.Sub(target); math.Hypot(float64(d.X), float64(d.Y)) < best {
				best, centre, ok = math.Hypot(float64(d.X), float64(d.Y)), at, true
			}
		}
	}
	return centre, ok
}

// countStrangers returns a function that counts the starts of a range of columns and rows that
// lead elsewhere than to a point or that lie below the mark of a critical point.
func (m BasinMap) countStrangers(s *sheet.Sheet, b BasinPanel, p landscape.Plane, point int) func(i0, j0, i1, j1 int) int {
	wide := m.NX + 1
	sums := make([]int, wide*(m.NY+1))
	for j := range m.NY {
		for i := range m.NX {
			n := sums[j*wide+i+1] + sums[(j+1)*wide+i] - sums[j*wide+i]
			if b.Point[j*m.NX+i] != point || m.isMarked(s, p, i, j) {
				n++
			}
			sums[(j+1)*wide+i+1] = n
		}
	}
	return func(i0, j0, i1, j1 int) int {
		return sums[j1*wide+i1] - sums[j0*wide+i1] - sums[j1*wide+i0] + sums[j0*wide+i0]
	}
}

// isMarked reports whether a start lies below the mark of a critical point.
func (m BasinMap) isMarked(s *sheet.Sheet, p landscape.Plane, i, j int) bool {
	at := vg.Point{X: p.Min.X + p.Width()*vg.Length(i)/vg.Length(m.NX-1), Y: p.Min.Y + p.Height()*vg.Length(j)/vg.Length(m.NY-1)}
	for _, q := range m.Points {
		d := at.Sub(p.At(q.X[0], q.X[1]))
		if max(math.Abs(float64(d.X)), math.Abs(float64(d.Y))) < float64(basinMarkRoom*s.MarkUnit()) {
			return true
		}
	}
	return false
}
