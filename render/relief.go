package render

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
)

// relief is a landscape seen at a slant in parallel perspective. The window is the square
// [-1, 1]², and heights go from 0 to reliefHeight. Heights are even in the loss or, where
// the levels of the contours are logarithmic, in log(loss above the least + softness).
// Without the softness the logarithm would make every minimum infinitely deep.
type relief struct {
	landscape.FilledContours
	heights  []float64 // of the grid's nodes
	low, top float64   // the values that height 0 and the greatest height stand for
	softness float64   // 0: heights are even in the loss
	centre   vg.Point  // where (0, 0, 0) is drawn
	scale    vg.Length // length on the page of a unit of space
}

// The view of a relief, and its base.
const (
	reliefSide   = 177  // nodes along a side: with fewer, a narrow ravine breaks into pits
	reliefHeight = 0.75 // where half a side of the window is 1
	basement     = 0.1  // depth of the base below height 0
	azimuth      = 28 * math.Pi / 180
	elevation    = 58 * math.Pi / 180
	softPart     = 25 // one in so many values lies less than the softness above the least
)

// newRelief samples a landscape and computes its heights. The method fit must then place
// the relief on the page.
func newRelief(sc Scene) relief {
	const spacing = landscape.SampleSpacing * reliefSide
	r := relief{FilledContours: sc.field(spacing, spacing)}
	var values []float64
	for _, v := range r.Values {
		if !math.IsInf(v, 0) {
			values = append(values, v)
		}
	}
	if len(values) > 0 {
		slices.Sort(values)
		r.low, r.top = values[0], values[len(values)-1]
		if r.Warp != nil {
			r.softness = values[len(values)/softPart] - r.low
		}
	}
	r.heights = make([]float64, len(r.Values))
	for i, v := range r.Values {
		if !math.IsInf(v, 1) || r.Undefined == nil || !r.Undefined[i] {
			r.heights[i] = r.height(v)
		}
	}
	return r
}

// height returns the height of a loss, from 0 to reliefHeight. Losses of ±Inf lie at an
// end.
func (r *relief) height(v float64) float64 {
	above := func(v float64) float64 {
		if r.softness > 0 {
			return math.Log1p(math.Max(0, v-r.low) / r.softness)
		}
		return v/2 - r.low/2 // the halves of huge values have a finite difference
	}
	h := reliefHeight * above(v) / above(r.top)
	if math.IsNaN(h) { // the landscape is flat
		return 0
	}
	return min(max(h, 0), reliefHeight)
}

// fit scales the relief so that it fills a box.
func (r *relief) fit(box vg.Rectangle) {
	r.scale, r.centre = 1, vg.Point{}
	lo, hi := r.project(0, 0, 0), r.project(0, 0, 0)
	grow := func(p vg.Point) {
		lo.X, lo.Y, hi.X, hi.Y = min(lo.X, p.X), min(lo.Y, p.Y), max(hi.X, p.X), max(hi.Y, p.Y)
	}
	for j := range r.NY {
		for i := range r.NX {
			grow(r.node(i, j))
		}
	}
	for _, c := range corners {
		grow(r.project(c[0], c[1], -basement))
	}
	size, room := hi.Sub(lo), box.Size()
	scale := min(room.X/size.X, room.Y/size.Y)
	middle := vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
	r.centre = middle.Sub(lo.Add(hi).Scale(scale / 2))
	r.scale = scale
}

// corners holds the corners of the window, the nearest to the viewer first, and
// counter-clockwise as seen from above.
var corners = [4][2]float64{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}

// project returns where a point of space is drawn.
func (r *relief) project(x, y, z float64) vg.Point {
	sin, cos := math.Sincos(azimuth)
	across, away := x*cos-y*sin, x*sin+y*cos
	return vg.Point{
		X: r.centre.X + r.scale*vg.Length(across),
		Y: r.centre.Y + r.scale*vg.Length(away*math.Sin(elevation)+z*math.Cos(elevation)),
	}
}

// side returns the coordinate, from -1 to 1, of node i of n along a side.
func side(i, n int) float64 { return 2*float64(i)/float64(n-1) - 1 }

// node returns where node (i, j) of the grid is drawn.
func (r *relief) node(i, j int) vg.Point {
	return r.project(side(i, r.NX), side(j, r.NY), r.heights[j*r.NX+i])
}

