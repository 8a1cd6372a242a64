package drawing

import (
	"context"

	"github.com/optviz/optviz/cmd/internal/document"
)

// Restyled resolves the drawing's document in other looks, and takes over what the
// drawing has computed: runs, and the cells of a map, do not depend on a theme, a
// size or a language. from is the one that the drawing was made from.
func (g *Drawing) Restyled(ctx context.Context, from document.Document, l document.Looks) (*Drawing, error) {
	restyled, err := Resolve(ctx, from.Restyled(l), g.measurer)
	if err != nil {
		return nil, err
	}
	return restyled, restyled.takeResults(ctx, g)
}

// takeResults copies the results of from, a computed drawing of the same document,
// and then measures the words that tell of them.
func (g *Drawing) takeResults(ctx context.Context, from *Drawing) error {
	for i, p := range g.Parts {
		if err := p.takeResults(ctx, from.Parts[i]); err != nil {
			return err
		}
	}
	switch {
	case len(g.Parts) > 0:
	case g.Grid != nil:
		g.Grid.TakeResults(from.Grid)
	case g.Content != nil: // its words and numbers are made together, in little time
		if err := g.Content.compute(ctx); err != nil {
			return err
		}
	default:
		g.tuning, g.Paths, g.Ensembles = from.tuning, from.Paths, from.Ensembles
		for i := range g.Plan.Runs { // tuning gave them their rates
			g.Plan.Runs[i].LR, g.Plan.Runs[i].Rule = from.Plan.Runs[i].LR, from.Plan.Runs[i].Rule
		}
	}
	return g.name(ctx)
}
