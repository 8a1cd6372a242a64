package models

import (
	"sync"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers/parallel"
)

// forkWork is the work of a batch, in examples times parameters, from which on a
// goroutine computes its second half: some 0.3 ms, while waking a goroutine may take a
// tenth of that. No other quantity decides where a batch is split, so the sums have the
// same order on any machine.
const forkWork = 1 << 21

// weights holds the parameters in the layouts that products need.
type weights struct {
	transposed []blas64.General // W' of every layer
	original   []blas64.General // W of every layer but the first
	biases     [][]float64
}

func newWeights(layers []layer) *weights {
	w := &weights{original: make([]blas64.General, len(layers)), biases: make([][]float64, len(layers))}
	for l, layer := range layers {
		w.transposed = append(w.transposed, newMatrix(layer.in, layer.out))
		if l > 0 && layer.in%tileCols != 0 {
			w.original[l] = newMatrix(layer.out, layer.in)
		}
	}
	return w
}

// set copies the parameters x, or refers to parts of x where the layout allows.
func (w *weights) set(layers []layer, x []float64) {
	for l, layer := range layers {
		m := layer.weights(x)
		transpose(w.transposed[l], m)
		w.biases[l] = layer.biases(x)
		switch {
		case l == 0:
		case layer.in%tileCols == 0:
			w.original[l] = m
		default:
			for j := range m.Rows {
				copy(row(w.original[l], j), row(m, j))
			}
		}
	}
}

// scratch holds the memory that one evaluation of a loss needs.
type scratch struct {
	weights *weights
	first   *pass // computes the first half of a batch, or all of it
	second  half
}

// half computes the second half of a batch in a goroutine.
type half struct {
	*pass
	run      func()       // calls work, then done.Done
	work     func() error // computes batch from the example from on
	done     sync.WaitGroup
	batch    batch
	from     int
	gradient bool    // compute the gradient, not the sum
	sum      float64 // sum of the losses
	failed   error   // set if work panicked
}

func newScratch(n *network) *scratch {
	s := &scratch{weights: newWeights(n.layers), first: newPass(n)}
	h := &s.second
	h.pass = newPass(n)
	// Made once: a go statement of anything but a ready function allocates.
	h.work = func() error {
		if h.gradient {
			h.pass.gradient(h.batch, s.weights, h.from, h.batch.n)
		} else {
			h.sum = h.pass.loss(h.batch, s.weights, h.from, h.batch.n)
		}
		return nil
	}
	h.run = func() {
		h.failed = parallel.Catch(h.work)
		h.done.Done()
	}
	return s
}

// value returns the mean loss of a batch at x.
func (n *network) value(x []float64, b batch) float64 {
	s := n.scratch.Get().(*scratch)
	defer n.scratch.Put(s)
	s.weights.set(n.layers, x)
	to := s.start(b, false)
	sum := s.first.loss(b, s.weights, 0, to)
	if to < b.n {
		s.second.wait()
		sum += s.second.sum
	}
	return sum / float64(b.n)
}

// gradient writes the gradient of the mean loss of a batch at x to dst.
func (n *network) gradient(dst, x []float64, b batch) {
	s := n.scratch.Get().(*scratch)
	defer n.scratch.Put(s)
	s.weights.set(n.layers, x)
	to := s.start(b, true)
	s.first.gradient(b, s.weights, 0, to)
	if to < b.n {
		s.second.wait()
	}
	for l, layer := range n.layers {
		w, v := layer.weights(dst), layer.biases(dst)
		copy(v, s.first.biases[l])
		if to < b.n {
			floats.Add(v, s.second.biases[l])
		}
		for j := range w.Rows {
			if to < b.n {
				floats.AddTo(row(w, j), row(s.first.weights[l], j), row(s.second.weights[l], j))
			} else {
				copy(row(w, j), row(s.first.weights[l], j))
			}
		}
	}
}

// start begins the second half of a large batch in a goroutine, and returns the number of
// examples left for the first half.
func (s *scratch) start(b batch, gradient bool) int {
	if b.n*b.net.dim < forkWork {
		return b.n
	}
	h := &s.second
	h.batch, h.from, h.gradient = b, roundUp(b.n/2, tileRows), gradient
	h.done.Add(1)
	go h.run()
	return h.from
}

// wait waits for the half, and panics if the half's goroutine panicked.
func (h *half) wait() {
	h.done.Wait()
	h.batch = batch{} // do not keep the caller's indices
	parallel.Raise(h.failed)
}
