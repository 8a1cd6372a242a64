package landscape

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
)

// drawUndefined hatches the part of a panel where the surface has no values.
func drawUndefined(s *sheet.Sheet, p Plane, f terrain.Map) {
	mask, ok := f.UndefinedMask()
	if !ok {
		return
	}
	pixel := s.Pixel()
	var fill, edge vg.Path
	for _, loop := range mask.Below([]float64{0.5})[0] {
		fill = append(fill, shape.Polygon(polyline.Simplify(Points(p.Panel, loop), pixel/8))...)
		for _, line := range mask.Lines(loop) {
			edge = append(edge, shape.Line(polyline.Simplify(Points(p.Panel, line), pixel))...)
		}
	}
	s.Fill(fill, sheet.LostCell)
	s.Hatch(cellEdges(p.Min.X, p.Max.X, f.NX), cellEdges(p.Min.Y, p.Max.Y, f.NY), func(i, j int) bool { return f.Undefined[j*f.NX+i] })
	s.Stroke(edge, sheet.LostLine, 0.6*s.Unit)
}

// cellEdges returns the edges between n samples from lo to hi.
func cellEdges(lo, hi vg.Length, n int) []vg.Length {
	edges := make([]vg.Length, n+1)
	for i := range edges {
		edges[i] = min(max(lo+(hi-lo)*(vg.Length(i)-0.5)/vg.Length(n-1), lo), hi)
	}
	return edges
}

// undefinedKey draws below a colour bar the key that explains the hatching.
func undefinedKey(s *sheet.Sheet, bar sheet.Panel) {
	base := bar.Min.Y - (sheet.TickLength+sheet.TickGap)*s.Unit - s.DigitHeight()
	box := vg.Rectangle{Min: vg.Point{X: bar.Min.X, Y: base}, Max: vg.Point{X: bar.Max.X, Y: base + s.DigitHeight()}}
	s.HatchBox(box)
	s.Frame(box)
	s.Put(undefinedText(s), vg.Point{X: bar.Max.X + (sheet.TickLength+sheet.TickGap)*s.Unit, Y: base}, sheet.Ink)
}

// undefinedText typesets the name of the hatching.
func undefinedText(s *sheet.Sheet) typeset.Line {
	return s.Set(s.Lang.Undefined(), typeset.Sans, sheet.TickSize)
}
