package optimizers

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/optviz/optviz/optimizers/objective"
)

// convoy is lanes under way in lock-step, as one run of n x L coordinates.
type convoy struct {
	objective.Vectorized
	n, l  int
	x, lr []float64
	noise []float64 // of the step, or nil
	drawn bool      // and it is that of this step
	rngs  []*rand.Rand
	sigma float64

	loss, g []float64 // of the iterate, where it is looked at
	known   bool      // g is the gradient at x, for which the rule has not asked yet
	value   []float64 // of the metric
	suspect []bool    // lanes with a number that Each might not let pass

	settle  float64
	settled []int       // the step at which a lane has, or -1
	ends    [][]float64 // where
	under   int         // lanes that have not
}

// lockstep reads lanes in lock-step; those that may diverge it marks as such.
func (r Run) lockstep(ctx context.Context, f objective.Vectorized, out []Reading, lanes []Lane, m Metric, settle float64) error {
	c := newConvoy(r, f, lanes, settle)
	for i := range c.value {
		c.value[i] = m.start()
	}
	err := c.march(ctx, r, lanes, func(k int) {
		if k == 0 || k == r.Steps || m.everyStep() || settle > 0 { // what alone shows
			c.look(k, r, m)
		}
	})
	if err != nil {
		return err
	}
	for i := range out {
		out[i] = c.reading(i, r.Steps)
	}
	return nil
}

// march takes the steps of a run, until all lanes have settled, and shows each iterate
// before the step that follows.
func (c *convoy) march(ctx context.Context, r Run, lanes []Lane, arrive func(k int)) error {
	rule, err := r.Optimizer.Start(Problem{F: c, X: c.x, Steps: r.Steps})
	if err != nil {
		return err
	}
	rates := newRates(r, c, lanes)
	done := ctx.Done()
	for k := range r.Steps + 1 {
		select {
		case <-done:
			return ctx.Err()
		default:
		}
		arrive(k)
		if k == r.Steps || c.under == 0 {
			break
		}
		if err := rates.set(k); err != nil {
			return err
		}
		c.drawn = false
		if err := rule.Step(c, c.x, c.lr); err != nil {
			return err
		}
	}
	return nil
}

func newConvoy(r Run, f objective.Vectorized, lanes []Lane, settle float64) *convoy {
	n, l := len(lanes[0].Start), len(lanes)
	c := &convoy{Vectorized: f, n: n, l: l, x: make([]float64, n*l), lr: make([]float64, n*l),
		loss: make([]float64, l), g: make([]float64, n*l), value: make([]float64, l), suspect: make([]bool, l),
		settle: settle, settled: make([]int, l), ends: make([][]float64, l), under: l}
	for j, lane := range lanes {
		c.settled[j] = -1
		for i, v := range lane.Start {
			c.x[i*l+j] = v
		}
	}
	if noisy, ok := r.F.(Noisy); ok {
		c.sigma, c.noise = noisy.Sigma, make([]float64, n*l)
		shared := !slices.ContainsFunc(lanes, func(other Lane) bool { return other.Replicate != lanes[0].Replicate })
		for _, lane := range lanes {
			c.rngs = append(c.rngs, objective.Draws{Seed: r.Seed, Replicate: lane.Replicate}.For(objective.ForNoise))
			if shared {
				break
			}
		}
	}
	return c
}

// look evaluates iterate k of the lanes that have not settled.
func (c *convoy) look(k int, r Run, m Metric) {
	c.Funcs(c.loss, c.x)
	c.Grads(c.g, c.x)
	c.known = true
	g := make([]float64, c.n)
	for j := range c.l {
		if c.settled[j] >= 0 {
			continue
		}
		c.of(g, j, c.g)
		length := norm(g)
		c.suspect[j] = c.suspect[j] || !finite(c.loss[j]) || !finite(length)
		if m.Kind != ValidationLoss {
			c.value[j] = m.add(c.value[j], k, r.Steps, m.reads(c.loss[j], c.x[m.Coord*c.l+j]))
		}
		if c.settle > 0 && length <= c.settle {
			c.settled[j], c.ends[j] = k, c.lane(j)
			c.under--
		}
	}
	if m.Kind == ValidationLoss {
		held, _ := objective.As[objective.Vectorized](r.Validation)
		held.Funcs(c.loss, c.x)
		for j, v := range c.loss {
			if c.settled[j] < 0 || c.settled[j] == k {
				c.value[j] = v
				c.suspect[j] = c.suspect[j] || k == r.Steps && !finite(v)
			}
		}
	}
}

// reading is what is kept of lane j of a run of that many steps.
func (c *convoy) reading(j, steps int) Reading {
	out := Reading{Value: c.value[j], X: c.ends[j], Steps: c.settled[j], Settled: c.settled[j]}
	if out.X == nil {
		out.X, out.Steps = c.lane(j), steps
	}
	out.Diverged = c.suspect[j] || !allFinite(out.X)
	return out
}

// lane is the iterate of lane j.
func (c *convoy) lane(j int) []float64 {
	x := make([]float64, c.n)
	c.of(x, j, c.x)
	return x
}

// of copies what lane j has of all lanes' coordinates.
func (c *convoy) of(dst []float64, j int, all []float64) {
	for i := range dst {
		dst[i] = all[i*c.l+j]
	}
}

// Func is of no use to rules in lock-step, and of one that asks all the same no
// number.
func (c *convoy) Func([]float64) float64 { return math.NaN() }

// Grad is that of all lanes.
func (c *convoy) Grad(dst, x []float64) {
	if c.known && &x[0] == &c.x[0] {
		copy(dst, c.g)
	} else {
		c.Grads(dst, x)
	}
	c.known = false
	if c.noise != nil {
		if !c.drawn {
			c.draw()
			c.drawn = true
		}
		for i, e := range c.noise {
			dst[i] += e
		}
	}
}

// draw draws the noise of a step as each lane alone would.
func (c *convoy) draw() {
	if len(c.rngs) == 1 {
		for i := range c.n {
			e := c.sigma * c.rngs[0].NormFloat64()
			for j := range c.l {
				c.noise[i*c.l+j] = e
			}
		}
		return
	}
	for j, rng := range c.rngs {
		for i := range c.n {
			c.noise[i*c.l+j] = c.sigma * rng.NormFloat64()
		}
	}
}
