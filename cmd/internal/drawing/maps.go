package drawing

import (
	"math"
	"reflect"
	"slices"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/surfaces"
)

// alike is what a map has in common with other maps of its page, so that they read alike.
type alike struct {
	terrain.Beside
	barBeside bool // the map beside this one has the colour bar for both
}

// shareMaps tells each map on a page what it has in common with the others on the page and in
// its row.
func (g *Drawing) shareMaps() error {
	g.shareHeatMaps()
	rows, page := g.mapsInRows()
	if len(page) < 2 {
		return nil
	}
	scenes, err := scenesOf(page)
	if err != nil {
		return err
	}
	minimum := differInNotation(scenes)
	for _, row := range rows {
		shareRow(row, scenes[:len(row)], minimum)
		scenes = scenes[len(row):]
	}
	return nil
}

// mapsInRows returns the maps on a page, in rows and all.
func (g *Drawing) mapsInRows() (rows [][]*Drawing, page []*Drawing) {
	l, n := layout(g.Document, g.Style), len(g.Parts())
	var row []*Drawing
	for i, f := range g.Parts() {
		if r, ok := f.Content.(*Runs); ok && r.view.Name == "trajectory" && f.Document.Until == nil {
			row, page = append(row, f), append(page, f)
		}
		if !l.HasNext(g.Style, n, i) {
			rows, row = append(rows, row), nil
		}
	}
	return rows, page
}

// shareRow tells the maps in a row what they have in common: levels and a colour bar where they
// may, and else the kind of scale. The last of the maps has the bar.
func shareRow(row []*Drawing, scenes []render.Scene, minimum bool) {
	windows, shared := shareLevels(scenes)
	log := len(row) > 1 && !shared && slices.ContainsFunc(scenes, func(s render.Scene) bool { return roughly(s).IsLogarithmic() })
	for i, f := range row {
		if terrain.IsCostly(scenes[i].Surface) {
			continue
		}
		a := alike{Beside: terrain.Beside{Minimum: minimum, Log: log}}
		if shared {
			a.Windows, a.barBeside = slices.Delete(slices.Clone(windows), i, i+1), i < len(row)-1
		}
		f.Content.(*Runs).alike = a
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

// shareLevels returns the windows of several maps that share levels and a colour bar: those of
// one surface, none of which shows only a small part of what another shows.
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
	return windows, len(row) > 1 && most <= mostZoom*least
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
func roughly(scene render.Scene) terrain.Map {
	if len(scene.Window) != 2 || terrain.IsCostly(scene.Surface) {
		return terrain.Map{}
	}
	const pixels = 8
	return terrain.Sample(scene.Surface, scene.Surface.Meta(), scene.Window, pixels, pixels)
}
