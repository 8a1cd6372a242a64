package drawing_test

import (
	"strings"
	"testing"
)

// A film of curves alone begins where these do, and no frame is before; with a map beside the curves,
// or another figure, there is something to see from the start.
func TestFilmBeginsWithItsCurves(t *testing.T) {
	const runs = "surface: ravine, optimizer: ['sgd:lr=.01'], steps: 40"
	for source, want := range map[string]float64{
		"{view: loss, " + runs + "}":                                                                                         0,
		"{view: loss, x-axis: {range: '15:'}, " + runs + "}":                                                                 15,
		"{view: loss, x-axis: {range: '14.5:'}, " + runs + "}":                                                               15,
		"{view: loss, x-axis: {range: ':15'}, " + runs + "}":                                                                 0,
		"{view: loss, every: 10, x-axis: {range: '15:'}, " + runs + "}":                                                      20,
		"{view: loss, x-axis: {scale: log}, " + runs + "}":                                                                   1,
		"{view: step-length, x-axis: {range: '15:'}, " + runs + "}":                                                          15,
		"{view: loss, axis: evaluations, x-axis: {range: '30:'}, " + runs + "}":                                              30,
		"{view: loss, surface: line5, batch: [1], axis: epoch, x-axis: {range: '2:'}, steps: 40}":                            2,
		"{view: compare, x-axis: {range: '15:'}, " + runs + "}":                                                              0,
		"{figures: [{view: loss, x-axis: {range: '15:'}, " + runs + "}, {view: trajectory, " + runs + "}]}":                  0,
		"{figures: [{view: loss, x-axis: {range: '15:'}, " + runs + "}, {kind: diagram, layers: [{width: 2}, {width: 1}]}]}": 15,
	} {
		g, err := paged(t, source, "")
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		film, err := g.Film()
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		if first := film.Frames[0].Place; first != want {
			t.Errorf("%s: begins at %g, want %g", source, first, want)
		}
		for until, refused := range map[float64]bool{want - 1: true, want: false} {
			if until < 0 {
				continue
			}
			g.Document.Until = &until
			_, err := g.Figure()
			if told := err != nil && strings.Contains(err.Error(), "is before the curves on the x axis, which begin at "); told != refused || err != nil && !told {
				t.Errorf("%s until %g: %v", source, until, err)
			}
		}
	}
}
