package runs

import (
	"errors"
	"fmt"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/surfaces"
)

// CheckRedraw refuses --redraw where the surface has no seed or the Spec asks for one
// replicate.
func CheckRedraw(s document.Spec, m surfaces.Meta) error {
	if _, ok := s.SurfaceParam("seed"); !ok {
		return fmt.Errorf("%s has no seed to draw another by", m.Name)
	}
	if s.Seeds == 1 {
		return errors.New("is for --seeds")
	}
	return nil
}

// RedrawError turns an error into a usage error that names --redraw, a flag without a value.
func RedrawError(err error) error { return catalog.Usage("--redraw %w", err) }

// checkRedrawn refuses --redraw in a figure that cannot give each seed a surface of its
// own.
func checkRedrawn(s document.Spec, m surfaces.Meta) error {
	if s.Tune != "" {
		return errors.New("does not go with --tune, which chooses each rate on one surface")
	}
	return CheckRedraw(s, m)
}
