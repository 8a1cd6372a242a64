package surfaces

import (
	"slices"
	"sync"

	"github.com/optviz/optviz/optimizers/objective"
)

// Vectorize returns f itself if f is objective.Vectorized, and otherwise evaluates f
// point by point. Several goroutines may use the result at once if they may use f.
func Vectorize(f Surface) objective.Vectorized {
	if v, ok := objective.As[objective.Vectorized](f); ok {
		return v
	}
	return oneByOne{f, f.Meta().Dim}
}

type oneByOne struct {
	Surface
	dim int
}

// pairPool holds a point and a gradient, of the largest dimension so far.
var pairPool = sync.Pool{New: func() any { return new([2][]float64) }}

func (o oneByOne) Funcs(dst, x []float64) {
	w := pairPool.Get().(*[2][]float64)
	defer pairPool.Put(w)
	at := slices.Grow(w[0][:0], o.dim)[:o.dim]
	w[0] = at
	for k := range dst {
		gather(at, x, k)
		dst[k] = o.Func(at)
	}
}

func (o oneByOne) Grads(dst, x []float64) {
	w := pairPool.Get().(*[2][]float64)
	defer pairPool.Put(w)
	at, g := slices.Grow(w[0][:0], o.dim)[:o.dim], slices.Grow(w[1][:0], o.dim)[:o.dim]
	*w = [2][]float64{at, g}
	count := len(dst) / o.dim
	for k := range count {
		gather(at, x, k)
		o.Grad(g, at)
		for i, t := range g {
			dst[i*count+k] = t
		}
	}
}

// gather copies point k of many to at.
func gather(at, x []float64, k int) {
	count := len(x) / len(at)
	for i := range at {
		at[i] = x[i*count+k]
	}
}
