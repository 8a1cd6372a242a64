package runs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces/critical"
)

// combination is the optimizer, schedule, batches and start of one run.
type combination struct {
	rule     catalog.Rule
	schedule catalog.Schedule
	batches  Batches
	start    []float64
}

// place holds the values that formulas of rules depend on: the size of the batches, and
// the start.
type place struct {
	batches Batches
	start   []float64
}

// places returns all pairs of batches and starts, in the order of the runs.
func places(sizes []Batches, starts [][]float64) []place {
	var all []place
	for _, b := range sizes {
		for _, x := range starts {
			all = append(all, place{b, x})
		}
	}
	return all
}

// rules returns the parsed rules of the texts for each place, with their formulas computed
// there.
func rules(s document.Spec, texts, typed []string, at []place, land Landscape) ([][]catalog.Rule, error) {
	if typed == nil {
		typed = texts
	}
	sharp := slices.ContainsFunc(texts, func(t string) bool { return catalog.HasFormula(t) && strings.Contains(t, catalog.Sharpness) })
	curvatures := map[*float64]float64{} // largest curvature by start
	var all [][]catalog.Rule
	for _, p := range at {
		values := map[string]float64{}
		if p.batches.Size > 0 {
			values["batch"] = float64(p.batches.Size)
		}
		if sharp {
			v, known := curvatures[&p.start[0]]
			if !known {
				v = critical.LargestCurvature(land.Surface, p.start)
				curvatures[&p.start[0]] = v
			}
			values[catalog.Sharpness] = v
		}
		var of []string
		for _, t := range texts {
			if v := values[catalog.Sharpness]; catalog.HasFormula(t) && strings.Contains(t, catalog.Sharpness) && !(v > 0) {
				return nil, catalog.Blame("--optimizer", t, fmt.Errorf("the largest curvature at the start %s is %.4g: a rate needs one above 0", point(p.start), v))
			}
			text, err := catalog.FillFormulas(t, values)
			if err != nil {
				return nil, catalog.Blame("--optimizer", t, err)
			}
			of = append(of, text)
		}
		rules, err := catalog.ParseRules(of, typed, s.LR)
		if err != nil {
			return nil, err
		}
		all = append(all, rules)
	}
	return all, nil
}

// product combines each rule with each schedule in each place. rules[i] holds the rules of
// place i. A rule with a schedule of its own takes no other.
func product(rules [][]catalog.Rule, scheds []catalog.Schedule, at []place) []combination {
	var combinations []combination
	for i, r := range rules[0] {
		of := scheds
		if r.Schedule != nil {
			of = []catalog.Schedule{*r.Schedule}
		}
		for _, sch := range of {
			for n, p := range at {
				combinations = append(combinations, combination{rules[n][i], sch, p.batches, p.start})
			}
		}
	}
	return combinations
}

// notes returns notes on settings of a combination that have no or little effect.
func (c combination) notes() []string {
	var notes []string
	steps := c.batches.Steps
	if optimizers.TraitsOf(c.rule.Value).SelfPaced {
		if c.rule.OwnLR {
			notes = append(notes, fmt.Sprintf("%s finds the lengths of its steps itself: its lr has no effect", c.rule.Text))
		}
		if c.schedule.Text != catalog.ConstantSchedule.Text {
			notes = append(notes, fmt.Sprintf("%s finds the lengths of its steps itself: the schedule %s has no effect", c.rule.Text, c.schedule.Text))
		}
	}
	if _, ok := c.rule.Value.(optimizers.Rprop); ok && c.schedule.Text != catalog.ConstantSchedule.Text {
		notes = append(notes, fmt.Sprintf("rprop adapts its own steps, and lr sets only the first: the schedule %s has next to no effect", c.schedule.Text))
	}
	if w, ok := c.schedule.Value.(schedules.Warmup); ok && w.Steps > steps {
		notes = append(notes, fmt.Sprintf("the warm-up of %s is longer than the run of %d steps: the rate never gets to its full height", c.schedule.Text, steps))
	}
	if q, ok := c.schedule.Value.(schedules.Sequential); ok && q.At >= steps {
		notes = append(notes, fmt.Sprintf("the run of %d steps ends before the schedule %s gets to its last part", steps, c.schedule.Text))
	}
	for _, p := range lowestRates(c.schedule.Value) {
		if p.Value.Float() > c.rule.LR {
			notes = append(notes, fmt.Sprintf("%s=%s of the schedule %s is above %s, the rate of %s",
				p.Key, p.Text(), c.schedule.Text, catalog.FormatNumber(c.rule.LR), c.rule.Text))
		}
	}
	return notes
}

// lowestRates returns the keys of the lowest rate in all parts of a schedule. It leaves out a
// part with a highest rate of its own, which does not depend on the run's rate.
func lowestRates(s schedules.Schedule) []catalog.Param {
	switch s := s.(type) {
	case schedules.Warmup:
		return lowestRates(s.Then)
	case schedules.Sequential:
		return append(lowestRates(s.First), lowestRates(s.Then)...)
	case schedules.Chained:
		return append(lowestRates(s.A), lowestRates(s.B)...)
	}
	ps := catalog.ParamsOf(catalog.SettableCopy(s))
	if high, ok := catalog.FindParam(ps, "max_lr"); ok && !high.Value.IsZero() {
		return nil
	}
	return slices.DeleteFunc(ps, func(p catalog.Param) bool {
		return !slices.Contains([]string{"eta_min", "min_lr", "base_lr"}, p.Key)
	})
}
