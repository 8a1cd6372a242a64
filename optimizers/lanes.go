package optimizers

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/optviz/optviz/optimizers/schedules"
)

// ElementWise is an Optimizer that, where it says so, moves each coordinate by
// that coordinate's gradient, rate and memory alone: on n coordinates of L runs
// it is the same rule on n x L coordinates.
type ElementWise interface {
	Optimizer
	ElementWise() bool
}

func elementWise(rule Optimizer) bool {
	e, ok := rule.(ElementWise)
	return ok && e.ElementWise()
}

// Batch is an Objective that computes L points in one call. Coordinates of one
// kind stand side by side: coordinate i of point k is x[i*L+k], and dst has L
// values, or the gradients as x has the points. surfaces.Batch is one.
type Batch interface {
	Objective
	Funcs(dst, x []float64)
	Grads(dst, x []float64)
}

// Lane is what tells one of many similar runs from the others.
type Lane struct {
	LR        float64
	Start     []float64
	Replicate uint64
}

// Reading is what is kept of a lane.
type Reading struct {
	Value    float64   // of the metric: +Inf where the lane diverged
	X        []float64 // the last iterate; nil where the lane diverged
	Steps    int       // taken, or the step at which it diverged or failed
	Settled  int       // the first step with a gradient of at most the tolerance, or -1
	Diverged bool
}

// laneCount is how many lanes go in lock-step: enough to hide the latency of
// divisions and roots, few enough for their state to stay in the nearest cache.
const laneCount = 128

// Lanes makes runs that differ from r in what a Lane holds only, and reads a
// metric of each, in parallel. Element-wise rules on a Batch, with noise or
// without, go in lock-step; others, and lanes that diverge, one by one through
// Each. What comes out is the same to the last bit.
//
// Of a settle tolerance above 0, a lane is done as soon as the norm of its
// gradient is at most that.
func (r Run) Lanes(ctx context.Context, lanes []Lane, m Metric, settle float64) ([]Reading, error) {
	out := make([]Reading, len(lanes))
	blocks := (len(lanes) + laneCount - 1) / laneCount
	err := Parallel(ctx, blocks, func(ctx context.Context, b int) error {
		from, to := b*laneCount, min((b+1)*laneCount, len(lanes))
		return r.block(ctx, out[from:to], lanes[from:to], m, settle)
	})
	return out, err
}

// block reads some lanes.
func (r Run) block(ctx context.Context, out []Reading, lanes []Lane, m Metric, settle float64) error {
	if f, ok := r.batch(m); ok && len(lanes) > 1 {
		if err := r.lockstep(ctx, f, out, lanes, m, settle); err != nil {
			return err
		}
	} else {
		for i := range out {
			out[i].Diverged = true // as far as is known
		}
	}
	for i, lane := range lanes {
		if !out[i].Diverged {
			continue
		}
		var err error
		if out[i], err = r.alone(ctx, lane, m, settle); err != nil {
			return err
		}
	}
	return nil
}

// batch is the loss of lanes in lock-step, if they can go so.
func (r Run) batch(m Metric) (Batch, bool) {
	f := r.F
	if noisy, ok := f.(Noisy); ok {
		f = noisy.F
	}
	b, ok := f.(Batch)
	if m.Kind == ValidationLoss {
		_, valid := r.Validation.(Batch)
		ok = ok && valid
	}
	return b, ok && elementWise(r.Optimizer)
}

// errSettled ends a run that has settled.
var errSettled = errors.New("settled")

// alone reads one lane by the loop of all runs.
func (r Run) alone(ctx context.Context, lane Lane, m Metric, settle float64) (Reading, error) {
	r.LR, r.Start, r.Replicate = lane.LR, lane.Start, lane.Replicate
	r.Every = 1
	if !m.everyStep() && settle == 0 {
		r.Every = max(r.Steps, 1)
	}
	out := Reading{Value: m.start(), Settled: -1}
	verdict, err := r.Each(ctx, func(s State) error {
		out.X, out.Steps = append(out.X[:0], s.X...), s.K
		loss := s.Loss
		if m.Kind == ValidationLoss {
			loss = s.Validation
		}
		out.Value = m.add(out.Value, s.K, r.Steps, loss)
		if settle > 0 && s.GradNorm <= settle {
			out.Settled = s.K
			return errSettled
		}
		return nil
	})
	if err != nil && err != errSettled {
		return out, err
	}
	if err == nil && (verdict.Outcome == Diverged || verdict.Outcome == Failed) {
		out.Steps = verdict.Step
	}
	if err == nil && verdict.Outcome == Diverged || m.Kind == ValidationLoss && !finite(out.Value) {
		out.Value, out.X, out.Diverged = math.Inf(1), nil, true
	}
	return out, nil
}

// convoy is lanes under way in lock-step, as one run of n x L coordinates.
type convoy struct {
	Batch
	n, l  int
	x, lr []float64
	noise []float64 // of the step, or nil
	drawn bool      // and it is that of this step
	rngs  []*rand.Rand
	sigma float64

	settle  float64
	g       []float64   // where lanes may settle: the gradient at x
	known   bool        // and the rule has not asked for it yet
	settled []int       // the step at which a lane has, or -1
	ends    [][]float64 // where
	under   int         // lanes that have not
}

