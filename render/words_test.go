package render

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// A subtitle tells the horizon in the unit it was given in, the formula of what a
// plane goes through, and each line of the note for itself.
func TestSubtitleParts(t *testing.T) {
	track := Track{Path: rows(3, 1, 2), PerEpoch: 10}
	whole := surfaces.Meta{Dim: 7, Formula: "F(x)"}
	sc := Scene{Surface: surfaces.DoubleWell{}, Steps: 20, Epochs: 2, Tracks: []Track{track}, Whole: &whole, Note: "seed 0\noff the plane"}
	got := strings.Split(sc.subtitle(words.English, "extra"), sheet.Separator)
	want := []string{"$f(x_1, …, x_7) = F(x)$", "2 epochs", "seed 0", "off the plane", "extra"}
	if len(got) != len(want) || !slices.Equal(got[1:], want[1:]) || !strings.Contains(got[0], "F(x)") {
		t.Errorf("%q, want %q", got, want)
	}
	sc.Epochs, sc.Whole = 0, nil
	if got := strings.Split(sc.subtitle(words.English), sheet.Separator); len(got) != 5 || got[1] != "start (0, 0)" || got[2] != "20 steps" {
		t.Errorf("without them %q", got)
	}
}

// The shortest subtitle keeps the noise, which may take a line of its own.
func TestBriefSubtitle(t *testing.T) {
	sc := Scene{Surface: surfaces.DoubleWell{}, Steps: 20, Noise: "noise 1", Note: "seed 0"}
	style := sheet.DefaultStyle()
	style.Theme = sheet.MustTheme("slides")
	got := strings.Split(sc.subtitleOn(sheet.New(style), "unkept"), sheet.Separator)
	if len(got) != 2 || got[1] != "noise 1" {
		t.Errorf("%q, want the formula and the noise", got)
	}
}

// Beside the title of a panel stands no marker that is nowhere in the panel: the ends of
// replicates are round dots.
func TestPanelOfReplicatesHasNoMarker(t *testing.T) {
	one, many := Track{Path: rows(3, 1, 2)}, Track{Path: rows(3, 1, 2), Ensemble: &optimizers.Ensemble{}}
	sc := Scene{Tracks: []Track{one, many}}
	for _, sc.Panels = range [][]Panel{nil, {{Tracks: []int{0}}, {Tracks: []int{1}}}} {
		if g := sc.groups(); g[0].bare || !g[1].bare {
			t.Errorf("bare %v and %v, want that of the replicates alone", g[0].bare, g[1].bare)
		}
	}
	if s := sheet.New(sheet.DefaultStyle()); sc.groups()[1].swatchRoom(s) != 0 || sc.groups()[0].swatchRoom(s) == 0 {
		t.Error("the title leaves room for a marker that is not there, or none for one that is")
	}
}

// A run that made no step has no rate to show, and its label no leader.
func TestNoStep(t *testing.T) {
	track := Track{Label: "SGD", Path: optimizers.Trajectory{Dim: 1, X: []float64{1}, Loss: []float64{1}, LR: []float64{math.NaN()}, Grads: []int{1}}}
	sc := Scene{Surface: surfaces.Sphere{N: 1}, Steps: 5, Tracks: []Track{track}}
	curves := sc.rateCurves(words.English, sc.styles(sheet.New(sheet.DefaultStyle())))
	if len(curves) != 1 || curves[0].Label.Lines != nil {
		t.Fatalf("curves %+v", curves)
	}
	curves[0].Label.Lines = []string{"SGD"}
	p := sheet.Panel{X: scale.Linear{Hi: 1}, Y: scale.Linear{Hi: 1}}
	if l := chart.EndLabels(sheet.New(sheet.DefaultStyle()), p, curves); len(l) != 1 || !l[0].Adrift {
		t.Errorf("labels %+v", l)
	}
}

