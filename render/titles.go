package render

import (
	"cmp"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
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

// subtitleOn returns the subtitle of a figure. Below a title that does not name the surface
// the subtitle begins with the name, and has the formula only where both fit on one line.
func (sc Scene) subtitleOn(s *sheet.Sheet, notes ...string) string {
	const ofUser = "formula" // a surface without a name
	m := sc.meta()
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

// subtitle returns the formula and how the runs were made, as markup, followed by the
// notes.
func (sc Scene) subtitle(l words.Language, notes ...string) string {
	m := sc.meta()
	if sc.Whole != nil {
		m = *sc.Whole
	}
	var parts []string
	if m.Formula != "" {
		parts = append(parts, l.Decimals(typeset.Math("f("+strings.Join(m.Variables(), ", ")+") = "+m.Formula)))
	}
	if start := sc.start(); start != nil && sc.Whole == nil { // the coordinates of a plane say nothing
		parts = append(parts, l.Start(l.Coordinates(start)))
	}
	if len(sc.Tracks) > 0 {
		parts = append(parts, sc.length(l))
	}
	if sc.Note != "" {
		for _, note := range strings.Split(sc.Note, "\n") {
			parts = append(parts, typeset.Escape(note))
		}
	}
	return strings.Join(append(parts, notes...), sheet.Separator)
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

// axisNames returns the names, as markup, of the two coordinates of a landscape.
func (sc Scene) axisNames(l words.Language) [2]string {
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
