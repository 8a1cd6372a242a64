package render

import (
	"math"
	"slices"

	"github.com/optviz/optviz/render/terrain"
	"gonum.org/v1/plot/vg"
)

// relief is a landscape seen at a slant in parallel perspective. The window is the square
// [-1, 1]², and heights go from 0 to reliefHeight. Heights are even in the loss or, where
// the levels of the contours are logarithmic, in log(loss above the least + softness).
// Without the softness the logarithm would make every minimum infinitely deep.
type relief struct {
	terrain.Map
	heights  []float64 // of the grid's nodes
	low, top float64   // the values that height 0 and the greatest height stand for
	softness float64   // 0: heights are even in the loss
	centre   vg.Point  // where (0, 0, 0) is drawn
	scale    vg.Length // length on the page of a unit of space

	sin, cos   float64 // of the azimuth
	rise, flat float64 // sine and cosine of the elevation
}

// Sizes of a relief, and the part of its values that counts as low.
const (
	reliefSide   = 177  // nodes along a side: with fewer, a narrow ravine breaks into pits
	reliefHeight = 0.65 // where half a side of the window is 1
	floorDepth   = 0.65 // depth of the floor below height 0
	softPart     = 25   // one in so many values lies less than the softness above the least
)

// Viewpoint is the direction from which a relief is seen, in degrees. The azimuth turns the
// landscape counter-clockwise; the elevation goes from 0, level with the landscape, to 90,
// above it.
type Viewpoint struct{ Azimuth, Elevation float64 }

// UsualViewpoint is the viewpoint of scenes without one.
var UsualViewpoint = Viewpoint{Azimuth: 28, Elevation: 52}

// newRelief samples a landscape and computes its heights. The method fit must then place
// the relief on the page.
func newRelief(sc Scene) relief {
	const spacing = terrain.SampleSpacing * reliefSide
	r := relief{Map: sc.field(spacing, spacing)}
	from := UsualViewpoint
	if sc.Viewpoint != nil {
		from = *sc.Viewpoint
	}
	r.sin, r.cos = math.Sincos(from.Azimuth * math.Pi / 180)
	r.rise, r.flat = math.Sincos(from.Elevation * math.Pi / 180)
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

// fit scales the relief, its floor and its scale of heights so that they fill a box.
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
		grow(r.project(c[0], c[1], -floorDepth))
	}
	side := r.corner(leftmost)
	grow(r.project(side[0], side[1], reliefHeight))
	size, room := hi.Sub(lo), box.Size()
	scale := min(room.X/size.X, room.Y/size.Y)
	middle := vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
	r.centre = middle.Sub(lo.Add(hi).Scale(scale / 2))
	r.scale = scale
}

// corners holds the corners of the window, counter-clockwise as seen from above.
var corners = [4][2]float64{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}

// Which corner of the window is wanted.
const (
	foremost = iota // to the viewer
	leftmost        // on the page
)

// corner returns a corner of the window as the viewer sees it.
func (r *relief) corner(which int) [2]float64 {
	return slices.MinFunc(corners[:], func(a, b [2]float64) int {
		ax, ay := r.turned(a[0], a[1])
		bx, by := r.turned(b[0], b[1])
		if which == leftmost {
			ay, by = ax, bx
		}
		return int(math.Copysign(1, ay-by))
	})
}

// turned returns how far a place of the square is to the right of the middle, and how far
// behind it, as the viewer sees them.
func (r *relief) turned(x, y float64) (across, away float64) {
	return x*r.cos - y*r.sin, x*r.sin + y*r.cos
}

// project returns where a point of space is drawn.
func (r *relief) project(x, y, z float64) vg.Point {
	across, away := r.turned(x, y)
	return vg.Point{
		X: r.centre.X + r.scale*vg.Length(across),
		Y: r.centre.Y + r.scale*vg.Length(away*r.rise+z*r.flat),
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

// seen reports whether a place on the relief is visible.
func (r *relief) seen(x, y float64) bool {
	return r.clear(x, y, r.at(x, y)+0.012) // a line lies on the relief, not in it
}

// clear reports whether a point of space is visible: the ray from the point to the viewer
// does not cross the relief.
func (r *relief) clear(x, y, z float64) bool {
	step := 1 / float64(r.NX-1)
	climb := step * r.rise / max(r.flat, 1e-9)
	over := r.at(x, y) <= z
	for math.Abs(x) <= 1 && math.Abs(y) <= 1 {
		if (r.at(x, y) <= z) != over {
			return false
		}
		x, y, z = x-step*r.sin, y-step*r.cos, z+climb
	}
	return true
}

// hole reports whether the surface has no value at a corner of a cell.
func (r *relief) hole(i, j int) bool {
	k := j*r.NX + i
	return r.Undefined != nil && (r.Undefined[k] || r.Undefined[k+1] || r.Undefined[k+r.NX] || r.Undefined[k+r.NX+1])
}

// isEmpty reports whether the surface has no values at a corner of each cell.
func (r *relief) isEmpty() bool {
	for j := range r.NY - 1 {
		for i := range r.NX - 1 {
			if !r.hole(i, j) {
				return false
			}
		}
	}
	return true
}
