package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Keys are set as a user would, in the text of an --optimizer or a --schedule:
// whatever can be typed can be an axis of a map, and is checked alike.

// SetKey is the text of a term with the key set, or left out if the value is "",
// and whether what it names has the key.
func SetKey(entries []Entry, text, key, value string) (string, bool) {
	t, err := parseTerm(text)
	if err != nil {
		return text, false
	}
	at := slices.IndexFunc(entries, func(e Entry) bool { return e.Name == t.name })
	if at < 0 {
		return text, false
	}
	p, ok := FindParam(entries[at].Params(), key)
	if !ok {
		return text, false
	}
	t.args = slices.DeleteFunc(t.args, func(a arg) bool { return strings.EqualFold(a.key, key) })
	if value != "" {
		t.args = append(t.args, arg{p.Key, value})
	}
	return t.String(), true
}

// SetRuleKey sets a key of a rule or, where it has none of that name, of the one
// that it is around; the schedule after a space stays.
func SetRuleKey(text, key, value string) (string, bool) {
	text = strings.TrimSpace(text)
	rule, own := text, ""
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		rule, own = text[:i], text[i:]
	}
	outer, inside, nested, err := cutBrackets(rule)
	if err != nil {
		return text, false
	}
	set, ok := SetKey(Optimizers(), outer, key, value)
	if !nested {
		return set + own, ok
	}
	if !ok {
		if inside, ok = SetRuleKey(inside, key, value); !ok {
			return text, false
		}
	}
	name, keys, more := strings.Cut(set, ":")
	if set = name + "(" + inside + ")"; more {
		set += ":" + keys
	}
	return set + own, true
}

// ScheduleJoints are what is between the terms of a schedule.
var ScheduleJoints = regexp.MustCompile(`\*|@[^+@*]*\+`)

// SetScheduleKey sets a key in each term of a schedule that has it.
func SetScheduleKey(text, key, value string) (string, bool) {
	var b strings.Builder
	found := false
	term := func(t string) {
		set, ok := SetKey(Schedules(), t, key, value)
		found = found || ok
		b.WriteString(set)
	}
	from := 0
	for _, at := range ScheduleJoints.FindAllStringIndex(text, -1) {
		term(text[from:at[0]])
		b.WriteString(text[at[0]:at[1]])
		from = at[1]
	}
	term(text[from:])
	return b.String(), found
}

// CheckAll checks each value.
func CheckAll(values []float64, in Interval) error {
	for _, v := range values {
		if err := in.Check(v); err != nil {
			return fmt.Errorf("%s: %w", FormatNumber(v), err)
		}
	}
	return nil
}
