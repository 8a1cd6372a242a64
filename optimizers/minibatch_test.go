package optimizers_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
)

// centres is the mean of ½(x - c_i)^2: the gradient of a batch tells which
// examples are in it where the c_i are powers of two.
type centres []float64

func (c centres) all() []int {
	batch := make([]int, len(c))
	for i := range batch {
		batch[i] = i
	}
	return batch
}

func (c centres) NumExamples() int         { return len(c) }
func (c centres) Func(x []float64) float64 { return c.FuncOf(x, c.all()) }
func (c centres) Grad(dst, x []float64)    { c.GradOf(dst, x, c.all()) }

func (c centres) FuncOf(x []float64, batch []int) float64 {
	sum := 0.0
	for _, i := range batch {
		sum += (x[0] - c[i]) * (x[0] - c[i]) / 2
	}
	return sum / float64(len(batch))
}

func (c centres) GradOf(dst, x []float64, batch []int) {
	dst[0] = 0
	for _, i := range batch {
		dst[0] += (x[0] - c[i]) / float64(len(batch))
	}
}

func (c centres) Hess(dst *mat.SymDense, x []float64) { dst.SetSym(0, 0, 1) }
func (c centres) HessOf(dst *mat.SymDense, x []float64, batch []int) {
	dst.SetSym(0, 0, float64(len(batch)))
}

// members are the examples that a step sees of centres at powers of two.
func members(f objective.Objective, size int) []int {
	g := make([]float64, 1)
	f.Grad(g, []float64{0})
	var in []int
	for i, sum := 0, int(-g[0]*float64(size)+0.5); sum > 0; i, sum = i+1, sum/2 {
		if sum%2 == 1 {
			in = append(in, i)
		}
	}
	return in
}

func powers(n int) centres {
	c := make(centres, n)
	for i := range c {
		c[i] = float64(int(1) << i)
	}
	return c
}

// An epoch holds each example once, another has another order, and the last
// batch of one takes what is left.
func TestEpochs(t *testing.T) {
	const n, size = 10, 4
	m := optimizers.Minibatch{F: powers(n), Size: size}
	if m.StepsPerEpoch() != 3 {
		t.Errorf("%d steps an epoch", m.StepsPerEpoch())
	}
	sample := m.Sample(objective.Draws{Seed: 1})
	var epochs [][]int
	k := 0
	for range 4 {
		var epoch []int
		for _, want := range []int{4, 4, 2} {
			in := members(sample(k), want)
			if len(in) != want {
				t.Errorf("step %d sees %v, want %d examples", k, in, want)
			}
			epoch = append(epoch, in...)
			k++
		}
		epochs = append(epochs, slices.Clone(epoch))
		slices.Sort(epoch)
		if !slices.Equal(epoch, powers(n).all()) {
			t.Errorf("an epoch sees %v", epoch)
		}
	}
	if slices.Equal(epochs[0], epochs[1]) && slices.Equal(epochs[1], epochs[2]) {
		t.Error("all epochs have one order")
	}
	// A step that asks late sees the same.
	if late := members(m.Sample(objective.Draws{Seed: 1})(7), size); !slices.Equal(late, epochs[2][4:8]) {
		t.Errorf("step 7 alone sees %v, in the run %v", late, epochs[2][4:8])
	}
}

// 1000 examples in batches of 100 are exactly 10 steps an epoch.
func TestStepsPerEpoch(t *testing.T) {
	for _, c := range []struct{ n, size, want int }{{1000, 100, 10}, {1000, 1000, 1}, {1000, 1, 1000}, {1000, 999, 2}, {1000, 300, 4}} {
		if got := (optimizers.Minibatch{F: make(centres, c.n), Size: c.size}).StepsPerEpoch(); got != c.want {
			t.Errorf("%d examples in batches of %d: %d steps", c.n, c.size, got)
		}
	}
}

func TestGivenOrder(t *testing.T) {
	order := []int{3, 0, 2, 1}
	sample := optimizers.Minibatch{F: powers(4), Size: 2, Order: order}.Sample(objective.Draws{Seed: 1})
	for k, want := range [][]int{{0, 3}, {1, 2}, {0, 3}, {1, 2}} {
		if got := members(sample(k), 2); !slices.Equal(got, want) {
			t.Errorf("step %d sees %v, want %v", k, got, want)
		}
	}
}

