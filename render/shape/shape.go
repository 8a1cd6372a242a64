// Package shape makes the outlines of markers and arrows.
// A new marker is a Shape.
package shape

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Shape is a closed outline around a centre. Shapes of one radius have about
// the same area.
type Shape func(centre vg.Point, radius vg.Length) vg.Path

// Circle returns a disc: eight quadratic curves, round to 0.03 %.
func Circle(c vg.Point, r vg.Length) vg.Path {
	const eighth = math.Pi / 4
	at := func(angle float64, r vg.Length) vg.Point {
		sin, cos := math.Sincos(angle)
		return vg.Point{X: c.X + r*vg.Length(cos), Y: c.Y + r*vg.Length(sin)}
	}
	p, controls := make(vg.Path, 0, 10), make([]vg.Point, 8) // at once: a long path has many dots
	p.Move(at(0, r))
	for i := range controls {
		angle := float64(i) * eighth
		controls[i] = at(angle+eighth/2, r/vg.Length(math.Cos(eighth/2)))
		p = append(p, vg.PathComp{Type: vg.CurveComp, Pos: at(angle+eighth, r), Control: controls[i : i+1 : i+1]})
	}
	p.Close()
	return p
}

// regular returns a polygon whose corners lie at the given distances in turn, the first
// corner at an angle in turns.
func regular(corners int, turn float64, distances ...float64) Shape {
	return func(c vg.Point, r vg.Length) vg.Path {
		points := make([]vg.Point, corners)
		for i := range points {
			sin, cos := math.Sincos(2 * math.Pi * (turn + float64(i)/float64(corners)))
			d := r * vg.Length(distances[i%len(distances)])
			points[i] = vg.Point{X: c.X + d*vg.Length(cos), Y: c.Y + d*vg.Length(sin)}
		}
		return Polygon(points)
	}
}

// The markers.
var (
	Square   = regular(4, 0.125, 1.2)
	Diamond  = regular(4, 0, 1.3)
	Triangle = regular(3, 0.25, 1.4)
	Down     = regular(3, 0.75, 1.4)
	Pentagon = regular(5, 0.25, 1.15)
	Hexagon  = regular(6, 0, 1.1)
	Star     = regular(10, 0.25, 1.6, 0.62)
	Plus     = cross(0)
	Cross    = cross(0.125)
)

// cross returns a cross of four arms, the first arm at an angle in turns.
func cross(turn float64) Shape {
	return func(c vg.Point, r vg.Length) vg.Path {
		const half = 0.36 // half the width of an arm
		sin, cos := math.Sincos(2 * math.Pi * turn)
		var points []vg.Point
		for range 4 {
			for _, p := range [3][2]float64{{half, -half}, {1.3, -half}, {1.3, half}} {
				points = append(points, vg.Point{
					X: c.X + r*vg.Length(p[0]*cos-p[1]*sin),
					Y: c.Y + r*vg.Length(p[0]*sin+p[1]*cos),
				})
			}
			sin, cos = cos, -sin
		}
		return Polygon(points)
	}
}

// Arrowhead returns a triangle with the tip at a point, turned to an angle in radians.
func Arrowhead(tip vg.Point, angle float64, length vg.Length) vg.Path {
	sin, cos := math.Sincos(angle)
	at := func(along, aside vg.Length) vg.Point {
		return vg.Point{
			X: tip.X + along*vg.Length(cos) - aside*vg.Length(sin),
			Y: tip.Y + along*vg.Length(sin) + aside*vg.Length(cos),
		}
	}
	return Polygon([]vg.Point{tip, at(-length, 0.45*length), at(-0.75*length, 0), at(-length, -0.45*length)})
}

// Polygon returns the closed path through the points.
func Polygon(points []vg.Point) vg.Path {
	p := Line(points)
	p.Close()
	return p
}

// Line returns the open path through the points.
func Line(points []vg.Point) vg.Path {
	p := make(vg.Path, 0, len(points)+1)
	for i, q := range points {
		if i == 0 {
			p.Move(q)
		} else {
			p.Line(q)
		}
	}
	return p
}

// Box returns the outline of a rectangle.
func Box(r vg.Rectangle) vg.Path {
	return Polygon([]vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}})
}

// Moved returns a path shifted by a vector.
func Moved(p vg.Path, by vg.Point) vg.Path {
	return Mapped(p, func(q vg.Point) vg.Point { return q.Add(by) })
}

// Mapped returns a path with f applied to each of its points.
func Mapped(p vg.Path, f func(vg.Point) vg.Point) vg.Path {
	out := make(vg.Path, len(p))
	for i, c := range p {
		out[i] = c
		out[i].Pos = f(c.Pos)
		out[i].Control = make([]vg.Point, len(c.Control))
		for j, q := range c.Control {
			out[i].Control[j] = f(q)
		}
	}
	return out
}
