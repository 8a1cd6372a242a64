package words

import (
	"strconv"
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// These methods write a title that says how the runs ended, clause by clause.

// Clauses joins clauses on different runs.
func (l Language) Clauses(first, second string) string { return first + "; " + second }

// Arrives says that a run reaches the lowest known minimum.
func (l Language) Arrives(run string, steps int) string {
	return l.say("%s is there %s", "%s ist %s am Ziel", run, l.afterSteps(steps))
}

// ArriveTogether says that all of some runs reach the minimum at the same step.
func (l Language) ArriveTogether(runs, steps int) string {
	return l.say("%s are there %s", "%s sind %s am Ziel", l.all(runs), l.afterSteps(steps))
}

// BothArrive says when the first and the second of two runs reach the minimum.
func (l Language) BothArrive(first string, steps int, second string, later int) string {
	return l.say("%s, %s after %s", "%s, %s nach %s", l.Arrives(first, steps), second, scale.Thousands(later))
}

// AllArrive says when the first and the last of some runs reach the minimum.
func (l Language) AllArrive(runs int, first string, steps int, last string, later int) string {
	return l.say("%s get there: %s %s, %s last, after %s", "%s kommen ans Ziel: %s %s, %s zuletzt, nach %s",
		l.all(runs), first, l.afterSteps(steps), last, scale.Thousands(later))
}

// Height is the loss at the end of a run, in a title.
type Height struct {
	Value float64
	Above bool // Value is the height above the minimum
}

// text writes a height with two digits: 5.2, or 5.2 above the minimum.
func (h Height) text(l Language) string {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(h.Value, 'g', 2, 64), 64) // strconv wrote it
	text := l.Decimals(scale.Exact(rounded))
	if h.Above {
		return l.say("%s above the minimum", "%s über dem Minimum", text)
	}
	return text
}

// Same reports whether two heights read the same in a title.
func (h Height) Same(other Height) bool { return h.text(English) == other.text(English) }

// GetsTo says how low the loss of a run is at its end.
func (l Language) GetsTo(run string, h Height, steps int) string {
	if h.Above {
		return l.say("%s is %s %s", "%s ist %[3]s %[2]s", run, h.text(l), l.afterSteps(steps))
	}
	return l.say("%s gets to %s in %s", "%s kommt in %[3]s auf %[2]s", run, h.text(l), l.count(steps, "step", "steps", "Schritt", "Schritten"))
}

// StillAt says that the loss of a run is still high.
func (l Language) StillAt(run string, h Height) string {
	if h.Above {
		return l.say("%s is still %s", "%s ist noch %s", run, h.text(l))
	}
	return l.say("%s is still at %s", "%s ist noch bei %s", run, h.text(l))
}

// StillAtAfter says that the loss of a run is still high, and after how many steps.
func (l Language) StillAtAfter(run string, h Height, steps int) string {
	if h.Above {
		return l.say("%s is still %s %s", "%s ist %[3]s noch %[2]s", run, h.text(l), l.afterSteps(steps))
	}
	return l.say("%s is still at %s %s", "%s ist %[3]s noch bei %[2]s", run, h.text(l), l.afterSteps(steps))
}

// StillOscillates says that a run has not settled after some steps.
func (l Language) StillOscillates(run string, steps int) string {
	return l.say("%s still oscillates %s", "%s schwingt %s noch", run, l.afterSteps(steps))
}

// AllOscillate says that none of some runs has settled after some steps.
func (l Language) AllOscillate(runs, steps int) string {
	return l.say("%s still oscillate %s", "%s schwingen %s noch", l.all(runs), l.afterSteps(steps))
}

// EndAlike says that all of some runs end with the same loss.
func (l Language) EndAlike(runs int, h Height) string {
	if h.Above {
		return l.say("%s end alike, %s", "%s enden gleich, %s", l.all(runs), h.text(l))
	}
	return l.say("%s end alike, at %s", "%s enden gleich, bei %s", l.all(runs), h.text(l))
}

