package words

import (
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/surfaces"
)

// These methods write, as markup, the parts of a subtitle, which says how the runs were made.
func (l Language) Start(at string) string { return l.say("start %s", "Start %s", at) }

// StartAt says where runs start: in one dimension as an equation.
func (l Language) StartAt(x []float64) string {
	if len(x) == 1 {
		return "$x_0 = " + l.Number(x[0]) + "$"
	}
	return l.Start(l.Coordinates(x))
}
func (l Language) RunsCompared(n int) string {
	return l.say("%d runs compared", "%d Läufe im Vergleich", n)
}
func (l Language) OneFaint(band string) string {
	return l.say("%s, one run drawn faintly", "%s, ein Lauf blass gezeichnet", band)
}
func (l Language) OneRunFaint(line string) string {
	return l.say("%s, one run drawn faintly", "%s, ein Lauf blass gezeichnet", line)
}
func (l Language) ExpectedLoss() string { return l.say("expected loss", "erwarteter Verlust") }
func (l Language) Band(centre, seeds string) string {
	return centre + "; " + l.BandOf(seeds)
}
func (l Language) CentreAndBand(centre, seeds string) string {
	return l.say("%s and 10–90 %% of %s", "%s und 10–90 %% von %s", centre, seeds)
}
func (l Language) BandOf(seeds string) string {
	return l.say("band: 10–90 %% of %s", "Band: 10–90 %% von %s", seeds)
}
func (l Language) WhereSeedsEnd(seeds string) string {
	return l.say("where %s end, all to one height", "wo %s enden, alle gleich hoch", seeds)
}
func (l Language) EndsOfSeeds(seeds string) string {
	return l.say("histograms: where %s end, all drawn to one height", "Histogramme: wo %s enden, alle gleich hoch gezeichnet", seeds)
}
func (l Language) StandardDeviation(v float64) string {
	return l.say("standard deviation %s", "Standardabweichung %s", l.Number(v))
}
func (l Language) EndsAround(run string, mean, deviation float64) string {
	return l.say(" %s: the ends have the mean %s and the standard deviation %s.", " %s: Die Enden haben das Mittel %s und die Standardabweichung %s.",
		run, l.Number(mean), l.Number(deviation))
}
func (l Language) Mean() string     { return l.say("mean", "Mittel") }
func (l Language) Median() string   { return l.say("median", "Median") }
func (l Language) Expected() string { return l.say("expected loss", "erwarteter Verlust") }
func (l Language) SeedsFromTo(least, most int) string {
	return l.say("%d to %s", "%d bis %s", least, l.Seeds(most))
}
func (l Language) OneOfMany(seeds string, every int) string {
	if every > 1 {
		return l.say("one of %s, every %d steps", "einer von %s, alle %d Schritte", seeds, every)
	}
	return l.say("one of %s", "einer von %s", seeds)
}
func (l Language) WhereAllEnd() string { return l.say("where all end", "wo alle enden") }
func (l Language) LineIs(what string) string {
	return l.say("line: %s", "Linie: %s", what)
}
func (l Language) DotsAre(what string) string {
	return l.say("dots: %s", "Punkte: %s", what)
}
func (l Language) OnLine(from, to []float64) string {
	return l.say("on the line from %s to %s", "auf der Linie von %s nach %s", l.Coordinates(from), l.Coordinates(to))
}
func (l Language) StraightLine() string { return l.say("straight line", "Gerade") }
func (l Language) IterateOffLine() string {
	return l.say("iterate off the line", "Iterierte neben der Linie")
}
func (l Language) OffLine() string {
	return l.say("markers off the curve: iterates off the line", "Marken neben der Kurve: Iterierte neben der Linie")
}
func (l Language) DescentArrows() string {
	return l.say("arrows along $-∇f$", "Pfeile entlang $-∇f$")
}
func (l Language) FirstStepArrows(rule string) string {
	return l.say("arrows along the first step of %s", "Pfeile entlang des ersten Schritts von %s", rule)
}
func (l Language) EachFirstStepArrows() string {
	return l.say("arrows along each rule’s first step", "Pfeile entlang des ersten Schritts jedes Verfahrens")
}
func (l Language) ModelDashed(at []float64) string {
	return l.say("quadratic model at %s dashed", "quadratisches Modell bei %s gestrichelt", l.Coordinates(at))
}
func (l Language) QuadraticModel() string {
	return l.say("quadratic model", "quadratisches Modell")
}
func (l Language) NewtonArrow() string {
	return l.say("Newton’s step an arrow", "der Newton-Schritt ein Pfeil")
}

