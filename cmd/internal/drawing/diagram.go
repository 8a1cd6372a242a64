package drawing

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/surfaces/formula"
)

// Diagram is the content of a neuron or a network.
type Diagram struct {
	plain
	chart.Diagram
}

func (r *Diagram) resolve(_ context.Context, g *Drawing) error {
	d := g.Document
	if err := g.setUsualStyle(); err != nil {
		return err
	}
	r.Title = d.GridSpec.Title
	for i, l := range d.Layers {
		if err := checkLayer(d, i); err != nil {
			return &document.NumberedError{Key: "layers", What: "layer", Index: i, Err: err}
		}
		r.Layers = append(r.Layers, chart.LayerDiagram{Width: l.Width, Name: d.Words(l.Name), Detail: d.Words(l.Detail), Symbol: l.Symbol, Edges: d.Words(l.Edges), Weights: l.Weights})
	}
	switch {
	case d.Neuron == nil && len(d.Layers) == 0:
		return catalog.Usage("kind: diagram needs a neuron or layers")
	case d.Neuron == nil:
		return nil
	case len(d.Layers) > 0:
		return catalog.Usage("kind: diagram has a neuron or layers, not both; a page can show one beside the other")
	}
	return r.setNeuron(d)
}

// checkLayer refuses a layer without nodes, and one with other weights than it has edges.
func checkLayer(d document.Document, i int) error {
	l := d.Layers[i]
	if l.Width < 1 {
		return catalog.Blame("width", strconv.Itoa(l.Width), errors.New("must be at least 1"))
	}
	if n := len(l.Weights); n > 0 && (i == 0 || n != l.Width*d.Layers[i-1].Width) {
		return catalog.Blame("weights", strings.Join(l.Weights, ","), fmt.Errorf("%s: it takes one an edge from the layer before", catalog.Count(n, "weight")))
	}
	return nil
}

// setNeuron reads the neuron.
func (r *Diagram) setNeuron(d document.Document) error {
	n := d.Neuron
	if len(n.Inputs) == 0 || len(n.Inputs) != len(n.Weights) {
		return catalog.Blame("neuron", strings.Join(n.Weights, ","), fmt.Errorf("%s and %s; as many of both are wanted, and at least one", catalog.Count(len(n.Inputs), "input"), catalog.Count(len(n.Weights), "weight")))
	}
	r.Neuron = &chart.NeuronDiagram{
		Inputs: n.Inputs, Weights: n.Weights, Bias: n.Bias, Sum: n.Sum, Activation: n.Activation, Output: n.Output,
		Names: chart.NeuronNames{
			Inputs: d.Words(n.Names.Inputs), Weights: d.Words(n.Names.Weights), Bias: d.Words(n.Names.Bias),
			Sum: d.Words(n.Names.Sum), Activation: d.Words(n.Names.Activation), Output: d.Words(n.Names.Output),
		},
	}
	if n.Curve == "" {
		return nil
	}
	f, err := formula.Parse(n.Curve, nil)
	if err != nil {
		return catalog.Blame("neuron", n.Curve, setup.Setup{Formula: n.Curve}.HintFormula(err))
	}
	if f.Meta().Dim != 1 {
		return catalog.Blame("neuron", n.Curve, errors.New("an activation is of x alone"))
	}
	r.Neuron.Curve = func(z float64) float64 { return f.Func([]float64{z}) }
	return nil
}

func (r *Diagram) compute(context.Context, *Drawing, func([]int) error) error { return nil }

func (r *Diagram) takeResults(context.Context, *Drawing, *Drawing) error { return nil }

func (r *Diagram) draw(g *Drawing) (render.Figure, error) {
	f, err := r.Draw(g.Style)
	return f, g.undrawableKind(err)
}
