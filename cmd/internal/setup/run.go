package setup

import (
	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// Run returns the run of a combination, whose verdict knows some critical points. It refuses a
// rule that cannot step on the loss.
func (l Landscape) Run(s Setup, c Combination, known []optimizers.Point) (optimizers.Run, error) {
	loss := Objective(s, l, c.Batches)
	if err := CheckMatrices(c.Rule, l.Meta.Dim); err != nil {
		return optimizers.Run{}, err
	}
	if err := c.Rule.Try(loss, c.Start, c.Batches.Steps); err != nil {
		return optimizers.Run{}, catalog.Blame("--optimizer", c.Rule.Text, err)
	}
	return optimizers.Run{
		F:         loss,
		Optimizer: c.Rule.Value,
		LR:        c.Rule.LR,
		Schedule:  c.Schedule.Value,
		Start:     c.Start,
		Steps:     c.Batches.Steps,
		Seed:      s.Seed,
		Every:     s.Every,
		Patience:  s.Patience,
		Window:    l.bounds(),
		Known:     known,
	}, nil
}

// bounds returns the window that a run must not leave; an empty one for a model of more
// than 2 parameters, whose window limits only the picture.
func (l Landscape) bounds() surfaces.Window {
	if model := objective.Is[surfaces.Fitted](l.Surface); model && l.Meta.Dim > 2 {
		return surfaces.Window{}
	}
	return l.Window
}
