// Package plane cuts planes through surfaces of many dimensions. A surface and points come in;
// a Plane goes out, which is a surface of two coordinates itself, and projects trajectories.
// A further way to lay a plane becomes a function that returns a Plane, in a file of its own.
package plane

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Plane is a slice of a surface of any dimension, which is again a surface:
//
//	g(a, b) = F(Origin + a U + b V)
//
// U and V need not be orthogonal or of length 1. Make a Plane with New, Random, PCA,
// Between or Through, which refuse arguments that span no plane. A point off the plane
// has a loss of its own; Distance returns how far off the point is.
type Plane struct {
	F            surfaces.Surface
	Origin, U, V []float64
	Kind         surfaces.SliceKind
	Share        [2]float64      // shares of the variance along U and V; for PrincipalComponents only
	Window       surfaces.Window // customary window
	From         [2]float64      // customary start
}

// New returns the plane through origin along u and v, in a window that reaches 1 to
// either side of the origin. It refuses vectors that do not have f's dimension or are not
// finite, and directions that are 0 or parallel.
func New(f surfaces.Surface, origin, u, v []float64) (Plane, error) {
	if f == nil {
		return Plane{}, surfaces.ErrNil
	}
	n := f.Meta().Dim
	for _, x := range []struct {
		name  string
		value []float64
	}{{"origin", origin}, {"first direction", u}, {"second direction", v}} {
		if err := checkVector(x.name, x.value, n); err != nil {
			return Plane{}, err
		}
	}
	uu, uv, vv := floats.Dot(u, u), floats.Dot(u, v), floats.Dot(v, v)
	if !(uu > 0 && vv > 0 && uu*vv-uv*uv > 1e-12*uu*vv) {
		return Plane{}, fmt.Errorf("plane: directions of lengths %v and %v at an angle with cosine %v: must not be 0 or parallel",
			math.Sqrt(uu), math.Sqrt(vv), uv/math.Sqrt(uu*vv))
	}
	return Plane{
		F: f, Origin: slices.Clone(origin), U: slices.Clone(u), V: slices.Clone(v),
		Window: surfaces.Window{{-1, 1}, {-1, 1}},
		From:   [2]float64{0.75, -0.5},
	}, nil
}

func checkVector(name string, x []float64, n int) error {
	if len(x) != n {
		return fmt.Errorf("plane: the %s has %d coordinates, the surface %d", name, len(x), n)
	}
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("plane: coordinate %d of the %s is %v: must be finite", i+1, name, v)
		}
	}
	return nil
}

// scratch is the memory of one evaluation.
type scratch struct {
	x, g []float64
	h    *mat.SymDense
}

var pool = sync.Pool{New: func() any { return new(scratch) }}

// at takes scratch memory from the pool and writes the point (a, b) to its x.
func (p Plane) at(ab []float64) *scratch {
	w := pool.Get().(*scratch)
	n := len(p.Origin)
	w.x, w.g = slices.Grow(w.x[:0], n)[:n], slices.Grow(w.g[:0], n)[:n]
	p.Lift(w.x, ab)
	return w
}

// Lift writes the point of F's space at the coordinates (a, b) to dst.
func (p Plane) Lift(dst, ab []float64) {
	a, b := ab[0], ab[1]
	for i, o := range p.Origin {
		dst[i] = o + a*p.U[i] + b*p.V[i]
	}
}

func (p Plane) Func(ab []float64) float64 {
	w := p.at(ab)
	defer pool.Put(w)
	return p.F.Func(w.x)
}

// Grad writes D'∇F, D = [U V].
func (p Plane) Grad(dst, ab []float64) {
	w := p.at(ab)
	defer pool.Put(w)
	p.F.Grad(w.g, w.x)
	dst[0], dst[1] = floats.Dot(p.U, w.g), floats.Dot(p.V, w.g)
}

// As provides the Hessian on the plane if F is Curved, and passes on nothing else that F
// implements.
func (p Plane) As(target any) bool {
	t, ok := target.(*objective.Curved)
	return ok && objective.Adapt(t, p.F, func(f objective.Curved) objective.Curved { return curvedPlane{p, f} })
}

type curvedPlane struct {
	Plane
	curved objective.Curved
}

// Hess writes D'HD.
func (p curvedPlane) Hess(dst *mat.SymDense, ab []float64) {
	w := p.at(ab)
	defer pool.Put(w)
	if n := len(w.x); w.h == nil || w.h.SymmetricDim() != n {
		w.h = mat.NewSymDense(n, nil)
	}
	p.curved.Hess(w.h, w.x)
	var uu, uv, vv float64
	for i := range w.x {
		var hu, hv float64
		for j := range w.x {
			h := w.h.At(i, j)
			hu += h * p.U[j]
			hv += h * p.V[j]
		}
		uu += p.U[i] * hu
		uv += p.U[i] * hv
		vv += p.V[i] * hv
	}
	dst.SetSym(0, 0, uu)
	dst.SetSym(0, 1, uv)
	dst.SetSym(1, 1, vv)
}

// Validation returns the same slice of F's validation loss, or nil.
func (p Plane) Validation() surfaces.Surface {
	f, ok := objective.As[surfaces.Validated](p.F)
	if !ok {
		return nil
	}
	if p.F = f.Validation(); p.F == nil {
		return nil
	}
	return p
}

// Cost returns about how many multiplications a value takes.
func (p Plane) Cost() int { return max(surfaces.CostOf(p.F), len(p.Origin)) }

// axes returns the names of the two coordinates.
func (p Plane) axes() []string {
	switch p.Kind {
	case surfaces.RandomDirections:
		return []string{"random direction 1", "random direction 2"}
	case surfaces.PrincipalComponents:
		return []string{
			fmt.Sprintf("PC 1, %s of variance", surfaces.Percent(p.Share[0])),
			fmt.Sprintf("PC 2, %s of variance", surfaces.Percent(p.Share[1])),
		}
	case surfaces.BetweenSolutions:
		return []string{"from one solution (0) to the other (1)", "across, in the same unit"}
	case surfaces.FromStart:
		return []string{"from start (0) to end (1)", "across, in the same unit"}
	}
	return []string{"direction 1", "direction 2"}
}

func (p Plane) Meta() surfaces.Meta {
	m := p.F.Meta()
	title := map[surfaces.SliceKind]string{
		surfaces.GivenDirections:     "a slice",
		surfaces.RandomDirections:    "a random slice",
		surfaces.PrincipalComponents: "the principal components of the path",
		surfaces.BetweenSolutions:    "a slice through two solutions",
		surfaces.FromStart:           "a slice from start to end",
	}[p.Kind]
	return surfaces.Meta{
		Name:    m.Name,
		Title:   m.Title + ", " + title,
		About:   fmt.Sprintf("a plane through %d dimensions", m.Dim),
		Dim:     2,
		Axes:    p.axes(),
		Window:  slices.Clone(p.Window),
		Start:   p.From[:],
		Infimum: math.NaN(),
		Formula: "F(o + x u + y v)",
		Source:  m.Source,
		Slice:   &surfaces.Slice{Of: m, Kind: p.Kind, Share: p.Share},
	}
}
