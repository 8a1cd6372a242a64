package live

import (
	"context"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/words"
)

// Run is a run with what a figure says of it.
type Run struct {
	Label    string       // in a figure
	Name     string       // the label without the start, which a map shows
	Apart    string       // what of the name tells the run from others of its rule; "" for none
	Rule     catalog.Rule // with its parameters
	Schedule string       // as a user types it
	optimizers.Trajectory
	Verdict string // in words; "" where it needs critical points that are not searched yet
}

// Runs computes the runs of a setup, and names them in a language.
func (l *Lab) Runs(ctx context.Context, s setup.Setup, lang words.Language) (setup.Landscape, []Run, error) {
	if s.Every == 0 {
		s.Every = 1
	}
	land, err := l.Landscape(s)
	if err != nil {
		return land, nil, err
	}
	all, err := combinations(s, land)
	if err != nil {
		return land, nil, err
	}
	descent := descentOf(s, land)
	labels, err := labelled(all, lang, descent)
	if err != nil {
		return land, nil, err
	}
	runs := make([]Run, len(all))
	err = inTime(ctx, s, func(ctx context.Context) error {
		known := land.KnownPoints()
		for i, c := range all {
			path, err := trace(ctx, s, land, c, known)
			if err != nil {
				return err
			}
			name := name(labels[i], land, lang)
			apart := strings.TrimSpace(strings.TrimPrefix(name, c.Rule.Title(lang, "", descent)))
			runs[i] = Run{labels[i], name, apart, c.Rule, c.Schedule.Text, path, lang.Verdict(path.Verdict)}
			if path.Verdict.Outcome == optimizers.Converged && path.Verdict.Point < 0 && !l.Searched(s, land) {
				runs[i].Verdict = ""
			}
		}
		return nil
	})
	return land, runs, err
}

// trace computes the run of a combination.
func trace(ctx context.Context, s setup.Setup, land setup.Landscape, c setup.Combination, known []optimizers.Point) (optimizers.Trajectory, error) {
	run, err := land.Run(s, c, known)
	if err != nil {
		return optimizers.Trajectory{}, err
	}
	run.Detailed = true
	return run.Trace(ctx)
}

// descentOf returns what gradient descent is called in a figure.
func descentOf(s setup.Setup, land setup.Landscape) words.DescentName {
	if setup.DrawsSamples(s, land) {
		return words.Catalogued.Shortened()
	}
	return words.FullDescent.Shortened()
}

// labelled returns the labels of combinations in a figure.
func labelled(all []setup.Combination, lang words.Language, descent words.DescentName) ([]string, error) {
	labels, err := setup.Label(all, setup.Drawn(lang, descent))
	for i, label := range labels {
		labels[i] = lang.Decimals(label)
	}
	return labels, err
}

// name returns a label without the start.
func name(label string, land setup.Landscape, lang words.Language) string {
	if at := strings.LastIndex(label, " "+lang.From("(")); at >= 0 && len(land.Starts) > 1 {
		return label[:at]
	}
	return label
}

// combinations returns what the runs of a setup combine, in their order, unless they are too much for a page.
func combinations(s setup.Setup, land setup.Landscape) ([]setup.Combination, error) {
	all, err := combined(s, land)
	if err != nil {
		return nil, err
	}
	return all, checkSteps(all, land)
}

// combined returns what the runs of a setup combine, however many steps they have.
func combined(s setup.Setup, land setup.Landscape) ([]setup.Combination, error) {
	if err := s.CheckNumbers(); err != nil {
		return nil, err
	}
	sizes, err := setup.BatchesOf(s, land)
	if err != nil {
		return nil, err
	}
	// Counted before rules are read, at each of the places anew.
	if err := checkRuns(len(s.Optimizers) * max(1, len(s.Schedules)) * len(sizes) * len(land.Starts)); err != nil {
		return nil, err
	}
	at := setup.Places(sizes, land.Starts)
	rules, err := setup.Rules(s, s.Optimizers, s.Optimizers, at, land)
	if err != nil {
		return nil, err
	}
	scheds, err := catalog.ParseSchedules(s.Schedules)
	if err != nil {
		return nil, err
	}
	return setup.Product(rules, scheds, at), nil
}
