package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// None is the value of keys that ask for a part of the figure to be left out.
const None = "none"

// Shown lists the values of the keys legend and formula-text.
var Shown = []string{"auto", None}

// Said holds what a user says of a figure in place of what is usual.
type Said struct {
	Title       string `yaml:"-"`            // in the figure's language; "": made from the surface and the runs
	NoTitle     bool   `yaml:"-"`            // no title is drawn
	Subtitle    string `yaml:"-"`            // in the figure's language, in place of the usual one; "": the usual
	NoSubtitle  bool   `yaml:"-"`            // no subtitle is drawn
	FormulaText string `yaml:"formula-text"` // whether the subtitle states the formula of the surface: auto or none; "": auto
	Legend      string `yaml:"legend"`       // whether lines have names, and signs a key: auto or none; "": auto
}

// flags declares the flags; the help of --title has something more at its end.
func (s *Said) flags(fs *pflag.FlagSet, titleHelp string) {
	fs.Var(newValue("TEXT", "", func(t string) error {
		s.Title, s.NoTitle = said(t)
		return nil
	}).orEmpty(), "title", "`TEXT` above the figure; '' or none: no title"+titleHelp)
	fs.Var(newValue("TEXT", "", func(t string) error {
		s.Subtitle, s.NoSubtitle = said(t)
		return nil
	}).orEmpty(), "subtitle", "`TEXT` below the title in place of the usual one; '' or none: no subtitle")
	fs.Var(newValue("none", "", func(t string) error { return setShown(&s.Legend, "legend", t) }), "legend", "`none`: no legend, no key, and no names at the ends of lines; auto: as usual")
	s.formulaFlag(fs)
}

// formulaFlag lets --formula take none, which leaves the formula of the surface out of the subtitle.
// Where the flag states a formula, a command line may give both.
func (s *Said) formulaFlag(fs *pflag.FlagSet) {
	stated := fs.Lookup("formula")
	if stated == nil {
		fs.Var(newValue("none", "", func(t string) error { return setShown(&s.FormulaText, "formula", t) }), "formula", "`none`: the subtitle states no formula")
		return
	}
	formula := stated.Value
	stated.Value = newValue("FORMULA", "", func(t string) error {
		if t == None {
			return setOnce(&s.FormulaText, t)
		}
		return formula.Set(t)
	}).repeatable()
	stated.Usage += "; none: the subtitle states no formula"
}

// said returns a title or subtitle as a user types it, and whether there is to be none.
func said(text string) (shown string, none bool) {
	if isBlank(text) || text == None {
		return "", true
	}
	return text, false
}

// isBlank reports whether a text has no character that shows.
func isBlank(text string) bool { return strings.TrimSpace(text) == "" }

// setOnce stores a text that must not be empty and is given once.
func setOnce(dst *string, t string) error {
	switch {
	case isBlank(t):
		return errors.New("is empty")
	case *dst != "":
		return fmt.Errorf("is given twice, first as %s: leave one out", printing.Clip(*dst))
	}
	*dst = t
	return nil
}

// setShown reads a value of one of the keys that take Shown.
func setShown(dst *string, what, t string) error {
	if *dst = t; !slices.Contains(Shown, t) {
		return unknownShown(what, t)
	}
	return nil
}

// offWords lists what people type for none.
var offWords = []string{"off", "no", "false", "hide", "hidden", "0"}

// unknownShown returns the error of a value that is none of Shown.
func unknownShown(what, t string) error {
	if slices.Contains(offWords, strings.ToLower(t)) {
		return fmt.Errorf("unknown %s (did you mean %s?); choose from %s", what, None, strings.Join(Shown, ", "))
	}
	return catalog.Unknown(what, t, Shown)
}

// checkSaid refuses texts that cannot be drawn, and unknown values of what a figure shows.
func (s Spec) checkSaid() error {
	for _, text := range []struct{ flag, text string }{{"--title", s.Title}, {"--subtitle", s.Subtitle}} {
		if err := s.CheckTitle(text.text); err != nil {
			return catalog.Blame(text.flag, text.text, err)
		}
	}
	for _, key := range []struct{ name, value string }{{"legend", s.Legend}, {"formula-text", s.FormulaText}} {
		if key.value != "" && !slices.Contains(Shown, key.value) {
			return catalog.Blame("--"+key.name, key.value, unknownShown(key.name, key.value))
		}
	}
	return nil
}

// textOr returns a Text for a text of the command line: none for an empty text, unless that is what
// the figure is to say.
func textOr(text string, none bool) Text {
	if none {
		return Text{"": ""}
	}
	return Plain(text)
}

// isNone reports whether the text, which is given, is empty in a language: nothing is drawn.
func (t Text) isNone(lang string) bool { return t != nil && isBlank(t.In(lang)) }

// saying returns the document with what a user says of it. On a page a title and a subtitle are those
// of the page; a figure without subtitle, legend or formula has none in any of its parts.
func (d Document) saying(s Said) Document {
	if title := textOr(s.Title, s.NoTitle); title != nil {
		d.Title = title
	}
	if subtitle := textOr(s.Subtitle, s.NoSubtitle); subtitle != nil {
		d.Subtitle, d.Note = subtitle, nil // the note is a part of the usual subtitle
	}
	return d.without(Said{NoSubtitle: s.NoSubtitle, Legend: s.Legend, FormulaText: s.FormulaText})
}

// without leaves out of a document and of the figures of a page what s says of all.
func (d Document) without(s Said) Document {
	if s.NoSubtitle {
		d.Subtitle, d.Note = textOr("", true), nil
	}
	if s.Legend != "" {
		d.Legend = s.Legend
	}
	if s.FormulaText != "" && len(d.Figures) == 0 && slices.Contains(keysOfKind(d.Kind), "formula-text") {
		d.FormulaText = s.FormulaText
	}
	d.Figures = slices.Clone(d.Figures)
	for i, f := range d.Figures {
		d.Figures[i] = f.without(s)
	}
	return d
}
