package optimizers

import (
	"context"
	"math"

	"github.com/optviz/optviz/optimizers/objective"
)

// together is the loss of replicates that go in lock-step, as Lanes do, if they can.
func (r Run) together() (objective.Vectorized, bool) {
	f, ok := r.points(Metric{})
	return f, ok && r.Validation == nil && r.Scores == nil && !r.Detailed
}

// troop is Ensemble in lock-step. What comes out is the same, to the last bit on amd64:
// see Lanes.
func (r Run) troop(ctx context.Context, n int, f objective.Vectorized) (Ensemble, error) {
	rec := r.record(n)
	const share = 32 // so that as many processors have some
	size := min(laneCount, max(8, (n+share-1)/share))
	err := Parallel(ctx, (n+size-1)/size, func(ctx context.Context, b int) error {
		return rec.fillTogether(ctx, r, f, b*size, min((b+1)*size, n))
	})
	if err != nil {
		return Ensemble{}, err
	}
	return rec.ensemble(ctx, r)
}

// fillTogether makes some replicates in lock-step, and those that may diverge one by one.
func (r record) fillTogether(ctx context.Context, run Run, f objective.Vectorized, from, to int) error {
	lanes, judges, last := make([]Lane, to-from), make([]*judge, to-from), make([]State, to-from)
	for j := range lanes {
		lanes[j] = Lane{LR: run.LR, Start: run.Start, Replicate: run.Replica(from + j).Replicate}
		judges[j] = newJudge(run)
		last[j] = State{X: make([]float64, len(run.Start)), Validation: math.NaN()}
	}
	c := newConvoy(run, f, lanes, 0)
	every, row := max(run.Every, 1), 0
	g := make([]float64, len(run.Start))
	err := c.march(ctx, run, lanes, func(k int) {
		if k%every != 0 && k != run.Steps {
			if k < judges[0].from {
				return
			}
			for j, judge := range judges {
				c.of(g, j, c.x)
				judge.pass(k, g)
			}
			return
		}
		c.look(k, run, Metric{})
		c.under = 0 // which march goes on for
		for j := range lanes {
			s := &last[j]
			c.of(s.X, j, c.x)
			c.of(g, j, c.g)
			s.K, s.Loss, s.GradNorm = k, c.loss[j], norm(g)
			if c.suspect[j] = c.suspect[j] || !allFinite(s.X); !c.suspect[j] {
				c.under++
			}
			r.put(row, from+j, s.Loss, 0, nil)
			judges[j].see(*s)
		}
		row++
	})
	if err != nil {
		return err
	}
	for j, s := range last {
		i := from + j
		if r.ends[i] = (End{X: s.X, Loss: s.Loss, Verdict: judges[j].verdict(s)}); !c.suspect[j] {
			continue
		}
		if r.ends[i], err = r.fill(ctx, run.Replica(i), i); err != nil {
			return err
		}
	}
	return nil
}
