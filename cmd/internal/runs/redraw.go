package runs

import (
	"errors"
	"fmt"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/surfaces"
)

// CheckRedraw says whether the seeds of a Spec can have surfaces of their own.
func CheckRedraw(s document.Spec, m surfaces.Meta) error {
	if _, ok := s.SurfaceParam("seed"); !ok {
		return fmt.Errorf("%s has no seed to draw another by", m.Name)
	}
	if s.Seeds == 1 {
		return errors.New("is for --seeds")
	}
	return nil
}

// RedrawError blames a flag that has no value.
func RedrawError(err error) error { return catalog.Usage("--redraw %w", err) }

// checkRedrawn says whether the runs of a figure can be on surfaces of their own.
func checkRedrawn(s document.Spec, m surfaces.Meta) error {
	if s.Tune != "" {
		return errors.New("does not go with --tune, which chooses each rate on one surface")
	}
	return CheckRedraw(s, m)
}
