package spec

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/optviz/optviz/optimizers/schedules"
)

// schedule is a learning-rate schedule by name.
type schedule struct {
	text  string // as it would be typed
	title string // as in a figure
	value schedules.Schedule
}

// constant is the schedule of a run that names none.
var constant = schedule{text: "constant", title: "constant", value: schedules.Constant{}}

// same says whether two schedules give the same rates, however they are spelt.
func (s schedule) same(other schedule) bool { return reflect.DeepEqual(s.value, other.value) }

// mostParts is how many schedules one is made of at most.
const mostParts = 100

// parseSchedule reads a schedule:
//
//	sequence = product { "@" step "+" product }   the next from that step of the run
//	product  = term { "*" term }                  the product of their factors
//	term     = name [ ":" key "=" value { "," key "=" value } ]
//
// So * binds tighter: A@30+B*C is A up to step 30, then the product of B and
// C. Only a + that follows @step joins, which leaves 1e+2 a number.
func parseSchedule(s string) (schedule, error) {
	if n := 1 + strings.Count(s, "@") + strings.Count(s, "*"); n > mostParts {
		return schedule{}, fmt.Errorf("%d schedules in one: at most %d", n, mostParts)
	}
	head, rest, more := strings.Cut(s, "@")
	seq, err := parseProduct(head)
	if err != nil {
		return schedule{}, err
	}
	for at := 0; more; {
		var stepText, part string
		stepText, rest, more = strings.Cut(rest, "+")
		step, err := parseWhole(strings.TrimSpace(stepText))
		if !more || err != nil {
			return schedule{}, errors.New("after @ come a whole number of steps, + and a schedule, as in step@30+cosine")
		}
		if step <= at {
			return schedule{}, fmt.Errorf("@%d must be above %d: steps count from the start of the run", step, at)
		}
		at = step
		part, rest, more = strings.Cut(rest, "@")
		next, err := parseProduct(part)
		if err != nil {
			return schedule{}, err
		}
		seq = schedule{
			text:  fmt.Sprintf("%s@%d+%s", seq.text, at, next.text),
			title: seq.title + " then " + next.title,
			value: schedules.Sequential{First: seq.value, At: at, Then: next.value},
		}
	}
	return seq, nil
}

// parseProduct reads terms with * between them.
func parseProduct(s string) (schedule, error) {
	var product schedule
	for i, part := range strings.Split(s, "*") {
		factor, err := parseScheduleTerm(part)
		if err != nil {
			return schedule{}, err
		}
		if i == 0 {
			product = factor
			continue
		}
		product = schedule{
			text:  product.text + "*" + factor.text,
			title: product.title + " × " + factor.title,
			value: schedules.Chained{A: product.value, B: factor.value},
		}
	}
	return product, nil
}

// parseScheduleTerm reads one schedule, with its warm-up if it has one.
func parseScheduleTerm(s string) (schedule, error) {
	in, err := resolve("schedule", Schedules(), s)
	if err != nil {
		return schedule{}, err
	}
	sch := schedule{in.term.String(), lowerFirst(in.Title), in.value.Interface().(schedules.Schedule)}
	if n := in.extra.Interface().(scheduleKeys).Warmup; n > 0 {
		sch.title = "warm-up + " + sch.title
		sch.value = schedules.Warmup{Steps: n, Then: sch.value}
	}
	return sch, nil
}

// lowerFirst makes a title fit into running text.
func lowerFirst(s string) string {
	r := []rune(s)
	r[0] = unicode.ToLower(r[0])
	return string(r)
}

// parseSchedules reads the values of --schedule.
func parseSchedules(texts []string) ([]schedule, error) {
	if len(texts) == 0 {
		return []schedule{constant}, nil
	}
	var scheds []schedule
	for _, t := range texts {
		sch, err := parseSchedule(t)
		if err != nil {
			return nil, blame("--schedule", t, err)
		}
		for i, earlier := range scheds {
			if earlier.same(sch) {
				return nil, blame("--schedule", t, givenTwice(texts[i]))
			}
		}
		scheds = append(scheds, sch)
	}
	return scheds, nil
}
