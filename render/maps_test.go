package render_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// spaced are n values from lo to hi, even in the logarithm if log.
func spaced(lo, hi float64, n int, log bool) []float64 {
	out := make([]float64, n)
	for i := range out {
		part := float64(i) / float64(n-1)
		out[i] = lo + (hi-lo)*part
		if log {
			out[i] = lo * math.Pow(hi/lo, part)
		}
	}
	return out
}

// read makes the runs of variants.
func read(tb testing.TB, r optimizers.Run, variants []optimizers.Variant, m optimizers.Metric, settle float64) []optimizers.Result {
	tb.Helper()
	out, err := r.Variants(context.Background(), variants, m, settle)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// rated are final losses on a surface for each of some rates.
func rated(tb testing.TB, s surfaces.Surface, o optimizers.Optimizer, schedule schedules.Schedule, steps int, rates []float64, m optimizers.Metric) []float64 {
	tb.Helper()
	variants := make([]optimizers.Variant, len(rates))
	for i, lr := range rates {
		variants[i] = optimizers.Variant{LR: lr, Start: s.Meta().Start}
	}
	var out []float64
	for _, r := range read(tb, optimizers.Run{F: surfaces.Vectorize(s), Optimizer: o, Schedule: schedule, Steps: steps}, variants, m, 0) {
		out = append(out, r.Value)
	}
	return out
}

// heatMap is a map of rate and momentum of two rules on Rosenbrock's function.
func heatMap(tb testing.TB, n, steps int) chart.HeatMap {
	tb.Helper()
	s := surfaces.Rosenbrock{N: 2, B: 100}
	m := chart.HeatMap{
		Note: fmt.Sprintf("Rosenbrock, %d steps from (−1.5, 2)", steps), What: "final loss",
		X: chart.MapAxis{Name: "lr", Values: spaced(1e-4, 1, n, true), Log: true},
		Y: chart.MapAxis{Name: "$β_1$", Values: spaced(0, 0.99, n, false)},
	}
	for _, name := range []string{"momentum", "adam"} {
		p := chart.HeatPanel{Title: optimizer(tb, name).Title, Subject: sheet.Subject{Rule: optimizer(tb, name).Rule}}
		for _, beta := range m.Y.Values {
			var o optimizers.Optimizer
			if name == "adam" {
				adam := optimizers.NewAdam()
				adam.Beta1 = beta
				o = adam
			} else {
				o = optimizers.Momentum{Momentum: beta}
			}
			p.Values = append(p.Values, rated(tb, s, o, nil, steps, m.X.Values, optimizers.Metric{})...)
		}
		m.Panels = append(m.Panels, p)
	}
	return m
}

// rateMap is the map of convergence rates of momentum on a quadratic, with the
// edge of stability (2 + 2 beta) / lambda_max.
func rateMap(n int) chart.HeatMap {
	const kappa = 25
	m := chart.HeatMap{
		Title: "Momentum doubles the stable rates, and is fastest at one point", Note: "quadratic of condition 25", What: "rate per step",
		X: chart.MapAxis{Name: "learning rate $η$", Values: spaced(0.002, 0.16, n, false)},
		Y: chart.MapAxis{Name: "momentum $β$", Values: spaced(0, 0.98, n, false)},
	}
	p := chart.HeatPanel{Title: "Heavy ball"}
	edge := chart.MapLine{Label: "$η = (2 + 2 β) / λ_{max}$"}
	for _, b := range m.Y.Values {
		edge.X, edge.Y = append(edge.X, (2+2*b)/kappa), append(edge.Y, b)
		for _, a := range m.X.Values {
			worst := 0.0
			for _, l := range []float64{1, kappa} {
				t := 1 - a*l + b
				if d := t*t - 4*b; d < 0 {
					worst = max(worst, math.Sqrt(b))
				} else {
					worst = max(worst, (math.Abs(t)+math.Sqrt(d))/2)
				}
			}
			if worst >= 1 {
				worst = math.Inf(1)
			}
			p.Values = append(p.Values, worst)
		}
	}
	p.Lines = []chart.MapLine{edge}
	m.Panels = []chart.HeatPanel{p}
	return m
}

// listMap is a map over lists: powers of two, and weight decays from 0 on.
func listMap(tb testing.TB) chart.HeatMap {
	tb.Helper()
	m := chart.HeatMap{
		Title: "Six maps over lists", What: "validation loss",
		X: chart.MapAxis{Name: "lr", Log: true}, Y: chart.MapAxis{Name: "weight decay"},
	}
	for k := -8; k <= 1; k++ {
		m.X.Values = append(m.X.Values, math.Pow(2, float64(k)))
	}
	m.Y.Values = []float64{0}
	for k := -6; k <= 2; k++ {
		m.Y.Values = append(m.Y.Values, math.Pow(2, float64(k)))
	}
	for i, title := range []string{"Adam + L2, constant", "Adam + L2, step", "Adam + L2, cosine", "AdamW, constant", "AdamW, step", "AdamW, cosine"} {
		p := chart.HeatPanel{Title: title}
		for _, w := range m.Y.Values {
			for _, a := range m.X.Values {
				v := 0.005*float64(i+1) + math.Abs(math.Log(a*16))*0.1 + math.Abs(w-0.5)
				switch {
				case a*w >= 2:
					v = math.Inf(1)
				case a < 0.005 && w == 0:
					v = math.NaN()
				}
				p.Values = append(p.Values, v)
			}
		}
		m.Panels = append(m.Panels, p)
	}
	return m
}

// uCurve is the loss of three rules in a ravine over the rate.
func uCurve(tb testing.TB, n, steps int) chart.HeatMap {
	tb.Helper()
	s := surfaces.Ravine{Kappa: 25, Angle: 30}
	m := chart.HeatMap{
		Title: "Every rule has its rate", Note: fmt.Sprintf("ravine of condition 25, %d steps", steps), What: "final loss",
		X: chart.MapAxis{Name: "learning rate $η$", Values: spaced(1e-3, 1, n, true), Log: true},
	}
	for _, name := range []string{"sgd", "momentum", "adam"} {
		p := chart.HeatPanel{Title: optimizer(tb, name).Title, Subject: sheet.Subject{Rule: optimizer(tb, name).Rule}}
		p.Values = rated(tb, s, optimizer(tb, name).Rule, nil, steps, m.X.Values, optimizers.Metric{})
		if name == "sgd" {
			p.Lines = []chart.MapLine{{Label: "$2 / λ_{max}$", X: []float64{0.08}}}
		}
		m.Panels = append(m.Panels, p)
	}
	return m
}

// tuned is a scene of runs at the best of a grid of rates.
func tuned(tb testing.TB) render.Scene {
	tb.Helper()
	s := surfaces.Ravine{Kappa: 25, Angle: 30}
	rates := []float64{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1}
	var runs []run
	tuning := &render.Tuning{What: "final loss", Protocol: "rates tuned on 1-2-5 from 0.001 to 1 for the loss after 60 steps"}
	for _, name := range []string{"sgd", "momentum", "nesterov", "rmsprop", "adam", "nadam"} {
		c := render.Tuned{Rates: rates, Chosen: -1, Values: rated(tb, s, optimizer(tb, name).Rule, nil, 60, rates, optimizers.Metric{})}
		for i, v := range c.Values {
			if !math.IsInf(v, 0) && (c.Chosen < 0 || v < c.Values[c.Chosen]) {
				c.Chosen = i
			}
		}
		runs = append(runs, run{name, rates[c.Chosen], nil})
		tuning.Curves = append(tuning.Curves, c)
	}
	sc := sceneOn(tb, s, 60, runs...)
	sc.Title, sc.Tuning = "At its best rate each rule arrives", tuning
	return sc
}

// reached are the points that runs from a grid of starts end at.
func reached(tb testing.TB, r optimizers.Run, window surfaces.Window, n int, points []surfaces.Point, replicate uint64) (at []int, steps []float64) {
	tb.Helper()
	var variants []optimizers.Variant
	for _, y := range spaced(window[1][0], window[1][1], n, false) {
		for _, x := range spaced(window[0][0], window[0][1], n, false) {
			variants = append(variants, optimizers.Variant{LR: r.LR, Start: []float64{x, y}, Replicate: replicate})
		}
	}
	for _, e := range read(tb, r, variants, optimizers.Metric{}, 1e-6) {
		point, took := chart.Nowhere, math.NaN()
		if e.Diverged {
			point = chart.Lost
		} else {
			for k, p := range points {
				if math.Hypot(e.X[0]-p.X[0], e.X[1]-p.X[1]) < 0.05 {
					point, took = k, float64(e.Steps)
				}
			}
		}
		at, steps = append(at, point), append(steps, took)
	}
	return at, steps
}

// basins are those of gradient descent and of Newton's method.
func basins(tb testing.TB, n, steps int) chart.BasinMap {
	tb.Helper()
	s := surfaces.Himmelblau{}
	m := chart.BasinMap{
		Title: "Newton's method goes to saddles and to the maximum, too", Window: surfaces.Window{{-6, 6}, {-6, 6}}, NX: n, NY: n,
		Points: s.Meta().Points, Surface: s,
	}
	for _, r := range []struct {
		title string
		run   optimizers.Run
	}{
		{"SGD, lr 0.001", optimizers.Run{F: surfaces.Vectorize(s), Optimizer: optimizers.SGD{}, LR: 0.001, Steps: steps}},
		{"Newton", optimizers.Run{F: s, Optimizer: optimizers.Newton{}, LR: 1, Steps: 100}},
	} {
		p := chart.BasinPanel{Title: r.title}
		p.Point, p.Steps = reached(tb, r.run, m.Window, n, m.Points, 0)
		m.Panels = append(m.Panels, p)
	}
	return m
}

// probable is the probability to reach the first minimum under noise, and the
// likeliest minimum.
func probable(tb testing.TB, n, seeds int) chart.BasinMap {
	tb.Helper()
	s := surfaces.Himmelblau{}
	m := chart.BasinMap{
		Title: "Noise blurs the borders", Note: "noise 30", Window: surfaces.Window{{-5, 5}, {-5, 5}}, NX: n, NY: n, Points: s.Meta().Points[:4],
	}
	counts := make([][]float64, len(m.Points))
	for k := range counts {
		counts[k] = make([]float64, n*n)
	}
	for seed := range seeds {
		r := optimizers.Run{F: optimizers.Noisy{F: surfaces.Vectorize(s), Sigma: 30}, Optimizer: optimizers.SGD{}, LR: 0.005, Steps: 200, Seed: 1}
		at := nearest(tb, r, m, uint64(seed))
		for i, k := range at {
			if k >= 0 {
				counts[k][i] += 1 / float64(seeds)
			}
		}
	}
	one := chart.BasinPanel{Title: "P(3, 2)", Point: make([]int, n*n), Share: make([]float64, n*n)}
	likeliest := chart.BasinPanel{Title: "The likeliest", Point: make([]int, n*n), Share: make([]float64, n*n)}
	target := 0
	for k, p := range m.Points {
		if p.X[0] == 3 {
			target = k
		}
	}
	for i := range n * n {
		one.Point[i], one.Share[i] = target, min(counts[target][i], 1)
		likeliest.Point[i] = chart.Nowhere
		for k := range m.Points {
			if v := min(counts[k][i], 1); v > likeliest.Share[i] {
				likeliest.Point[i], likeliest.Share[i] = k, v
			}
		}
	}
	m.Panels = []chart.BasinPanel{one, likeliest}
	return m
}

// nearest are the minima that noisy runs end near.
func nearest(tb testing.TB, r optimizers.Run, m chart.BasinMap, seed uint64) []int {
	tb.Helper()
	var variants []optimizers.Variant
	for _, y := range spaced(m.Window[1][0], m.Window[1][1], m.NY, false) {
		for _, x := range spaced(m.Window[0][0], m.Window[0][1], m.NX, false) {
			variants = append(variants, optimizers.Variant{LR: r.LR, Start: []float64{x, y}, Replicate: seed})
		}
	}
	var out []int
	for _, e := range read(tb, r, variants, optimizers.Metric{}, 0) {
		best, distance := chart.Lost, math.Inf(1)
		for k, p := range m.Points {
			if e.Diverged {
				break
			}
			if d := math.Hypot(e.X[0]-p.X[0], e.X[1]-p.X[1]); d < distance {
				best, distance = k, d
			}
		}
		out = append(out, best)
	}
	return out
}
