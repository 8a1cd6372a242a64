package runs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// Find returns the index of the run with a name: its number from 1 on, its name in the figure or in
// tables, its short name, or the name of its rule if no other run has that rule.
func (p Plan) Find(s document.Spec, name string) (int, error) {
	l := s.Speaker()
	if n, err := catalog.ParseWhole(name); err == nil {
		if n < 1 || n > len(p.Runs) {
			return 0, fmt.Errorf("there is no run %d; the figure has %s", n, catalog.Count(len(p.Runs), "run"))
		}
		return n - 1, nil
	}
	for _, of := range []func(Run) string{
		func(r Run) string { return l.Decimals(r.Title) },
		func(r Run) string { return r.Label },
		func(r Run) string { return l.Decimals(r.ShortTitle) },
		func(r Run) string { return r.Name },
	} {
		var found []int
		for i, r := range p.Runs {
			if strings.EqualFold(of(r), name) {
				found = append(found, i)
			}
		}
		switch {
		case len(found) > 1:
			return 0, fmt.Errorf("%d runs are called %s; choose one by its number, from 1 to %d", len(found), printing.Quote(name), len(p.Runs))
		case len(found) == 1:
			return found[0], nil
		}
	}
	var titles, rules []string
	for _, r := range p.Runs {
		titles, rules = append(titles, l.Decimals(r.Title)), append(rules, r.Name)
	}
	if i := slices.Index(rules, catalog.Nearest(name, rules)); i >= 0 && catalog.Nearest(name, titles) == "" {
		return 0, fmt.Errorf("unknown run %s (did you mean %s?)", printing.Quote(name), titles[i])
	}
	return 0, catalog.Unknown("run", name, titles)
}