// lockstep reads lanes in lock-step; those that diverge it marks as such.
func (r Run) lockstep(ctx context.Context, f Batch, out []Reading, lanes []Lane, m Metric, settle float64) error {
	l := len(lanes)
	first := r
	first.LR, first.Start = lanes[0].LR, lanes[0].Start
	if err := first.check(); err != nil {
		return err
	}
	c := newConvoy(r, f, lanes, settle)
	rule, err := r.Optimizer.Start(Problem{F: c, X: c.x, Steps: r.Steps})
	if err != nil {
		return err
	}
	rates := newRates(r, c, lanes)
	loss, value := make([]float64, l), make([]float64, l)
	bad := make([]bool, l) // whether any loss was no number
	for i := range value {
		value[i] = m.start()
	}
	of := m.of(r)
	if noisy, ok := of.(Noisy); ok {
		of = noisy.F
	}
	measured := of.(Batch)
	done := ctx.Done()
	for k := range r.Steps + 1 {
		select {
		case <-done:
			return ctx.Err()
		default:
		}
		if k == r.Steps || m.everyStep() {
			measured.Funcs(loss, c.x)
			for i, v := range loss {
				value[i] = m.add(value[i], k, r.Steps, v)
				bad[i] = bad[i] || !finite(v)
			}
		}
		if settle > 0 {
			c.look(k)
		}
		if k == r.Steps || c.under == 0 {
			break
		}
		rates.set(k)
		c.drawn = false
		if err := rule.Step(c, c.x, c.lr); err != nil {
			return err
		}
	}
	for i := range out {
		x := c.ends[i]
		steps := c.settled[i]
		if x == nil {
			x, steps = c.lane(i), r.Steps
		}
		out[i] = Reading{Value: value[i], X: x, Steps: steps, Settled: c.settled[i], Diverged: bad[i] || !allFinite(x)}
	}
	if settle > 0 { // the losses are those of where they settled
		for i := range out {
			if c.ends[i] != nil && !m.everyStep() {
				out[i].Value = m.of(r).Func(out[i].X)
			}
		}
	}
	return nil
}

func newConvoy(r Run, f Batch, lanes []Lane, settle float64) *convoy {
	n, l := len(lanes[0].Start), len(lanes)
	c := &convoy{Batch: f, n: n, l: l, x: make([]float64, n*l), lr: make([]float64, n*l), settle: settle,
		g: make([]float64, n*l), settled: make([]int, l), ends: make([][]float64, l), under: l}
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
			c.rngs = append(c.rngs, rand.New(rand.NewPCG(r.Seed, lane.Replicate)))
			if shared {
				break
			}
		}
	}
	return c
}

// lane is the iterate of lane j.
func (c *convoy) lane(j int) []float64 {
	x := make([]float64, c.n)
	for i := range x {
		x[i] = c.x[i*c.l+j]
	}
	return x
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
	c.known = false // a rule that moves x meanwhile asks anew
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

// look notes which lanes have settled at iterate k.
func (c *convoy) look(k int) {
	c.Grads(c.g, c.x)
	c.known = true
	most := c.settle * c.settle * (1 + 1e-9) // next to which the norm decides, as in Each
	own := make([]float64, c.n)
	for j := range c.settled {
		sum := 0.0
		for i := j; i < len(c.g); i += c.l {
			sum += c.g[i] * c.g[i]
		}
		if !(sum <= most) || c.settled[j] >= 0 {
			continue
		}
		for i := range own {
			own[i] = c.g[i*c.l+j]
		}
		if norm(own) <= c.settle {
			c.settled[j], c.ends[j] = k, c.lane(j)
			c.under--
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

// rates are the learning rates of lanes.
type rates struct {
	c     *convoy
	each  []func(k int, last func() float64) float64 // of each lane
	last  []func() float64
	fixed bool // they never change
	same  bool // all lanes have the first one's, which has not asked for its loss yet
}

func newRates(r Run, c *convoy, lanes []Lane) *rates {
	schedule := r.Schedule
	if schedule == nil {
		schedule = schedules.Constant{}
	}
	s := &rates{c: c}
	_, s.fixed = schedule.(schedules.Constant)
	s.same = !slices.ContainsFunc(lanes, func(other Lane) bool { return other.LR != lanes[0].LR })
	for j, lane := range lanes {
		s.each = append(s.each, schedule.Start(lane.LR, r.Steps))
		s.last = append(s.last, func() float64 {
			s.same = false
			return c.Batch.Func(c.lane(j))
		})
	}
	return s
}

// set sets the rates of step k.
func (s *rates) set(k int) {
	if s.fixed && k > 0 {
		return
	}
	l := s.c.l
	row := s.c.lr[:l]
	for j := range row {
		if j > 0 && s.same {
			row[j] = row[0]
			continue
		}
		row[j] = s.each[j](k, s.last[j])
	}
	for i := 1; i < s.c.n; i++ {
		copy(s.c.lr[i*l:(i+1)*l], row)
	}
}
