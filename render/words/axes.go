package words

import "strings"

// These methods name axes, as markup.
func (l Language) LossAxis(loss string) string         { return l.say("loss $%s$", "Verlust $%s$", loss) }
func (l Language) LossAbove(loss, floor string) string { return l.LossAxis(loss + " - " + floor) }
func (l Language) LogBothWays(axis string) string {
	return l.say("%s, symmetric log scale", "%s, symmetrisch logarithmisch", axis)
}
func (l Language) LossOnLine() string { return l.LossAxis("f") }
func (l Language) Step() string       { return l.say("step", "Schritt") }
func (l Language) StepAxis() string   { return l.Step() + " $k$" }
func (l Language) Epoch() string      { return l.say("epoch", "Epoche") }
func (l Language) Evaluations() string {
	return l.say("gradient evaluations", "Gradientenauswertungen")
}
func (l Language) ExamplesSeenAxis() string { return l.say("examples seen", "gesehene Beispiele") }
func (l Language) LearningRate() string     { return l.say("learning rate $η$", "Lernrate $η$") }
func (l Language) RateAxis() string         { return l.say("rate $η_k$", "Lernrate $η_k$") }
func (l Language) Coordinate() string       { return l.say("coordinate", "Koordinate") }
func (l Language) CoordinatesAxis() string  { return l.say("coordinates", "Koordinaten") }
func (l Language) GradientNorm() string     { return l.say("gradient norm", "Gradientennorm") }
func (l Language) GradientNormAxis() string { return l.GradientNorm() + " $‖∇f(x_k)‖$" }
func (l Language) StepLength() string       { return l.say("step length", "Schrittlänge") }
func (l Language) StepLengthAxis() string   { return l.StepLength() + " $|x_{k+1} - x_k|$" }
func (l Language) Sharpness() string        { return l.say("sharpness", "Schärfe") }
func (l Language) SharpnessAxis() string    { return l.Sharpness() + " $λ_{max}$" }
func (l Language) Accuracy() string         { return l.say("accuracy", "Genauigkeit") }
func (l Language) Memory() string           { return l.say("memory", "Gedächtnis") }
func (l Language) Input() string            { return l.say("input", "Eingabe") }
func (l Language) Output() string           { return l.say("output", "Ausgabe") }
func (l Language) FirstInput() string       { return l.say("input 1", "Eingabe 1") }
func (l Language) SecondInput() string      { return l.say("input 2", "Eingabe 2") }
func (l Language) ProbabilityAxis() string  { return l.say("$P$(class 1)", "$P$(Klasse 1)") }

// Position names the axis of a coordinate, whose symbol may have an index.
func (l Language) Position(symbol string) string {
	if name, index, ok := strings.Cut(symbol, "_"); ok {
		return l.say("position $%s_{%s,k}$", "Ort $%s_{%s,k}$", name, strings.Trim(index, "{}"))
	}
	return l.say("position $%s_k$", "Ort $%s_k$", symbol)
}

func (l Language) FullEvaluations() string {
	return l.say("gradient evaluations of the full loss", "Gradientenauswertungen des ganzen Verlusts")
}
func (l Language) Velocity() string {
	return l.say("velocity $x_{k+1} - x_k$", "Geschwindigkeit $x_{k+1} - x_k$")
}
func (l Language) AlongLine() string {
	return l.say("distance from the start of the line", "Abstand vom Anfang der Linie")
}
func (l Language) SoftHeight(softness float64) string {
	return l.say("height: log scale", "Höhe: logarithmisch")
}
