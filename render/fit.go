package render

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Fit draws a model on its data, and left of the data, or above them in a square figure and a
// higher one, the landscape with the trajectories or, for a model of other than two
// parameters, the loss. A single run shows its models at the scene's Moments, graded from
// light to dark, and marks them on the landscape; each of several runs shows its model at
// the last moment in the run's own style.
//
// Data of one input are drawn as points with the model's curve, which is the probability of
// class 1 for data of two classes. A dashed curve shows the data without noise where the
// function behind them is known. Data of two inputs are drawn as points by class with the
// boundaries of the most probable class. For a single run the regions of the last model are
// tinted.
func Fit(sc Scene, style sheet.Style) (Figure, error) {
	planar := sc.Surface != nil && sc.meta().Dim == 2
	f, err := sc.fitted(style, planar)
	if err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	if planar {
		sc.refuseAxes(s)
	}
	styles := sc.styles(s)
	models := models(s, sc, styles)
	key, notes := dataKey(s.Lang, f.Data()), []string(nil)
	if planar {
		key, notes = slices.Concat(sc.fitKey(s, styles, len(models)), key, sc.endsKey(s, styles)), sc.endsNote(s.Lang)
	} else {
		key, notes = append(sc.bestKey(s.Lang), key...), sc.bandNote(s.Lang)
	}
	top := sc.header(s, key, notes...)

	body := s.AboveAxis(s.Body(s.BelowHeader(top)))
	first, second := body, body
	if sideBySide(s) {
		share := vg.Length(0.5)
		switch {
		case !planar && s.Theme.Slides && f.Data().Dim() == 2: // the regions are the message
			share = 0.36
		case !planar:
			share = 0.44
		}
		first.Max.X = body.Min.X + share*body.Size().X
	} else {
		share := vg.Length(0.52)
		if f.Data().Dim() == 2 { // with a legend below it
			share = 0.64
		}
		first.Min.Y = body.Min.Y + share*body.Size().Y
	}
	var taken vg.Point // the right and the lower end of what is drawn first
	if planar {
		taken = fitLandscape(s, first, sc, styles, models)
	} else {
		taken = fitLoss(s, first, sc, styles)
	}
	if sideBySide(s) {
		second.Min.X = taken.X + 10*s.Unit
	} else {
		second.Max.Y = taken.Y - s.AxisDepth() - 16*s.Unit
		s.Lack(flattest*second.Size().X - second.Size().Y)
	}
	fitData(s, second, sc, f, models)
	return sc.finish(s, s.Lang.DataBeside(f.Data().Len(), f.Data().Name), describeModels(s.Lang, f.Data(), models))
}

// refuseAxes refuses what is wanted of axes beside a map: there are no curves that have them.
func (sc Scene) refuseAxes(s *sheet.Sheet) {
	for i, a := range []chart.Axis{sc.XAxis, sc.YAxis} {
		if !a.IsZero() {
			s.Fail(&sheet.AxisError{Axis: []string{"x", "y"}[i], Err: errors.New("the fit view has a map and the data here: the compare view takes the axes of the loss, the data view those of the data")})
		}
	}
}

// flattest is the least height of data below a landscape, as a part of their width, for curves
// that can be told apart.
const flattest = 0.55

// fitKey returns the key of the landscape beside models. The mark of a run's last moment covers
// its end.
func (sc Scene) fitKey(s *sheet.Sheet, styles []sheet.LineStyle, models int) []sheet.KeyItem {
	key := sc.key(s, styles)
	if models > 1 && len(sc.Tracks) == 1 {
		key = slices.DeleteFunc(key, func(k sheet.KeyItem) bool { return k.Name == s.Lang.EndMark() })
	}
	return key
}

// DataFit draws a model on its data as Fit does, without the landscape or the loss.
func DataFit(sc Scene, style sheet.Style) (Figure, error) {
	f, err := sc.fitted(style, false)
	if err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	sc = sc.onMap()
	models := models(s, sc, sc.styles(s))
	top := sc.header(s, dataKey(s.Lang, f.Data()))
	fitData(s, s.AboveAxis(s.Body(top-8*s.Unit)), sc, f, models)
	return sc.finish(s, s.Lang.DataDrawn(f.Data().Len(), f.Data().Name), describeModels(s.Lang, f.Data(), models))
}

