package runs

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/sheet"
)

// Subjects returns what the lines of the runs stand for.
func (p Plan) Subjects() []sheet.Subject {
	out := make([]sheet.Subject, len(p.Runs))
	for i, r := range p.Runs {
		out[i] = r.Subject()
	}
	return out
}

// Subject returns what the run's lines stand for. The numbers of batches and starts, which
// other numbers may follow, order runs best.
func (r Run) Subject() sheet.Subject {
	numbers := append([]sheet.Number{{Key: "lr", Value: r.LR}}, r.numbers...)
	schedule, _, _ := strings.Cut(r.Rate, ":")
	return sheet.Subject{Rule: r.Optimizer, Numbers: numbers, Variant: r.variant, Schedule: schedule}
}

// numbersOf returns the numbers of a combination that may order runs of a rule: parameters of
// the rule except the rate, which may still be tuned, the size of the batches and the start.
func numbersOf(c setup.Combination) []sheet.Number {
	var out []sheet.Number
	for _, p := range c.Rule.Params {
		if v, ok := numberOf(p); ok && p.Key != "lr" {
			out = append(out, sheet.Number{Key: p.Key, Value: v})
		}
	}
	out = append(out, sheet.Number{Key: "batch", Value: float64(c.Batches.Size)})
	for i, x := range c.Start {
		out = append(out, sheet.Number{Key: fmt.Sprint("x", i+1), Value: x})
	}
	return out
}

// numberOf returns the value of a parameter that is a number.
func numberOf(p catalog.Param) (value float64, ok bool) {
	switch v := p.Value; v.Kind() {
	case reflect.Float64:
		return v.Float(), true
	case reflect.Int:
		return float64(v.Int()), true
	}
	return 0, false
}

// variantOf returns what sets a combination apart besides its numbers: the rules that it wraps,
// other parameters, and the schedule.
func variantOf(c setup.Combination) string {
	parts := []string{c.Rule.Kind()}
	for _, p := range c.Rule.Params {
		if _, ok := numberOf(p); !ok {
			parts = append(parts, p.Key+"="+p.Text())
		}
	}
	return strings.Join(append(parts, c.Schedule.Text), " ")
}
