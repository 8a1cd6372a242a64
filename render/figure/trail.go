package figure

import (
	"image/color"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/plot/vg"
)

// Trail is a line that grows during a run, for formats that draw growing lines.
type Trail struct {
	Run    int // which of the Film's Runs
	Points []vg.Point
	Places []float64 // the place of each point on the run's axis, ascending
	Clip   vg.Rectangle

	Color color.RGBA
	Halo  color.RGBA  // colour of a wider line below; transparent for none
	Rim   color.RGBA  // colour of the head's border
	Width vg.Length   // of the line
	Wide  vg.Length   // of the halo
	Dash  []vg.Length // lengths on and off
	Head  vg.Path     // the mark at the line's end, around the origin; nil for none
	Dot   vg.Path     // the mark at some points, around the origin
	Dots  []int       // indices of the points with a dot
}

// Late holds marks that appear at a place and stay.
type Late struct {
	Since float64
	Marks []Mark
}

// FilmRun holds the data of a run that a film's player shows.
type FilmRun struct {
	Label  string
	Color  color.RGBA
	Places []float64 // place of each row of the run
	Steps  []int
	Loss   []float64
	Rate   []float64
}

// Same reports whether another figure shows the same run: one of the same colour and losses.
func (r FilmRun) Same(o FilmRun) bool {
	return r.Color == o.Color && slices.Equal(r.Places, o.Places) && slices.Equal(r.Loss, o.Loss)
}

// thinned drops points closer than least to the last point kept, except the ends and the
// points with dots.
func (t Trail) thinned(least vg.Length) Trail {
	out := t
	out.Points, out.Places, out.Dots = nil, nil, nil
	dot := 0
	for i, q := range t.Points {
		marked := dot < len(t.Dots) && t.Dots[dot] == i
		if n := len(out.Points); !marked && n > 0 && i < len(t.Points)-1 {
			last := out.Points[n-1]
			if math.Hypot(float64(q.X-last.X), float64(q.Y-last.Y)) < float64(least) {
				continue
			}
		}
		if marked {
			out.Dots = append(out.Dots, len(out.Points))
			dot++
		}
		out.Points, out.Places = append(out.Points, q), append(out.Places, t.Places[i])
	}
	return out
}

// seen returns the number of points up to a place.
func (t Trail) seen(place float64) int {
	return sort.Search(len(t.Places), func(i int) bool { return t.Places[i] > place })
}
