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

// newAxisParam finds out what an axis varies. All rules, or all schedules, must have the key.
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
			return k, noCoordinate(lower, dim)
		}
		k.Key, k.Kind, k.Coord = lower, StartKey, c
		return k, nil
	}
	schedules := ownSchedules(s, rules)
	ofRule, with, without := paramIn(rules, a.Key, catalog.RuleParam)
	ofSchedule, scheduleWith, scheduleWithout := paramIn(schedules, a.Key, catalog.ScheduleParam)
	flag, isFlag := flagKeys[lower]
	ofSurface, hasSurface := s.SurfaceParam(a.Key)
	isWhole := false
	switch {
	case len(with) > 0 && len(without) > 0:
		return k, fmt.Errorf("%s has no %s, which %s has: sweep them one by one", without[0], a.Key, with[0])
	case len(with) > 0:
		k.Kind, isWhole = RuleKey, ofRule.IsWhole()
	case len(scheduleWith) > 0 && len(scheduleWithout) > 0:
		return k, fmt.Errorf("the schedule %s has no %s, which %s has: sweep them one by one", scheduleWithout[0], a.Key, scheduleWith[0])
	case len(scheduleWith) > 0:
		k.Kind, isWhole = ScheduleKey, ofSchedule.IsWhole()
	case isFlag:
		k.Key, k.Kind, isWhole = lower, FlagKey, flag.isWhole
	case hasSurface:
		k.Kind, isWhole = SurfaceKey, ofSurface.IsWhole()
	default:
		return k, noKey(s, a.Key, dim, rules, schedules)
	}
	if isWhole {
		return k, k.RoundToWhole()
	}
	return k, nil
}

// noCoordinate returns the error of a coordinate that a surface of dim dimensions lacks.
func noCoordinate(key string, dim int) error {
	return fmt.Errorf("there is no coordinate %s: x1 to x%d", printing.Clip(key), dim)
}

// paramIn finds the parameter of a key in texts, and which of them have one.
func paramIn(texts []string, key string, find func(text, key string) (catalog.Param, bool)) (param catalog.Param, with, without []string) {
	for _, t := range texts {
		if p, ok := find(t, key); ok {
			param, with = p, append(with, t)
		} else {
			without = append(without, t)
		}
	}
	return param, with, without
}

// ownSchedules returns the schedules of all runs: those of --schedule, and those that
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

// noKey returns the error of an unknown key, with the keys that an axis can have.
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

// AxisKeys returns the keys that the axes of a sweep of these rules and schedules can have.
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
		for _, part := range catalog.ScheduleTerms(t) {
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

// coordinate returns the number of the coordinate that a key such as x1 names, from 0.
func coordinate(key string) (c int, ok bool) {
	digits, named := strings.CutPrefix(strings.ToLower(strings.TrimSpace(key)), "x")
	n, err := strconv.ParseUint(digits, 10, 31) // without a sign
	return int(n) - 1, named && (err == nil || errors.Is(err, strconv.ErrRange))
}
