package words

import "strconv"

// These methods name what a sweep or a basin map shows.

func (l Language) LowestLoss() string { return l.say("lowest loss", "kleinster Verlust") }
func (l Language) TailLoss(n int) string {
	return l.say("mean loss of the last %s", "mittlerer Verlust der letzten %s", l.ungrouped(n, "iterate", "iterates", "Iterierten", "Iterierten"))
}
func (l Language) StepsAbove(tolerance string) string {
	return l.say("steps to f − f* ≤ %s", "Schritte bis f − f* ≤ %s", l.Decimals(tolerance))
}
func (l Language) StepsToLoss(loss string) string {
	return l.say("steps to a loss of %s", "Schritte bis zum Verlust %s", l.Decimals(loss))
}
func (l Language) StepsBeyond(coordinate, limit string) string {
	return l.say("steps until |%s| > %s", "Schritte bis |%s| > %s", coordinate, l.Decimals(limit))
}
func (l Language) FinalValidation() string {
	return l.say("final validation loss", "Validierungsverlust am Ende")
}
func (l Language) ErrorHeldOut() string {
	return l.say("test error rate", "Fehlerrate im Test")
}
func (l Language) ErrorTraining() string {
	return l.say("training error rate", "Fehlerrate im Training")
}
func (l Language) ConvergenceRate() string {
	return l.say("error factor per step", "Fehlerfaktor je Schritt")
}
func (l Language) WhereRunsEnd() string {
	return l.say("where runs end, by their start", "wo Läufe enden, nach ihrem Start")
}

// These methods write how the cells of a sweep were computed.

func (l Language) WithoutRuns() string {
	return l.say("computed from the curvatures at the minimum", "berechnet aus den Krümmungen im Minimum")
}
func (l Language) StepsTyped(n int) string {
	return l.ungrouped(n, "step", "steps", "Schritt", "Schritte")
}
func (l Language) SeedsTyped(n int) string { return l.ungrouped(n, "seed", "seeds", "Seed", "Seeds") }
func (l Language) CentreOf(centre string, seeds int) string {
	return l.say("%s of %s seeds", "%s von %s Seeds", centre, strconv.Itoa(seeds))
}

// Centre returns the word for the value that stands for the seeds of a cell: typed is mean
// or median.
func (l Language) Centre(typed string) string {
	if typed == "median" {
		return l.Median()
	}
	return l.Mean()
}
func (l Language) ExactlyExpected() string {
	return l.say("expected loss", "erwarteter Verlust")
}
func (l Language) BestOfRates(n int, lo, hi string) string {
	return l.say("the best of %d rates from %s to %s", "die beste von %d Lernraten von %s bis %s", n, l.Decimals(lo), l.Decimals(hi))
}

// These methods name the axes of a sweep, as markup.

func (l Language) MomentumAxis() string { return l.say("momentum $β$", "Momentum $β$") }
func (l Language) NoiseAxis() string    { return l.say("noise $σ$", "Rauschen $σ$") }
func (l Language) BatchSize() string    { return l.say("batch size", "Batchgröße") }
func (l Language) L1Penalty() string    { return l.say("L1 penalty $w$", "L1-Strafe $w$") }
func (l Language) L2Penalty() string    { return l.say("L2 penalty $w$", "L2-Strafe $w$") }
func (l Language) WeightDecay() string  { return l.say("weight decay", "Weight Decay") }
func (l Language) PenaltyOrDecay() string {
	return l.say("penalty or decay $w$", "Strafe oder Decay $w$")
}
func (l Language) EdgeOfStability() string { return l.say("edge of stability", "Stabilitätsgrenze") }

// germanParams holds the German descriptions of parameters of surfaces, by their keys.
var germanParams = map[string]string{
	"kappa": "Konditionszahl", "corrupt": "Wahrscheinlichkeit, dass ein Label ein Münzwurf ist",
}

// Param returns the description of a parameter of a surface, given the key and the English
// description.
func (l Language) Param(key, about string) string { return l.named(germanParams, key, about) }

// These methods name the curves of a cloud and of a check of gradients, as markup.

func (l Language) FullGradient() string { return l.say("full gradient", "voller Gradient") }
func (l Language) ForwardDifferences() string {
	return l.say("forward differences", "Vorwärtsdifferenzen")
}
func (l Language) CentralDifferences() string {
	return l.say("central differences", "zentrale Differenzen")
}
func (l Language) StepSize() string { return l.say("step $h$", "Schrittweite $h$") }
func (l Language) GradientError() string {
	return l.say("relative error of the gradient", "relativer Fehler des Gradienten")
}
