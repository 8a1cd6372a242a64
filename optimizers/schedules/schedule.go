// Package schedules holds learning-rate schedules: pure functions of the step.
//
// Formulas and tags below write a for the base rate, T for the number of steps that the
// schedule governs (all of the run, the run after a Warmup, or one part of a Sequential)
// and t for the 0-based step among them. A boundary b acts at t = b, as in PyTorch and
// optax; Keras acts one step later.
//
// A field that a literal leaves out takes its default in a schedule, because most
// defaults derive from the run; in a rule (package optimizers) it means 0.
//
// A new schedule is a type with a Start method and a line of Catalog.
package schedules

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Schedule is a rule for the learning rate: an immutable value whose exported
// fields are its parameters, tagged as in package surfaces. A zero field takes the
// default that its doc tag states in brackets, usually derived from the run; a field
// whose tag states none means 0, and the catalogue's entry has the customary value.
// Start panics at a negative number, at NaN and at a word that the tag does not list,
// because these are mistakes in the program. Other numbers outside a tag's interval
// enter the formula unchanged.
//
// Start returns the rate of the 0-based step k for a run of the given base rate
// and number of steps; k grows from call to call. last returns the loss after
// the step before k; only Plateau calls last.
type Schedule interface {
	Start(base float64, steps int) func(k int, last func() float64) float64
}

// FollowsLoss reports whether a schedule asks for the loss within so many steps, and so has
// rates of its own in each run. A nil schedule is constant.
func FollowsLoss(s Schedule, steps int) bool {
	f, ok := s.(interface{ FollowsLoss(steps int) bool })
	return ok && f.FollowsLoss(steps)
}

// Entry is a schedule's line in the catalogue.
type Entry struct {
	Name     string
	Title    string // as in a figure
	Schedule Schedule
	Doc      string // one line
}

// start starts a schedule; nil stands for the constant schedule, as in a run.
func start(s Schedule, base float64, steps int) func(k int, last func() float64) float64 {
	if s == nil {
		s = Constant{}
	}
	return s.Start(base, max(steps, 0))
}

// checked returns v, the value of the named field, and panics if v is negative or NaN.
func checked[N int | float64](field string, v N) N {
	if !(v >= 0) {
		panic(fmt.Sprintf("schedules: %s is %v: must be at least 0", field, v))
	}
	return v
}

// orDefault returns v, the value of the named field, or the default d if v is zero.
func orDefault[N int | float64](field string, v, d N) N {
	if checked(field, v) == 0 {
		return d
	}
	return v
}

// choice returns v, the value of the named field, or the first of its words if v is empty.
func choice(field, v string, words ...string) string {
	if v == "" {
		return words[0]
	}
	if !slices.Contains(words, v) {
		panic(fmt.Sprintf("schedules: %s is %q: must be one of %s", field, v, strings.Join(words, ", ")))
	}
	return v
}

// fraction returns the part p of n steps, in whole steps and at least one.
func fraction(p float64, n int) int { return max(1, int(p*float64(n))) }

// finite replaces an infinite rate by the largest finite number.
func finite(rate float64) float64 { return min(rate, math.MaxFloat64) }

// cosine falls from 1 to 0 along half a period while p grows from 0 to 1.
func cosine(p float64) float64 { return (1 + math.Cos(math.Pi*p)) / 2 }
