package words

import "github.com/optviz/optviz/surfaces"

// These methods write the words of maps over hyperparameters. Names of axes are plain text
// in titles and descriptions, and markup beside a map.

func (l Language) Over(what, x string) string { return l.say("%s over %s", "%s über %s", what, x) }
func (l Language) OverBoth(what, x, y string) string {
	return l.say("%s over %s and %s", "%s über %s und %s", what, x, y)
}
func (l Language) FromTo(axis string, lo, hi float64) string {
	return l.say("%s from %s to %s", "%s von %s bis %s", axis, l.Number(lo), l.Number(hi))
}
func (l Language) And(a, b string) string { return l.say("%s and %s", "%s und %s", a, b) }
func (l Language) NoValue() string        { return l.say("no value", "kein Wert") }
func (l Language) BestValue(v float64, where string) string {
	return l.say("best %s at %s", "am besten %s bei %s", l.Number(v), where)
}
func (l Language) LowestValue(v float64, where string) string {
	return l.say("lowest %s at %s", "am kleinsten %s bei %s", l.Number(v), where)
}
func (l Language) CellsDiverged(n, of int) string {
	return l.say(", %d of %d diverged", ", %d von %d divergiert", n, of)
}
func (l Language) CellsNever(n int) string {
	return l.say(", %d never reached", ", %d nie erreicht", n)
}
func (l Language) Best() string          { return l.say("best", "bester Wert") }
func (l Language) BestOfRow() string     { return l.say("best in each row", "bester Wert je Zeile") }
func (l Language) Diverged() string      { return l.say("diverged", "divergiert") }
func (l Language) Never() string         { return l.say("never", "nie") }
func (l Language) NeverReached() string  { return l.say("never reached", "nie erreicht") }
func (l Language) NoFiniteValue() string { return l.say("no finite value", "kein endlicher Wert") }

// These methods write the words of maps of basins of attraction.

func (l Language) Basins() string { return l.say("Basins of attraction", "Einzugsgebiete") }
func (l Language) Starts(nx, ny int) string {
	return l.say("%d × %d starts", "%d × %d Startpunkte", nx, ny)
}
func (l Language) ColourShows() string {
	return l.say("colour: where a run from there ends", "Farbe: wo ein Lauf von dort endet")
}
func (l Language) PalerLater() string {
	return l.say(", paler the later", ", je später, desto blasser")
}
func (l Language) PalerEndsLater() string {
	return l.say("paler: the run ends later", "blasser: Der Lauf endet später")
}
func (l Language) ShadeShows() string {
	return l.say("shade: where a run from there ends", "Grauton: wo ein Lauf von dort endet")
}
func (l Language) WhichPointsReached(nx, ny int) string {
	return l.say("Which critical point %d x %d starts reach.", "Welchen kritischen Punkt %d x %d Startpunkte erreichen.", nx, ny)
}
func (l Language) AllOfKind(kind surfaces.Kind, n int) string { // of n points that are no minima
	switch {
	case kind == surfaces.Saddle && n == 1:
		return l.Point("saddle")
	case kind == surfaces.Saddle:
		return l.say("saddles", "Sattelpunkte")
	case kind == surfaces.Maximum && n == 1:
		return l.Point("maximum")
	case kind == surfaces.Maximum:
		return l.say("maxima", "Maxima")
	case n == 1:
		return l.Point("degenerate")
	}
	return l.say("flat points", "flache Punkte")
}
func (l Language) OtherMinima() string   { return l.say("other minima", "andere Minima") }
func (l Language) NotConverged() string  { return l.say("not converged", "nicht konvergiert") }
func (l Language) Elsewhere() string     { return l.say("elsewhere", "anderswo") }
func (l Language) AllSeeds() string      { return l.say("100 % of seeds", "100 % der Seeds") }
func (l Language) After(n string) string { return l.say("after %s", "nach %s", n) }
func (l Language) StepsAfter(n string) string { // as the end of a range after After
	return l.say("%s steps", "%s Schritten", n)
}

// These methods describe plots of series, clouds and diagrams.

func (l Language) Against(y, x string) string { return l.say("%s against %s.", "%s über %s.", y, x) }
func (l Language) Series(i int) string        { return l.say("Series %d", "Reihe %d", i) }
func (l Language) SeriesGoes(name string, x0, y0, x1, y1 float64, between string) string {
	return l.say(" %s: from %s at %s to %s at %s%s.", " %s: von %s bei %s bis %s bei %s%s.", name,
		l.Rounded(y0), l.Number(x0), l.Rounded(y1), l.Number(x1), between)
}
func (l Language) LowestBetween(x, y float64) string {
	return l.say(", lowest %s at %s", ", am kleinsten %s bei %s", l.Rounded(y), l.Number(x))
}
func (l Language) HighestBetween(x, y float64) string {
	return l.say(", highest %s at %s", ", am größten %s bei %s", l.Rounded(y), l.Number(x))
}
func (l Language) PointsSpan(name string, x0, x1, y0, y1 float64) string {
	return l.say(" %s: points at %s to %s, between %s and %s.", " %s: Punkte bei %s bis %s, zwischen %s und %s.", name,
		l.Number(x0), l.Number(x1), l.Rounded(y0), l.Rounded(y1))
}
func (l Language) MarkedAt(x, y float64, label string) string {
	return l.say(" At %s, %s: %s.", " Bei %s; %s: %s.", l.Number(x), l.Number(y), label)
}
func (l Language) CloudsAbout(x, y string, centre []float64) string {
	return l.say("%s and %s about %s.", "%s und %s um %s.", x, y, l.Coordinates(centre))
}
func (l Language) CloudIs(label string, points int, mean []float64, sx, sy float64) string {
	return l.say(" %s: %s, mean %s, standard deviations %s and %s.", " %s: %s, Mittel %s, Standardabweichungen %s und %s.",
		label, l.Points(points), l.Coordinates(mean), l.Number(sx), l.Number(sy))
}
func (l Language) NetworkOf(layers int, parts string) string {
	return l.say("A network of %s: %s.", "Ein Netz mit %s: %s.", l.count(layers, "layer", "layers", "Schicht", "Schichten"), parts)
}
func (l Language) NeuronOf(sum, inputs, activation, output string) string {
	return l.say("A neuron: the sum %s of %s, then the activation %s, gives %s.",
		"Ein Neuron: die Summe %s von %s, dann die Aktivierung %s, ergibt %s.", sum, inputs, activation, output)
}
func (l Language) AndBias(inputs, bias string) string {
	return l.say("%s and the bias %s", "%s und dem Bias %s", inputs, bias)
}
