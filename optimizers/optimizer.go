// Package optimizers holds the rules that move a point on a loss, exactly as
// published (PyTorch's convention where libraries differ), and the one loop
// that runs them.
//
// A Run is one rule on one loss from one start: its Trace records the iterates, its Each
// shows them one by one. In the formulas of the rules x is the iterate, g the gradient at x,
// a the learning rate and t the number of the step.
//
// A field that a literal leaves out is 0 in a rule, and its default in a
// schedule (package schedules), where most defaults derive from the run.
//
// A new rule is a file with its formula, and a line of Catalog; its Traits say what it asks
// for. What is around a loss, such as noise or batches, is a file with its As or Unwrap
// method, and how a run ended is decided in verdict.go.
package optimizers

import (
	"math/rand/v2"

	"github.com/optviz/optviz/optimizers/objective"
)

// Problem holds what a rule needs to start.
type Problem struct {
	F     objective.Objective // the loss as the steps see it
	X     []float64           // the start; a rule must copy what it keeps
	Steps int                 // how many steps the run is meant to take
	Rng   *rand.Rand          // for rules that draw random numbers
}

// Optimizer is a rule: an immutable value that prints, compares and can be shared. Its
// exported fields are its hyperparameters except the learning rate, tagged as in package
// surfaces. The defaults are in the constructors, NewAdam and so on, and in the Catalog.
// A field that a literal leaves out is 0, that is a decay, a momentum or an eps of 0, and
// not the default. Start makes the state of one run. It refuses a loss that the rule
// cannot use, and a literal without hyperparameters where this is no rule, such as
// Adam{}.
type Optimizer interface {
	Start(p Problem) (Stepper, error)
}

// Stepper is one run's state. Step moves x from x_k to x_{k+1} in place, with a learning
// rate per coordinate, and allocates nothing. An error ends the run. A Stepper that holds
// more than memory implements io.Closer, and the run closes it.
type Stepper interface {
	Step(f objective.Objective, x, lr []float64) error
}

// Stateful is a Stepper whose state can be shown. State returns what the rule keeps from
// one step to the next besides the position, in the order of the rule's formula, with the
// same symbols and lengths at every call. The next step changes the values.
type Stateful interface {
	Stepper
	State() []Variable
}

// Variable is a part of a rule's state: one number a coordinate, or one number for all.
type Variable struct {
	Symbol string // as in the formula of the rule's comment: "b", "m", "v"
	Value  []float64
}

// Entry is a rule's line in the catalogue.
type Entry struct {
	Name  string    // as on the command line
	Title string    // as in a figure
	LR    float64   // default learning rate
	Rule  Optimizer // with its default hyperparameters
	Doc   string    // one line
	Style int       // number of the line style that the rule has in all figures
}
