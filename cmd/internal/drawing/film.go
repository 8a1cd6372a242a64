package drawing

import (
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
)

// errStill is the error of a drawing in which nothing moves.
var errStill = errors.New("nothing in it moves")

// Film draws what is computed, as it goes on.
func (g *Drawing) Film() (figure.Film, error) {
	film, err := g.film()
	if err != nil {
		return figure.Film{}, err
	}
	if !film.Moves() {
		return figure.Film{}, catalog.Usage("%w", errStill)
	}
	a := document.Animation{}
	if g.Document.Animate != nil {
		a = *g.Document.Animate
	}
	a = a.WithDefaults()
	n := max(1, min(int(math.Round(a.Seconds*a.FPS)), int(a.Seconds*document.MaxFPS+1e-9)))
	if g.bySteps() {
		n = max(1, min(n, int(film.Last-film.First))) // there is nothing between steps
	}
	out := film.Film
	out.Frames = make([]figure.Frame, n+1)
	places := make([]float64, n+1)
	for i := range out.Frames {
		part := float64(i) / float64(n)
		places[i] = film.First*(1-part) + film.Last*part // exactly the end at the last
		out.Frames[i] = figure.Frame{Marks: film.Marks(places[i]), Seconds: a.Seconds / float64(n), Place: places[i]}
	}
	out.Frames[n].Seconds = a.Pause
	out.Late = func() []figure.Late { return film.Arrivals(places) }
	return out, nil
}

// Until returns the drawing with its runs up to a place on their axis.
func (g *Drawing) Until(place float64) *Drawing {
	until := *g
	until.Document.Until, until.Document.Frames = &place, nil
	return &until
}

// film returns the film of a drawing. That of a kind without runs has no moves.
func (g *Drawing) film() (sheet.Film, error) {
	g = g.saying()
	switch c := g.Content.(type) {
	case *Runs:
		return c.film(g)
	case *Page:
		return c.film(g)
	}
	still, err := g.Figure()
	return sheet.Film{Film: figure.Film{Still: still}}, err
}

// bySteps reports whether all runs of a drawing advance by steps.
func (g *Drawing) bySteps() bool {
	for _, leaf := range g.leaves() {
		if _, ok := leaf.Content.(*Runs); ok && runs.XAxisOf(leaf.Document.GridSpec.Spec) != render.ByStep {
			return false
		}
	}
	return true
}

// film draws the scene with its runs as far as they have come.
func (r *Runs) film(g *Drawing) (sheet.Film, error) {
	scene, err := r.scene(g)
	if err != nil {
		return sheet.Film{}, err
	}
	film, err := r.view.Film(scene, g.Style)
	return film, g.undrawable("the "+r.view.Name+" view", err)
}

// until draws the runs up to the document's place.
func (r *Runs) until(g *Drawing) (render.Figure, error) {
	film, err := r.film(g)
	if err != nil {
		return render.Figure{}, err
	}
	return g.frame(film)
}

// frame returns the figure of the document's place in a film.
func (g *Drawing) frame(film sheet.Film) (render.Figure, error) {
	if !film.Moves() {
		return render.Figure{}, catalog.Usage("%w", errStill)
	}
	until := *g.Document.Until
	if end := g.end(film); until > end {
		return render.Figure{}, pastEnd(until, end)
	}
	if until < film.First {
		return render.Figure{}, blameUntil(until, fmt.Errorf("is before the curves on the x axis, which begin at %s", catalog.FormatNumber(film.First)))
	}
	return film.Frame(until), nil
}

// end returns where the longest run ends, or would if none diverged.
func (g *Drawing) end(film sheet.Film) float64 {
	if !g.bySteps() {
		return film.Last
	}
	return g.lastStep()
}

// CheckUntil refuses a document's place past the end of all runs, which steps count.
func (g *Drawing) CheckUntil() error {
	until := g.Document.Until
	if all := g.wholePage(); until != nil && all.bySteps() && *until > all.lastStep() {
		return pastEnd(*until, all.lastStep())
	}
	return nil
}

// pastEnd returns the error of a place past the end of the runs.
func pastEnd(until, end float64) error {
	return blameUntil(until, fmt.Errorf("is past the end of the runs, %s", catalog.FormatNumber(end)))
}

// blameUntil returns an error that names the place up to which runs are drawn, which err is about.
func blameUntil(until float64, err error) error {
	return catalog.Blame("until", catalog.FormatNumber(until), err)
}

// lastStep returns the number of steps of the longest run.
func (g *Drawing) lastStep() (steps float64) {
	for _, leaf := range g.leaves() {
		steps = max(steps, float64(leaf.Plan.Steps))
	}
	return steps
}

// film draws the page with the runs of all its figures as far as they have come.
func (p *Page) film(g *Drawing) (sheet.Film, error) {
	_, at, err := p.drawWhole(g)
	if err != nil {
		return sheet.Film{}, err
	}
	films := make([]sheet.Film, len(at.parts))
	axis := ""
	for i, part := range at.parts {
		if films[i], err = part.film(); err != nil {
			return sheet.Film{}, err
		}
		if !films[i].Moves() {
			continue
		}
		if axis == "" {
			axis = films[i].Axis
		}
		if films[i].Axis != axis {
			return sheet.Film{}, catalog.Usage("its figures advance by different axes, %s and %s: --figure %d animates one of them", axis, films[i].Axis, i+1)
		}
	}
	return at.layout.Film(films, at.style)
}

// until draws the runs of all figures up to the document's place.
func (p *Page) until(g *Drawing) (render.Figure, error) {
	film, err := p.film(g)
	if err != nil {
		return render.Figure{}, err
	}
	return g.frame(film)
}
