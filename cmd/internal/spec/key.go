package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Keys are set as a user would, in the text of an --optimizer or a --schedule:
// whatever can be typed can be an axis of a map, and is checked alike.

// setKey is the text of a term with the key set, or left out if the value is "",
// and whether what it names has the key.
func setKey(entries []Entry, text, key, value string) (string, bool) {
	t, err := parseTerm(text)
	if err != nil {
		return text, false
	}
	at := slices.IndexFunc(entries, func(e Entry) bool { return e.Name == t.name })
	if at < 0 {
		return text, false
	}
	p, ok := lookup(entries[at].Params(), key)
	if !ok {
		return text, false
	}
	t.args = slices.DeleteFunc(t.args, func(a arg) bool { return strings.EqualFold(a.key, key) })
	if value != "" {
		t.args = append(t.args, arg{p.Key, value})
	}
	return t.String(), true
}

// setRuleKey sets a key of a rule or, where it has none of that name, of the one
// that it is around; the schedule after a space stays.
func setRuleKey(text, key, value string) (string, bool) {
	text = strings.TrimSpace(text)
	rule, own := text, ""
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		rule, own = text[:i], text[i:]
	}
	outer, inside, nested, err := cutBrackets(rule)
	if err != nil {
		return text, false
	}
	set, ok := setKey(Optimizers(), outer, key, value)
	if !nested {
		return set + own, ok
	}
	if !ok {
		if inside, ok = setRuleKey(inside, key, value); !ok {
			return text, false
		}
	}
	name, keys, more := strings.Cut(set, ":")
	if set = name + "(" + inside + ")"; more {
		set += ":" + keys
	}
	return set + own, true
}

// joints are what is between the terms of a schedule.
var joints = regexp.MustCompile(`\*|@[^+@*]*\+`)

// setScheduleKey sets a key in each term of a schedule that has it.
func setScheduleKey(text, key, value string) (string, bool) {
	var b strings.Builder
	found := false
	term := func(t string) {
		set, ok := setKey(Schedules(), t, key, value)
		found = found || ok
		b.WriteString(set)
	}
	from := 0
	for _, at := range joints.FindAllStringIndex(text, -1) {
		term(text[from:at[0]])
		b.WriteString(text[at[0]:at[1]])
		from = at[1]
	}
	term(text[from:])
	return b.String(), found
}

// checkAll checks each value.
func checkAll(values []float64, in interval) error {
	for _, v := range values {
		if err := in.check(v); err != nil {
			return fmt.Errorf("%s: %w", formatNumber(v), err)
		}
	}
	return nil
}
