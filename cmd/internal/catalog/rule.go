package catalog

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render/words"
)

// Rule is an optimizer from the catalogue with its parameters and learning rate.
type Rule struct {
	Text     string // the value of --optimizer, normalised
	Typed    string // Text as it was typed, where it has formulas; "" otherwise
	Entry    Entry
	in       Instance
	inner    *Rule // the wrapped rule, as adam in lookahead(adam); nil for none
	Value    optimizers.Optimizer
	LR       float64
	OwnLR    bool      // lr was given with the rule, not by the catalogue
	Params   []Param   // parameters of Value, lr, and the parameters of inner
	Schedule *Schedule // the rule's own; nil: those of --schedule
}

// ParseRule reads an optimizer, with its own schedule after a space:
//
//	name[:key=value,...] [schedule]
//	name(rule)[:key=value,...] [schedule]
func ParseRule(s string) (Rule, error) {
	s, own := cutSchedule(s)
	r, err := parseNested(s, 0)
	if err != nil {
		return Rule{}, err
	}
	if own != "" {
		sch, err := ParseSchedule(own)
		if err != nil {
			return Rule{}, err
		}
		r.Schedule = &sch
	}
	return r, nil
}

// cutSchedule cuts the text of a rule before its own schedule, which follows after a
// space.
func cutSchedule(s string) (rule, own string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// maxNesting is the largest number of rules that may wrap another.
const maxNesting = 3

// parseNested reads a rule that depth other rules wrap.
func parseNested(s string, depth int) (Rule, error) {
	text, inside, nested, err := cutBrackets(s)
	if err != nil {
		return Rule{}, err
	}
	in, err := Resolve("optimizer", Optimizers(), text)
	if err != nil {
		return Rule{}, err
	}
	r := Rule{
		Text:   in.term.String(),
		Entry:  in.Entry,
		in:     in,
		LR:     in.extra.Interface().(ruleKeys).LR,
		OwnLR:  in.given("lr"),
		Params: in.Params,
	}
	switch slot := in.value.FieldByName(innerField); {
	case !slot.IsValid() && nested:
		return Rule{}, fmt.Errorf("%s goes around no other rule; %s do", in.Name, strings.Join(wrappers(), ", "))
	case nested && depth == maxNesting:
		return Rule{}, fmt.Errorf("more than %d rules around another", maxNesting)
	case nested:
		inner, err := parseNested(inside, depth+1)
		if err != nil {
			return Rule{}, err
		}
		if err := r.wrap(inner); err != nil {
			return Rule{}, err
		}
		slot.Set(reflect.ValueOf(inner.Value))
	}
	r.Value = in.optimizer()
	return r, nil
}

func (in Instance) optimizer() optimizers.Optimizer {
	return in.value.Interface().(optimizers.Optimizer)
}

// cutBrackets splits name(rule):key=value into name:key=value and the rule in brackets.
func cutBrackets(s string) (text, inside string, nested bool, err error) {
	open, colon := strings.IndexByte(s, '('), strings.IndexByte(s, ':')
	if open < 0 || colon >= 0 && colon < open {
		return s, "", false, nil
	}
	end := strings.LastIndexByte(s, ')')
	if end < open {
		return "", "", false, fmt.Errorf("%s: the bracket is never closed", printing.Quote(s))
	}
	if rest := s[end+1:]; rest != "" && rest[0] != ':' {
		return "", "", false, fmt.Errorf("%s after the bracket: keys come after a colon, as in lookahead(adam):k=5", printing.Quote(rest))
	}
	return s[:open] + s[end+1:], s[open+1 : end], true, nil
}

// innerField is the name of the field in which a rule holds the rule that it wraps.
const innerField = "Rule"

// wrappers returns the names of the rules that wrap others.
func wrappers() []string {
	var names []string
	for _, e := range Optimizers() {
		if reflect.ValueOf(e.value).FieldByName(innerField).IsValid() {
			names = append(names, e.Name)
		}
	}
	return names
}

// wrap makes r a wrapper of inner. Both have one rate: that of r if its text states one,
// otherwise that of inner.
func (r *Rule) wrap(inner Rule) error {
	if r.OwnLR && inner.OwnLR {
		return fmt.Errorf("lr is given twice: within the brackets and after them")
	}
	if !r.OwnLR {
		r.setLR(inner.LR)
	}
	r.OwnLR = r.OwnLR || inner.OwnLR
	name, keys, more := strings.Cut(r.Text, ":")
	if r.Text = name + "(" + inner.Text + ")"; more {
		r.Text += ":" + keys
	}
	r.inner = &inner
	for _, p := range inner.Params {
		if p.Key != "lr" {
			r.Params = append(r.Params, p)
		}
	}
	return nil
}

// Kind returns the name of the rule with the names of the rules that it wraps:
// lookahead(adam).
func (r Rule) Kind() string {
	if r.inner == nil {
		return r.Entry.Name
	}
	return r.Entry.Name + "(" + r.inner.Kind() + ")"
}

// Title returns the name of the rule in a figure, as "Averaged SGD" for a rule that wraps
// another. It puts apart, what distinguishes the run from others, after the name of the
// innermost rule. name is what plain gradient descent is called; inside another rule and
// before what is put apart the name is short.
func (r Rule) Title(l words.Language, apart string, name words.DescentName) string {
	if r.inner != nil {
		return l.RuleAround(r.Entry.Name, r.Entry.Title, r.inner.Title(l, apart, name.Shortened()))
	}
	if _, ok := r.Value.(optimizers.SGD); ok && name != words.Catalogued {
		if apart != "" {
			name = name.Shortened()
		}
		return l.Descent(name) + apart
	}
	return l.Rule(r.Entry.Name, r.Entry.Title) + apart
}

// HasWholeSteps reports whether the rule has a rate of 1, as Newton's method usually has.
func (r Rule) HasWholeSteps() bool {
	p, ok := FindParam(r.Params, "lr")
	return ok && r.LR == 1 && p.Default == "1"
}

// setLR sets the learning rate of a rule whose text states none.
func (r *Rule) setLR(lr float64) {
	r.LR = lr
	p, _ := FindParam(r.Params, "lr")
	p.Value.SetFloat(lr)
}

// ParseRules reads the values of --optimizer. Rules without a rate of their own get lr,
// unless lr is nil. typed holds the texts before their formulas were computed.
func ParseRules(texts, typed []string, lr *float64) ([]Rule, error) {
	var rules []Rule
	for i, t := range texts {
		r, err := ParseRule(t)
		if err != nil {
			return nil, Blame("--optimizer", t, err)
		}
		if lr != nil && !r.OwnLR {
			r.setLR(*lr)
		}
		if i < len(typed) && HasFormula(typed[i]) {
			t = typed[i]
			r.Typed = strings.Fields(t)[0] // without its schedule
		}
		for i, earlier := range rules {
			if earlier.same(r) {
				return nil, Blame("--optimizer", t, givenTwice(texts[i]))
			}
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// same reports whether two rules make the same runs, even where their texts differ.
func (r Rule) same(other Rule) bool {
	if (r.Schedule == nil) != (other.Schedule == nil) || r.Schedule != nil && !r.Schedule.same(*other.Schedule) {
		return false
	}
	return r.Typed == other.Typed && r.Kind() == other.Kind() && r.LR == other.LR && reflect.DeepEqual(r.Value, other.Value)
}

// Try starts the rule once: it refuses a loss that it cannot use.
func (r Rule) Try(f objective.Objective, start []float64, steps int) error {
	return Try(r.Value, f, start, steps)
}

// Try starts a rule once: the rule refuses a loss that it cannot use.
func Try(rule optimizers.Optimizer, f objective.Objective, start []float64, steps int) error {
	var draws objective.Draws
	if random, ok := objective.As[objective.Random](f); ok {
		f = random.Sample(draws)(0)
	}
	_, err := rule.Start(optimizers.Problem{F: f, X: slices.Clone(start), Steps: steps, Rng: draws.For(objective.ForRule)})
	return err
}
