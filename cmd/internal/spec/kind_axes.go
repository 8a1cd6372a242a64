package spec

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/render/chart"
)

// AxesSpec are the axes of the kinds that leave them to the file, and what is noted
// between them.
type AxesSpec struct {
	XAxis AxisSpec `yaml:"x-axis" doc:"name, range and scale of the horizontal axis"`
	YAxis AxisSpec `yaml:"y-axis" doc:"name, range and scale of the vertical axis"`

	Marks  []MarkSpec  `yaml:"marks" doc:"points with a text"`
	Lines  []LineSpec  `yaml:"lines" doc:"dashed lines across, upright at x or level at y; with view: loss, sharpness or slice, too"`
	Slopes []SlopeSpec `yaml:"slopes" doc:"triangles that show a slope; on logarithmic axes an exponent"`
}

// MarkSpec is a marked point. X and Y are numbers, or templates that measure one,
// and so may be the words.
type MarkSpec struct {
	X     string `yaml:"x"`
	Y     string `yaml:"y"`
	Curve int    `yaml:"curve" doc:"in place of y: the number of the curve it is on"`
	Label Text   `yaml:"label" doc:"markup"`
}

// LineSpec is a line across at X or at Y.
type LineSpec struct {
	X     string `yaml:"x"`
	Y     string `yaml:"y"`
	Label Text   `yaml:"label" doc:"markup"`
}

// SlopeSpec is a triangle whose upper side begins at (From, Y).
type SlopeSpec struct {
	Slope float64 `yaml:"slope"`
	From  float64 `yaml:"from"`
	To    float64 `yaml:"to"`
	Y     float64 `yaml:"y"`
	Label Text    `yaml:"label" doc:"in place of the number"`
}

// AxisSpec is an axis as a file describes it.
type AxisSpec struct {
	Name  Text      `yaml:"name" doc:"markup, with mathematics between dollar signs"`
	Range []float64 `yaml:"range" doc:"low and high end; without, as far as the values go"`
	Log   bool      `yaml:"log" doc:"logarithmic"`
	Whole bool      `yaml:"whole" doc:"ticks at whole numbers only"`
	Names []Text    `yaml:"names" doc:"of the horizontal axis: in place of the numbers 0, 1, 2, ..."`
}

// check refuses ends that are none.
func (a AxisSpec) check(key string) error {
	text := catalog.JoinNumbers(a.Range)
	switch {
	case len(a.Range) == 0:
		return nil
	case len(a.Range) != 2:
		return catalog.Blame(key+" range", text, errors.New("is not a low and a high end"))
	case a.Log && a.Range[0] <= 0:
		return catalog.Blame(key+" range", text, fmt.Errorf("%s is no end of a logarithmic axis", catalog.FormatNumber(a.Range[0])))
	}
	return catalog.Blame(key+" range", text, catalog.CheckSide(a.Range[0], a.Range[1]))
}

// checkAxes checks both axes, and what stands between them.
func (d Document) checkAxes() error {
	if err := d.XAxis.check("x-axis"); err != nil {
		return err
	}
	if err := d.YAxis.check("y-axis"); err != nil {
		return err
	}
	for i, m := range d.Marks {
		if m.X == "" || (m.Y == "") == (m.Curve == 0) {
			return catalog.Usage("mark %d needs x and either y or the number of a curve", i+1)
		}
		if m.Curve != 0 && (d.Kind != "functions" || m.Curve < 1 || m.Curve > len(d.Curves)) {
			return catalog.Usage("mark %d: there is no curve %d; the figure has %s", i+1, m.Curve, catalog.Count(len(d.Curves), "curve"))
		}
		if err := cmp.Or(d.checkQuantity(m.X), d.checkQuantity(m.Y), d.checkMeasures(m.Label)); err != nil {
			return catalog.Usage("mark %d: %w", i+1, err)
		}
	}
	return d.checkLines()
}

// axis is an axis as it is drawn, with a name in place of none.
func (d Document) axis(a AxisSpec, name string) chart.XYAxis {
	out := chart.XYAxis{Name: d.text(a.Name), Log: a.Log, Whole: a.Whole}
	if out.Name == "" {
		out.Name = name
	}
	if len(a.Range) == 2 {
		out.Lo, out.Hi = a.Range[0], a.Range[1]
	}
	for _, t := range a.Names {
		out.Names = append(out.Names, d.text(t))
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
		p.Slopes = append(p.Slopes, chart.XYSlope{Label: d.text(s.Label), Slope: s.Slope, From: s.From, To: s.To, Y: s.Y})
	}
	return nil
}

// lines are the document's as they are drawn.
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

// checkLined refuses lines that are none, and those that a view of runs does not have.
func (d Document) checkLined(view string) error {
	if views := []string{"loss", "sharpness", "slice"}; len(d.Lines) > 0 && !slices.Contains(views, view) {
		return catalog.Usage("lines are for view: %s, and for kinds that are curves", strings.Join(views, ", "))
	}
	return d.checkLines()
}

// checkLines refuses lines that are none.
func (d Document) checkLines() error {
	for i, l := range d.Lines {
		if (l.X == "") == (l.Y == "") {
			return catalog.Usage("line %d needs either x or y", i+1)
		}
		if err := cmp.Or(d.checkQuantity(l.X+l.Y), d.checkMeasures(l.Label)); err != nil {
			return catalog.Usage("line %d: %w", i+1, err)
		}
	}
	return nil
}

// mark is a mark as it is drawn.
func (g *Drawing) mark(m MarkSpec) (out chart.XYMark, err error) {
	if out.X, err = g.quantity(m.X); err != nil {
		return out, err
	}
	if m.Curve != 0 {
		out.Y, err = g.Value(m.Curve, out.X)
	} else {
		out.Y, err = g.quantity(m.Y)
	}
	if err != nil {
		return out, err
	}
	out.Label, err = g.words(m.Label)
	return out, err
}

// checkQuantity refuses what is neither a number nor a measure of one.
func (d Document) checkQuantity(text string) error {
	if text == "" || strings.Contains(text, "{{") {
		return d.checkMeasuring(text, Languages[0])
	}
	_, err := catalog.ParseNumber(strings.TrimSpace(text))
	return catalog.Blame("a number", text, err)
}

// quantity is a number of a file, which may be measured.
func (g *Drawing) quantity(text string) (float64, error) {
	number, err := g.Measure(text, Languages[0])
	if err != nil {
		return 0, err
	}
	v, err := catalog.ParseNumber(strings.TrimSpace(number))
	return v, catalog.Blame("a number", text, err)
}

// words are words of a figure, which may be measured.
func (g *Drawing) words(t Text) (string, error) {
	text, err := g.Measure(g.Document.text(t), g.Document.lang())
	return asMath(text), err
}
