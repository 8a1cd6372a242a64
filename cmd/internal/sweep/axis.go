package sweep

import (
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
)

// KeyKind is what a key of an axis belongs to.
type KeyKind int

const (
	RateKey     KeyKind = iota // the learning rate
	StartKey                   // a coordinate of the start: x1, x2, ...
	FlagKey                    // a flag: noise, batch, ...
	RuleKey                    // of the optimizers
	ScheduleKey                // of the schedules
	SurfaceKey                 // of the surface
)

// flagKey is a flag that can be an axis.
type flagKey struct {
	set       func(s *document.Spec, v float64)
	isWhole   bool
	isRandom  bool // the flag makes the steps random
	ofProblem bool // the flag changes the problem, and not how the problem is solved
}

// flagKeys holds the flags that can be an axis, by name.
var flagKeys = map[string]flagKey{
	"noise": {set: func(s *document.Spec, v float64) { s.Noise = v }, isRandom: true, ofProblem: true},
	"batch": {set: func(s *document.Spec, v float64) { s.Batches = []int{int(v)} }, isWhole: true, isRandom: true},
	"clip":  {set: func(s *document.Spec, v float64) { s.Clip = v }},
	"l1":    {set: func(s *document.Spec, v float64) { s.L1 = v }},
	"l2":    {set: func(s *document.Spec, v float64) { s.L2 = v }},
}

// AxisParam is a parameter that an axis varies, with its values.
type AxisParam struct {
	catalog.Axis
	Kind  KeyKind
	Coord int // of a StartKey
}

// settings returns the numbers that formulas may name at a place of the axes: the batch, and
// what the axes vary but for rates and starts.
func (g *Grid) settings(i, j int) map[string]float64 {
	values := map[string]float64{}
	if len(g.Spec.Batches) == 1 {
		values["batch"] = float64(g.Spec.Batches[0])
	}
	for n, k := range g.AxisParams() {
		if k.changesRun() {
			values[k.Key] = k.Values[[2]int{i, j}[n]]
		}
	}
	return values
}

// rule sets the key in the text of a rule, or takes it out for the value "".
func (k AxisParam) rule(text, value string) (string, bool) {
	if k.Kind == RuleKey || k.Kind == RateKey {
		return catalog.SetRuleKey(text, k.Key, value)
	}
	return text, false
}

// schedule sets the key in the text of a schedule, or takes it out for the value "".
func (k AxisParam) schedule(text, value string) (string, bool) {
	if k.Kind == ScheduleKey {
		return catalog.SetScheduleKey(text, k.Key, value)
	}
	return text, false
}

// set returns the Spec with the key at a value.
func (k AxisParam) set(s document.Spec, v float64) document.Spec {
	text := catalog.FormatNumber(v)
	s.Optimizers, s.Schedules = slices.Clone(s.Optimizers), slices.Clone(s.Schedules)
	for i, t := range s.Optimizers {
		rule, own, owns := strings.Cut(strings.TrimSpace(t), " ")
		rule, _ = k.rule(rule, text)
		if owns {
			own, _ = k.schedule(strings.TrimSpace(own), text)
			rule += " " + own
		}
		s.Optimizers[i] = rule
	}
	for i, t := range s.Schedules {
		s.Schedules[i], _ = k.schedule(t, text)
	}
	switch k.Kind {
	case FlagKey:
		flagKeys[k.Key].set(&s, v)
	case SurfaceKey:
		s.Setup, _ = s.WithSurfaceKey(k.Key, text)
	}
	return s
}

// changesRun reports whether the values of the axis change more of a run than its rate and
// start, which a Variant holds.
func (k AxisParam) changesRun() bool { return k.Kind != RateKey && k.Kind != StartKey }

// VariesProblem reports whether the axis varies the problem, as its surface, start and noise,
// and not how it is solved.
func (k AxisParam) VariesProblem() bool {
	return k.Kind == SurfaceKey || k.Kind == StartKey || flagKeys[k.Key].ofProblem
}
