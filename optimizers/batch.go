package optimizers

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/optviz/optviz/optimizers/objective"
)

// batch holds L runs of n coordinates that step together, as one run of n x L numbers.
// Number i*L+j is coordinate i of run j.
type batch struct {
	objective.Vectorized
	n, l  int
	x, lr []float64
	noise []float64 // noise of the step, or nil
	drawn bool      // whether the step has drawn its noise
	rngs  []*rand.Rand
	sigma float64

	loss, g    []float64 // loss and gradient of the last iterate given to evaluate
	known      bool      // g is the gradient at x, and the rule has not asked for it yet
	validation objective.Vectorized
	value      []float64 // value of the metric
	mayDiverge []bool    // runs with a number at which Each might end

	settle  float64
	settled []int       // the step at which a run settled, or -1
	ends    [][]float64 // the iterate at which a run settled
	active  int         // how many runs have not settled
}

// runBatch runs the variants in one batch and writes their results to out.
// Result.Diverged is true of a run that may diverge.
func (r Run) runBatch(ctx context.Context, f objective.Vectorized, out []Result, variants []Variant, m Metric, settle float64) error {
	b := newBatch(r, f, variants, settle)
	for i := range b.value {
		b.value[i] = m.start()
	}
	err := b.takeSteps(ctx, r, variants, func(k int) bool {
		if k == 0 || k == r.Steps || m.everyStep() || settle > 0 { // the iterates that Each alone would evaluate
			b.evaluate(k, r, m)
		}
		return b.active > 0
	})
	if err != nil {
		return err
	}
	for i := range out {
		out[i] = b.result(i, r.Steps)
	}
	return nil
}

// takeSteps takes the steps of the runs. It shows each iterate to visit before the step
// that follows, and ends early when visit returns false.
func (b *batch) takeSteps(ctx context.Context, r Run, variants []Variant, visit func(k int) bool) error {
	rule, err := r.Optimizer.Start(Problem{F: b, X: b.x, Steps: r.Steps})
	if err != nil {
		return err
	}
	rates := newBatchRates(r, b, variants)
	done := ctx.Done()
	for k := range r.Steps + 1 {
		select {
		case <-done:
			return ctx.Err()
		default:
		}
		if goOn := visit(k); k == r.Steps || !goOn {
			break
		}
		if err := rates.set(k); err != nil {
			return err
		}
		b.drawn = false
		if err := rule.Step(b, b.x, b.lr); err != nil {
			return err
		}
	}
	return nil
}

func newBatch(r Run, f objective.Vectorized, variants []Variant, settle float64) *batch {
	n, l := len(variants[0].Start), len(variants)
	b := &batch{Vectorized: f, n: n, l: l, x: make([]float64, n*l), lr: make([]float64, n*l),
		loss: make([]float64, l), g: make([]float64, n*l), value: make([]float64, l), mayDiverge: make([]bool, l),
		settle: settle, settled: make([]int, l), ends: make([][]float64, l), active: l}
	b.validation, _ = objective.As[objective.Vectorized](r.Validation)
	for j, variant := range variants {
		b.settled[j] = -1
		for i, v := range variant.Start {
			b.x[i*l+j] = v
		}
	}
	if noisy, ok := r.F.(Noisy); ok {
		b.sigma, b.noise = noisy.Sigma, make([]float64, n*l)
		shared := !slices.ContainsFunc(variants, func(other Variant) bool { return other.Replicate != variants[0].Replicate })
		for _, variant := range variants {
			b.rngs = append(b.rngs, objective.Draws{Seed: r.Seed, Replicate: variant.Replicate}.For(objective.ForNoise))
			if shared {
				break
			}
		}
	}
	return b
}

// evaluate computes loss, gradient and metric at iterate k of the runs that have not
// settled, and settles those whose gradient is small.
func (b *batch) evaluate(k int, r Run, m Metric) {
	b.Funcs(b.loss, b.x)
	b.Grads(b.g, b.x)
	b.known = true
	g := make([]float64, b.n)
	for j := range b.l {
		if b.settled[j] >= 0 {
			continue
		}
		b.copyRun(g, j, b.g)
		length := norm(g)
		b.mayDiverge[j] = b.mayDiverge[j] || !finite(b.loss[j]) || !finite(length)
		if m.Kind != ValidationLoss {
			b.value[j] = m.add(b.value[j], k, r.Steps, m.reads(b.loss[j], b.x[m.Coord*b.l+j]))
		}
		if b.settle > 0 && length <= b.settle {
			b.settled[j], b.ends[j] = k, b.iterate(j)
			b.active--
		}
	}
	if m.Kind == ValidationLoss {
		b.validation.Funcs(b.loss, b.x)
		for j, v := range b.loss {
			if b.settled[j] < 0 || b.settled[j] == k {
				b.value[j] = v
				b.mayDiverge[j] = b.mayDiverge[j] || k == r.Steps && !finite(v)
			}
		}
	}
}

// result returns the Result of run j; steps is the number of steps where the run has not
// settled.
func (b *batch) result(j, steps int) Result {
	out := Result{Value: b.value[j], X: b.ends[j], Steps: b.settled[j], Settled: b.settled[j]}
	if out.X == nil {
		out.X, out.Steps = b.iterate(j), steps
	}
	out.Diverged = b.mayDiverge[j] || !allFinite(out.X)
	return out
}

// iterate returns a copy of the iterate of run j.
func (b *batch) iterate(j int) []float64 {
	x := make([]float64, b.n)
	b.copyRun(x, j, b.x)
	return x
}

// copyRun copies the numbers of run j out of the numbers of all runs.
func (b *batch) copyRun(dst []float64, j int, all []float64) {
	for i := range dst {
		dst[i] = all[i*b.l+j]
	}
}

// Func returns NaN: an element-wise rule asks for gradients alone.
func (b *batch) Func([]float64) float64 { return math.NaN() }

// Grad writes the gradients of all runs, coordinate by coordinate, with the step's noise.
func (b *batch) Grad(dst, x []float64) {
	if b.known && &x[0] == &b.x[0] {
		copy(dst, b.g)
	} else {
		b.Grads(dst, x)
	}
	b.known = false
	if b.noise != nil {
		if !b.drawn {
			b.drawNoise()
			b.drawn = true
		}
		for i, e := range b.noise {
			dst[i] += e
		}
	}
}

// drawNoise draws the noise of a step: for each run the same numbers as for the run
// alone.
func (b *batch) drawNoise() {
	if len(b.rngs) == 1 {
		for i := range b.n {
			e := b.sigma * b.rngs[0].NormFloat64()
			for j := range b.l {
				b.noise[i*b.l+j] = e
			}
		}
		return
	}
	for j, rng := range b.rngs {
		for i := range b.n {
			b.noise[i*b.l+j] = b.sigma * rng.NormFloat64()
		}
	}
}
