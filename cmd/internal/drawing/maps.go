package drawing

import (
	"math"
	"reflect"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/surfaces"
)

// shareMaps tells each map on a page which others stand in its row, so that maps of one surface
// may share levels and a colour bar.
func (g *Drawing) shareMaps() {
	l, n := layout(g.Document), len(g.Parts())
	var row []*Drawing
	for i, f := range g.Parts() {
		if r, ok := f.Content.(*Runs); ok && r.view.Name == "trajectory" && f.Document.Until == nil {
			row = append(row, f)
			r.maps = nil
		}
		if !l.HasNext(g.Style, n, i) {
			for _, f := range row {
				f.Content.(*Runs).maps = row
			}
			row = nil
		}
	}
}

// mostZoom is the largest ratio of the areas of windows that share levels: a map of a small part
// needs levels of its own.
const mostZoom = 4

// shareMap gives the scene of a map the windows of the maps in its row if all of them show one
// surface. The last of them has the colour bar.
func (r *Runs) shareMap(g *Drawing, scene *render.Scene) error {
	if len(r.maps) < 2 || landscape.IsCostly(scene.Surface) {
		return nil
	}
	least, most := math.Inf(1), 0.0
	var beside []surfaces.Window
	for _, other := range r.maps {
		o := other.Content.(*Runs)
		also, err := other.Plan.Scene(other.Document.Spec, o.Paths, o.Ensembles)
		if err != nil {
			return err
		}
		w := also.Window
		if len(w) != 2 || !reflect.DeepEqual(also.Surface, scene.Surface) {
			return nil
		}
		area := (w[0][1] - w[0][0]) * (w[1][1] - w[1][0])
		least, most = math.Min(least, area), math.Max(most, area)
		if other != g {
			beside = append(beside, w)
		}
	}
	if most <= mostZoom*least {
		scene.BesideMaps, scene.BarBeside = beside, g != r.maps[len(r.maps)-1]
	}
	return nil
}
