// Package surfaces holds the loss landscapes: closed-form functions with exact
// gradients and Hessians, and what is known about each (window, customary
// start, critical points, formula, source).
//
// A surface is an immutable value. Its exported fields are its parameters; the
// struct tag of a field names the key, the interval of values it takes and
// what it means:
//
//	Kappa float64 `key:"kappa" in:"[1,inf)" doc:"condition number"`
//
// A new surface is a file and a line of Catalog; further interfaces that it may have are in
// package objective.
package surfaces

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/optviz/optviz/surfaces/data"
)

// Surface is a loss that describes itself. Func, Grad and Hess have the names and
// signatures of gonum/optimize; x and dst have the surface's dimension, Grad writes into
// dst and allocates nothing. Grad is finite wherever Func is and no derivative overflows;
// at a kink Grad returns a documented subgradient.
type Surface interface {
	Func(x []float64) float64
	Grad(dst, x []float64)
	Meta() Meta
}

// ErrNil is the error of a function that needs a surface and is given nil.
var ErrNil = errors.New("no surface, but nil")

// Validated is a Surface with a second loss on the same parameters, over examples that
// training does not see. Validation returns nil if there is none.
type Validated interface {
	Validation() Surface
}

// Fitted is a Surface that is the loss of a model on data. Predict writes the output of
// the model with parameters x for one example's inputs to dst, which has Outputs()
// elements: a number, or for data with classes the probability of each class. Two classes
// share one element, the probability of class 1.
type Fitted interface {
	Data() *data.Set
	Outputs() int
	Predict(dst, x, inputs []float64)
}

// Layered is a Surface whose parameters come in groups, such as the weights into one unit
// of a network. Filters returns the groups as ranges {from, to} of coordinates.
// Coordinates in no range, such as biases, belong to no group.
type Layered interface {
	Filters() [][2]int
}

// Meta holds what is known about a surface. Each call returns new slices, which the
// caller may change. Of a loss of one's own Dim is enough, with an Infimum of NaN where it
// is unknown, because 0 is a claim; figures of a plane need a Window, too.
//
// Points holds every critical point in the window, exact to the last digit, except those
// on kinks. If Partial is true, the surface's comment tells which points are missing.
// There may be too many to mark: Rastrigin has hundreds in the plane. Minima come first,
// from the lowest upwards, then saddles, maxima and degenerate points, so that a prefix
// is the part that matters most.
type Meta struct {
	Name      string        // catalogue name, as in "three-hump-camel"
	Title     string        // for people, as in "Three-hump camel"
	Varying   []string      // parts of the Title that differ between surfaces of one Name, such as the degree of a polynomial
	Penalties string        // end of the Title about penalties, as in ", L2 0.1"; "" without penalties
	About     string        // what the surface shows, in less than 60 characters
	Dim       int           // number of coordinates
	Axes      []string      // names of the coordinates, as in {"w", "b"}; nil: x and y, or x_1, x_2, ...
	Arguments []string      // arguments of f in the Formula of a surface of more than 2 coordinates, as in {"w", "b"} with a vector w; nil: x_1, x_2, ...
	Window    Window        // customary window, one {low, high} a coordinate
	Start     []float64     // customary start of a demonstration
	Points    []Point       // known critical points in Window
	Partial   bool          // there may be more points, or curves and areas
	Curves    [][][]float64 // known curves of critical points, each as points along it
	Infimum   float64       // greatest lower bound, not only in Window; -Inf if unbounded below, NaN if unknown
	Formula   string        // right-hand side with the parameters' values: (1 - x)^2 + 100 (y - x^2)^2
	Source    string        // literature
	Slice     *Slice        // how the surface cuts another one; nil: it cuts none
}

// Variables returns the arguments of f as a formula writes them: the Arguments, the Axes if
// these are at most three and single words, and otherwise x, x and y, or x_1, …, x_n.
func (m Meta) Variables() []string {
	wordy := func(name string) bool { return strings.Contains(name, " ") }
	switch {
	case m.Dim > 2 && len(m.Arguments) > 0:
		return m.Arguments
	case len(m.Axes) > 0 && len(m.Axes) <= 3 && !slices.ContainsFunc(m.Axes, wordy):
		return m.Axes
	case m.Dim == 1:
		return []string{"x"}
	case m.Dim == 2:
		return []string{"x", "y"}
	}
	return []string{"x_1", "…", fmt.Sprintf("x_{%d}", m.Dim)}
}

// Floor returns the value from which losses are measured: the Infimum or, where it is
// unknown, the lowest minimum among the Points. It returns NaN without either, and -Inf
// where f is unbounded below.
func (m Meta) Floor() float64 {
	if !math.IsNaN(m.Infimum) {
		return m.Infimum
	}
	lowest := math.NaN()
	for _, p := range m.Points {
		if p.Kind == Minimum && !(p.Value >= lowest) {
			lowest = p.Value
		}
	}
	return lowest
}

// Point is a critical point: the gradient vanishes at X, or X is the minimum on
// a kink.
type Point struct {
	X     []float64
	Value float64
	Kind  Kind
}

// Kind classifies a critical point by the signs of the Hessian's eigenvalues.
type Kind int

// The kinds of critical points. A degenerate point has an eigenvalue 0 and
// its neighbourhood does not decide between the other three.
const (
	Minimum Kind = iota
	Saddle
	Maximum
	Degenerate
)

// String returns "minimum", "saddle", "maximum" or "degenerate".
func (k Kind) String() string {
	names := [...]string{"minimum", "saddle", "maximum", "degenerate"}
	if k < 0 || int(k) >= len(names) {
		return fmt.Sprintf("Kind(%d)", int(k))
	}
	return names[k]
}
