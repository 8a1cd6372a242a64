package surfaces

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"strings"
	"sync"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/internal/streams"
)

// Masked is dropout on any surface: the mean of F(m x/p) over masks m that keep
// each coordinate with probability p = Keep, independently, and set it to 0
// otherwise (Srivastava et al. 2014).
//
// The mean is exact, over all 2^n masks weighted by p^|m| (1-p)^(n-|m|), up to
// n = 12 coordinates. Above, it is that over 4096 masks drawn once and for all
// from a stream of the seed 0: a fixed function, which the exact one differs from.
// A value costs as many of F. Masks is how many a step of a run sees, drawn anew
// (optimizers.Masked); with 0 it sees the mean.
//
// Of what F can do beside a Surface, it keeps the Hessian and the validation loss,
// which is of the whole x: nothing is dropped where it counts. It is no sum over
// examples and predicts nothing (a network has a dropout of its own, of units), has
// no Filters, computes point by point, and no critical point of it is known.
type Masked struct {
	F     Surface
	Keep  float64 // in (0, 1]
	Masks int
}

// Mask is Masked as a Surface that is Curved where f is. What else f can do is
// dropped, as Masked says.
func Mask(f Surface, keep float64, masks int) Surface {
	m := Masked{f, keep, masks}
	if curved, ok := f.(Curved); ok {
		return curvedMasked{m, curved}
	}
	return m
}

const (
	exactMasks   = 12 // coordinates up to which all masks are visited
	sampledMasks = 1 << exactMasks
)

// maskScratch is the memory of one evaluation.
type maskScratch struct {
	pcg           *rand.PCG
	rng           *rand.Rand
	mask, y, g, s []float64
	h             *mat.SymDense
}

var maskPool = sync.Pool{New: func() any {
	pcg := new(rand.PCG)
	return &maskScratch{pcg: pcg, rng: rand.New(pcg)}
}}

// takeMask gives scratch for n coordinates. s is all 0.
func takeMask(n int) *maskScratch {
	w := maskPool.Get().(*maskScratch)
	for _, v := range []*[]float64{&w.mask, &w.y, &w.g, &w.s} {
		*v = sized(*v, n)
	}
	clear(w.s)
	w.pcg.Seed(0, uint64(streams.Masks))
	return w
}

// leave makes y what a mask leaves of x.
func (w *maskScratch) leave(mask, x []float64) {
	for i, v := range x {
		w.y[i] = mask[i] * v
	}
}

// sized is a slice of n elements in the memory of another, if it has so much.
func sized(v []float64, n int) []float64 {
	if cap(v) < n {
		return make([]float64, n)
	}
	return v[:n]
}

// count is how many masks the mean is over.
func (m Masked) count(n int) int {
	if n <= exactMasks {
		return 1 << n
	}
	return sampledMasks
}

// next makes w.mask mask k, and w.y what it leaves of x. It returns the weight.
func (m Masked) next(w *maskScratch, k int, x []float64) float64 {
	weight := 1.0 / sampledMasks
	if n := len(x); n <= exactMasks {
		weight = 1
		for i := range n {
			if k>>i&1 == 1 {
				w.mask[i] = 1 / m.Keep
				weight *= m.Keep
			} else {
				w.mask[i] = 0
				weight *= 1 - m.Keep
			}
		}
	} else {
		drawMask(w.mask, m.Keep, w.rng)
	}
	w.leave(w.mask, x)
	return weight
}

func (m Masked) Func(x []float64) float64 {
	w := takeMask(len(x))
	defer maskPool.Put(w)
	sum := 0.0
	for k := range m.count(len(x)) {
		if weight := m.next(w, k, x); weight > 0 { // with p = 1, of the full mask only
			sum += weight * m.F.Func(w.y)
		}
	}
	return sum
}

func (m Masked) Grad(dst, x []float64) {
	w := takeMask(len(x))
	defer maskPool.Put(w)
	for k := range m.count(len(x)) {
		weight := m.next(w, k, x)
		if weight == 0 {
			continue
		}
		m.F.Grad(w.g, w.y)
		for i, g := range w.g {
			w.s[i] += weight * w.mask[i] * g
		}
	}
	copy(dst, w.s)
}

func (m Masked) Meta() Meta {
	meta := m.F.Meta()
	meta.Title = fmt.Sprintf("%s, dropout with p = %s", meta.Title, number(m.Keep))
	meta.Formula = fmt.Sprintf("E f(m x/%s), f = %s", number(m.Keep), meta.Formula)
	return unknown(meta)
}

