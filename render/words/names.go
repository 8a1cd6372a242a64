package words

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/optviz/optviz/surfaces"
)

// germanSurfaces holds the German titles of the catalogue's surfaces by their names, with a
// verb for each of the title's parts. Surfaces that have the name of a person keep it.
var germanSurfaces = map[string]string{
	"ravine": "Schlucht", "sphere": "Kugelfunktion", "saddle": "Sattel", "monkey-saddle": "Affensattel",
	"double-well": "Doppelmulde", "tilted-double-well": "Gekippte Doppelmulde", "sharp-flat": "Scharfes und flaches Minimum",
	"product": "Produkt zweier Gewichte", "edge-of-stability": "Stabilitätsgrenze", "cliff": "Klippe eines rekurrenten Netzes",
	"overfit": "Training und Validierung", "three-hump-camel": "Three-Hump-Camel-Funktion", "six-hump-camel": "Six-Hump-Camel-Funktion",
	"gaussian-bump": "Gauß-Hügel", "washboard": "Waschbrett", "absolute": "Beträge", "holder-table": "Hölder-Table-Funktion", "cross-in-tray": "Cross-in-Tray-Funktion", "drop-wave": "Drop-Wave-Funktion", "eggholder": "Eggholder-Funktion", "peaks": "Peaks-Funktion",
	"powell-badly-scaled": "Powell, schlecht skaliert", "brown-badly-scaled": "Brown, schlecht skaliert",
	"line5": "Gerade durch fünf Punkte", "line1000": "Gerade durch 1000 Punkte", "line": "Lineare Regression",
	"polynomial": "Polynom vom Grad %s", "neuron": "Ein Neuron", "logistic": "Logistische Regression",
	"rare-gradient": "Ein seltener großer Gradient", "random-features": "Zufällige Merkmale",
	"network": "Netz %s auf dem Datensatz %s", "formula": "Formel",
}

// Surface returns the title of a surface. For a plane the title names the surface that the
// plane cuts, and how.
func (l Language) Surface(m surfaces.Meta) string {
	if m.Slice != nil {
		return l.Surface(m.Slice.Of) + ", " + l.slice(m.Slice.Kind)
	}
	title := strings.TrimSuffix(m.Title, m.Penalties)
	if german, ok := germanSurfaces[m.Name]; ok {
		varying := make([]any, len(m.Varying))
		for i, v := range m.Varying {
			varying[i] = v
		}
		title = l.say(title, fmt.Sprintf(german, varying...))
	}
	return title + l.Decimals(m.Penalties)
}

// SurfaceOfCatalogue returns the title of a surface of the catalogue, whatever its parameters, given its
// name and its English title. %s stands for what varies.
func (l Language) SurfaceOfCatalogue(name, title string) string {
	return l.named(germanSurfaces, name, title)
}

// englishPhrases holds, for surfaces whose titles are words rather than names, what follows
// "Loss landscape of"; %s stands for the title with a small first letter.
var englishPhrases = map[string]string{
	"ravine": "a %s", "sphere": "the %s", "saddle": "a %s", "monkey-saddle": "a %s", "double-well": "a %s", "tilted-double-well": "a %s",
	"sharp-flat": "a sharp and a flat minimum", "product": "the %s", "edge-of-stability": "the %s", "cliff": "the %s",
	"overfit": "a training and a validation loss", "dropout": "dropout on two weights", "three-hump-camel": "the %s", "six-hump-camel": "the %s",
	"gaussian-bump": "a Gaussian bump", "washboard": "a %s", "absolute": "the sum of %s", "holder-table": "the Hölder table",
	"powell-badly-scaled": "Powell’s badly scaled function", "brown-badly-scaled": "Brown’s badly scaled function",
	"line5": "a %s", "line1000": "a %s", "line": "%s", "polynomial": "a %s", "neuron": "%s", "logistic": "%s",
	"rare-gradient": "a %s", "random-features": "%s", "network": "a %s",
}

// phrase returns the name of a surface as it stands in a sentence: "one neuron", "the
// Himmelblau function, L2 0.5". Only English has a phrase of its own.
func (l Language) phrase(m surfaces.Meta) string {
	whole := l.Surface(m)
	if l != English {
		return whole
	}
	base := m
	for base.Slice != nil {
		base = base.Slice.Of
	}
	title := strings.TrimSuffix(base.Title, base.Penalties)
	phrase := "the " + title + " function"
	if form, ok := englishPhrases[base.Name]; ok {
		phrase = strings.ReplaceAll(form, "%s", strings.ToLower(title[:1])+title[1:])
	}
	return strings.Replace(whole, title, phrase, 1)
}

