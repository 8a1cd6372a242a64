package document

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// AxesSpec holds the keys of the axes, and of marks, lines and slopes between them, for
// kinds whose axes the file describes.
type AxesSpec struct {
	XAxis AxisSpec `yaml:"x-axis" doc:"name, scale, range and ticks of the horizontal axis, of the curves where they stand beside a map"`
	YAxis AxisSpec `yaml:"y-axis" doc:"name, scale, range and ticks of the vertical axis, of the loss where its curves stand beside a map"`

	Marks  []MarkSpec  `yaml:"marks" doc:"points with a text"`
	Lines  []LineSpec  `yaml:"lines" doc:"dashed lines across, upright at x or level at y; with the views that show lines, such as loss and slice, too"`
	Slopes []SlopeSpec `yaml:"slopes" doc:"triangles that show a slope; on logarithmic axes an exponent"`
}

// MarkSpec is a marked point. X, Y and Label may be templates with measures.
type MarkSpec struct {
	X     string `yaml:"x" takes:"numbers"`
	Y     string `yaml:"y" takes:"numbers"`
	Curve int    `yaml:"curve" doc:"in place of y: the number of the curve it is on"`
	Run   string `yaml:"run" takes:"numbers" doc:"in place of x and y: the run whose iterate is marked, by its name or its number"`
	Step  string `yaml:"step" takes:"numbers" doc:"of the iterate"`
	Label Text   `yaml:"label" doc:"markup"`
}

// LineSpec is a line across at X or at Y.
type LineSpec struct {
	X     string `yaml:"x" takes:"numbers"`
	Y     string `yaml:"y" takes:"numbers"`
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

// mostNotes is the largest number of marks, of lines and of slopes on a figure: more cannot be read,
// and finding places for their texts would take long.
const mostNotes = 40

// checkCount refuses more marks, lines or slopes than a figure may have.
func (a AxesSpec) checkCount() error {
	for _, c := range []struct {
		flag string
		n    int
	}{{"--mark", len(a.Marks)}, {"--line-at", len(a.Lines)}, {"slopes", len(a.Slopes)}} {
		if c.n > mostNotes {
			return catalog.Usage("%s: %d are too many: at most %d", c.flag, c.n, mostNotes)
		}
	}
	return nil
}

// CheckAxes checks both axes, the marks, the lines and the labels of slopes.
func (d Document) CheckAxes() error {
	if err := d.checkCount(); err != nil {
		return err
	}
	for _, a := range d.GivenAxes() {
		err := a.check(a.Flag)
		if err == nil {
			err = catalog.Blame(a.Flag, a.String(), d.CheckMeasures(append(slices.Clone(a.Names), a.Name)...))
		}
		if err != nil {
			return err
		}
	}
	for i, m := range d.Marks {
		if err := d.checkMark(m); err != nil {
			return d.BlameMark(i, err)
		}
	}
	for i, s := range d.Slopes {
		if err := d.checkLabel(s.Label); err != nil {
			return d.BlameSlope(i, err)
		}
	}
	return d.CheckLines()
}

// checkMark refuses a mark that is neither at a point nor at an iterate, or whose text is wrong.
func (d Document) checkMark(m MarkSpec) error {
	switch {
	case m.Run != "" || m.Step != "":
		return d.checkIterate(m)
	case m.X == "" || (m.Y == "") == (m.Curve == 0):
		return fmt.Errorf("needs x and either y or the number of a curve%s", d.orIterate())
	case m.Curve != 0 && (d.Kind != "functions" || m.Curve < 1 || m.Curve > len(d.Curves)):
		return fmt.Errorf("there is no curve %d; the figure has %s", m.Curve, catalog.Count(len(d.Curves), "curve"))
	}
	return cmp.Or(d.checkQuantity(m.X), d.checkQuantity(m.Y), d.checkLabel(m.Label))
}

// CheckLines refuses lines that are neither at an x nor at a y, or whose texts are wrong.
func (d Document) CheckLines() error {
	for i, l := range d.Lines {
		err := cmp.Or(d.checkQuantity(l.X+l.Y), d.checkLabel(l.Label))
		if (l.X == "") == (l.Y == "") {
			err = errors.New("is either at an x or at a y, not at both and not at none")
		}
		if err != nil {
			return d.BlameLine(i, err)
		}
	}
	return nil
}

// BlameMark returns an error that names a mark, which err is about.
func (a AxesSpec) BlameMark(i int, err error) error {
	return catalog.Blame("--mark", a.Marks[i].String(), &itemError{i, err})
}

// BlameLine returns an error that names a line, which err is about.
func (a AxesSpec) BlameLine(i int, err error) error {
	return catalog.Blame("--line-at", a.Lines[i].String(), &itemError{i, err})
}

// BlameSlope returns an error that names a slope, which err is about.
func (a AxesSpec) BlameSlope(i int, err error) error {
	return catalog.Blame("slopes", catalog.FormatNumber(a.Slopes[i].Slope), &itemError{i, err})
}

// mostLabel is the largest number of characters of the text of a mark or a line, about four lines.
const mostLabel = 200

// checkLabel refuses a text of a mark or a line that no file can hold, or that is too long to find a place.
func (d Document) checkLabel(label Text) error {
	for _, lang := range slices.Sorted(maps.Keys(label)) {
		if err := checkCharacters(label[lang]); err != nil {
			return catalog.Blame("label", label[lang], err)
		}
		if n := utf8.RuneCountInString(label[lang]); n > mostLabel {
			return fmt.Errorf("its label has %d characters, at most %d find a place", n, mostLabel)
		}
	}
	return d.CheckMeasures(label)
}

// checkQuantity refuses a text that is neither a number nor a template of one.
func (d Document) checkQuantity(text string) error {
	if text == "" || strings.Contains(text, "{{") {
		return d.CheckMeasuring(text, Languages[0])
	}
	_, err := catalog.ParseNumber(strings.TrimSpace(text))
	return catalog.Blame("a number", text, err)
}
