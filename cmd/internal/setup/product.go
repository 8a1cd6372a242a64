package setup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces/critical"
)

// Combination is the optimizer, schedule, batches and start of one run.
type Combination struct {
	Rule     catalog.Rule
	Schedule catalog.Schedule
	Batches  Batches
	Start    []float64
}

// Place holds the values that formulas of rules depend on: the size of the batches, and
// the start.
type Place struct {
	Batches Batches
	Start   []float64
}

// Places returns all pairs of batches and starts, in the order of the runs.
func Places(sizes []Batches, starts [][]float64) []Place {
	var all []Place
	for _, b := range sizes {
		for _, x := range starts {
			all = append(all, Place{b, x})
		}
	}
	return all
}

// Rules returns the parsed rules of the texts for each place, with their formulas computed
// there.
func Rules(s Setup, texts, typed []string, at []Place, land Landscape) ([][]catalog.Rule, error) {
	if typed == nil {
		typed = texts
	}
	sharp := slices.ContainsFunc(texts, func(t string) bool { return catalog.HasFormula(t) && strings.Contains(t, catalog.Sharpness) })
	curvatures := map[*float64]float64{} // largest curvature by start
	var all [][]catalog.Rule
	for _, p := range at {
		values := map[string]float64{}
		if p.Batches.Size > 0 {
			values["batch"] = float64(p.Batches.Size)
		}
		if sharp {
			v, known := curvatures[&p.Start[0]]
			if !known {
				v = critical.LargestCurvature(land.Surface, p.Start)
				curvatures[&p.Start[0]] = v
			}
			values[catalog.Sharpness] = v
		}
		var of []string
		for _, t := range texts {
			if v := values[catalog.Sharpness]; catalog.HasFormula(t) && strings.Contains(t, catalog.Sharpness) && !(v > 0) {
				return nil, catalog.Blame("--optimizer", t, fmt.Errorf("the largest curvature at the start %s is %.4g: a rate needs one above 0", point(p.Start), v))
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

// Product combines each rule with each schedule in each place. rules[i] holds the rules of
// place i. A rule with a schedule of its own takes no other.
func Product(rules [][]catalog.Rule, scheds []catalog.Schedule, at []Place) []Combination {
	var combinations []Combination
	for i, r := range rules[0] {
		of := scheds
		if r.Schedule != nil {
			of = []catalog.Schedule{*r.Schedule}
		}
		for _, sch := range of {
			for n, p := range at {
				combinations = append(combinations, Combination{rules[n][i], sch, p.Batches, p.Start})
			}
		}
	}
	return combinations
}

// Notes returns notes on settings of a combination that have no or little effect.
func (c Combination) Notes() []string {
	var notes []string
	steps := c.Batches.Steps
	if optimizers.TraitsOf(c.Rule.Value).SelfPaced {
		if c.Rule.OwnLR {
			notes = append(notes, fmt.Sprintf("%s finds the lengths of its steps itself: its lr has no effect", c.Rule.Text))
		}
		if c.Schedule.Text != catalog.ConstantSchedule.Text {
			notes = append(notes, fmt.Sprintf("%s finds the lengths of its steps itself: the schedule %s has no effect", c.Rule.Text, c.Schedule.Text))
		}
	}
	if _, ok := c.Rule.Value.(optimizers.Rprop); ok && c.Schedule.Text != catalog.ConstantSchedule.Text {
		notes = append(notes, fmt.Sprintf("rprop adapts its own steps, and lr sets only the first: the schedule %s has next to no effect", c.Schedule.Text))
	}
	if w, ok := c.Schedule.Value.(schedules.Warmup); ok && w.Steps > steps {
		notes = append(notes, fmt.Sprintf("the warm-up of %s is longer than the run of %d steps: the rate never gets to its full height", c.Schedule.Text, steps))
	}
	if q, ok := c.Schedule.Value.(schedules.Sequential); ok && q.At >= steps {
		notes = append(notes, fmt.Sprintf("the run of %d steps ends before the schedule %s gets to its last part", steps, c.Schedule.Text))
	}
	for _, p := range lowestRates(c.Schedule.Value) {
		if p.Value.Float() > c.Rule.LR {
			notes = append(notes, fmt.Sprintf("%s=%s of the schedule %s is above %s, the rate of %s",
				p.Key, p.Text(), c.Schedule.Text, catalog.FormatNumber(c.Rule.LR), c.Rule.Text))
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