// Validation is that of F, or nil.
func (m Masked) Validation() Surface {
	if v, ok := m.F.(Validated); ok {
		return v.Validation()
	}
	return nil
}

// MasksPerStep is Masks.
func (m Masked) MasksPerStep() int { return m.Masks }

// DrawMask draws what a mask multiplies the coordinates by: 1/p or 0.
func (m Masked) DrawMask(mask []float64, rng *rand.Rand) { drawMask(mask, m.Keep, rng) }

// FuncMasked is F(mask x).
func (m Masked) FuncMasked(x, mask []float64) float64 {
	w := takeMask(len(x))
	defer maskPool.Put(w)
	w.leave(mask, x)
	return m.F.Func(w.y)
}

// GradMasked is the gradient of FuncMasked by x.
func (m Masked) GradMasked(dst, x, mask []float64) {
	w := takeMask(len(x))
	defer maskPool.Put(w)
	w.leave(mask, x)
	m.F.Grad(dst, w.y)
	for i := range dst {
		dst[i] *= mask[i]
	}
}

// drawMask draws 1/keep with probability keep, and else 0, one number a coordinate.
func drawMask(mask []float64, keep float64, rng *rand.Rand) {
	for i := range mask {
		mask[i] = 0
		if rng.Float64() < keep {
			mask[i] = 1 / keep
		}
	}
}

type curvedMasked struct {
	Masked
	curved Curved
}

func (m curvedMasked) Hess(dst *mat.SymDense, x []float64) {
	n := len(x)
	w := takeMask(n)
	defer maskPool.Put(w)
	w.h = sizedSym(w.h, n)
	dst.Zero()
	for k := range m.count(n) {
		weight := m.next(w, k, x)
		if weight == 0 {
			continue
		}
		m.curved.Hess(w.h, w.y)
		for i := range n {
			for j := i; j < n; j++ {
				dst.SetSym(i, j, dst.At(i, j)+weight*w.mask[i]*w.mask[j]*w.h.At(i, j))
			}
		}
	}
}

// sizedSym is a symmetric matrix of order n: h, if it is one.
func sizedSym(h *mat.SymDense, n int) *mat.SymDense {
	if h == nil || h.SymmetricDim() != n {
		return mat.NewSymDense(n, nil)
	}
	return h
}

// Members are the surfaces that Masked is the mean of, F(m x/keep) for each mask
// m of n = 1 to 12 coordinates, and the weight of each: from all coordinates
// kept to none, the last coordinate dropped first. They are the panels of a figure
// that shows dropout as four networks in one, which no view draws yet.
func Members(f Surface, keep float64) (members []Surface, weights []float64) {
	m := Masked{F: f, Keep: keep}
	x := make([]float64, f.Meta().Dim)
	if len(x) > exactMasks {
		return nil, nil
	}
	w := takeMask(len(x))
	defer maskPool.Put(w)
	for k := range 1 << len(x) {
		k = int(bits.Reverse32(^uint32(k)) >> (32 - len(x)))
		weight := m.next(w, k, x)
		one := member{f, append([]float64(nil), w.mask...)}
		weights = append(weights, weight)
		if curved, ok := f.(Curved); ok {
			members = append(members, curvedMember{one, curved})
		} else {
			members = append(members, one)
		}
	}
	return members, weights
}

// member is F(mask x).
type member struct {
	f    Surface
	mask []float64
}

func (m member) Func(x []float64) float64 { return Masked{F: m.f}.FuncMasked(x, m.mask) }
func (m member) Grad(dst, x []float64)    { Masked{F: m.f}.GradMasked(dst, x, m.mask) }

func (m member) Meta() Meta {
	meta := m.f.Meta()
	name := make([]string, len(m.mask))
	for i, s := range m.mask {
		name[i] = "0"
		if s > 0 {
			name[i] = "1"
		}
	}
	mask := "(" + strings.Join(name, ", ") + ")"
	meta.Title += ", mask " + mask
	meta.Formula = fmt.Sprintf("f(%s x/p), f = %s", mask, meta.Formula)
	return unknown(meta)
}

type curvedMember struct {
	member
	curved Curved
}

func (m curvedMember) Hess(dst *mat.SymDense, x []float64) {
	w := takeMask(len(x))
	defer maskPool.Put(w)
	w.leave(m.mask, x)
	m.curved.Hess(dst, w.y)
	for i := range x {
		for j := i; j < len(x); j++ {
			dst.SetSym(i, j, m.mask[i]*m.mask[j]*dst.At(i, j))
		}
	}
}
