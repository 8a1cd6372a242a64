package spec

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/optviz/optviz/optimizers"
)

// rule is an optimizer by name, with its learning rate.
type rule struct {
	text     string // the value of --optimizer, normalised
	entry    Entry
	value    optimizers.Optimizer
	lr       float64
	ownLR    bool      // lr was given with the rule, not by the catalogue
	params   []Param   // of value, and lr
	schedule *schedule // the rule's own; nil: those of --schedule
}

// parseRule reads an optimizer, with its own schedule after a space:
//
//	name[:key=value,...] [schedule]
func parseRule(s string) (rule, error) {
	s = strings.TrimSpace(s)
	var own string
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		s, own = s[:i], s[i:]
	}
	in, err := resolve("optimizer", Optimizers(), s)
	if err != nil {
		return rule{}, err
	}
	r := rule{
		text:   in.term.String(),
		entry:  in.Entry,
		value:  in.value.Interface().(optimizers.Optimizer),
		lr:     in.extra.Interface().(ruleKeys).LR,
		ownLR:  in.given("lr"),
		params: in.params,
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

// setLR sets the learning rate of a rule that has none of its own.
func (r *rule) setLR(lr float64) {
	r.lr = lr
	p, _ := lookup(r.params, "lr")
	p.field.SetFloat(lr)
}

// parseRules reads the values of --optimizer; lr is for those that have none of
// their own.
func parseRules(texts []string, lr *float64) ([]rule, error) {
	var rules []rule
	for _, t := range texts {
		r, err := parseRule(t)
		if err != nil {
			return nil, blame("--optimizer", t, err)
		}
		if lr != nil && !r.ownLR {
			r.setLR(*lr)
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
	return r.entry.Name == other.entry.Name && r.lr == other.lr && reflect.DeepEqual(r.value, other.value)
}

// try starts the rule once: it refuses a loss that it cannot use.
func (r rule) try(f optimizers.Objective, start []float64, steps int) error {
	rng := rand.New(rand.NewPCG(0, 0))
	if random, ok := f.(optimizers.Random); ok {
		f = random.Sample(rng)(0)
	}
	_, err := r.value.Start(optimizers.Problem{F: f, X: slices.Clone(start), Steps: steps, Rng: rng})
	return err
}
