package render

import (
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// Loss draws only the loss against the scene's axis, the step by default, for a surface of
// any dimension.
func Loss(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	sc = sc.withResult(s.Lang)
	styles := sc.styles(s)
	a := sc.losses(s)
	curves := sc.lossCurves(s.Lang, a, styles)
	sc.sayNoExits(curves, s.Lang.Diverges())
	p := singlePanel(s, sc, sc.subtitleOn(s, sc.bandNote(s.Lang)...), a.scale, curves, append(sc.dashKey(s.Lang), sc.bestKey(s.Lang)...))
	also := chart.Obstacles{Lines: chart.LowerLines(sc.Lines, a.offset), Boxes: slices.Concat(bestBoxes(s, p, sc, a), sc.markBoxes(s, p, curves, a.offset))}
	drawLosses(s, p, sc, a, curves, also)
	sc.drawAxisX(s, p)
	chart.AcrossCurves(s, p, curves, also)
	sc.markCurves(s, p, curves, a.offset)
	return sc.finish(s)
}

// sayNoExits takes the note that a run leaves the window from the label of its curve: a figure
// without a map has no window. Of a loss that leaves the panel the label says instead that it
// diverges. Labels of replicates have no such note.
func (sc Scene) sayNoExits(curves []chart.Curve, diverges string) {
	for i, c := range curves {
		t := sc.Tracks[c.Run]
		if l := c.Label; l.Late > 0 && t.Ensemble == nil && t.Path.Verdict.Outcome == optimizers.LeftWindow {
			curves[i].Label.Lines, curves[i].Label.Late = l.Lines[:len(l.Lines)-l.Late], 0
			if c.Cut {
				addEndLines(&curves[i].Label, diverges)
			}
		}
	}
}

// mostNamePart is the part of a figure's width that the full names of runs may take beside a
// panel.
const mostNamePart = 0.2

// singlePanel draws the header and returns the only panel of a figure of curves. A legend
// below the panel names the curves where labels beside them would take too much room. Whether a
// curve is a pale area, which the key then explains, depends on the panel's width.
func singlePanel(s *sheet.Sheet, sc Scene, subtitle string, y scale.Scale, curves []chart.Curve, key []sheet.KeyItem) sheet.Panel {
	key = slices.Concat(key, sc.bandKey(s, curves))
	likely := panelBelow(s.Probe(), sc, subtitle, y, curves, key)
	return panelBelow(s, sc, subtitle, y, curves, slices.Concat(key, chart.SlabKey(s, likely, curves)))
}

// panelBelow does what singlePanel does, with a given key.
func panelBelow(s *sheet.Sheet, sc Scene, subtitle string, y scale.Scale, curves []chart.Curve, key []sheet.KeyItem) sheet.Panel {
	top := s.DrawHeader(sc.title(s.Lang), subtitle, key)
	p := s.WithinAxes(sheet.Panel{Rectangle: s.Body(top - 8*s.Unit), X: sc.xScale(s), Y: y})
	if s.LabelWidth(chart.EndLabels(s, p, curves)) > mostNamePart*s.Width {
		copy(curves, sc.namedInShort(s.Lang, curves, false)) // the caller draws them
	}
	names := curveEntries(s.Lang, curves, sc.dashKey(s.Lang) != nil)
	var l sheet.Legend
	l, p.Rectangle = s.PlaceLegend(names, chart.LabelRoom(s, p, curves), p.Rectangle, sheet.WholeRoom)
	p.Rectangle = s.Align(sheet.PlotBox, p.Rectangle)
	if l.Below {
		s.DrawLegend(l, p.Rectangle, 0)
		p.InLegend = true
	}
	return p
}

// curveEntries returns the entries of a legend of the curves that have labels, without the marker
// of a curve that has none. The validation curves of several runs have one entry, and none where the key
// has it.
func curveEntries(l words.Language, curves []chart.Curve, inKey bool) []sheet.LegendEntry {
	var names []sheet.LegendEntry
	add := func(c chart.Curve) {
		e := sheet.Entries([]sheet.EndLabel{c.Label}, []sheet.LineStyle{c.Style})[0]
		if c.Bare || c.Cut {
			e.Sample = c.Style.Stroke
		}
		names = append(names, e)
	}
	var beside []chart.Curve
	for _, c := range curves {
		switch {
		case c.Label.Lines == nil:
		case c.Beside:
			beside = append(beside, c)
		default:
			add(c)
		}
	}
	switch {
	case len(beside) > 1 && inKey:
		beside = nil
	case len(beside) > 1:
		c := beside[0]
		c.Label.Lines = []string{l.Validation()}
		c.Style = sheet.ValidationStyle(anyRun)
		beside = []chart.Curve{c}
	}
	for _, c := range beside {
		add(c)
	}
	return names
}

// lossAxis holds the scale of losses and the offset that is subtracted from them.
type lossAxis struct {
	scale  scale.Scale
	name   string
	offset float64 // subtracted from every loss
}

// losses chooses the loss axis. The axis is logarithmic above the infimum if that is
// known, or above the lowest known minimum unless a run finds a lower loss. Otherwise the
// axis shows the loss itself: in both directions from 0 if the loss has both signs. The axis is
// even where less than a decade would leave most of a logarithmic one empty.
func (sc Scene) losses(s *sheet.Sheet) lossAxis {
	l, m := s.Lang, sc.meta()
	floor := m.Floor()
	if math.IsNaN(m.Infimum) && sc.below(floor, 1e-12*math.Abs(floor)) || sc.below(floor, 1e-6*sc.largestLoss()) {
		floor = math.NaN() // also a claimed infimum that a run refutes
	}
	a := lossAxis{name: l.LossAxis(sc.lossSymbol())}
	if !math.IsNaN(floor) && !math.IsInf(floor, 0) && !sc.validated() { // which has another infimum
		a.offset = floor
		if floor != 0 {
			a.name = l.LossAbove(sc.lossSymbol(), terrain.FloorSymbol(m))
		}
	}
	r := sc.lossRange(a.offset, sc.Tracks)
	if all := sc.lossRange(a.offset, slices.Concat(sc.Tracks, sc.Beside)); all.near(r) {
		r = all
	}
	lo, hi := r.lo, r.hi
	switch {
	case lo > hi: // nothing was recorded
		a.scale = scale.Linear{Lo: 0, Hi: 1}
	case lo > 0 && hi < 10*lo: // no decade
		a.scale = scale.BothSigns(lo, hi)
	case lo >= 0 || a.offset != 0 || floor == 0:
		floor := r.floor()
		lo = min(max(lo, floor), max(hi, floor))
		a.scale = scale.LogRange(lo, math.Max(hi, floor), lo == floor)
	default:
		a.scale = scale.BothSigns(lo, hi)
	}
	a.scale = sc.YAxis.OnSheet(s, "y", a.scale, func() scale.Extent { return sc.lossExtent(a.offset) })
	a.name = sc.YAxis.NamedOn(a.scale, l, a.name)
	return a
}

// lossSymbol returns the symbol of the loss of an iterate: f(x_k), or f where the formula calls
// the iterates otherwise, as f(w, b).
func (sc Scene) lossSymbol() string {
	if strings.HasPrefix(sc.whole().Variables()[0], "x") {
		return "f(x_k)"
	}
	return "f"
}

// lossRange holds what a logarithmic axis of losses must show.
type lossRange struct {
	lo, hi  float64
	worst   float64 // the highest of the lowest losses of the runs
	latest  float64 // the step at which the last of them falls below UsualFloor; +Inf where one never does
	visible float64 // the lowest loss of the runs whose descent can be seen; +Inf where none can
	held    float64 // the lowest loss but for dips of a single step
}

// fewSteps is a number of steps within which every iterate of a run can be told apart.
const fewSteps = 30

// floor returns the loss at which a logarithmic axis ends at the latest: UsualFloor, or
// LeastFloor where every run comes closer within fewSteps, so that one sees how the number of
// right digits grows.
//
// A run that falls below UsualFloor within a tenth of the steps, as Newton's method does, is a
// vertical line wherever the axis ends. The axis ends above UsualFloor where the other runs
// would otherwise share a strip at the top: the room below their lowest loss is at most as
// high as the room above it, and at least two decades.
//
// The axis ends at the lowest loss that a run holds for more than a step where a dip goes more than
// a decade below it: the dip would take the room of the curves.
func (r lossRange) floor() float64 {
	floor := scale.UsualFloor
	switch {
	case r.latest <= fewSteps:
		floor = max(scale.LeastFloor, r.worst/100)
	case !math.IsInf(r.visible, 1):
		floor = max(scale.UsualFloor, r.visible/max(100, r.hi/r.visible))
	}
	if r.lo < r.held/10 {
		return max(floor, r.held)
	}
	return floor
}

// lossRange measures the losses of some runs above an offset.
func (sc Scene) lossRange(offset float64, tracks []Track) lossRange {
	r := lossRange{lo: math.Inf(1), hi: math.Inf(-1), visible: math.Inf(1), held: math.Inf(1)}
	for _, t := range tracks {
		least, limit, arrival := math.Inf(1), sc.limit(t), math.Inf(1)
		for _, values := range sc.drawn(t) {
			for k := range values {
				if !sc.shows(t, k) {
					continue
				}
				above := func(k int) float64 { return min(max(values[k], -limit), limit) - offset }
				v := above(k)
				r.held = min(r.held, withoutDip(above, k, len(values)))
				if v <= scale.UsualFloor {
					arrival = min(arrival, float64(k*max(t.Path.Every, 1)))
				}
				least, r.hi = min(least, v), max(r.hi, v)
			}
		}
		r.lo = min(r.lo, least)
		if math.IsInf(least, 1) {
			continue
		}
		r.worst, r.latest = max(r.worst, least), max(r.latest, arrival)
		if arrival >= 0.1*float64(sc.Steps) {
			r.visible = min(r.visible, max(least, scale.UsualFloor))
		}
	}
	return r
}

// lossExtent returns the extent of the losses above an offset.
func (sc Scene) lossExtent(offset float64) scale.Extent {
	e := scale.NewExtent()
	for _, t := range sc.Tracks {
		limit := sc.limit(t)
		for _, values := range sc.drawn(t) {
			for k, v := range values {
				if sc.shows(t, k) {
					e.Add(min(max(v, -limit), limit) - offset)
				}
			}
		}
	}
	return e
}

// withoutDip returns value k of n, or the lower of its neighbours if it is below both.
func withoutDip(value func(k int) float64, k, n int) float64 {
	if k == 0 || k == n-1 {
		return value(k)
	}
	return max(value(k), min(value(k-1), value(k+1)))
}

// near reports whether figures beside each other share an axis of losses: where the range of
// them all spans at most three decades, or at most three times as many as the range of one, so
// that no curve becomes flat.
func (all lossRange) near(own lossRange) bool {
	const sharedDecades, sharedTimes = 3, 3
	wide := all.decades()
	return all.lo > 0 && (wide < sharedDecades || own.lo > 0 && wide <= sharedTimes*own.decades())
}

// decades returns how many decades an axis shows of the range.
func (r lossRange) decades() float64 {
	floor := r.floor()
	return math.Log10(max(r.hi, floor)) - math.Log10(min(max(r.lo, floor), max(r.hi, floor)))
}

// below reports whether a run gets below a loss by more than a tolerance.
func (sc Scene) below(floor, tolerance float64) bool {
	for _, t := range sc.Tracks {
		for _, v := range t.Path.Loss {
			if v < floor-tolerance {
				return true
			}
		}
	}
	return false
}

// largestLoss returns the largest absolute loss of the runs' iterates.
func (sc Scene) largestLoss() float64 {
	most := 0.0
	for _, t := range sc.Tracks {
		for _, v := range t.Path.Loss {
			most = max(most, math.Abs(v))
		}
	}
	return most
}

// drawn returns the losses that the axis must hold. The faint sample of an ensemble is not
// among them and may leave the axis.
func (sc Scene) drawn(t Track) [][]float64 {
	if e := t.Ensemble; e != nil {
		return [][]float64{e.Loss.Low, sc.centreLine(e.Loss), e.Loss.High, sc.centreLine(e.Validation)}
	}
	return [][]float64{t.Path.Loss, t.Path.Validation}
}

// limit returns the largest absolute loss that is drawn of a run that diverges or leaves
// the window, and of an ensemble: larger losses would take the room of the other runs.
// Other runs have no limit.
func (sc Scene) limit(t Track) float64 {
	if o := t.Path.Verdict.Outcome; o != optimizers.Diverged && o != optimizers.LeftWindow && t.Ensemble == nil {
		return math.Inf(1)
	}
	most := 1.0
	for _, other := range sc.Tracks {
		if other.Path.Len() > 0 {
			most = max(most, math.Abs(other.Path.Loss[0]))
		}
	}
	return 1e3 * most
}

// drawnCount returns how many values are drawn: all up to the first of the values at the end
// that all lie beyond the limit.
func drawnCount(values []float64, limit float64) int {
	n := len(values)
	for n > 1 && math.Abs(values[n-2]) > limit {
		n--
	}
	return n
}

// lossCurves returns the loss curve of each run, labelled with the run's name and the
// reason of an early end, and with it the faint sample of an ensemble and the validation
// curve.
func (sc Scene) lossCurves(l words.Language, a lossAxis, styles []sheet.LineStyle) []chart.Curve {
	var curves []chart.Curve
	for i, t := range sc.Tracks {
		limit := sc.limit(t)
		n := drawnCount(t.Path.Loss, limit)
		c := chart.Curve{Values: lowered(t.Path.Loss[:n], a.offset), At: sc.placed(t), Step: t.Path.Step, Cut: n < t.Path.Len()}
		label := runLabel(t)
		if e := t.Ensemble; e != nil {
			c.Style, c.Width, c.Cut, c.Bare, c.Sample, c.Run = styles[i].Faint(0.45), sampleWidth, false, true, true, i
			if sc.showsSample() {
				curves = append(curves, c)
			}
			c = sc.replicated(t, e.Loss, a.offset, limit)
			if c.Cut && e.Loss.Expected != nil {
				addEndLines(&label, l.Diverges())
			}
		}
		addEndLines(&label, t.endReasons(l)...)
		c.Style, c.Label, c.Run = styles[i], label, i
		if sc.validated() {
			c.Style = c.Style.Solid() // dashes are for validation
		}
		curves = append(curves, c)
		if v, ok := sc.validationCurve(t, a.offset, limit); ok {
			v.Style, v.Run, v.Beside = sheet.ValidationStyle(styles[i]), i, true
			v.Label = sheet.EndLabel{Lines: []string{sc.ofRun(t, l.Validation())}, Size: sheet.TickSize}
			curves = append(curves, v)
		}
	}
	return curves
}

// endReasons returns, as lines of markup, why a run ended early, or how many of its
// replicates diverge. It returns nil for a usual end.
func (t Track) endReasons(l words.Language) []string {
	if t.Ensemble != nil {
		if n := t.numDiverged(); n > 0 {
			return []string{l.SomeDiverge(n, len(t.Ensemble.Ends))}
		}
		return nil
	}
	switch v := t.Path.Verdict; v.Outcome {
	case optimizers.Diverged:
		return []string{l.Diverges()}
	case optimizers.Failed:
		return []string{l.Stops(v.Step)}
	case optimizers.LeftWindow:
		return []string{l.LeavesWindow()}
	case optimizers.Stopped:
		return []string{l.StoppedEarly(v.Step), l.BestAt(v.Best)}
	}
	return nil
}

// addEndLines appends lines of markup to a label, which films show only once the run has
// ended.
func addEndLines(l *sheet.EndLabel, why ...string) {
	l.Lines, l.Late = append(l.Lines, why...), l.Late+len(why)
}

func runLabel(t Track) sheet.EndLabel {
	return sheet.EndLabel{Lines: []string{typeset.Escape(t.Label)}, Face: typeset.Bold, Size: sheet.RunSize}
}

// drawLosses draws the loss panel without its x axis. The names of curves keep off what else the
// panel shows.
func drawLosses(s *sheet.Sheet, p sheet.Panel, sc Scene, a lossAxis, curves []chart.Curve, also chart.Obstacles) {
	s.AxisY(p, a.name)
	chart.DrawCurves(s, p, curves, also)
	s.Animate(func(s *sheet.Sheet, until float64) { markBest(s, p, sc.upTo(until), a, until) })
}
