package models

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/internal/streams"
)

// RandomFeatures is a network with one hidden layer whose hidden weights stay random:
// only the output layer is trained, on two classes with the targets t = ±1:
//
//	f(c) = 1/(2N) Σ_i (c·φ_i - t_i)^2,  φ = √(2/P) max(Wx, 0),  W ~ N(0, 1/d),
//
// where W is P x d. The examples come from data.Halfspace, where a plane separates the
// classes; with probability Corrupt the toss of a coin replaces a label. With more
// features than examples the model fits any labels: on random labels gradient descent
// is slower, and held-out examples come out right only by chance. Predict returns
// (1 + c·φ)/2.
//
// Start 0. Sources: Rahimi & Recht 2007; Zhang et al. 2017.
type RandomFeatures struct {
	N       int     `key:"n" in:"[1,100000]" doc:"number of examples"`
	D       int     `key:"d" in:"[1,10000]" doc:"number of inputs"`
	P       int     `key:"p" in:"[1,100000]" doc:"number of features, which are the parameters"`
	Seed    int     `key:"seed" in:"[0,inf)" doc:"seed of examples, features and coins"`
	Corrupt float64 `key:"corrupt" in:"[0,1]" doc:"probability that a label is the toss of a coin"`
}

// maxWeights bounds the random weights, so that they are drawn within a second.
const maxWeights = 20_000_000

func (r RandomFeatures) Build(set *data.Set) (surfaces.Surface, error) {
	inputs := r.D
	if set != nil {
		inputs = set.Dim()
	}
	if weights := r.P * inputs; weights > maxWeights {
		return nil, fmt.Errorf("random-features: p %d: %d weights of %d inputs are above %d, the most", r.P, weights, inputs, maxWeights)
	}
	var held *data.Set
	if set == nil {
		if all := (r.N + heldOut) * r.D; all > maxGenerated {
			return nil, fmt.Errorf("random-features: n %d and d %d: %d inputs are above %d, the most of examples without a file", r.N, r.D, all, maxGenerated)
		}
		set, held = data.Halfspace(r.N, heldOut, r.D, uint64(r.Seed))
	}
	set, err := twoClasses("random-features", set)
	if err != nil {
		return nil, err
	}
	if set, err = data.Corrupt(set, r.Corrupt, uint64(r.Seed)); err != nil {
		return nil, err
	}
	l := newLinear(linearModel{
		dim:     r.P,
		loss:    halfSquareLoss{},
		axes:    []string{"c_1", "c_2"},
		phi:     r.features(set.Dim()),
		wanted:  func(y float64) float64 { return 2*y - 1 },
		predict: func(z float64) float64 { return (1 + z) / 2 },
	}, set)
	l.holdOut(held)
	m := metaOf("random-features")
	m.Arguments = []string{"c"}
	m.Formula = fmt.Sprintf("1/(2N) Σ_i (c·φ_i - t_i)^2, φ = √(2/P) max(W x, 0), P = %d", r.P)
	l.describe(m)
	return l, nil
}

// features draws W for d inputs and returns a function that writes the features.
func (r RandomFeatures) features(d int) func(dst, inputs []float64) {
	rng := streams.New(uint64(r.Seed), streams.Features)
	w := make([]float64, r.P*d)
	for i := range w {
		w[i] = rng.NormFloat64() * math.Sqrt(2/float64(r.P)/float64(d))
	}
	return func(dst, inputs []float64) {
		for j := range dst {
			dst[j] = max(floats.Dot(w[j*d:(j+1)*d], inputs), 0)
		}
	}
}
