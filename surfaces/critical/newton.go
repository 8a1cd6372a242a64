package critical

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/eigen"
	"github.com/optviz/optviz/surfaces"
)

// local holds the derivatives at the place that look evaluated last, in units of the
// window, and working memory.
type local struct {
	g       []float64
	h       *mat.SymDense
	values  []float64  // eigenvalues of h
	vectors *mat.Dense // its eigenvectors, one a column
	step    []float64  // the Newton step
	last    []float64  // the step before
	cut     float64    // if above 0, Newton leaves out eigenvalues below this ratio to the largest one
	plain   bool       // refine ended in an area of critical points
	strict  bool       // refine does not end in such an area

	trial, units, aside []float64
}

// scale holds what counts as 0: the mean gradient and Hessian of the window, and the
// sizes below which gradient and Hessian are flat.
type scale struct {
	slope, bend         float64
	flatSlope, flatBend float64
}

// isZero reports whether eigenvalue k, computed last, is 0. Without a cut it is 0 if it
// is only rounding: u'Hu is as uncertain as the sum of the sizes of its terms times the
// rounding of H, so that a small eigenvalue counts beside a large one of another axis.
func (s *search) isZero(k int) bool {
	const rounding = 1e-13
	size := math.Abs(s.values[k])
	if s.cut > 0 {
		return size <= s.cut*maxAbs(s.values)
	}
	var terms float64
	for i := range s.n {
		for j := range s.n {
			terms += math.Abs(s.vectors.At(i, k) * s.h.At(i, j) * s.vectors.At(j, k))
		}
	}
	return size <= rounding*terms
}

// look evaluates gradient and Hessian at x, in units of the window, and reports whether
// they are finite.
func (s *search) look(x []float64) bool {
	s.spend(s.ofLook())
	s.f.Grad(s.g, x)
	s.f.Hess(s.h, x)
	var sum float64
	for i, wi := range s.width {
		s.g[i] *= wi
		sum += s.g[i]
		for j, wj := range s.width[:i+1] {
			t := s.h.At(j, i) * wi * wj
			s.h.SetSym(j, i, t)
			sum += t
		}
	}
	return !math.IsNaN(sum) && !math.IsInf(sum, 0)
}

// measure sets the scale from count places. Changes of 1e-15 of the largest value are
// rounding and count as flat.
func (s *search) measure(count int, at func(k int) []float64) {
	const flat, rounding = 1e-12, 1e-15
	var slope, bend, largest float64
	finite := 0.0
	for k := 0; k < count && s.err == nil; k++ {
		x := at(k)
		if v := math.Abs(s.value(x)); !s.look(x) || math.IsInf(v, 0) || math.IsNaN(v) {
			continue
		} else {
			largest = max(largest, v)
		}
		finite++
		slope += (norm(s.g) - slope) / finite
		bend += (s.bendHere() - bend) / finite
	}
	s.scale = scale{slope, bend, flat*slope + rounding*largest, flat*bend + rounding*largest}
}

// bendHere returns the size of the largest entry of the Hessian evaluated last.
func (s *search) bendHere() float64 {
	var size float64
	for i := range s.n {
		for j := range i + 1 {
			size = max(size, math.Abs(s.h.At(j, i)))
		}
	}
	return size
}

// flat reports whether the gradient and the Hessian evaluated last are 0 relative to the
// rest of the window, and no slope goes on beyond the window, as that of y does in exp(10
// x) + y.
func (s *search) flat() bool {
	return norm(s.g) <= s.flatSlope && s.bendHere() <= s.flatBend && !s.isTilted()
}

// isTilted reports whether the gradient evaluated last has a component along an
// eigenvector that, by the curvature in this direction, does not vanish within a window's
// width.
func (s *search) isTilted() bool {
	if norm(s.g) == 0 {
		return false
	}
	s.eigen()
	for k, v := range s.values {
		if along := s.slopeAlong(k); math.Abs(along) > math.Abs(v) && math.Abs(along) > 1e-12*norm(s.g) {
			return true
		}
	}
	return false
}

