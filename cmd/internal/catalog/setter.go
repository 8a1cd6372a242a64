package catalog

import (
	"reflect"
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// A setter copies a value and gives some of its parameters, which are found once by their
// keys, other numbers. Setters serve sweeps, whose cells differ in numbers: no text is
// written or read for a cell. A key that the value lacks is passed over.

// setter returns what copies the instance with the numbers of keys.
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

// copy returns the instance with values of its own, which its parameters set.
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

// Setter returns what makes the rule with the numbers of keys. A key that the rule lacks is
// one of the rule that it is around.
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
		in.value.FieldByName(wrapped).Set(reflect.ValueOf(inner))
		return in.optimizer(), nil
	}
}

// Setter returns what makes the schedule with the numbers of keys, in each of its terms that
// has them.
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

// SurfaceSetter returns what makes the surface that a text names with the numbers of keys, on
// examples; messages call it by another text.
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
