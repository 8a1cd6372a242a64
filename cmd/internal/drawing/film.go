package drawing

import (
	"fmt"
	"math"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
)

// Film draws what is computed, as it goes on.
func (g *Drawing) Film() (figure.Film, error) {
	r, ok := g.Content.(*Runs)
	if !ok {
		return figure.Film{}, catalog.Usage("nothing in it moves")
	}
	film, err := r.film(g)
	if err != nil {
		return figure.Film{}, err
	}
	a := document.Animation{}
	if g.Document.Animate != nil {
		a = *g.Document.Animate
	}
	a = a.WithDefaults()
	n := max(1, min(int(math.Round(a.Seconds*a.FPS)), int(a.Seconds*document.MaxFPS+1e-9)))
	if runs.XAxisOf(g.Document.GridSpec.Spec) == render.ByStep {
		n = max(1, min(n, int(film.Last))) // there is nothing between steps
	}
	out := film.Film
	out.Frames = make([]figure.Frame, n+1)
	places := make([]float64, n+1)
	for i := range out.Frames {
		places[i] = film.Last * (float64(i) / float64(n)) // exactly the end at the last
		out.Frames[i] = figure.Frame{Marks: film.Marks(places[i]), Seconds: a.Seconds / float64(n), Place: places[i]}
	}
	out.Frames[n].Seconds = a.Pause
	out.Late = func() []figure.Late { return film.Arrivals(places) }
	return out, nil
}

// film draws the scene with its runs as far as they have come.
func (r *Runs) film(g *Drawing) (sheet.Film, error) {
	g.sayOwn()
	scene, err := r.scene(g)
	if err != nil {
		return sheet.Film{}, err
	}
	film, err := r.view.Film(scene, g.Style)
	if err == nil && !film.Moves() {
		err = catalog.Usage("nothing in it moves")
	}
	if err != nil {
		return film, g.undrawable("the "+r.view.Name+" view", err)
	}
	return film, nil
}

// until draws the runs up to the document's place.
func (r *Runs) until(g *Drawing) (render.Figure, error) {
	film, err := r.film(g)
	if err != nil {
		return render.Figure{}, err
	}
	if end := g.end(film); *g.Document.Until > end {
		return render.Figure{}, catalog.Blame("until", catalog.FormatNumber(*g.Document.Until), fmt.Errorf("is past the end of the runs, %s", catalog.FormatNumber(end)))
	}
	return film.Frame(*g.Document.Until), nil
}

// end returns where the longest run ends, or would if none diverged.
func (g *Drawing) end(film sheet.Film) float64 {
	if runs.XAxisOf(g.Document.GridSpec.Spec) == render.ByStep {
		return float64(g.Plan.Steps)
	}
	return film.Last
}
