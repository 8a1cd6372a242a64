package runs

import (
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
)

// names returns the names of the runs in a notation: those of the Spec or, without any,
// labels.
func names(s document.Spec, combinations []setup.Combination, l setup.Notation) ([]string, error) {
	labels, err := setup.Label(combinations, l)
	switch {
	case err != nil || len(s.Names) == 0:
		return labels, err
	case len(s.Names) != len(labels):
		return nil, catalog.Usage("names has %s for %s: %s", catalog.Count(len(s.Names), "text"), catalog.Count(len(labels), "run"), strings.Join(labels, ", "))
	}
	for _, name := range s.Names {
		if err := s.CheckTitle(name); err != nil {
			return nil, catalog.Blame("names", name, err)
		}
	}
	return s.Names, nil
}
