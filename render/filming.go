package render

import (
	"cmp"
	"strings"

	"github.com/optviz/optviz/render/figure"
)

// Film draws a view's scene for showing its runs as far as they have come. What does
// not go on with the runs is still.
func (v View) Film(sc Scene, style Style) (Film, error) {
	f := &Film{Last: sc.furthest()}
	style.film = f
	still, err := v.Draw(sc, style)
	if err != nil {
		return *f, err
	}
	f.Still, f.Runs = still, sc.told(style)
	lang := speak(style.Lang)
	f.Axis, f.Lang = Plain(lang.phrase(strings.TrimSuffix(sc.axisName(), " $k$"))), cmp.Or(style.Lang, "en")
	f.Words = map[string]string{}
	for word, english := range figure.PlayerWords {
		f.Words[word] = lang.phrase(english)
	}
	return *f, nil
}

// told is what is told of the runs.
func (sc Scene) told(style Style) []figure.FilmRun {
	theme, _ := ThemeByName(style.Theme)
	var runs []figure.FilmRun
	for i, l := range sc.looks() {
		t := sc.Tracks[i]
		n := t.Path.Len()
		r := figure.FilmRun{Label: t.Label, Color: theme.colour(l.color), Places: sc.placesOf(t, n), Loss: t.Path.Loss, Rate: t.rates()}
		for row := range n {
			r.Steps = append(r.Steps, t.Path.Step(row))
		}
		runs = append(runs, r)
	}
	return runs
}
