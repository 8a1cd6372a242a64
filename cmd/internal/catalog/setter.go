package catalog

import (
	"reflect"
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// A setter copies a value and sets some of the copy's parameters to numbers. It looks the
// parameters up by their keys once. Setters serve sweeps, whose cells differ only in numbers:
// no cell needs a text to be written and parsed. A setter ignores keys that the value lacks.

// setter returns a function that copies the instance and sets the keys to numbers.
func (in Instance) setter(keys []string) func(numbers []float64) (Instance, error) {
	places := make([]int, len(keys))
	for i, key := range keys {
		places[i] = slices.IndexFunc(in.Params, hasKey(key))
	}
	return func(numbers []float64) (Instance, error) {
		out := in.copy()
		for i, place := range places {
			if place < 0 {
				continue
			}
			if err := out.Params[place].setNumber(numbers[i]); err != nil {
				return out, err
			}
		}
		return out, checkOrder(out.Params)
	}
}

// copy returns an instance whose value and parameters do not share memory with the
// original.
func (in Instance) copy() Instance {
	out := in
	out.value, out.Params = SettableCopy(in.value.Interface()), slices.Clone(in.Params)
	if in.extra.IsValid() {
		out.extra = SettableCopy(in.extra.Interface())
	}
	for i, p := range out.Params {
		of := out.value
		if p.Common {
			of = out.extra
		}
		out.Params[i].Value = of.FieldByIndex(p.field)
	}
	return out
}

// Setter returns a function that builds the optimizer with the keys set to numbers. A key
// that the rule lacks is set in the rule that it wraps.
func (r Rule) Setter(keys []string) func(numbers []float64) (optimizers.Optimizer, error) {
	own := r.in.setter(keys)
	if r.inner == nil {
		return func(numbers []float64) (optimizers.Optimizer, error) {
			in, err := own(numbers)
			return in.optimizer(), err
		}
	}
	rest := slices.Clone(keys)
	for i, key := range rest {
		if slices.ContainsFunc(r.in.Params, hasKey(key)) {
			rest[i] = ""
		}
	}
	within := r.inner.Setter(rest)
	return func(numbers []float64) (optimizers.Optimizer, error) {
		in, err := own(numbers)
		if err != nil {
			return nil, err
		}
		inner, err := within(numbers)
		if err != nil {
			return nil, err
		}
		in.value.FieldByName(innerField).Set(reflect.ValueOf(inner))
		return in.optimizer(), nil
	}
}

// Setter returns a function that builds the schedule with the keys set to numbers, in each
// term that has the keys.
func (s Schedule) Setter(keys []string) func(numbers []float64) (schedules.Schedule, error) {
	if s.join == nil {
		set := s.in.setter(keys)
		return func(numbers []float64) (schedules.Schedule, error) {
			in, err := set(numbers)
			return in.schedule(), err
		}
	}
	first, second := s.parts[0].Setter(keys), s.parts[1].Setter(keys)
	return func(numbers []float64) (schedules.Schedule, error) {
		a, err := first(numbers)
		if err != nil {
			return nil, err
		}
		b, err := second(numbers)
		if err != nil {
			return nil, err
		}
		return s.join(a, b), nil
	}
}

// SurfaceSetter returns a function that builds the surface that a text names, on examples,
// with the keys set to numbers. Messages call the surface by the text that the function
// gets.
func SurfaceSetter(text string, keys []string) (func(numbers []float64, text string, examples *data.Set) (surfaces.Surface, error), error) {
	in, err := Resolve("surface", Surfaces(), text)
	if err != nil {
		return nil, err
	}
	set := in.setter(keys)
	return func(numbers []float64, text string, examples *data.Set) (surfaces.Surface, error) {
		in, err := set(numbers)
		if err != nil {
			return nil, Blame("SURFACE", text, err)
		}
		return in.surface(text, examples)
	}, nil
}