// refine moves x by Newton steps of at most reach until the steps are rounding, and
// leaves the derivatives at x evaluated. noise is the length of the last step, which is
// the uncertainty of x. refine gives up where the gradient no longer shrinks: around a
// place where the gradient is smallest but not 0, Newton's method goes to and fro for
// ever.
func (s *search) refine(x []float64, reach float64) (noise float64, ok bool) {
	const (
		patience = 8    // steps to wait for a gradient that is smaller than before
		done     = 1e-9 // below this, a step that hardly shrinks is rounding
		vague    = 1e-5 // the same after maxSteps, at a multiple root
	)
	s.plain = false
	maxSteps, slowest := 60, 0.5
	if s.strict {
		maxSteps, slowest = 600, 0.99 // enough for a root of multiplicity 40
	}
	var ratio, length, before float64
	least, waited := math.Inf(1), 0
	previous := slices.Clone(x)
	for k := range maxSteps {
		if s.err != nil {
			return 0, false
		}
		if !s.look(x) { // the last step may lead into a hole of f
			copy(x, previous)
			return length, k > 0 && length <= done && s.look(x)
		}
		copy(previous, x)
		if !s.strict && s.flat() {
			if s.plain = s.isPlain(x) && (s.plains.around(s.unit(x)) || s.vanishesAround(x, plainDistance)); s.plain {
				return 0, true
			}
			s.look(x)
		}
		waited++
		if size := norm(s.g); size < least {
			least, waited = size, 0
		}
		s.newton()
		before, length = length, norm(s.step)
		if waited > patience && length > vague {
			return 0, false
		}
		if length == 0 || k > 0 && length <= done && length >= slowest*before {
			return length, true
		}
		q := s.shrinking(length, before)
		boost := 1.0
		if q > 0 && math.Abs(q-ratio) < 0.05 {
			boost, q = 1/(1-q), 0
		}
		ratio = q
		copy(s.last, s.step)
		if length*boost > reach {
			boost = reach / length
		}
		if !s.advance(x, boost) {
			return 0, false
		}
	}
	if length > vague || length >= before || !s.look(x) { // steps to and fro across a kink shrink no more
		return 0, false
	}
	return length, true
}

// advance moves x by the current step times boost. It returns false, and leaves x half
// way, where x leaves the window by more than a tenth of the window's width.
func (s *search) advance(x []float64, boost float64) bool {
	const beyond = 0.1
	for i := range x {
		x[i] -= boost * s.step[i] * s.width[i]
		if u := (x[i] - s.window[i][0]) / s.width[i]; u < -beyond || u > 1+beyond {
			return false
		}
	}
	return true
}

// shrinking returns the ratio of the length of this step to that of the last step, if
// both have nearly the same direction and the ratio is that of linear convergence, and
// otherwise 0.
func (s *search) shrinking(length, before float64) float64 {
	if before == 0 {
		return 0
	}
	var along float64
	for i, t := range s.step {
		along += t * s.last[i]
	}
	if q := length / before; 0.3 < q && q < 0.995 && along > 0.98*length*before {
		return q
	}
	return 0
}

// newton sets s.step to H⁺ g, where the pseudoinverse H⁺ leaves out the directions in
// which H is singular.
func (s *search) newton() {
	s.eigen()
	clear(s.step)
	for k, v := range s.values {
		if s.isZero(k) {
			continue
		}
		along := s.slopeAlong(k)
		for i := range s.step {
			s.step[i] += along / v * s.vectors.At(i, k)
		}
	}
}

// eigen decomposes the Hessian evaluated last, in the plane by one Jacobi rotation.
func (s *search) eigen() {
	if s.n > 2 {
		values, vectors, err := eigen.Decompose(s.h)
		if err != nil {
			clear(s.values) // then there is no step
			return
		}
		copy(s.values, values)
		s.vectors.Copy(vectors)
		return
	}
	s.values[0] = s.h.At(0, 0)
	s.vectors.Set(0, 0, 1)
	if s.n == 1 {
		return
	}
	values, vectors := planeEigen(s.h.At(0, 0), s.h.At(0, 1), s.h.At(1, 1))
	for k, u := range vectors {
		s.values[k] = values[k]
		s.vectors.Set(0, k, u[0])
		s.vectors.Set(1, k, u[1])
	}
}

// planeEigen decomposes the matrix (a b; b c) by one Jacobi rotation.
func planeEigen(a, b, c float64) (values [2]float64, vectors [2][2]float64) {
	cos, t := 1.0, 0.0
	if b != 0 {
		tau := (c/2 - a/2) / b
		t = math.Copysign(1/(math.Abs(tau)+math.Hypot(1, tau)), tau)
		cos = 1 / math.Hypot(1, t)
	}
	sin := t * cos
	return [2]float64{a - t*b, c + t*b}, [2][2]float64{{cos, -sin}, {sin, cos}}
}

// vanishes reports whether the gradient evaluated last, at x, is 0 also in the directions
// in which the Hessian is singular and the Newton step shows nothing: whether the
// gradient there is rounding relative to the gradients a stride away.
func (s *search) vanishes(x []float64) bool {
	const rounding = 1e-12
	s.eigen()
	var rest float64
	for k := range s.values {
		if !s.isZero(k) {
			continue
		}
		rest = math.Hypot(rest, s.slopeAlong(k))
	}
	if rest == 0 {
		return true
	}
	nearby := s.slopeAround(x, stride)
	s.look(x)
	s.eigen()
	return rest <= rounding*nearby
}

