package sheet

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
)

// Hatching in units.
const (
	HatchPitch = 4.6 // along the page's sides
	hatchWidth = 0.55
)

// Hatch strokes lines from the lower left to the upper right over the cells of a grid for
// which the function in holds. The lines of all hatched areas of a page continue each
// other.
func (s *Sheet) Hatch(x, y []vg.Length, in func(i, j int) bool) {
	if lines := hatching(x, y, s.Unit, in); len(lines) > 0 {
		s.Stroke(lines, LostLine, hatchWidth*s.Unit)
	}
}

// HatchNever strokes lines from the upper left to the lower right over cells without an answer, on a
// map whose colours look like that of these cells.
func (s *Sheet) HatchNever(x, y []vg.Length, in func(i, j int) bool) {
	mirrored, last := make([]vg.Length, len(x)), len(x)-1
	for i, v := range x {
		mirrored[last-i] = -v
	}
	lines := hatching(mirrored, y, s.Unit, func(i, j int) bool { return in(last-1-i, j) })
	for i := range lines {
		lines[i].Pos.X *= -1
	}
	if len(lines) > 0 {
		s.Stroke(lines, Soft, hatchWidth*s.Unit)
	}
}

// hatching returns the lines y = x + c, evenly apart, within the cells of a grid for which the
// function in holds.
func hatching(x, y []vg.Length, unit vg.Length, in func(i, j int) bool) vg.Path {
	if !anyCell(len(x)-1, len(y)-1, in) {
		return nil
	}
	var lines vg.Path
	pitch := HatchPitch * unit
	nx, ny := len(x)-1, len(y)-1
	first, last := math.Ceil(float64((y[0]-x[nx])/pitch)), math.Floor(float64((y[ny]-x[0])/pitch))
	var stops []vg.Length
	for k := first; k <= last; k++ {
		c := vg.Length(k) * pitch // the line y = x + c
		stops = append(stops[:0], x...)
		for _, v := range y {
			stops = append(stops, v-c)
		}
		slices.Sort(stops)
		i, j := -1, -1
		var from vg.Length
		open := false
		for n, at := range stops[:len(stops)-1] {
			middle := (at + stops[n+1]) / 2
			for i < nx && x[i+1] <= middle {
				i++
			}
			for j < ny && y[j+1] <= middle+c {
				j++
			}
			inside := at < stops[n+1] && i >= 0 && i < nx && j >= 0 && j < ny && in(i, j)
			switch {
			case at == stops[n+1]: // two edges meet: nothing between them
			case inside && !open:
				from, open = at, true
			case !inside && open:
				lines.Move(vg.Point{X: from, Y: from + c})
				lines.Line(vg.Point{X: at, Y: at + c})
				open = false
			}
		}
		if end := stops[len(stops)-1]; open {
			lines.Move(vg.Point{X: from, Y: from + c})
			lines.Line(vg.Point{X: end, Y: end + c})
		}
	}
	return lines
}

// anyCell reports whether the function in holds for any cell of a grid.
func anyCell(nx, ny int, in func(i, j int) bool) bool {
	for j := range ny {
		for i := range nx {
			if in(i, j) {
				return true
			}
		}
	}
	return false
}

// HatchBox fills and hatches a box.
func (s *Sheet) HatchBox(r vg.Rectangle) {
	s.Fill(shape.Box(r), LostCell)
	s.Hatch([]vg.Length{r.Min.X, r.Max.X}, []vg.Length{r.Min.Y, r.Max.Y}, func(int, int) bool { return true })
}

// Swatch returns the box around a point in which a key shows a colour.
func (s *Sheet) Swatch(at vg.Point) vg.Rectangle {
	half := vg.Point{X: 5 * s.Unit, Y: 3.8 * s.Unit}
	return vg.Rectangle{Min: at.Sub(half), Max: at.Add(half)}
}

// LostKey returns the item of a key that explains hatched cells, whose runs diverge.
func LostKey(name string) KeyItem {
	return KeyItem{Name: name, Mark: func(s *Sheet, at vg.Point) {
		s.HatchBox(s.Swatch(at))
		s.Frame(s.Swatch(at))
	}}
}

// NeverKey returns the item of a key that explains grey cells, whose runs end without an
// answer, and which are hatched where the colours of the map look like theirs.
func NeverKey(name string, hatched bool) KeyItem {
	return KeyItem{Name: name, Mark: func(s *Sheet, at vg.Point) {
		r := s.Swatch(at)
		s.Fill(shape.Box(r), NeverCell)
		if hatched {
			s.HatchNever([]vg.Length{r.Min.X, r.Max.X}, []vg.Length{r.Min.Y, r.Max.Y}, func(int, int) bool { return true })
		}
		s.Frame(s.Swatch(at))
	}}
}
