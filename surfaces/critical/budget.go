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
	each  int // for one value of f
	spent int
	limit int
}

// ofLook returns the number of operations for gradient and Hessian: n + 2 passes, of
// which each takes about four times as many as a value.
func (s *search) ofLook() int { return 4 * (s.n + 2) * s.budget.each }

// spend counts operations, and checks the context once in some 8192 of them.
func (s *search) spend(operations int) {
	const often = 8192
	before := s.budget.spent / often
	if s.budget.spent += operations; s.budget.spent/often != before && s.err == nil {
		s.err = s.ctx.Err()
	}
}

// ends reports whether the search has no operations left, or was cancelled.
func (s *search) ends() bool { return s.err != nil || s.budget.spent >= s.budget.limit }

// allow sets how many more operations the search may spend.
func (s *search) allow(operations int) { s.budget.limit = s.budget.spent + operations }

// affords reports whether operations are left for this many looks.
func (s *search) affords(looks int) bool {
	return looks*s.ofLook() <= s.budget.limit-s.budget.spent
}

// value returns f at x and counts its operations.
func (s *search) value(x []float64) float64 {
	s.spend(s.budget.each)
	return s.f.Func(x)
}

// valueAt returns f at a critical point, or 0 where the value is only rounding. In a hole
// of f, where f is not defined, it returns the limit.
func (s *search) valueAt(x []float64) float64 {
	s.spend(s.budget.each)
	if v := surfaces.ValueAt(s.f, x); !math.IsNaN(v) {
		return v
	}
	return s.limitAt(x)
}

// flatValue does what valueAt does, and also returns 0 where the uncertainty of x may
// explain the whole value. At a multiple root, this uncertainty is up to 40 Newton steps.
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

// limitAt estimates the limit of f at x from values close to x. It returns 0 if these
// differ by as much as the middle of them.
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
