package render

import (
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Compare draws contours with trajectories, and the loss against the step: beside the
// contours, or below them in a square or high figure. Rates that never change stand
// with the names of the runs; otherwise a panel shows the learning rates below the losses.
func Compare(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	sc = sc.withResult(s.Lang)
	styles := sc.styles(s)
	losses := sc.losses(s)
	if sc.Tuning != nil {
		if err := sc.tuned(); err != nil {
			return Figure{}, err
		}
	}
	shown := sc // the curves show the rates
	shown.Settings = slices.DeleteFunc(slices.Clone(sc.Settings), func(v Setting) bool { return v.Key == "lr" })
	curves := sc.lossCurves(s.Lang, losses, styles)
	key := slices.Concat(sc.key(s, styles), sc.bandKey(s, curves), sc.swingKey(s, styles, sc.largestMap(s)))
	top := shown.header(s, key, append(sc.bandNote(s.Lang), sc.protocol()...)...)
	var rates []chart.Curve // none where there is no panel of rates
	if sc.ratesChange() {
		rates = sc.rateCurves(s.Lang, styles)
		sc.nameRates(rates)
	}
	unnamed := curves
	curves = sc.namedInShort(s.Lang, unnamed, rates == nil)
	var below sheet.Legend // where names have no room beside the curves
	room := s.AxisRoom(losses.scale)

	body := s.AboveAxis(s.Body(s.BelowHeader(top)))
	body.Min.X += room
	labels := chart.EndLabels(s, lossPanel(s, sc, body, losses, rates != nil), curves)
	names := namesRoom(s, sc, body, losses, curves, rates)
	body.Max.X -= names
	if s.Clipped(labels) || s.Crowded(labels, (1-lossGap)*curvesHeight(s, sc, body.Size().Y)) || crampsLandscape(s, body, room, names) {
		legend := s.LegendBelow(curveEntries(s.Lang, curves, false), s.Margin())
		if s.LegendHeight(legend) > mostLegend*s.Height { // it does without the rates
			curves = sc.namedInShort(s.Lang, unnamed, false)
			legend = s.LegendBelow(curveEntries(s.Lang, curves, false), s.Margin())
		}
		if h := s.LegendHeight(legend); h < body.Size().Y/2 {
			body.Min.Y, body.Max.X = body.Min.Y+h, body.Max.X+names
			below, names = legend, 0
		}
	}
	if sideBySide(s) {
		body = landscapeLeft(s, sc, body, room, names, styles)
	} else {
		body = landscapeAbove(s, sc, body, names, styles)
	}
	foot := body
	if sc.Tuning != nil {
		body = sensitivityBelow(s, sc, body, styles)
	}
	compareCurves(s, sc, body, losses, curves, rates, below.Below)
	if below.Below {
		s.DrawLegend(below, foot, 0)
	}
	return sc.finish(s, sc.describeTuning(s.Lang))
}

// mostLegend is the largest part of the figure's height for a legend that states learning rates.
const mostLegend = 0.2

// namedInShort returns curves of runs with the short names of the runs and, below the names,
// the learning rates, unless the names state them.
func (sc Scene) namedInShort(l words.Language, curves []chart.Curve, rates bool) []chart.Curve {
	curves = slices.Clone(curves)
	for i := range curves {
		label, t := &curves[i].Label, sc.Tracks[curves[i].Run]
		if label.Lines == nil || label.Face != typeset.Bold { // a curve beside the run's own
			continue
		}
		lines := []string{typeset.Escape(t.shortName())}
		if rate, ok := t.constantRate(l); rates && ok && !strings.Contains(t.Label, l.Parameter("lr", "")) {
			lines = append(lines, rate)
		}
		label.Lines = append(lines, label.Lines[1:]...)
	}
	return curves
}

// nameRates gives the curves of rates the names that were given to the runs: a run has one name
// in a figure.
func (sc Scene) nameRates(rates []chart.Curve) {
	for i := range rates {
		if t := sc.Tracks[rates[i].Run]; t.Named && rates[i].Label.Lines != nil {
			rates[i].Label.Lines = []string{typeset.Escape(t.Label)}
		}
	}
}

// compareCurves draws the panel of losses in a body and, if rates is not nil, the panel of
// learning rates below the losses.
func compareCurves(s *sheet.Sheet, sc Scene, body vg.Rectangle, a lossAxis, losses, rates []chart.Curve, inLegend bool) {
	p := lossPanel(s, sc, body, a, rates != nil)
	p.InLegend = inLegend
	marked := sc.iteratesOn(losses)
	drawLosses(s, p, sc, a, losses, chart.Obstacles{Boxes: slices.Concat(bestBoxes(s, p, sc, a), marked.markBoxes(s, p, losses, a.offset))})
	if rates == nil {
		sc.drawAxisX(s, p)
	} else {
		s.AxisX(p, "") // its name stands below the rates
		ratesBelow(s, sc, body, rates, inLegend)
	}
	marked.markCurves(s, p, losses, a.offset)
}

// lossPanel returns the panel of losses in a body: all of it, or what a panel of rates below leaves.
func lossPanel(s *sheet.Sheet, sc Scene, body vg.Rectangle, a lossAxis, rates bool) sheet.Panel {
	if rates {
		body.Min.Y += lossGap * body.Size().Y
	}
	return sheet.Panel{Rectangle: body, X: sc.xScale(s), Y: a.scale}
}

// ratesPanel returns the panel of learning rates in the lower part of a body.
func ratesPanel(s *sheet.Sheet, sc Scene, body vg.Rectangle) sheet.Panel {
	body.Max.Y = body.Min.Y + ratesPart*body.Size().Y
	return sheet.Panel{Rectangle: body, X: sc.xScale(s), Y: sc.rates()}
}

// namesRoom returns the width for the names right of the curves whose panels lie in a body.
func namesRoom(s *sheet.Sheet, sc Scene, body vg.Rectangle, a lossAxis, losses, rates []chart.Curve) vg.Length {
	body.Max.Y = body.Min.Y + curvesHeight(s, sc, body.Size().Y)
	names := chart.LabelRoom(s, lossPanel(s, sc, body, a, rates != nil), losses)
	if rates == nil {
		return names
	}
	return max(names, chart.LabelRoom(s, ratesPanel(s, sc, body), rates))
}

// ratesBelow draws the learning rates in the lower part of a body. Where their labels have
// no room the curves have none: the labels of the losses above name the same runs.
func ratesBelow(s *sheet.Sheet, sc Scene, body vg.Rectangle, curves []chart.Curve, inLegend bool) {
	rate := ratesPanel(s, sc, body)
	rate.InLegend = inLegend || s.Crowded(chart.EndLabels(s, rate, curves), rate.Height())
	drawRates(s, rate, s.Lang.RateAxis(), curves, chart.Obstacles{})
	sc.drawAxisX(s, rate)
}

// sensitivityBelow draws the tuning of the runs in the lower third of a body, and returns
// the rest of the body.
func sensitivityBelow(s *sheet.Sheet, sc Scene, body vg.Rectangle, styles []sheet.LineStyle) vg.Rectangle {
	curves := sc.sensitivities(s.Lang, styles)
	r := chart.Ranges{X: sc.rateRange(), Y: chart.LossRange(curves), NameX: s.Lang.LearningRate(), NameY: typeset.Escape(sc.Tuning.What)}
	p := sheet.Panel{Rectangle: body, X: r.X, Y: r.Y}
	p.Max.Y = body.Min.Y + 0.32*body.Size().Y
	chart.DrawSensitivities(s, p, curves, r)
	body.Min.Y = p.Max.Y + s.AxisDepth() + 6*s.Unit
	return body
}

// beforeCurves returns the gap between the contours and the curves, for the y axes of the
// curves.
func beforeCurves(s *sheet.Sheet, axis vg.Length) vg.Length { return axis + 12*s.Unit }

// besideCurves returns the part of a body that the curves leave for the contours. The curves
// get about a quarter of the figure's width, and down to a fifth where names are long and on
// slides.
func besideCurves(s *sheet.Sheet, body vg.Rectangle, axis, names vg.Length) vg.Rectangle {
	curves := min(0.26*s.Width, max(0.2*s.Width, 0.48*s.Width-names))
	if s.Theme.Slides { // large text beside the curves leaves the contours less
		curves = 0.17 * s.Width
	}
	body.Max.X -= curves + beforeCurves(s, axis)
	return body
}

// leastLandscape is the least part of the figure's width for contours with names of curves
// beside them.
const leastLandscape = 0.36

// crampsLandscape reports whether the names of curves at the side of the figure leave the
// contours too little room, as long names in large text do.
func crampsLandscape(s *sheet.Sheet, body vg.Rectangle, axis, names vg.Length) bool {
	return sideBySide(s) && besideCurves(s, body, axis, names).Size().X < leastLandscape*s.Width
}

// landscapeLeft draws the contours as large as possible in the left of a body, and returns
// the rest of the body for the curves. The paths have names unless a legend takes the place of
// the names beside the curves, whose width is then 0.
func landscapeLeft(s *sheet.Sheet, sc Scene, body vg.Rectangle, axis, names vg.Length, styles []sheet.LineStyle) vg.Rectangle {
	room := besideCurves(s, body, axis, names)
	f, plane := placeLandscape(s, sc.withoutBeside(), room)
	body.Min.X = plane.Max.X + landscape.ColourBarRoom(s, f, plane.Height()) + beforeCurves(s, axis)
	if plane.Height() >= 0.8*body.Size().Y { // a low landscape does not flatten the curves
		body.Min.Y, body.Max.Y = plane.Min.Y, plane.Max.Y
	}
	over := overlay{inLegend: true, names: names > 0}
	if sc.insetBeside() {
		over.beside, body = sc.Inset.planeAboveCurves(s, plane, body, axis)
	}
	drawLandscape(s, plane, f, sc, styles, over)
	return body
}

// sideBySide reports whether the curves stand beside the contours: in a square figure and a
// higher one they stand below.
func sideBySide(s *sheet.Sheet) bool { return s.Width > 1.1*s.Height }

// ratesPart is the part of the curves' height that the panel of rates takes, and lossGap the
// part that the panel of losses leaves for the rates and their axis.
const (
	ratesPart = 0.26
	lossGap   = 0.34
)

// lossPart is the least part of the figure's height for the losses with their axis where they
// stand below the contours.
const lossPart = 0.4

// mostCurves is the largest part of a body for the curves below contours.
const mostCurves = 0.72

// curvesHeight returns the least height for the curves in a body of a height: all of it beside
// the contours, and below the contours as much as they should have and the contours leave.
func curvesHeight(s *sheet.Sheet, sc Scene, body vg.Length) vg.Length {
	if sideBySide(s) {
		return body
	}
	wanted, _ := wantedCurves(s, sc, body)
	return max(0, min(wanted, mostCurves*body))
}

// wantedCurves returns the height that curves below contours should have in a body of a height, more
// where there is a panel of rates or of tuning, and by which part of it that height grows with the
// figure.
func wantedCurves(s *sheet.Sheet, sc Scene, body vg.Length) (height vg.Length, part vg.Length) {
	if sc.Tuning != nil { // a third panel
		return 0.58 * body, lossPart
	}
	part = lossPart
	losses := lossPart*s.Height - s.AxisDepth() - s.Margin()
	if sc.ratesChange() {
		losses, part = losses/(1-lossGap), part/(1-lossGap)
	}
	return losses + s.AxisDepth() + stackGap*s.Unit, part
}

// stackGap is the gap in units between the contours with their axis and the curves below.
const stackGap = 8

// landscapeAbove draws the contours over the figure's width, or over the height that the
// curves leave, and returns the rest of the body.
func landscapeAbove(s *sheet.Sheet, sc Scene, body vg.Rectangle, names vg.Length, styles []sheet.LineStyle) vg.Rectangle {
	room := body
	room.Max.X += names
	room.Min.Y += curvesHeight(s, sc, body.Size().Y)
	f, plane := placeLandscape(s, sc, room)
	plane.Max.Y, plane.Min.Y = room.Max.Y, room.Max.Y-plane.Height()
	s.Lack(lackBelow(s, sc, f, plane, room, body))
	drawLandscape(s, plane, f, sc, styles, overlay{inLegend: true, names: names > 0, beside: sc.planeBeside(s, plane, f)})
	body.Max.Y = plane.Min.Y - s.AxisDepth() - stackGap*s.Unit
	return body
}

// lackBelow returns the height that a figure lacks for contours over the width of a room, though not
// higher than a part of the figure, above curves of the height that they should have.
func lackBelow(s *sheet.Sheet, sc Scene, f terrain.Map, plane landscape.Plane, room, body vg.Rectangle) vg.Length {
	const most = 0.3
	wide := landscape.Aspect(sc.window(), vg.Point{X: room.Size().X - sc.besideMap(s, f, plane.Rectangle.Size()), Y: most * s.Height})
	wanted, part := wantedCurves(s, sc, body.Size().Y)
	return (max(0, wide.Y-plane.Height()) + wanted - (room.Min.Y - body.Min.Y)) / (1 - part)
}
