package render

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// Compare draws contours with trajectories, and beside them loss and learning
// rate against the step; below them in a figure higher than wide.
func Compare(sc Scene, style Style) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	s := newSheet(style)
	looks := assign(sc.Tracks)
	losses := sc.losses()
	if sc.Tuning != nil {
		if err := sc.tuned(); err != nil {
			return Figure{}, err
		}
	}
	top := s.headed(sc, append(sc.bandNote(), sc.protocol()...)...)
	rates := s.roomy() || sc.ratesChange()
	curves := sc.lossCurves(losses, looks)
	var below legend // where names have no room beside the curves
	scales := panel{x: sc.axis(), y: losses.scale}
	labels := s.labelled(scales, curves)
	names := s.labelWidth(labels)
	if rates {
		names = max(names, s.labelWidth(s.labelled(scales, sc.rateCurves(looks))))
	}
	room := s.axisRoom(losses.scale)

	body := vg.Rectangle{
		Min: vg.Point{X: margin*s.u + room, Y: margin*s.u + s.axisDepth()},
		Max: vg.Point{X: s.Width - margin*s.u - names, Y: top - 18*s.u},
	}
	if s.clipped(labels) || s.crowded(labels, (1-lossGap)*s.curvesPart(sc, false)*body.Size().Y) {
		below = s.legendBelow(curveEntries(curves), margin*s.u)
		body.Min.Y += s.legendHeight(below)
		body.Max.X += names
		names = 0
	}
	if s.Width >= s.Height {
		body = s.landscapeLeft(sc, body, room, names, looks)
	} else {
		body = s.landscapeAbove(sc, body, names, below.below, looks)
	}
	foot := body
	if sc.Tuning != nil {
		body = s.sensitivityBelow(sc, body, looks)
	}
	loss := panel{Rectangle: body, x: sc.axis(), y: losses.scale, told: below.below}
	name := sc.axisName()
	if rates {
		loss.Min.Y += lossGap * body.Size().Y
		name = "" // it stands below the rates
	}
	s.drawLosses(loss, sc, losses, looks)
	s.axisX(loss, name)
	if rates {
		rate := panel{Rectangle: body, x: sc.axis(), y: sc.rates()}
		rate.Max.Y = rate.Min.Y + ratesPart*body.Size().Y
		curves := sc.rateCurves(looks)
		rate.told = below.below || s.crowded(s.labelled(rate, curves), rate.height()) // the losses' names do for both
		s.drawRates(rate, curves)
		s.axisX(rate, sc.axisName())
	}
	if below.below {
		s.drawLegend(below, foot, 0)
	}
	return s.finish(sc.title(s.lang), sc.describe()+sc.describeTuning())
}

// sensitivityBelow draws how the runs were tuned in the lower third of a body,
// and returns what is left.
func (s *sheet) sensitivityBelow(sc Scene, body vg.Rectangle, looks []look) vg.Rectangle {
	curves := sc.sensitivities(looks)
	r := ranges{sc.rateRange(), lossRange(curves), rateName, typeset.Escape(sc.Tuning.What)}
	p := panel{Rectangle: body, x: r.x, y: r.y}
	p.Max.Y = body.Min.Y + 0.32*body.Size().Y
	s.drawSensitivities(p, curves, r)
	body.Min.Y = p.Max.Y + s.axisDepth() + 6*s.u
	return body
}

// landscapeLeft draws the contours as large as leaves a quarter of the figure's
// width to the curves, less where long names take much of it, and returns what is left.
func (s *sheet) landscapeLeft(sc Scene, body vg.Rectangle, axis, names vg.Length, looks []look) vg.Rectangle {
	between := axis + 12*s.u // for the y axes of the curves
	curves := min(0.26*s.Width, max(0.2*s.Width, 0.48*s.Width-names))
	room := body
	room.Max.X -= curves + between
	f, plane := s.landscape(sc, room)
	s.drawLandscape(plane, f, sc, looks, overlay{told: !s.roomy()})
	body.Min.X = plane.Max.X + s.barRoom(f, plane.height()) + between
	if plane.height() >= 0.8*body.Size().Y { // a low landscape does not flatten the curves
		body.Min.Y, body.Max.Y = plane.Min.Y, plane.Max.Y
	}
	return body
}

// ratesPart is the part of the curves' height that the panel of rates has, and lossGap
// what the losses leave it and its axis.
const (
	ratesPart = 0.26
	lossGap   = 0.34
)

// curvesPart is the part of the figure's height that the curves have at least, more
// where a legend leaves it less.
func (s *sheet) curvesPart(sc Scene, legend bool) vg.Length {
	switch {
	case s.Width >= s.Height:
		return 1
	case sc.Tuning != nil, legend: // a third panel
		return 0.58
	}
	return 0.42
}

// landscapeAbove draws the contours over the figure's width or over what the curves
// leave of its height, and returns what is left.
func (s *sheet) landscapeAbove(sc Scene, body vg.Rectangle, names vg.Length, legend bool, looks []look) vg.Rectangle {
	room := body
	room.Max.X += names
	room.Min.Y += s.curvesPart(sc, legend) * body.Size().Y
	f, plane := s.landscape(sc, room)
	plane.Max.Y, plane.Min.Y = room.Max.Y, room.Max.Y-plane.height()
	s.drawLandscape(plane, f, sc, looks, overlay{told: !s.roomy()})
	body.Max.Y = plane.Min.Y - s.axisDepth() - 14*s.u
	return body
}

// headed writes the header of a figure with contours.
func (s *sheet) headed(sc Scene, notes ...string) vg.Length {
	return s.header(sc.title(s.lang), sc.subtitle(append(notes, sc.markerNote()...)...), sc.key())
}

// markerNote says which iterates are marked, unless all are.
func (sc Scene) markerNote() []string {
	switch r := sc.rhythm(); {
	case r.byEpoch && r.n == 1:
		return []string{"a marker every epoch"}
	case r.byEpoch:
		return []string{"a marker every " + count(r.n, "epoch")}
	case r.n > 1:
		return []string{"a marker every " + count(r.n, "step")}
	}
	return nil
}
