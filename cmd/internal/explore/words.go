package explore

import "github.com/optviz/optviz/render/words"

// wordsIn returns the words of the page in a language, by their keys in its scripts.
func wordsIn(l words.Language) map[string]string {
	said := map[string]string{
		"play": l.Play(), "pause": l.Pause(), "first": l.ToStart(), "scrub": l.Scrub(), "speed": l.Speed(), "runs": l.Runs(),
		"step": l.Step(), "length": l.StepLength(), "norm": l.GradientNorm(),
	}
	for key, text := range liveWords {
		said[key] = text.In(l)
	}
	return said
}

// liveWords holds the words that only the live page says. They are not in package words, since the page's
// module holds that package and needs none of them.
var liveWords = map[string]words.Text{
	"surface": {"Surface", "Funktion"}, "formula": {"Formula", "Formel"}, "own": {"own formula …", "eigene Formel …"},
	"loss": {"Loss", "Verlust"}, "rate": {"Rate", "Lernrate"}, "gradient": {"Gradient", "Gradient"}, "coordinates": {"Coordinates", "Koordinaten"},
	"slice": {"Slice", "Schnitt"}, "state": {"State", "Zustand"}, "steps": {"Steps", "Schritte"},
	"noise": {"Noise", "Rauschen"}, "batch": {"Batch", "Batch"}, "seed": {"Seed", "Seed"}, "start": {"Start", "Start"}, "clip": {"Clip", "Kappen"},
	"add": {"Add a rule", "Verfahren hinzufügen"}, "remove": {"Remove", "Entfernen"}, "duplicate": {"Duplicate", "Verdoppeln"},
	"schedule": {"Schedule", "Schedule"}, "learning": {"Learning rate", "Lernrate"}, "more": {"Parameters", "Parameter"}, "rule": {"Rule", "Verfahren"},
	"back": {"One step back", "Einen Schritt zurück"}, "next": {"One step on", "Einen Schritt weiter"},
	"drag": {"Drag a start: it runs again at once.", "Ziehe einen Start: Er läuft sofort neu."}, "map": {"Map of the loss", "Karte des Verlusts"},
	"whole": {"Whole window", "Ganzes Fenster"}, "newStart": {"Add a start", "Start hinzufügen"}, "suit": {"Choose the rates", "Lernraten wählen"}, "lessStart": {"Remove a start", "Start entfernen"},
	"command": {"Copy the command", "Befehl kopieren"}, "yaml": {"Copy YAML", "YAML kopieren"}, "link": {"Copy the link", "Link kopieren"}, "png": {"Save PNG", "PNG sichern"}, "svg": {"Save SVG", "SVG sichern"}, "copied": {"Copied", "Kopiert"},
	"dark": {"Dark", "Dunkel"}, "light": {"Light", "Hell"}, "language": {"Language", "Sprache"}, "aboveLeast": {"loss above its least", "Verlust über dem kleinsten"},
	"position": {"position", "Ort"}, "along": {"along the line from start to minimum", "auf der Strecke vom Start zum Minimum"}, "window": {"Window", "Fenster"},
	"noMap": {"Only surfaces of two coordinates have a map.", "Nur Funktionen zweier Koordinaten haben eine Karte."},
	"share": {"Share", "Teilen"}, "problem": {"Surface, starts and window", "Funktion, Starts und Ausschnitt"}, "further": {"Noise, penalties, batches", "Rauschen, Strafen, Batches"}, "all": {"all", "alle"}, "order": {"Order", "Reihenfolge"},
	"stories": {"Stories", "Geschichten"}, "storyHint": {"A story shows one idea, step by step.", "Eine Geschichte zeigt eine Idee, Schritt für Schritt."}, "before": {"Back", "Zurück"}, "on": {"Next", "Weiter"},
	"closer": {"Zoom in", "Vergrößern"}, "farther": {"Zoom out", "Verkleinern"}, "curves": {"Curves", "Kurven"}, "phase": {"Phase", "Phase"},
	"lossOf": {"loss f(x)", "Verlust f(x)"}, "lossWord": {"loss", "Verlust"}, "velocity": {"velocity xₖ₊₁ − xₖ", "Geschwindigkeit xₖ₊₁ − xₖ"}, "positionOf": {"position xₖ", "Ort xₖ"},
	"stateless": {"This rule keeps no state.", "Dieses Verfahren hat keinen Zustand."}, "refused": {"The link has values that no page takes: ", "Der Link hat Werte, die keine Seite kennt: "},
	"runColumn": {"run", "Lauf"}, "around": {"around", "um"}, "shuffled": {"shuffled", "gemischt"}, "given": {"as given", "wie gegeben"}, "startMark": {"start", "Start"}, "localMinimum": {"local minimum", "lokales Minimum"}, "descent": {"Gradient descent", "Gradientenabstieg"},
	"loading": {"Loading …", "Wird geladen …"}, "ended": {"The page cannot compute: ", "Die Seite kann nicht rechnen: "},
	"suited": {"Learning rates were chosen for this surface.", "Für diese Funktion wurden Lernraten gewählt."}, "oldRates": {"Keep the old ones", "Die alten behalten"},
	"fewerSteps": {"It is costly: %d steps take about a second.", "Sie ist aufwendig: %d Schritte dauern etwa eine Sekunde."},
	"cannotRun":  {"Left out, since it cannot run here:", "Weggelassen, da hier nicht ausführbar:"},
	"last":       {"To the end", "Zum Ende"}, "ownFormula": {"Type a formula", "Formel eingeben"}, "ownName": {"f(x, y) =", "f(x, y) ="},
	"inTheEnd": {"in the end", "am Ende"}, "normColumn": {"‖∇f‖", "‖∇f‖"},
	"means stalled":     {"Over the last tenth of the steps it moved less than a thousandth of the window.", "Im letzten Zehntel der Schritte bewegte er sich weniger als ein Tausendstel des Ausschnitts."},
	"means oscillating": {"Over the last tenth of the steps it moved, but the loss fell no further.", "Im letzten Zehntel der Schritte bewegte er sich, aber der Verlust sank nicht weiter."},
	"searching":         {"looking for critical points …", "sucht kritische Punkte …"}, "addConstant": {"Add", "Ergänze"}, "undo": {"Undo", "Rückgängig"},
	"tookLong":  {"This took too long to compute and was stopped.", "Diese Rechnung dauerte zu lange und wurde beendet."},
	"restarted": {"The computation failed and was started anew.", "Die Rechnung ist gescheitert und wurde neu begonnen."},
}
