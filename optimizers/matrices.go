package optimizers

// Matrices returns how many matrices of n x n numbers a rule keeps for n coordinates, about:
// 0 for most.
func Matrices(rule Optimizer) int {
	switch r := rule.(type) {
	case Newton, NewtonArmijo, DampedNewton, BFGS, ModifiedNewton:
		return 2 // the Hessian, or what stands for it, and its factors
	case NelderMead:
		return 1 // its simplex
	case SaddleFreeNewton:
		return 3 // the Hessian, and room for its eigenvectors
	case Lookahead:
		return Matrices(r.Rule)
	case Projected:
		return Matrices(r.Rule)
	case Averaging:
		return Matrices(r.Rule)
	}
	return 0
}
