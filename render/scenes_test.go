package render_test

import (
	"context"
	"math"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/surfaces"
)

// surface finds a surface of the catalogue.
func surface(tb testing.TB, name string) surfaces.Surface {
	tb.Helper()
	for _, s := range surfaces.Catalog() {
		if s.Meta().Name == name {
			return s
		}
	}
	tb.Fatalf("no surface %q", name)
	return nil
}

// run is one line of a test scene.
type run struct {
	optimizer string
	lr        float64
	schedule  schedules.Schedule
}

// scene runs optimizers on a surface of the catalogue.
func scene(tb testing.TB, name string, steps int, runs ...run) render.Scene {
	tb.Helper()
	return sceneOn(tb, surface(tb, name), steps, runs...)
}

// sceneOn runs optimizers on a surface from its customary start.
func sceneOn(tb testing.TB, s surfaces.Surface, steps int, runs ...run) render.Scene {
	tb.Helper()
	m := s.Meta()
	sc := render.Scene{Surface: s, Steps: steps}
	if m.Dim >= 2 {
		sc.Window = m.Window
	}
	var known []optimizers.Point
	for _, p := range m.Points {
		known = append(known, optimizers.Point{X: p.X, Name: p.Kind.String()})
	}
	for _, r := range runs {
		e := optimizer(tb, r.optimizer)
		path, err := optimizers.Run{
			F: s, Optimizer: e.Rule, LR: r.lr, Schedule: r.schedule,
			Start: m.Start, Steps: steps, Window: m.Window, Known: known, Detailed: true,
		}.Trace(context.Background())
		if err != nil {
			tb.Fatal(err)
		}
		schedule := ""
		if r.schedule != nil {
			schedule = "cosine"
		}
		sc.Tracks = append(sc.Tracks, render.Track{Optimizer: e.Rule, Label: e.Title, Schedule: schedule, Path: path})
	}
	return sc
}

func optimizer(tb testing.TB, name string) optimizers.Entry {
	tb.Helper()
	for _, e := range optimizers.Catalog() {
		if e.Name == name {
			return e
		}
	}
	tb.Fatalf("no optimizer %q", name)
	return optimizers.Entry{}
}

// classics are the four runs of the peers' figure.
func classics(tb testing.TB, name string, steps int) render.Scene {
	cosine := schedules.Cosine{}
	return scene(tb, name, steps,
		run{"sgd", 1e-3, cosine}, run{"momentum", 1e-3, cosine}, run{"newton", 1, cosine}, run{"adam", 0.05, cosine})
}

// logarithm has no values left of 0.
type logarithm struct{}

func (logarithm) Func(x []float64) float64 { return math.Log(x[0]) + x[1]*x[1] }
func (logarithm) Grad(dst, x []float64)    { dst[0], dst[1] = 1/x[0], 2*x[1] }

func (logarithm) Meta() surfaces.Meta {
	return surfaces.Meta{
		Title: "Logarithm", Formula: "log x + y^2", Dim: 2, Window: [][2]float64{{-1, 2}, {-1.5, 1.5}},
		Start: []float64{1.5, 1}, Infimum: math.Inf(-1),
	}
}

// quartic has two minima between steep walls.
type quartic struct{}

func (quartic) Func(x []float64) float64 { return x[0]*x[0]*(x[0]*x[0]-3) + x[0] }
func (quartic) Grad(dst, x []float64)    { dst[0] = 4*x[0]*x[0]*x[0] - 6*x[0] + 1 }

func (q quartic) Meta() surfaces.Meta {
	m := surfaces.Meta{
		Title: "Quartic", Formula: "x^4 - 3 x^2 + x", Dim: 1, Window: [][2]float64{{-3, 3}},
		Start: []float64{-2}, Infimum: math.NaN(),
	}
	for i, x := range []float64{-1.300839566, 0.1699384435, 1.130901123} {
		kind := surfaces.Minimum
		if i == 1 {
			kind = surfaces.Maximum
		}
		m.Points = append(m.Points, surfaces.Point{X: []float64{x}, Value: q.Func([]float64{x}), Kind: kind})
	}
	return m
}
