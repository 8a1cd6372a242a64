package spec

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/typeset"
)

// cloud is a Cloud resolved and, once computed, its gradients.
type cloud struct {
	draws int
	seed  uint64
	sum   optimizers.FiniteSum
	at    []float64
	full  []float64
	sets  []cloudSet
}

// cloudSet is the minibatches of one size.
type cloudSet struct {
	size  int
	grads [][]float64 // by coordinate, as many each as there are draws
}

// mostGradients are those of examples that a cloud may take: some seconds.
const mostGradients = 1e9

func (c *cloud) resolve(ctx context.Context, g *Drawing) error {
	d := g.Document
	land, err := g.onePoint(ctx, "a cloud is of the gradients at one point")
	if err != nil {
		return err
	}
	sum, ok := land.Surface.(optimizers.FiniteSum)
	switch {
	case !ok:
		return catalog.Blame("surface", d.Surface, fmt.Errorf("is no mean over examples; %v are", catalog.ModelNames()))
	case land.Meta.Dim < 2:
		return catalog.Blame("surface", d.Surface, errors.New("a cloud needs 2 dimensions"))
	case len(d.Batches) == 0:
		return catalog.Usage("kind: cloud needs batch, the sizes of its minibatches, as in batch: [1, 10, 100]")
	case d.Draws < 2 || d.Draws > 1_000_000:
		return catalog.Blame("draws", fmt.Sprint(d.Draws), errors.New("must be in [2,1000000]"))
	}
	work := 0.0
	for _, b := range d.Batches {
		if b < 1 || b > sum.NumExamples() {
			return catalog.Blame("batch", fmt.Sprint(b), fmt.Errorf("must be in [1,%d], the number of examples", sum.NumExamples()))
		}
		work += float64(b) * float64(d.Draws) * float64(land.Meta.Dim)
		c.sets = append(c.sets, cloudSet{size: b})
	}
	if work > mostGradients {
		return catalog.Blame("draws", fmt.Sprint(d.Draws), errors.New("is more than can be waited for"))
	}
	c.draws, c.seed, c.sum, c.at = d.Draws, d.Seed, sum, land.Starts[0]
	return nil
}

func (c *cloud) compute(ctx context.Context) error {
	c.full = make([]float64, len(c.at))
	c.sum.Grad(c.full, c.at)
	return optimizers.Parallel(ctx, len(c.sets), func(ctx context.Context, i int) error {
		return c.draw(ctx, &c.sets[i])
	})
}

// draw draws minibatches of one size, each without replacement.
func (c *cloud) draw(ctx context.Context, s *cloudSet) error {
	rng := rand.New(rand.NewPCG(c.seed, uint64(s.size)))
	order := make([]int, c.sum.NumExamples())
	for i := range order {
		order[i] = i
	}
	grad := make([]float64, len(c.at))
	s.grads = make([][]float64, len(c.at))
	for range c.draws {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range s.size {
			j := i + rng.IntN(len(order)-i)
			order[i], order[j] = order[j], order[i]
		}
		c.sum.GradOf(grad, c.at, order[:s.size])
		for i, v := range grad {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("a gradient at %s is not finite", catalog.JoinNumbers(c.at))
			}
			s.grads[i] = append(s.grads[i], v)
		}
	}
	return nil
}

func (c *cloud) figure(g *Drawing) (render.Figure, error) {
	d := g.Document
	x, y := d.Words(d.XAxis.Name), d.Words(d.YAxis.Name)
	for i, name := range []*string{&x, &y} {
		if *name == "" {
			*name = "$∂f/∂" + g.coordinate(i) + "$"
		}
	}
	out := chart.Cloud{Title: d.GridSpec.Title, X: x, Y: y, Centre: [2]float64{c.full[0], c.full[1]},
		CentreLabel: d.Words(document.Text{"en": "full gradient", "de": "voller Gradient"})}
	for i, s := range c.sets {
		spread, err := g.Spread(i + 1)
		if err != nil {
			return render.Figure{}, err
		}
		out.Sets = append(out.Sets, chart.CloudSet{
			Label: typeset.Math("B") + fmt.Sprintf(" = %d", s.size), Detail: "tr Cov = " + d.FormatNumber(spread, 3),
			X: s.grads[0], Y: s.grads[1],
		})
	}
	return out.Draw(g.Style)
}

// coordinate is what coordinate i, from 0, is called, as mathematics.
func (g *Drawing) coordinate(i int) string {
	switch m := g.Plan.Meta; {
	case i < len(m.Axes):
		return m.Axes[i]
	case m.Dim <= 2:
		return []string{"x", "y"}[i]
	}
	return fmt.Sprintf("x_{%d}", i+1)
}

// set is that of a number, counted from 1.
func (g *Drawing) set(number int) (*cloud, cloudSet, error) {
	c, ok := g.content.(*cloud)
	if !ok || number < 1 || number > len(c.sets) {
		return nil, cloudSet{}, fmt.Errorf("no cloud %d", number)
	}
	return c, c.sets[number-1], nil
}

// Spread is the trace of the covariance of a cloud's gradients about the full one.
func (g *Drawing) Spread(number int) (float64, error) {
	c, s, err := g.set(number)
	if err != nil {
		return 0, err
	}
	trace := 0.0
	for i, values := range s.grads {
		for _, v := range values {
			trace += (v - c.full[i]) * (v - c.full[i])
		}
	}
	return trace / float64(c.draws), nil
}

// SpreadByLaw is what the trace is for minibatches of B of N examples drawn
// without replacement: that of single ones, over B, times (N-B)/(N-1).
func (g *Drawing) SpreadByLaw(number int) (float64, error) {
	c, s, err := g.set(number)
	if err != nil {
		return 0, err
	}
	n, b := float64(c.sum.NumExamples()), float64(s.size)
	trace, grad := 0.0, make([]float64, len(c.at))
	for i := range c.sum.NumExamples() {
		c.sum.GradOf(grad, c.at, []int{i})
		for j, v := range grad {
			trace += (v - c.full[j]) * (v - c.full[j]) / n
		}
	}
	return trace / b * (n - b) / math.Max(n-1, 1), nil
}

// Bias is how far the mean gradient of one epoch's minibatches is from the full
// gradient, as the largest of the coordinates.
func (g *Drawing) Bias(number int) (float64, error) {
	c, s, err := g.set(number)
	if err != nil {
		return 0, err
	}
	order := make([]int, c.sum.NumExamples())
	for i := range order {
		order[i] = i
	}
	if len(order)%s.size != 0 {
		return 0, fmt.Errorf("%d examples are not whole minibatches of %d", len(order), s.size)
	}
	mean, grad := make([]float64, len(c.at)), make([]float64, len(c.at))
	for batch := range slices.Chunk(order, s.size) {
		c.sum.GradOf(grad, c.at, batch)
		for i, v := range grad {
			mean[i] += v * float64(s.size) / float64(len(order))
		}
	}
	bias := 0.0
	for i, v := range mean {
		bias = math.Max(bias, math.Abs(v-c.full[i]))
	}
	return bias, nil
}
