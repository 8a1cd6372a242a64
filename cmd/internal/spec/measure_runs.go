package spec

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
)

// Also is another run on the same surface, which is not drawn: of a rule, with so
// many steps from a start.
func (f *Figure) Also(rule string, steps int, start ...float64) (*Figure, error) {
	if f.Plan.Surface == nil {
		return nil, errors.New("the figure has no surface")
	}
	rules, err := catalog.ParseRules([]string{rule}, nil, nil)
	if err != nil {
		return nil, err
	}
	if len(start) != f.Plan.Meta.Dim {
		return nil, fmt.Errorf("%s in %s", catalog.Count(len(start), "coordinate"), catalog.Count(f.Plan.Meta.Dim, "dimension"))
	}
	if steps < 1 {
		return nil, errors.New("takes at least one step")
	}
	return f.undrawn(fmt.Sprintf("also %q %d %v", rule, steps, start), steps, func() []runs.Run {
		return []runs.Run{{Run: optimizers.Run{Label: rule, F: f.Plan.Surface, Optimizer: rules[0].Value, LR: rules[0].LR,
			Schedule: schedules.Constant{}, Start: start, Steps: steps}}}
	})
}

// Around is a run from n x n starts, so far from each other, about its own.
func (f *Figure) Around(run, n int, spacing float64) (*Figure, error) {
	t, err := f.path(run)
	if err != nil {
		return nil, err
	}
	if t.Dim != 2 {
		return nil, fmt.Errorf("no plane of starts in %d dimensions", t.Dim)
	}
	const widest = 100
	if n < 1 || n > widest {
		return nil, fmt.Errorf("takes from 1 to %d starts a side", widest)
	}
	own := f.Plan.Runs[run-1]
	return f.undrawn(fmt.Sprintf("around %d %d %v", run, n, spacing), n*n*min(own.Steps, maxMeasured), func() []runs.Run {
		var runs []runs.Run
		for i := range n * n {
			r := own
			dx, dy := float64(i%n)-float64(n-1)/2, float64(i/n)-float64(n-1)/2
			r.Start = []float64{r.Start[0] + spacing*dx, r.Start[1] + spacing*dy}
			runs = append(runs, r)
		}
		return runs
	})
}

// Over is the "min", "median" or "max" over all runs of a measure of one: "Loss",
// "Longest".
func (f *Figure) Over(how, what string) (float64, error) {
	measure := map[string]func(int) (float64, error){"Loss": f.Loss, "Longest": f.Longest}[what]
	if measure == nil {
		return 0, fmt.Errorf("no measure %s of a run", printing.Quote(what))
	}
	var all []float64
	for i := range f.Paths {
		v, err := measure(i + 1)
		if err != nil {
			return 0, err
		}
		all = append(all, v)
	}
	slices.Sort(all)
	switch n := len(all); {
	case n == 0:
		return 0, errors.New("no runs")
	case how == "min":
		return all[0], nil
	case how == "max":
		return all[n-1], nil
	case how == "median":
		return (all[(n-1)/2] + all[n/2]) / 2, nil
	}
	return 0, fmt.Errorf("%s is none of min, median and max", printing.Quote(how))
}

// Longest is the length of a run's longest step.
func (f *Figure) Longest(run int) (float64, error) {
	t, err := f.whole(run)
	longest := 0.0
	for i := 1; i < t.Len(); i++ {
		longest = max(longest, floats.Distance(t.At(i), t.At(i-1), 2))
	}
	return longest, err
}

// Moved is the distance of a run's end from its start.
func (f *Figure) Moved(run int) (float64, error) {
	t, err := f.path(run)
	if err != nil || t.Len() == 0 {
		return 0, err
	}
	return floats.Distance(t.At(t.Len()-1), t.At(0), 2), nil
}

// GradNorm is the norm of the gradient at a run's step k; -1 is the last.
func (f *Figure) GradNorm(run, k int) (float64, error) {
	t, i, err := f.at(run, k)
	if err != nil {
		return 0, err
	}
	return t.GradNorm[i], nil
}

// Beyond is the first step at which coordinate i, from 1, of a run is farther than
// c from 0, or -1.
func (f *Figure) Beyond(run, i int, c float64) (int, error) {
	t, err := f.column(run, i)
	for row := range t.Len() {
		if math.Abs(t.At(row)[i-1]) > c {
			return t.Step(row), err
		}
	}
	return -1, err
}

// MeanBeyond is Beyond on average over a run's seeds.
func (f *Figure) MeanBeyond(run, i int, c float64) (float64, error) {
	if _, _, err := f.replicated(run, 0); err != nil {
		return 0, err
	}
	if _, err := f.XAt(run, 0, i); err != nil {
		return 0, err
	}
	if err := f.spend(f.Plan.Seeds * f.Plan.Steps); err != nil {
		return 0, err
	}
	sum, found := 0.0, errors.New("found")
	for replicate := range f.Plan.Seeds {
		r, err := f.Plan.Seed(f.ctx, run-1, replicate)
		if err != nil {
			return 0, err
		}
		r.Every = 1
		_, err = r.Each(f.ctx, func(s optimizers.State) error {
			if math.Abs(s.X[i-1]) <= c {
				return nil
			}
			sum += float64(s.K)
			return found
		})
		if !errors.Is(err, found) {
			return 0, errors.Join(err, fmt.Errorf("replicate %d of run %d stays", replicate, run))
		}
	}
	return sum / float64(f.Plan.Seeds), nil
}

