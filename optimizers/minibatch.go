package optimizers

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// Minibatch is the finite sum F of which a step sees Size examples: an epoch goes through
// all of them once, without replacement, in ceil(N/Size) steps, of which the last takes
// the remaining examples. Every epoch has an order of its own, drawn at random, or the
// given one (Bottou 2009). With Size = N, the steps see all examples in their own order.
//
// Where F is a RandomSum, the steps see examples of its Training. Outside a step,
// Minibatch is F. Sample panics if Size is out of range or the length of Order is not N.
type Minibatch struct {
	F     objective.FiniteSum
	Size  int   // from 1 to F.NumExamples()
	Order []int // the order of the examples, or nil
}

func (m Minibatch) Func(x []float64) float64 { return m.F.Func(x) }
func (m Minibatch) Grad(dst, x []float64)    { m.F.Grad(dst, x) }

// Unwrap returns F: only the steps see F changed.
func (m Minibatch) Unwrap() objective.Objective { return m.F }

// StepsPerEpoch returns the number of steps in which a run sees all examples once.
func (m Minibatch) StepsPerEpoch() int { return (m.F.NumExamples() + m.Size - 1) / m.Size }

// Sample draws the order of the examples epoch by epoch. It returns one objective for all
// steps and changes it: the objective of a step is valid until the next step's is taken.
func (m Minibatch) Sample(draws objective.Draws) func(k int) objective.Objective {
	n := m.F.NumExamples()
	if m.Size < 1 || m.Size > n || m.Order != nil && len(m.Order) != n {
		panic(fmt.Sprintf("optimizers: batches of %d, in an order of %d, of %d examples", m.Size, len(m.Order), n))
	}
	s := &batched{f: m.F, order: m.Order}
	shuffles := draws.For(objective.ForBatches)
	training := func(int) objective.FiniteSum { return m.F }
	if random, ok := objective.As[objective.RandomSum](m.F); ok {
		training = random.Training(draws.For(objective.ForTraining))
		s.f = training(0)
	}
	if s.order == nil {
		s.order = make([]int, n)
		for i := range s.order {
			s.order[i] = i
		}
	}
	shuffled := m.Order == nil && m.Size < len(s.order)
	epochs := 0 // for which the order has been drawn

	each := m.StepsPerEpoch()
	return func(k int) objective.Objective {
		for ; shuffled && epochs <= k/each; epochs++ {
			shuffles.Shuffle(len(s.order), func(i, j int) { s.order[i], s.order[j] = s.order[j], s.order[i] })
		}
		from := k % each * m.Size
		s.f, s.batch = training(k), s.order[from:min(from+m.Size, len(s.order))]
		return s
	}
}

// batched is the mean over a batch.
type batched struct {
	f            objective.FiniteSum
	order, batch []int
}

func (s *batched) Func(x []float64) float64 { return s.f.FuncOf(x, s.batch) }
func (s *batched) Grad(dst, x []float64)    { s.f.GradOf(dst, x, s.batch) }

// As passes on the Hessians of batches, if the sum has Hessians.
func (s *batched) As(target any) bool {
	t, ok := target.(*objective.Curved)
	if ok = ok && objective.Is[objective.CurvedSum](s.f); ok {
		*t = batchedCurved{s}
	}
	return ok
}

type batchedCurved struct{ *batched }

func (s batchedCurved) Hess(dst *mat.SymDense, x []float64) {
	f, _ := objective.As[objective.CurvedSum](s.f)
	f.HessOf(dst, x, s.batch)
}
