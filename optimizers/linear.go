package optimizers

import "math/cmplx"

// Linear is a rule whose step is linear in the gradient: SGD, Momentum or Nesterov, as
//
//	g = g + WeightDecay x,  b = Mu b + Keep g,  x = x - a (ByB b + ByG g),
//
// except that b = g at the first step. On a quadratic with one curvature, the errors of x
// follow e_{k+1} = sum e_k - product e_{k-1}, with sum and product as roots returns them.
//
// Sources: Polyak 1964, Some methods of speeding up the convergence of iteration methods;
// Goh 2017, Why momentum really works.
type Linear struct{ Mu, Keep, ByB, ByG, WeightDecay float64 }

// LinearOf returns a rule as Linear; ok is false where the rule is not linear.
func LinearOf(rule Optimizer) (l Linear, ok bool) {
	switch r := rule.(type) {
	case SGD:
		return Linear{ByG: 1, WeightDecay: r.WeightDecay}, true
	case Momentum:
		return Linear{Mu: r.Momentum, Keep: 1 - r.Dampening, ByB: 1, WeightDecay: r.WeightDecay}, true
	case Nesterov:
		return Linear{Mu: r.Momentum, Keep: 1, ByB: r.Momentum, ByG: 1, WeightDecay: r.WeightDecay}, true
	}
	return Linear{}, false
}

// roots returns the sum and the product of the roots of z^2 - sum z + product, which
// determine how errors evolve under the rate lr.
func (l Linear) roots(lr, curvature float64) (sum, product float64) {
	a := lr * (curvature + l.WeightDecay)
	switch {
	case l.ByB == 0: // no velocity
		return 1 - a, 0
	case l.ByG == 0: // the velocity only
		return 1 + l.Mu - a*l.Keep, l.Mu
	}
	return (1 + l.Mu) * (1 - a), l.Mu * (1 - a) // Nesterov
}

// Rate returns the factor by which a step finally multiplies the slowest error on a
// quadratic with the given curvatures: the largest modulus of the roots.
func (l Linear) Rate(lr float64, curvatures []float64) float64 {
	worst := 0.0
	for _, c := range curvatures {
		sum, product := l.roots(lr, c)
		root := cmplx.Sqrt(complex(sum*sum-4*product, 0))
		worst = max(worst, cmplx.Abs(complex(sum, 0)+root)/2, cmplx.Abs(complex(sum, 0)-root)/2)
	}
	return worst
}

// LargestStableRate returns the rate above which the rule diverges on a quadratic with
// the given largest curvature: at this rate -1 is a root. ok is false for a curvature
// that is not positive.
func (l Linear) LargestStableRate(curvature float64) (lr float64, ok bool) {
	if curvature <= 0 {
		return 0, false
	}
	// 1 + sum + product falls linearly with the rate, from 2 (1 + momentum).
	at0, p0 := l.roots(0, curvature)
	at1, p1 := l.roots(1, curvature)
	return (1 + at0 + p0) / (at0 + p0 - at1 - p1), true
}

// moments holds E[u^2], E[u b] and E[b^2] of a coordinate u and its velocity b.
type moments struct{ uu, ub, bb float64 }

// step returns the moments after a step. With the gradient λ u + n, where n has the
// variance σ^2, the step is (u, b)' = M (u, b) + n w, so that the moments become S' = M S
// M^T + σ^2 w w^T.
func (l Linear) step(s moments, a, lambda, sigma float64, first bool) moments {
	if first {
		l.Keep = 1
	}
	byG := l.ByB*l.Keep + l.ByG
	m := [2][2]float64{{1 - a*byG*lambda, -a * l.ByB * l.Mu}, {l.Keep * lambda, l.Mu}}
	w := [2]float64{-a * byG * sigma, l.Keep * sigma}
	entry := func(i, j int) float64 {
		return m[i][0]*m[j][0]*s.uu + (m[i][0]*m[j][1]+m[i][1]*m[j][0])*s.ub + m[i][1]*m[j][1]*s.bb + w[i]*w[j]
	}
	return moments{entry(0, 0), entry(0, 1), entry(1, 1)}
}
