package critical

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// kinkPlaces is the largest number of gradients by which a cell is judged.
const kinkPlaces = 8

// around lists, by dimension, the neighbours of a cell at whose centers these gradients
// are taken, the neighbours at the corners first. Places nearer to the cell might miss a
// piece of f between two kinks.
var around = [2][]kinkCell{
	{{-1, 0}, {1, 0}},
	{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}, {0, -1}, {-1, 0}, {1, 0}, {0, 1}},
}

// model holds gradient and Hessian at the center of a cell, with zeros for a second
// coordinate that is missing.
type model struct {
	g      [2]float64
	h      [3]float64
	finite bool
}

// centers caches the models of the cells of one level, because each cell is the neighbour
// of eight others.
type centers map[kinkCell]model

// at returns the model of a cell, which it evaluates at the first call.
func (c centers) at(s *search, cell kinkCell, level int) model {
	d, known := c[cell]
	if !known {
		d.finite = s.look(s.place(cell, level, [2]float64{0.5, 0.5}))
		d.g, d.h = s.inPlane()
		c[cell] = d
	}
	return d
}

// mayHaveKink reports whether a critical point on a kink may be in a cell.
func (s *search) mayHaveKink(c kinkCell, level int) bool {
	const jump = 0.01 // part of the largest gradient by which gradients differ at a kink
	side := kinkSide(level)
	var there [kinkPlaces][2]float64 // the gradients at the center
	var bends [kinkPlaces][3]float64
	count, largest, apart := 0, 0.0, 0.0
	for k, by := range around[s.n-1] {
		if k == cornersOf(s.n) && apart <= jump*largest {
			break
		}
		d := s.seen.at(s, kinkCell{c[0] + by[0], c[1] + by[1]}, level)
		if !d.finite {
			continue
		}
		largest = max(largest, math.Hypot(d.g[0], d.g[1]))
		dx, dy := -side*float64(by[0]), -side*float64(by[1])
		there[count], bends[count] = [2]float64{d.g[0] + d.h[0]*dx + d.h[1]*dy, d.g[1] + d.h[1]*dx + d.h[2]*dy}, d.h
		for _, other := range there[:count] {
			apart = max(apart, math.Hypot(there[count][0]-other[0], there[count][1]-other[1]))
		}
		count++
	}
	if largest <= s.flatSlope || apart <= jump*largest {
		return false
	}
	weights, v := shortest(there[:count])
	return vanishesWithin(side, weights, v, bends, largest)
}

// vanishesWithin reports whether the shortest combination v of gradients vanishes in a
// cell: whether the same combination of the Hessians can change v by its length within
// the cell. Where two gradients combine, only the change in the direction of v counts,
// because other weights make up for the change across.
func vanishesWithin(side float64, weights [kinkPlaces]float64, v [2]float64, bends [kinkPlaces][3]float64, largest float64) bool {
	const (
		reach    = 0.75 // distance from the center, in sides, that counts as in the cell
		rounding = 1e-13
	)
	length := math.Hypot(v[0], v[1])
	if length <= rounding*largest {
		return true
	}
	h, pieces := mat.NewSymDense(2, nil), 0
	for k, w := range weights {
		if b := bends[k]; w > 0 {
			pieces++
			h.SetSym(0, 0, h.At(0, 0)+w*b[0])
			h.SetSym(0, 1, h.At(0, 1)+w*b[1])
			h.SetSym(1, 1, h.At(1, 1)+w*b[2])
		}
	}
	if pieces > 1 {
		change := math.Hypot(v[0]*h.At(0, 0)+v[1]*h.At(0, 1), v[0]*h.At(0, 1)+v[1]*h.At(1, 1)) / length
		return length <= reach*side*change
	}
	values, vectors := planeEigen(h.At(0, 0), h.At(0, 1), h.At(1, 1))
	for k, u := range vectors {
		if math.Abs(v[0]*u[0]+v[1]*u[1]) > reach*side*math.Abs(values[k])+rounding*largest {
			return false
		}
	}
	return true
}

// inPlane returns the gradient and the Hessian evaluated last, with zeros for a second
// coordinate that is missing.
func (s *search) inPlane() (g [2]float64, h [3]float64) {
	if s.n == 1 {
		return [2]float64{s.g[0]}, [3]float64{s.h.At(0, 0)}
	}
	return [2]float64{s.g[0], s.g[1]}, [3]float64{s.h.At(0, 0), s.h.At(0, 1), s.h.At(1, 1)}
}

// shortest returns the shortest convex combination of vectors in the plane, and its
// weights, of which at most two are not 0. Where the origin is inside of a triangle of
// vectors, it returns 0 without weights.
func shortest(of [][2]float64) (weights [kinkPlaces]float64, v [2]float64) {
	const rounding = 1e-14
	least, first, second, along, largest := math.Inf(1), 0, 0, 0.0, 0.0
	for i, a := range of {
		largest = max(largest, a[0]*a[0]+a[1]*a[1])
		for j, b := range of[:i] {
			dx, dy := b[0]-a[0], b[1]-a[1]
			t := 0.0
			if square := dx*dx + dy*dy; square > 0 {
				t = min(max(-(a[0]*dx+a[1]*dy)/square, 0), 1)
			}
			w := [2]float64{a[0] + t*dx, a[1] + t*dy}
			if square := w[0]*w[0] + w[1]*w[1]; square < least {
				v, least, first, second, along = w, square, i, j, t
			}
		}
	}
	for _, a := range of {
		if a[0]*v[0]+a[1]*v[1] < -rounding*largest { // vectors on all sides of the origin
			return weights, [2]float64{}
		}
	}
	weights[first] = 1 - along
	weights[second] += along
	return weights, v
}
