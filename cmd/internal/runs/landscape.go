package runs

import (
	"context"
	"errors"
	"fmt"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/surfaces/data"
)

// LandscapeOf resolves the surface, the window and the starts of a Spec. A cancelled ctx
// ends the reading of examples.
func LandscapeOf(ctx context.Context, s document.Spec) (setup.Landscape, error) {
	examples, err := examplesOf(ctx, s)
	if err != nil {
		return setup.Landscape{}, err
	}
	return setup.LandscapeWith(s.Setup, examples)
}

// examplesOf reads the examples of --points and --labels; it returns nil where the Spec
// names none. It skips a formula, which formulaLandscape refuses together with --points.
func examplesOf(ctx context.Context, s document.Spec) (*data.Set, error) {
	if s.Formula != "" {
		return nil, nil
	}
	if s.Points == "" {
		if s.Labels != "" {
			return nil, catalog.Blame("--labels", s.Labels, errors.New("goes with the images of --points"))
		}
		return nil, nil
	}
	set, err := data.Load(s.Opener(ctx), s.Points, s.Labels)
	var labels *data.LabelsError
	switch {
	case !errors.As(err, &labels):
		return set, catalog.Blame("--points", s.Points, err)
	case s.Labels == "":
		return nil, catalog.Blame("--points", s.Points, fmt.Errorf("%w; --labels names their file", err))
	}
	return nil, catalog.Blame("--labels", s.Labels, err)
}