// at interpolates the height at a place of the square.
func (r *relief) at(x, y float64) float64 {
	fx, fy := (x+1)/2*float64(r.NX-1), (y+1)/2*float64(r.NY-1)
	i, j := min(max(int(fx), 0), r.NX-2), min(max(int(fy), 0), r.NY-2)
	fx, fy = fx-float64(i), fy-float64(j)
	k := j*r.NX + i
	below := r.heights[k] + fx*(r.heights[k+1]-r.heights[k])
	above := r.heights[k+r.NX] + fx*(r.heights[k+r.NX+1]-r.heights[k+r.NX])
	return below + fy*(above-below)
}

// seen reports whether a place of the square is visible: the relief does not rise above
// the ray from the place to the viewer.
func (r *relief) seen(x, y float64) bool {
	sin, cos := math.Sincos(azimuth)
	step := 1 / float64(r.NX-1)
	rise := step * math.Tan(elevation)
	z := r.at(x, y) + 0.012 // a line lies on the relief, not in it
	for math.Abs(x) <= 1 && math.Abs(y) <= 1 {
		if r.at(x, y) > z {
			return false
		}
		x, y, z = x-step*sin, y-step*cos, z+rise
	}
	return true
}

// drawRelief fills the cells from the farthest to the nearest, so that what is
// in front covers what is behind, and draws some lines of the mesh with them.
func drawRelief(s *sheet.Sheet, r relief) {
	base := make([]vg.Point, len(corners))
	for i, c := range corners {
		base[i] = r.project(c[0], c[1], -basement)
	}
	s.Stroke(shape.Polygon(base), sheet.Grid, 0.8*s.Unit)
	overlap := 0.35 * vg.Inch / vg.Length(s.DPI) // covers the seams between cells
	const every = (reliefSide - 1) / 11
	for i := r.NX - 2; i >= 0; i-- {
		for j := r.NY - 2; j >= 0; j-- {
			if r.hole(i, j) {
				continue
			}
			corners := [4]vg.Point{r.node(i, j), r.node(i+1, j), r.node(i+1, j+1), r.node(i, j+1)}
			c := r.shade(i, j)
			s.Fill(shape.Polygon(widened(corners, overlap)), c)
			line := sheet.Mix(c, sheet.FieldLine, 0.3)
			if i%every == 0 {
				s.Line([]vg.Point{corners[0], corners[3]}, line, 0.4)
			}
			if j%every == 0 {
				s.Line([]vg.Point{corners[0], corners[1]}, line, 0.4)
			}
		}
	}
}

// hole reports whether the surface has no value at a corner of a cell.
func (r *relief) hole(i, j int) bool {
	k := j*r.NX + i
	return r.Undefined != nil && (r.Undefined[k] || r.Undefined[k+1] || r.Undefined[k+r.NX] || r.Undefined[k+r.NX+1])
}

// widened moves a cell's corners away from its middle.
func widened(corners [4]vg.Point, by vg.Length) []vg.Point {
	var middle vg.Point
	for _, c := range corners {
		middle = middle.Add(c.Scale(0.25))
	}
	out := make([]vg.Point, 4)
	for i, c := range corners {
		d := c.Sub(middle)
		out[i] = c
		if length := vg.Length(math.Hypot(float64(d.X), float64(d.Y))); length > 0 {
			out[i] = c.Add(d.Scale(by / length))
		}
	}
	return out
}

// shade returns the colour of a cell: the colour of its loss, darker where the cell faces
// away from the light, which comes from the upper left.
func (r *relief) shade(i, j int) color.RGBA {
	k := j*r.NX + i
	a, b, d := r.heights[k], r.heights[k+1], r.heights[k+r.NX]
	width := 2 / float64(r.NX-1)
	nx, ny := (a-b)/width, (a-d)/width // the normal is (nx, ny, 1)
	light := (-0.5*nx + 0.25*ny + 0.8) / math.Sqrt(nx*nx+ny*ny+1) / 0.977
	value := r.Values[k]/2 + r.Values[k+r.NX+1]/2
	base := sheet.Mix(sheet.FieldLow, sheet.FieldHigh, min(max(r.Bar.At(value-r.Offset), 0), 1))
	return sheet.Mix(base, sheet.Ink, 0.45*min(max(0.82-light, 0), 1))
}
