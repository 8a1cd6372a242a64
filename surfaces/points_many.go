package surfaces

import "sync"

// Points is a Surface that computes many points in one call, in less time than
// one by one: for grids and maps. Coordinates of one kind stand side by side: of
// L points, x[i*L+k] is coordinate i of point k. That is also the state of an
// element-wise rule that goes from L starts in lock-step.
type Points interface {
	Surface
	Funcs(dst, x []float64) // dst[k] is the value at point k, of len(dst) points
	Grads(dst, x []float64) // dst[i*L+k] is component i of the gradient at point k
}

// AtPoints is f as Points: f itself if it is that, otherwise point by point.
// Several goroutines may use it at once if they may use f.
func AtPoints(f Surface) Points {
	if p, ok := f.(Points); ok {
		return p
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
	at := sized(w[0], o.dim)
	w[0] = at
	for k := range dst {
		gather(at, x, k)
		dst[k] = o.Func(at)
	}
}

func (o oneByOne) Grads(dst, x []float64) {
	w := pairPool.Get().(*[2][]float64)
	defer pairPool.Put(w)
	at, g := sized(w[0], o.dim), sized(w[1], o.dim)
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

// gather reads point k of many.
func gather(at, x []float64, k int) {
	count := len(x) / len(at)
	for i := range at {
		at[i] = x[i*count+k]
	}
}
