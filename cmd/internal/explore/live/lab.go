package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/words"
)

// Lab answers what the page asks. It keeps the last landscape, whose critical points are not
// searched again while only rules and starts change. The zero value is ready for use.
type Lab struct {
	// Moving leaves out the search for critical points, which takes up to seconds: a surface has those
	// of its last window. The page asks so while its reader moves the window or types a formula.
	Moving bool

	key     string // says what land was made from; "" before the first
	surface string // the part of key without the window
	land    setup.Landscape
}

// Limits of a state, which may come from a link: what a page can compute and show.
const (
	mostRuns  = 40
	mostSteps = 100_000
	mostWork  = 8_000_000 // coordinates of all steps of all runs, which are 64 MB, and as much for gradients and states
	mostText  = 2000      // characters of a formula or a rule
)

// Landscape returns the surface of a setup with its window, its starts and the critical points
// in the window.
func (l *Lab) Landscape(ctx context.Context, s setup.Setup) (setup.Landscape, error) {
	if err := checkTexts(s); err != nil {
		return setup.Landscape{}, err
	}
	surface := fmt.Sprintf("%q %q %v %v %v", s.SurfaceName(), s.Formula, s.Params, s.L1, s.L2)
	key := fmt.Sprint(surface, s.Window)
	land, err := l.land, error(nil)
	if key != l.key || len(s.Window) == 0 { // the usual window depends on the starts
		if land, err = setup.LandscapeWith(s, nil); err != nil {
			return setup.Landscape{}, err
		}
		if err := l.findCritical(ctx, &land, surface); err != nil {
			return setup.Landscape{}, err
		}
		if !l.Moving {
			l.key, l.surface, l.land = key, surface, land
		}
	}
	land.Starts, err = s.StartPoints(land.Meta)
	return land, err
}

// mostSearch is the longest search for critical points: the page waits for it.
const mostSearch = 1200 * time.Millisecond

// findCritical completes a landscape with its critical points. Where the search takes too long, or is
// left out, these are the points of the surface's last window.
func (l *Lab) findCritical(ctx context.Context, land *setup.Landscape, surface string) error {
	if !l.Moving {
		err := land.FindCritical(deadline{ctx, time.Now().Add(mostSearch)})
		if !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
	if surface == l.surface {
		land.Meta.Points, land.Meta.Curves, land.Manifolds = l.land.Meta.Points, l.land.Meta.Curves, l.land.Manifolds
	}
	return nil
}

// deadline is a context that ends at a time. Unlike a context of package context it needs no timer,
// which a browser does not run while a question is being answered.
type deadline struct {
	context.Context
	at time.Time
}

// Err implements context.Context.
func (d deadline) Err() error {
	if time.Now().After(d.at) {
		return context.DeadlineExceeded
	}
	return d.Context.Err()
}

// checkTexts refuses texts that are too long for a page.
func checkTexts(s setup.Setup) error {
	for flag, texts := range map[string][]string{"--formula": {s.Formula}, "SURFACE": {s.Surface}, "--optimizer": s.Optimizers, "--schedule": s.Schedules} {
		for _, t := range texts {
			if len(t) > mostText {
				return catalog.Blame(flag, t[:20]+"…", fmt.Errorf("has %d characters, at most %d can be live", len(t), mostText))
			}
		}
	}
	return nil
}

// Run is a run with what a figure says of it.
type Run struct {
	Label    string       // in a figure
	Name     string       // the label without the start, which a map shows
	Rule     catalog.Rule // with its parameters
	Schedule string       // as a user types it
	optimizers.Trajectory
	Verdict string // in words
}

// Runs computes the runs of a setup, and names them in a language.
func (l *Lab) Runs(ctx context.Context, s setup.Setup, lang words.Language) (setup.Landscape, []Run, error) {
	if s.Every == 0 {
		s.Every = 1
	}
	land, err := l.Landscape(ctx, s)
	if err != nil {
		return land, nil, err
	}
	all, err := combinations(s, land)
	if err != nil {
		return land, nil, err
	}
	descent := words.FullDescent
	if setup.DrawsSamples(s, land) {
		descent = words.Catalogued
	}
	labels, err := setup.Label(all, setup.Drawn(lang, descent.Shortened()))
	if err != nil {
		return land, nil, err
	}
	known := land.KnownPoints()
	runs := make([]Run, len(all))
	for i, c := range all {
		run, err := land.Run(s, c, known)
		if err != nil {
			return land, nil, err
		}
		run.Detailed = true
		path, err := run.Trace(ctx)
		if err != nil {
			return land, nil, err
		}
		label := lang.Decimals(labels[i])
		name := label
		if at := strings.LastIndex(label, " "+lang.From("(")); at >= 0 && len(land.Starts) > 1 {
			name = label[:at]
		}
		runs[i] = Run{label, name, c.Rule, c.Schedule.Text, path, lang.Verdict(path.Verdict)}
	}
	return land, runs, nil
}

// combinations returns what the runs of a setup combine, in their order.
func combinations(s setup.Setup, land setup.Landscape) ([]setup.Combination, error) {
	if err := s.CheckNumbers(); err != nil {
		return nil, err
	}
	sizes, err := setup.BatchesOf(s, land)
	if err != nil {
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
	if n := len(s.Optimizers) * len(scheds) * len(at); n > mostRuns {
		return nil, catalog.Usage("%d runs are too many for a page: at most %d", n, mostRuns)
	}
	all := setup.Product(rules, scheds, at)
	longest := slices.MaxFunc(sizes, func(a, b setup.Batches) int { return a.Steps - b.Steps }).Steps
	if most := min(mostSteps, mostWork/max(1, len(all)*land.Meta.Dim)); longest > most {
		return nil, catalog.Blame("--steps", fmt.Sprint(longest), fmt.Errorf("are too many for a page of %s: at most %d", catalog.Count(len(all), "run"), most))
	}
	return all, nil
}

// Suited returns the rules of a setup with rates that suit its surface: those of the texts, which
// state no rates, or without any texts the usual four.
func (l *Lab) Suited(ctx context.Context, s setup.Setup) ([]string, error) {
	land, err := l.Landscape(ctx, s)
	if err != nil {
		return nil, err
	}
	sizes, err := setup.BatchesOf(s, land)
	if err != nil {
		return nil, err
	}
	if len(s.Optimizers) == 0 {
		return setup.Classics(land, sizes[0].Steps, true), nil
	}
	return setup.WithRates(land, s.Optimizers, sizes[0].Steps), nil
}
