package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Opener returns a function that opens the files of examples and curves that the Spec
// names.
func (s Spec) Opener(ctx context.Context) data.Opener {
	return func(path string) (io.ReadCloser, error) { return s.From.Open(ctx, path, input.Limit) }
}

// LineOn returns the ends of the slice view's line; nil ends leave the choice to the view.
func (s Spec) LineOn(m surfaces.Meta) (ends [2][]float64, err error) {
	if len(s.Line) == 0 {
		return ends, nil
	}
	from, to := s.Line[:len(s.Line)/2], s.Line[len(s.Line)/2:]
	switch {
	case len(s.Line) != 2*m.Dim:
		err = fmt.Errorf("%s has %s: give those of both ends of the line%s", m.Name, catalog.Count(m.Dim, "coordinate"), catalog.PointHint(len(s.Line), 2*m.Dim))
	case slices.Equal(from, to):
		err = errors.New("the line has no length")
	}
	return [2][]float64{from, to}, catalog.Blame("--line", catalog.JoinNumbers(s.Line), err)
}
