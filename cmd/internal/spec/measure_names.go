package spec

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
)

// Measures lists the methods of Drawing that texts may measure.
var Measures = sync.OnceValue(func() []string {
	none := []string{"Iterates", "Measure"} // which are no outcomes
	kinds := []reflect.Kind{reflect.Int, reflect.Float64, reflect.String, reflect.Pointer}
	var names []string
	for m := range reflect.TypeFor[*Drawing]().Methods() {
		if m.Type.NumOut() > 0 && slices.Contains(kinds, m.Type.Out(0).Kind()) && !slices.Contains(none, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names
})

// unknownMeasure says that no drawing has a measure of a name, and which is nearest.
func unknownMeasure(name string) error {
	hint := "; figures of the lecture have examples: optviz lecture 12.1 --print-spec"
	if near := Nearest(name, Measures()); near != "" {
		hint = fmt.Sprintf(" (did you mean .%s?)", near)
	}
	return fmt.Errorf("there is no measure .%s%s", name, hint)
}
