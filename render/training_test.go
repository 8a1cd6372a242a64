package render_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/models"
)

// bowl is ½(25 (x - X)² + (y - Y)²).
type bowl struct{ X, Y float64 }

func (b bowl) Func(x []float64) float64 {
	return (25*(x[0]-b.X)*(x[0]-b.X) + (x[1]-b.Y)*(x[1]-b.Y)) / 2
}

func (b bowl) Grad(dst, x []float64) { dst[0], dst[1] = 25*(x[0]-b.X), x[1]-b.Y }

func (b bowl) Meta() surfaces.Meta {
	return surfaces.Meta{
		Name: "bowl", Title: "Train and validation", Dim: 2,
		Window:  [][2]float64{{-0.6, 1.6}, {-0.6, 3.1}},
		Start:   []float64{0, 0},
		Points:  []surfaces.Point{{X: []float64{b.X, b.Y}, Kind: surfaces.Minimum}},
		Formula: "½[25 (x - 1)^2 + (y - 2.5)^2]",
	}
}

// trained runs rules on a loss as change says, each with n replicates where n is
// above 0.
func trained(tb testing.TB, f surfaces.Surface, steps, n int, change func(*optimizers.Run), runs ...run) render.Scene {
	tb.Helper()
	m := f.Meta()
	sc := render.Scene{Surface: f, Steps: steps}
	copy(sc.Window[:], m.Window)
	for _, r := range runs {
		e := optimizer(tb, r.optimizer)
		o := optimizers.Run{F: f, Optimizer: e.Rule, LR: r.lr, Schedule: r.schedule, Start: m.Start, Steps: steps, Seed: 1}
		if change != nil {
			change(&o)
		}
		path, err := o.Trace(context.Background())
		if err != nil {
			tb.Fatal(err)
		}
		t := render.Track{Optimizer: e.Rule, Label: e.Title, Path: path}
		if r.schedule != nil {
			t.Schedule = "cosine"
		}
		if n > 0 {
			ensemble, err := o.Ensemble(context.Background(), n)
			if err != nil {
				tb.Fatal(err)
			}
			t.Ensemble = &ensemble
		}
		sc.Tracks = append(sc.Tracks, t)
	}
	return sc
}

// noisy adds noise to what a run's steps see.
func noisy(sigma float64) func(*optimizers.Run) {
	return func(r *optimizers.Run) { r.F = optimizers.Noisy{F: r.F, Sigma: sigma} }
}

// overfitted are runs past the lowest validation loss: to the end, or with patience.
func overfitted(tb testing.TB, patience int, runs ...run) render.Scene {
	validation := bowl{1, 1}
	sc := trained(tb, bowl{1, 2.5}, 200, 0, func(r *optimizers.Run) { r.Validation, r.Patience = validation, patience }, runs...)
	sc.Validation = validation
	return sc
}

