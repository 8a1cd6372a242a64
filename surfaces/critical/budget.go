package critical

import (
	"math"
	"slices"

	"github.com/optviz/optviz/surfaces"
)

// maxOperations bounds one search: about a second's work.
const maxOperations = 128_000_000

// budget counts operations.
type budget struct {
	each  int // of one value
	spent int
	limit int
}

// ofLook is how many operations gradient and Hessian take: one pass a dimension, and two, of
// about four operations each.
func (s *search) ofLook() int { return 4 * (s.n + 2) * s.budget.each }

// spend counts operations, and asks the context whenever there have been many.
func (s *search) spend(operations int) {
	const often = 8192
	before := s.budget.spent / often
	if s.budget.spent += operations; s.budget.spent/often != before && s.err == nil {
		s.err = s.ctx.Err()
	}
}

// ends reports whether the search has no operations left, or was cancelled.
func (s *search) ends() bool { return s.err != nil || s.budget.spent >= s.budget.limit }

// allow sets how many operations may follow.
func (s *search) allow(operations int) { s.budget.limit = s.budget.spent + operations }

// affords reports whether operations are left for this many looks.
func (s *search) affords(looks int) bool {
	return looks*s.ofLook() <= s.budget.limit-s.budget.spent
}

// value is f at x.
func (s *search) value(x []float64) float64 {
	s.spend(s.budget.each)
	return s.f.Func(x)
}

// valueAt is f at a critical point, without what is rounding alone. In a hole of f, where
// that is not defined, it is the limit.
func (s *search) valueAt(x []float64) float64 {
	s.spend(s.budget.each)
	if v := surfaces.ValueAt(s.f, x); !math.IsNaN(v) {
		return v
	}
	return s.limitAt(x)
}

// flatValue is valueAt where the place of a multiple root, of which Newton's step is a part
// of the distance, may be all that makes the value differ from 0.
func (s *search) flatValue(x []float64) float64 {
	const multiplicity = 40
	v := s.valueAt(x)
	if v == 0 || !s.look(x) {
		return v
	}
	s.newton()
	y := slices.Clone(x)
	for i := range y {
		y[i] += multiplicity * s.step[i] * s.width[i]
	}
	if math.Abs(v) <= math.Abs(s.value(y)-v) {
		return 0
	}
	return v
}

// limitAt is the limit of f in x, by the values around.
func (s *search) limitAt(x []float64) float64 {
	const near, directions = 1e-12, 16
	low, high := math.Inf(1), math.Inf(-1)
	for k := range directions {
		y := slices.Clone(x)
		for i := range y {
			y[i] += near * s.width[i] * math.Cos(float64(k*(i+1))+0.3)
		}
		if v := s.value(y); !math.IsNaN(v) {
			low, high = min(low, v), max(high, v)
		}
	}
	if v := low/2 + high/2; math.Abs(v) > high-low {
		return v
	}
	return 0
}
