package surfaces

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
)

// Plane is a slice of a surface of any dimension, which is again a surface:
//
//	g(a, b) = F(Origin + a U + b V)
//
// U and V need not be orthogonal or of length 1. Make it with NewPlane or with
// RandomPlane, PCAPlane, LinePlane or PlaneThrough, which refuse what has no
// plane. Off the plane a point has a loss of its
// own: Distance says how far it is.
type Plane struct {
	F            Surface
	Origin, U, V []float64
	Kind         PlaneKind
	Share        [2]float64    // of the variance along U and V; of PrincipalComponents only
	View         [2][2]float64 // customary window
	From         [2]float64    // customary start
}

// PlaneKind says what the directions of a Plane are.
type PlaneKind int

// The kinds of planes.
const (
	GivenDirections     PlaneKind = iota // by the caller
	RandomDirections                     // drawn at random
	PrincipalComponents                  // of a trajectory
	BetweenSolutions                     // the first from one point to another
	FromStart                            // the same, of a run's start and end
)

// NewPlane is the plane through origin along u and v, in a window of 1 around
// the origin. It refuses vectors that do not have f's dimension or are not finite,
// and directions that are 0 or parallel.
func NewPlane(f Surface, origin, u, v []float64) (Plane, error) {
	if f == nil {
		return Plane{}, errNil
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
		View: [2][2]float64{{-1, 1}, {-1, 1}},
		From: [2]float64{0.75, -0.5},
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

// planeScratch is the memory of one evaluation.
type planeScratch struct {
	x, g []float64
	h    *mat.SymDense
}

var planePool = sync.Pool{New: func() any { return new(planeScratch) }}

// at takes scratch and puts the point (a, b) into its x.
func (p Plane) at(ab []float64) *planeScratch {
	w := planePool.Get().(*planeScratch)
	w.x, w.g = sized(w.x, len(p.Origin)), sized(w.g, len(p.Origin))
	p.Lift(w.x, ab)
	return w
}

// Lift writes the point of F's space that (a, b) stands for into dst.
func (p Plane) Lift(dst, ab []float64) {
	a, b := ab[0], ab[1]
	for i, o := range p.Origin {
		dst[i] = o + a*p.U[i] + b*p.V[i]
	}
}

func (p Plane) Func(ab []float64) float64 {
	w := p.at(ab)
	defer planePool.Put(w)
	return p.F.Func(w.x)
}

// Grad is D'∇F, D = [U V].
func (p Plane) Grad(dst, ab []float64) {
	w := p.at(ab)
	defer planePool.Put(w)
	p.F.Grad(w.g, w.x)
	dst[0], dst[1] = floats.Dot(p.U, w.g), floats.Dot(p.V, w.g)
}

// As gives the plane's Hessian where F is Curved. Whatever else F has is not of the plane.
func (p Plane) As(target any) bool {
	t, ok := target.(*objective.Curved)
	return ok && objective.Adapt(t, p.F, func(f objective.Curved) objective.Curved { return curvedPlane{p, f} })
}

type curvedPlane struct {
	Plane
	curved objective.Curved
}

// Hess is D'HD.
func (p curvedPlane) Hess(dst *mat.SymDense, ab []float64) {
	w := p.at(ab)
	defer planePool.Put(w)
	w.h = sizedSym(w.h, len(w.x))
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
	setPlane(dst, uu, uv, vv)
}

// Validation is the same slice of F's validation loss, or nil.
func (p Plane) Validation() Surface {
	f, ok := objective.As[Validated](p.F)
	if !ok {
		return nil
	}
	if p.F = f.Validation(); p.F == nil {
		return nil
	}
	return p
}

// Cost is about how many multiplications a value takes.
func (p Plane) Cost() int { return max(CostOf(p.F), len(p.Origin)) }

// axes says what the coordinates are.
func (p Plane) axes() []string {
	switch p.Kind {
	case RandomDirections:
		return []string{"random direction 1", "random direction 2"}
	case PrincipalComponents:
		return []string{
			fmt.Sprintf("PC 1, %s of variance", Percent(p.Share[0])),
			fmt.Sprintf("PC 2, %s of variance", Percent(p.Share[1])),
		}
	case BetweenSolutions:
		return []string{"from one solution (0) to the other (1)", "across, in the same unit"}
	case FromStart:
		return []string{"from start (0) to end (1)", "across, in the same unit"}
	}
	return []string{"direction 1", "direction 2"}
}

// Percent writes a share with three digits, and never rounds a part to all or
// next to nothing.
func Percent(share float64) string {
	switch {
	case share > 0.999 && share < 1:
		return "> 99.9 %"
	case share > 0 && share < 0.001:
		return "< 0.1 %"
	}
	return fmt.Sprintf("%.3g %%", 100*share)
}

func (p Plane) Meta() Meta {
	m := p.F.Meta()
	title := map[PlaneKind]string{
		GivenDirections:     "a slice",
		RandomDirections:    "a random slice",
		PrincipalComponents: "the principal components of the path",
		BetweenSolutions:    "a slice through two solutions",
		FromStart:           "a slice from start to end",
	}[p.Kind]
	return Meta{
		Name:    m.Name,
		Title:   m.Title + ", " + title,
		About:   fmt.Sprintf("a plane through %d dimensions", m.Dim),
		Dim:     2,
		Axes:    p.axes(),
		Window:  p.View[:],
		Start:   p.From[:],
		Infimum: math.NaN(),
		Formula: "F(o + x u + y v)",
		Source:  m.Source,
		Plane:   &p,
	}
}
