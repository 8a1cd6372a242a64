package optimizers

// Traits describe a rule before a run. The zero value describes a rule which asks for
// gradients alone, moves by the learning rate and draws no random numbers.
type Traits struct {
	// ElementWise rules move each coordinate by its own gradient, rate and state alone: on n
	// coordinates of L runs such a rule is the same rule on n x L numbers. A step that asks
	// for the gradient at x does so before it moves x.
	ElementWise  bool
	SelfPaced    bool // finds the lengths of its steps itself: the learning rate has no effect
	Random       bool // draws random numbers
	UsesLoss     bool // asks for values of the loss, or for residuals
	NeedsHessian bool
	Matrices     int // about how many matrices of n x n numbers its state holds for n coordinates
}

// TraitsOf returns the Traits of a rule, or the zero value of a rule without the method.
// A nil rule counts as SGD, as it does inside another rule.
func TraitsOf(rule Optimizer) Traits {
	if rule == nil {
		rule = SGD{}
	}
	if r, ok := rule.(interface{ Traits() Traits }); ok {
		return r.Traits()
	}
	return Traits{}
}

// Inner returns the rule that a rule wraps; ok is false for a rule around no other.
func Inner(rule Optimizer) (inner Optimizer, ok bool) {
	switch r := rule.(type) {
	case Averaging:
		inner = r.Rule
	case Lookahead:
		inner = r.Rule
	case Projected:
		inner = r.Rule
	default:
		return nil, false
	}
	if inner == nil {
		inner = SGD{}
	}
	return inner, true
}
