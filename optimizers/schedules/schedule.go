// Package schedules holds learning-rate schedules: pure functions of the step.
//
// Formulas and tags below write t for the 0-based step, a for the base rate and
// T for the number of steps: the run's, after any Warmup, or those of the
// schedule's part of a Sequential; t counts from the same place. A boundary b
// acts at t = b, as in PyTorch and optax; Keras acts one step later.
//
// A field that a literal leaves out takes its default in a schedule, as most
// derive from the run, and is 0 in a rule (package optimizers).
package schedules

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Schedule is a rule for the learning rate: an immutable value whose exported
// fields are its parameters, tagged as in package surfaces. A field left zero
// takes the default that its doc tag states in brackets, usually derived from
// the run; where 0 is itself a meaningful value it means 0, and the
// catalogue's entry carries the customary one. A number below 0, one that is
// not a number, and a word that the tag does not list are mistakes in the
// program: Start panics. Whatever else is outside a tag's interval is put into
// the formula as it is.
//
// Start returns the rate of the 0-based step k for a run of the given base rate
// and number of steps; k grows from call to call. last returns the loss after
// the step before k; only plateau asks for it.
type Schedule interface {
	Start(base float64, steps int) func(k int, last func() float64) float64
}

// Entry is a schedule's line in the catalogue.
type Entry struct {
	Name     string
	Title    string // as in a figure
	Schedule Schedule
	Doc      string // one line
}

// start is s.Start, with nil for the constant schedule as in a run.
func start(s Schedule, base float64, steps int) func(k int, last func() float64) float64 {
	if s == nil {
		s = Constant{}
	}
	return s.Start(base, max(steps, 0))
}

// valid is v, the value of the named field, and panics where it cannot be meant.
func valid[N int | float64](field string, v N) N {
	if !(v >= 0) {
		panic(fmt.Sprintf("schedules: %s is %v: must be at least 0", field, v))
	}
	return v
}

// or is v, the value of the named field, or the default d where v was left zero.
func or[N int | float64](field string, v, d N) N {
	if valid(field, v) == 0 {
		return d
	}
	return v
}

// word is v, the value of the named field, or the first of its words where v
// was left empty.
func word(field, v string, words ...string) string {
	if v == "" {
		return words[0]
	}
	if !slices.Contains(words, v) {
		panic(fmt.Sprintf("schedules: %s is %q: must be one of %s", field, v, strings.Join(words, ", ")))
	}
	return v
}

// fraction is n times the part p of a run, in whole steps and at least one.
func fraction(p float64, n int) int { return max(1, int(p*float64(n))) }

// finite keeps a rate that grew beyond all numbers at the largest of them.
func finite(rate float64) float64 { return min(rate, math.MaxFloat64) }

// cosine runs from 1 to 0 along half a period while p runs from 0 to 1.
func cosine(p float64) float64 { return (1 + math.Cos(math.Pi*p)) / 2 }