// fitted returns the scene's surface as a model on data, and an error for a scene that
// cannot be drawn, a surface that is no such model, and data that drawable refuses.
func (sc Scene) fitted(style sheet.Style, planar bool) (surfaces.Fitted, error) {
	if err := sc.check(style, planar); err != nil {
		return nil, err
	}
	f, ok := objective.As[surfaces.Fitted](sc.Surface)
	if !ok {
		return nil, fmt.Errorf("needs a model on data, %s is none", cmp.Or(sc.meta().Title, "the surface"))
	}
	for _, k := range sc.Moments {
		if k < 0 {
			return nil, fmt.Errorf("moment %d: steps are at least 0", k)
		}
	}
	return f, drawable(f.Data())
}

// fitData draws the data with the models into a room: curves for one input, regions for
// two.
func fitData(s *sheet.Sheet, room vg.Rectangle, sc Scene, f surfaces.Fitted, models []fitModel) {
	if f.Data().Dim() == 1 {
		drawFitCurves(s, room, f, models, sc.sides)
	} else {
		drawFitRegions(s, room, f, models, sc.sides, len(sc.Tracks) < 2)
	}
}

// describeModels returns the end of the description's sentence on the data: which models
// are drawn on them, and the formula of the data without noise where it is known.
func describeModels(l words.Language, set *data.Set, models []fitModel) string {
	labels := make([]string, len(models))
	for i, m := range models {
		labels[i] = strings.ReplaceAll(m.label, "$", "")
	}
	text := "."
	switch {
	case len(models) == 0:
	case slices.Equal(labels, []string{l.Model()}):
		text = l.WithModel() + "."
	default:
		text = l.WithModelAt(labels) + "."
	}
	if set.Truth != nil {
		text += l.DashedIs(set.Truth.Formula)
	}
	return text
}

// drawable returns an error for data that the fit view cannot show: more than two inputs,
// two inputs without classes, or one input with more than two classes.
func drawable(set *data.Set) error {
	switch d := set.Dim(); {
	case d > 2:
		return fmt.Errorf("the fit view draws data of 1 or 2 inputs, %s has %d", set.Name, d)
	case d == 2 && set.Classes == 0:
		return fmt.Errorf("the fit view draws data of 2 inputs by their classes, %s has numbers", set.Name)
	case d == 1 && set.Classes > 2:
		return fmt.Errorf("the fit view draws 2 classes of 1 input, %s has %d", set.Name, set.Classes)
	}
	return nil
}

// fitModel is a model with the parameters x of one iterate.
type fitModel struct {
	x     []float64
	label string // markup
	style sheet.LineStyle
	loss  string // of one of several moments of a run, as markup: "$f$ = 0.135"
}

// lines returns the label of the model's curve.
func (m fitModel) lines() []string {
	if m.loss == "" {
		return []string{m.label}
	}
	return []string{m.label, m.loss}
}

// models returns the models that the fit view shows: of a single run those at the scene's
// moments, and of several runs each run's model at the last moment.
func models(s *sheet.Sheet, sc Scene, styles []sheet.LineStyle) []fitModel {
	var out []fitModel
	for i, t := range sc.Tracks {
		if t.Path.Len() == 0 {
			continue
		}
		rows := sc.momentRows(t.Path)
		if len(sc.Tracks) > 1 {
			l := styles[i]
			out = append(out, fitModel{x: t.Path.At(rows[len(rows)-1]), label: runLabel(t).Lines[0], style: l})
			continue
		}
		if len(rows) == 1 { // a single model needs no step in its label
			l := styles[i]
			l.Dash, l.Grey = nil, nil
			out = append(out, fitModel{x: t.Path.At(rows[0]), label: s.Lang.Model(), style: l})
			continue
		}
		graded := s.Graded(styles[i], len(rows))
		for j, row := range rows {
			out = append(out, fitModel{t.Path.At(row), fmt.Sprintf("$k = %d$", t.Path.Step(row)), graded[j], momentLoss(s, t.Path.Loss[row])})
		}
	}
	return out
}

