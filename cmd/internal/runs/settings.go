package runs

import (
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// setting is a parameter of a run's rule that figures state, with its value as drawn.
type setting struct{ key, value string }

// alwaysStated holds the parameters that figures state although they have their usual values,
// unless that is 0: a rule without momentum has none to state.
var alwaysStated = []string{"momentum", "beta2"}

// settings returns the parameters of a combination that figures state besides the rate, which
// may still be tuned: those without which nobody can repeat the run.
func settingsOf(c setup.Combination) []setting {
	var out []setting
	for _, p := range c.Rule.Params {
		v, ok := numberOf(p)
		unusual := p.Text() != p.Default
		if _, err := catalog.ParseNumber(p.Default); err != nil && v == 0 {
			unusual = false // the zero stands for a default that depends on the run
		}
		if ok && p.Key != "lr" && (unusual || v != 0 && slices.Contains(alwaysStated, p.Key)) {
			out = append(out, setting{p.Key, scale.Number(v)})
		}
	}
	return out
}

// solvers holds the rules that solve a problem rather than train on it: what counts of them is the
// solution, not the number of their steps.
var solvers = []string{"newton", "gauss-newton", "cg"}

// Solves reports whether a run solves the problem of fitting a model, as least squares do.
func (r Run) Solves() bool {
	fits := objective.Is[surfaces.Fitted](r.F) || r.Validation != nil
	return fits && slices.Contains(solvers, r.Name)
}

// stated returns what a figure states of a run's rule: the rate, unless it says nothing or
// comes from a formula that names have, and the other settings.
func (r Run) stated() []setting {
	if r.Typed != "" {
		if strings.Contains(r.Typed, "lr={1/"+catalog.Sharpness+"}") {
			return append([]setting{{"lr", "1/λₘₐₓ"}}, r.settings...)
		}
		return nil
	}
	if optimizers.TraitsOf(r.Optimizer).SelfPaced || r.wholeSteps {
		return r.settings
	}
	return append([]setting{{"lr", scale.Number(r.LR)}}, r.settings...)
}

// Settings returns what a figure states of the rules of some runs: each parameter that the runs
// of a rule share, once where all rules share it, too, and otherwise with the rules' names.
// What differs between the runs of a rule is in the names of the runs. It leaves out what
// names say already, and the keys that a figure shows over an axis. A rule that neither the title
// nor the names mention stands before its parameters.
func Settings(l words.Language, runs []Run, axes []string, title string) []render.Setting {
	var out []render.Setting
	if rule := unmentioned(runs, title); rule != "" {
		out = append(out, render.Setting{Key: "rule", Text: rule})
	}
	for _, key := range keysOf(runs) {
		if slices.Contains(axes, key) {
			continue
		}
		if text := statedOnce(l, runs, key, title); text != "" {
			out = append(out, render.Setting{Key: key, Text: text})
		}
	}
	return out
}

// unmentioned returns the title of the only rule of some runs where neither the figure's title nor
// the runs' names mention the rule, and "" otherwise. Gradient descent, and the solution of a
// problem, go without saying.
func unmentioned(runs []Run, title string) string {
	all := kinds(runs)
	if len(all) != 1 || runs[0].Solves() {
		return ""
	}
	if _, usual := runs[0].Optimizer.(optimizers.SGD); usual {
		return ""
	}
	rule := runs[0].ruleTitle
	said := func(text string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(rule)) }
	if said(title) || slices.ContainsFunc(runs, func(r Run) bool { return said(r.Title) }) {
		return ""
	}
	return rule
}

// keysOf returns the keys that some runs state, in the order of the runs.
func keysOf(runs []Run) []string {
	var keys []string
	for _, r := range runs {
		for _, s := range r.stated() {
			if !slices.Contains(keys, s.key) {
				keys = append(keys, s.key)
			}
		}
	}
	return keys
}