// These methods write, as markup, how a run ends, beside the run's name.
//
// Diverges names no step: the step of the verdict is the one whose number overflowed, long
// after the run has left every picture.
func (l Language) Diverges() string { return l.say("diverges", "divergiert") }
func (l Language) Stops(step int) string {
	return l.say("stops at $k = %d$", "bricht ab bei $k = %d$", step)
}
func (l Language) LeavesWindow() string {
	return l.say("leaves the window", "verlässt den Ausschnitt")
}
func (l Language) StoppedEarly(step int) string {
	return l.say("stopped early at $k = %d$", "früh gestoppt bei $k = %d$", step)
}
func (l Language) BestAt(step int) string {
	return l.say("best at $k = %d$", "am besten bei $k = %d$", step)
}
func (l Language) SomeDiverge(n, of int) string {
	if n == 1 {
		return l.say("1 of %d diverges", "1 von %d divergiert", of)
	}
	return l.say("%d of %d diverge", "%d von %d divergieren", n, of)
}
func (l Language) HardlyMoves() string  { return l.say("hardly moves", "bewegt sich kaum") }
func (l Language) DoesNotMove() string  { return l.say("does not move", "bewegt sich nicht") }
func (l Language) NoStep() string       { return l.say("no step", "kein Schritt") }
func (l Language) ConstantRate() string { return l.Schedule("constant", "constant") }

// These methods name the curves of a run other than its loss.
func (l Language) Validation() string { return l.say("validation", "Validierung") }
func (l Language) Test() string       { return l.say("test", "Test") }
func (l Language) Training() string   { return l.say("training", "Training") }

// These methods name the marks that a figure's key explains.
func (l Language) StartMark() string      { return l.say("start", "Start") }
func (l Language) EndMark() string        { return l.say("end", "Ende") }
func (l Language) ValidationLoss() string { return l.say("validation loss", "Validierungsverlust") }
func (l Language) ValidationContours() string {
	return l.say("validation contours", "Höhenlinien der Validierung")
}
func (l Language) SwingRange() string {
	return l.say("range of nearby steps", "Spanne benachbarter Schritte")
}
func (l Language) ValidationMinimum() string {
	return l.say("validation minimum", "Minimum der Validierung")
}
func (l Language) LowestValidation() string {
	return l.say("lowest validation loss", "kleinster Validierungsverlust")
}
func (l Language) CurvesUp() string   { return l.say("curves up", "aufwärts gekrümmt") }
func (l Language) CurvesDown() string { return l.say("curves down", "abwärts gekrümmt") }
func (l Language) Undefined() string  { return l.say("undefined", "nicht definiert") }
func (l Language) Data() string       { return l.say("data", "Daten") }
func (l Language) Class(i int) string { return l.say("class %d", "Klasse %d", i) }

// These methods name many critical points of one kind in the key.
func (l Language) Minima(n int) string { return l.say("%d minima", "%d Minima", n) }
func (l Language) LocalMinima(n int) string {
	return l.say("%d local minima", "%d lokale Minima", n)
}
func (l Language) Saddles(n int) string { return l.say("%d saddles", "%d Sattelpunkte", n) }
func (l Language) Maxima(n int) string  { return l.say("%d maxima", "%d Maxima", n) }
func (l Language) DegeneratePoints(n int) string {
	return l.say("%d flat points", "%d flache Punkte", n)
}

// These methods write the words beside models that are drawn on their data.
func (l Language) Model() string      { return l.say("model", "Modell") }
func (l Language) NoBoundary() string { return l.say("no boundary", "keine Grenze") }

