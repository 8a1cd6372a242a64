package render

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// Compare draws contours with trajectories, and beside them loss and learning
// rate against the step.
func Compare(sc Scene, style Style) (Figure, error) {
	s := newSheet(style)
	looks := assign(sc.Tracks)
	losses := sc.losses()

	top := s.headed(sc)
	names := s.labelWidth(labelled(panel{x: sc.steps(), y: losses.scale}, append(sc.lossCurves(losses, looks), sc.rateCurves(looks)...)))
	leftRoom := margin*s.u + s.axisRoom()
	right := s.Width - margin*s.u - names
	curvesRoom := s.axisRoom() + 12*s.u // the loss panel's y axis

	// The contours take what keeps their aspect, the curves the rest, but at
	// least a quarter of the figure.
	room := vg.Rectangle{
		Min: vg.Point{X: leftRoom, Y: margin*s.u + s.axisDepth()},
		Max: vg.Point{X: right - 0.26*s.Width - curvesRoom, Y: top - 16*s.u},
	}
	f, plane := s.landscape(sc, room)
	s.drawLandscape(plane, f, sc, looks)

	left := plane.Max.X + s.barRoom(f, plane.height()) + curvesRoom
	body := vg.Rectangle{Min: vg.Point{X: left, Y: plane.Min.Y}, Max: vg.Point{X: right, Y: plane.Max.Y}}
	if plane.height() < 0.8*room.Size().Y { // a low landscape does not flatten the curves
		body.Min.Y, body.Max.Y = room.Min.Y, room.Max.Y
	}
	loss := panel{Rectangle: body, x: sc.steps(), y: losses.scale}
	loss.Min.Y += 0.34 * body.Size().Y
	rate := panel{Rectangle: body, x: sc.steps(), y: sc.rates()}
	rate.Max.Y = rate.Min.Y + 0.26*body.Size().Y

	s.drawLosses(loss, sc, losses, looks)
	s.axisX(loss, "")
	s.drawRates(rate, sc, looks)
	s.axisX(rate, "step $k$")
	return s.finish(sc.title(), sc.describe())
}

// headed writes the header of a figure with contours.
func (s *sheet) headed(sc Scene) vg.Length {
	var extra []string
	if n := dotEvery(sc.Tracks); n > 1 {
		extra = append(extra, fmt.Sprintf("a marker every %s", count(n, "step")))
	}
	return s.header(sc.title(), sc.subtitle(extra...), sc.key())
}

// axisRoom is the room left of a panel for its y axis, and axisDepth that
// below it for its x axis.
func (s *sheet) axisRoom() vg.Length {
	return s.set("$−10^{−10}$", typeset.Sans, tickSize).Width + (tickLength+tickGap+axisGap+1.1*axisSize)*s.u
}

func (s *sheet) axisDepth() vg.Length {
	return (tickLength + tickGap + axisGap + tickSize + 1.1*axisSize) * s.u
}
