package runs

import (
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/surfaces"
)

// shown returns the window that contours show: the plan's or, where nobody stated a window or a
// rate and the runs use a small part of the surface's window, the part around the runs and all
// lowest minima, of which none is lost unseen. The part has the shape of the window and lies in it.
func (p Plan) shown(s document.Spec, paths []optimizers.Trajectory) surfaces.Window {
	const (
		room = 1.5 // times the extent of what is shown
		much = 0.7 // of the window's side, from which on the window stays
	)
	if !p.picked || len(s.Window) > 0 || s.Formula != "" || p.Meta.Dim != 2 || p.Seeds > 1 || len(p.Runs) == 0 {
		return p.Window
	}
	box := p.extent(paths)
	part := 0.0
	for i, side := range p.Window {
		part = max(part, room*(box[i][1]-box[i][0])/(side[1]-side[0]))
	}
	if !(part > 0 && part < much) {
		return p.Window
	}
	out := make(surfaces.Window, 2)
	for i, side := range p.Window {
		half := part * (side[1] - side[0]) / 2
		middle := min(max((box[i][0]+box[i][1])/2, side[0]+half), side[1]-half)
		out[i] = [2]float64{middle - half, middle + half}
	}
	return out
}

// extent returns the smallest box around the iterates and the lowest minima in the window.
func (p Plan) extent(paths []optimizers.Trajectory) surfaces.Window {
	box := surfaces.Window{{math.Inf(1), math.Inf(-1)}, {math.Inf(1), math.Inf(-1)}}
	add := func(x []float64) {
		for i := range box {
			box[i] = [2]float64{min(box[i][0], x[i]), max(box[i][1], x[i])}
		}
	}
	for _, path := range paths {
		for k := range path.Len() {
			if x := path.At(k); p.Window.Contains(x) {
				add(x)
			}
		}
	}
	lowest := landscape.Lowest(p.Meta.Points)
	best := slices.DeleteFunc(slices.Clone(p.Meta.Points), func(q surfaces.Point) bool {
		return q.Kind != surfaces.Minimum || q.Value > lowest+1e-9*math.Max(1, math.Abs(lowest)) || !p.Window.Contains(q.X)
	})
	for _, m := range best {
		add(m.X)
	}
	return box
}
