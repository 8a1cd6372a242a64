package render

import (
	"cmp"
	"strings"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Film draws a view's scene as a film of its runs. The film's still holds all that does
// not change with the runs.
func (v View) Film(sc Scene, style sheet.Style) (sheet.Film, error) {
	f := &sheet.Film{Last: sc.furthest()}
	style.Film = f
	still, err := v.Draw(sc, style)
	if err != nil {
		return *f, err
	}
	f.Still, f.Runs = still, sc.filmRuns(style)
	if v.curvesAlone() {
		low, _ := scale.Ends(sc.xScale(sheet.New(style)))
		f.First = sc.firstFrom(max(0, low))
	}
	l := words.Speak(style.Lang)
	f.Axis, f.Lang = sheet.Plain(strings.TrimSuffix(sc.axisName(l), " $k$")), cmp.Or(style.Lang, "en")
	f.Words = map[string]string{
		"play": l.Play(), "pause": l.Pause(), "back": l.FrameBack(), "next": l.FrameOn(), "first": l.ToStart(), "scrub": l.Scrub(),
		"speed": l.Speed(), "toggle": l.ShowOrHide(), "runs": l.Runs(), "step": l.Step(), "loss": l.LossReadout(), "rate": l.Rate(),
	}
	return *f, nil
}

// curvesAlone reports whether all that moves in the view are curves against the Axis: before these
// begin, there is nothing.
func (v View) curvesAlone() bool { return v.Axis && !v.Planar && !v.Fitted }

// filmRuns returns what films show of each run: label, colour and, row by row, places on
// the axis, steps, losses and rates.
func (sc Scene) filmRuns(style sheet.Style) []figure.FilmRun {
	s := sheet.New(style)
	var runs []figure.FilmRun
	for i, l := range sc.styles(s) {
		t := sc.Tracks[i]
		n := t.Path.Len()
		r := figure.FilmRun{Label: t.Label, Color: s.Recolour(l.Color), Places: sc.placesOf(t, n), Loss: t.Path.Loss, Rate: t.rates()}
		for row := range n {
			r.Steps = append(r.Steps, t.Path.Step(row))
		}
		runs = append(runs, r)
	}
	return runs
}
