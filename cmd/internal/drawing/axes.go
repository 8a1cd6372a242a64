package drawing

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/typeset"
)

// axes returns the axes of the document as they are drawn, by names in place of none.
func (g *Drawing) axes(x, y string) (across, up chart.Axis, err error) {
	if across, err = g.axis("--x-axis", g.Document.XAxis, x); err == nil {
		up, err = g.axis("--y-axis", g.Document.YAxis, y)
	}
	return across, up, err
}

// axis returns an axis of the document as it is drawn, by a name in place of none.
func (g *Drawing) axis(flag string, a document.AxisSpec, name string) (chart.Axis, error) {
	out := chart.Axis{Name: name, Scale: a.Kind(), Whole: a.Whole, Ticks: a.Ticks}
	if len(a.Name) > 0 {
		var err error
		if out.Name, err = g.words(a.Name); err != nil {
			return out, catalog.Blame(flag, g.Document.Words(a.Name), err)
		}
	}
	if len(a.Range) == 2 {
		out.Lo, out.Hi = a.Range.EndsOr(math.NaN(), math.NaN())
	}
	for _, t := range a.Names {
		out.Names = append(out.Names, g.Document.Words(t))
	}
	return out, nil
}

// annotate adds the marks, lines and slopes of the document to a plot.
func (g *Drawing) annotate(p *chart.XYPlot) error {
	d := g.Document
	for i, m := range d.Marks {
		mark, err := g.mark(m)
		if err != nil {
			return d.BlameMark(i, err)
		}
		p.Marks = append(p.Marks, mark)
	}
	lines, err := g.lines()
	if err != nil {
		return err
	}
	p.Lines = append(p.Lines, lines...)
	for i, s := range d.Slopes {
		label, err := g.words(s.Label)
		if err != nil {
			return d.BlameSlope(i, err)
		}
		p.Slopes = append(p.Slopes, chart.XYSlope{Label: label, Slope: s.Slope, From: s.From, To: s.To, Y: s.Y})
	}
	return nil
}

// notes returns the marks and the lines of the document as they are drawn.
func (g *Drawing) notes() (n chart.Notes, err error) {
	var p chart.XYPlot
	err = g.annotate(&p)
	return chart.Notes{Marks: p.Marks, Lines: p.Lines}, err
}

// lines returns the lines of the document as they are drawn.
func (g *Drawing) lines() ([]chart.XYLine, error) {
	var lines []chart.XYLine
	for i, l := range g.Document.Lines {
		at, err := g.quantity(l.X + l.Y)
		if err != nil {
			return nil, g.Document.BlameLine(i, err)
		}
		label, err := g.words(l.Label)
		if err != nil {
			return nil, g.Document.BlameLine(i, err)
		}
		lines = append(lines, chart.XYLine{Label: label, At: at, Level: l.X == ""})
	}
	return lines, nil
}

// checkLined refuses lines and axes that are none, and those that a view of runs does not have.
func (g *Drawing) checkLined(d document.Document, view render.View) error {
	if err := d.CheckAxes(); err != nil {
		return err
	}
	for _, a := range d.GivenAxes() {
		switch {
		case view.Axes == render.NoAxes:
			return catalog.Blame(a.Flag, a.String(), fmt.Errorf("goes with --view %s, not %s", document.ViewList(func(v render.View) bool { return v.Axes != render.NoAxes }), view.Name))
		case view.Axes == render.EdgeNames && (len(a.Name) == 0 || a.NameAlone().String() != a.String()):
			return catalog.Blame(a.Flag, a.String(), fmt.Errorf("--view %s takes the name of an axis alone; --window has its ends", view.Name))
		case len(a.Names) > 0:
			return catalog.Blame(a.Flag, a.String(), errors.New("names stand on the axes of kind: functions"))
		}
	}
	if view.Axes == render.MapAxes {
		return g.checkMapAxes("--view "+view.Name, "its ends are those of --window X0,X1,Y0,Y1")
	}
	return nil
}

// notesOnAxes says what the axes of a view leave out, and whose names they are where a map has axes, too.
func notesOnAxes(d document.Document, view render.View) (notes []string) {
	by := runs.XAxisOf(d.GridSpec.Spec)
	if d.XAxis.Kind() == scale.AsLog && view.Axis && by != render.ByRate {
		notes = append(notes, fmt.Sprintf("--x-axis %s has no %s 0, which symmetric shows", scale.AsLog, by))
	}
	for _, a := range d.GivenAxes() {
		if len(a.Name) > 0 && view.Planar && view.Axis {
			notes = append(notes, a.Flag+" names an axis of the curves, not of the map: --view trajectory draws the map alone, and names its own")
		}
	}
	return notes
}

// checkMapAxes refuses axes with what those of a map do not take.
func (g *Drawing) checkMapAxes(what, ends string) error {
	for _, a := range g.Document.GivenAxes() {
		if err := checkMapAxis(a, what, ends); err != nil {
			return err
		}
	}
	return nil
}

// checkMapAxis refuses what an axis of a map, whose ends and scale come from elsewhere, does not
// take.
func checkMapAxis(a document.GivenAxis, what, ends string) error {
	var err error
	switch {
	case len(a.Range) > 0:
		err = fmt.Errorf("%s is a map: %s", what, ends)
	case a.Kind() != scale.AsUsual || a.Whole || len(a.Names) > 0:
		err = fmt.Errorf("%s is a map, whose axes take a name and ticks", what)
	}
	return catalog.Blame(a.Flag, a.String(), err)
}

// mark returns a mark as it is drawn.
func (g *Drawing) mark(m document.MarkSpec) (out chart.XYMark, err error) {
	if out.X, err = g.quantity(m.X); err != nil {
		return out, err
	}
	if m.Curve != 0 {
		out.Y, err = g.CurveValue(m.Curve, out.X)
	} else {
		out.Y, err = g.quantity(m.Y)
	}
	if err != nil {
		return out, err
	}
	out.Label, err = g.words(m.Label)
	return out, err
}

// quantity returns a number of a file, which may be measured.
func (g *Drawing) quantity(text string) (float64, error) {
	number, err := g.filler.Fill(text, document.Languages[0])
	if err != nil {
		return 0, err
	}
	v, err := catalog.ParseNumber(strings.TrimSpace(number))
	return v, catalog.Blame("a number", text, err)
}

// words returns words of a figure, which may be measured. It refuses what the fonts of the theme cannot set.
func (g *Drawing) words(t document.Text) (string, error) {
	text, err := g.filler.Fill(g.Document.Words(t), g.Document.Language())
	if err != nil {
		return "", err
	}
	text = document.PowersAsMath(text)
	_, err = g.Style.Theme.Fonts.Set(text, typeset.Sans, 1)
	return text, err
}
