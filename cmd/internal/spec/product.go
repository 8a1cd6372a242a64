package spec

import (
	"fmt"

	"github.com/optviz/optviz/optimizers/schedules"
)

// pick is one run's optimizer, schedule and start.
type pick struct {
	rule     rule
	schedule schedule
	start    []float64
}

// product picks each rule with each schedule from each start. A rule with a
// schedule of its own takes no other.
func product(rules []rule, scheds []schedule, starts [][]float64) []pick {
	var picks []pick
	for _, r := range rules {
		of := scheds
		if r.schedule != nil {
			of = []schedule{*r.schedule}
		}
		for _, sch := range of {
			for _, x := range starts {
				picks = append(picks, pick{r, sch, x})
			}
		}
	}
	return picks
}

// notes say what of a pick cannot do what it says.
func (c pick) notes(steps int) []string {
	var notes []string
	if c.rule.entry.Name == "rprop" && c.schedule.text != constant.text {
		notes = append(notes, fmt.Sprintf("rprop adapts its own steps, and lr sets only the first: the schedule %s has next to no effect", c.schedule.text))
	}
	if w, ok := c.schedule.value.(schedules.Warmup); ok && w.Steps > steps {
		notes = append(notes, fmt.Sprintf("the warm-up of %s is longer than the run of %d steps: the rate never gets to its full height", c.schedule.text, steps))
	}
	if q, ok := c.schedule.value.(schedules.Sequential); ok && q.At >= steps {
		notes = append(notes, fmt.Sprintf("the run of %d steps ends before the schedule %s gets to its last part", steps, c.schedule.text))
	}
	return notes
}
