package catalog

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render/words"
)

// Schedule is a learning-rate schedule from the catalogue: one term, or two schedules
// joined by * or @STEP+.
type Schedule struct {
	Text  string     // as a user types it
	Title words.Text // in a figure
	Value schedules.Schedule

	in    Instance                                   // of a single term
	parts []Schedule                                 // the two joined schedules; nil for a single term
	words func(l words.Language, a, b string) string // says what two joined schedules do, in their own words
	join  func(a, b schedules.Schedule) schedules.Schedule
}

// joinSchedules joins two schedules into one; text stands between their texts, and the title and
// the details say both in words.
func joinSchedules(a, b Schedule, text string, title, details func(l words.Language, a, b string) string, join func(a, b schedules.Schedule) schedules.Schedule) Schedule {
	return Schedule{
		Text: a.Text + text + b.Text, Title: words.Each(func(l words.Language) string { return title(l, a.Title.In(l), b.Title.In(l)) }),
		Value: join(a.Value, b.Value), parts: []Schedule{a, b}, words: details, join: join,
	}
}

// Details returns the title of the schedule with the parameters that were typed, in words.
func (s Schedule) Details(l words.Language) string {
	if s.parts != nil {
		return s.words(l, s.parts[0].Details(l), s.parts[1].Details(l))
	}
	text := s.Title.In(l)
	if _, params, ok := strings.Cut(s.Text, ":"); ok {
		for _, p := range strings.Split(params, ",") {
			key, value, _ := strings.Cut(p, "=")
			text += " " + l.Parameter(key, l.Decimals(value))
		}
	}
	return text
}

// ConstantSchedule is the schedule of a run that states none.
var ConstantSchedule = Schedule{Text: "constant", Title: words.Each(words.Language.ConstantRate), Value: schedules.Constant{}}

// same reports whether two schedules give the same rates, even where their texts differ.
func (s Schedule) same(other Schedule) bool { return reflect.DeepEqual(s.Value, other.Value) }

// maxTerms is the largest number of terms in one schedule.
const maxTerms = 100

// ParseSchedule reads a schedule:
//
//	sequence = product { "@" step "+" product }   the next from that step of the run
//	product  = term { "*" term }                  the product of their factors
//	term     = name [ ":" key "=" value { "," key "=" value } ]
//
// So * binds tighter: A@30+B*C is A up to step 30, then the product of B and
// C. Only a + that follows @step joins, which leaves 1e+2 a number.
func ParseSchedule(s string) (Schedule, error) {
	if n := 1 + strings.Count(s, "@") + strings.Count(s, "*"); n > maxTerms {
		return Schedule{}, fmt.Errorf("%d schedules in one: at most %d", n, maxTerms)
	}
	head, rest, more := strings.Cut(s, "@")
	seq, err := parseProduct(head)
	if err != nil {
		return Schedule{}, err
	}
	for at := 0; more; {
		var stepText, part string
		stepText, rest, more = strings.Cut(rest, "+")
		step, err := ParseWhole(strings.TrimSpace(stepText))
		if !more || err != nil {
			return Schedule{}, errors.New("after @ come a whole number of steps, + and a schedule, as in step@30+cosine")
		}
		if step <= at {
			return Schedule{}, fmt.Errorf("@%d must be above %d: steps count from the start of the run", step, at)
		}
		at = step
		part, rest, more = strings.Cut(rest, "@")
		next, err := parseProduct(part)
		if err != nil {
			return Schedule{}, err
		}
		details := func(l words.Language, a, b string) string { return l.ThenFrom(a, step, b) }
		seq = joinSchedules(seq, next, fmt.Sprintf("@%d+", step), words.Language.Then, details, func(a, b schedules.Schedule) schedules.Schedule {
			return schedules.Sequential{First: a, At: step, Then: b}
		})
	}
	return seq, nil
}

// parseProduct reads terms separated by *.
func parseProduct(s string) (Schedule, error) {
	var product Schedule
	for i, part := range strings.Split(s, "*") {
		factor, err := parseScheduleTerm(part)
		if err != nil {
			return Schedule{}, err
		}
		if i == 0 {
			product = factor
			continue
		}
		times := func(_ words.Language, a, b string) string { return a + " × " + b }
		product = joinSchedules(product, factor, "*", times, times, func(a, b schedules.Schedule) schedules.Schedule {
			return schedules.Chained{A: a, B: b}
		})
	}
	return product, nil
}

// parseScheduleTerm reads a single term, with its warm-up if the term has one.
func parseScheduleTerm(s string) (Schedule, error) {
	in, err := Resolve("schedule", Schedules(), s)
	if err != nil {
		return Schedule{}, err
	}
	title := words.Each(func(l words.Language) string {
		name := l.Schedule(in.Name, lowerFirst(in.Title))
		if in.warmup() > 0 {
			return l.WarmUp(name)
		}
		return name
	})
	return Schedule{Text: in.term.String(), Title: title, Value: in.schedule(), in: in}, nil
}

// warmup returns the number of warm-up steps of an instance of a schedule.
func (in Instance) warmup() int { return in.extra.Interface().(scheduleKeys).Warmup }

// schedule returns the schedule of an instance, with its warm-up.
func (in Instance) schedule() schedules.Schedule {
	s := in.value.Interface().(schedules.Schedule)
	if n := in.warmup(); n > 0 {
		return schedules.Warmup{Steps: n, Then: s}
	}
	return s
}

// lowerFirst puts the first letter of a title in lower case, so that the title fits into
// running text.
func lowerFirst(s string) string {
	r := []rune(s)
	r[0] = unicode.ToLower(r[0])
	return string(r)
}

// ParseSchedules reads the values of --schedule.
func ParseSchedules(texts []string) ([]Schedule, error) {
	if len(texts) == 0 {
		return []Schedule{ConstantSchedule}, nil
	}
	var scheds []Schedule
	for _, t := range texts {
		sch, err := ParseSchedule(t)
		if err != nil {
			return nil, Blame("--schedule", t, err)
		}
		for i, earlier := range scheds {
			if earlier.same(sch) {
				return nil, Blame("--schedule", t, givenTwice(texts[i]))
			}
		}
		scheds = append(scheds, sch)
	}
	return scheds, nil
}