// EndsNear says that a run ends at a critical point, given its name in English.
func (l Language) EndsNear(run, point string) string {
	switch point {
	case "local minimum":
		return l.say("%s ends in a local minimum", "%s endet in einem lokalen Minimum", run)
	case "saddle":
		return l.say("%s ends at a saddle", "%s endet in einem Sattelpunkt", run)
	case "maximum":
		return l.say("%s ends at a maximum", "%s endet in einem Maximum", run)
	case "minimum":
		return l.say("%s ends in a minimum", "%s endet in einem Minimum", run)
	}
	return l.say("%s ends at a flat point", "%s endet in einem flachen Punkt", run)
}

// AllEndNear says that all of some runs end at the same critical point.
func (l Language) AllEndNear(runs int, point string) string {
	switch point {
	case "local minimum":
		return l.say("%s end in the same local minimum", "%s enden im selben lokalen Minimum", l.all(runs))
	case "saddle":
		return l.say("%s end at the same saddle", "%s enden im selben Sattelpunkt", l.all(runs))
	case "maximum":
		return l.say("%s end at the same maximum", "%s enden im selben Maximum", l.all(runs))
	}
	return l.say("%s end at the same point", "%s enden im selben Punkt", l.all(runs))
}

// Climbs says that a run goes up to a maximum, of which there may be others.
func (l Language) Climbs(run string) string {
	return l.say("%s climbs to a maximum", "%s steigt zu einem Maximum", run)
}

// OneStart says at how many points the runs from one start end.
func (l Language) OneStart(ends int) string {
	return l.say("One start, %s ends", "Ein Start, %s Enden", l.Counted(ends))
}

// StartsAndEnds says at how many points the runs from several starts end.
func (l Language) StartsAndEnds(starts, ends int) string {
	end := l.Counted(ends) + " " + l.say("ends", "Enden")
	if ends == 1 {
		end = l.say("one end", "ein Ende")
	}
	return l.say("%s starts, %s", "%s Starts, %s", l.capital(starts), end)
}

// AllDiverge says that all of some runs diverge.
func (l Language) AllDiverge(runs int) string {
	return l.say("%s diverge", "%s divergieren", l.all(runs))
}

// SeveralDiverge says that several runs diverge, in a second clause.
func (l Language) SeveralDiverge(runs int) string {
	return l.say("%s diverge", "%s divergieren", l.Counted(runs))
}

// Leaves says that a run ends outside the window.
func (l Language) Leaves(run string) string {
	return l.say("%s leaves the window", "%s verlässt den Ausschnitt", run)
}

// BreaksOff says that the rule of a run cannot step.
func (l Language) BreaksOff(run string, step int) string {
	return l.say("%s stops at step %d", "%s bricht bei Schritt %d ab", run, step)
}

// all writes all of some runs at the beginning of a sentence.
func (l Language) all(runs int) string {
	if runs == 2 {
		return l.say("Both", "Beide")
	}
	return l.say("All %s", "Alle %s", l.Counted(runs))
}

// counted holds the words for the numbers from 0 on.
var counted = [...]Text{
	{"no", "keine"}, {"one", "ein"}, {"two", "zwei"}, {"three", "drei"}, {"four", "vier"}, {"five", "fünf"}, {"six", "sechs"},
	{"seven", "sieben"}, {"eight", "acht"}, {"nine", "neun"}, {"ten", "zehn"}, {"eleven", "elf"}, {"twelve", "zwölf"},
}

// Counted writes a number, as a word up to twelve.
func (l Language) Counted(n int) string {
	if n < len(counted) {
		return counted[n].In(l)
	}
	return strconv.Itoa(n)
}

// capital writes a number at the beginning of a sentence.
func (l Language) capital(n int) string {
	text := l.Counted(n)
	return strings.ToUpper(text[:1]) + text[1:]
}
