package words

import (
	"errors"
	"fmt"
	"math"

	"github.com/optviz/optviz/optimizers"
)

// Verdict writes how a run ended.
func (l Language) Verdict(v optimizers.Verdict) string { return l.say(v.String(), l.german(v)) }

// german writes a verdict in German.
func (l Language) german(v optimizers.Verdict) string {
	switch {
	case v.Outcome == optimizers.Diverged:
		return fmt.Sprintf("divergiert bei Schritt %d", v.Step)
	case v.Outcome == optimizers.Failed:
		return fmt.Sprintf("abgebrochen bei Schritt %d: %s", v.Step, l.reason(v))
	case v.Outcome == optimizers.Stopped && v.Best < 0:
		return fmt.Sprintf("früh gestoppt bei Schritt %d: kein Validierungsverlust war eine Zahl", v.Step)
	case v.Outcome == optimizers.Stopped:
		return fmt.Sprintf("früh gestoppt bei Schritt %d, am besten bei %d", v.Step, v.Best)
	case v.Outcome == optimizers.Converged && v.Point < 0:
		return "konvergiert, dort ist kein bekannter Punkt"
	case v.Outcome == optimizers.Converged && v.At == nil && v.Name != "":
		return "konvergiert zu " + l.set(v)
	case v.Outcome == optimizers.Converged && v.Name != "":
		return "konvergiert zum " + l.atPoint(v.Name) + " " + l.Decimals(v.Where())
	case v.Outcome == optimizers.Converged:
		return "konvergiert zu " + l.Decimals(v.Where())
	}
	return l.outcome(v.Outcome)
}

// outcome writes how a run ended that reached no point.
func (l Language) outcome(o optimizers.Outcome) string {
	switch o {
	case optimizers.LeftWindow:
		return l.say("left the window", "hat den Ausschnitt verlassen")
	case optimizers.Oscillating:
		return l.say("oscillating", "schwingt")
	case optimizers.Stalled:
		return l.say("stalled", "steht still")
	}
	return l.say("still descending", "sinkt noch")
}

// set returns the name of the curve or the area where a run ended, in the case that
// follows "on" or "to".
func (l Language) set(v optimizers.Verdict) string {
	return l.say(v.NameWithArticle(), germanSets[v.Name])
}

// reason writes why a rule could not step.
func (l Language) reason(v optimizers.Verdict) string {
	var search *optimizers.LineSearchError
	if errors.As(v.Cause, &search) {
		return search.Rule + ": " + l.cause(search.Err)
	}
	return l.cause(v.Cause)
}

// cause writes which error kept a rule from stepping.
func (l Language) cause(err error) string {
	var matrix *optimizers.MatrixError
	switch {
	case errors.Is(err, optimizers.ErrUphill):
		return l.say(err.Error(), "die Richtung führt bergauf")
	case errors.Is(err, optimizers.ErrNothingLower):
		return l.say(err.Error(), "die Liniensuche findet nichts Tieferes")
	case errors.Is(err, optimizers.ErrHalved):
		return l.say(err.Error(), "kein Abstieg in dieser Richtung nach 100 Halbierungen")
	case errors.As(err, &matrix) && math.IsNaN(matrix.Condition):
		return l.say(err.Error(), "die "+germanMatrices[matrix.Matrix]+" ist nicht endlich")
	case errors.As(err, &matrix) && matrix.Matrix == optimizers.Jacobian:
		return l.say(err.Error(), fmt.Sprintf("Jacobi-Matrix ohne vollen Rang (reziproke Kondition %.1g)", matrix.Condition))
	case errors.As(err, &matrix) && matrix.Matrix == optimizers.DampedHessian:
		return l.say(err.Error(), fmt.Sprintf("singuläre gedämpfte Hesse-Matrix (reziproke Kondition %.1g)", matrix.Condition))
	case errors.As(err, &matrix):
		return l.say(err.Error(), fmt.Sprintf("singuläre Hesse-Matrix (reziproke Kondition %.1g)", matrix.Condition))
	case err == nil:
		return ""
	}
	return err.Error()
}

var germanMatrices = map[optimizers.Matrix]string{
	optimizers.Hessian: "Hesse-Matrix", optimizers.DampedHessian: "gedämpfte Hesse-Matrix", optimizers.Jacobian: "Jacobi-Matrix",
}

// These methods write the summary of a plot's runs.

func (l Language) Run() string          { return l.say("run", "Lauf") }
func (l Language) VerdictHead() string  { return l.say("verdict", "Ergebnis") }
func (l Language) StepCost() string     { return l.say("steps", "Schritte") }
func (l Language) ValueCost() string    { return l.say("values", "Werte") }
func (l Language) GradientCost() string { return l.say("gradients", "Gradienten") }
func (l Language) HessianCost() string  { return l.say("Hessians", "Hesse-Matrizen") }
func (l Language) BestAtStep(text string, step int) string {
	return l.say("%s (best at %d)", "%s (am besten bei %d)", text, step)
}
func (l Language) UntilInfimum(costs string, tolerance, infimum float64) string {
	return l.say("%s until first f - f* <= %s, f* = %s", "%s bis zum ersten f - f* <= %s, f* = %s", costs, l.plain(tolerance), l.plain(infimum))
}
func (l Language) UntilMinimum(costs string, tolerance, minimum float64) string {
	return l.say("%s until first f - fmin <= %s, fmin = %s, the lowest known minimum", "%s bis zum ersten f - fmin <= %s, fmin = %s, dem kleinsten bekannten Minimum",
		costs, l.plain(tolerance), l.plain(minimum))
}
func (l Language) plain(v float64) string { return l.Decimals(fmt.Sprintf("%g", v)) }
func (l Language) Unbounded() string {
	return l.say("nothing to count to: the loss is unbounded below", "kein Ziel, bis zu dem zu zählen wäre: der Verlust ist nach unten unbeschränkt")
}
func (l Language) NoMinimum() string {
	return l.say("nothing to count to: no minimum is known", "kein Ziel, bis zu dem zu zählen wäre: kein Minimum ist bekannt")
}
func (l Language) ShareClassified() string {
	return l.say("share of the examples classified correctly", "Anteil der richtig klassifizierten Beispiele")
}
func (l Language) ExpectedAtEnd() string {
	return l.say("expected losses at the end, exactly", "erwartete Verluste am Ende, exakt")
}
func (l Language) FinalOfSeeds(seeds int) string {
	return l.say("final losses of %d seeds, the first of them above", "Verluste am Ende von %d Seeds, der erste davon oben", seeds)
}
