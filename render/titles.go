package render

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// header writes the title, the subtitle with some notes, which are markup, and the key of a
// figure of the scene, and returns the y below them.
func (sc Scene) header(s *sheet.Sheet, key []sheet.KeyItem, notes ...string) vg.Length {
	return s.DrawHeader(sc.title(s.Lang), sc.subtitleOn(s, notes...), key)
}

// title returns the scene's own title or, without one, how the runs ended, in views that
// show this, or the names of the surface and the runs.
func (sc Scene) title(l words.Language) string {
	if title := cmp.Or(sc.Title, sc.result); title != "" {
		return title
	}
	name := l.Surface(sc.meta())
	switch n := len(sc.Tracks); {
	case n == 0:
		return name
	case n > 5:
		return name + ": " + l.RunsCompared(n)
	}
	labels := make([]string, len(sc.Tracks))
	for i, t := range sc.Tracks {
		labels[i] = t.Label
	}
	if name == "" {
		return l.Together(labels)
	}
	return name + ": " + l.Together(labels)
}

// ofUser is the catalogue's name of a surface without a name.
const ofUser = "formula"

// subtitleOn returns the subtitle of a figure. Below a title that does not name the surface
// the subtitle begins with the name, and has the formula only where both fit on one line. Where
// a figure has room for the shortest subtitle alone, it has the formula or else the name, and
// the settings.
func (sc Scene) subtitleOn(s *sheet.Sheet, notes ...string) string {
	m := sc.meta()
	if s.Briefly() {
		return sc.brief(s)
	}
	if sc.Title != "" || sc.result == "" || m.Name == ofUser {
		return sc.subtitle(s.Lang, notes...)
	}
	name := typeset.Escape(s.Lang.Surface(m)) + sheet.Separator
	if whole := name + sc.subtitle(s.Lang, notes...); s.FitsSubtitle(whole) {
		return whole
	}
	m.Formula = ""
	sc.Meta, sc.Whole = &m, nil
	return name + sc.subtitle(s.Lang, notes...)
}

// subtitle returns the formula, the settings and how the runs were made, as markup, followed
// by the notes. It leaves out what the title says.
func (sc Scene) subtitle(l words.Language, notes ...string) string {
	parts := sc.formula(l)
	parts = append(parts, sc.settings(l)...)
	if start := sc.start(); start != nil && sc.Whole == nil { // the coordinates of a plane say nothing
		parts = append(parts, l.StartAt(start))
	}
	if len(sc.Tracks) > 0 && !sc.Solved && (sc.Steps != 1 || sc.Epochs+sc.Seen > 0) { // a single step shows
		parts = append(parts, sc.length(l))
	}
	if sc.Note != "" {
		for _, note := range strings.Split(sc.Note, "\n") {
			parts = append(parts, typeset.Escape(note))
		}
	}
	parts = slices.DeleteFunc(parts, sc.inTitle)
	return strings.Join(append(parts, notes...), sheet.Separator)
}

// brief returns the shortest subtitle of a figure: the formula or, where that and the settings are
// too long, the surface's name, the settings, and the noise, which is why the runs differ. What
// explains signs is then in the key. Below the title of a page, and alone, the name of a surface would
// say nothing.
func (sc Scene) brief(s *sheet.Sheet) string {
	settings := sc.settings(s.Lang)
	parts := slices.DeleteFunc(slices.Concat(sc.formula(s.Lang), settings), sc.inTitle)
	name := ""
	if sc.whole().Name != ofUser && !s.FitsSubtitle(strings.Join(parts, sheet.Separator)) {
		name = typeset.Escape(s.Lang.Surface(sc.whole()))
		parts = slices.DeleteFunc(settings, sc.inTitle)
	}
	if noise := typeset.Escape(sc.Noise); noise != "" && !sc.inTitle(noise) {
		parts = append(parts, noise)
	}
	if name != "" && !sc.inTitle(name) && (sc.Title == "" || len(parts) > 0 && !s.OnPage()) {
		parts = append([]string{name}, parts...)
	}
	return strings.Join(parts, sheet.Separator)
}

