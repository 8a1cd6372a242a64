package optimizers

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Minibatch is the finite sum F of which a step sees Size examples: an epoch
// goes through all of them once, without replacement, in ceil(N/Size) steps, of
// which the last takes what is left. Every epoch has an order of its own, drawn
// at random, or the given one (Bottou 2009). With Size = N, the steps see all
// examples in their own order.
//
// Where F is a RandomSum, its Training is what the steps see examples of. As
// itself, outside a step, Minibatch is F. Sample panics on a Size out of range and
// on an Order that has not the length of an epoch.
type Minibatch struct {
	F     FiniteSum
	Size  int   // from 1 to F.NumExamples()
	Order []int // the order of the examples, or nil
}

func (m Minibatch) Func(x []float64) float64 { return m.F.Func(x) }
func (m Minibatch) Grad(dst, x []float64)    { m.F.Grad(dst, x) }

// StepsPerEpoch is the number of steps in which all examples are seen once.
func (m Minibatch) StepsPerEpoch() int { return (m.F.NumExamples() + m.Size - 1) / m.Size }

// Sample draws the order of the examples epoch by epoch. The objectives of its
// steps are one, which changes: that of a step is valid until the next is taken.
func (m Minibatch) Sample(draws Draws) func(k int) Objective {
	n := m.F.NumExamples()
	if m.Size < 1 || m.Size > n || m.Order != nil && len(m.Order) != n {
		panic(fmt.Sprintf("optimizers: batches of %d, in an order of %d, of %d examples", m.Size, len(m.Order), n))
	}
	s := &batched{f: m.F, order: m.Order}
	shuffles := draws.For(ForBatches)
	training := func(int) FiniteSum { return m.F }
	if random, ok := m.F.(RandomSum); ok {
		training = random.Training(draws.For(ForTraining))
	}
	if s.order == nil {
		s.order = make([]int, n)
		for i := range s.order {
			s.order[i] = i
		}
	}
	shuffled := m.Order == nil && m.Size < len(s.order)
	epochs := 0 // for which the order has been drawn

	var f Objective = s
	if _, ok := m.F.(CurvedSum); ok {
		f = batchedCurved{s}
	}
	each := m.StepsPerEpoch()
	return func(k int) Objective {
		for ; shuffled && epochs <= k/each; epochs++ {
			shuffles.Shuffle(len(s.order), func(i, j int) { s.order[i], s.order[j] = s.order[j], s.order[i] })
		}
		from := k % each * m.Size
		s.f, s.batch = training(k), s.order[from:min(from+m.Size, len(s.order))]
		return f
	}
}

// batched is the mean over a batch.
type batched struct {
	f            FiniteSum
	order, batch []int
}

func (s *batched) Func(x []float64) float64 { return s.f.FuncOf(x, s.batch) }
func (s *batched) Grad(dst, x []float64)    { s.f.GradOf(dst, x, s.batch) }

type batchedCurved struct{ *batched }

func (s batchedCurved) Hess(dst *mat.SymDense, x []float64) {
	s.f.(CurvedSum).HessOf(dst, x, s.batch)
}
