package sweep

import (
	"runtime"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
)

// landKey is what the landscapes of cells differ in.
type landKey struct {
	x, y   float64 // of axes of the surface
	seed   int
	l1, l2 float64
}

// landKey returns the key of the landscape at a place of the axes.
func (g *Grid) landKey(s document.Spec, numbers []float64, seed int) landKey {
	key := landKey{seed: seed, l1: s.L1, l2: s.L2}
	if g.X.Kind == SurfaceKey {
		key.x = numbers[0]
	}
	if len(numbers) > 1 && g.Y.Kind == SurfaceKey {
		key.y = numbers[1]
	}
	return key
}

// resolveSurface finds the parameters of the surface that the axes and the seeds set.
func (g *Grid) resolveSurface() (err error) {
	g.firstLand = g.landKey(g.withFlags(g.numbers(0, 0)), g.numbers(0, 0), 0)
	if g.Spec.Formula != "" {
		return nil
	}
	keys := g.keysOf(SurfaceKey)
	if g.Spec.Redraw {
		keys = append(keys, "seed")
	}
	g.surface, err = catalog.SurfaceSetter(g.Spec.SurfaceName(), keys)
	return err
}

// landscape returns the landscape of a Spec at a place of the axes, with the surface of one
// of the seeds.
func (g *Grid) landscape(s document.Spec, numbers []float64, seed int) (setup.Landscape, error) {
	key := g.landKey(s, numbers, seed)
	if key == g.firstLand {
		return g.Landscape, nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if l, ok := g.landscapes[key]; ok {
		return l, nil
	}
	l, err := g.makeLandscape(s, numbers, seed)
	if err != nil {
		return l, err
	}
	most := max(2, runtime.GOMAXPROCS(0)) // as many as are worked on: their data may be large
	if g.landscapes == nil || len(g.landscapes) == most {
		g.landscapes = map[landKey]setup.Landscape{}
	}
	g.landscapes[key] = l
	return l, nil
}

// makeLandscape makes the landscape that landscape returns.
func (g *Grid) makeLandscape(s document.Spec, numbers []float64, seed int) (setup.Landscape, error) {
	examples := g.Landscape.Examples
	if g.surface == nil {
		return setup.LandscapeWith(s.Setup, examples)
	}
	for n, k := range g.AxisParams() {
		if k.Kind == SurfaceKey { // messages call the surface by its text
			s.Setup, _ = s.WithSurfaceKey(k.Key, catalog.FormatNumber(numbers[n]))
		}
	}
	if g.Spec.Redraw {
		s.Setup = s.WithSurfaceSeed(seed)
		numbers = append(numbers, float64(s.SurfaceSeed()))
	}
	f, err := g.surface(numbers, s.SurfaceName(), examples)
	if err != nil {
		return setup.Landscape{}, err
	}
	return setup.LandscapeOn(s.Setup, f, examples)
}

// VariesSurface reports whether cells have surfaces of their own.
func (g *Grid) VariesSurface() bool {
	return slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return k.Kind == SurfaceKey })
}
