package optimizers

// Catalog lists every rule once, in the order in which a course meets them,
// with its default learning rate and hyperparameters.
func Catalog() []Entry {
	return []Entry{
		{"sgd", "SGD", 1e-3, SGD{}, "gradient descent"},
		{"momentum", "Momentum", 1e-3, NewMomentum(), "Polyak's heavy ball"},
		{"nesterov", "Nesterov", 1e-3, NewNesterov(), "Nesterov's accelerated gradient"},
		{"newton", "Newton", 1, Newton{}, "plain Newton: to the critical point of the quadratic model"},
		{"adam", "Adam", 1e-3, NewAdam(), "running mean of the gradient over the root of its square's"},
		{"adamw", "AdamW", 1e-3, NewAdamW(), "Adam with decoupled weight decay"},
		{"amsgrad", "AMSGrad", 1e-3, NewAMSGrad(), "Adam with the largest second moment so far"},
		{"rmsprop", "RMSprop", 1e-2, NewRMSprop(), "gradient over the root of its square's running mean"},
		{"adagrad", "Adagrad", 1e-2, NewAdagrad(), "gradient over the root of the sum of its squares"},
		{"adadelta", "Adadelta", 1, NewAdadelta(), "steps in the unit of x, without a rate to choose"},
		{"adamax", "Adamax", 2e-3, NewAdamax(), "Adam with a decaying maximum"},
		{"nadam", "NAdam", 2e-3, NewNAdam(), "Adam with Nesterov's momentum"},
		{"radam", "RAdam", 1e-3, NewRAdam(), "Adam, rectified in its first steps"},
		{"rprop", "Rprop", 1e-2, NewRprop(), "signs only; lr is the first step's size"},
		{"lion", "Lion", 1e-4, NewLion(), "sign of a mixture of momentum and gradient"},
		{"adabelief", "AdaBelief", 1e-3, NewAdaBelief(), "Adam with the gradient's variance in place of its square"},
		{"sgdw", "SGDW", 1e-3, NewSGDW(), "momentum with decoupled weight decay"},
		{"ista", "ISTA", 1e-3, NewISTA(), "proximal gradient: an L1 penalty taken exactly"},
		{"langevin", "Langevin", 1e-3, NewLangevin(), "gradient descent with heat: unadjusted Langevin"},
		{"damped-newton", "Damped Newton", 1, NewDampedNewton(), "Newton with the Hessian's eigenvalues raised by mu"},
		{"saddle-free-newton", "Saddle-free Newton", 1, SaddleFreeNewton{}, "Newton with the Hessian's eigenvalues made positive"},
		{"newton-armijo", "Newton-Armijo", 1, NewtonArmijo{}, "Newton with a backtracking line search; never uphill"},
		{"gauss-newton", "Gauss-Newton", 1, GaussNewton{}, "least squares of linearised residuals, for sums of squares"},
		{"bfgs", "BFGS", 1, BFGS{}, "quasi-Newton with a matrix, finding its own step lengths"},
		{"lbfgs", "L-BFGS", 1, NewLBFGS(), "BFGS with the last few steps in place of the matrix"},
		{"cg", "Conjugate gradients", 1, CG{}, "nonlinear, by Hestenes and Stiefel"},
		{"nelder-mead", "Nelder-Mead", 1, NelderMead{}, "a simplex that walks downhill without gradients"},
		{"schedule-free", "Schedule-free SGD", 1e-3, NewScheduleFree(), "averages its way without a schedule"},
		{"lookahead", "Lookahead", 1e-3, NewLookahead(SGD{}), "around a rule, lookahead(adam): half back after 5 steps"},
		{"projected", "Projected", 1e-3, NewProjected(SGD{}), "around a rule, projected(adam): kept within bounds"},
		{"averaging", "Averaged", 1e-3, NewAveraging(SGD{}), "around a rule, averaging(sgd): the mean of its tail"},
	}
}
