package spec

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// rule is an optimizer by name, with its learning rate.
type rule struct {
	text     string // the value of --optimizer, normalised
	typed    string // that with formulas, as it was typed; "" without
	entry    Entry
	inner    *rule // of a rule around another
	value    optimizers.Optimizer
	lr       float64
	ownLR    bool      // lr was given with the rule, not by the catalogue
	params   []Param   // of value, lr, and those of the inner rule
	schedule *schedule // the rule's own; nil: those of --schedule
}

// parseRule reads an optimizer, with its own schedule after a space:
//
//	name[:key=value,...] [schedule]
//	name(rule)[:key=value,...] [schedule]
func parseRule(s string) (rule, error) {
	s = strings.TrimSpace(s)
	var own string
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		s, own = s[:i], s[i:]
	}
	r, err := parseNested(s, 0)
	if err != nil {
		return rule{}, err
	}
	if own != "" {
		sch, err := parseSchedule(own)
		if err != nil {
			return rule{}, err
		}
		r.schedule = &sch
	}
	return r, nil
}

// maxNesting is how many rules may be around another.
const maxNesting = 3

// parseNested reads a rule that depth others are around.
func parseNested(s string, depth int) (rule, error) {
	text, inside, nested, err := cutBrackets(s)
	if err != nil {
		return rule{}, err
	}
	in, err := resolve("optimizer", Optimizers(), text)
	if err != nil {
		return rule{}, err
	}
	r := rule{
		text:   in.term.String(),
		entry:  in.Entry,
		lr:     in.extra.Interface().(ruleKeys).LR,
		ownLR:  in.given("lr"),
		params: in.params,
	}
	switch slot := in.value.FieldByName(wrapped); {
	case !slot.IsValid() && nested:
		return rule{}, fmt.Errorf("%s goes around no other rule; %s do", in.Name, strings.Join(wrappers(), ", "))
	case nested && depth == maxNesting:
		return rule{}, fmt.Errorf("more than %d rules around another", maxNesting)
	case nested:
		inner, err := parseNested(inside, depth+1)
		if err != nil {
			return rule{}, err
		}
		if err := r.wrap(inner); err != nil {
			return rule{}, err
		}
		slot.Set(reflect.ValueOf(inner.value))
	}
	r.value = in.value.Interface().(optimizers.Optimizer)
	return r, nil
}

// cutBrackets cuts the rule in brackets out of name(rule):key=value.
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

// wrapped is the field of a rule that holds another.
const wrapped = "Rule"

// wrappers are the names of the rules that go around others.
func wrappers() []string {
	var names []string
	for _, e := range Optimizers() {
		if reflect.ValueOf(e.value).FieldByName(wrapped).IsValid() {
			names = append(names, e.Name)
		}
	}
	return names
}

// wrap puts a rule around another, whose rate is that of both.
func (r *rule) wrap(inner rule) error {
	if r.ownLR && inner.ownLR {
		return fmt.Errorf("lr is given twice: within the brackets and after them")
	}
	if !r.ownLR {
		r.setLR(inner.lr)
	}
	r.ownLR = r.ownLR || inner.ownLR
	name, keys, more := strings.Cut(r.text, ":")
	if r.text = name + "(" + inner.text + ")"; more {
		r.text += ":" + keys
	}
	r.inner = &inner
	for _, p := range inner.params {
		if p.Key != "lr" {
			r.params = append(r.params, p)
		}
	}
	return nil
}

// kind names the rule and those that it is around: lookahead(adam).
func (r rule) kind() string {
	if r.inner == nil {
		return r.entry.Name
	}
	return r.entry.Name + "(" + r.inner.kind() + ")"
}

// title is kind as in a figure: Averaged SGD.
func (r rule) title() string {
	if r.inner == nil {
		return r.entry.Title
	}
	return r.entry.Title + " " + r.inner.title()
}

// setLR sets the learning rate of a rule that has none of its own.
func (r *rule) setLR(lr float64) {
	r.lr = lr
	p, _ := lookup(r.params, "lr")
	p.field.SetFloat(lr)
}

// parseRules reads the values of --optimizer, and notes how those with formulas
// were typed; lr is for those that have none of their own.
func parseRules(texts, typed []string, lr *float64) ([]rule, error) {
	var rules []rule
	for i, t := range texts {
		r, err := parseRule(t)
		if err != nil {
			return nil, blame("--optimizer", t, err)
		}
		if lr != nil && !r.ownLR {
			r.setLR(*lr)
		}
		if i < len(typed) && follows(typed[i]) {
			t = typed[i]
			r.typed = strings.Fields(t)[0] // without its schedule
		}
		for i, earlier := range rules {
			if earlier.same(r) {
				return nil, blame("--optimizer", t, givenTwice(texts[i]))
			}
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// same says whether two rules make the same runs, however they are spelt.
func (r rule) same(other rule) bool {
	if (r.schedule == nil) != (other.schedule == nil) || r.schedule != nil && !r.schedule.same(*other.schedule) {
		return false
	}
	return r.typed == other.typed && r.kind() == other.kind() && r.lr == other.lr && reflect.DeepEqual(r.value, other.value)
}

// draws says whether the rule itself is random: two replicates of a few steps differ.
func (r rule) draws() bool {
	first, _ := r.sample(0)
	second, _ := r.sample(1)
	return first != second
}

// compares says whether the rule asks for values of the loss.
func (r rule) compares() bool {
	_, values := r.sample(0)
	return values > 0
}

// sample takes a few steps on a loss that every rule can use, and gives the last
// value and how many the rule asked for.
func (r rule) sample(replicate uint64) (last float64, values int) {
	f := surfaces.Rosenbrock{N: 2, B: 100}
	run := optimizers.Run{F: f, Optimizer: r.value, LR: 1e-3, Start: []float64{-1, 1.5}, Steps: 3, Replicate: replicate}
	run.Each(context.Background(), func(s optimizers.State) error {
		last, values = s.Loss, s.Funcs
		return nil
	})
	return last, values
}

// try starts the rule once: it refuses a loss that it cannot use.
func (r rule) try(f optimizers.Objective, start []float64, steps int) error {
	var draws optimizers.Draws
	if random, ok := f.(optimizers.Random); ok {
		f = random.Sample(draws)(0)
	}
	_, err := r.value.Start(optimizers.Problem{F: f, X: slices.Clone(start), Steps: steps, Rng: draws.For(optimizers.ForRule)})
	return err
}
