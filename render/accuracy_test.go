package render

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
)

// Training is drawn whole, held-out examples dashed and without a band; of an ensemble
// the mean of its replicates' scores.
func TestAccuracies(t *testing.T) {
	track := Track{Label: "SGD", Path: rows(3, 1, 2)}
	track.Path.Scores = [][]float64{{0.5, 0.75, 1}, {0.5, 0.6, 0.7}}
	sc := Scene{Steps: 2, Mean: true, Tracks: []Track{track}}
	curves := sc.accuracies(words.English, sc.styles(sheet.New(sheet.DefaultStyle())))
	if len(curves) != 2 || !slices.Equal(curves[0].Values, track.Path.Scores[0]) || !slices.Equal(curves[1].Values, track.Path.Scores[1]) {
		t.Fatalf("curves %v", curves)
	}
	if curves[0].Style.Dash != nil || curves[1].Style.Dash == nil || curves[1].Label.Lines[0] != "test" {
		t.Errorf("dashes %v and %v, label %q", curves[0].Style.Dash, curves[1].Style.Dash, curves[1].Label.Lines)
	}
	two := [][]float64{{0.5, 0.25, 0.75, 0.5, 1, 1}, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}}
	track.Ensemble = &optimizers.Ensemble{Every: 1, Last: 2, Ends: make([]optimizers.End, 2), Scores: two}
	sc.Tracks[0] = track
	curves = sc.accuracies(words.English, sc.styles(sheet.New(sheet.DefaultStyle())))
	if want := []float64{0.375, 0.625, 1}; !slices.Equal(curves[0].Values, want) || curves[0].Band == nil || curves[1].Band != nil {
		t.Errorf("%v, want %v", curves[0].Values, want)
	}
	if s := shares(curves); s.At(0.2) != 0 {
		t.Errorf("0.2 is at %v of the axis", s.At(0.2))
	}
}

// The sharpness is drawn up to where it is a number, and its scale has room for lines.
func TestSharpnesses(t *testing.T) {
	track := Track{Label: "SGD", Path: rows(4, 1, 3)}
	track.Path.Scores = [][]float64{{1, 2, 3, math.NaN()}}
	sc := Scene{Steps: 3, Tracks: []Track{track, {Label: "none", Path: rows(2, 1, 1)}}}
	curves := sc.sharpnesses(words.English, sc.styles(sheet.New(sheet.DefaultStyle())))
	if len(curves) != 1 || !slices.Equal(curves[0].Values, []float64{1, 2, 3}) {
		t.Fatalf("curves %v", curves)
	}
	scale := sharpnessScale(curves, []chart.XYLine{{At: 8, Level: true}, {At: 100}})
	if at := scale.At(8); at < 0.9 || at > 1 || scale.At(0) < 0 {
		t.Errorf("8 is at %v, 0 at %v", at, scale.At(0))
	}
}
