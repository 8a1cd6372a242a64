package sweep

import (
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// replicate returns the run of a panel at places on the axes, without what a Variant holds, on
// the surface of one of the seeds.
func (g *Grid) replicate(p Panel, i, j, seed int) (runs.Run, error) {
	r := p.Run
	if p.formulas || g.Spec.Redraw || slices.ContainsFunc(g.AxisParams(), AxisParam.changesRun) {
		if err := g.setNumbers(&r, p, i, j, seed); err != nil {
			return r, err
		}
	}
	if !g.kind.readsSurface() {
		r = r.SideBySide(len(r.Start))
	}
	r.Window, r.Known, r.Every = surfaces.Window{}, []optimizers.Point{}, 0
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
	sizes, err := setup.BatchesOf(s.Setup, land)
	if err != nil {
		return err
	}
	r.Batches, r.Steps = sizes[0], sizes[0].Steps
	r.F, r.Model = setup.Objective(s.Setup, land, sizes[0]), land.Surface
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
			flagKeys[k.Key].set(&s, numbers[n])
		}
	}
	return s
}

// run returns the run of a panel at places on the axes, without the rate and the start that a
// Variant holds.
func (g *Grid) run(p Panel, i, j int) (runs.Run, error) { return g.replicate(p, i, j, 0) }

// place returns the panel of a cell and its places on the axes.
func (g *Grid) place(cell int) (panel, i, j int) {
	nx, ny := len(g.X.Values), max(1, len(g.Y.Values))
	return cell / (nx * ny), cell % nx, cell / nx % ny
}

// CellRun returns the run of a cell's first seed.
func (g *Grid) CellRun(cell int) (runs.Run, error) {
	panel, i, j := g.place(cell)
	r, err := g.run(g.Panels[panel], i, j)
	if err == nil {
		variant := g.variants(nil, cell)[0]
		r.LR, r.Start = variant.LR, variant.Start
	}
	return r, err
}

// IsRandom reports whether some runs take random steps.
func (g *Grid) IsRandom() bool {
	for _, p := range g.Panels {
		if objective.Is[objective.Random](p.Run.F) {
			return true
		}
	}
	return slices.ContainsFunc(g.AxisParams(), func(k AxisParam) bool { return flagKeys[k.Key].isRandom })
}
