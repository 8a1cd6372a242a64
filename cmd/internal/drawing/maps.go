package drawing

import (
	"math"
	"reflect"
	"slices"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/surfaces"
)

// shareMaps tells each map on a page which others stand on the page and in its row, so that maps
// read alike.
func (g *Drawing) shareMaps() {
	g.shareHeatMaps()
	l, n := layout(g.Document), len(g.Parts())
	var row, page []*Drawing
	for i, f := range g.Parts() {
		if r, ok := f.Content.(*Runs); ok && r.view.Name == "trajectory" && f.Document.Until == nil {
			row, page = append(row, f), append(page, f)
			r.maps, r.pageMaps = nil, nil
		}
		if !l.HasNext(g.Style, n, i) {
			for _, f := range row {
				f.Content.(*Runs).maps = row
			}
			row = nil
		}
	}
	for _, f := range page {
		f.Content.(*Runs).pageMaps = page
	}
}

// shareHeatMaps tells each heat map of factors per step, which mean the same on every surface,
// which others stand on the page.
func (g *Drawing) shareHeatMaps() {
	var page []*Sweep
	for _, f := range g.Parts() {
		if m, ok := f.Content.(*Sweep); ok && m.WithoutRuns && len(m.Y.Values) > 0 {
			page = append(page, m)
		}
	}
	for i, m := range page {
		m.beside = slices.Delete(slices.Clone(page), i, i+1)
	}
}

// valuesBeside returns the values of the heat maps on the page that share the colours of this
// one.
func (m *Sweep) valuesBeside() (values []float64) {
	for _, other := range m.beside {
		for _, p := range other.heatMap().Panels {
			values = append(values, p.Values...)
		}
	}
	return values
}

// mostZoom is the largest ratio of the areas of windows that share levels: a map of a small part
// needs levels of its own.
const mostZoom = 4

// shareMap gives the scene of a map what it has in common with the other maps of the page.
func (r *Runs) shareMap(g *Drawing, scene *render.Scene) error {
	if len(r.pageMaps) < 2 || landscape.IsCostly(scene.Surface) {
		return nil
	}
	row, err := scenesOf(r.maps)
	if err != nil {
		return err
	}
	page, err := scenesOf(r.pageMaps)
	if err != nil {
		return err
	}
	scene.BesideMaps.Minimum = differInNotation(page)
	if len(row) < 2 {
		return nil
	}
	if windows, ok := shareLevels(row); ok {
		own := slices.Index(r.maps, g)
		scene.BesideMaps.Windows = slices.Delete(windows, own, own+1)
		scene.BarBeside = own != len(r.maps)-1
	} else {
		scene.BesideMaps.Log = slices.ContainsFunc(row, func(s render.Scene) bool { return roughly(s).IsLogarithmic() })
	}
	return nil
}

// scenesOf returns the scenes of maps, each as it is by itself.
func scenesOf(maps []*Drawing) (scenes []render.Scene, err error) {
	for _, f := range maps {
		r := f.Content.(*Runs)
		scene, err := f.Plan.Scene(f.Document.Spec, r.Paths, r.Ensembles)
		if err != nil {
			return nil, err
		}
		scenes = append(scenes, scene)
	}
	return scenes, nil
}

// shareLevels returns the windows of maps that share levels and a colour bar: those of one
// surface, none of which shows only a small part of what another shows.
func shareLevels(row []render.Scene) (windows []surfaces.Window, ok bool) {
	least, most := math.Inf(1), 0.0
	for _, scene := range row {
		w := scene.Window
		if len(w) != 2 || !reflect.DeepEqual(scene.Surface, row[0].Surface) {
			return nil, false
		}
		area := (w[0][1] - w[0][0]) * (w[1][1] - w[1][0])
		least, most = math.Min(least, area), math.Max(most, area)
		windows = append(windows, w)
	}
	return windows, most <= mostZoom*least
}

// differInNotation reports whether colour bars of maps subtract different symbols from the loss,
// or some of them subtract none.
func differInNotation(page []render.Scene) bool {
	names := map[string]bool{}
	for _, scene := range page {
		if f := roughly(scene); f.IsLogarithmic() {
			names[f.Name()] = true
		}
	}
	return len(names) > 1
}

// roughly samples the surface of a map at few points: enough to see its scale. The scale of a
// map of another dimension or of a costly surface stays unknown.
func roughly(scene render.Scene) landscape.FilledContours {
	if len(scene.Window) != 2 || landscape.IsCostly(scene.Surface) {
		return landscape.FilledContours{}
	}
	const pixels = 8
	return landscape.Sample(scene.Surface, scene.Surface.Meta(), scene.Window, pixels, pixels)
}
