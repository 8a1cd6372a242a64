// Package polyline simplifies and clips lines before they are drawn, so that invisible
// detail costs neither time nor space.
package polyline

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// batchSize is the number of points simplified at a time: a line that swings to and fro
// takes quadratic time, and a long run may be such a line.
const batchSize = 512

// Simplify returns those points of a line that are needed to stay within a distance of it
// (Douglas and Peucker 1973). It keeps the ends and, in a long line, every 512th point.
func Simplify(line []vg.Point, tolerance vg.Length) []vg.Point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	type span struct{ from, to int }
	var todo []span
	for from, last := 0, len(line)-1; from < last; from += batchSize {
		to := min(from+batchSize, last)
		keep[to] = true
		todo = append(todo, span{from, to})
	}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if at, d2 := farthest(line, s.from, s.to); d2 > tolerance*tolerance {
			keep[at] = true
			todo = append(todo, span{s.from, at}, span{at, s.to})
		}
	}
	out := make([]vg.Point, 0, len(line)/4)
	for i, k := range keep {
		if k {
			out = append(out, line[i])
		}
	}
	return out
}

// farthest returns the point between two others that is farthest from the segment joining
// them, and the square of its distance.
func farthest(line []vg.Point, from, to int) (at int, d2 vg.Length) {
	a, b := line[from], line[to]
	dx, dy := b.X-a.X, b.Y-a.Y
	len2 := dx*dx + dy*dy
	d2 = -1
	for i := from + 1; i < to; i++ {
		px, py := line[i].X-a.X, line[i].Y-a.Y
		if len2 > 0 {
			f := min(max((px*dx+py*dy)/len2, 0), 1)
			px, py = px-f*dx, py-f*dy
		}
		if d := px*px + py*py; d > d2 {
			at, d2 = i, d
		}
	}
	return at, d2
}

// Clip returns the parts of a line inside a rectangle (Liang and Barsky 1984): the line itself
// where all of it lies inside.
func Clip(line []vg.Point, r vg.Rectangle) [][]vg.Point {
	if n := len(line); n > 1 && CountInside(line, r) == n {
		return [][]vg.Point{line[:n:n]}
	}
	var parts [][]vg.Point
	var part []vg.Point
	for i := 0; i+1 < len(line); i++ {
		p, q, ok := segment(line[i], line[i+1], r)
		if !ok {
			continue
		}
		if len(part) == 0 || part[len(part)-1] != p {
			if part != nil {
				parts = append(parts, part)
			}
			part = []vg.Point{p}
		}
		part = append(part, q)
	}
	if part != nil {
		parts = append(parts, part)
	}
	return parts
}

// segment returns the part of p-q inside r.
func segment(p, q vg.Point, r vg.Rectangle) (from, to vg.Point, ok bool) {
	dx, dy := q.X-p.X, q.Y-p.Y
	lo, hi := vg.Length(0), vg.Length(1)
	entry, exit := -1, -1 // the sides of r where the segment enters and leaves
	for i, side := range [4]struct{ step, room vg.Length }{
		{-dx, p.X - r.Min.X}, {dx, r.Max.X - p.X}, {-dy, p.Y - r.Min.Y}, {dy, r.Max.Y - p.Y},
	} {
		switch f := side.room / side.step; {
		case side.step == 0 && side.room < 0:
			return p, q, false
		case side.step < 0 && f > lo:
			lo, entry = f, i
		case side.step > 0 && f < hi:
			hi, exit = f, i
		}
	}
	if lo > hi {
		return p, q, false
	}
	from, to = clamp(p, r), clamp(q, r)
	if entry >= 0 {
		from = onSide(entry, vg.Point{X: p.X + lo*dx, Y: p.Y + lo*dy}, r)
	}
	if exit >= 0 {
		to = onSide(exit, vg.Point{X: p.X + hi*dx, Y: p.Y + hi*dy}, r)
	}
	return from, to, true
}

// ClipArea returns the part of a polygon inside a rectangle (Sutherland and Hodgman 1974).
func ClipArea(area []vg.Point, r vg.Rectangle) []vg.Point {
	for side := range 4 {
		within := func(p vg.Point) vg.Length { // how far
			return [4]vg.Length{p.X - r.Min.X, r.Max.X - p.X, p.Y - r.Min.Y, r.Max.Y - p.Y}[side]
		}
		var out []vg.Point
		for i, q := range area {
			p := area[(i+len(area)-1)%len(area)]
			from, to := within(p), within(q)
			if (from < 0) != (to < 0) {
				out = append(out, p.Add(q.Sub(p).Scale(from/(from-to))))
			}
			if to >= 0 {
				out = append(out, q)
			}
		}
		area = out
	}
	return area
}

// onSide moves a point to a side of r (left, right, lower, upper), which rounding misses
// where the line comes from afar.
func onSide(side int, p vg.Point, r vg.Rectangle) vg.Point {
	p = clamp(p, r)
	switch side {
	case 0:
		p.X = r.Min.X
	case 1:
		p.X = r.Max.X
	case 2:
		p.Y = r.Min.Y
	case 3:
		p.Y = r.Max.Y
	}
	return p
}

// clamp moves a point outside r to its edge.
func clamp(p vg.Point, r vg.Rectangle) vg.Point {
	return vg.Point{X: min(max(p.X, r.Min.X), r.Max.X), Y: min(max(p.Y, r.Min.Y), r.Max.Y)}
}

// Inside reports whether p is in r, its border included.
func Inside(p vg.Point, r vg.Rectangle) bool {
	return p.X >= r.Min.X && p.X <= r.Max.X && p.Y >= r.Min.Y && p.Y <= r.Max.Y
}

// Area returns the area that a closed line encloses, in either orientation.
func Area(loop []vg.Point) vg.Length {
	var twice vg.Length
	for i, p := range loop {
		q := loop[(i+1)%len(loop)]
		twice += p.X*q.Y - q.X*p.Y
	}
	return max(twice, -twice) / 2
}

// Length returns the length of a line.
func Length(line []vg.Point) vg.Length {
	var sum float64
	for i := 0; i+1 < len(line); i++ {
		sum += math.Hypot(float64(line[i+1].X-line[i].X), float64(line[i+1].Y-line[i].Y))
	}
	return vg.Length(sum)
}

// Resample returns points on a line, no further apart than a step.
func Resample(line []vg.Point, step vg.Length) []vg.Point {
	out := []vg.Point{line[0]}
	for _, q := range line[1:] {
		p := out[len(out)-1]
		length := Length([]vg.Point{p, q})
		if length < step/2 {
			continue
		}
		pieces := vg.Length(math.Ceil(float64(length / step)))
		for i := vg.Length(1); i <= pieces; i++ {
			out = append(out, p.Add(q.Sub(p).Scale(i/pieces)))
		}
	}
	return out
}

// Thin returns at most n of some points, evenly from the first to the last.
func Thin(points []vg.Point, n int) []vg.Point {
	if len(points) <= n {
		return points
	}
	out := make([]vg.Point, n)
	for i := range out {
		out[i] = points[i*(len(points)-1)/(n-1)]
	}
	return out
}

// CountInside counts the points in a rectangle.
func CountInside(points []vg.Point, r vg.Rectangle) (n int) {
	for _, p := range points {
		if Inside(p, r) {
			n++
		}
	}
	return n
}
