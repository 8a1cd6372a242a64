package render_test

import (
	"math"
	"math/rand/v2"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// sampled are the values of a function.
func sampled(x []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = f(v)
	}
	return out
}

// activations are the usual ones, or their slopes.
func activations(slopes bool) chart.XYPlot {
	sigmoid := func(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
	x := spaced(-4, 4, 401, false)
	p := chart.XYPlot{Title: "Activations", X: chart.Axis{Name: "$z$"}, Y: chart.Axis{Name: "$σ(z)$", Lo: -1.5, Hi: 3}}
	values := []func(float64) float64{func(z float64) float64 { return z }, sigmoid, math.Tanh, func(z float64) float64 { return math.Max(z, 0) }}
	if slopes {
		p.Title, p.Y = "Their slopes", chart.Axis{Name: "$σ′(z)$"}
		p.Lines = []chart.XYLine{{Label: "1/4", At: 0.25, Level: true}}
		values = []func(float64) float64{
			func(float64) float64 { return 1 },
			func(z float64) float64 { return sigmoid(z) * (1 - sigmoid(z)) },
			func(z float64) float64 { return 1 - math.Tanh(z)*math.Tanh(z) },
			func(z float64) float64 {
				if z > 0 {
					return 1
				}
				return 0
			},
		}
	}
	for i, name := range []string{"linear", "sigmoid", "tanh", "ReLU"} {
		p.Series = append(p.Series, chart.Series{Label: name, X: x, Y: sampled(x, values[i])})
	}
	return p
}

// vanishing is how the gradient of sigmoids shrinks with depth.
func vanishing() chart.XYPlot {
	layers := spaced(1, 20, 20, false)
	return chart.XYPlot{
		Title: "Each sigmoid layer leaves at most a quarter of the gradient", Note: "$σ′(z) ≤ 1/4$",
		X:      chart.Axis{Name: "layers $L$", Whole: true},
		Y:      chart.Axis{Name: "largest possible factor", Scale: scale.AsLog},
		Series: []chart.Series{{Label: "$0.25^L$", X: layers, Y: sampled(layers, func(l float64) float64 { return math.Pow(0.25, l) }), Kind: chart.AsMarked}},
		Marks:  []chart.XYMark{{Label: "$L = 5$: 9.77·$10^{-4}$", X: 5, Y: math.Pow(0.25, 5)}, {Label: "$L = 20$: 9.09·$10^{-13}$", X: 20, Y: math.Pow(0.25, 20)}},
	}
}

// check is the error of difference quotients against their step, but for the
// accidents of rounding, which are not the same on all processors.
func check() chart.XYPlot {
	h := spaced(1e-15, 1e-1, 57, true)
	forward := func(h float64) float64 { return 2.9*h + 1e-16/h }
	central := func(h float64) float64 { return 2.1*h*h + 1e-16/h }
	return chart.XYPlot{
		Title: "Neither too large a step nor too small", Note: "Rosenbrock at (−1.2, 1)",
		X:      chart.Axis{Name: "step $h$", Scale: scale.AsLog},
		Y:      chart.Axis{Name: "relative error of the gradient", Scale: scale.AsLog},
		Series: []chart.Series{{Label: "forward", X: h, Y: sampled(h, forward)}, {Label: "central", X: h, Y: sampled(h, central)}},
		Slopes: []chart.XYSlope{{Slope: 1, From: 1e-5, To: 1e-3, Y: 3e-6}, {Slope: 2, From: 3e-4, To: 5e-3, Y: 1e-8}, {Label: "−1", Slope: -1, From: 1e-14, To: 1e-12, Y: 1e-4}},
		Lines:  []chart.XYLine{{Label: "$h = ε^{1/2}$", At: 1.5e-8}},
	}
}

// memory is what a Hessian takes.
func memory() chart.XYPlot {
	n := spaced(100, 1e9, 15, true)
	bytes := func(per, power float64) []float64 {
		return sampled(n, func(n float64) float64 { return per * math.Pow(n, power) })
	}
	return chart.XYPlot{
		Title: "A Hessian does not fit into any memory",
		X:     chart.Axis{Name: "parameters $n$", Scale: scale.AsLog},
		Y:     chart.Axis{Name: "bytes", Scale: scale.AsLog},
		Series: []chart.Series{
			{Label: "$8 n^2$", Detail: "float64", Subject: sheet.Subject{Rule: optimizers.Newton{}}, X: n, Y: bytes(8, 2)},
			{Label: "$4 n^2$", Detail: "float32", Same: true, X: n, Y: bytes(4, 2)},
			{Label: "$4 n$", Detail: "the gradient", Subject: sheet.Subject{Rule: optimizers.SGD{}}, X: n, Y: bytes(4, 1)},
		},
		Lines: []chart.XYLine{{Label: "80 GB", At: 80e9, Level: true}},
		Marks: []chart.XYMark{{Label: "4 MB", X: 1e3, Y: 4e6}, {Label: "4 TB", X: 1e6, Y: 4e12}, {Label: "BERT-base: 48.4 PB", X: 1.1e8, Y: 4.84e16}},
	}
}

// condition are the steps that ravines take.
func condition() chart.XYPlot {
	k := []float64{10, 20, 50, 100, 200, 500, 1000}
	return chart.XYPlot{
		Title: "Momentum takes the root of the condition number",
		X:     chart.Axis{Name: "condition number $κ$", Scale: scale.AsLog},
		Y:     chart.Axis{Name: "steps to $10^{-6} f_0$", Scale: scale.AsLog},
		Series: []chart.Series{
			{Label: "SGD", Subject: sheet.Subject{Rule: optimizers.SGD{}}, X: k, Y: []float64{35, 70, 173, 346, 691, 1727, 3454}, Kind: chart.AsMarked},
			{Label: "Momentum", Subject: sheet.Subject{Rule: optimizers.Momentum{}}, X: k, Y: []float64{16, 24, 40, 58, 85, 140, 204}, Kind: chart.AsMarked},
		},
		Slopes: []chart.XYSlope{{Label: "1", Slope: 1, From: 100, To: 300, Y: 240}, {Label: "½", Slope: 0.5, From: 100, To: 300, Y: 42}},
	}
}

// bifurcation is where gradient descent in a double well stays, at rates up to
// one: beyond 1.3 it is chaotic, and not the same on all processors.
func bifurcation(last float64, rates, iterates int) chart.XYPlot {
	p := chart.XYPlot{
		Title: "The road to chaos", Note: "$x_{k+1} = x_k - η (x_k^3 - x_k)$ from 0.5, after 1000 steps",
		X: chart.Axis{Name: "learning rate $η$"}, Y: chart.Axis{Name: "$x_k$"},
		Lines: []chart.XYLine{{Label: "$2 / f″(1)$", At: 1}},
	}
	var s chart.Series
	for _, a := range spaced(0.7, last, rates, false) {
		x := 0.5
		for k := range 1000 + iterates {
			if x -= a * (x*x*x - x); k >= 1000 {
				s.X, s.Y = append(s.X, a), append(s.Y, x)
			}
		}
	}
	s.Kind = chart.AsPoints
	p.Series = []chart.Series{s}
	return p
}

// components are the parts of a quadratic's error.
func components() chart.XYPlot {
	k := spaced(0, 120, 121, false)
	p := chart.XYPlot{
		Title: "Weak and strong curvature decide together", Note: "$λ_i (1 - η λ_i)^{2k}$, $η = 200/101$",
		X: chart.Axis{Name: "step $k$", Whole: true}, Y: chart.Axis{Name: "loss"},
	}
	for _, l := range []float64{0.01, 0.1, 1} {
		p.Series = append(p.Series, chart.Series{
			Label: "$λ = " + map[float64]string{0.01: "0.01", 0.1: "0.1", 1: "1"}[l] + "$", X: k, Kind: chart.AsArea,
			Y: sampled(k, func(k float64) float64 { return l * math.Pow(math.Abs(1-200.0/101*l), 2*k) }),
		})
	}
	return p
}

// corrupted are test errors over the part of random labels, with their spread.
func corrupted() chart.XYPlot {
	x, y := []float64{0, 0.2, 0.5, 0.8, 1}, []float64{0.216, 0.286, 0.381, 0.452, 0.501}
	shifted := func(by float64) []float64 { return sampled(y, func(v float64) float64 { return v + by }) }
	return chart.XYPlot{
		Title: "It learns noise by heart", Note: "20 seeds",
		X: chart.Axis{Name: "part of random labels $p$"}, Y: chart.Axis{Name: "error", Lo: 0, Hi: 0.6},
		Series: []chart.Series{
			{Label: "test", X: x, Y: y, Low: shifted(-0.03), High: shifted(0.03), Kind: chart.AsMarked},
			{Label: "train", X: x, Y: make([]float64, 5), Kind: chart.AsMarked},
		},
	}
}

// penalties are errors as bars.
func penalties() chart.XYPlot {
	x := []float64{0, 1, 2}
	return chart.XYPlot{
		Title: "Train up, test down", X: chart.Axis{Name: "penalty $λ$", Names: []string{"0", "0.01", "10"}}, Y: chart.Axis{Name: "root mean square error"},
		Series: []chart.Series{
			{Label: "train", X: x, Y: []float64{0, 0.205, 0.677}, Kind: chart.AsBars},
			{Label: "test", X: x, Y: []float64{0.371, 0.137, 0.611}, Low: []float64{0.3, 0.1, 0.5}, High: []float64{0.4, 0.2, 0.7}, Kind: chart.AsBars},
		},
	}
}

// banded is a line within a band, steps, and a gap.
func banded() chart.XYPlot {
	x := spaced(0, 10, 101, false)
	gap := sampled(x, math.Sin)
	for i := 40; i < 50; i++ {
		gap[i] = math.NaN()
	}
	return chart.XYPlot{
		Title: "A band, steps and a gap", X: chart.Axis{Name: "$t$"}, Y: chart.Axis{Name: "$y$"},
		Series: []chart.Series{
			{Label: "gap", X: x, Y: gap, Low: sampled(gap, func(v float64) float64 { return v - 0.3 }), High: sampled(gap, func(v float64) float64 { return v + 0.2 })},
			{Label: "steps", X: spaced(0, 10, 11, false), Y: sampled(spaced(0, 10, 11, false), math.Cos), Kind: chart.AsSteps},
		},
	}
}

// batches are gradients of minibatches about that of all examples.
func batches(n int) chart.Cloud {
	rng := rand.New(rand.NewPCG(1, 2))
	c := chart.Cloud{Title: "The noise of a minibatch goes with the root of its size", Note: "gradients at (0, 0)", X: chart.Axis{Name: "$∂f/∂w$"}, Y: chart.Axis{Name: "$∂f/∂b$"}, Centre: [2]float64{-1.7, 0.5}, CentreLabel: "full gradient"}
	for _, b := range []float64{1, 4, 16, 64} {
		s := chart.CloudSet{Label: "$B = " + map[float64]string{1: "1", 4: "4", 16: "16", 64: "64"}[b] + "$"}
		for range n {
			u, v := rng.NormFloat64()/math.Sqrt(b), rng.NormFloat64()/math.Sqrt(b)
			s.X, s.Y = append(s.X, -1.7+1.5*u), append(s.Y, 0.5+0.6*u+0.5*v)
		}
		c.Sets = append(c.Sets, s)
	}
	return c
}

// neuron is one of three inputs and more.
func neuron() chart.Diagram {
	return chart.Diagram{
		Title: "A neuron adds what comes in, and bends it", Note: "$a = σ(w_1 x_1 + … + w_n x_n + b)$",
		Neuron: &chart.NeuronDiagram{
			Inputs: []string{"$x_1$", "$x_2$", "", "$x_n$"}, Weights: []string{"$w_1$", "$w_2$", "", "$w_n$"},
			Bias: "$b$", Sum: "$z$", Activation: "$σ$", Output: "$a$", Curve: math.Tanh,
			Names: chart.NeuronNames{Inputs: "inputs", Weights: "weights", Bias: "bias", Sum: "sum", Activation: "activation", Output: "output"},
		},
	}
}

// network has three layers.
func network() chart.Diagram {
	return chart.Diagram{
		Title: "A network is layers of neurons",
		Layers: []chart.LayerDiagram{
			{Width: 784, Name: "inputs", Symbol: "x"},
			{Width: 16, Name: "hidden", Detail: "ReLU", Symbol: "h", Edges: "$W_1$"},
			{Width: 5, Name: "hidden", Detail: "ReLU", Edges: "$W_2$"},
			{Width: 3, Name: "outputs", Detail: "softmax", Symbol: "y", Edges: "$W_3$"},
		},
	}
}

// figures are plots, diagrams and clouds that stand for all others.
func figures() map[string]plot {
	return map[string]plot{
		"activations": activations(false), "slopes": activations(true), "vanishing": vanishing(), "check": check(), "memory": memory(),
		"condition": condition(), "bifurcation": bifurcation(1.25, 900, 120), "components": components(), "corrupted": corrupted(),
		"penalties": penalties(), "banded": banded(), "cloud": batches(300), "neuron": neuron(), "network": network(),
	}
}