// momentLoss returns the loss of a model as markup, or "" in themes of large text, where there
// is no room for it.
func momentLoss(s *sheet.Sheet, loss float64) string {
	if s.Theme.SmallestText() > 0 {
		return ""
	}
	return "$f$ = " + s.Lang.Number(threeDigits(loss))
}

// momentRows returns the rows of a run that the fit view shows, ascending. A moment
// between two recorded steps is shown by the row before. Without moments the scene shows a
// ladder of steps and, of a run that stopped early, the best step.
func (sc Scene) momentRows(t optimizers.Trajectory) []int {
	last := t.Len() - 1
	moments := slices.Clone(sc.Moments)
	if moments == nil {
		between := mostRungs
		if f, ok := objective.As[surfaces.Fitted](sc.Surface); ok && f.Data().Classes > 2 { // each has several boundaries
			between = 1
		}
		moments = ladder(t.Step(last), between)
		if t.Verdict.Outcome == optimizers.Stopped {
			moments = append(moments, t.Verdict.Best) // the model that is kept
		}
	}
	for i, k := range moments {
		moments[i] = min(k/max(t.Every, 1), last)
		if k >= t.Step(last) {
			moments[i] = last
		}
	}
	slices.Sort(moments)
	return slices.Compact(moments)
}

// mostRungs is the largest number of steps that ladder chooses between its ends.
const mostRungs = 4

// ladder chooses a few steps of a run: 0, the last and, evenly among 1, 2, 5, 10, ... up
// to two thirds of the last, at most so many between; if most is 1, the middle one.
func ladder(last, most int) []int {
	var between []int
	for d := 1; 3*d < 2*last; d *= 10 {
		for _, k := range []int{d, 2 * d, 5 * d} {
			if 3*k < 2*last {
				between = append(between, k)
			}
		}
	}
	out := []int{0}
	if most == 1 && len(between) > 0 {
		return append(out, between[len(between)/2], last)
	}
	for i := range min(most, len(between)) {
		out = append(out, between[i*(len(between)-1)/max(min(most, len(between))-1, 1)])
	}
	return append(out, last)
}

// fitLandscape draws the landscape in the left of a room, with a mark at each model of a
// single run, and returns where the colour bar ends.
func fitLandscape(s *sheet.Sheet, room vg.Rectangle, sc Scene, styles []sheet.LineStyle, models []fitModel) vg.Point {
	room.Min.X += s.AxisRoom(scale.Linear{Lo: sc.window()[1][0], Hi: sc.window()[1][1]})
	f, p := placeLandscape(s, sc, room)
	if !sideBySide(s) { // the data take the room below that it leaves
		p.Min.Y, p.Max.Y = room.Max.Y-p.Height(), room.Max.Y
	}
	over := overlay{}
	if len(sc.Tracks) == 1 {
		over.above = func(s *sheet.Sheet, p landscape.Plane, _ terrain.Map) { drawFitMarks(s, p, sc, models) }
	}
	drawLandscape(s, p, f, sc, styles, over)
	return vg.Point{X: p.Max.X + landscape.ColourBarRoom(s, f, p.Height()), Y: p.Min.Y}
}

// fitLoss draws the loss curves into a room, and returns the right end of their labels and the
// lower end of their panel.
func fitLoss(s *sheet.Sheet, room vg.Rectangle, sc Scene, styles []sheet.LineStyle) vg.Point {
	a := sc.losses(s)
	p := sheet.Panel{Rectangle: room, X: sc.xScale(s), Y: a.scale}
	p.Min.X += s.AxisRoom(a.scale)
	curves := sc.lossCurves(s.Lang, a, styles)
	p.Max.X -= chart.LabelRoom(s, p, curves)
	also := chart.Obstacles{Lines: chart.LowerLines(sc.Lines, a.offset), Boxes: slices.Concat(bestBoxes(s, p, sc, a), sc.markBoxes(s, p, curves, a.offset))}
	drawLosses(s, p, sc, a, curves, also)
	sc.drawAxisX(s, p)
	chart.AcrossCurves(s, p, curves, also)
	sc.markCurves(s, p, curves, a.offset)
	return vg.Point{X: room.Max.X, Y: room.Min.Y}
}
