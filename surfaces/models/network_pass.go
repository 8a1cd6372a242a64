package models

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/floats"
)

// chunk is the largest number of examples that pass through the layers at a time: it
// bounds the memory of a loss over many examples, and keeps the numbers between two
// layers in the cache.
const chunk = 64

// batch holds the examples over which a loss is averaged, by their indices or, if indices
// is nil, the first n examples, changed by noise.
type batch struct {
	net     *network
	indices []int
	n       int
	noise   noise
}

// at returns the index of the batch's k-th example.
func (b batch) at(k int) int {
	if b.indices == nil {
		return k
	}
	return b.indices[k]
}

// pass is the scratch space of one goroutine: the numbers of a chunk in each layer, and
// the gradient summed over all chunks so far. A row of outputs, deltas and masks belongs
// to an example.
type pass struct {
	outputs []blas64.General // a_0 (the inputs), a_1, ... of every layer
	deltas  []blas64.General // derivatives of the loss with respect to the sums of hidden layers
	masks   []blas64.General // factors of hidden units with dropout: 0, or 1/(1 - dropout)
	weights []blas64.General // derivatives of the loss with respect to the weights of every layer
	biases  [][]float64      // derivatives of the loss with respect to the biases
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

// loss returns the sum of the losses of the examples from <= k < to of a batch.
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

// gradient writes to p.weights and p.biases the gradient of the loss summed over the
// examples from <= k < to, divided by the number of examples in the batch.
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

// forward passes size examples of a batch through the layers and returns the sums of the
// last layer.
func (p *pass) forward(b batch, w *weights, from, size int) (z blas64.General) {
	for r := range size {
		i := b.at(from + r)
		copy(row(p.outputs[0], r), b.net.set.X.RawRowView(i))
		if b.noise.on {
			b.noise.draw(p, b.net.recipe, i, r)
		}
	}
	for l := range b.net.layers {
		z = firstRows(p.outputs[l+1], size)
		for r := range roundUp(size, tileRows) {
			copy(row(z, r), w.biases[l])
		}
		addProduct(blas.NoTrans, firstRows(p.outputs[l], size), w.transposed[l], z)
		if l < len(b.net.layers)-1 {
			out := tileData(z)
			b.net.act.apply(out)
			if b.noise.on && p.masks != nil {
				floats.Mul(out, p.masks[l].Data[:len(out)])
			}
		}
	}
	return z
}

// backward adds to the gradient what the chunk contributes. delta holds the derivatives
// of the loss with respect to the last layer's sums.
func (p *pass) backward(b batch, w *weights, delta blas64.General) {
	size := delta.Rows
	for l := len(b.net.layers) - 1; ; l-- {
		in := firstRows(p.outputs[l], size)
		addProduct(blas.Trans, delta, in, p.weights[l])
		for r := range size {
			floats.Add(p.biases[l], row(delta, r))
		}
		if l == 0 {
			return
		}
		before := firstRows(p.deltas[l-1], size)
		d, out := tileData(before), tileData(in)
		clear(d)
		addProduct(blas.NoTrans, delta, w.original[l], before)
		if b.noise.on && p.masks != nil {
			// A dropped unit passes nothing back. The slope of the others needs the
			// outputs before they were multiplied by 1/(1 - dropout).
			floats.Mul(d, p.masks[l-1].Data[:len(d)])
			floats.Scale(1-b.net.recipe.Dropout, out)
		}
		b.net.act.slope(d, out)
		delta = before
	}
}

// tileData returns the data of whole tiles of m's rows, padding included.
func tileData(m blas64.General) []float64 { return m.Data[:roundUp(m.Rows, tileRows)*m.Stride] }
