package render

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// Hatching in units.
const (
	hatchPitch = 4.6 // along the page's sides
	hatchWidth = 0.55
)

// hatch strokes lines from the lower left to the upper right over those cells of
// a grid that are in it. All hatching of a page is of one pattern.
func hatch(s *sheet.Sheet, x, y []vg.Length, in func(i, j int) bool) {
	if !anyCell(len(x)-1, len(y)-1, in) {
		return
	}
	var lines vg.Path
	pitch := hatchPitch * s.Unit
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
	if len(lines) > 0 {
		s.Stroke(lines, sheet.LostLine, hatchWidth*s.Unit)
	}
}

// anyCell says whether any cell of a grid is in it.
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

// hatchBox fills and hatches a box.
func hatchBox(s *sheet.Sheet, r vg.Rectangle) {
	s.Fill(shape.Box(r), sheet.LostCell)
	hatch(s, []vg.Length{r.Min.X, r.Max.X}, []vg.Length{r.Min.Y, r.Max.Y}, func(int, int) bool { return true })
}

// swatch is the box of a colour's sample around a point.
func swatch(s *sheet.Sheet, at vg.Point) vg.Rectangle {
	half := vg.Point{X: 5 * s.Unit, Y: 3.8 * s.Unit}
	return vg.Rectangle{Min: at.Sub(half), Max: at.Add(half)}
}

// lostKey and neverKey explain cells without a value.
func lostKey() sheet.KeyItem {
	return sheet.KeyItem{Name: "diverged", Mark: func(s *sheet.Sheet, at vg.Point) {
		hatchBox(s, swatch(s, at))
		s.Frame(swatch(s, at))
	}}
}

func neverKey(name string) sheet.KeyItem {
	return sheet.KeyItem{Name: name, Mark: func(s *sheet.Sheet, at vg.Point) {
		s.Fill(shape.Box(swatch(s, at)), sheet.NeverCell)
		s.Frame(swatch(s, at))
	}}
}