// whole returns what is known of the surface or, of a plane, of the surface it cuts.
func (sc Scene) whole() surfaces.Meta {
	if sc.Whole != nil {
		return *sc.Whole
	}
	return sc.meta()
}

// formula returns the formulas of the surface and of the validation loss beside it, as markup;
// none where none is known.
func (sc Scene) formula(l words.Language) []string {
	m := sc.whole()
	if m.Formula == "" || sc.NoFormula {
		return nil
	}
	parts := []string{l.Decimals(typeset.Math("f(" + strings.Join(m.Variables(), ", ") + ") = " + m.Formula))}
	if sc.Validation != nil {
		parts = append(parts, ValidationFormula(l, m, sc.Validation.Meta())...)
	}
	return parts
}

// ValidationFormula returns the formula of a validation loss beside that of a loss, as markup;
// none where both have the same or where the formula is not known.
func ValidationFormula(l words.Language, loss, validation surfaces.Meta) []string {
	if validation.Formula == "" || validation.Formula == loss.Formula {
		return nil
	}
	return []string{typeset.Escape(l.ValidationLoss()) + " " + l.Decimals(typeset.Math(validation.Formula))}
}

// settings returns what the rules of the runs share, as markup: one part of a subtitle.
func (sc Scene) settings(l words.Language) []string {
	if len(sc.Settings) == 0 {
		return nil
	}
	texts := make([]string, len(sc.Settings))
	for i, s := range sc.Settings {
		texts[i] = typeset.Escape(s.Text)
	}
	return []string{l.Listed(texts)}
}

// inTitle reports whether the title says a part of the subtitle: "From (1, 2)" says where the
// runs start, and "All 3000 steps" how many steps they make.
func (sc Scene) inTitle(part string) bool {
	if at := strings.Index(part, "("); at > 0 && !strings.ContainsAny(part, "=") {
		part = part[at:]
	}
	return sc.Title != "" && strings.Contains(plain(sc.Title), plain(part))
}

// plain returns the characters of a text or a markup without spaces.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '$':
			return -1
		case r == '−':
			return '-'
		}
		return r
	}, text)
}

// length returns the horizon of the runs in words: in epochs or examples where the runs
// share these, and otherwise in steps.
func (sc Scene) length(l words.Language) string {
	switch {
	case sc.Epochs > 0:
		return l.Epochs(sc.Epochs)
	case sc.Seen > 0:
		return l.ExamplesSeen(sc.Seen)
	case sc.Axis == ByEpoch:
		return l.Epochs(int(math.Round(sc.furthest())))
	}
	return l.Steps(sc.Steps)
}

// axisNames returns the names, as markup, of the two sides of a map.
func (sc Scene) axisNames(l words.Language) [2]string {
	names := sc.coordinateNames(l)
	return [2]string{sc.sides[0].Named(names[0]), sc.sides[1].Named(names[1])}
}

// coordinateNames returns the names, as markup, of the two coordinates of a landscape.
func (sc Scene) coordinateNames(l words.Language) [2]string {
	m := sc.meta()
	if m.Slice != nil {
		return l.SliceAxes(m)
	}
	if len(m.Axes) == 2 && strings.Contains(m.Axes[0]+m.Axes[1], " ") { // words
		return [2]string{typeset.Escape(m.Axes[0]), typeset.Escape(m.Axes[1])}
	}
	names := m.Variables()
	return [2]string{typeset.Math(names[0]), typeset.Math(names[1])}
}

// start returns the common start of the runs; nil where they start apart or in too many
// dimensions to show.
func (sc Scene) start() []float64 {
	var first []float64
	for _, t := range sc.Tracks {
		if t.Path.Dim > 3 || t.Path.Len() == 0 {
			return nil
		}
		start := t.Path.X[:t.Path.Dim]
		if first != nil && words.English.Coordinates(start) != words.English.Coordinates(first) {
			return nil
		}
		first = start
	}
	return first
}
