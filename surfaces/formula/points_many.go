package formula

import "github.com/optviz/optviz/optimizers/objective"

var _ objective.Vectorized = (*Formula)(nil)

// blockSize is the number of points that a program evaluates at once: enough that reading
// an instruction costs little compared to its numbers, few enough that the slots of a
// usual formula stay in the nearest cache.
const blockSize = 64

// block is the state of a program at up to blockSize points: a row of numbers for each
// slot.
type block []float64

// row returns the values of a slot at m points.
func (b block) row(slot, m int) []float64 { return b[slot*blockSize:][:m:m] }

// load sets the rows of the variables to m of count points, from the k-th on.
func (b block) load(dim int, x []float64, count, k, m int) {
	for i := range dim {
		copy(b.row(i, m), x[i*count+k:])
	}
}

// Funcs writes the values at many points into dst, in the layout of objective.Vectorized.
func (f *Formula) Funcs(dst, x []float64) {
	v := f.pools.blocks.Get().(*block)
	defer f.pools.blocks.Put(v)
	for k := 0; k < len(dst); k += blockSize {
		m := min(blockSize, len(dst)-k)
		v.load(f.dim, x, len(dst), k, m)
		f.evaluateBlock(*v, m)
		copy(dst[k:], v.row(int(f.result), m))
	}
}

// Grads writes the gradients at many points into dst, in the layout of
// objective.Vectorized.
func (f *Formula) Grads(dst, x []float64) {
	v, w := f.pools.blocks.Get().(*block), f.pools.blocks.Get().(*block)
	defer f.pools.blocks.Put(v)
	defer f.pools.blocks.Put(w)
	count := len(dst) / f.dim
	for k := 0; k < count; k += blockSize {
		m := min(blockSize, count-k)
		v.load(f.dim, x, count, k, m)
		f.evaluateBlock(*v, m)
		onKink := f.backpropagateBlock(*v, *w, m)
		for i := range f.dim {
			copy(dst[i*count+k:], w.row(i, m))
		}
		if onKink {
			f.gradientsOneByOne(dst, x, count, k, m)
		}
	}
}

// evaluateBlock computes the slots at m points, as evaluate does at one.
func (p *program) evaluateBlock(v block, m int) {
	for k := range p.code {
		in := &p.code[k]
		a, b, r := v.row(int(in.a), m), v.row(int(in.b), m), v.row(p.dim+k, m)
		a, b = a[:len(r)], b[:len(r)] // lets Go's compiler drop the bounds checks below
		switch c, d := in.c, in.d; in.op {
		case opAffine:
			for i := range r {
				r[i] = c*a[i] + d
			}
		case opLinear:
			for i := range r {
				r[i] = c*a[i] + d*b[i]
			}
		case opLinearSquare:
			for i := range r {
				r[i] = c*a[i] + d*(b[i]*b[i])
			}
		case opSquares:
			for i := range r {
				r[i] = c*(a[i]*a[i]) + d*(b[i]*b[i])
			}
		case opSquare:
			for i := range r {
				r[i] = a[i] * a[i]
			}
		case opMul:
			for i := range r {
				r[i] = a[i] * b[i]
			}
		default:
			for i := range r {
				r[i] = in.apply(a[i], b[i])
			}
		}
	}
}

// backpropagateBlock runs the backward pass of backpropagate at m points, from the slots
// v to the adjoints w. An adjoint 0 stays 0 even where a slot is infinite. It reports
// whether an operation is on a kink at one of the points.
func (p *program) backpropagateBlock(v, w block, m int) (onKink bool) {
	for slot := range p.dim + len(p.code) {
		clear(w.row(slot, m))
	}
	for i := range w.row(int(p.result), m) {
		w.row(int(p.result), m)[i] = 1
	}
	for k := len(p.code) - 1; k >= 0; k-- {
		in := &p.code[k]
		r := w.row(p.dim+k, m)
		a, b, wa, wb := v.row(int(in.a), m), v.row(int(in.b), m), w.row(int(in.a), m), w.row(int(in.b), m)
		a, b, wa, wb = a[:len(r)], b[:len(r)], wa[:len(r)], wb[:len(r)]
		switch c, d := in.c, in.d; in.op {
		case opAffine:
			for i, t := range r {
				wa[i] += c * t
			}
		case opLinear:
			for i, t := range r {
				wa[i] += c * t
				wb[i] += d * t
			}
		case opLinearSquare:
			for i, t := range r {
				if t != 0 {
					wa[i] += c * t
					wb[i] += d * 2 * b[i] * t
				}
			}
		case opSquares:
			for i, t := range r {
				if t != 0 {
					wa[i] += c * 2 * a[i] * t
					wb[i] += d * 2 * b[i] * t
				}
			}
		case opSquare:
			for i, t := range r {
				if t != 0 {
					wa[i] += 2 * a[i] * t
				}
			}
		case opMul:
			for i, t := range r {
				if t != 0 {
					wa[i] += b[i] * t
					wb[i] += a[i] * t
				}
			}
		default:
			for i, t := range r {
				onKink = onKink || in.isKink(a[i], b[i])
				j := in.jet(a[i], b[i])
				wa[i] += times(t, j.a)
				wb[i] += times(t, j.b)
			}
		}
	}
	return onKink
}

// gradientsOneByOne computes the gradients at m points from the k-th on one by one, which
// includes the corrections on kinks.
func (f *Formula) gradientsOneByOne(dst, x []float64, count, k, m int) {
	at, g := make([]float64, f.dim), make([]float64, f.dim)
	for p := k; p < k+m; p++ {
		for i := range at {
			at[i] = x[i*count+p]
		}
		f.gradient(g, at)
		for i, t := range g {
			dst[i*count+p] = t
		}
	}
}
