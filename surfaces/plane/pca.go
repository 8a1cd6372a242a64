package plane

import (
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/eigen"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/internal/streams"
)

// maxPCA bounds the order of the matrix whose eigenvectors PCA computes, so that PCA
// takes a fraction of a second at most.
const maxPCA = 256

// PCA returns the plane through the last point of a trajectory along the first two
// principal components of x_k - x_last (Li et al. 2018): the orthonormal directions in
// which the iterates vary most about their mean, with the shares of the variance in
// Share. x are the iterates, one after the other, each of f's dimension. The signs are
// such that the path runs from the left and from below: its first point has a <= 0 and b
// <= 0.
//
// A trajectory of more than 256 iterates in more than 256 dimensions is represented by
// 256 of them, evenly spaced. A trajectory on a line gets a random second direction,
// always the same, with a share of 0. The window covers the trajectory. PCA refuses an x
// that does not consist of points of f's dimension or does not move, and an f of one
// dimension.
func PCA(f surfaces.Surface, x []float64) (Plane, error) {
	if f == nil {
		return Plane{}, surfaces.ErrNil
	}
	n := f.Meta().Dim
	switch {
	case n < 2:
		return Plane{}, errors.New("plane: a surface of one dimension has no plane")
	case len(x) < 2*n || len(x)%n != 0:
		return Plane{}, fmt.Errorf("plane: a trajectory of %d numbers: must be at least 2 points of %d coordinates", len(x), n)
	}
	if err := checkVector("trajectory", x, len(x)); err != nil {
		return Plane{}, err
	}
	last := x[len(x)-n:]
	u, v, share, err := components(centred(x, n))
	if err != nil {
		return Plane{}, err
	}
	for _, d := range [][]float64{u, v} {
		if floats.Dot(d, x[:n])-floats.Dot(d, last) > 0 {
			floats.Scale(-1, d)
		}
	}
	p, err := New(f, last, u, v)
	if err != nil {
		return Plane{}, err
	}
	p.Kind, p.Share = surfaces.PrincipalComponents, share
	return p.Covering(x).startingAt(x[:n]), nil
}

// centred returns the rows of x, or maxPCA of them, minus their mean.
func centred(x []float64, n int) *mat.Dense {
	rows := len(x) / n
	k := rows
	if rows > maxPCA && n > maxPCA {
		k = maxPCA
	}
	c := mat.NewDense(k, n, nil)
	mean := make([]float64, n)
	for i := range k {
		at := i
		if k < rows {
			at = i * (rows - 1) / (k - 1)
		}
		row := x[at*n : (at+1)*n]
		copy(c.RawRowView(i), row)
		// Relative to the last point, so that a large common part does not round the
		// mean.
		floats.Sub(c.RawRowView(i), x[len(x)-n:])
		floats.AddScaled(mean, 1/float64(k), c.RawRowView(i))
	}
	for i := range k {
		floats.Sub(c.RawRowView(i), mean)
	}
	return c
}

// components returns the first two principal components of rows without a mean, and their
// shares of the variance. They are eigenvectors of C'C or, where there are fewer rows
// than coordinates, C' times eigenvectors of CC'.
func components(c *mat.Dense) (u, v []float64, share [2]float64, err error) {
	k, n := c.Dims()
	m := c.T()
	if k < n {
		m = c
	}
	var gram mat.SymDense
	gram.SymOuterK(1, m)
	values, vectors, err := eigen.Decompose(&gram)
	if err != nil || !(mat.Trace(&gram) > 0) {
		return nil, nil, share, errors.New("plane: the trajectory does not move")
	}

	total := floats.Sum(values)
	order := len(values)
	direction := func(i int) []float64 {
		d := mat.NewVecDense(n, nil)
		if column := vectors.ColView(order - 1 - i); k < n {
			d.MulVec(c.T(), column)
		} else {
			d.CopyVec(column)
		}
		return d.RawVector().Data
	}
	u = direction(0)
	unit(u)
	share[0] = min(1, values[order-1]/total)
	// Rounding makes eigenvalues of up to this size out of 0.
	if rounding := 1e-14 * float64(order) * values[order-1]; order > 1 && values[order-2] > rounding {
		v = direction(1)
		share[1] = values[order-2] / total
	} else {
		v = normals(streams.New(0, streams.Straight), n)
		share = [2]float64{1, 0}
	}
	unit(v)
	orthogonalise(v, u)
	unit(v)
	return slices.Clip(u), slices.Clip(v), share, nil
}

// unit gives d the length 1.
func unit(d []float64) { floats.Scale(1/floats.Norm(d, 2), d) }
