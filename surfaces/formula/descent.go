package formula

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// descent is Newton's method with a line search, on H + τ I where H is not positive
// definite (Nocedal & Wright 2006, algorithm 3.3).
type descent struct {
	f       *meter
	center  []float64 // center of the box
	r       float64   // half-width of the box, the longest step
	h       *mat.SymDense
	g, step *mat.VecDense
	chol    mat.Cholesky
	next    []float64
}

func newDescent(f *meter, center []float64, r float64) *descent {
	n := len(center)
	return &descent{f: f, center: center, r: r, h: mat.NewSymDense(n, nil), g: mat.NewVecDense(n, nil), step: mat.NewVecDense(n, nil), next: make([]float64, n)}
}

// from runs the descent from x. It returns true if the descent reaches a minimum near the
// box before the meter is spent.
func (d *descent) from(x []float64) (found, bool) {
	const most = 100
	at := found{slices.Clone(x), d.f.Func(x)}
	for range most {
		if d.f.spent() {
			return at, false
		}
		d.f.Grad(d.g.RawVector().Data, at.x)
		if slope := norm(d.g.RawVector().Data); !finite(at.value) || !finite(slope) || distance(at.x, d.center) > reach*d.r {
			return at, false
		} else if slope == 0 {
			break
		}
		if d.computeStep(at.x); !d.advance(&at) {
			break
		}
	}
	if !d.isMinimum(at) {
		// A slope far below the average one of the descent is not that of a kink.
		d.f.Grad(d.g.RawVector().Data, at.x)
		if !(d.r*norm(d.g.RawVector().Data) > 1e-6*(d.f.Func(x)-at.value)) {
			return at, false
		}
		if d.descendAxes(&at); !d.isMinimum(at) {
			return at, false
		}
	}
	d.refine(&at)
	return at, true
}

// descendAxes descends along the axes while the value falls. Newton's method can end on a
// kink from which an axis still leads down to a minimum.
func (d *descent) descendAxes(at *found) {
	const most = 200
	step := d.r / 10
	for range most {
		before := at.value
		for k := 0; k < 2*len(at.x); k++ {
			copy(d.next, at.x)
			d.next[k/2] += step * float64(1-k%2*2)
			if v := d.f.Func(d.next); v < at.value {
				at.x[k/2], at.value = d.next[k/2], v
			}
		}
		if !(at.value < before) {
			step /= 2
		}
		if step < 1e-9*d.r || d.f.spent() || distance(at.x, d.center) > reach*d.r {
			return
		}
	}
}

// refine descends along the axes by ever smaller steps to a minimum on a kink, where
// Newton's method ends early. It prefers a round number nearby with a value as low.
func (d *descent) refine(at *found) {
	for step := d.r / 1000; step > 1e-13*d.r; step /= 2 {
		for k := 0; k < 2*len(at.x); k++ {
			copy(d.next, at.x)
			d.next[k/2] += step * float64(1-k%2*2)
			if d.f.Func(d.next) < at.value {
				at.x[k/2], at.value = d.next[k/2], d.f.Func(d.next)
			}
		}
	}
	for i, v := range at.x {
		d.next[i] = math.Round(v/d.r*1e9) / 1e9 * d.r
	}
	if v := d.f.Func(d.next); v <= at.value {
		copy(at.x, d.next)
		at.value = v
	}
}

// computeStep computes the next step.
func (d *descent) computeStep(x []float64) {
	d.f.Hess(d.h, x)
	n := len(x)
	largest := 0.0
	for _, v := range d.h.RawSymmetric().Data {
		largest = max(largest, math.Abs(v))
	}
	if finite(largest) && largest > 0 {
		tau := 0.0
		for range 10 { // τ grows to 65 times the largest entry
			for i := range n {
				d.next[i] = d.h.At(i, i)
				d.h.SetSym(i, i, d.next[i]+tau)
			}
			if d.chol.Factorize(d.h) && d.chol.SolveVecTo(d.step, d.g) == nil {
				return
			}
			for i := range n {
				d.h.SetSym(i, i, d.next[i])
			}
			tau = max(1e-3*largest, 4*tau)
		}
	}
	d.step.ScaleVec(d.r/norm(d.g.RawVector().Data), d.g)
}

// advance takes the step, halved until the value falls enough.
func (d *descent) advance(at *found) bool {
	step := d.step.RawVector().Data
	length := norm(step)
	if !finite(length) {
		return false
	}
	t := min(1, d.r/length)
	slope := mat.Dot(d.step, d.g)
	for range 50 {
		for i := range d.next {
			d.next[i] = at.x[i] - t*step[i]
		}
		if v := d.f.Func(d.next); v < at.value && v <= at.value-1e-4*t*slope {
			copy(at.x, d.next)
			at.value = v
			return true
		}
		t /= 2
	}
	return false
}

// isMinimum reports whether no point of a small neighbourhood has a lower value and at least
// one has a higher value. The comparison of values also works for minima on kinks.
func (d *descent) isMinimum(at found) bool {
	if distance(at.x, d.center) > reach*d.r {
		return false
	}
	const around = 32
	n, delta := len(at.x), d.r/1000
	higher := false
	for k := range around + 2*n {
		copy(d.next, at.x)
		if k < 2*n { // along the axes
			d.next[k/2] += delta * float64(1-k%2*2)
		} else {
			for i, offset := range scatter(n, k-2*n+1, delta) {
				d.next[i] += offset
			}
		}
		v := d.f.Func(d.next)
		if v < at.value-1e-12*math.Abs(at.value) {
			return false
		}
		higher = higher || v > at.value
	}
	return higher
}
