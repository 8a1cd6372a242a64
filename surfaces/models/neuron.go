package models

import (
	"errors"
	"fmt"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Neuron is one neuron, a(z), z = w·x + b, fitted to data: with the activation
// sigmoid and cross-entropy
//
//	f(w, b) = 1/N Σ_i [log(1 + e^{z_i}) - y_i z_i],
//
// which is convex; with squared loss
//
//	f(w, b) = 1/(2N) Σ_i (a(z_i) - y_i)^2,
//
// which has plateaus with sigmoid and tanh. With ReLU the loss is flat where all
// outputs are 0; an example at the kink z = 0 adds 0 to the gradient as well.
//
// On the data set neuron, eight points in two classes, the minimum of cross-entropy
// is f(1.652155, 0) = 0.370279 and the minimum of squared sigmoids
// f(1.237960, 0) = 0.062159. Meta lists one minimum where Newton's method finds it.
//
// Window ±6 x ±5 and start (-4, 3) for sigmoid and tanh on the model's own data;
// otherwise start 0, or 0.1 for ReLU.
type Neuron struct {
	Activation string `key:"activation" one:"linear|sigmoid|relu|tanh" doc:"what the neuron makes of its sum"`
	Loss       string `key:"loss" one:"cross-entropy|squared" doc:"what an example costs [cross-entropy for sigmoid and two classes, squared for others]"`
	Data       string `key:"data" one:"neuron|line4|line5" doc:"the examples"`
}

// neuronKind is an activation with its notation in formulas and its start.
type neuronKind struct {
	unit    unit
	applied string // format of the activation of a sum
	start   float64
	bounded bool
}

var neuronKinds = map[string]neuronKind{
	"linear":  {identityUnit, "%s", 0, false},
	"sigmoid": {sigmoidUnit, "σ(%s)", 0, true},
	"relu":    {reluUnit, "max(%s, 0)", 0.1, false},
	"tanh":    {tanhUnit, "tanh(%s)", 0, true},
}

func (r Neuron) Build(set *data.Set) (surfaces.Surface, error) {
	usual := set == nil // its own points, with a window for them
	if usual {
		set = fixed(r.Data)
	}
	if r.Loss == "cross-entropy" || r.Loss == "" && r.Activation == "sigmoid" && hasTwoClasses(set) {
		if r.Activation != "sigmoid" {
			return nil, errors.New("neuron: cross-entropy is of the probabilities that activation=sigmoid gives; use loss=squared")
		}
		return r.classifier(set, usual)
	}
	kind := neuronKinds[r.Activation]
	m := affine(set.Dim(), squaredLoss{kind.unit})
	if r.Activation == "linear" {
		m.loss = halfSquareLoss{}
	}
	m.predict = kind.predict()
	l := newLinear(m, set)
	output := fmt.Sprintf(kind.applied, affineSum(set.Dim()))
	l.describe(r.meta(set, usual, fmt.Sprintf("1/(2N) Σ_i (%s - y_i)^2", output)))
	return l, nil
}

func (r Neuron) classifier(set *data.Set, usual bool) (surfaces.Surface, error) {
	set, err := twoClasses("a neuron with cross-entropy", set)
	if err != nil {
		return nil, err
	}
	l := newLinear(classifier(set.Dim()), set)
	l.describe(r.meta(set, usual, entropyFormula(set)))
	return l, nil
}

func (r Neuron) meta(set *data.Set, usual bool, formula string) surfaces.Meta {
	kind := neuronKinds[r.Activation]
	m := metaOf("neuron")
	m.Arguments = []string{"w", "b"}
	m.Formula = formula
	if usual && kind.bounded {
		m.Start, m.Window = []float64{-4, 3}, [][2]float64{{-6, 6}, {-5, 5}}
		return m
	}
	m.Start = make([]float64, set.Dim()+1)
	for j := range m.Start {
		m.Start[j] = kind.start
	}
	return m
}

// predict returns the activation without its derivatives.
func (k neuronKind) predict() func(z float64) float64 {
	return func(z float64) float64 {
		a, _, _ := k.unit(z)
		return a
	}
}

// classifier returns the affine model of the probability σ(z) of class 1.
func classifier(d int) linearModel {
	m := affine(d, crossEntropyLoss{})
	m.predict = neuronKinds["sigmoid"].predict()
	return m
}

func entropyFormula(set *data.Set) string {
	return fmt.Sprintf("1/N Σ_i [log(1 + exp(z_i)) - y_i z_i], z_i = %s", affineSum(set.Dim()))
}