// statedOnce writes a parameter with the values that the runs of each rule share: "β = 0.9",
// "η = 0.1 (GD), 0.01 (Momentum)"; "" where none share a value that their names lack, and where
// runs differ without saying so: the value of the others alone would be half of the truth. A title
// that states the one value of all rules says it, too.
func statedOnce(l words.Language, runs []Run, key, title string) string {
	var values []string                // in the order of the runs
	named := map[string][]string{}     // the rules of a value
	for _, kind := range kinds(runs) { // the runs of a rule
		value, shared := kind.value(key)
		if !shared && kind.differ(l, key) {
			return ""
		}
		if !shared || kind.say(forms(l, key, l.Decimals(value))...) {
			continue
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
		named[value] = append(named[value], kind.name())
	}
	all := len(values) == 1 && len(named[values[0]]) == len(kinds(runs))
	if all && states(title, forms(l, key, l.Decimals(values[0]))) {
		return ""
	}
	for i, v := range values {
		values[i] = l.Decimals(v)
		if !all && havingKey(runs, key) > 1 && (!slices.Contains(alwaysStated, key) || len(values) > 1) {
			values[i] += " (" + strings.Join(named[v], ", ") + ")"
		}
	}
	if len(values) == 0 {
		return ""
	}
	return l.Parameter(key, l.Listed(values))
}

// havingKey returns how many of the rules of some runs have a parameter.
func havingKey(runs []Run, key string) int {
	n := 0
	for _, k := range kinds(runs) {
		if slices.Contains(k[0].keys, key) {
			n++
		}
	}
	return n
}

// kind holds the runs of one rule.
type kind []Run

// kinds returns the runs by their rules.
func kinds(runs []Run) []kind {
	var out []kind
	for _, r := range runs {
		i := slices.IndexFunc(out, func(k kind) bool { return k[0].ruleTitle == r.ruleTitle })
		if i < 0 {
			i, out = len(out), append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

// name returns what a figure calls the runs of a rule. What follows a colon in the name of a run
// tells how the run ends.
func (k kind) name() string {
	if len(k) == 1 {
		name, _, _ := strings.Cut(k[0].Title, ": ")
		return name
	}
	return k[0].ruleTitle
}

// value returns the value of a parameter that all runs of a rule share.
func (k kind) value(key string) (value string, shared bool) {
	for i, r := range k {
		stated := r.stated()
		at := slices.IndexFunc(stated, func(s setting) bool { return s.key == key })
		if at < 0 || i > 0 && stated[at].value != value {
			return "", false
		}
		value = stated[at].value
	}
	return value, true
}

// differ reports whether a run of a rule has a parameter that its name does not state.
func (k kind) differ(l words.Language, key string) bool {
	return slices.ContainsFunc(k, func(r Run) bool {
		return slices.ContainsFunc(r.stated(), func(s setting) bool {
			return s.key == key && !kind{r}.say(forms(l, key, l.Decimals(s.value))...)
		})
	})
}

// forms returns the ways in which a name can state a parameter: with an equals sign, as in
// "β = 0.9", or without it, as in "weight decay 0.5", which may also be an L2 penalty.
func forms(l words.Language, key, value string) []string {
	text := l.Parameter(key, value)
	out := []string{text, strings.Replace(text, " = ", " ", 1)}
	if key == "weight_decay" {
		out = append(out, strings.Replace(l.L2Penalty(), "$w$", value, 1))
	}
	return out
}

// say reports whether the names of all runs of a rule state a parameter in one of some ways.
func (k kind) say(forms ...string) bool {
	return !slices.ContainsFunc(k, func(r Run) bool {
		return !states(r.Title, forms)
	})
}

// states reports whether a text has one of some forms of a parameter, whose value is not the
// beginning of another: 0.1 is none of 0.15.
func states(text string, forms []string) bool {
	return slices.ContainsFunc(forms, func(form string) bool {
		for rest := text; ; {
			_, after, found := strings.Cut(rest, form)
			if !found {
				return false
			}
			if !goesOn(after) {
				return true
			}
			rest = after
		}
	})
}

// goesOn reports whether a number before a text goes on in the text.
func goesOn(after string) bool {
	if after != "" && strings.ContainsRune(".,", rune(after[0])) {
		after = after[1:]
	}
	return after != "" && after[0] >= '0' && after[0] <= '9'
}
