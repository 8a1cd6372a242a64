package optimizers

import "reflect"

// Catalog lists every rule once, in the order in which a course meets them,
// with its default learning rate and hyperparameters, and the number of its line style, which
// no other rule has. Styles of rules that are often compared differ most.
func Catalog() []Entry {
	return []Entry{
		{"sgd", "SGD", 1e-3, SGD{}, "gradient descent", 0},
		{"momentum", "Momentum", 1e-3, NewMomentum(), "Polyak's heavy ball", 1},
		{"nesterov", "Nesterov", 1e-3, NewNesterov(), "Nesterov's accelerated gradient", 4},
		{"newton", "Newton", 1, Newton{}, "plain Newton: to the critical point of the quadratic model", 3},
		{"adam", "Adam", 1e-3, NewAdam(), "running mean of the gradient over the root of its square's", 2},
		{"adamw", "AdamW", 1e-3, NewAdamW(), "Adam with decoupled weight decay", 6},
		{"amsgrad", "AMSGrad", 1e-3, NewAMSGrad(), "Adam with the largest second moment so far", 9},
		{"rmsprop", "RMSprop", 1e-2, NewRMSprop(), "gradient over the root of its square's running mean", 5},
		{"adagrad", "Adagrad", 1e-2, NewAdagrad(), "gradient over the root of the sum of its squares", 7},
		{"adadelta", "Adadelta", 1, NewAdadelta(), "steps in the unit of x, without a rate to choose", 14},
		{"adamax", "Adamax", 2e-3, NewAdamax(), "Adam with a decaying maximum", 19},
		{"nadam", "NAdam", 2e-3, NewNAdam(), "Adam with Nesterov's momentum", 11},
		{"radam", "RAdam", 1e-3, NewRAdam(), "Adam, rectified in its first steps", 17},
		{"rprop", "Rprop", 1e-2, NewRprop(), "signs only; lr is the first step's size", 22},
		{"lion", "Lion", 1e-4, NewLion(), "sign of a mixture of momentum and gradient", 28},
		{"adabelief", "AdaBelief", 1e-3, NewAdaBelief(), "Adam with the gradient's variance in place of its square", 29},
		{"sgdw", "SGDW", 1e-3, NewSGDW(), "momentum with decoupled weight decay", 8},
		{"ista", "ISTA", 1e-3, NewISTA(), "proximal gradient: an L1 penalty taken exactly", 23},
		{"langevin", "Langevin", 1e-3, NewLangevin(), "gradient descent with heat: unadjusted Langevin", 13},
		{"damped-newton", "Damped Newton", 1, NewDampedNewton(), "Newton with the Hessian's eigenvalues raised by mu", 16},
		{"saddle-free-newton", "Saddle-free Newton", 1, SaddleFreeNewton{}, "Newton with the Hessian's eigenvalues made positive", 18},
		{"newton-armijo", "Newton-Armijo", 1, NewtonArmijo{}, "Newton with a backtracking line search; never uphill", 21},
		{"modified-newton", "Modified Newton", 1, ModifiedNewton{}, "Newton with the Hessian shifted where it must be, and a line search", 20},
		{"gauss-newton", "Gauss-Newton", 1, GaussNewton{}, "least squares of linearised residuals, for sums of squares", 15},
		{"bfgs", "BFGS", 1, BFGS{}, "quasi-Newton with a matrix, finding its own step lengths", 24},
		{"lbfgs", "L-BFGS", 1, NewLBFGS(), "BFGS with the last few steps in place of the matrix", 12},
		{"cg", "Conjugate gradients", 1, CG{}, "nonlinear, by Hestenes and Stiefel", 27},
		{"nelder-mead", "Nelder-Mead", 1, NelderMead{}, "a simplex that walks downhill without gradients", 10},
		{"schedule-free", "Schedule-free SGD", 1e-3, NewScheduleFree(), "averages its way without a schedule", 26},
		{"lookahead", "Lookahead", 1e-3, NewLookahead(SGD{}), "around a rule, lookahead(adam): half back after 5 steps", 25},
		{"projected", "Projected", 1e-3, NewProjected(SGD{}), "around a rule, projected(adam): kept within bounds", 31},
		{"averaging", "Averaged", 1e-3, NewAveraging(SGD{}), "around a rule, averaging(sgd): the mean of its tail", 30},
	}
}

// EntryOf returns the catalogue line of a rule by its type, whatever its hyperparameters; ok
// is false for a rule that is not in the catalogue.
func EntryOf(rule Optimizer) (e Entry, ok bool) {
	for _, e := range Catalog() {
		if reflect.TypeOf(e.Rule) == reflect.TypeOf(rule) {
			return e, true
		}
	}
	return Entry{}, false
}
