package measure

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// Along returns the loss at a part of the way along the line of a slice.
func (f *Figure) Along(part float64) (float64, error) {
	a, b := f.Plan.Line[0], f.Plan.Line[1]
	if a == nil {
		return 0, errors.New("no line")
	}
	x := slices.Clone(a)
	floats.AddScaled(x, part, b)
	floats.AddScaled(x, -part, a)
	return f.Plan.Surface.Func(x), nil
}

// Points returns the number of known critical points of a kind: minimum, saddle, maximum.
func (f *Figure) Points(kind string) (int, error) {
	n := 0
	for _, p := range f.Plan.Meta.Points {
		if p.Kind.String() == kind {
			n++
		}
	}
	return n, nil
}

// point returns a known critical point, counted from 1 in the order of the surface.
func (f *Figure) point(i int) (surfaces.Point, error) {
	if i < 1 || i > len(f.Plan.Meta.Points) {
		return surfaces.Point{}, fmt.Errorf("no critical point %d of %d", i, len(f.Plan.Meta.Points))
	}
	return f.Plan.Meta.Points[i-1], nil
}

// PointX returns coordinate i, from 1, of a critical point, without what rounding leaves of a 0.
func (f *Figure) PointX(point, i int) (float64, error) {
	p, err := f.point(point)
	if err != nil {
		return 0, err
	}
	if i < 1 || i > len(p.X) {
		return 0, fmt.Errorf("no coordinate %d of %d", i, len(p.X))
	}
	return f.unrounded(i, p.X[i-1]), nil
}

// PointLoss returns the loss at a critical point.
func (f *Figure) PointLoss(point int) (float64, error) {
	p, err := f.point(point)
	return p.Value, err
}

// PointCurvature returns eigenvalue i, from 1 and the smallest, of the Hessian at a
// critical point.
func (f *Figure) PointCurvature(point, i int) (float64, error) {
	p, err := f.point(point)
	if err != nil {
		return 0, err
	}
	curved, ok := objective.As[objective.Curved](f.Plan.Surface)
	if !ok || i < 1 || i > len(p.X) {
		return 0, fmt.Errorf("no curvature %d of %s", i, f.Plan.Meta.Name)
	}
	values := slices.Sorted(slices.Values(critical.Eigenvalues(curved, p.X)))
	return values[i-1], nil
}

// At returns the loss at a point.
func (f *Figure) At(x ...float64) (float64, error) {
	if len(x) != f.Plan.Meta.Dim {
		return math.NaN(), fmt.Errorf("%d coordinates of %d", len(x), f.Plan.Meta.Dim)
	}
	return f.Plan.Surface.Func(x), nil
}

// Sharpness returns the largest eigenvalue of the Hessian of the loss where a run ends.
func (f *Figure) Sharpness(run int) (float64, error) {
	t, err := f.path(run)
	if err != nil {
		return 0, err
	}
	return critical.LargestCurvature(f.Plan.Surface, t.At(t.Len()-1)), nil
}
