package render

import (
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// ordered are marks in an order of their own.
func ordered(marks []figure.Mark) []string {
	var out []string
	for _, m := range marks {
		out = append(out, written(m))
	}
	slices.Sort(out)
	return out
}

// written is a mark as text, with the pixels of a picture.
func written(m figure.Mark) string {
	text := fmt.Sprint(m.Outline(), m.Color, m.Width, m.Dash, m.Round)
	if m.Tiles != nil {
		text += fmt.Sprint(*m.Tiles)
	}
	if m.Picture != nil {
		text += fmt.Sprint(m.Picture.Box, sha256.Sum256(m.Picture.Image.Pix))
	}
	return text
}

// In the end a film shows what the figure does, in every view, and in every theme.
func TestFilmEndsAsFigure(t *testing.T) {
	for i, sc := range germanScenes(t) {
		for _, v := range Views() {
			if v.Fitted || v.Tuned {
				continue
			}
			style := sheet.Style{Width: 400, Height: 225, DPI: 36, Theme: sheet.Themes()[i%len(sheet.Themes())]}
			figure, err := v.Draw(sc, style)
			if err != nil {
				continue // of another dimension
			}
			film, err := v.Film(sc, style)
			if err != nil {
				t.Fatalf("%s: %v", v.Name, err)
			}
			if !film.Moves() {
				continue
			}
			last := film.Frame(math.Inf(1))
			if got, want := ordered(last.Marks), ordered(figure.Marks); !slices.Equal(got, want) {
				t.Errorf("scene %d, %s: %d marks in the end, the figure has %d others", i, v.Name, len(got), len(want))
			}
			if last.Desc != figure.Desc || last.Title != figure.Title {
				t.Errorf("%s: is told otherwise", v.Name)
			}
		}
	}
}

// Which views move, and that they begin with less than they end with.
func TestFilmGrows(t *testing.T) {
	sc := germanScenes(t)[1]
	moving := map[string]bool{"compare": true, "trajectory": true, "panels": true, "surface3d": true, "slice": true, "phase": true, "loss": true, "schedule": true, "field": true, "model": true, "curvature": true, "coordinate": true, "gradnorm": true, "step-length": true, "schedules": true}
	for _, v := range Views() {
		if v.Fitted || v.Tuned || v.Classes || v.Sharp || v.Name == "steps" || v.Name == "memory" { // these runs have none
			continue
		}
		film, err := v.Film(sc, sheet.Style{Width: 800, Height: 450, DPI: 72})
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		if film.Moves() != moving[v.Name] {
			t.Errorf("%s moves: %v", v.Name, film.Moves())
		}
		if !film.Moves() {
			continue
		}
		size := func(place float64) int {
			n := 0
			for _, m := range film.Marks(place) {
				n += len(m.Outline())
			}
			return n
		}
		if first, middle, last := size(0), size(film.Last/2), size(film.Last); first >= last || middle > last || first > middle {
			t.Errorf("%s: from %d by %d to %d points", v.Name, first, middle, last)
		}
	}
}

// A run is shown up to its iterate at a place, and has no verdict before its end.
func TestUpTo(t *testing.T) {
	sc := germanScenes(t)[1]
	whole := sc.Tracks[0].Path
	for place, want := range map[float64]int{-1: 1, 0: 1, 0.5: 1, 7: 8, 39: 40, 40: 41, 1e9: 41} {
		got := sc.upTo(place).Tracks[0].Path
		if got.Len() != min(want, whole.Len()) || len(got.X) != got.Dim*got.Len() {
			t.Errorf("up to %g: %d iterates, want %d", place, got.Len(), want)
		}
	}
	if sc.Tracks[0].Path.Len() != whole.Len() {
		t.Error("the scene itself has changed")
	}
}

// What arrives stays from its place on, in the order of the figure.
func TestArrivals(t *testing.T) {
	sc := germanScenes(t)[1]
	film, err := Views()[0].Film(sc, sheet.Style{Width: 800, Height: 450, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	places := []float64{0, 10, 20, 30, 40}
	late := film.Arrivals(places)
	if len(late) == 0 || len(film.Trails) == 0 {
		t.Fatalf("%d late, %d trails", len(late), len(film.Trails))
	}
	for _, l := range late {
		if !slices.Contains(places, l.Since) {
			t.Errorf("since %g", l.Since)
		}
		for _, at := range places {
			there := ordered(film.Marks(at))
			for _, m := range l.Marks {
				if at >= l.Since && !slices.Contains(there, written(m)) {
					t.Errorf("a mark since %g is not there at %g", l.Since, at)
				}
			}
		}
	}
	for _, trail := range film.Trails {
		if len(trail.Points) != len(trail.Places) || !slices.IsSorted(trail.Places) {
			t.Errorf("%d points, %d places", len(trail.Points), len(trail.Places))
		}
	}
}

// A film with notes, arrows and an inset ends as the figure, too.
func TestFilmWithNotesEndsAsFigure(t *testing.T) {
	sc, _, _ := onRavine(t, optimizers.Momentum{Momentum: 0.9})
	sc.Marks = []Mark{{Label: "a place", X: 3, Y: 3}, {Label: "a step", Run: 1, Step: 40}, {Label: "far", X: 99, Y: 3}}
	sc.Lines = []chart.XYLine{{Label: "a line", At: 1}}
	sc.Inset = &Inset{Window: surfaces.Window{{-0.5, 0.5}, {-0.5, 0.5}}}
	for _, v := range Views() {
		if v.Name != "compare" && v.Name != "trajectory" {
			continue
		}
		still, err := v.Draw(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		film, err := v.Film(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := ordered(film.Frame(math.Inf(1)).Marks), ordered(still.Marks); !slices.Equal(got, want) {
			t.Errorf("%s: %d marks in the end, the figure has %d others", v.Name, len(got), len(want))
		}
	}
}

// At step 0 a map shows neither the names of runs nor ends, but the starts; from step 1 on it shows all.
func TestFilmNamesRunsUnderWay(t *testing.T) {
	sc, _, _ := onRavine(t, optimizers.SGD{})
	sc.ArrowsAlong = false
	for _, v := range Views() {
		if v.Name != "trajectory" && v.Name != "surface3d" {
			continue
		}
		film, err := v.Film(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		size := func(place float64) int { return len(film.Marks(place)) }
		if first, next := size(0), size(1); next < first+len(sc.Tracks[0].Label) { // at least a mark for each letter
			t.Errorf("%s: %d marks at step 0, %d at step 1", v.Name, first, next)
		}
		name := ordered(film.Marks(1))
		for _, m := range ordered(film.Still.Marks) {
			if slices.Contains(name, m) {
				t.Errorf("%s: the still holds a mark that moves", v.Name)
			}
		}
	}
}
