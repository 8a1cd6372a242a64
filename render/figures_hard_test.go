package render_test

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// one is a plot of one series.
func one(s chart.Series) chart.XYPlot { return chart.XYPlot{Series: []chart.Series{s}} }

// with is a change of a plot of a line.
func with(change func(*chart.XYPlot)) chart.XYPlot {
	p := one(chart.Series{Label: "a", X: []float64{1, 2, 3}, Y: []float64{1, 4, 2}})
	change(&p)
	return p
}

// hardFigures are figures that a careless drawing fails on.
func hardFigures() map[string]plot {
	inf, nan := math.Inf(1), math.NaN()
	far := []float64{-math.MaxFloat64, 0, math.MaxFloat64}
	many := chart.XYPlot{Title: strings.Repeat("A long title ", 20), Note: strings.Repeat("A long note ", 30)}
	for i := range 24 {
		many.Series = append(many.Series, chart.Series{Label: fmt.Sprintf("series of some length, number %d", i), Detail: "and more", X: []float64{0, 1}, Y: []float64{0, float64(i % 20)}})
	}
	crowded := with(func(p *chart.XYPlot) {
		for i := range 30 {
			p.Marks = append(p.Marks, chart.XYMark{Label: "a marked point of many", X: 2, Y: 2 + float64(i)/100})
			p.Lines = append(p.Lines, chart.XYLine{Label: "a line of many", At: 2, Level: i%2 == 0})
		}
	})
	wide := chart.Diagram{Title: "Many layers", Layers: make([]chart.LayerDiagram, 30)}
	for i := range wide.Layers {
		wide.Layers[i] = chart.LayerDiagram{Width: 1 + i*i, Name: "a layer", Symbol: "x", Edges: "weights"}
	}
	bare := &chart.NeuronDiagram{Inputs: []string{"$x$"}, Weights: []string{""}}
	full := &chart.NeuronDiagram{Curve: func(z float64) float64 { return 1 / z }, Bias: "$b$", Activation: "a rather long name", Names: chart.NeuronNames{Inputs: strings.Repeat("long ", 20), Bias: "bias"}}
	for i := range 12 {
		full.Inputs, full.Weights = append(full.Inputs, fmt.Sprintf("$x_{%d}$", i)), append(full.Weights, "a weight")
	}
	set := func(x, y []float64) chart.Cloud { return chart.Cloud{Sets: []chart.CloudSet{{X: x, Y: y}}} }
	return map[string]plot{
		"one value":         one(chart.Series{X: []float64{5}, Y: []float64{5}}),
		"one value, marked": one(chart.Series{X: []float64{0}, Y: []float64{0}, Kind: chart.AsMarked}),
		"one step":          one(chart.Series{Label: "a", X: []float64{0}, Y: []float64{0}, Kind: chart.AsSteps}),
		"one area":          one(chart.Series{Label: "a", X: []float64{0}, Y: []float64{0}, Kind: chart.AsArea}),
		"one bar":           one(chart.Series{Label: "a", X: []float64{1e300}, Y: []float64{-3}, Kind: chart.AsBars}),
		"as far as they go": one(chart.Series{Label: "a", X: far, Y: far}),
		"far dots":          one(chart.Series{Label: "a", X: far, Y: far, Kind: chart.AsPoints}),
		"constant":          one(chart.Series{X: []float64{1, 2}, Y: []float64{-1e17, -1e17}}),
		"upright":           one(chart.Series{X: []float64{1, 1}, Y: []float64{1, 2}, Low: []float64{0, 0}, High: []float64{3, 3}}),
		"gaps":              one(chart.Series{Label: "a", X: []float64{0, 1, 2, 3, nan, inf}, Y: []float64{nan, 1, inf, 2, 5, 6}, Kind: chart.AsMarked}),
		"a lonely value":    one(chart.Series{X: []float64{0, 1, 2}, Y: []float64{nan, 1, nan}}),
		"infinite band":     one(chart.Series{X: []float64{0, 1, 2}, Y: []float64{1, 1, 1}, Low: []float64{0, nan, 0}, High: []float64{2, 2, inf}}),
		"log of both signs": with(func(p *chart.XYPlot) { p.Y.Scale = scale.AsLog; p.Series[0].Y = []float64{-1, 5e-324, 1e308} }),
		"log-log":           with(func(p *chart.XYPlot) { p.X.Scale, p.Y.Scale = scale.AsLog, scale.AsLog }),
		"log error bars": with(func(p *chart.XYPlot) {
			p.Y.Scale = scale.AsLog
			p.Series[0].Kind = chart.AsMarked
			p.Series[0].Low, p.Series[0].High = []float64{0, -1, 1}, []float64{2, 5, 3}
		}),
		"log bars":      with(func(p *chart.XYPlot) { p.X.Scale = scale.AsLog; p.Series[0].Kind = chart.AsBars }),
		"narrow window": with(func(p *chart.XYPlot) { p.X.Lo, p.X.Hi = 1.4, 1.5 }),
		"narrow band": with(func(p *chart.XYPlot) {
			p.X.Lo, p.X.Hi, p.Y.Lo, p.Y.Hi = 1.4, 1.5, 1, 1.1
			p.Series[0].Low, p.Series[0].High = []float64{0, 0, 0}, []float64{5, 5, 5}
		}),
		"narrow area": with(func(p *chart.XYPlot) {
			p.X.Lo, p.X.Hi, p.Y.Lo, p.Y.Hi = 1.4, 1.5, 1, 1.1
			p.Series[0].Kind = chart.AsArea
		}),
		"beyond the window": with(func(p *chart.XYPlot) { p.Y.Lo, p.Y.Hi = 10, 11 }),
		"one end":           with(func(p *chart.XYPlot) { p.Y.Lo, p.Y.Hi = 0, nan }),
		"whole":             with(func(p *chart.XYPlot) { p.X.Whole, p.Y.Whole = true, true }),
		"slopes": with(func(p *chart.XYPlot) {
			p.Slopes = []chart.XYSlope{{Slope: -1, From: 1, To: 2, Y: 4}, {Slope: 1, From: 2, To: 3, Y: 1}}
		}),
		"many series":        many,
		"crowded":            crowded,
		"dust":               bifurcation(2, 30, 60),
		"chaos":              bifurcation(2, 900, 120),
		"many layers":        wide,
		"one layer":          chart.Diagram{Layers: []chart.LayerDiagram{{Width: 1 << 40}}},
		"bare neuron":        chart.Diagram{Neuron: bare},
		"full neuron":        chart.Diagram{Title: "Full", Neuron: full},
		"one point":          set([]float64{3}, []float64{4}),
		"one point, often":   set([]float64{0, 0}, []float64{0, 0}),
		"points in a column": set([]float64{2, 2, 2}, []float64{1, 2, 5}),
		"points in a row":    set([]float64{1e100, -1e100}, []float64{2, 2}),
		"very many points":   batches(2000),
	}
}