// slice names how a slice lies in its surface.
func (l Language) slice(kind surfaces.SliceKind) string {
	switch kind {
	case surfaces.RandomDirections:
		return l.say("a random slice", "ein zufälliger Schnitt")
	case surfaces.PrincipalComponents:
		return l.say("the principal components of the path", "die Hauptkomponenten des Wegs")
	case surfaces.BetweenSolutions:
		return l.say("a slice through two solutions", "ein Schnitt durch zwei Lösungen")
	case surfaces.FromStart:
		return l.say("a slice from start to end", "ein Schnitt vom Start zum Ende")
	}
	return l.say("a slice", "ein Schnitt")
}

// SliceAxes returns the names of the coordinates of a slice.
func (l Language) SliceAxes(m surfaces.Meta) [2]string {
	both := func(first, second string) [2]string {
		return [2]string{l.say(m.Axes[0], first), l.say(m.Axes[1], second)}
	}
	switch across := "quer dazu, in derselben Einheit"; m.Slice.Kind {
	case surfaces.RandomDirections:
		return both("Zufallsrichtung 1", "Zufallsrichtung 2")
	case surfaces.PrincipalComponents:
		variance := func(i int) string {
			return fmt.Sprintf("PC %d, %s der Varianz", i+1, l.Decimals(surfaces.Percent(m.Slice.Share[i])))
		}
		return both(variance(0), variance(1))
	case surfaces.BetweenSolutions:
		return both("von einer Lösung (0) zur anderen (1)", across)
	case surfaces.FromStart:
		return both("vom Start (0) zum Ende (1)", across)
	}
	return both("Richtung 1", "Richtung 2")
}

// germanRules holds the German titles of the catalogue's rules by their names. The title
// of a rule around another has a verb for the inner rule.
var germanRules = map[string]string{
	"damped-newton": "Gedämpftes Newton", "modified-newton": "Modifiziertes Newton", "saddle-free-newton": "Sattelfreies Newton",
	"cg": "Konjugierte Gradienten", "gauss-newton": "Gauß-Newton",
	"averaging": "Gemitteltes %s", "projected": "Projiziertes %s", "lookahead": "Lookahead mit %s",
}

// Rule returns the title of a rule, given the rule's name and its English title.
func (l Language) Rule(name, title string) string { return l.named(germanRules, name, title) }

// RuleAround returns the title of a rule around another, given the name, the English title
// and the title of the inner rule.
func (l Language) RuleAround(name, title, inner string) string {
	form := l.named(germanRules, name, title+" %s")
	if strings.HasPrefix(inner, "Gradientenabstieg") || strings.HasPrefix(inner, "GD") { // masculine, as no other rule
		form = strings.Replace(form, "tes %s", "ter %s", 1)
	}
	return fmt.Sprintf(form, inner)
}

// DescentName states what figures call the rule that follows the gradient alone.
type DescentName int

// The names of gradient descent.
const (
	Catalogued   DescentName = iota // SGD, where steps see samples
	FullDescent                     // gradient descent, where no sample is drawn
	ShortDescent                    // GD
)

// Shortened returns the short form of a name.
func (n DescentName) Shortened() DescentName {
	if n == FullDescent {
		return ShortDescent
	}
	return n
}

// Descent returns the title of the rule that follows the gradient alone.
func (l Language) Descent(n DescentName) string {
	switch n {
	case FullDescent:
		return l.say("Gradient descent", "Gradientenabstieg")
	case ShortDescent:
		return "GD"
	}
	return "SGD"
}

// symbols holds what figures write for the keys of rules.
var symbols = map[string]string{
	"lr": "η", "momentum": "β", "beta1": "β₁", "beta2": "β₂", "eps": "ε", "rho": "ρ", "alpha": "α", "mu": "μ",
	"gamma": "γ", "tau": "τ", "etaminus": "η⁻", "etaplus": "η⁺",
}

