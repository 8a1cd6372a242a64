package optimizers

import (
	"context"
	"math"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/parallel"
)

// ensembleBatch returns the loss without its noise, and whether replicates of the run can
// step in batches, as Variants do.
func (r Run) ensembleBatch() (objective.Vectorized, bool) {
	f, ok := r.vectorized(Metric{})
	return f, ok && r.Validation == nil && r.Scores == nil && !r.Detailed
}

// batchEnsemble does what Ensemble does, in batches. The result is the same, to the last
// bit on amd64: see Variants.
func (r Run) batchEnsemble(ctx context.Context, n int, f objective.Vectorized) (Ensemble, error) {
	rec := r.record(n)
	const share = 32 // parts of the replicates, so that many processors have work
	size := min(batchSize, max(8, (n+share-1)/share))
	err := parallel.Do(ctx, (n+size-1)/size, func(ctx context.Context, i int) error {
		return rec.fillBatch(ctx, r, f, i*size, min((i+1)*size, n))
	})
	if err != nil {
		return Ensemble{}, err
	}
	return rec.ensemble(ctx, r)
}

// fillBatch runs the replicates from, ..., to-1 in one batch, and then runs again, one by
// one, those that may diverge.
func (r record) fillBatch(ctx context.Context, run Run, f objective.Vectorized, from, to int) error {
	judged := judgedBatch{record: r, from: from, every: max(run.Every, 1), g: make([]float64, len(run.Start))}
	variants := make([]Variant, to-from)
	fresh := newJudge(run) // which may ask the surface for its points, once for all replicates
	for j := range variants {
		judge := *fresh
		variants[j] = Variant{LR: run.LR, Start: run.Start, Replicate: run.Replica(from + j).Replicate}
		judged.judges = append(judged.judges, &judge)
		judged.last = append(judged.last, State{X: make([]float64, len(run.Start)), Validation: math.NaN()})
	}
	b := newBatch(run, f, variants, 0)
	judged.batch = b
	if err := b.takeSteps(ctx, run, variants, func(k int) bool { return judged.see(k, run) }); err != nil {
		return err
	}
	for j, s := range judged.last {
		i := from + j
		if r.ends[i] = (End{X: s.X, Loss: s.Loss, Verdict: judged.judges[j].verdict(s)}); !b.mayDiverge[j] {
			continue
		}
		var err error
		if r.ends[i], err = r.fill(ctx, run.Replica(i), i); err != nil {
			return err
		}
	}
	return nil
}

// judgedBatch is a batch of replicates that fills their rows of a record.
type judgedBatch struct {
	record
	*batch
	judges           []*judge
	last             []State // the last shown iterates
	from, every, row int
	g                []float64
}

// see shows iterate k to the judges and records it, if the run shows it. It returns false
// once all replicates may diverge, because fillBatch then runs them one by one.
func (b *judgedBatch) see(k int, run Run) bool {
	if k%b.every != 0 && k != run.Steps {
		if k >= b.judges[0].from {
			for j, judge := range b.judges {
				b.copyRun(b.g, j, b.batch.x)
				judge.addMove(k, b.g)
			}
		}
		return true
	}
	b.evaluate(k, run, Metric{})
	goOn := false
	for j := range b.judges {
		s := &b.last[j]
		b.copyRun(s.X, j, b.batch.x)
		b.copyRun(b.g, j, b.batch.g)
		s.K, s.Loss, s.GradNorm = k, b.batch.loss[j], norm(b.g)
		b.mayDiverge[j] = b.mayDiverge[j] || !allFinite(s.X)
		goOn = goOn || !b.mayDiverge[j]
		b.put(b.row, b.from+j, s.Loss, 0, nil)
		b.judges[j].observe(*s)
	}
	b.row++
	return goOn
}
