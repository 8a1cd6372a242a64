package drawing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/runs"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/cmd/internal/sweep"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces/penalty"
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
		texts = append(texts, namedText{"names", &c.grid.Panels[i].Label}, namedText{"names", &c.grid.Panels[i].Title})
	}
	return texts
}

func (c cells) bytes(*Drawing) float64 {
	return float64(c.grid.Cells()) * runs.BytesOfACell(len(c.grid.Columns))
}

// mostDefined is the number of characters of the longest formula with definitions that a subtitle
// has room for.
const mostDefined = 80

// brief returns what all cells have in common for a brief subtitle, as markup: what common
// returns, and the noise of the gradients.
func brief(m *sweep.Grid, tuned bool) []string {
	return append(common(m, tuned, 0), escaped(nonempty(runs.GradientNoise(cellsSight(m), m.Landscape)))...)
}

// nonempty returns the texts that are not empty.
func nonempty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

// common returns the formula of the surface or else its name, where the surface stays the same,
// and the settings of the rules, as markup. It takes formulas that have definitions, too, up to a
// number of characters.
func common(m *sweep.Grid, tuned bool, defined int) []string {
	var parts []string
	l := m.Spec.Speaker()
	of := m.Meta
	if m.VariesPenalty() { // that of the first cell says nothing on the others
		of = penalty.Without(m.Landscape.Surface).Meta()
	}
	if m.Spec.FormulaText != document.None && !m.VariesSurface() && !m.Spec.Redraw && of.Formula != "" && of.Dim <= 2 && (!strings.Contains(of.Formula, " = ") || utf8.RuneCountInString(of.Formula) <= defined) {
		parts = append(parts, l.Decimals(typeset.Math("f("+strings.Join(of.Variables(), ", ")+") = "+of.Formula)))
		if m.Plan.Validation != nil {
			parts = append(parts, render.ValidationFormula(l, of, m.Plan.Validation.Meta())...)
		}
	} else if m.Spec.Title != "" {
		parts = append(parts, typeset.Escape(l.Surface(of)))
	}
	var axes []string
	for _, k := range m.AxisParams() {
		axes = append(axes, k.Key)
	}
	if tuned {
		axes = append(axes, "lr")
	}
	var all []runs.Run
	for _, p := range m.Panels {
		p.Run.Title, p.Run.ShortTitle = p.Title, p.Title
		all = append(all, p.Run)
	}
	var settings []string
	for _, s := range runs.Settings(l, all, axes, m.Spec.Title) {
		settings = append(settings, s.Text)
	}
	if len(settings) > 0 {
		parts = append(parts, l.Listed(escaped(settings)))
	}
	return parts
}

// escaped returns texts as markup.
func escaped(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = typeset.Escape(t)
	}
	return out
}

// sharedNotes say what all cells have in common besides.
func sharedNotes(m *sweep.Grid) []string {
	var notes []string
	if !slices.ContainsFunc(m.Panels, func(p sweep.Panel) bool { return !p.Run.Solves() }) {
		notes = append(notes, "")
	} else {
		notes = append(notes, m.Spec.Speaker().StepsTyped(m.Steps))
	}
	return append(notes, sharedSight(m))
}

// sharedSight says in words what the steps of all cells see of the loss.
func sharedSight(m *sweep.Grid) string {
	s := cellsSight(m)
	if m.Spec.Over == document.Expected || m.Spec.Seeds > 1 {
		return runs.Sees(s, m.Landscape)
	}
	seen := runs.NoiseSeen(s, m.Landscape)
	if m.IsRandom() && !setup.SeesAtRandom(s.Setup, m.Landscape) {
		seed := s.Speaker().Seed(s.Seed)
		if seen != "" {
			seed = seen + ", " + seed
		}
		return seed
	}
	return seen
}

// cellsSight returns the first cell without what the axes vary of what the steps see of the loss.
func cellsSight(m *sweep.Grid) document.Spec {
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
	return s
}

// axisSymbols holds the customary letters of keys, as markup.
var axisSymbols = map[string]string{"beta1": "$β_1$", "beta2": "$β_2$", "eps": "$ε$", "gamma": "$γ$", "rho": "$ρ$", "alpha": "$α$"}

// axisNames holds the names of keys, as markup.
var axisNames = map[string]func(words.Language) string{
	"lr": words.Language.LearningRate, "momentum": words.Language.MomentumAxis, "noise": words.Language.NoiseAxis, "batch": words.Language.BatchSize,
	"l1": words.Language.L1Penalty, "l2": words.Language.L2Penalty, "weight_decay": words.Language.WeightDecay,
}

// axisName returns the name of a key of a rule, a schedule or a run, as markup.
func axisName(l words.Language, key string) string {
	if name, ok := axisNames[strings.ToLower(key)]; ok {
		return name(l)
	}
	return cmp.Or(axisSymbols[strings.ToLower(key)], typeset.Escape(strings.ReplaceAll(key, "_", " ")))
}

// mapAxis returns an axis of a grid as it is drawn.
func mapAxis(m *sweep.Grid, k sweep.AxisParam) chart.MapAxis {
	if len(k.Values) == 0 {
		return chart.MapAxis{}
	}
	l := m.Spec.Speaker()
	var name string
	switch {
	case k.Kind == sweep.StartKey && len(m.Meta.Axes) > 0:
		name = l.Start(m.Meta.Axes[k.Coord])
	case k.Kind == sweep.StartKey && m.Meta.Dim == 2:
		name = l.Start(typeset.Math([]string{"x", "y"}[k.Coord]))
	case k.Kind == sweep.StartKey:
		name = l.Start(typeset.Math("x_{" + k.Key[1:] + "}"))
	case k.Kind == sweep.SurfaceKey:
		name = surfaceKeyName(m.Spec.Spec, k.Key)
	case strings.EqualFold(k.Key, "weight_decay"):
		name = decayName(l, m.Spec.Optimizers)
	default:
		name = axisName(l, k.Key)
	}
	return chart.MapAxis{Name: name, Values: k.Values, Log: k.Log}
}

// decayName names an axis of weight decays by what they do in some rules: Adam's are an L2 penalty,
// AdamW's are not.
func decayName(l words.Language, rules []string) string {
	penalties := 0
	for _, r := range rules {
		if p, ok := catalog.RuleParam(r, "weight_decay"); ok && p.Means == "penalty" {
			penalties++
		}
	}
	switch penalties {
	case 0:
		return l.WeightDecay()
	case len(rules):
		return l.L2Penalty()
	}
	return l.PenaltyOrDecay()
}

// surfaceKeyName returns what a key of the surface stands for, in words.
func surfaceKeyName(s document.Spec, key string) string {
	if in, err := catalog.Resolve("surface", catalog.Surfaces(), s.Surface); err == nil {
		if p, ok := catalog.FindParam(in.Params, key); ok {
			about, _, _ := strings.Cut(p.Doc, " [")
			key = s.Speaker().Param(p.Key, about)
		}
	}
	return typeset.Escape(key)
}

// titled returns a title of the surface's name and what is shown, in the figure's language.
func titled(m *sweep.Grid, what string) string {
	return m.Spec.Speaker().Surface(m.Meta) + ": " + what
}
