package models

import (
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Logistic is logistic regression on data of two classes with any number of inputs.
// The probability of class 1 is σ(z), z = w·x + b:
//
//	f(w, b) = 1/N Σ_i [log(1 + e^{z_i}) - y_i z_i].
//
// The loss is convex; if a plane separates the classes, it has no minimum and falls
// to 0 as the weights grow. Start 0. Source: Cox 1958.
type Logistic struct {
	Data    string  `key:"data" one:"moons|blobs|spirals|neuron|halfspace" doc:"the examples"`
	N       int     `key:"n" in:"[1,1000000]" doc:"number of examples [the set's own]"`
	Seed    int     `key:"seed" in:"[0,inf)" doc:"seed of the examples"`
	Noise   float64 `key:"noise" in:"(0,inf)" doc:"standard deviation of the noise in the inputs [the set's own]"`
	Corrupt float64 `key:"corrupt" in:"[0,1]" doc:"probability that a label is the toss of a coin"`
}

func (r Logistic) Build(set *data.Set) (surfaces.Surface, error) {
	set, held := userOrBuiltin(set, r.Data, r.N, r.Seed, r.Noise)
	set, err := twoClasses("logistic", set)
	if err != nil {
		return nil, err
	}
	if set, err = data.Corrupt(set, r.Corrupt, uint64(r.Seed)); err != nil {
		return nil, err
	}
	l := newLinear(classifier(set.Dim()), set)
	l.holdOut(held)
	m := metaOf("logistic")
	m.Arguments = []string{"w", "b"}
	m.Formula = entropyFormula(set)
	l.describe(m)
	return l, nil
}
