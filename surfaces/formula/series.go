package formula

import (
	"math"

	"github.com/optviz/optviz/surfaces/portable"
)

// terms is the largest number of terms of a series.
const terms = 12

// series is the beginning of a power series c[0] + c[1] t + c[2] t^2 + ... of a slot
// along a line, for t >= 0. Only the first known terms are right. known is 0 for a slot
// that has no power series, such as sqrt(t), or is not finite.
type series struct {
	c        [terms]float64
	known    int
	constant bool // the slot is c[0] for all t
}

// constantSeries returns the series of v for all t.
func constantSeries(v float64) series {
	return series{c: [terms]float64{v}, known: terms, constant: true}
}

// isZero reports whether s is 0 for all t.
func (s *series) isZero() bool { return s.constant && s.c[0] == 0 }

// order returns the number of leading terms that are 0.
func (s *series) order() int {
	for k, c := range s.c[:s.known] {
		if c != 0 {
			return k
		}
	}
	return s.known
}

// sign returns the sign of s for small t > 0, or 0 if all known terms are 0.
func (s *series) sign() float64 {
	if k := s.order(); k < s.known {
		return math.Copysign(1, s.c[k])
	}
	return 0
}

// combine returns a p + b q + d.
func combine(a float64, p series, b float64, q series, d float64) series {
	r := series{known: min(p.known, q.known)}
	for k := range r.known {
		r.c[k] = float64(a*p.c[k]) + b*q.c[k]
	}
	r.c[0] += d
	return r
}

func (s series) scaled(by float64) series { return combine(by, s, 0, s, 0) }

// times returns the product. Leading zeros of a factor shift the unknown terms of the
// other factor to higher powers.
func (s series) times(o series) series {
	switch {
	case s.known == 0 || o.known == 0:
		return series{}
	case s.isZero() || o.isZero():
		return constantSeries(s.c[0] * o.c[0])
	}
	r := series{known: min(terms, s.known+o.order(), o.known+s.order())}
	for k := range r.known {
		for j := range k + 1 {
			r.c[k] += s.c[j] * o.c[k-j]
		}
	}
	return r
}

// shifted returns s / t^m, where the first m terms must be 0.
func (s series) shifted(m int) series {
	r := series{known: s.known - m}
	copy(r.c[:], s.c[m:s.known])
	return r
}

// raised returns s t^m.
func (s series) raised(m int) series {
	r := series{known: min(terms, s.known+m)}
	copy(r.c[min(m, terms):], s.c[:s.known])
	return r
}

// over returns s / o, which must not be infinite at t = 0.
func (s series) over(o series) series {
	m := o.order()
	if m == o.known || s.order() < min(m, s.known) || s.known <= m {
		return series{}
	}
	s, o = s.shifted(m), o.shifted(m)
	r := series{known: min(s.known, o.known)}
	for k := range r.known {
		v := s.c[k]
		for j := range k {
			v -= r.c[j] * o.c[k-j]
		}
		r.c[k] = v / o.c[0]
	}
	return r
}

// power returns s^e. Leading zeros t^m of s become t^(m e), where m e must be whole.
func (s series) power(e float64) series {
	switch {
	case e == 0:
		return constantSeries(1)
	case s.constant:
		return constantSeries(math.Pow(s.c[0], e))
	}
	m := s.order()
	if m == s.known { // only zeros are known: s is of order t^m at least
		if e < 0 || m == 0 {
			return series{}
		}
		return series{known: int(min(terms, math.Floor(float64(m)*e)))}
	}
	lift := float64(m) * e
	if lift != math.Trunc(lift) || lift < 0 {
		return series{}
	}
	w := s.shifted(m)
	r := series{known: w.known}
	r.c[0] = math.Pow(w.c[0], e)
	for k := 1; k < r.known; k++ {
		for j := 1; j <= k; j++ {
			r.c[k] += (float64(e*float64(j)) - float64(k-j)) * w.c[j] * r.c[k-j]
		}
		r.c[k] /= float64(k) * w.c[0]
	}
	return r.raised(int(min(terms, lift)))
}

// integral returns the series with the value v at 0 and the derivative q s'.
func (s series) integral(v float64, q series) series {
	r := series{known: min(s.known, q.known+1)}
	r.c[0] = v
	for k := 1; k < r.known; k++ {
		for j := 1; j <= k; j++ {
			r.c[k] += float64(j) * s.c[j] * q.c[k-j]
		}
		r.c[k] /= float64(k)
	}
	return r
}

// exponential returns e^s.
func (s series) exponential() series {
	r := series{known: s.known}
	r.c[0] = portable.Exp(s.c[0])
	for k := 1; k < r.known; k++ {
		for j := 1; j <= k; j++ {
			r.c[k] += float64(j) * s.c[j] * r.c[k-j]
		}
		r.c[k] /= float64(k)
	}
	return r
}

// sineCosine returns the solution of p' = q s', q' = sign p s' with the values p0 and q0
// at 0: sine and cosine of s for the sign -1, hyperbolic sine and cosine for 1.
func (s series) sineCosine(p0, q0, sign float64) (p, q series) {
	p.known, q.known = s.known, s.known
	p.c[0], q.c[0] = p0, q0
	for k := 1; k < s.known; k++ {
		for j := 1; j <= k; j++ {
			d := float64(j) * s.c[j] / float64(k)
			p.c[k] += d * q.c[k-j]
			q.c[k] += sign * d * p.c[k-j]
		}
	}
	return p, q
}

// angle returns atan2(s, o).
func (s series) angle(o series) series {
	m := min(s.order(), o.order())
	if m == min(s.known, o.known) {
		return series{}
	}
	s, o = s.shifted(m), o.shifted(m)
	a := s.c[0]
	if a == 0 {
		a = math.Copysign(0, s.sign()) // on the cut: s approaches it from above or from below
	}
	first := math.Atan2(a, o.c[0])
	square := combine(1, s.times(s), 1, o.times(o), 0)
	r := o.integral(first, s.over(square).scaled(-1))
	more := s.integral(0, o.over(square))
	return combine(1, r, 1, more, 0)
}
