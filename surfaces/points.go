package surfaces

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// critical moves approximate critical points of a surface in the plane to the last digit
// by Newton's method, evaluates, classifies and sorts them. A surface therefore lists its
// points with only the digits that distinguish them.
func critical(f objective.Curved, near [][2]float64) []Point {
	h := mat.NewSymDense(2, nil)
	points := make([]Point, len(near))
	for i, start := range near {
		x := start[:]
		polish(f, h, x)
		points[i] = Point{X: x, Value: ValueAt(f, x), Kind: kindOf(h)}
	}
	return SortPoints(points)
}

// polish moves x by Newton steps while the steps are longer than rounding and still
// shrink. It leaves the Hessian at x in h.
func polish(f objective.Curved, h *mat.SymDense, x []float64) {
	const rounding = 4e-16
	var g [2]float64
	for last := math.Inf(1); ; {
		f.Grad(g[:], x)
		f.Hess(h, x)
		xx, xy, yy := h.At(0, 0), h.At(0, 1), h.At(1, 1)
		det := xx*yy - xy*xy
		dx, dy := (yy*g[0]-xy*g[1])/det, (xx*g[1]-xy*g[0])/det
		step := math.Hypot(dx, dy)
		if step < rounding*math.Hypot(x[0], x[1]) || !(step < last) {
			return
		}
		x[0] -= dx
		x[1] -= dy
		last = step
	}
}

// kindOf classifies a critical point by the signs of the eigenvalues of its 2x2 Hessian:
// the determinant is their product, and xx has their common sign.
func kindOf(h *mat.SymDense) Kind {
	xx, xy, yy := h.At(0, 0), h.At(0, 1), h.At(1, 1)
	switch det := xx*yy - xy*xy; {
	case det < 0:
		return Saddle
	case det > 0 && xx > 0:
		return Minimum
	case det > 0:
		return Maximum
	}
	return Degenerate
}

// SortPoints sorts points in place by kind and value, as in Meta, and returns them. The
// sort is stable.
func SortPoints(points []Point) []Point {
	slices.SortStableFunc(points, func(a, b Point) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value))
	})
	return points
}

// mirrored adds to points their mirror images, for a surface that is even in each
// coordinate about the center (c, c), and sorts them.
func mirrored(c float64, points []Point) []Point {
	for axis := range 2 {
		for _, p := range points {
			if p.X[axis] != c {
				x := slices.Clone(p.X)
				x[axis] = 2*c - x[axis]
				points = append(points, Point{x, p.Value, p.Kind})
			}
		}
	}
	return SortPoints(points)
}

// opposite adds to points their images under x -> -x, for a surface with f(-x) = f(x),
// and sorts them.
func opposite(points []Point) []Point {
	for _, p := range points {
		if x, y := p.X[0], p.X[1]; x != 0 || y != 0 {
			points = append(points, Point{[]float64{-x, -y}, p.Value, p.Kind})
		}
	}
	return SortPoints(points)
}

// maxPoints bounds the lists of critical points that grow like c^n.
const maxPoints = 1000

// sumPoints lists the critical points of f(x) = Σ_i g(x_i), given the minima of g, from
// the lowest upwards, and its maxima. A point is a minimum or maximum of f if all its
// coordinates are minima or maxima of g, and otherwise a saddle. If there are more than
// maxPoints, sumPoints returns only the global minimum and the minima in which one
// coordinate moves to one of the next `around` minima of g.
func sumPoints(f Surface, n, around int, minima, maxima []float64) []Point {
	all := slices.Concat(minima, maxima)
	count := math.Pow(float64(len(all)), float64(n))
	if count > maxPoints {
		return nextToGlobal(f, n, minima[0], minima[1:1+around])
	}
	points := make([]Point, int(count))
	for k := range points {
		x := make([]float64, n)
		tops := 0
		for i, digits := n-1, k; i >= 0; i, digits = i-1, digits/len(all) {
			d := digits % len(all)
			x[i] = all[d]
			if d >= len(minima) {
				tops++
			}
		}
		kind := Saddle
		switch tops {
		case 0:
			kind = Minimum
		case n:
			kind = Maximum
		}
		points[k] = Point{x, ValueAt(f, x), kind}
	}
	return SortPoints(points)
}

func nextToGlobal(f Surface, n int, lowest float64, next []float64) []Point {
	x := fill(n, lowest)
	points := []Point{{x, ValueAt(f, x), Minimum}}
	for i := range n {
		for _, t := range next {
			x := fill(n, lowest)
			x[i] = t
			points = append(points, Point{x, ValueAt(f, x), Minimum})
		}
	}
	return SortPoints(points)
}
