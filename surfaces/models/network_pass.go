package models

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/floats"
)

// chunk is the most examples that go through the layers at a time: it bounds the
// memory of a loss over many, and keeps the numbers between two layers close.
const chunk = 64

// batch is what a loss is the mean over: examples of a network, by their indices
// or, where these are nil, the first n, seen as noise says.
type batch struct {
	net     *network
	indices []int
	n       int
	noise   noise
}

// at is the index of the batch's k-th example.
func (b batch) at(k int) int {
	if b.indices == nil {
		return k
	}
	return b.indices[k]
}

// pass is the scratch space of one goroutine: a chunk's numbers on their way
// through the layers, and the gradient of all chunks so far. Of outputs, deltas
// and masks a row is an example.
type pass struct {
	outputs []blas64.General // a_0 (the inputs), a_1, ... of every layer
	deltas  []blas64.General // derivatives of the loss by the sums of hidden layers
	masks   []blas64.General // of hidden layers with dropout: 0, or 1/(1 - dropout)
	weights []blas64.General // derivatives of the loss by the weights of every layer
	biases  [][]float64      // and by the biases
	pcg     rand.PCG
	rng     *rand.Rand // draws from pcg
}

func newPass(n *network) *pass {
	p := &pass{outputs: []blas64.General{newMatrix(chunk, n.layers[0].in)}}
	p.rng = rand.New(&p.pcg)
	for l, layer := range n.layers {
		p.outputs = append(p.outputs, newMatrix(chunk, layer.out))
		p.weights = append(p.weights, newMatrix(layer.out, layer.in))
		p.biases = append(p.biases, make([]float64, layer.out))
		if l == len(n.layers)-1 {
			break
		}
		p.deltas = append(p.deltas, newMatrix(chunk, layer.out))
		if n.recipe.Dropout > 0 {
			p.masks = append(p.masks, newMatrix(chunk, layer.out))
		}
	}
	return p
}

// loss is the sum of the losses of the examples from <= k < to of a batch.
func (p *pass) loss(b batch, w *weights, from, to int) float64 {
	total := 0.0
	for ; from < to; from += chunk {
		z := p.forward(b, w, from, min(chunk, to-from))
		for r := range z.Rows {
			total += b.net.loss.loss(row(z, r), b.net.set.Y[b.at(from+r)])
		}
	}
	return total
}

// gradient is that of the loss divided by the examples of the batch. It is left
// in p.weights and p.biases.
func (p *pass) gradient(b batch, w *weights, from, to int) {
	for l := range p.weights {
		clear(p.weights[l].Data)
		clear(p.biases[l])
	}
	scale := 1 / float64(b.n)
	for ; from < to; from += chunk {
		z := p.forward(b, w, from, min(chunk, to-from))
		for r := range z.Rows {
			b.net.loss.delta(row(z, r), b.net.set.Y[b.at(from+r)], scale)
		}
		p.backward(b, w, z)
	}
}

// forward takes size examples of a batch through the layers. Of the last it
// returns the sums.
func (p *pass) forward(b batch, w *weights, from, size int) (z blas64.General) {
	for r := range size {
		i := b.at(from + r)
		copy(row(p.outputs[0], r), b.net.set.X.RawRowView(i))
		if b.noise.on {
			b.noise.draw(p, b.net.recipe, i, r)
		}
	}
	for l := range b.net.layers {
		z = top(p.outputs[l+1], size)
		for r := range whole(size, tileRows) {
			copy(row(z, r), w.biases[l])
		}
		addProduct(blas.NoTrans, top(p.outputs[l], size), w.turned[l], z)
		if l < len(b.net.layers)-1 {
			out := numbers(z)
			b.net.act.apply(out)
			if b.noise.on && p.masks != nil {
				floats.Mul(out, p.masks[l].Data[:len(out)])
			}
		}
	}
	return z
}

// backward adds to the gradient what belongs to delta, the derivatives of the
// loss by the last layer's sums.
func (p *pass) backward(b batch, w *weights, delta blas64.General) {
	size := delta.Rows
	for l := len(b.net.layers) - 1; ; l-- {
		in := top(p.outputs[l], size)
		addProduct(blas.Trans, delta, in, p.weights[l])
		for r := range size {
			floats.Add(p.biases[l], row(delta, r))
		}
		if l == 0 {
			return
		}
		before := top(p.deltas[l-1], size)
		d, out := numbers(before), numbers(in)
		clear(d)
		addProduct(blas.NoTrans, delta, w.straight[l], before)
		if b.noise.on && p.masks != nil {
			// A unit that is dropped passes nothing back; of the others the slope
			// is that at the output before it was scaled up.
			floats.Mul(d, p.masks[l-1].Data[:len(d)])
			floats.Scale(1-b.net.recipe.Dropout, out)
		}
		b.net.act.slope(d, out)
		delta = before
	}
}

// numbers are those of whole tiles of m's rows, padding included.
func numbers(m blas64.General) []float64 { return m.Data[:whole(m.Rows, tileRows)*m.Stride] }
