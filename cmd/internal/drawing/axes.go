package drawing

import (
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
)

// axis returns an axis of the document as it is drawn, by a name in place of none.
func axis(d document.Document, a document.AxisSpec, name string) chart.XYAxis {
	out := chart.XYAxis{Name: d.Words(a.Name), Log: a.Log, Whole: a.Whole}
	if out.Name == "" {
		out.Name = name
	}
	if len(a.Range) == 2 {
		out.Lo, out.Hi = a.Range[0], a.Range[1]
	}
	for _, t := range a.Names {
		out.Names = append(out.Names, d.Words(t))
	}
	return out
}

// annotate adds the marks, lines and slopes of the document to a plot.
func (g *Drawing) annotate(p *chart.XYPlot) error {
	d := g.Document
	for i, m := range d.Marks {
		mark, err := g.mark(m)
		if err != nil {
			return fmt.Errorf("mark %d: %w", i+1, err)
		}
		p.Marks = append(p.Marks, mark)
	}
	lines, err := g.lines()
	if err != nil {
		return err
	}
	p.Lines = append(p.Lines, lines...)
	for _, s := range d.Slopes {
		p.Slopes = append(p.Slopes, chart.XYSlope{Label: d.Words(s.Label), Slope: s.Slope, From: s.From, To: s.To, Y: s.Y})
	}
	return nil
}

// lines returns the lines of the document as they are drawn.
func (g *Drawing) lines() ([]chart.XYLine, error) {
	var lines []chart.XYLine
	for i, l := range g.Document.Lines {
		at, err := g.quantity(l.X + l.Y)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		label, err := g.words(l.Label)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		lines = append(lines, chart.XYLine{Label: label, At: at, Level: l.X == ""})
	}
	return lines, nil
}

// values returns the scale of an axis with a range, or nil.
func values(a document.AxisSpec) scale.Scale {
	switch {
	case len(a.Range) == 0:
		return nil
	case a.Log:
		return scale.Log{Lo: a.Range[0], Hi: a.Range[1]}
	}
	return scale.Linear{Lo: a.Range[0], Hi: a.Range[1]}
}

// checkLined refuses lines and ranges that are none, and those that a view of runs does not
// have. Of an axis, a view of runs takes the range and the scale alone.
func checkLined(d document.Document, view render.View) error {
	y := d.YAxis
	if (len(d.Lines) > 0 || len(y.Range) > 0 || y.Log) && !view.Lines {
		return catalog.Usage("lines and y-axis are for view: %s, and for kinds that are curves", document.ViewList(func(v render.View) bool { return v.Lines }))
	}
	if len(y.Name) > 0 || y.Whole || len(y.Names) > 0 || y.Log && len(y.Range) == 0 {
		return catalog.Usage("the y-axis of a view of runs has a range, and log beside it")
	}
	return d.CheckAxes()
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

// words returns words of a figure, which may be measured.
func (g *Drawing) words(t document.Text) (string, error) {
	text, err := g.filler.Fill(g.Document.Words(t), g.Document.Language())
	return document.PowersAsMath(text), err
}