// These methods write the words of worked examples.
func (l Language) Iterate() string  { return l.say("iterate", "Iterierte") }
func (l Language) Gradient() string { return l.say("gradient", "Gradient") }
func (l Language) Rate() string     { return l.say("rate", "Lernrate") }
func (l Language) RowsLeftOut(n int) string {
	return l.say("%s left out", "%s ausgelassen", l.Rows(n))
}
func (l Language) FirstCoordinates(n, of int) string {
	return l.say("the first %d of %d coordinates", "die ersten %d von %d Koordinaten", n, of)
}
func (l Language) Without(things []string) string {
	return l.say("%s omitted", "%s ausgelassen", l.Enumerate(things))
}

// These methods write the description of a figure for readers who cannot see it.
func (l Language) Landscape(m surfaces.Meta) string {
	switch {
	case m.Title == "" && m.Formula == "":
		return l.say("Loss landscape.", "Verlustlandschaft.")
	case m.Title == "" || m.Name == "formula":
		return l.say("Loss landscape of f = %s.", "Verlustlandschaft von f = %s.", l.Decimals(scale.Minus(m.Formula)))
	}
	return l.say("Loss landscape of %s.", "Verlustlandschaft: %s.", l.phrase(m))
}
func (l Language) WithSchedule(run, schedule string) string {
	return l.say("%s (%s rate)", "%s (Lernrate %s)", run, schedule)
}
func (l Language) afterSteps(n int) string {
	return l.say("after %s", "nach %s", l.count(n, "step", "steps", "Schritt", "Schritten"))
}
func (l Language) IsAt(run string, loss float64, steps int) string {
	return l.say("%s is at %s %s", "%s ist bei %s %s", run, l.Number(loss), l.afterSteps(steps))
}
func (l Language) Reaches(run, tolerance string, minimum float64, steps int) string {
	return l.say("%s is within %s of the minimum %s %s", "%s ist bis auf %s am Minimum %s %s", run, l.Decimals(tolerance), l.Number(minimum), l.afterSteps(steps))
}
func (l Language) RunDiverges(run string) string { return run + " " + l.Diverges() }
func (l Language) StopsAtStep(run string, v optimizers.Verdict) string {
	return l.say("%s stops at step %d: %s", "%s bricht bei Schritt %d ab: %s", run, v.Step, l.reason(v))
}
func (l Language) StopsEarly(run string, step, best int) string {
	return l.say("%s stops early at step %d, best at %d", "%s stoppt früh bei Schritt %d, am besten bei %d", run, step, best)
}
func (l Language) OutsideWindow(run string) string {
	return l.say("%s, outside the window", "%s, außerhalb des Ausschnitts", run)
}
func (l Language) EndsAt(run, point string, x []float64) string {
	return l.say("%s ends at the %s %s", "%s endet im %s %s", run, l.atPoint(point), l.Coordinates(x))
}
func (l Language) AtPoint(run, point string, x []float64) string {
	return l.say("%s, at the %s %s", "%s, im %s %s", run, l.atPoint(point), l.Coordinates(x))
}
func (l Language) OnSet(run string, v optimizers.Verdict) string {
	return l.say("%s, on %s", "%s, auf %s", run, l.set(v))
}
func (l Language) IsOscillating(run string) string {
	return l.say("%s, oscillating", "%s und schwingt", run)
}
func (l Language) IsStalled(run string) string {
	return l.say("%s, stalled", "%s und steht still", run)
}
func (l Language) ValidationLowest(loss float64, steps int) string {
	return l.say("Its validation loss is lowest, %s, %s.", "Der Validierungsverlust ist am kleinsten, %s, %s.", l.Number(loss), l.afterSteps(steps))
}
func (l Language) ExpectedDiverges(run string) string {
	return l.say("%s: the expected loss diverges", "%s: der erwartete Verlust divergiert", run)
}
func (l Language) ExpectedAfter(run string, loss float64, steps int) string {
	return l.say("%s: expected loss %s %s", "%s: erwarteter Verlust %s %s", run, l.Number(loss), l.afterSteps(steps))
}
func (l Language) SeedsDiverge(run string, lost, seeds int) string {
	return l.say("%s diverges in %d of %s", "%s divergiert bei %d von %s", run, lost, l.Seeds(seeds))
}
func (l Language) MeanLoss() string   { return l.say("mean loss", "mittlerer Verlust") }
func (l Language) MedianLoss() string { return l.say("median loss", "Median des Verlusts") }
func (l Language) SeedsAfter(run, centre string, seeds int, loss float64, steps int) string {
	return l.say("%s: %s of %s %s %s", "%s: %s von %s %s %s", run, centre, l.Seeds(seeds), l.Number(loss), l.afterSteps(steps))
}
func (l Language) ButDiverge(outcome string, lost int) string {
	return l.say("%s, %d diverge", "%s, %d divergieren", outcome, lost)
}
func (l Language) Spread(outcome string, low, high float64) string {
	return l.say("%s; 80 %% of the seeds end between %s and %s", "%s; 80 %% der Seeds enden zwischen %s und %s", outcome, l.Rounded(low), l.Rounded(high))
}
func (l Language) DashedAt(at float64, what string) string {
	return l.say(" Dashed at %s: %s.", " Gestrichelt bei %s: %s.", l.Number(at), what)
}
func (l Language) ScoreAtEnd(run, score string, v float64) string {
	return l.say(" %s: %s %s at the end.", " %s: %s am Ende %s.", run, score, l.Number(v))
}
func (l Language) MakesNoStep(run string) string {
	return l.say("%s makes no step.", "%s macht keinen Schritt.", run)
}
func (l Language) RatesGo(run string, first, last, least, most float64) string {
	return l.say("%s: learning rate %s at first, %s at last, from %s to %s.", "%s: Lernrate zuerst %s, zuletzt %s, zwischen %s und %s.",
		run, l.Number(first), l.Number(last), l.Number(least), l.Number(most))
}
func (l Language) RatesTunedFor(what, protocol string) string {
	return l.say(" Learning rates tuned for the %s: %s.", " Lernraten, gewählt nach dem Kriterium „%s“: %s.", what, protocol)
}
func (l Language) NoRateIsGood(run string) string {
	return l.say(" %s: none is any good.", " %s: keine taugt.", run)
}
func (l Language) At(value, place string) string { return l.say("%s at %s", "%s bei %s", value, place) }
func (l Language) DataBeside(examples int, set string) string {
	return l.say(" Beside it %s of %s", " Daneben %s des Datensatzes %s", l.Examples(examples), set)
}
func (l Language) DataDrawn(examples int, set string) string {
	return l.say(" Drawn are %s of %s", " Gezeichnet sind %s des Datensatzes %s", l.Examples(examples), set)
}
func (l Language) WithModel() string { return l.say(", with the model", ", mit dem Modell") }
func (l Language) WithModelAt(moments []string) string {
	return l.say(", with the model at %s", ", mit dem Modell bei %s", l.Enumerate(moments))
}
func (l Language) DashedIs(formula string) string {
	return l.say(" The dashed line is %s.", " Die gestrichelte Linie ist %s.", l.Decimals(formula))
}

// These methods label the controls of a film's player.
func (l Language) Play() string        { return l.say("Play", "Abspielen") }
func (l Language) Pause() string       { return l.say("Pause", "Anhalten") }
func (l Language) FrameBack() string   { return l.say("One frame back", "Ein Bild zurück") }
func (l Language) FrameOn() string     { return l.say("One frame on", "Ein Bild weiter") }
func (l Language) ToStart() string     { return l.say("To the start", "Zum Anfang") }
func (l Language) Scrub() string       { return l.say("Position", "Stelle") }
func (l Language) Speed() string       { return l.say("Speed", "Tempo") }
func (l Language) ShowOrHide() string  { return l.say("Show or hide", "Zeigen oder verbergen") }
func (l Language) Runs() string        { return l.say("Runs", "Läufe") }
func (l Language) LossReadout() string { return l.say("loss", "Verlust") }
