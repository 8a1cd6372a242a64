package words

// GradientDirection and StepDirection explain arrows along a run, all of one length.
func (l Language) GradientDirection() string {
	return l.say("direction of $-∇f$", "Richtung von $-∇f$")
}
func (l Language) StepDirection() string {
	return l.say("direction of the step", "Richtung des Schritts")
}
