package drawing

import (
	"context"
	"fmt"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// Grid returns the grid of a sweep or a basin map, nil of another kind.
func (g *Drawing) Grid() *sweep.Grid {
	switch c := g.Content.(type) {
	case *Sweep:
		return c.Grid
	case *Basins:
		return c.Grid
	}
	return nil
}

// cells has the methods that sweeps and basin maps share.
type cells struct{ grid *sweep.Grid }

// resolveStyle takes over the plan and the notes of the grid, and sets the style.
func (c cells) resolveStyle(g *Drawing) (err error) {
	g.Plan, g.Notes = c.grid.Plan, c.grid.Notes
	_, g.Style, err = runs.ViewOf(c.grid.Spec.Document().WithUsualSize().Spec, c.grid.Plan)
	return err
}

func (c cells) compute(ctx context.Context, _ *Drawing, done func(cells []int) error) error {
	return c.grid.Compute(ctx, c.grid.Missing(sweep.Shard{}), done)
}

func (c cells) takeResults(_ context.Context, _, from *Drawing) error {
	c.grid.TakeResults(from.Grid())
	return nil
}

func (c cells) texts() []namedText {
	texts := []namedText{{"title", &c.grid.Spec.Title}}
	for i := range c.grid.Panels {
		texts = append(texts, namedText{"names", &c.grid.Panels[i].Title})
	}
	return texts
}

func (c cells) bytes(*Drawing) float64 {
	return float64(c.grid.Cells()) * runs.BytesOfACell(len(c.grid.Columns))
}

// sharedNotes say what all cells have in common.
func sharedNotes(m *sweep.Grid) []string {
	notes := []string{catalog.Count(m.Steps, "step")}
	if seen := sharedSight(m); seen != "" {
		notes = append(notes, seen)
	}
	return notes
}

// sharedSight says in words what the steps of all cells see of the loss.
func sharedSight(m *sweep.Grid) string {
	s := m.FirstCell()
	for _, k := range m.AxisParams() {
		switch k.Key {
		case "noise":
			s.Noise = 0
		case "batch":
			s.Batches = nil
		case "clip":
			s.Clip = 0
		}
	}
	if m.Spec.Over == document.Expected {
		return runs.Sees(s, m.Landscape)
	}
	seen := runs.NoiseSeen(s, m.Landscape)
	if m.IsRandom() && !runs.SeesAtRandom(s, m.Landscape) {
		seed := fmt.Sprintf("seed %d", s.Seed)
		if seen != "" {
			seed = seen + ", " + seed
		}
		return seed
	}
	return seen
}

// axisNames are the names of keys that have a customary letter, as markup.
var axisNames = map[string]string{
	"lr": "learning rate $η$", "momentum": "momentum $β$", "beta1": "$β_1$", "beta2": "$β_2$", "eps": "$ε$", "noise": "noise $σ$",
	"batch": "batch size", "gamma": "$γ$", "rho": "$ρ$", "alpha": "$α$",
	"l1": "L1 penalty $w$", "l2": "L2 penalty $w$",
}

// mapAxis returns an axis of a grid as it is drawn.
func mapAxis(m *sweep.Grid, k sweep.AxisParam) chart.MapAxis {
	if len(k.Values) == 0 {
		return chart.MapAxis{}
	}
	name, ok := axisNames[strings.ToLower(k.Key)]
	switch {
	case k.Kind == sweep.StartKey && len(m.Meta.Axes) > 0:
		name = "start " + m.Meta.Axes[k.Coord]
	case k.Kind == sweep.StartKey && m.Meta.Dim == 2:
		name = "start " + typeset.Math([]string{"x", "y"}[k.Coord])
	case k.Kind == sweep.StartKey:
		name = "start " + typeset.Math("x_{"+k.Key[1:]+"}")
	case k.Kind == sweep.SurfaceKey:
		name = surfaceKeyName(m.Spec.Spec, k.Key)
	case !ok:
		name = typeset.Escape(strings.ReplaceAll(k.Key, "_", " "))
	}
	return chart.MapAxis{Name: name, Values: k.Values, Log: k.Log}
}

// surfaceKeyName returns what a key of the surface stands for, in words.
func surfaceKeyName(s document.Spec, key string) string {
	if in, err := catalog.Resolve("surface", catalog.Surfaces(), s.Surface); err == nil {
		if p, ok := catalog.FindParam(in.Params, key); ok {
			key, _, _ = strings.Cut(p.Doc, " [")
		}
	}
	return typeset.Escape(key)
}

// titled returns a title of the surface's name and what is shown, in the figure's language.
func titled(m *sweep.Grid, what string) string {
	return sheet.Phrase(m.Spec.Language(), m.Meta.Title) + ": " + sheet.Phrase(m.Spec.Language(), what)
}
