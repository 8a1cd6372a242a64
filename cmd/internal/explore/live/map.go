package live

import (
	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/terrain"
)

// Map returns the map of a setup's surface for a picture of a size in pixels, with the levels
// that plot would give the map.
func (l *Lab) Map(s setup.Setup, width, height float64) (terrain.Map, error) {
	land, err := l.Landscape(s)
	if err != nil {
		return terrain.Map{}, err
	}
	if land.Meta.Dim != 2 {
		return terrain.Map{}, catalog.Usage("%s has %s: only two make a map", land.Meta.Name, catalog.Count(land.Meta.Dim, "coordinate"))
	}
	return terrain.Sample(land.Surface, land.Meta, land.Window, width, height), nil
}

// Bounds of the number of places of a slice.
const (
	leastPlaces = 2
	mostPlaces  = 5000
)

// Slice returns the losses of a setup's surface at n even places of the straight line from one point
// to another.
func (l *Lab) Slice(s setup.Setup, from, to []float64, n int) ([]float64, error) {
	land, err := l.Landscape(s)
	if err != nil {
		return nil, err
	}
	if d := land.Meta.Dim; len(from) != d || len(to) != d {
		return nil, catalog.Usage("%s has %s, but a slice goes from %v to %v", land.Meta.Name, catalog.Count(d, "coordinate"), from, to)
	}
	if n < leastPlaces || n > mostPlaces {
		return nil, catalog.Usage("%d places of a slice: must be from %d to %d", n, leastPlaces, mostPlaces)
	}
	losses, x := make([]float64, n), make([]float64, len(from))
	for i := range losses {
		part := float64(i) / float64(n-1)
		for k := range x {
			x[k] = (1-part)*from[k] + part*to[k]
		}
		losses[i] = land.Surface.Func(x)
	}
	return losses, nil
}

// Line is a line in the coordinates of the window: x and y in turn.
type Line []float64

// lineOf returns a line through points.
func lineOf(points [][2]float64) Line {
	line := make(Line, 0, 2*len(points))
	for _, p := range points {
		line = append(line, p[0], p[1])
	}
	return line
}

// LevelLines returns the lines of each level of a map.
func LevelLines(m terrain.Map) [][]Line {
	all := make([][]Line, len(m.Levels))
	for i, region := range m.Below(m.Levels) {
		for _, loop := range region {
			for _, points := range m.Lines(loop) {
				all[i] = append(all[i], lineOf(points))
			}
		}
	}
	return all
}

// UndefinedArea returns the outlines of the area of a map where the surface has no values, each
// closed without its first point repeated. The non-zero rule fills the area.
func UndefinedArea(m terrain.Map) []Line {
	mask, ok := m.UndefinedMask()
	if !ok {
		return nil
	}
	var outlines []Line
	for _, loop := range mask.Below([]float64{0.5})[0] {
		outlines = append(outlines, lineOf(loop))
	}
	return outlines
}