// slopeAround returns the length of the largest gradient at a distance from x along the
// axes.
func (s *search) slopeAround(x []float64, distance float64) (largest float64) {
	y := append(s.aside[:0], x...)
	for i := range y {
		for _, side := range []float64{-distance, distance} {
			y[i] = x[i] + side*s.width[i]
			if s.look(y) {
				largest = max(largest, norm(s.g))
			}
		}
		y[i] = x[i]
	}
	return largest
}

// suspect reports whether an eigenvalue computed last is so small that the point may
// belong to a curve.
func (s *search) suspect() bool {
	const small = 1e-8
	largest := maxAbs(s.values)
	for _, v := range s.values {
		if math.Abs(v) <= small*max(largest, s.bend) {
			return true
		}
	}
	return false
}

// smooth reports whether the gradient near x is as small as the Hessian evaluated last,
// at x, and the curvature elsewhere allow. It is larger at a kink, where Grad may return
// the subgradient 0.
func (s *search) smooth(x []float64, noise float64) bool {
	const jump = 1e-4
	distance := max(1e-7, 10*noise)
	limit := 10*distance*(s.bendHere()+s.bend) + jump*s.slope
	y := append(s.aside[:0], x...)
	ok := true
	for i := range y {
		for _, side := range []float64{-distance, distance} {
			y[i] = x[i] + side*s.width[i]
			if s.look(y) && norm(s.g) > limit {
				ok = false
			}
		}
		y[i] = x[i]
	}
	return s.look(x) && ok
}

// classify returns the kind of point by the signs of the eigenvalues at x. An eigenvalue
// that is 0, or that may be 0 within the uncertainty of x, makes the point degenerate,
// and so does a jump of the Hessian.
func (s *search) classify(x []float64, noise float64) surfaces.Kind {
	s.eigen()
	for k := range s.values {
		if s.isZero(k) {
			return surfaces.Degenerate
		}
	}
	kind := kindFromSigns(s.values)
	if s.uncertain(x, noise) || s.creased(x) {
		kind = surfaces.Degenerate
	}
	return kind
}

// creased reports whether the Hessian jumps at x, as that of |xy| does in 0, so that
// eigenvalues on one side say nothing about other sides. It compares corners of a small
// cube around x.
func (s *search) creased(x []float64) bool {
	const distance, nearer, jump, smooth = 1e-7, 0.6, 0.1, 1e-4
	first := mat.NewSymDense(s.n, nil)
	limit := jump*s.bendHere() + smooth*s.bend
	y := s.aside[:s.n]
	for corner := range s.n + 1 { // the corner with the highest coordinates, then its neighbours
		for i := range y {
			away := distance * s.width[i]
			if (i+corner)%2 == 1 { // on no diagonal, where the Hessian of max(x^2, y^2) jumps
				away *= nearer
			}
			if i == corner-1 {
				away = -away
			}
			y[i] = x[i] + away
		}
		if !s.look(y) {
			continue
		}
		if corner == 0 {
			first.CopySym(s.h)
			continue
		}
		for i := range s.n {
			for j := range i + 1 {
				if math.Abs(s.h.At(j, i)-first.At(j, i)) > limit {
					return true
				}
			}
		}
	}
	return false
}

// uncertain reports whether an eigenvalue computed last changes by half of its size, and
// so may have another sign, within the uncertainty of x along its eigenvector. The
// uncertainty comes from the last step and from rounding in the gradient. At the end the
// derivatives at x are evaluated again.
func (s *search) uncertain(x []float64, noise float64) bool {
	const least, rounding = 1e-9, 1e-15
	y := s.aside[:s.n]
	axis := make([]float64, s.n)
	for k, v := range s.values {
		if s.look(x); math.Abs(v) > 1e-3*max(s.bend, maxAbs(s.values)) {
			continue
		}
		for i := range axis {
			axis[i] = s.vectors.At(i, k)
		}
		distance := max(least, 10*noise, min(rounding*s.slope/math.Abs(v), stride))
		for _, side := range []float64{-distance, distance} {
			for i := range y {
				y[i] = x[i] + side*axis[i]*s.width[i]
			}
			if s.look(y) && math.Abs(s.curvature(axis)-v) > math.Abs(v)/2 {
				s.look(x)
				return true
			}
		}
	}
	s.look(x)
	return false
}

// curvature returns the second derivative along a direction, from the Hessian evaluated
// last.
func (s *search) curvature(axis []float64) float64 {
	var sum float64
	for i, a := range axis {
		for j, b := range axis {
			sum += a * s.h.At(i, j) * b
		}
	}
	return sum
}

// norm returns the length of v, without an overflow of its square.
func norm(v []float64) float64 {
	switch len(v) {
	case 1:
		return math.Abs(v[0])
	case 2:
		return math.Hypot(v[0], v[1])
	}
	return floats.Norm(v, 2)
}

func maxAbs(v []float64) float64 {
	var size float64
	for _, t := range v {
		size = max(size, math.Abs(t))
	}
	return size
}
