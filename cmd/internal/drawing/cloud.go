package drawing

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Cloud is the content of gradients of minibatches at one point.
type Cloud struct {
	plain
	Sum  objective.FiniteSum
	At   []float64
	Full []float64 // the gradient of all examples
	Sets []CloudSet

	draws int
	seed  uint64
}

// CloudSet is the minibatches of one size.
type CloudSet struct {
	Size  int
	grads [][]float64 // by coordinate, as many each as there are draws
}

// mostGradients are those of examples that a cloud may take: some seconds.
const mostGradients = 1e9

func (c *Cloud) resolve(ctx context.Context, g *Drawing) error {
	d := g.Document
	land, err := g.onePoint(ctx, "a cloud is of the gradients at one point")
	if err != nil {
		return err
	}
	if err := g.checkMapAxes("kind: cloud", "its ends follow from the gradients"); err != nil {
		return err
	}
	sum, ok := objective.As[objective.FiniteSum](land.Surface)
	switch {
	case !ok:
		return d.BlameSurface(fmt.Errorf("is no mean over examples; %s are", strings.Join(catalog.ModelNames(), ", ")))
	case land.Meta.Dim < 2:
		return d.BlameSurface(errors.New("a cloud needs 2 dimensions"))
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
		c.Sets = append(c.Sets, CloudSet{Size: b})
	}
	if work > mostGradients {
		return catalog.Blame("draws", fmt.Sprint(d.Draws), errors.New("is more than can be waited for"))
	}
	c.draws, c.seed, c.Sum, c.At = d.Draws, d.Seed, sum, land.Starts[0]
	return nil
}

func (c *Cloud) compute(ctx context.Context, _ *Drawing, _ func([]int) error) error {
	c.Full = make([]float64, len(c.At))
	c.Sum.Grad(c.Full, c.At)
	return parallel.Do(ctx, len(c.Sets), func(ctx context.Context, i int) error {
		return c.sample(ctx, &c.Sets[i])
	})
}

// sample draws minibatches of one size, each without replacement.
func (c *Cloud) sample(ctx context.Context, s *CloudSet) error {
	rng := rand.New(rand.NewPCG(c.seed, uint64(s.Size)))
	order := make([]int, c.Sum.NumExamples())
	for i := range order {
		order[i] = i
	}
	grad := make([]float64, len(c.At))
	s.grads = make([][]float64, len(c.At))
	for range c.draws {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range s.Size {
			j := i + rng.IntN(len(order)-i)
			order[i], order[j] = order[j], order[i]
		}
		c.Sum.GradOf(grad, c.At, order[:s.Size])
		for i, v := range grad {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("a gradient at %s is not finite", catalog.JoinNumbers(c.At))
			}
			s.grads[i] = append(s.grads[i], v)
		}
	}
	return nil
}

func (c *Cloud) takeResults(ctx context.Context, g, _ *Drawing) error { return c.compute(ctx, g, nil) }

func (c *Cloud) draw(g *Drawing) (render.Figure, error) {
	d := g.Document
	x, y, err := g.axes("$∂f/∂"+g.coordinate(0)+"$", "$∂f/∂"+g.coordinate(1)+"$")
	if err != nil {
		return render.Figure{}, g.undrawableKind(err)
	}
	out := chart.Cloud{Title: d.GridSpec.Title, X: x, Y: y, Centre: [2]float64{c.Full[0], c.Full[1]},
		CentreLabel: d.Speaker().FullGradient()}
	for _, s := range c.Sets {
		out.Sets = append(out.Sets, chart.CloudSet{
			Label: typeset.Math("B") + fmt.Sprintf(" = %d", s.Size), Detail: "tr Cov = " + d.FormatNumber(c.Spread(s), 3),
			X: s.grads[0], Y: s.grads[1], Subject: s.subject(),
		})
	}
	if out.Notes, err = g.notes(); err != nil {
		return render.Figure{}, g.undrawableKind(err)
	}
	f, err := out.Draw(g.Style)
	return f, g.undrawableKind(err)
}

// subject returns what a cloud stands for: the steps of gradient descent on minibatches.
func (s CloudSet) subject() sheet.Subject {
	return sheet.Subject{Rule: optimizers.SGD{}, Numbers: []sheet.Number{{Key: "batch", Value: float64(s.Size)}}}
}

// Spread returns the trace of the covariance of a set's gradients about the full one.
func (c *Cloud) Spread(s CloudSet) float64 {
	trace := 0.0
	for i, values := range s.grads {
		for _, v := range values {
			trace += (v - c.Full[i]) * (v - c.Full[i])
		}
	}
	return trace / float64(c.draws)
}

// coordinate returns what coordinate i, from 0, is called, as mathematics.
func (g *Drawing) coordinate(i int) string {
	switch m := g.Plan.Meta; {
	case i < len(m.Axes):
		return m.Axes[i]
	case m.Dim <= 2:
		return []string{"x", "y"}[i]
	}
	return fmt.Sprintf("x_{%d}", i+1)
}
