package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// Limits of a state, which may come from a link: what a page can compute and show.
const (
	mostRuns       = 40
	mostSteps      = 100_000
	mostNumbers    = 8_000_000        // coordinates of all steps of all runs, which are 64 MB, and as much for gradients and states
	mostOperations = 10_000_000_000   // of all runs, about: up to ten seconds' work
	waitOperations = 1_000_000_000    // of all runs where their reader did not choose how many steps: a second's work
	mostText       = 2000             // characters of a formula or a rule
	mostTime       = 20 * time.Second // of what mostOperations does not foresee, as a search along a line
)

// TooMuch is the error of what the program can compute, but no page.
type TooMuch struct{ reason string }

// Error implements error.
func (e *TooMuch) Error() string { return e.reason }

// tooMuch returns a TooMuch.
func tooMuch(format string, args ...any) error { return &TooMuch{fmt.Sprintf(format, args...)} }

// checkTexts refuses texts that are too long for a page, and too many of them.
func checkTexts(s setup.Setup) error {
	for flag, texts := range map[string][]string{"--formula": {s.Formula}, "SURFACE": {s.Surface}, "--optimizer": s.Optimizers, "--schedule": s.Schedules} {
		for _, t := range texts {
			if len(t) > mostText {
				return catalog.Blame(flag, t[:20]+"…", tooMuch("has %d characters, at most %d can be live", len(t), mostText))
			}
		}
	}
	return checkRuns(len(s.Optimizers))
}

// checkRuns refuses too many runs.
func checkRuns(n int) error {
	if n > mostRuns {
		return catalog.Usage("%w", tooMuch("%d runs are too many for a page: at most %d", n, mostRuns))
	}
	return nil
}

// checkSteps refuses runs that have too many steps for a page, by how much there is to show and to compute.
func checkSteps(all []setup.Combination, land setup.Landscape) error {
	longest, most := longestOf(all), stepsWithin(mostOperations, all, land)
	if longest > most {
		return catalog.Blame("--steps", fmt.Sprint(longest), tooMuch("are too many for a page of %s: at most %d", catalog.Count(len(all), "run"), most))
	}
	return nil
}

// longestOf returns the steps of the longest of the runs.
func longestOf(all []setup.Combination) int {
	longest := 0
	for _, c := range all {
		longest = max(longest, c.Batches.Steps)
	}
	return longest
}

// stepsWithin returns how many steps each of the runs can have within a number of operations, and so that there
// are not too many numbers to show.
func stepsWithin(limit float64, all []setup.Combination, land setup.Landscape) int {
	each := 0.0
	for _, c := range all {
		each += operations(c.Rule.Value, land.Surface)
	}
	most := min(mostSteps, mostNumbers/max(1, len(all)*land.Meta.Dim))
	if float64(most)*each > limit {
		most = int(limit / each)
	}
	return most
}

// operations returns about how many operations a step of a rule takes on a surface.
func operations(rule optimizers.Optimizer, f surfaces.Surface) float64 {
	n := float64(f.Meta().Dim)
	value := max(n, float64(surfaces.OperationsOf(f)))
	each := max(5*value, 2*float64(surfaces.CostOf(f))) // for a value and a gradient
	traits := optimizers.TraitsOf(rule)
	each += float64(traits.Matrices) * n * n
	if traits.NeedsHessian {
		each += 4*n*value + n*n*n
	}
	return each
}

// errLong is the end of what takes too long.
var errLong = tooMuch("it takes too long for a page")

// inTime computes what takes no longer than mostTime. An error says what to change: fewer steps.
func inTime(ctx context.Context, s setup.Setup, compute func(ctx context.Context) error) error {
	err := compute(&deadline{Context: ctx, at: time.Now().Add(mostTime)})
	if errors.Is(err, errLong) {
		steps := setup.UsualSteps
		if s.Steps != nil {
			steps = *s.Steps
		}
		return catalog.Blame("--steps", fmt.Sprint(steps), tooMuch("take longer than %v, too long for a page: give fewer", mostTime))
	}
	return err
}

// deadline is a context that ends at a time. Unlike a context of package context it needs no timer,
// which a browser does not run while a question is being answered.
type deadline struct {
	context.Context
	at    time.Time
	asked int
}

// Err implements context.Context. In a browser the clock is slow: Err looks at it now and then.
func (d *deadline) Err() error {
	const often = 16
	if d.asked++; d.asked%often == 0 && time.Now().After(d.at) {
		d.asked = -1 // and again at the next call
		return errLong
	}
	return d.Context.Err()
}
