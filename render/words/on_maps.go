package words

// GradientDirection and StepDirection explain arrows along a run, all of one length.
func (l Language) GradientDirection() string {
	return l.say("direction of $-∇f$", "Richtung von $-∇f$")
}
func (l Language) StepDirection() string {
	return l.say("direction of the step", "Richtung des Schritts")
}

// OwnColours says between which losses, as markup, the colours of a part of a map are spread.
func (l Language) OwnColours(low, high string) string {
	return l.say("colours: %s to %s", "Farben: %s bis %s", l.Decimals(low), l.Decimals(high))
}

// MarkedStep returns a sentence on a text that marks a step of a run.
func (l Language) MarkedStep(run string, step int, label string) string {
	return l.say(" %s, step %d: %s.", " %s, Schritt %d: %s.", run, step, label)
}
