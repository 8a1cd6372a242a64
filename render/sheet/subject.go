package sheet

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/optviz/optviz/optimizers"
)

// Subject tells what a line stands for. Lines of one subject look alike in all figures of a
// page.
type Subject struct {
	Rule    optimizers.Optimizer // gives the colour by its type; nil: the line is of no rule
	Numbers []Number             // numbers that may order the lines of a rule, the one that orders best last
	Variant string               // what else sets the subject apart from others of its rule
	// Schedule is the catalogue's name of the schedule of the rate, which has a colour of its own
	// beside other schedules of the same rule.
	Schedule string
}

// Number is a number that a run was given, such as its learning rate.
type Number struct {
	Key   string
	Value float64
}

// number returns the subject's number of a key; ok is false where there is none.
func (s Subject) number(key string) (value float64, ok bool) {
	for _, n := range s.Numbers {
		if n.Key == key {
			return n.Value, true
		}
	}
	return 0, false
}

// isPartOf reports whether another subject has the variant and all numbers of the subject.
func (s Subject) isPartOf(o Subject) bool {
	return s.Variant == o.Variant && !slices.ContainsFunc(s.Numbers, func(n Number) bool { return !slices.Contains(o.Numbers, n) })
}

// byRule groups the places of subjects by the type of their rule, in the order of the
// subjects.
func byRule(subjects []Subject) (types []reflect.Type, places map[reflect.Type][]int) {
	places = map[reflect.Type][]int{}
	for i, s := range subjects {
		t := reflect.TypeOf(s.Rule)
		if places[t] == nil {
			types = append(types, t)
		}
		places[t] = append(places[t], i)
	}
	return types, places
}

// withoutWrappers returns the subjects with the rules inside where the same wrapper around
// different rules tells nothing apart, as in projected(adam) beside projected(amsgrad).
func withoutWrappers(subjects []Subject) []Subject {
	inside := make([]Subject, len(subjects))
	differ := false
	for i, s := range subjects {
		inner, ok := optimizers.Inner(s.Rule)
		if !ok || reflect.TypeOf(s.Rule) != reflect.TypeOf(subjects[0].Rule) {
			return subjects
		}
		inside[i] = s
		inside[i].Rule = inner
		differ = differ || reflect.TypeOf(inner) != reflect.TypeOf(inside[0].Rule)
	}
	if !differ {
		return subjects
	}
	return inside
}

// at returns the subjects at some places.
func at(subjects []Subject, places []int) []Subject {
	out := make([]Subject, len(places))
	for i, k := range places {
		out[i] = subjects[k]
	}
	return out
}

// orderKey returns the key of the number in which subjects differ, "" if they are not in one
// order. Where several numbers differ, all must go up or down together in three subjects at
// least.
func orderKey(of []Subject) string {
	var differing []string
	for _, n := range of[0].Numbers {
		if slices.ContainsFunc(of, func(s Subject) bool { v, ok := s.number(n.Key); return !ok || v != n.Value }) {
			differing = append(differing, n.Key)
		}
	}
	if slices.ContainsFunc(of, func(s Subject) bool {
		return s.Variant != of[0].Variant || len(s.Numbers) != len(of[0].Numbers)
	}) {
		return ""
	}
	if len(differing) > 1 && len(of) < 3 {
		return ""
	}
	for _, key := range slices.Backward(differing) {
		if orders(key, differing, of) {
			return key
		}
	}
	return ""
}

// orders reports whether the number of a key differs in all subjects, and along it no other
// number goes up and down.
func orders(key string, differing []string, of []Subject) bool {
	sorted := slices.SortedFunc(slices.Values(of), func(a, b Subject) int {
		return compareNumber(key, a, b)
	})
	for _, other := range differing {
		up, down := false, false
		for i, s := range sorted[1:] {
			c := compareNumber(other, sorted[i], s)
			if c == 0 && other == key {
				return false
			}
			up, down = up || c < 0, down || c > 0
		}
		if up && down {
			return false
		}
	}
	return true
}

// compareNumber compares the numbers of a key of two subjects.
func compareNumber(key string, a, b Subject) int {
	v, _ := a.number(key)
	w, _ := b.number(key)
	return cmp.Compare(v, w)
}