// A model's curve has room as long as the data keep half of it.
func TestRoomFor(t *testing.T) {
	for _, c := range []struct {
		curves [][]float64
		want   scale.Linear
	}{
		{nil, scale.Linear{Lo: 0, Hi: 4}},
		{[][]float64{{1, 6}, {-2, 2}}, scale.Linear{Lo: -2, Hi: 6}},
		{[][]float64{{1, 20}, {}, {5, 7}}, scale.Linear{Lo: 0, Hi: 7}},
	} {
		var curves []chart.Curve
		for _, v := range c.curves {
			curves = append(curves, chart.Curve{Values: v})
		}
		if got := includeCurves(scale.Linear{Lo: 0, Hi: 4}, curves); got != c.want {
			t.Errorf("%v: %v, want %v", c.curves, got, c.want)
		}
	}
}

// Tables stand in columns where they can; a row of its own for a wide one is
// worth trying.
func TestRowsOfTables(t *testing.T) {
	if got := even(5, 2); !slices.Equal(got, []int{3, 2}) {
		t.Errorf("5 tables in 2 rows: %v", got)
	}
	if got, want := uneven(4), [][]int{{1, 3}, {1, 1, 2}, {1, 2, 1}, {2, 1, 1}}; !reflect.DeepEqual(got, want) {
		t.Errorf("uneven rows of 4: %v, want %v", got, want)
	}
	if got := uneven(3); !reflect.DeepEqual(got, [][]int{{1, 2}}) {
		t.Errorf("uneven rows of 3: %v", got)
	}
}

// Without runs the window of the model view is that of its step; one of the
// reader's own stays.
func TestModelWindow(t *testing.T) {
	q := newQuadratic(surfaces.DoubleWell{}, []float64{0.1, 1}) // to about (0, 0)
	w := surfaces.Window{{-2, 2}, {-2, 2}}
	got := q.around(w)
	x, y, _ := q.centre()
	if !got.Contains([]float64{0.1, 1}) || !got.Contains([]float64{x, y}) || got[0][1]-got[0][0] > 3 {
		t.Errorf("window %v for the step to (%v, %v)", got, x, y)
	}
	if got := q.around(surfaces.Window{{0, 0.5}, {0, 0.5}}); got[0] != [2]float64{0, 0.5} {
		t.Errorf("a step far out of the window: %v", got)
	}
}

// An automatic title is in the language of the figure, word for word; one's own stays.
func TestTitleInGerman(t *testing.T) {
	for _, c := range []struct {
		surface, title string
		labels         []string
		want           string
	}{
		{"ravine", "", nil, "Schlucht"},
		{"ravine", "", []string{"SGD", "Momentum", "Adam"}, "Schlucht: SGD, Momentum und Adam"},
		{"ravine", "", []string{"SGD konstant", "SGD Kosinus"}, "Schlucht: SGD konstant und Kosinus"},
		{"ravine", "", []string{"Newton konstant", "SGD Kosinus"}, "Schlucht: Newton konstant und SGD Kosinus"},
		{"sharp-flat", "", []string{"SGD"}, "Scharfes und flaches Minimum: SGD"},
		{"overfit", "", []string{"SGD Batch 100", "SGD Batch 10", "SGD Batch 1"}, "Training und Validierung: SGD mit Minibatches von 100, 10 und 1"},
		{"saddle", "", []string{"GD η = 0,1", "GD η = 0,2", "GD η = 0,3"}, "Sattel: GD mit η = 0,1; 0,2 und 0,3"},
		{"edge-of-stability", "", []string{"A", "B", "C", "D", "E", "F"}, "Stabilitätsgrenze: 6 Läufe im Vergleich"},
		{"ravine", "Sphere and cosine", []string{"SGD"}, "Sphere and cosine"},
	} {
		all := surfaces.Catalog()
		sc := Scene{Surface: all[slices.IndexFunc(all, func(f surfaces.Surface) bool { return f.Meta().Name == c.surface })], Title: c.title}
		for _, l := range c.labels {
			sc.Tracks = append(sc.Tracks, Track{Label: l})
		}
		if got := sc.title(words.German); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