// germanParameters holds the German names of parameters without a symbol.
var germanParameters = map[string]string{
	"l1": "L1-Strafe", "weight_decay": "Weight Decay", "dampening": "Dämpfung", "warmup": "Warm-up", "power": "Grad", "tail": "Anteil", "temperature": "Temperatur",
	"milestones": "Stufen bei", "step_size": "Stufenlänge", "decay": "Abfall", "factor": "Faktor", "threshold": "Schwelle", "low": "unten", "high": "oben",
	"exact": "exakt", "centered": "zentriert", "lr_decay": "Abfall der Lernrate", "momentum_decay": "Abfall des Momentums", "history_size": "Gedächtnis",
	"base_lr": "kleinste η", "max_lr": "größte η", "min_lr": "kleinste η", "start_lr": "erste η", "end_lr": "letzte η", "mode": "Art", "shape": "Form",
	"eta_min": "kleinste η", "step_size_max": "größter Schritt", "step_size_min": "kleinster Schritt", "step_size_up": "Schritte aufwärts", "step_size_down": "Schritte abwärts",
	"anneal_strategy": "Verlauf", "cooldown": "Pause", "d_model": "Modellbreite", "div_factor": "Teiler am Anfang", "final_div_factor": "Teiler am Ende",
	"start_factor": "Faktor am Anfang", "end_factor": "Faktor am Ende", "patience": "Patience", "pct_start": "Anteil des Anstiegs", "three_phase": "drei Phasen",
	"total_iters": "Schritte", "total_steps": "Schritte", "warmup_steps": "Warm-up-Schritte",
}

// englishParameters holds the English names of parameters that are not their keys.
var englishParameters = map[string]string{"l1": "L1 penalty"}

// Parameter writes a parameter of a rule with its value: η = 0.1.
func (l Language) Parameter(key, value string) string { return l.ParameterName(key) + " = " + value }

// ParameterName returns what figures call the parameter of a key: a symbol or words.
func (l Language) ParameterName(key string) string {
	if symbol, ok := symbols[key]; ok {
		return symbol
	}
	return l.named(germanParameters, key, cmp.Or(englishParameters[key], strings.ReplaceAll(key, "_", " ")))
}

// germanSchedules holds the German titles of the catalogue's schedules by their names.
var germanSchedules = map[string]string{
	"constant": "konstant", "step": "stufenweise", "multistep": "Stufen", "exponential": "exponentiell", "polynomial": "Polynom",
	"inverse-time": "inverse Zeit", "inverse-sqrt": "inverse Wurzel", "cosine": "Kosinus", "cosine-restarts": "Kosinus-Neustarts",
	"cyclic": "zyklisch", "one-cycle": "One-Cycle", "wsd": "WSD", "range-test": "Lernratentest", "noam": "Noam", "plateau": "Plateau",
}

// plainSchedules holds what figures call a schedule in English where the catalogue's title is
// the name of a class in a library.
var plainSchedules = map[string]string{"multistep": "steps", "inverse-sqrt": "inverse root"}

// Schedule returns the title of a schedule, given the schedule's name and its English
// title.
func (l Language) Schedule(name, title string) string {
	return l.named(germanSchedules, name, cmp.Or(plainSchedules[name], title))
}

func (l Language) named(german map[string]string, name, title string) string {
	if text, ok := german[name]; ok {
		return l.say(title, text)
	}
	return title
}

// germanPoints holds the German names of critical points, and of curves and areas of them,
// by the names that verdicts give.
var germanPoints = map[string]string{
	"minimum": "Minimum", "degenerate point": "flacher Punkt", "local minimum": "lokales Minimum", "saddle": "Sattelpunkt", "maximum": "Maximum", "degenerate": "flacher Punkt",
	"curve of minima": "Kurve von Minima", "area of minima": "Fläche von Minima",
	"curve of maxima": "Kurve von Maxima", "plateau": "Plateau",
	"flat curve": "flache Kurve", "flat area": "flache Fläche",
}

// Point returns the name of a kind of critical point, given the English name in a verdict
// or a surface.
func (l Language) Point(name string) string {
	if name == "degenerate" || name == "degenerate point" {
		return l.say("flat point", germanPoints[name])
	}
	return l.named(germanPoints, name, name)
}

// atPoint returns the name of a kind of critical point as it follows "at the": in German in
// the dative.
func (l Language) atPoint(name string) string {
	dative := strings.NewReplacer("lokales ", "lokalen ", "flacher ", "flachen ")
	return l.say(l.Point(name), dative.Replace(l.Point(name)))
}

// germanSets holds the German names of curves and areas, in the case that follows "zu" and
// "auf".
var germanSets = map[string]string{
	"curve of minima": "einer Kurve von Minima", "area of minima": "einer Fläche von Minima",
	"curve of maxima": "einer Kurve von Maxima", "plateau": "einem Plateau",
	"flat curve": "einer flachen Kurve", "flat area": "einer flachen Fläche",
}
