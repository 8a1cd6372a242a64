package models

import (
	"fmt"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// affine returns the model z = w·x + b with the parameters (w_1, ..., w_d, b).
func affine(d int, loss exampleLoss) linearModel {
	return linearModel{dim: d + 1, loss: loss, axes: []string{"w", "b"}, phi: func(dst, inputs []float64) {
		copy(dst, inputs)
		dst[d] = 1
	}}
}

// affineSum returns the formula of the affine model's z.
func affineSum(d int) string {
	if d == 1 {
		return "w x_i + b"
	}
	return "w·x_i + b"
}

// regression returns the loss f(w, b) = ½ mean (w·x + b - y)^2 and holds the same loss on
// held-out examples.
func regression(set, held *data.Set, m surfaces.Meta) *Linear {
	l := newLinear(affine(set.Dim(), halfSquareLoss{}), set)
	l.holdOut(held)
	m.Arguments = []string{"w", "b"}
	m.Formula = fmt.Sprintf("1/(2N) Σ_i (%s - y_i)^2", affineSum(set.Dim()))
	l.describe(m)
	return l
}

// Line5 is the least-squares line through five points,
//
//	f(w, b) = ½ mean (w x_i + b - y_i)^2,  x = (-2, ..., 2), y = (-3.1, -0.9, 1.2, 2.8, 5),
//
// with the constant Hessian diag(2, 1) and the minimum f(1.99, 1) = 0.0099: at the
// rate ½ gradient descent finds w in one step, and halves the error of b in each.
//
// Start (0, 0).
type Line5 struct{}

func (r Line5) Build(set *data.Set) (surfaces.Surface, error) {
	if err := refuseData("line5", set); err != nil {
		return nil, err
	}
	return regression(fixed("line5"), nil, metaOf("line5")), nil
}

// Line1000 is the least-squares line through a thousand points,
//
//	f(w, b) = ½ mean (w x_i + b - y_i)^2,  x_i = -2 + 4i/999, y_i = 1.5 x_i - 0.5 + 0.7 sin 37i,
//
// for minibatches: the minimum is f(1.501800, -0.500715) = 0.122392, but each single
// example has another minimum.
//
// Start (0, 0).
type Line1000 struct{}

func (r Line1000) Build(set *data.Set) (surfaces.Surface, error) {
	if err := refuseData("line1000", set); err != nil {
		return nil, err
	}
	return regression(fixed("line1000"), nil, metaOf("line1000")), nil
}

// Line is linear regression on data with any number of inputs,
//
//	f(w, b) = 1/(2N) Σ_i (w·x_i + b - y_i)^2.
//
// Classes in the user's data count as the numbers 0, 1, ... Start 0.
type Line struct {
	Data  string  `key:"data" one:"line4|line5|line1000|sine|sine10|neuron" doc:"the examples"`
	N     int     `key:"n" in:"[1,1000000]" doc:"number of examples of sine [the set's own]"`
	Seed  int     `key:"seed" in:"[0,inf)" doc:"seed of the examples of sine"`
	Noise float64 `key:"noise" in:"(0,inf)" doc:"standard deviation of the noise of sine [the set's own]"`
}

func (r Line) Build(set *data.Set) (surfaces.Surface, error) {
	set, held := userOrBuiltin(set, r.Data, r.N, r.Seed, r.Noise)
	return regression(set, held, metaOf("line")), nil
}
