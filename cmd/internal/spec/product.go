package spec

import "fmt"

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

// note says where a schedule cannot do what it says, or "": rprop's learning
// rate sets its first step only.
func (c pick) note() string {
	if c.rule.entry.Name != "rprop" || c.schedule.text == constant.text {
		return ""
	}
	return fmt.Sprintf("rprop adapts its own steps, and lr sets only the first: the schedule %s has next to no effect", c.schedule.text)
}