// fitted builds a model.
func fitted(tb testing.TB, r models.Recipe) surfaces.Surface {
	tb.Helper()
	f, err := r.Build(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// clouds are three classes about points, and a model that is right about them but
// for a shift of both inputs: p_c is in proportion to exp(-|u - m_c - x|²).
type clouds struct{ set *data.Set }

var middles = [3][2]float64{{0, 0}, {3, 0.5}, {1, 2.5}}

func newClouds() clouds {
	const n = 60
	s := &data.Set{Name: "clouds", X: mat.NewDense(n, 2, nil), Y: make([]float64, n), Classes: 3}
	for i := range n {
		c := i % 3
		sin, cos := math.Sincos(2.4 * float64(i))
		r := 0.9 * math.Sqrt(float64(i)/n)
		s.X.SetRow(i, []float64{middles[c][0] + r*cos, middles[c][1] + r*sin})
		s.Y[i] = float64(c)
	}
	return clouds{s}
}

func (c clouds) Data() *data.Set { return c.set }
func (clouds) Outputs() int      { return 3 }

func (clouds) Predict(dst, x, in []float64) {
	sum := 0.0
	for i, m := range middles {
		u, v := in[0]-m[0]-x[0], in[1]-m[1]-x[1]
		dst[i] = math.Exp(-u*u - v*v)
		sum += dst[i]
	}
	floats.Scale(1/sum, dst)
}

func (c clouds) Func(x []float64) float64 {
	sum, p := 0.0, make([]float64, 3)
	for i, y := range c.set.Y {
		c.Predict(p, x, c.set.X.RawRowView(i))
		sum -= math.Log(p[int(y)])
	}
	return sum / float64(c.set.Len())
}

func (c clouds) Grad(dst, x []float64) {
	clear(dst)
	p := make([]float64, 3)
	for i, y := range c.set.Y {
		in := c.set.X.RawRowView(i)
		c.Predict(p, x, in)
		p[int(y)]--
		for k, m := range middles {
			for j := range dst {
				dst[j] += 2 * p[k] * (in[j] - m[j] - x[j]) / float64(c.set.Len())
			}
		}
	}
}

func (clouds) Meta() surfaces.Meta {
	return surfaces.Meta{
		Name: "clouds", Title: "Three clouds", Dim: 2, Window: [][2]float64{{-2, 2}, {-2, 2}}, Start: []float64{1.5, -1.5},
		Infimum: math.NaN(), Formula: "-1/N Σ_i log(p_i)",
	}
}

// divided are runs whose replicates diverge: 13 and 27 of 30, and none.
func divided(tb testing.TB) render.Scene {
	sc := trained(tb, surfaces.Rosenbrock{N: 2, B: 100}, 40, 30, noisy(30), run{"sgd", 0.0021, nil}, run{"sgd", 0.0023, nil}, run{"adam", 0.1, nil})
	sc.Tracks[0].Label, sc.Tracks[1].Label = "SGD 0.0021", "SGD 0.0023"
	return sc
}

// trainings are scenes of losses over data and of many seeds.
func trainings(tb testing.TB) map[string]render.Scene {
	cosine := schedules.Cosine{}
	band := trained(tb, surfaces.Ravine{Kappa: 25, Angle: 30}, 400, 50, noisy(2), run{"sgd", 0.03, nil}, run{"sgd", 0.03, cosine})
	band.Title, band.Tracks[1].Label = "Under noise, the loss falls with the rate", "SGD, cosine"
	early := overfitted(tb, 10, run{"sgd", 0.02, nil})
	early.Title = "Stop on the way: train and validation"
	line := trained(tb, fitted(tb, models.Line5{}), 10, 0, nil, run{"sgd", 0.5, nil})
	line.Moments = []int{0, 1, 2, 5}
	line1000 := fitted(tb, models.Line1000{})
	epochs := trained(tb, line1000, 60, 20, func(r *optimizers.Run) {
		r.F = optimizers.Minibatch{F: line1000.(objective.FiniteSum), Size: 100}
	}, run{"sgd", 0.1, nil}, run{"adam", 0.1, nil})
	for i := range epochs.Tracks {
		epochs.Tracks[i].PerEpoch, epochs.Tracks[i].Share = 10, 0.1
	}
	evaluations := epochs
	epochs.Axis, evaluations.Axis = render.ByEpoch, render.ByEvaluations
	neuron := fitted(tb, models.Neuron{Activation: "sigmoid", Data: "neuron"})
	return map[string]render.Scene{
		"band":        band,
		"divided":     divided(tb),
		"early":       early,
		"late":        overfitted(tb, 0, run{"sgd", 0.02, nil}, run{"adam", 0.1, nil}),
		"epochs":      epochs,
		"evaluations": evaluations,
		"fit-line":    line,
		"fit-neuron":  trained(tb, neuron, 235, 0, nil, run{"sgd", 1, nil}),
		"fit-several": trained(tb, neuron, 100, 0, nil, run{"sgd", 0.1, nil}, run{"adam", 0.3, nil}, run{"momentum", 0.5, nil}),
		"fit-curve":   trained(tb, fitted(tb, models.Polynomial{Degree: 9, Data: "sine10"}), 1000, 0, nil, run{"adam", 0.05, nil}),
		"fit-moons":   trained(tb, fitted(tb, models.Logistic{Data: "moons"}), 50, 0, nil, run{"sgd", 1, nil}),
		"fit-clouds":  trained(tb, newClouds(), 40, 0, nil, run{"sgd", 0.1, nil}),
		"every 7":     trained(tb, surfaces.Himmelblau{}, 500, 0, func(r *optimizers.Run) { r.Every = 7 }, run{"sgd", 0.001, nil}, run{"adam", 0.02, cosine}),
	}
}

// What a view cannot show is refused, and the error says why.
func TestRefused(t *testing.T) {
	scenes := trainings(t)
	change := func(name string, f func(*render.Scene)) render.Scene {
		sc := scenes[name]
		sc.Tracks = slices.Clone(sc.Tracks)
		f(&sc)
		return sc
	}
	for _, c := range []struct {
		name  string
		draw  render.Kind
		scene render.Scene
		want  string
	}{
		{"phase of some steps", render.Phase, scenes["every 7"], "every step of a run, SGD has every 7-th"},
		{"table of some steps", render.Steps, scenes["every 7"], "every step of a run, SGD has every 7-th"},
		{"epochs of a run without", render.Loss, change("early", func(sc *render.Scene) { sc.Axis = render.ByEpoch }), "SGD has none"},
		{"an axis beyond the last", render.Loss, change("early", func(sc *render.Scene) { sc.Axis = 7 }), "axis 7"},
		{"more than all examples", render.Loss, change("epochs", func(sc *render.Scene) { sc.Tracks[0].Share = 2 }), "sees 2 of the examples"},
		{"no model", render.Fit, scenes["early"], "Train and validation is none"},
		{"no such moment, nothing beside", render.DataFit, change("fit-line", func(sc *render.Scene) { sc.Moments = []int{3, -1} }), "moment -1"},
		{"no such moment", render.Fit, change("fit-line", func(sc *render.Scene) { sc.Moments = []int{3, -1} }), "moment -1"},
		{"validation of other dimensions", render.Compare, change("early", func(sc *render.Scene) { sc.Validation = surfaces.Sphere{N: 3} }), "validation loss has 3 dimensions"},
	} {
		if _, err := c.draw(c.scene, sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// The clouds' gradient is that of their loss.
func TestClouds(t *testing.T) {
	c, g := newClouds(), make([]float64, 2)
	x := []float64{0.7, -0.4}
	c.Grad(g, x)
	for i := range x {
		const h = 1e-5
		up, down := slices.Clone(x), slices.Clone(x)
		up[i] += h
		down[i] -= h
		if d := (c.Func(up) - c.Func(down)) / (2 * h); math.Abs(d-g[i]) > 1e-8 {
			t.Errorf("derivative %d is %v, by differences %v", i, g[i], d)
		}
	}
}
