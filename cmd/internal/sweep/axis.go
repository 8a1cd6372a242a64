package sweep

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/printing"
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

// flagKeys are the flags that can be an axis, and how each is set.
var flagKeys = map[string]func(s *document.Spec, v float64){
	"noise": func(s *document.Spec, v float64) { s.Noise = v },
	"batch": func(s *document.Spec, v float64) { s.Batches = []int{int(v)} },
	"clip":  func(s *document.Spec, v float64) { s.Clip = v },
	"l1":    func(s *document.Spec, v float64) { s.L1 = v },
	"l2":    func(s *document.Spec, v float64) { s.L2 = v },
}

// AxisParam is an axis with what its key means for the runs of a map.
type AxisParam struct {
	catalog.Axis
	Kind  KeyKind
	Coord int // of a StartKey
}

// coordinate is that of a key such as x1, counted from 0.
func coordinate(key string) (c int, ok bool) {
	digits, named := strings.CutPrefix(strings.ToLower(strings.TrimSpace(key)), "x")
	n, err := strconv.ParseUint(digits, 10, 31) // without a sign
	return int(n) - 1, named && (err == nil || errors.Is(err, strconv.ErrRange))
}

// newAxisParam finds out what an axis turns. The optimizers and schedules are those of
// all panels: all have to have the key.
func newAxisParam(s document.Spec, a catalog.Axis, dim int, rules []string) (AxisParam, error) {
	a.Key = strings.TrimSpace(a.Key)
	k := AxisParam{Axis: a}
	lower := strings.ToLower(a.Key)
	if lower == "lr" {
		k.Key = lower
		return k, catalog.CheckAll(a.Values, catalog.Rates)
	}
	if c, ok := coordinate(lower); ok {
		if c < 0 || c >= dim {
			return k, fmt.Errorf("there is no coordinate %s: x1 to x%d", printing.Clip(lower), dim)
		}
		k.Key, k.Kind, k.Coord = lower, StartKey, c
		return k, nil
	}
	has := func(set func(text, key, value string) (string, bool), texts []string) (with, without []string) {
		for _, t := range texts {
			if _, ok := set(t, a.Key, "1"); ok {
				with = append(with, t)
			} else {
				without = append(without, t)
			}
		}
		return with, without
	}
	with, without := has(catalog.SetRuleKey, rules)
	scheds := ownSchedules(s, rules)
	schedWith, schedWithout := has(catalog.SetScheduleKey, scheds)
	_, flag := flagKeys[lower]
	_, ofSurface := s.WithSurfaceKey(a.Key, "1")
	switch {
	case len(with) > 0 && len(without) > 0:
		return k, fmt.Errorf("%s has no %s, which %s has: sweep them one by one", without[0], a.Key, with[0])
	case len(with) > 0:
		k.Kind = RuleKey
	case len(schedWith) > 0 && len(schedWithout) > 0:
		return k, fmt.Errorf("the schedule %s has no %s, which %s has: sweep them one by one", schedWithout[0], a.Key, schedWith[0])
	case len(schedWith) > 0:
		k.Kind = ScheduleKey
	case flag:
		k.Key, k.Kind = lower, FlagKey
	case ofSurface:
		k.Kind = SurfaceKey
	default:
		return k, noKey(s, a.Key, dim, rules, scheds)
	}
	if k.isWhole(s, rules, scheds) {
		k.RoundToWhole()
	}
	return k, nil
}

// ownSchedules are the schedules of all runs: those of --schedule, and those that
// rules have of their own.
func ownSchedules(s document.Spec, rules []string) []string {
	var all []string
	shared := false
	for _, r := range rules {
		if i := strings.IndexFunc(r, unicode.IsSpace); i >= 0 {
			all = append(all, strings.TrimSpace(r[i:]))
		} else {
			shared = true
		}
	}
	if shared {
		all = append(all, s.Schedules...)
	}
	return all
}

// isWhole says whether a key takes whole numbers only.
func (k AxisParam) isWhole(s document.Spec, rules, scheds []string) bool {
	var err error
	switch k.Kind {
	case FlagKey:
		return k.Key == "batch"
	case RuleKey:
		half, _ := catalog.SetRuleKey(rules[0], k.Key, "1.5")
		_, err = catalog.ParseRule(half)
	case ScheduleKey:
		half, _ := catalog.SetScheduleKey(scheds[0], k.Key, "1.5")
		_, err = catalog.ParseSchedule(half)
	case SurfaceKey:
		half, _ := s.WithSurfaceKey(k.Key, "1.5")
		_, err = catalog.Resolve("surface", catalog.Surfaces(), half.Surface)
	}
	return wholeOnly(err)
}

// wholeOnly says whether an error is that of parseWhole.
func wholeOnly(err error) bool {
	return err != nil && strings.HasSuffix(err.Error(), "not a whole number")
}

// noKey says what an axis can be.
func noKey(s document.Spec, key string, dim int, rules, scheds []string) error {
	choices := AxisKeys(rules, scheds)
	if in, err := catalog.Resolve("surface", catalog.Surfaces(), s.Surface); err == nil {
		for _, p := range in.Params {
			if len(p.Choices) == 0 && !slices.Contains(choices, p.Key) {
				choices = append(choices, p.Key)
			}
		}
	}
	if dim == 1 {
		choices = slices.DeleteFunc(choices, func(k string) bool { return k == "x2" })
	}
	hint := ""
	if near := catalog.Nearest(key, choices); near != "" {
		hint = fmt.Sprintf(" (did you mean %s?)", near)
	}
	return errors.New("unknown key " + printing.Quote(key) + hint + "; an axis is one of " + strings.Join(choices, ", "))
}

// AxisKeys are what the axes of a sweep of these rules and schedules can be.
func AxisKeys(rules, scheds []string) []string {
	keys := []string{"lr", "x1", "x2"}
	add := func(params []catalog.Param) {
		for _, p := range params {
			if len(p.Choices) == 0 && !slices.Contains(keys, p.Key) {
				keys = append(keys, p.Key)
			}
		}
	}
	for _, t := range rules {
		if r, err := catalog.ParseRule(t); err == nil {
			add(r.Params)
		}
	}
	for _, t := range scheds {
		for _, part := range catalog.ScheduleJoints.Split(t, -1) {
			if in, err := catalog.Resolve("schedule", catalog.Schedules(), part); err == nil {
				add(in.Params)
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(flagKeys)) {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// settings are the values of the axes at a place, but for those that a Lane holds, and
// the batch.
func (g *Grid) settings(i, j int) map[string]float64 {
	values := map[string]float64{}
	if len(g.Spec.Batches) == 1 {
		values["batch"] = float64(g.Spec.Batches[0])
	}
	for n, k := range g.AxisParams() {
		if k.perRun() {
			values[k.Key] = k.Values[[2]int{i, j}[n]]
		}
	}
	return values
}
