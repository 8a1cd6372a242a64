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
	}
}
