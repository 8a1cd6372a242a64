package document

import (
	"fmt"
	"reflect"
	"slices"
)

// IdleRule says that some flags change nothing where it holds, and why.
type IdleRule struct {
	Flags []string
	Holds bool
	Why   string
}

// Idle notes which of the flags that are given change nothing, each by the first rule that
// holds.
func (m GridSpec) Idle(rules []IdleRule) []string {
	var notes []string
	given := m.given()
	for _, r := range rules {
		if !r.Holds {
			continue
		}
		for _, flag := range r.Flags {
			if at := slices.Index(given, flag); at >= 0 {
				notes = append(notes, fmt.Sprintf("--%s has no effect: %s", flag, r.Why))
				given = slices.Delete(given, at, at+1)
			}
		}
	}
	return notes
}

// given returns the names of the flags whose values are not the usual ones of the kind.
func (m GridSpec) given() []string {
	standard, _ := usual(m.Kind)
	values, expected := reflect.ValueOf(m), reflect.ValueOf(standard.GridSpec)
	var names []string
	for _, f := range leaves(values.Type()) {
		if !reflect.DeepEqual(values.FieldByIndex(f.Index).Interface(), expected.FieldByIndex(f.Index).Interface()) {
			names = append(names, f.Tag.Get("yaml"))
		}
	}
	return names
}
