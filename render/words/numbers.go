package words

import (
	"math"
	"strconv"
	"strings"

	"github.com/optviz/optviz/render/scale"
)

// Decimals writes the numbers of a text or a formula, which have decimal points, as the
// language does: German has decimal commas, and semicolons between numbers.
func (l Language) Decimals(text string) string {
	if l == English {
		return text
	}
	return decimalCommas(l.Apart(text))
}

// Apart writes semicolons for the commas between numbers where the language has decimal
// commas, but not in an enumeration of whole numbers: "1, 5 und 50".
func (l Language) Apart(text string) string {
	if l == English {
		return text
	}
	var out strings.Builder
	from := 0
	for _, at := range enumerations(text) {
		out.WriteString(semicolons(text[from:at[0]]))
		out.WriteString(text[at[0]:at[1]])
		from = at[1]
	}
	out.WriteString(semicolons(text[from:]))
	return out.String()
}

// Number writes a value in at most four significant digits.
func (l Language) Number(v float64) string { return l.Decimals(scale.Number(v)) }

// Degrees writes an angle in whole degrees.
func (l Language) Degrees(v float64) string { return l.Number(math.Round(v)) + "°" }

// Rounded writes a measured number with two significant digits, in decimals where that is
// short: 0.0044, 72, 1.2e6.
func (l Language) Rounded(v float64) string {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 2, 64), 64) // FormatFloat wrote it
	return l.Number(rounded)
}

// Coordinates writes a point as in "(1, 2)".
func (l Language) Coordinates(x []float64) string {
	parts, largest := make([]string, len(x)), 0.0
	for _, v := range x {
		largest = max(largest, math.Abs(v))
	}
	for i, v := range x {
		if math.Abs(v) < 1e-12*largest {
			v = 0 // what rounding leaves of it
		}
		parts[i] = scale.Number(v)
	}
	return l.Decimals("(" + strings.Join(parts, ", ") + ")")
}

// count writes a number of things, given the noun in the singular and the plural of
// English and then of German.
func (l Language) count(n int, thing, things, ding, dinge string) string {
	return scale.Thousands(n) + " " + l.noun(n, thing, things, ding, dinge)
}

// ungrouped does what count does, without a gap in large numbers.
func (l Language) ungrouped(n int, thing, things, ding, dinge string) string {
	return strconv.Itoa(n) + " " + l.noun(n, thing, things, ding, dinge)
}

func (l Language) noun(n int, thing, things, ding, dinge string) string {
	if n == 1 {
		return l.say(thing, ding)
	}
	return l.say(things, dinge)
}

// These methods write counts of things.
func (l Language) Steps(n int) string  { return l.count(n, "step", "steps", "Schritt", "Schritte") }
func (l Language) Epochs(n int) string { return l.count(n, "epoch", "epochs", "Epoche", "Epochen") }
func (l Language) Seeds(n int) string  { return l.count(n, "seed", "seeds", "Seed", "Seeds") }
func (l Language) Rows(n int) string   { return l.count(n, "row", "rows", "Zeile", "Zeilen") }
func (l Language) Values(n int) string { return l.count(n, "value", "values", "Wert", "Werte") }
func (l Language) Points(n int) string { return l.count(n, "point", "points", "Punkt", "Punkte") }
func (l Language) Examples(n int) string {
	return l.count(n, "example", "examples", "Beispiel", "Beispiele")
}
func (l Language) Gradients(n int) string {
	return l.count(n, "gradient", "gradients", "Gradient", "Gradienten")
}
func (l Language) ExamplesSeen(n int) string {
	return l.count(n, "example seen", "examples seen", "Beispiel gesehen", "Beispiele gesehen")
}