// A batch of all is the loss itself, to the last bit, and steps of Newton see
// the Hessian of their batch.
func TestFullBatch(t *testing.T) {
	f := centres{0.1, 0.7, 0.3, 1.1, 0.9}
	run := optimizers.Run{F: f, Optimizer: optimizers.NewAdam(), LR: 0.1, Start: []float64{3}, Steps: 20}
	want, err := run.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	run.F = optimizers.Minibatch{F: f, Size: len(f)}
	got, err := run.Trace(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.X, want.X) || !slices.Equal(got.Loss, want.Loss) {
		t.Error("a batch of all differs from the loss")
	}
	curved, ok := objective.As[objective.Curved](optimizers.Minibatch{F: f, Size: 2}.Sample(objective.Draws{Seed: 1})(0))
	if !ok {
		t.Fatal("a batch has no Hessian")
	}
	h := mat.NewSymDense(1, nil)
	if curved.Hess(h, []float64{0}); h.At(0, 0) != 2 {
		t.Errorf("Hessian %v is not the batch's", h.At(0, 0))
	}
}

// jittered is a RandomSum whose steps see x moved by a drawn number.
type jittered struct{ centres }

func (j jittered) Training(rng *rand.Rand) func(k int) objective.FiniteSum {
	var drawn []float64
	return func(k int) objective.FiniteSum {
		for len(drawn) <= k {
			drawn = append(drawn, rng.Float64())
		}
		moved := slices.Clone(j.centres)
		for i := range moved {
			moved[i] += drawn[k]
		}
		return moved
	}
}

// Training is what the steps see; its draws leave the batches as they are.
func TestTrainingIsSeenInBatches(t *testing.T) {
	plain := optimizers.Minibatch{F: powers(6), Size: 2}.Sample(objective.Draws{Seed: 1})
	moved := optimizers.Minibatch{F: jittered{powers(6)}, Size: 2}.Sample(objective.Draws{Seed: 1})
	again := optimizers.Minibatch{F: jittered{powers(6)}, Size: 2}.Sample(objective.Draws{Seed: 1})
	grad := func(f objective.Objective) float64 {
		g := make([]float64, 1)
		f.Grad(g, []float64{0})
		return g[0]
	}
	var moves []float64
	for k := range 9 {
		a, b := grad(moved(k)), grad(again(k))
		if a != b || a != grad(moved(k)) {
			t.Errorf("step %d sees %v and %v of one seed", k, a, b)
		}
		move := grad(plain(k)) - a
		if move <= 0 || move >= 1 {
			t.Errorf("step %d is moved by %v: its batch is another", k, move)
		}
		moves = append(moves, move)
	}
	slices.Sort(moves)
	if len(slices.Compact(moves)) != 9 {
		t.Errorf("steps share their draws: %v", moves)
	}
}

// Noise on batches is noise on what the batch has; clipping comes last.
func TestNoiseAndClippingOverBatches(t *testing.T) {
	f := centres{0, 0, 0, 0}
	noisy := optimizers.Noisy{F: optimizers.Minibatch{F: f, Size: 2}, Sigma: 3}
	sample := optimizers.Clipped{F: noisy, Norm: 0.5}.Sample(objective.Draws{Seed: 5})
	long := 0
	for k := range 50 {
		g := make([]float64, 1)
		f := sample(k)
		f.Grad(g, []float64{0})
		if g[0] < -0.5-1e-15 || g[0] > 0.5+1e-15 {
			t.Errorf("step %d: gradient %v", k, g[0])
		}
		if g[0] == 0.5 || g[0] == -0.5 {
			long++
		}
		if !objective.Is[objective.Curved](f) {
			t.Fatal("the Hessian is lost")
		}
	}
	if long < 30 || long == 50 {
		t.Errorf("%d of 50 gradients were clipped", long)
	}
}

func TestBatchesOutOfRangePanic(t *testing.T) {
	for _, m := range []optimizers.Minibatch{{F: powers(4), Size: 0}, {F: powers(4), Size: 5}, {F: powers(4), Size: 2, Order: []int{0, 1}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("batches of %d in order %v of 4 examples: no panic", m.Size, m.Order)
				}
			}()
			m.Sample(objective.Draws{})
		}()
	}
}
