package figure

import (
	"image/color"
	"math"
	"sort"

	"gonum.org/v1/plot/vg"
)

// Trail is a line that grows as a run goes on, for formats that draw it themselves.
type Trail struct {
	Run    int // which of the Film's Runs
	Points []vg.Point
	Places []float64 // where on the run's axis each point is, ascending
	Clip   vg.Rectangle

	Color color.RGBA
	Under color.RGBA  // of the gaps of a dashed line
	Halo  color.RGBA  // of a wider line below; transparent: there is none
	Rim   color.RGBA  // about head
	Width vg.Length   // of the line
	Wide  vg.Length   // of the halo
	Dash  []vg.Length // lengths on and off
	Head  vg.Path     // what ends it, about the origin; nil: nothing
	Dot   vg.Path     // what marks some of its points, likewise
	Dots  []int       // which
}

// Late is what is to be seen from a place on.
type Late struct {
	Since float64
	Marks []Mark
}

// FilmRun is what is told of a run of a Film.
type FilmRun struct {
	Label  string
	Color  color.RGBA
	Places []float64 // of its rows
	Steps  []int
	Loss   []float64
	Rate   []float64
}

// thinned leaves out points that are hardly a step from the last one left, but not
// the ends and what is marked.
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

// seen is how many points there are up to a place.
func (t Trail) seen(place float64) int {
	return sort.Search(len(t.Places), func(i int) bool { return t.Places[i] > place })
}
