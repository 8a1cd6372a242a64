package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Sweeps set keys in the text of an --optimizer or a --schedule, as a user would. Hence every
// key that a user can type can be an axis, and its values pass the same checks.

// paramOf parses a term such as adam:lr=0.1 and finds the parameter called key of the entry
// that the term names. ok is false for an unknown name or key.
func paramOf(entries []Entry, text, key string) (t term, p Param, ok bool) {
	t, err := parseTerm(text)
	if err != nil {
		return t, p, false
	}
	e, err := find("", entries, t.name)
	if err != nil {
		return t, p, false
	}
	p, ok = FindParam(e.Params(), key)
	return t, p, ok
}

// SurfaceParam returns the parameter of a key in the surface that a text names.
func SurfaceParam(text, key string) (Param, bool) {
	_, p, ok := paramOf(Surfaces(), text, key)
	return p, ok
}

// RuleParam returns the parameter of a key in a rule or, where the rule lacks the key, in
// the rule that it wraps.
func RuleParam(text, key string) (Param, bool) {
	rule, _ := cutSchedule(text)
	outer, inside, nested, err := cutBrackets(rule)
	if err != nil {
		return Param{}, false
	}
	_, p, ok := paramOf(Optimizers(), outer, key)
	if !ok && nested {
		return RuleParam(inside, key)
	}
	return p, ok
}

// ScheduleParam returns the parameter of a key in the first term of a schedule that has
// the key.
func ScheduleParam(text, key string) (p Param, ok bool) {
	for _, part := range ScheduleTerms(text) {
		if _, p, ok = paramOf(Schedules(), part, key); ok {
			break
		}
	}
	return p, ok
}

// SetKey returns the text of a term with a key set, or left out if the value is "". ok is
// false, and the text unchanged, where the entry lacks the key.
func SetKey(entries []Entry, text, key, value string) (set string, ok bool) {
	t, p, ok := paramOf(entries, text, key)
	if !ok {
		return text, false
	}
	t.args = slices.DeleteFunc(t.args, func(a arg) bool { return strings.EqualFold(a.key, key) })
	if value != "" {
		t.args = append(t.args, arg{p.Key, value})
	}
	return t.String(), true
}

// SetRuleKey sets a key in the text of a rule or, where the rule lacks the key, in the
// rule that it wraps. The rate, which both share, it sets where the text states it. It keeps the schedule that
// follows the rule after a space.
func SetRuleKey(text, key, value string) (string, bool) {
	text = strings.TrimSpace(text)
	rule, own := cutSchedule(text)
	outer, inside, nested, err := cutBrackets(rule)
	if err != nil {
		return text, false
	}
	if nested && strings.EqualFold(key, "lr") && statesRate(inside) {
		inside, _ = SetRuleKey(inside, key, value)
		value = "" // not a second time outside
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

// statesRate reports whether the text of a rule, or of one that it wraps, states a rate.
func statesRate(text string) bool {
	rule, _ := cutSchedule(text)
	outer, inside, nested, err := cutBrackets(rule)
	if err != nil {
		return false
	}
	t, _, ok := paramOf(Optimizers(), outer, "lr")
	return ok && slices.ContainsFunc(t.args, func(a arg) bool { return strings.EqualFold(a.key, "lr") }) || nested && statesRate(inside)
}

// cutTerm cuts a schedule behind its first term, at * or at @STEP+.
func cutTerm(text string) (term, joint, after string, ok bool) {
	for i := range text {
		end := -1
		switch text[i] {
		case '*':
			end = i
		case '@':
			if n := strings.IndexAny(text[i+1:], "+@*"); n >= 0 && text[i+1+n] == '+' {
				end = i + 1 + n
			}
		}
		if end >= 0 {
			return text[:i], text[i : end+1], text[end+1:], true
		}
	}
	return text, "", "", false
}

// ScheduleTerms returns the terms of a schedule, as typed.
func ScheduleTerms(text string) []string {
	var terms []string
	for {
		term, _, after, ok := cutTerm(text)
		if terms = append(terms, term); !ok {
			return terms
		}
		text = after
	}
}

// SetScheduleKey sets a key in each term of a schedule that has the key.
func SetScheduleKey(text, key, value string) (string, bool) {
	var b strings.Builder
	found := false
	for {
		term, joint, after, more := cutTerm(text)
		set, ok := SetKey(Schedules(), term, key, value)
		found = found || ok
		b.WriteString(set + joint)
		if !more {
			return b.String(), found
		}
		text = after
	}
}

// CheckAll refuses the first value outside an interval.
func CheckAll(values []float64, in Interval) error {
	for _, v := range values {
		if err := in.Check(v); err != nil {
			return fmt.Errorf("%s: %w", FormatNumber(v), err)
		}
	}
	return nil
}
