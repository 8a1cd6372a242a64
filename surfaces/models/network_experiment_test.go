package models_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// experiment is what training ends with: accuracies on the labels it saw, and on
// 1000 digits that it did not see, whose labels are true.
type experiment struct{ train, test float64 }

// train trains the digits network of 500 examples for 100 epochs of batches of 50
// by AdamW, or with patience until the validation loss has had no new minimum for
// so many epochs; then the weights of the minimum count.
func train(t *testing.T, recipe models.Network, decay float64, patience int) experiment {
	t.Helper()
	const n, size = 500, 50
	recipe.N = n
	f := network(t, recipe, nil)
	held := f.(surfaces.Validated).Validation().(fittedSurface)
	rule := optimizers.NewAdamW()
	rule.WeightDecay = decay
	var x []float64
	best := math.Inf(1)
	run := optimizers.Run{
		F:          optimizers.Minibatch{F: f.(objective.FiniteSum), Size: size},
		Optimizer:  rule,
		LR:         0.003,
		Start:      f.Meta().Start,
		Steps:      100 * n / size,
		Every:      n / size,
		Validation: held,
		Patience:   patience,
	}
	_, err := run.Each(context.Background(), func(s optimizers.State) error {
		if patience == 0 || s.Validation < best {
			best, x = s.Validation, slices.Clone(s.X)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return experiment{models.Accuracy(f, x, f.Data()), models.Accuracy(f, x, held.Data())}
}

// The lecture's experiment (Zhang et al. 2017): a network memorises random
// labels, and then knows nothing of digits it has not seen; the same network
// learns true ones. Where 40 % of the labels are random it memorises them too, at
// the expense of what it knows; weight decay, dropout, jittered inputs and early
// stopping each keep it from that.
//
// Beside each is the middle of what was measured with the seeds 0 to 3, all of it
// within the margin. Chance is 0.1: fifty random labels for each digit are not
// exactly even, and a network that smooths them answers with the most frequent.
func TestNetworkMemorisesRandomLabels(t *testing.T) {
	plain := models.NewNetwork()
	with := func(change func(*models.Network)) models.Network {
		recipe := plain
		change(&recipe)
		return recipe
	}
	random := with(func(r *models.Network) { r.Corrupt = 1 })
	some := with(func(r *models.Network) { r.Corrupt = 0.4 })
	dropout := func(r *models.Network) { r.Dropout = 0.5 }
	const margin = 0.06
	results := map[string]experiment{}
	for _, c := range []struct {
		name     string
		recipe   models.Network
		decay    float64
		patience int
		want     experiment
	}{
		{"true", plain, 0, 0, experiment{1, 0.97}},
		{"random", random, 0, 0, experiment{1, 0.1}},
		{"random, decay", random, 1, 0, experiment{0.7, 0.1}},
		{"random, dropout", with(func(r *models.Network) { r.Corrupt = 1; dropout(r) }), 0, 0, experiment{0.67, 0.1}},
		{"random, stopped", random, 0, 10, experiment{0.16, 0.1}},
		{"some", some, 0, 0, experiment{1, 0.65}},
		{"some, decay", some, 1, 0, experiment{0.73, 0.775}},
		{"some, dropout", with(func(r *models.Network) { r.Corrupt = 0.4; dropout(r) }), 0, 0, experiment{0.77, 0.78}},
		{"some, jitter", with(func(r *models.Network) { r.Corrupt, r.Jitter = 0.4, 0.3 }), 0, 0, experiment{0.64, 0.835}},
		{"some, stopped", some, 0, 10, experiment{0.745, 0.775}},
	} {
		got := train(t, c.recipe, c.decay, c.patience)
		results[c.name] = got
		t.Logf("%-16s train %.3f, test %.3f", c.name, got.train, got.test)
		if math.Abs(got.train-c.want.train) > margin || math.Abs(got.test-c.want.test) > margin {
			t.Errorf("%s: accuracies %.3f, want %.3f within %v", c.name, got, c.want, margin)
		}
	}
	for _, memorised := range []string{"true", "random", "some"} {
		if got := results[memorised].train; got != 1 {
			t.Errorf("%s labels: train accuracy %v, want 1", memorised, got)
		}
	}
	for _, rule := range []string{"decay", "dropout", "jitter", "stopped"} {
		if gain := results["some, "+rule].test - results["some"].test; gain < 0.08 {
			t.Errorf("%s gains %.3f of test accuracy where 40 %% of the labels are random", rule, gain)
		}
	}
}
