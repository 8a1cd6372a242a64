package models_test

import (
	"context"
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
	"github.com/optviz/optviz/surfaces/models"
	"github.com/optviz/optviz/surfaces/plane"
)

// noiseOf is the noise that the first step of a run sees: at the minimum of a
// sphere, SGD's step is nothing else.
func noiseOf(t *testing.T, n int, seed, replicate uint64) []float64 {
	t.Helper()
	path, err := optimizers.Run{
		F: optimizers.Noisy{F: surfaces.Sphere{N: n}, Sigma: 1}, Optimizer: optimizers.SGD{}, LR: 1, Steps: 1,
		Start: make([]float64, n), Seed: seed, Replicate: replicate,
	}.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return path.At(1)
}

// What a seed draws for examples, weights, features and planes has nothing to do
// with the noise of a run of that seed in any of its first replicates: the cosine
// between them is what chance makes it, within six standard deviations.
func TestDrawsAreNotTheRunsNoise(t *testing.T) {
	const n, replicates = 400, 32
	set, held := data.Halfspace(n/4, n/4, 4, 1)
	centre := make([]float64, n)
	floats.AddConst(1, centre)
	random, err := plane.Random(surfaces.Sphere{N: n}, centre, 1)
	if err != nil {
		t.Fatal(err)
	}
	line, err := plane.Between(surfaces.Sphere{N: n}, make([]float64, n), centre, 1)
	if err != nil {
		t.Fatal(err)
	}
	straight, err := plane.PCA(surfaces.Sphere{N: n}, append(make([]float64, n), centre...))
	if err != nil {
		t.Fatal(err)
	}
	net := network(t, models.Network{Hidden: []int{n / 2}, Activation: "tanh", Data: "moons", Seed: 1}, nil)
	draws := map[string][]float64{
		"examples":                    flat(set.X),
		"held-out examples":           flat(held.X),
		"weights":                     net.Meta().Start[:n],
		"the first random direction":  random.U,
		"the second random direction": random.V,
		"a direction across a line":   line.V,
		"a direction beside a line":   straight.V,
		"the weights of features":     features(t, n),
	}
	for r := range uint64(replicates) {
		noises := [2][]float64{noiseOf(t, n, 1, r), noiseOf(t, n, 0, r)}
		for name, d := range draws {
			for seed, noise := range noises {
				cos := floats.Dot(d, noise) / floats.Norm(d, 2) / floats.Norm(noise, 2)
				if math.Abs(cos) > 6/math.Sqrt(n) {
					t.Errorf("%s are at the cosine %.3f to the noise of replicate %d of seed %d", name, cos, r, 1-seed)
				}
			}
		}
	}
}

func flat(m *mat.Dense) []float64 { return m.RawMatrix().Data }

// features are the weights W of a random feature each, found from the outside:
// with the parameter of feature j alone 1, Predict of the unit inputs and of their
// opposites tell the weights into it.
func features(t *testing.T, n int) []float64 {
	t.Helper()
	const d = 4
	f, err := models.RandomFeatures{N: 2, D: d, P: n / d, Seed: 1}.Build(nil)
	if err != nil {
		t.Fatal(err)
	}
	var w []float64
	x, out := make([]float64, n/d), make([]float64, 1)
	for j := range x {
		x[j] = 1
		for i := range d {
			var sides [2]float64
			for side := range sides {
				inputs := make([]float64, d)
				inputs[i] = float64(1 - 2*side)
				f.(surfaces.Fitted).Predict(out, x, inputs)
				sides[side] = 2*out[0] - 1
			}
			w = append(w, sides[0]-sides[1]) // max(w, 0) - max(-w, 0)
		}
		x[j] = 0
	}
	return w
}
