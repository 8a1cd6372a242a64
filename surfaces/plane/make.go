package plane

import (
	"errors"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/internal/streams"
)

// Random returns the plane through centre along two random directions, whose coordinates are
// normal and drawn from a stream of the seed. It scales each filter of a direction to the
// length of the same filter of centre, so that the scale of the weights does not decide how
// sharp the minimum looks. Coordinates in no filter, such as biases, do not move (Li et al.
// 2018, and their code). If f is not Layered, Random scales the whole direction to the
// length of centre, or to 1 if centre is 0. The window reaches 1 to either side of the
// centre: along centre itself it would reach from weights of 0 to twice the weights.
func Random(f surfaces.Surface, centre []float64, seed uint64) (Plane, error) {
	if f == nil {
		return Plane{}, surfaces.ErrNil
	}
	if err := checkVector("centre", centre, f.Meta().Dim); err != nil {
		return Plane{}, err
	}
	filters := [][2]int{}
	if l, ok := objective.As[surfaces.Layered](f); ok {
		filters = l.Filters()
	}
	rng := streams.New(seed, streams.Directions)
	u, v := normals(rng, len(centre)), normals(rng, len(centre))
	for _, d := range [][]float64{u, v} {
		normalise(d, centre, filters)
	}
	p, err := New(f, centre, u, v)
	if err != nil {
		return Plane{}, err
	}
	p.Kind = surfaces.RandomDirections
	return p, nil
}

// normals draws n numbers from N(0, 1).
func normals(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = rng.NormFloat64()
	}
	return x
}

// normalise scales each filter of d to the length of the same filter of x, and sets the
// other coordinates to 0. Without filters it scales d to the length of x, or to 1 if x is 0.
func normalise(d, x []float64, filters [][2]int) {
	if len(filters) == 0 {
		length := floats.Norm(x, 2)
		if length == 0 {
			length = 1
		}
		floats.Scale(length/floats.Norm(d, 2), d)
		return
	}
	raw := slices.Clone(d)
	clear(d)
	for _, f := range filters {
		part := raw[f[0]:f[1]]
		scale := floats.Norm(x[f[0]:f[1]], 2) / floats.Norm(part, 2)
		floats.AddScaled(d[f[0]:f[1]], scale, part)
	}
}

// Between returns the plane through two solutions p and q. Coordinate a is 0 at p and 1 at
// q. Coordinate b runs along a random direction, drawn from a stream of the seed, which is
// orthogonal to the line and as long as the way from p to q, so that both axes have one
// unit.
func Between(f surfaces.Surface, p, q []float64, seed uint64) (Plane, error) {
	return through(f, p, q, normals(streams.New(seed, streams.Across), len(p)))
}

// Through does what Between does, but b points to the side of a third point, which then lies
// on the plane with b > 0.
func Through(f surfaces.Surface, p, q, third []float64) (Plane, error) {
	if err := checkVector("third point", third, len(p)); err != nil {
		return Plane{}, err
	}
	toward := slices.Clone(third)
	floats.Sub(toward, p)
	plane, err := through(f, p, q, toward)
	if err != nil {
		return Plane{}, err
	}
	return plane.Covering(p, q, third), nil
}

func through(f surfaces.Surface, p, q, toward []float64) (Plane, error) {
	if f == nil {
		return Plane{}, surfaces.ErrNil
	}
	n := f.Meta().Dim
	if err := errors.Join(checkVector("first solution", p, n), checkVector("second solution", q, n)); err != nil {
		return Plane{}, err
	}
	u := slices.Clone(q)
	floats.Sub(u, p)
	length := floats.Norm(u, 2)
	if length == 0 {
		return Plane{}, errors.New("plane: the two solutions are the same point")
	}
	v, size := slices.Clone(toward), floats.Norm(toward, 2)
	orthogonalise(v, u)
	if left := floats.Norm(v, 2); left > 1e-9*size {
		floats.Scale(length/left, v)
	} else {
		return Plane{}, errors.New("plane: the three points are on one line")
	}
	orthogonalise(v, u) // once more, against rounding
	plane, err := New(f, p, u, v)
	if err != nil {
		return Plane{}, err
	}
	plane.Kind = surfaces.BetweenSolutions
	plane.From = [2]float64{0, 0}
	return plane.Covering(p, q), nil
}

// orthogonalise subtracts from v its component along u.
func orthogonalise(v, u []float64) {
	floats.AddScaled(v, -floats.Dot(u, v)/floats.Dot(u, u), u)
}
