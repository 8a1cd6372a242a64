package render

// german are the words of figures in German. A phrase comes before those that it
// could be taken for.
var german = [][2]string{
	// keys
	{"start", "Start"}, {"end", "Ende"}, {"minimum", "Minimum"}, {"local minimum", "lokales Minimum"}, {"saddle", "Sattelpunkt"},
	{"maximum", "Maximum"}, {"degenerate", "entartet"}, {"degenerate line", "entartete Linie"}, {"undefined", "nicht definiert"},
	{"%s local minima", "%s lokale Minima"}, {"%s minima", "%s Minima"}, {"%s saddles", "%s Sattelpunkte"}, {"%s maxima", "%s Maxima"},
	{"%s degenerate points", "%s entartete Punkte"}, {"saddles", "Sattelpunkte"}, {"maxima", "Maxima"}, {"other minima", "andere Minima"},
	{"validation loss", "Validierungsverlust"}, {"its minimum", "sein Minimum"}, {"lowest validation loss", "kleinster Validierungsverlust"},
	{"data", "Daten"}, {"class %s", "Klasse %s"}, {"best", "bester Wert"}, {"diverged", "divergiert"}, {"never reached", "nie erreicht"},
	{"not converged", "nicht konvergiert"}, {"elsewhere", "anderswo"},
	// axes
	{"loss $f(x_k)$", "Verlust $f(x_k)$"}, {"loss $f(x_k)$, log both ways", "Verlust $f(x_k)$, beiderseits logarithmisch"},
	{"loss $f(x_k) - f^*$", "Verlust $f(x_k) - f^*$"}, {"loss $f(x_k) - f_{min}$", "Verlust $f(x_k) - f_{min}$"}, {"loss $f$", "Verlust $f$"},
	{"step $k$", "Schritt $k$"}, {"epoch", "Epoche"}, {"gradient evaluations", "Gradientenauswertungen"},
	{"gradient evaluations of the full loss", "Gradientenauswertungen des ganzen Verlusts"}, {"rate $η_k$", "Lernrate $η_k$"},
	{"learning rate $η$", "Lernrate $η$"}, {"final loss", "Verlust am Ende"}, {"final loss − f*", "Verlust am Ende − f*"},
	{"final loss − $f^*$", "Verlust am Ende − $f^*$"}, {"best loss", "kleinster Verlust"}, {"validation loss at the end", "Validierungsverlust am Ende"},
	{"position $x_k$", "Ort $x_k$"}, {"velocity $x_{k+1} - x_k$", "Geschwindigkeit $x_{k+1} - x_k$"},
	{"distance from the start of the line", "Abstand vom Anfang der Linie"}, {"input", "Eingabe"}, {"output", "Ausgabe"},
	{"first input", "erste Eingabe"}, {"second input", "zweite Eingabe"}, {"probability of class 1", "Wahrscheinlichkeit der Klasse 1"},
	{"height $%s$", "Höhe $%s$"}, {"rate of convergence", "Konvergenzrate"}, {"noise", "Rauschen"}, {"batch", "Batch"},
	// runs
	{"diverges at $k = %s$", "divergiert bei $k = %s$"}, {"stops at $k = %s$", "bricht ab bei $k = %s$"}, {"leaves the window", "verlässt den Ausschnitt"},
	{"stopped early at $k = %s$, best at $k = %s$", "früh gestoppt bei $k = %s$, am besten bei $k = %s$"},
	{"stopped early at $k = %s$", "früh gestoppt bei $k = %s$"}, {"best at $k = %s$", "am besten bei $k = %s$"},
	{"validation", "Validierung"}, {"%s: validation", "%s: Validierung"}, {"%s of %s diverge", "%s von %s divergieren"},
	{"%s of %s diverges", "%s von %s divergiert"}, {"constant", "konstant"}, {"constant %s", "konstant %s"}, {"no boundary", "keine Grenze"},
	{"no finite value", "kein endlicher Wert"}, {"no step", "kein Schritt"}, {"none is any good", "keine taugt"}, {"%s constant", "%s konstant"},
	{"warm-up + %s", "Warm-up + %s"},
	{"cosine", "Kosinus"}, {"%s cosine", "%s Kosinus"}, {"cosine restarts", "Kosinus mit Neustarts"}, {"exponential", "exponentiell"},
	// subtitles
	{"start %s", "Start %s"}, {"a marker every %s", "eine Marke alle %s"}, {"1 step", "1 Schritt"}, {"%s steps", "%s Schritte"},
	{"1 epoch", "1 Epoche"}, {"%s epochs", "%s Epochen"}, {"1 seed", "1 Seed"}, {"1 row", "1 Zeile"}, {"%s rows", "%s Zeilen"},
	{"%s left out", "%s ausgelassen"}, {"recorded every %s", "aufgezeichnet alle %s"}, {"noise %s", "Rauschen %s"}, {"seed %s", "Seed %s"},
	{"median and 10–90 % of %s, one of them faint", "Median und 10–90 % von %s, einer davon blass"},
	{"one of %s, small dots: where all of them end", "einer von %s, kleine Punkte: wo alle enden"}, {"%s seeds", "%s Seeds"},
	{"batches of %s of %s examples", "Minibatches von %s aus %s Beispielen"}, {"%s a step", "%s je Schritt"}, {"1 mask", "1 Maske"}, {"%s masks", "%s Masken"},
	{"gradients clipped to length %s", "Gradienten gekappt auf Länge %s"}, {"colour: where a run from there ends", "Farbe: wo ein Lauf von dort endet"},
	{"%s starts", "%s Startpunkte"}, {"arrows along $-∇f$", "Pfeile entlang $-∇f$"}, {"arrows along each rule’s first step", "Pfeile entlang des ersten Schritts jedes Verfahrens"},
	{"arrows along the first step of %s", "Pfeile entlang des ersten Schritts von %s"}, {"quadratic model at %s dashed", "quadratisches Modell bei %s gestrichelt"},
	{"Newton’s step an arrow", "der Newton-Schritt ein Pfeil"}, {"on the line from %s to %s", "auf der Linie von %s nach %s"},
	{"markers off the curve: iterates off the line", "Marken neben der Kurve: Iterierte neben der Linie"},
	{"100 % of seeds", "100 % der Seeds"}, {"each rate the best of %s, by the final loss after %s gradients", "jede Lernrate die beste von %s, nach dem Verlust nach %s Gradienten"},
	{"losses beside the plane differ from those drawn by up to %s", "Verluste neben der Ebene weichen um bis zu %s ab"},
	{"off the plane, losses differ from those drawn by up to %s", "neben der Ebene weichen die Verluste um bis zu %s ab"},
	{"For lack of room: %s", "Aus Platzmangel: %s"}, {"without %s", "ohne %s"}, {"the first %s of %s coordinates", "die ersten %s von %s Koordinaten"},
	// worked examples
	{"iterate", "Iterierte"}, {"gradient", "Gradient"}, {"memory", "Gedächtnis"}, {"rate", "Lernrate"}, {"step", "Schritt"},
	// what is told to those who do not see the figure
	{"Loss landscape %s, f = %s", "Verlustlandschaft %s, f = %s"},
	{"%s (%s rate): loss %s after %s steps; %s", "%s (Lernrate %s): Verlust %s nach %s Schritten; %s"},
	{"%s (%s rate): loss %s after %s; %s", "%s (Lernrate %s): Verlust %s nach %s; %s"},
	{"Its validation loss is lowest, %s, after %s steps", "Der Validierungsverlust ist am kleinsten, %s, nach %s Schritten"},
	{"Its validation loss is lowest, %s, after %s", "Der Validierungsverlust ist am kleinsten, %s, nach %s"},
	{"Of %s the median loss is %s after %s steps, 10 % are below %s and above %s", "Von %s ist der Median des Verlusts %s nach %s Schritten, 10 % liegen unter %s und über %s"},
	{"Of %s the median loss is %s after %s, 10 % are below %s and above %s", "Von %s ist der Median des Verlusts %s nach %s, 10 % liegen unter %s und über %s"},
	{"converged to the %s", "konvergiert zum %s"}, {"converged to %s", "konvergiert nach %s"}, {"converged, no known point there", "konvergiert, dort ist kein bekannter Punkt"},
	{"diverged at step %s", "divergiert bei Schritt %s"}, {"stopped at step %s: %s", "abgebrochen bei Schritt %s: %s"},
	{"stopped early at step %s, best at %s", "früh gestoppt bei Schritt %s, am besten bei %s"}, {"left the window", "hat den Ausschnitt verlassen"},
	{"oscillating", "schwingt"}, {"stalled", "steht still"}, {"still descending", "sinkt noch"},
	{"minimum %s", "Minimum %s"}, {"saddle %s", "Sattelpunkt %s"}, {"maximum %s", "Maximum %s"},
	{"Which critical point %s starts reach", "Welchen kritischen Punkt %s Startpunkte erreichen"},
	// titles made of the runs, which have the widest gaps
	{"Basins of attraction", "Einzugsgebiete"}, {"%s: %s runs compared", "%s: %s Läufe im Vergleich"}, {"%s and %s", "%s und %s"},
	{"%s in batches of %s", "%s mit Minibatches von %s"}, {"%s with %s", "%s mit %s"},
}
