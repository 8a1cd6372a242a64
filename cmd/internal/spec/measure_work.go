package spec

import (
	"context"
	"fmt"

	"github.com/optviz/optviz/cmd/internal/runs"
)

// work limits what the measures of one drawing compute beside its own runs, and lets the
// user interrupt them.
type work struct {
	ctx     context.Context
	steps   int // that measures have made
	undrawn map[string]*Drawing
}

// The steps that the measures of one drawing may make: so many, and so many times the
// steps of the drawing itself.
const (
	maxMeasured      = 1_000_000
	maxMeasuredTimes = 20
)

// context interrupts what is measured.
func (g *Drawing) context() context.Context {
	if g.work.ctx == nil {
		return context.Background()
	}
	return g.work.ctx
}

// spend counts steps that a measure is about to make, and refuses too many.
func (g *Drawing) spend(steps int) error {
	most := max(maxMeasured, maxMeasuredTimes*g.Iterates())
	if steps < 0 || steps > most-g.work.steps {
		return fmt.Errorf("the measures of a figure may make %d steps of their own in all, not %d more after %d", most, steps, g.work.steps)
	}
	g.work.steps += steps
	return g.context().Err()
}

// undrawn computes runs on the same surface that are not drawn, each set of them once.
func (g *Drawing) undrawn(key string, steps int, runs func() []runs.Run) (*Drawing, error) {
	if h, ok := g.work.undrawn[key]; ok {
		return h, nil
	}
	if err := g.spend(steps); err != nil {
		return nil, err
	}
	h := &Drawing{Document: g.Document, Plan: g.Plan, work: work{ctx: g.work.ctx}}
	h.Plan.Runs = runs()
	var err error
	if h.Paths, err = h.Plan.Trace(g.context()); err != nil {
		return nil, err
	}
	if g.work.undrawn == nil {
		g.work.undrawn = map[string]*Drawing{}
	}
	g.work.undrawn[key] = h
	return h, nil
}
