package runs

import (
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// SideBySide returns the run with a loss that evaluates many points at once, if the rule
// treats each coordinate by itself and the dimension is small.
func (r Run) SideBySide(dim int) Run {
	const most = 16 // coordinates whose states fit into the first-level cache for all runs of a batch
	if optimizers.TraitsOf(r.Optimizer).ElementWise && dim <= most {
		r.F = sideBySide(r.F)
		if v, ok := r.Validation.(surfaces.Surface); ok {
			r.Validation = surfaces.Vectorize(v)
		}
	}
	return r
}

// sideBySide returns a loss, with noise or without, that evaluates many points at once.
func sideBySide(f objective.Objective) objective.Objective {
	switch f := f.(type) {
	case optimizers.Noisy:
		f.F = sideBySide(f.F)
		return f
	case surfaces.Surface:
		return surfaces.Vectorize(f)
	}
	return f
}
