package words

// These methods write how runs were made, for the notes of a figure.

func (l Language) BatchesOf(size, examples int) string {
	if size == 1 {
		return l.say("1 of %d examples a step", "1 von %d Beispielen je Schritt", examples)
	}
	return l.say("batches of %d of %d examples", "Minibatches von %d aus %d Beispielen", size, examples)
}
func (l Language) MasksAStep(n int) string {
	return l.say("%s a step", "%s je Schritt", l.ungrouped(n, "mask", "masks", "Maske", "Masken"))
}
func (l Language) Noise(sigma string) string {
	return l.say("gradient noise σ = %s", "Gradientenrauschen σ = %s", l.Decimals(sigma))
}
func (l Language) Seed(seed uint64) string { return l.say("seed %d", "Seed %d", seed) }
func (l Language) ClippedTo(length string) string {
	return l.say("gradients clipped to length %s", "Gradienten auf Länge %s gekürzt", l.Decimals(length))
}
func (l Language) NewExamples() string {
	return l.say("new examples for each seed", "neue Beispiele je Seed")
}
func (l Language) RecordedEvery(steps int) string {
	return l.say("recorded every %d steps", "aufgezeichnet alle %d Schritte", steps)
}
func (l Language) OffPlane(most float64) string {
	return l.say("off the plane, losses differ from those drawn by up to %s", "neben der Ebene weichen die Verluste um bis zu %s ab", l.Number(most))
}
func (l Language) NotFiniteOnPlane() string {
	return l.say("the plane's loss is not finite below some iterates", "der Verlust der Ebene ist unter manchen Iterierten nicht endlich")
}
func (l Language) Batch(size int) string    { return l.say("batch %d", "Batch %d", size) }
func (l Language) From(start string) string { return l.say("from %s", "von %s", l.Decimals(start)) }
func (l Language) WarmUp(schedule string) string {
	return l.say("warm-up + %s", "Warm-up + %s", schedule)
}
func (l Language) Then(first, next string) string {
	return l.say("%s then %s", "%s, dann %s", first, next)
}
func (l Language) ThenFrom(first string, step int, next string) string {
	return l.say("%s to step %d, then %s", "%s bis Schritt %d, dann %s", first, step, next)
}

// These methods write how learning rates were tuned.

func (l Language) BestRate(rates int, lo, hi, series string) string {
	return l.say("each rate the best of %d from %s to %s%s", "jede Lernrate die beste von %d von %s bis %s%s", rates, l.Decimals(lo), l.Decimals(hi), series)
}
func (l Language) InSteps125() string { return l.say(" in steps of 1, 2, 5", " in Stufen 1, 2, 5") }
func (l Language) ByFinalLoss(rates string, gradients int) string {
	return l.say("%s, by the final loss after %s", "%s, nach dem Verlust nach %s", rates, l.ungrouped(gradients, "gradient", "gradients", "Gradienten", "Gradienten"))
}
func (l Language) MeanOfSeeds(n int) string {
	return l.say(", mean of %d seeds", ", im Mittel von %d Seeds", n)
}
func (l Language) HessiansNotCounted() string {
	return l.say("; Hessians are not counted", "; Hesse-Matrizen zählen nicht")
}
func (l Language) FinalLoss() string { return l.say("final loss", "Verlust am Ende") }
func (l Language) AboveInfimum(loss string) string {
	return l.say("%s − f*", "%s − f*", loss)
}
