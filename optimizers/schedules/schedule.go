// Package schedules holds learning-rate schedules: pure functions of the step.
package schedules

// Schedule is a rule for the learning rate: an immutable value whose exported
// fields are its parameters, tagged as in package surfaces. A field left zero
// takes the default that its comment states, usually derived from the run.
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
