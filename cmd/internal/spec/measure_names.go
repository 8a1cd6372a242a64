package spec

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
)

// Measures lists the methods of Drawing that texts may measure: those that take and
// return numbers, words and drawings alone, and are outcomes.
var Measures = sync.OnceValue(func() []string {
	none := []string{"Iterates", "Bytes", "TableBytes", "Measure", "Caption"} // which are no outcomes
	var names []string
	for m := range reflect.TypeFor[*Drawing]().Methods() {
		if measurable(m.Type) && !slices.Contains(none, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names
})

// measurable reports whether a method takes and returns numbers, words and drawings alone.
func measurable(method reflect.Type) bool {
	types := []reflect.Type{reflect.TypeFor[int](), reflect.TypeFor[float64](), reflect.TypeFor[string](), reflect.TypeFor[*Drawing]()}
	for i := 1; i < method.NumIn(); i++ {
		t := method.In(i)
		if method.IsVariadic() && i == method.NumIn()-1 {
			t = t.Elem()
		}
		if !slices.Contains(types, t) {
			return false
		}
	}
	return method.NumOut() > 0 && slices.Contains(types, method.Out(0))
}

// unknownMeasure says that no drawing has a measure of a name, and which is nearest.
func unknownMeasure(name string) error {
	hint := "; figures of the lecture have examples: optviz lecture 12.1 --print-spec"
	if near := Nearest(name, Measures()); near != "" {
		hint = fmt.Sprintf(" (did you mean .%s?)", near)
	}
	return fmt.Errorf("there is no measure .%s%s", name, hint)
}
