package document

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/typeset"
)

// NoteFlags declares the flags of marks and lines on the picture of runs or of a map. Only runs have
// iterates.
func (a *AxesSpec) NoteFlags(fs *pflag.FlagSet, iterates bool) {
	placeholder, more := "X,Y:TEXT", ""
	if iterates {
		placeholder, more = "X,Y|RUN@STEP:TEXT", ", or at an iterate of a run, by its name in the key or its number, as in 'Adam@50:here it turns'"
	}
	fs.Var(newValue(placeholder, "", func(t string) error {
		m, err := parseMark(t, iterates)
		err = cmp.Or(err, m.Label.checkCharacters())
		a.Marks = append(a.Marks, m)
		return err
	}).repeatable(), "mark", "text with an arrow to a point, as in '-0.5,0.4:here it gets stuck', repeatable: at x and y as the axes show them, of the map where a view has one"+more)
	fs.Var(newValue("x=V|y=V[:TEXT]", "", func(t string) error {
		l, err := parseLine(t)
		err = cmp.Or(err, l.Label.checkCharacters())
		a.Lines = append(a.Lines, l)
		return err
	}).repeatable(), "line-at", "dashed line across the picture or its map, upright at x or level at y, with a text: 'y=0.01:good enough', repeatable")
}

// cutText splits a flag at its first colon that no backslash precedes, into what the text is about
// and the text as markup.
func cutText(t string) (about string, text Text) {
	for i := range len(t) {
		if t[i] == ':' && (i == 0 || t[i-1] != '\\') {
			return strings.TrimSpace(strings.ReplaceAll(t[:i], `\:`, ":")), Plain(typeset.Escape(strings.TrimSpace(t[i+1:])))
		}
	}
	return strings.TrimSpace(strings.ReplaceAll(t, `\:`, ":")), nil
}

// parseMark reads a mark, X,Y:TEXT or, of a figure of runs, RUN@STEP:TEXT.
func parseMark(t string, iterates bool) (MarkSpec, error) {
	about, text := cutText(t)
	m := MarkSpec{Label: text}
	if at := strings.LastIndex(about, "@"); at >= 0 && iterates {
		m.Run, m.Step = strings.TrimSpace(about[:at]), strings.TrimSpace(about[at+1:])
		switch step, err := catalog.ParseWhole(m.Step); {
		case m.Run == "":
			return m, errors.New("has no run before the @, as in 'Adam@50:text' or '1@50:text'")
		case err != nil || step < 0:
			return m, fmt.Errorf("after the @ comes a step, 0 or more, not %s", printing.Quote(m.Step))
		}
		return m, nil
	}
	x, err := catalog.ParseNumbers(about)
	switch {
	case err == nil && len(x) > 2:
		return m, fmt.Errorf("has %d coordinates: a mark is at the 2 of the picture; of a run of many dimensions RUN@STEP marks an iterate", len(x))
	case err == nil && len(x) == 2:
		m.X, m.Y = catalog.FormatNumber(x[0]), catalog.FormatNumber(x[1])
		return m, nil
	case iterates:
		return m, errors.New("is not like '-0.5,0.4:text', a point and its text, or 'Adam@50:text', a step of a run")
	}
	return m, errors.New("is not like '0.1,0.9:text', a point and its text")
}

// parseLine reads a line, x=V:TEXT or y=V:TEXT.
func parseLine(t string) (LineSpec, error) {
	about, text := cutText(t)
	axis, value, ok := strings.Cut(about, "=")
	axis = strings.ToLower(strings.TrimSpace(axis))
	if !ok || axis != "x" && axis != "y" {
		return LineSpec{}, errors.New("is not like 'x=0.5:text', upright, or 'y=2:text', level")
	}
	v, err := catalog.ParseNumber(strings.TrimSpace(value))
	if err != nil {
		return LineSpec{}, err
	}
	if axis == "x" {
		return LineSpec{X: catalog.FormatNumber(v), Label: text}, nil
	}
	return LineSpec{Y: catalog.FormatNumber(v), Label: text}, nil
}

// String returns the place of the mark as its flag takes it.
func (m MarkSpec) String() string {
	switch {
	case m.Run != "" || m.Step != "":
		return m.Run + "@" + m.Step
	case m.Curve != 0:
		return fmt.Sprintf("%s on curve %d", m.X, m.Curve)
	}
	return m.X + "," + m.Y
}

// String returns the place of the line as its flag takes it.
func (l LineSpec) String() string {
	if l.X == "" {
		return "y=" + l.Y
	}
	return "x=" + l.X
}

// GivenFlag is a flag that is given, with its value.
type GivenFlag struct{ Flag, Value string }

// Given returns the flags by which axes, marks and lines are asked for.
func (a AxesSpec) Given() []GivenFlag {
	var all []GivenFlag
	for _, g := range a.GivenAxes() {
		all = append(all, GivenFlag{g.Flag, g.String()})
	}
	for _, m := range a.Marks {
		all = append(all, GivenFlag{"--mark", m.String()})
	}
	for _, l := range a.Lines {
		all = append(all, GivenFlag{"--line-at", l.String()})
	}
	return all
}

// checkIterate refuses a mark that is no iterate of a run.
func (d Document) checkIterate(m MarkSpec) error {
	switch {
	case d.Kind != "" && d.Kind != "plot":
		return fmt.Errorf("run and step are of a figure of runs, not of kind: %s", d.Kind)
	case m.Run == "" || m.Step == "":
		return errors.New("an iterate needs run and step, as in {run: 1, step: 50}")
	case m.X != "" || m.Y != "" || m.Curve != 0:
		return errors.New("is either at x and y or at a step of a run")
	}
	return cmp.Or(d.checkQuantity(m.Step), d.checkLabel(m.Label))
}

// orIterate adds to a message that a mark of runs may be an iterate.
func (d Document) orIterate() string {
	if d.Kind != "" && d.Kind != "plot" {
		return ""
	}
	return ", or run and step"
}

// CheckNotes refuses marks and lines in a view of runs that shows none.
func (d Document) CheckNotes(view render.View) error {
	goesWith := func(shown func(render.View) bool) error {
		return fmt.Errorf("goes with --view %s, not %s", ViewList(shown), view.Name)
	}
	switch {
	case len(d.Marks) > 0 && !view.Marks:
		return d.BlameMark(0, goesWith(func(v render.View) bool { return v.Marks }))
	case len(d.Lines) > 0 && !view.Lines:
		return d.BlameLine(0, goesWith(func(v render.View) bool { return v.Lines }))
	}
	return nil
}
