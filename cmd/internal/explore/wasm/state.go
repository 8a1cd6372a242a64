//go:build js

package main

import (
	"errors"
	"fmt"
	"syscall/js"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/words"
)

// readState reads a state, an object with the keys of a document, which may come from a link: it
// has the right types or is refused.
func readState(v js.Value) (s setup.Setup, lang words.Language, err error) {
	r := &reader{v: v}
	s = setup.Setup{Seeds: 1,
		Surface: r.text("surface"), Formula: r.text("formula"), Params: r.named("param"), L1: r.number("l1"), L2: r.number("l2"),
		Window: r.numbers("window"), Optimizers: r.texts("optimizer"), Schedules: r.texts("schedule"), Starts: r.points("start"),
		Order: r.text("order"), Noise: r.number("noise"), Clip: r.number("clip"),
	}
	if r.has("lr") {
		s.LR = new(r.number("lr"))
	}
	if r.has("steps") {
		s.Steps = new(r.whole("steps"))
	}
	if r.has("seed") {
		s.Seed = uint64(r.whole("seed"))
	}
	for _, b := range r.numbers("batch") {
		if b != float64(int(b)) {
			r.refuse("batch", "list of whole numbers")
			break
		}
		s.Batches = append(s.Batches, int(b))
	}
	return s, words.Speak(r.text("lang")), r.err
}

// reader reads the keys of an object and keeps the first error.
type reader struct {
	v   js.Value
	err error
}

func (r *reader) has(key string) bool { return !r.v.Get(key).IsUndefined() }

func (r *reader) refuse(key, want string) {
	if r.err == nil {
		r.err = catalog.Blame("--"+key, r.v.Get(key).Type().String(), errors.New("is no "+want))
	}
}

// get returns the value of a key if it has a type; ok is false where the key is missing.
func (r *reader) get(key string, t js.Type, want string) (v js.Value, ok bool) {
	v = r.v.Get(key)
	if v.IsUndefined() || v.IsNull() {
		return v, false
	}
	if v.Type() != t {
		r.refuse(key, want)
		return v, false
	}
	return v, true
}

func (r *reader) text(key string) string {
	v, ok := r.get(key, js.TypeString, "text")
	if !ok {
		return ""
	}
	return v.String()
}

func (r *reader) number(key string) float64 {
	v, ok := r.get(key, js.TypeNumber, "number")
	if !ok {
		return 0
	}
	return v.Float()
}

func (r *reader) whole(key string) int {
	f := r.number(key)
	if f != float64(int(f)) || f < 0 {
		r.refuse(key, "whole number from 0 on")
		return 0
	}
	return int(f)
}

// most is the largest number of items of a list in a state.
const most = 100

// items returns the items of a list, each of a type.
func (r *reader) items(key string, list js.Value, t js.Type, want string) []js.Value {
	if !list.InstanceOf(js.Global().Get("Array")) || list.Length() > most {
		r.refuse(key, fmt.Sprintf("list of at most %d", most))
		return nil
	}
	out := make([]js.Value, list.Length())
	for i := range out {
		if out[i] = list.Index(i); out[i].Type() != t {
			r.refuse(key, want)
			return nil
		}
	}
	return out
}

func (r *reader) list(key string, t js.Type, want string) []js.Value {
	list, ok := r.get(key, js.TypeObject, "list")
	if !ok {
		return nil
	}
	return r.items(key, list, t, want)
}

func (r *reader) texts(key string) []string {
	var out []string
	for _, v := range r.list(key, js.TypeString, "list of texts") {
		out = append(out, v.String())
	}
	return out
}

func (r *reader) numbers(key string) []float64 {
	return floats(r.list(key, js.TypeNumber, "list of numbers"))
}

func (r *reader) points(key string) [][]float64 {
	var out [][]float64
	for _, p := range r.list(key, js.TypeObject, "list of points") {
		out = append(out, floats(r.items(key, p, js.TypeNumber, "list of points")))
	}
	return out
}

func (r *reader) named(key string) map[string]float64 {
	v, ok := r.get(key, js.TypeObject, "set of constants")
	if !ok {
		return nil
	}
	out := map[string]float64{}
	for _, name := range r.items(key, js.Global().Get("Object").Call("keys", v), js.TypeString, "set of constants") {
		n := v.Get(name.String())
		if n.Type() != js.TypeNumber {
			r.refuse(key, "set of constants")
			return nil
		}
		out[name.String()] = n.Float()
	}
	return out
}

func floats(vs []js.Value) []float64 {
	var out []float64
	for _, v := range vs {
		out = append(out, v.Float())
	}
	return out
}
