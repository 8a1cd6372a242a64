package render

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Surface3D draws the landscape as a shaded relief with the visible parts of the
// trajectories on it.
func Surface3D(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	styles := assignStyles(sc.Tracks)
	r := newRelief(sc)
	var extra []string
	if r.softness > 0 {
		extra = append(extra, s.Lang.SoftHeight(r.softness))
	}
	top := sc.header(s, sc.key(s.Lang), extra...)
	names := sheet.Entries(sc.legend(s.Lang), styles)
	room := s.Body(top - 6*s.Unit)
	room.Min.X += sheet.Margin * s.Unit
	l, room := s.PlaceLegend(names, s.LegendWidth(names), room, sheet.WholeRoom)
	bar := landscape.Plane{Panel: sheet.Panel{Rectangle: vg.Rectangle{
		Min: vg.Point{X: room.Max.X, Y: room.Min.Y + room.Size().Y/4},
		Max: vg.Point{X: room.Max.X, Y: room.Max.Y - 12*s.Unit},
	}}}
	barRoom := landscape.ColourBarRoom(s, r.FilledContours, bar.Height())
	bar.Min.X, bar.Max.X = bar.Min.X-barRoom, bar.Max.X-barRoom
	room.Max.X = bar.Min.X - 10*s.Unit
	s.Need(sheet.Panel{Rectangle: room})
	r.fit(room)

	drawRelief(s, r)
	nameCorners(s, r, sc.axisNames(s.Lang))
	s.Animate(func(s *sheet.Sheet, until float64) {
		for i, t := range sc.upTo(until).Tracks {
			drawOnRelief(s, r, t.Path, styles[i])
		}
	})
	pointsOnRelief(s, r, sc)
	s.Animate(func(s *sheet.Sheet, until float64) {
		for i, t := range sc.upTo(until).Tracks {
			endsOnRelief(s, r, t.Path, styles[i])
		}
	})
	landscape.DrawColourBar(s, bar, r.FilledContours)
	beside := bar.Rectangle
	beside.Min.Y = room.Min.Y + s.AxisDepth() // there is no axis to be below of
	s.DrawLegend(l, beside, barRoom)
	return sc.finish(s)
}

// square maps a point of the window to the relief's square.
func (r *relief) square(x, y float64) (u, v float64) {
	return 2*(x-r.X0)/(r.X1-r.X0) - 1, 2*(y-r.Y0)/(r.Y1-r.Y0) - 1
}

// inSquare reports whether a place is on the relief.
func inSquare(u, v float64) bool { return math.Abs(u) <= 1 && math.Abs(v) <= 1 }

// on returns where a place of the square is drawn on the relief.
func (r *relief) on(u, v float64) vg.Point { return r.project(u, v, r.at(u, v)) }

// drawOnRelief draws the visible parts of a run, whose steps follow the relief.
func drawOnRelief(s *sheet.Sheet, r relief, t optimizers.Trajectory, l sheet.LineStyle) {
	var part []vg.Point
	flush := func() {
		if len(part) > 1 {
			part = polyline.Simplify(part, 0.1*s.Unit)
			s.MapLine(part, l.Hue(), landscape.PathWidth)
		}
		part = nil
	}
	for k := 0; k+1 < t.Len(); k++ {
		u0, v0 := r.square(t.X[2*k], t.X[2*k+1])
		u1, v1 := r.square(t.X[2*k+2], t.X[2*k+3])
		pieces := 1 + int(min(math.Hypot(u1-u0, v1-v0)*reliefSide/2, 4*reliefSide))
		for i := range pieces + 1 {
			f := float64(i) / float64(pieces)
			u, v := u0+f*(u1-u0), v0+f*(v1-v0)
			if inSquare(u, v) && r.seen(u, v) {
				part = append(part, r.on(u, v))
			} else {
				flush()
			}
		}
	}
	flush()
}

// endsOnRelief marks a run's start and end where they are visible.
func endsOnRelief(s *sheet.Sheet, r relief, t optimizers.Trajectory, l sheet.LineStyle) {
	n := t.Len()
	if n == 0 {
		return
	}
	if u, v := r.square(t.X[2*n-2], t.X[2*n-1]); inSquare(u, v) && r.seen(u, v) {
		landscape.DrawHead(s, r.on(u, v), l, landscape.HeadRadius)
	}
	if u, v := r.square(t.X[0], t.X[1]); inSquare(u, v) && r.seen(u, v) {
		landscape.DrawStart(s, r.on(u, v))
	}
}

// pointsOnRelief marks the critical points that are visible.
func pointsOnRelief(s *sheet.Sheet, r relief, sc Scene) {
	for _, g := range landscape.PointGroups(sc.meta().Points, sc.window()) {
		for _, q := range g.Points {
			if u, v := r.square(q.X[0], q.X[1]); r.seen(u, v) {
				g.Mark(s, r.on(u, v))
			}
		}
	}
}

// nameCorners writes the names of both axes, and the ends of their ranges, along the two
// edges of the base that face the viewer.
func nameCorners(s *sheet.Sheet, r relief, names [2]string) {
	edge := func(a, b [2]float64, name string, lo, hi float64, right bool) {
		write := func(text string, face vg.Length, f float64) {
			p := r.project(a[0]+f*(b[0]-a[0]), a[1]+f*(b[1]-a[1]), -basement)
			l := s.Set(text, typeset.Sans, face)
			x := p.X + 4*s.Unit
			if !right {
				x = p.X - 4*s.Unit - l.Width
			}
			s.Put(l, vg.Point{X: x, Y: p.Y - 1.2*face*s.Unit}, sheet.Soft)
		}
		write(s.Lang.Number(lo), sheet.TickSize, 0.06)
		write(name, sheet.AxisSize, 0.5)
		write(s.Lang.Number(hi), sheet.TickSize, 0.94)
	}
	edge([2]float64{-1, -1}, [2]float64{1, -1}, names[0], r.X0, r.X1, true)
	edge([2]float64{-1, -1}, [2]float64{-1, 1}, names[1], r.Y0, r.Y1, false)
}
