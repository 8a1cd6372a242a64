package document

import (
	"fmt"
	"reflect"
	"slices"
)

// IdleRule is a reason why some flags change nothing: where Holds is true, they do not.
type IdleRule struct {
	Flags []string
	Holds bool
	Why   string
}

// Idle returns a note for each given flag that changes nothing, with the reason of the
// first rule that holds.
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

// given returns the names of the flags whose values differ from the defaults of the kind.
func (m GridSpec) given() []string {
	standard, _ := defaultsOf(m.Kind)
	values, expected := reflect.ValueOf(m), reflect.ValueOf(standard.GridSpec)
	var names []string
	for _, f := range keyFields(values.Type()) {
		if !reflect.DeepEqual(values.FieldByIndex(f.Index).Interface(), expected.FieldByIndex(f.Index).Interface()) {
			names = append(names, f.Tag.Get("yaml"))
		}
	}
	return names
}
