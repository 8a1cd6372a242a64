package sweep

import (
	"runtime"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
)

// replicate returns the run of a panel at places on the axes, without what a Lane holds, on
// the surface of one of the seeds.
func (g *Grid) replicate(p Panel, i, j, seed int) (runs.Run, error) {
	r := p.Run
	if p.formulas || g.Spec.Redraw || slices.ContainsFunc(g.AxisParams(), AxisParam.perRun) {
		if err := g.setNumbers(&r, p, i, j, seed); err != nil {
			return r, err
		}
	}
	if g.Misclassified == "" && g.Spec.Over != document.Expected {
		r = r.SideBySide(len(r.Start))
	}
	r.Window, r.Known, r.Every = nil, nil, 0
	return r, nil
}

// setNumbers gives a run of a panel what the axes say at a place.
func (g *Grid) setNumbers(r *runs.Run, p Panel, i, j, seed int) error {
	numbers := g.numbers(i, j)
	s := g.withFlags(numbers)
	if err := s.CheckNumbers(); err != nil {
		return err
	}
	if err := g.setRule(r, p, i, j); err != nil {
		return err
	}
	var err error
	if r.Schedule, err = p.schedule(numbers); err != nil {
		return err
	}
	land, err := g.landscape(s, numbers, seed)
	if err != nil {
		return err
	}
	sizes, err := runs.BatchesOf(s, land)
	if err != nil {
		return err
	}
	r.Batches, r.Steps = sizes[0], sizes[0].Steps
	r.F, r.Model = runs.Objective(s, land, sizes[0]), land.Surface
	if g.VariesSurface() || g.Spec.Redraw {
		r.Start, r.Validation = land.Starts[0], nil
		if land.Validation != nil { // and not an interface that holds nil
			r.Validation = land.Validation
		}
	}
	return nil
}

// setRule gives a run of a panel the numbers of the axes and the values of formulas.
func (g *Grid) setRule(r *runs.Run, p Panel, i, j int) (err error) {
	set := p.rule
	if p.formulas {
		text, err := catalog.FillFormulas(p.Optimizer, g.settings(i, j))
		if err != nil {
			return err
		}
		rule, err := catalog.ParseRule(text)
		if err != nil {
			return err
		}
		if rule.OwnLR {
			r.LR = rule.LR
		}
		set = rule.Setter(g.keysOf(RuleKey))
	}
	r.Optimizer, err = set(g.numbers(i, j))
	return err
}

// numbers returns the values of the axes at a place.
func (g *Grid) numbers(i, j int) []float64 {
	if len(g.Y.Values) == 0 {
		return []float64{g.X.Values[i]}
	}
	return []float64{g.X.Values[i], g.Y.Values[j]}
}

// keysOf returns the key of each axis that belongs to a kind, and "" for another.
func (g *Grid) keysOf(kind KeyKind) []string {
	var keys []string
	for _, k := range g.AxisParams() {
		if k.Kind != kind {
			k.Key = ""
		}
		keys = append(keys, k.Key)
	}
	return keys
}

// withFlags returns the Spec with the flags that the axes vary.
func (g *Grid) withFlags(numbers []float64) document.Spec {
	s := g.Spec.Spec
	for n, k := range g.AxisParams() {
		if k.Kind == FlagKey {
			flagKeys[k.Key](&s, numbers[n])
		}
	}
	return s
}

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
func (g *Grid) landscape(s document.Spec, numbers []float64, seed int) (runs.Landscape, error) {
	key := g.landKey(s, numbers, seed)
	if key == g.firstLand {
		return g.Landscape, nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if l, ok := g.lands[key]; ok {
		return l, nil
	}
	l, err := g.makeLandscape(s, numbers, seed)
	if err != nil {
		return l, err
	}
	most := max(2, runtime.GOMAXPROCS(0)) // as many as are worked on: their data may be large
	if g.lands == nil || len(g.lands) == most {
		g.lands = map[landKey]runs.Landscape{}
	}
	g.lands[key] = l
	return l, nil
}

// makeLandscape makes the landscape that landscape returns.
func (g *Grid) makeLandscape(s document.Spec, numbers []float64, seed int) (runs.Landscape, error) {
	examples := g.Landscape.Examples
	if g.surface == nil {
		return runs.LandscapeWith(s, examples)
	}
	for n, k := range g.AxisParams() {
		if k.Kind == SurfaceKey { // messages call the surface by its text
			s, _ = s.WithSurfaceKey(k.Key, catalog.FormatNumber(numbers[n]))
		}
	}
	if g.Spec.Redraw {
		s = s.WithSurfaceSeed(seed)
		numbers = append(numbers, float64(s.SurfaceSeed()))
	}
	f, err := g.surface(numbers, s.SurfaceName(), examples)
	if err != nil {
		return runs.Landscape{}, err
	}
	return runs.LandscapeOn(s, f, examples)
}
