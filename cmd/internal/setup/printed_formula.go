package setup

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/optviz/optviz/surfaces/formula"
)

// printedSigns are signs of printed formulas that --formula does not take, or not in their places.
const printedSigns = "|√½¼¾["

// fractions holds the decimals of fractions that are one sign.
var fractions = map[rune]string{'½': ".5", '¼': ".25", '¾': ".75"}

// What a translation has open beside brackets, by which the others are named.
const (
	magnitude    = "|"
	index        = "x["
	bareFunction = "cos x" // its argument stands in no brackets
)

// closers holds the bracket that closes what is open, and how --formula takes it.
var closers = map[string]struct{ printed, typed string }{"(": {")", ")"}, "[": {"]", ")"}, index: {"]", "]"}, "{": {"}", "}"}}

// translation writes a printed formula, word by word, as --formula takes it.
type translation struct {
	words []string
	out   strings.Builder
	open  []string // the innermost last
	last  string   // the word before, which is no blank
	value bool     // it ends a value
}

// translated returns a printed formula as --formula takes it, but for products without *. ok is false where its
// parts cross, as in (|x)|, and where it can be read in several ways.
func translated(text string) (out string, ok bool) {
	t := translation{words: wordsOf(strings.TrimSpace(text))}
	for i, word := range t.words {
		if isBlank(word) {
			if t.innermost() != bareFunction { // it stands before the argument
				t.out.WriteString(word)
			}
			continue
		}
		if !t.write(i, word) {
			return "", false
		}
		t.last = word
	}
	return t.out.String(), len(t.open) == 0
}

// write writes the word at i. It returns false of a word that cannot stand there.
func (t *translation) write(i int, word string) bool {
	switch {
	case isFraction(word):
		return t.writeFraction(i, word)
	case isDecimal(word):
		t.out.WriteString(word)
		return !(t.follows(i) && isFraction(t.last)) && t.endValue(i)
	case word == "√":
		t.openFunction(i, "sqrt")
	case slices.Contains(formula.Functions(), word):
		t.openFunction(i, word)
	case isNamed(word):
		t.separate(i)
		t.out.WriteString(word)
		return t.endValue(i)
	case word == "|":
		return t.writeBar(i)
	case strings.Contains("([{", word):
		return t.openBracket(word)
	case strings.Contains(")]}", word):
		return t.closeBracket(i, word)
	default: // an operator
		t.out.WriteString(word)
		t.value = false
		return t.innermost() != bareFunction // whose argument it would begin
	}
	return true
}

// isBlank reports whether a word is of blanks alone.
func isBlank(word string) bool { return strings.TrimSpace(word) == "" }

// isFraction reports whether a word is a fraction, with or without a whole number before it.
func isFraction(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return fractions[r] != ""
}

// isDecimal reports whether a word begins with a digit or a decimal point.
func isDecimal(word string) bool { return strings.ContainsAny(word[:1], ".0123456789") }

// isNamed reports whether a word is a name.
func isNamed(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLetter(r)
}

// follows reports whether the word at i follows a value without a blank.
func (t *translation) follows(i int) bool { return t.value && !isBlank(t.words[i-1]) }

// separate writes a * before a name at i that would be one with the name or the decimals before it: 0.5e3 is a number.
func (t *translation) separate(i int) {
	if t.follows(i) && (isNamed(t.last) || isFraction(t.last)) {
		t.out.WriteString("*")
	}
}

// next returns the first word behind i that is no blank, "" at the end.
func (t *translation) next(i int) string {
	for _, word := range t.words[i+1:] {
		if !isBlank(word) {
			return word
		}
	}
	return ""
}

// innermost returns what is opened last and not closed, "" where nothing is.
func (t *translation) innermost() string {
	if len(t.open) == 0 {
		return ""
	}
	return t.open[len(t.open)-1]
}

// begin writes what opens something.
func (t *translation) begin(what, typed string) {
	t.out.WriteString(typed)
	t.open = append(t.open, what)
	t.value = false
}

// end writes what closes the innermost.
func (t *translation) end(typed string) {
	t.out.WriteString(typed)
	t.open = t.open[:len(t.open)-1]
}

// writeFraction writes ½ as 0.5, and 2½ as 2.5. A fraction right behind another value may be a factor, an index or
// a slip, and behind a whole number and a blank it may be added to it.
func (t *translation) writeFraction(i int, word string) bool {
	sign, size := utf8.DecodeLastRuneInString(word)
	t.out.WriteString(cmp.Or(word[:len(word)-size], "0") + fractions[sign])
	return !t.follows(i) && !(t.value && isDecimal(t.last)) && t.endValue(i)
}

// openFunction writes a function, and opens its argument where that stands in no parentheses, as in cos x.
func (t *translation) openFunction(i int, name string) {
	t.separate(i)
	t.out.WriteString(name)
	t.value = false
	if t.next(i) != "(" {
		t.begin(bareFunction, "(")
	}
}

// writeBar opens or closes a magnitude. Where either can be meant, as in ||x| |y||, a bar opens one if a blank stands
// before it alone.
func (t *translation) writeBar(i int) bool {
	if t.value && t.innermost() == magnitude && !t.leans(i) {
		t.end(")")
		return t.endValue(i)
	}
	t.separate(i)
	t.begin(magnitude, "abs(")
	return true
}

// leans reports whether the bar at i stands at the value behind it and not at that before it.
func (t *translation) leans(i int) bool {
	return isBlank(t.words[i-1]) && i+1 < len(t.words) && !isBlank(t.words[i+1]) && !strings.Contains("+-−*·×/^,)]}", t.words[i+1])
}

// openBracket writes an opening bracket. That of a part is a parenthesis, and that of an index remains.
func (t *translation) openBracket(word string) bool {
	switch {
	case word != "[":
		t.begin(word, word)
	case !t.value || !isNamed(t.last):
		t.begin(word, "(")
	case t.last == "x":
		t.begin(index, word)
	default:
		return false
	}
	return true
}

// closeBracket writes a bracket that closes the innermost.
func (t *translation) closeBracket(i int, word string) bool {
	closer := closers[t.innermost()]
	if closer.printed != word {
		return false
	}
	t.end(closer.typed)
	return t.endValue(i)
}

// endValue ends a value with the word at i, and the functions that have it as argument. It returns false if the
// argument may go on, as in cos x^2 and cos x y.
func (t *translation) endValue(i int) bool {
	t.value = true
	if t.innermost() != bareFunction {
		return true
	}
	for t.innermost() == bareFunction {
		t.end(")")
	}
	switch next := t.next(i); {
	case next == "|":
		return t.innermost() == magnitude && t.words[i+1] == next
	case next == "√" || slices.Contains(formula.Functions(), next):
		return isBlank(t.words[i+1])
	default:
		return strings.Contains("+-−,)]}", next)
	}
}