// MeanOver is the mean loss of a run's seeds over the steps that are kept, from one on.
func (f *Figure) MeanOver(run, from int) (float64, error) {
	e, row, err := f.replicated(run, from)
	if err != nil {
		return 0, err
	}
	rest := e.Loss.Mean[row:]
	return floats.Sum(rest) / float64(len(rest)), nil
}

// PerDecade is how many steps coordinate i, from 1, of a run takes to grow
// tenfold, at the pace of step k.
func (f *Figure) PerDecade(run, k, i int) (float64, error) {
	if _, err := f.whole(run); err != nil {
		return 0, err
	}
	a, err := f.XAt(run, k, i)
	if err != nil {
		return 0, err
	}
	b, err := f.XAt(run, k+1, i)
	return math.Ln10 / math.Log(b/a), err
}

// Along is the loss at a part of the way along the line of a slice.
func (f *Figure) Along(part float64) (float64, error) {
	a, b := f.Plan.Line[0], f.Plan.Line[1]
	if a == nil {
		return 0, errors.New("no line")
	}
	x := slices.Clone(a)
	floats.AddScaled(x, part, b)
	floats.AddScaled(x, -part, a)
	return f.Plan.Surface.Func(x), nil
}

// Points is the number of known critical points of a kind: minimum, saddle, maximum.
func (f *Figure) Points(kind string) (int, error) {
	n := 0
	for _, p := range f.Plan.Meta.Points {
		if p.Kind.String() == kind {
			n++
		}
	}
	return n, nil
}

// point is a known critical point, counted from 1 in the order of the surface.
func (f *Figure) point(i int) (surfaces.Point, error) {
	if i < 1 || i > len(f.Plan.Meta.Points) {
		return surfaces.Point{}, fmt.Errorf("no critical point %d of %d", i, len(f.Plan.Meta.Points))
	}
	return f.Plan.Meta.Points[i-1], nil
}

// PointX is coordinate i, from 1, of a critical point, without what rounding leaves of a 0.
func (f *Figure) PointX(point, i int) (float64, error) {
	p, err := f.point(point)
	if err != nil {
		return 0, err
	}
	if i < 1 || i > len(p.X) {
		return 0, fmt.Errorf("no coordinate %d of %d", i, len(p.X))
	}
	return f.unrounded(i, p.X[i-1]), nil
}

// PointLoss is the loss at a critical point.
func (f *Figure) PointLoss(point int) (float64, error) {
	p, err := f.point(point)
	return p.Value, err
}

// PointCurvature is eigenvalue i, from 1 and the smallest, of the Hessian at a
// critical point.
func (f *Figure) PointCurvature(point, i int) (float64, error) {
	p, err := f.point(point)
	if err != nil {
		return 0, err
	}
	curved, ok := f.Plan.Surface.(optimizers.Curved)
	if !ok || i < 1 || i > len(p.X) {
		return 0, fmt.Errorf("no curvature %d of %s", i, f.Plan.Meta.Name)
	}
	values := slices.Sorted(slices.Values(runs.Eigenvalues(curved, p.X)))
	return values[i-1], nil
}

// PerEpoch is how many steps of a run an epoch is.
func (f *Figure) PerEpoch(run int) (int, error) {
	_, err := f.path(run)
	if err != nil {
		return 0, err
	}
	return f.Plan.Runs[run-1].Batches.PerEpoch(), nil
}

// BestEpoch is the epoch with a run's lowest validation loss.
func (f *Figure) BestEpoch(run int) (float64, error) {
	best, err := f.Best(run)
	if err != nil {
		return 0, err
	}
	steps, err := f.PerEpoch(run)
	if steps == 0 {
		return 0, errors.Join(err, fmt.Errorf("run %d has no epochs", run))
	}
	return float64(best) / float64(steps), err
}

// TailX is the mean of coordinate i, from 1, over a run's last n iterates.
func (f *Figure) TailX(run, i, n int) (float64, error) {
	t, err := f.path(run)
	if err != nil {
		return 0, err
	}
	if i < 1 || i > t.Dim || n < 1 || n > t.Len() {
		return 0, fmt.Errorf("no coordinate %d of the last %d iterates of run %d", i, n, run)
	}
	sum := 0.0
	for k := t.Len() - n; k < t.Len(); k++ {
		sum += t.At(k)[i-1]
	}
	return sum / float64(n), nil
}

// StepsMemory is the first step, from 1, that leaves coordinate i, from 1, of what a
// run's rule remembers under a symbol no larger than a level, or -1. The view has to
// show the memory.
func (f *Figure) StepsMemory(run int, symbol string, i int, level float64) (int, error) {
	t, err := f.path(run)
	if err != nil {
		return -1, err
	}
	at := slices.IndexFunc(t.Memory, func(v optimizers.Variable) bool { return v.Symbol == symbol })
	if at < 0 || i < 1 || i > len(t.Memory[at].Value)/t.Len() {
		return -1, fmt.Errorf("run %d has no coordinate %d of %s in its record", run, i, printing.Quote(symbol))
	}
	for row := 1; row < t.Len(); row++ {
		if math.Abs(t.Row(t.Memory[at], row)[i-1]) <= level {
			return t.Step(row), nil
		}
	}
	return -1, nil
}