// Every figure in every size is drawn: without an error, on the page, the same
// marks every time.
func TestHardFigures(t *testing.T) {
	all := hardFigures()
	for name, p := range figures() {
		all[name] = p
	}
	for name, p := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, size := range sizes {
				style := sheet.Style{Width: size[0], Height: size[1], DPI: 144}
				f, err := p.Draw(style)
				if err != nil {
					t.Fatal(err)
				}
				onPage(t, f)
				again, err := p.Draw(style)
				if err != nil || !reflect.DeepEqual(f, again) {
					t.Errorf("%v: the second time it is another figure (%v)", size, err)
				}
			}
		})
	}
}

// What cannot be drawn is refused, and the error says why.
func TestRefusedFigures(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	line := chart.Series{Label: "a", X: []float64{1, 2}, Y: []float64{1, 2}}
	layer := []chart.LayerDiagram{{Width: 1}}
	neuron := &chart.NeuronDiagram{Inputs: []string{"x"}, Weights: []string{"w"}}
	area := func(x, y []float64) chart.Series { return chart.Series{X: x, Y: y, Kind: chart.AsArea} }
	for _, c := range []struct {
		name string
		plot plot
		want string
	}{
		{"nothing", chart.XYPlot{}, "without series"},
		{"lengths", one(chart.Series{Label: "b", X: []float64{1}}), `series 1 ("b"): 1 values of X and 0 of Y`},
		{"bounds", one(chart.Series{X: line.X, Y: line.Y, Low: []float64{1}}), "1 values of Low and 0 of High for 2"},
		{"kind", one(chart.Series{X: line.X, Y: line.Y, Kind: 6}), "kind 6: there are 6"},
		{"no value", one(chart.Series{X: []float64{1, nan}, Y: []float64{inf, 1}}), "no value that can be drawn"},
		{"none above 0", chart.XYPlot{Y: chart.Axis{Scale: scale.AsLog}, Series: []chart.Series{{X: []float64{1}, Y: []float64{0}}}}, "above 0"},
		{"no order", one(chart.Series{X: []float64{2, 1}, Y: []float64{1, 2}, Kind: chart.AsSteps}), "X does not ascend: value 1 is 1"},
		{"order of NaN", one(area([]float64{nan, 1}, []float64{1, 2})), "X does not ascend: value 0 is NaN"},
		{"negative area", one(area([]float64{0, 1}, []float64{1, -2})), "value 1 is -2"},
		{"areas", chart.XYPlot{Series: []chart.Series{area([]float64{0, 1}, []float64{1, 2}), area([]float64{0, 2}, []float64{1, 2})}}, "share one X"},
		{"bounded area", one(chart.Series{X: line.X, Y: line.Y, Low: line.Y, High: line.Y, Kind: chart.AsArea}), "no Low and High"},
		{"area on a log axis", chart.XYPlot{Y: chart.Axis{Scale: scale.AsLog}, Series: []chart.Series{area([]float64{0, 1}, []float64{1, 2})}}, "begin at 0"},
		{"same as none", one(chart.Series{Same: true, X: line.X, Y: line.Y}), "there is none"},
		{"log from 0", with(func(p *chart.XYPlot) { p.X.Scale, p.X.Lo, p.X.Hi = scale.AsLog, -1, 4 }), "horizontal axis goes from -1 to 4"},
		{"ends", with(func(p *chart.XYPlot) { p.Y.Lo, p.Y.Hi = 4, 4 }), "vertical axis goes from 4 to 4"},
		{"infinite end", with(func(p *chart.XYPlot) { p.Y.Lo, p.Y.Hi = 4, inf }), "to +Inf"},
		{"beyond one end", with(func(p *chart.XYPlot) { p.Y.Lo, p.Y.Hi = 40, nan }), "all values lie beyond"},
		{"beyond both ends", with(func(p *chart.XYPlot) { p.X.Lo, p.X.Hi = 40, 50 }), "no value lies between"},
		{"names up", with(func(p *chart.XYPlot) { p.Y.Names = []string{"a"} }), "only the horizontal can"},
		{"names and numbers", with(func(p *chart.XYPlot) { p.X.Names, p.X.Scale = []string{"a"}, scale.AsLog }), "has names"},
		{"few names", with(func(p *chart.XYPlot) { p.X.Names = []string{"a", "b"} }), "names for 0 to 1"},
		{"far line", with(func(p *chart.XYPlot) { p.Y.Hi, p.Lines = 5, []chart.XYLine{{Label: "edge", At: 9, Level: true}} }), "line 1: y = 9 is not within the axes"},
		{"no line", with(func(p *chart.XYPlot) { p.Lines = []chart.XYLine{{At: nan}} }), "line"},
		{"no mark", with(func(p *chart.XYPlot) { p.Marks = []chart.XYMark{{X: nan}} }), "mark"},
		{"slope on one log axis", with(func(p *chart.XYPlot) {
			p.Y.Scale, p.Slopes = scale.AsLog, []chart.XYSlope{{Slope: 1, From: 1, To: 2, Y: 1}}
		}), "two logarithmic axes"},
		{"no slope", with(func(p *chart.XYPlot) { p.Slopes = []chart.XYSlope{{From: 1, To: 2, Y: 1}} }), "no triangle"},
		{"far slope", with(func(p *chart.XYPlot) { p.Y.Hi, p.Slopes = 5, []chart.XYSlope{{Slope: 9, From: 1, To: 2, Y: 1}} }), "slope 1: from (1, 1) to (2, 10)"},
		{"text", with(func(p *chart.XYPlot) { p.X.Name = "\U0010FFFF" }), "cannot set"},
		{"no diagram", chart.Diagram{}, "needs a neuron or layers"},
		{"two diagrams", chart.Diagram{Neuron: neuron, Layers: layer}, "one of them"},
		{"empty layer", chart.Diagram{Layers: append(layer, chart.LayerDiagram{Name: "b"})}, `layer 2 ("b") has 0 nodes`},
		{"no inputs", chart.Diagram{Neuron: &chart.NeuronDiagram{}}, "a neuron of 0 inputs"},
		{"weights", chart.Diagram{Neuron: &chart.NeuronDiagram{Inputs: []string{"x"}}}, "0 weights for 1 inputs"},
		{"no cloud", chart.Cloud{}, "without points"},
		{"uneven cloud", chart.Cloud{Sets: []chart.CloudSet{{Label: "b", X: []float64{1}}}}, `cloud "b" has 1 values of X and 0 of Y`},
		{"infinite cloud", chart.Cloud{Sets: []chart.CloudSet{{X: []float64{1, inf}, Y: []float64{1, 1}}}}, "point 1"},
		{"no centre", chart.Cloud{Centre: [2]float64{nan, 0}, Sets: []chart.CloudSet{{X: []float64{1}, Y: []float64{1}}}}, "(NaN, 0)"},
	} {
		if _, err := c.plot.Draw(sheet.DefaultStyle()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want it to say %q", c.name, err, c.want)
		}
	}
	for name, p := range map[string]plot{"plot": one(line), "diagram": chart.Diagram{Neuron: neuron}, "cloud": batches(2)} {
		if _, err := p.Draw(sheet.Style{}); err == nil {
			t.Errorf("a %s without a size is drawn", name)
		}
	}
}

