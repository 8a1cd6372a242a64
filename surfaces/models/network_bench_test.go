package models_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces/models"
)

// batchOf is a loss seen through one batch.
type batchOf struct {
	objective.FiniteSum
	batch []int
}

func (b *batchOf) Func(x []float64) float64 { return b.FuncOf(x, b.batch) }
func (b *batchOf) Grad(dst, x []float64)    { b.GradOf(dst, x, b.batch) }

// BenchmarkNetworkEpoch is an epoch of the digits network: 2000 examples in
// random batches of 100 through 64-64-32-10 units. network_peer.py beside it is
// the same in NumPy.
func BenchmarkNetworkEpoch(b *testing.B) {
	const n, size = 2000, 100
	recipe := models.NewNetwork()
	recipe.N, recipe.Validation = n, 0
	f, err := recipe.Build(nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, rule := range []struct {
		name string
		rule optimizers.Optimizer
		lr   float64
	}{{"sgd", optimizers.SGD{}, 0.1}, {"adam", optimizers.NewAdam(), 0.001}} {
		b.Run(rule.name, func(b *testing.B) {
			seen := &batchOf{FiniteSum: f.(objective.FiniteSum)}
			x := f.Meta().Start
			step, err := rule.rule.Start(optimizers.Problem{F: seen, X: x})
			if err != nil {
				b.Fatal(err)
			}
			lr := make([]float64, len(x))
			for i := range lr {
				lr[i] = rule.lr
			}
			order := make([]int, n)
			for i := range order {
				order[i] = i
			}
			rng := rand.New(rand.NewPCG(1, 2))
			swap := func(i, j int) { order[i], order[j] = order[j], order[i] }
			b.ReportAllocs()
			for b.Loop() {
				rng.Shuffle(n, swap)
				for from := 0; from < n; from += size {
					seen.batch = order[from : from+size]
					if err := step.Step(seen, x, lr); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(f.Func(x), "loss")
		})
	}
}

// BenchmarkNetworkGrad is the gradient of the loss over n digits.
func BenchmarkNetworkGrad(b *testing.B) {
	for _, n := range []int{100, 200, 400, 1000, 4000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			recipe := models.NewNetwork()
			recipe.N, recipe.Validation = n, 0
			f, err := recipe.Build(nil)
			if err != nil {
				b.Fatal(err)
			}
			x := f.Meta().Start
			grad := make([]float64, len(x))
			b.ReportAllocs()
			for b.Loop() {
				f.Grad(grad, x)
			}
		})
	}
}
