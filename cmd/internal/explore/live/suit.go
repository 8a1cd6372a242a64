package live

import (
	"context"
	"slices"
	"strconv"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces/number"
)

// Suit is what suits a surface.
type Suit struct {
	Rules []string // with their rates; "" for one that cannot run on the surface, or not in time
	Steps int
}

// Suited returns the rules of a setup with rates that suit its surface, as plot chooses them, or without any
// rules the usual four. Of rules that differ in their rates alone the first has the suited one, and the others
// are to it as they were. Rates that no surface bears on, as Newton's, stay, and so do schedules. The steps are
// the setup's, or as many as can be computed at once. Where no rule can run, the answer is that of none.
func (l *Lab) Suited(ctx context.Context, s setup.Setup) (out Suit, err error) {
	land, err := l.landscapeToSuit(ctx, s)
	if err != nil {
		return out, err
	}
	sizes, err := setup.BatchesOf(s, land)
	if err != nil {
		return out, err
	}
	err = inTime(ctx, s, func(ctx context.Context) error {
		if len(s.Optimizers) == 0 {
			out.Rules = setup.Classics(ctx, land, sizes[0].Steps, true)
		} else {
			out.Rules = suited(ctx, land, s.Optimizers, sizes[0].Steps)
		}
		return ctx.Err()
	})
	if err != nil {
		return out, err
	}
	s.Optimizers = slices.DeleteFunc(slices.Clone(out.Rules), func(t string) bool { return t == "" })
	if len(s.Optimizers) == 0 {
		return l.Suited(ctx, s)
	}
	all, err := combined(s, land)
	if err != nil {
		return out, err
	}
	out.Steps = longestOf(all)
	if quick := stepsWithin(waitOperations, all, land); quick < out.Steps {
		out.Steps = int(number.Round125(float64(quick), 0))
	}
	return out, nil
}

// landscapeToSuit returns the landscape that rates are to suit. Critical points are searched only where rates
// depend on them.
func (l *Lab) landscapeToSuit(ctx context.Context, s setup.Setup) (setup.Landscape, error) {
	land, err := l.Landscape(s)
	if err == nil && land.Unlisted && land.Partial {
		if err = l.Search(ctx, s, nil); err == nil {
			return l.Landscape(s)
		}
	}
	return land, err
}

// suited returns texts of rules with rates that suit a landscape.
func suited(ctx context.Context, land setup.Landscape, texts []string, steps int) []string {
	out := make([]string, len(texts))
	first := map[string]rated{} // of rules that differ in their rates alone, by the rule without a rate
	for i, t := range texts {
		out[i] = t
		rule, err := catalog.ParseRule(t)
		if err != nil { // as one whose rate is a formula of the surface
			continue
		}
		if !canRun(rule, land) {
			out[i] = ""
			continue
		}
		bare := withoutRate(t)
		key := bare
		if r, err := catalog.ParseRule(bare); err == nil {
			key = r.Text // without the schedule
		}
		of, known := first[key]
		if !known {
			of = rated{rule.LR, rateOf(setup.WithRates(ctx, land, []string{bare}, steps)[0])}
			first[key] = of
		}
		if of.suits > 0 {
			out[i] = withRate(t, of.suits*rule.LR/of.was)
		}
	}
	return out
}

// canRun reports whether a rule can run on a landscape, some steps at least without a long wait.
func canRun(rule catalog.Rule, land setup.Landscape) bool {
	const leastSteps = 10
	if optimizers.TraitsOf(rule.Value).NeedsHessian && !objective.Is[objective.Curved](land.Surface) {
		return false
	}
	return leastSteps*operations(rule.Value, land.Surface) <= waitOperations
}

// rated holds the rate that a rule was given, and the one that suits; 0: none.
type rated struct{ was, suits float64 }

// withoutRate returns the text of a rule without its rate.
func withoutRate(t string) string {
	bare, _ := catalog.SetRuleKey(t, "lr", "")
	return bare
}

// withRate returns the text of a rule with a rate, of three digits.
func withRate(t string, lr float64) string {
	out, _ := catalog.SetRuleKey(t, "lr", strconv.FormatFloat(lr, 'g', 3, 64))
	return out
}

// rateOf returns the rate that the text of a rule states, 0 for none.
func rateOf(t string) float64 {
	if rule, err := catalog.ParseRule(t); err == nil && rule.OwnLR {
		return rule.LR
	}
	return 0
}