// Figures tell in words what they show.
func TestFigureDescriptions(t *testing.T) {
	for name, want := range map[string]string{
		"condition": "Steps to 10^-6 f0 against condition number κ. SGD: from 35 at 10 to 3500 at 1000. Momentum: from 16 at 10 to 200 at 1000.",
		"network":   "A network of 4 layers: inputs 784, hidden 16 · ReLU, hidden 5 · ReLU, outputs 3 · softmax.",
		"neuron":    "A neuron: the sum z of x1 w1, x2 w2, …, xn wn and the bias b, then the activation σ, gives a.",
		"cloud":     "∂f/∂w and ∂f/∂b about (−1.7, 0.5). B = 1: 300 points, mean (",
	} {
		f, err := figures()[name].Draw(sheet.DefaultStyle())
		if err != nil || !strings.HasPrefix(f.Desc, want) {
			t.Errorf("%s: %v\n%q, want\n%q", name, err, f.Desc, want)
		}
	}
}

// A rule's series has the rule's colour wherever it stands.
func TestSeriesLook(t *testing.T) {
	line := func(rule optimizers.Optimizer) chart.XYPlot {
		p := one(chart.Series{X: []float64{0, 1}, Y: []float64{0, 1}, Subject: sheet.Subject{Rule: rule}})
		p.Series = append([]chart.Series{{X: []float64{0, 1}, Y: []float64{1, 0}}}, p.Series...)
		return p
	}
	for rule, colour := range map[optimizers.Optimizer]string{optimizers.NewAdam(): "#007a60", optimizers.Momentum{}: "#9f8300"} {
		f, err := line(rule).Draw(sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := f.Encode(&b, "svg"); err != nil || !strings.Contains(b.String(), colour) {
			t.Errorf("%T has no line in %s (%v)", rule, colour, err)
		}
	}
}
