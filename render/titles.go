package render

import (
	"fmt"
	"math"
	"strings"

	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// title returns the scene's own title, or names the surface and the runs in a language.
func (sc Scene) title(l *sheet.Language) string {
	if sc.Title != "" {
		return sc.Title
	}
	name := l.Phrase(sc.meta().Title)
	if len(sc.Tracks) == 0 {
		return name
	}
	if len(sc.Tracks) > 5 {
		return name + ": " + l.Phrase(fmt.Sprintf("%d runs compared", len(sc.Tracks)))
	}
	labels := make([]string, len(sc.Tracks))
	for i, t := range sc.Tracks {
		labels[i] = l.Phrase(t.Label)
	}
	return name + ": " + l.Together(labels)
}

// subtitle gives the formula and how the runs were made, as markup. Extra
// parts follow.
func (sc Scene) subtitle(extra ...string) string {
	m := sc.meta()
	if sc.Whole != nil {
		m = *sc.Whole
	}
	parts := []string{typeset.Math("f(" + strings.Join(m.Variables(), ", ") + ") = " + m.Formula)}
	if start, ok := sc.start(); ok && sc.Whole == nil { // the coordinates of a plane say nothing
		parts = append(parts, "start "+start)
	}
	if len(sc.Tracks) > 0 {
		parts = append(parts, sc.length())
	}
	if sc.Note != "" {
		for _, note := range strings.Split(sc.Note, "\n") {
			parts = append(parts, typeset.Escape(note))
		}
	}
	return strings.Join(append(parts, extra...), sheet.Separator)
}

// length writes the horizon of the runs: in epochs or examples where the runs share these,
// and otherwise in steps.
func (sc Scene) length() string {
	switch {
	case sc.Epochs > 0:
		return sheet.Count(sc.Epochs, "epoch")
	case sc.Seen > 0:
		return sheet.Count(sc.Seen, "example") + " seen"
	case sc.Axis == ByEpoch:
		return sheet.Count(int(math.Round(sc.furthest())), "epoch")
	}
	return sheet.Count(sc.Steps, "step")
}

// axisNames returns the names, as markup, of the two coordinates of a landscape.
func (sc Scene) axisNames() [2]string {
	m := sc.meta()
	if len(m.Axes) == 2 && strings.Contains(m.Axes[0]+m.Axes[1], " ") { // words
		return [2]string{typeset.Escape(m.Axes[0]), typeset.Escape(m.Axes[1])}
	}
	names := m.Variables()
	return [2]string{typeset.Math(names[0]), typeset.Math(names[1])}
}

// start writes the common start of the runs; ok is false where they start apart or in too
// many dimensions to show.
func (sc Scene) start() (text string, ok bool) {
	var first string
	for _, t := range sc.Tracks {
		if t.Path.Dim > 3 || t.Path.Len() == 0 {
			return "", false
		}
		p := sheet.Coordinates(t.Path.X[:t.Path.Dim])
		if first != "" && p != first {
			return "", false
		}
		first = p
	}
	return first, first != ""
}
