package plane

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/surfaces"
)

// Project returns the point of the plane nearest to x, in the plane's coordinates: the
// least-squares solution of x - Origin = a U + b V, by the 2x2 normal equations. Where U
// and V are orthonormal, a and b are the inner products.
func (p Plane) Project(x []float64) (a, b float64) {
	var ud, vd, uu, uv, vv float64
	for i, o := range p.Origin {
		d, u, v := x[i]-o, p.U[i], p.V[i]
		ud += u * d
		vd += v * d
		uu += u * u
		uv += u * v
		vv += v * v
	}
	det := uu*vv - uv*uv
	return (vv*ud - uv*vd) / det, (uu*vd - uv*ud) / det
}

// ProjectAll projects the points in x, one after the other as in a trajectory, and
// returns their pairs (a, b) in the same order.
func (p Plane) ProjectAll(x []float64) []float64 {
	n := len(p.Origin)
	ab := make([]float64, 0, 2*len(x)/n)
	for ; len(x) >= n; x = x[n:] {
		a, b := p.Project(x)
		ab = append(ab, a, b)
	}
	return ab
}

// Distance returns the distance of x from the plane, in the unit of x.
func (p Plane) Distance(x []float64) float64 {
	a, b := p.Project(x)
	w := p.at([]float64{a, b})
	defer pool.Put(w)
	return floats.Distance(x, w.x, 2)
}

// Covering returns p with a window around points, each slice one or several points one
// after the other. The window has a margin of 15 % of the wider side, and its narrower
// side is at least a quarter as long, so that small moves along it are visible.
func (p Plane) Covering(points ...[]float64) Plane {
	low := [2]float64{math.Inf(1), math.Inf(1)}
	high := [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, x := range points {
		for i, v := range p.ProjectAll(x) {
			low[i%2], high[i%2] = min(low[i%2], v), max(high[i%2], v)
		}
	}
	lengths := [2]float64{floats.Norm(p.U, 2), floats.Norm(p.V, 2)}
	widest := 0.0 // in the unit of x
	for i := range 2 {
		widest = max(widest, lengths[i]*(high[i]-low[i]))
	}
	if !(widest > 0) || math.IsInf(widest, 1) {
		return p // no points, or all the same
	}
	p.Window = make(surfaces.Window, 2)
	for i := range p.Window {
		unit := widest / lengths[i]
		middle, half := (low[i]+high[i])/2, max((high[i]-low[i])/2, unit/8)
		p.Window[i] = [2]float64{middle - half - 0.15*unit, middle + half + 0.15*unit}
	}
	return p
}

// startingAt returns p with the projection of x as its customary start.
func (p Plane) startingAt(x []float64) Plane {
	p.From[0], p.From[1] = p.Project(x)
	return p
}
