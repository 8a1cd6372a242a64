//go:build js

package main

import (
	"context"
	"slices"
	"strings"
	"syscall/js"
	"unsafe"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/explore/live"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// object is a value that becomes an object of JavaScript, and list an array.
type (
	object = map[string]any
	list   = []any
)

// run answers with the runs of a state, the critical points that are known, the curves of such points and the
// window. There may be more points where the answer is "partial", which search finds unless the window is
// "searched"; of an "unlisted" surface rates depend on them. Each number of the runs is the one that trace prints. The parameters of the rules, which take
// longer to hand over than all numbers, are in the answer if more says params: true.
func run(ctx context.Context, lab *live.Lab, state, more js.Value) (object, error) {
	s, lang, err := readState(state)
	if err != nil {
		return nil, err
	}
	land, runs, err := lab.Runs(ctx, s, lang)
	if err != nil {
		return nil, err
	}
	withParams := more.Get("params").Truthy()
	out := make(list, len(runs))
	for i, r := range runs {
		answer := object{
			"label": r.Label, "name": r.Name, "rule": r.Rule.Text, "schedule": r.Schedule, "lr": r.Rule.LR, "apart": r.Apart, "verdict": r.Verdict, "outcome": r.Trajectory.Verdict.Outcome.String(),
			"dim": r.Dim, "x": array(r.X), "loss": array(r.Loss), "gradnorm": array(r.GradNorm), "rates": array(r.LR),
			"gradients": array(r.Gradients), "memory": memory(r.Memory),
		}
		if withParams {
			answer["params"] = params(r.Rule.Params, lang)
		}
		out[i] = answer
	}
	curves := make(list, len(land.Meta.Curves))
	for i, c := range land.Meta.Curves {
		curves[i] = array(slices.Concat(c...))
	}
	return object{
		"runs": out, "surface": surface(land, lang), "window": values(land.Window.Ends()),
		"points": points(land.Meta.Points, lang.Point), "curves": curves, "partial": land.Partial, "searched": lab.Searched(s, land), "unlisted": land.Unlisted,
	}, nil
}

// surface describes a surface. Those with "examples" have batches.
func surface(land setup.Landscape, lang words.Language) object {
	m := land.Meta
	_, examples := setup.FiniteSum(land.Surface)
	return object{"name": m.Name, "title": lang.Surface(m), "examples": examples, "formula": m.Formula, "dim": m.Dim, "window": values(m.Window.Ends()), "start": values(m.Start), "floor": m.Floor()}
}

// points lists critical points with their kinds in words.
func points(all []surfaces.Point, name func(string) string) list {
	out := make(list, len(all))
	for i, p := range optimizers.KnownPoints(all) {
		out[i] = object{"x": values(p.X), "value": all[i].Value, "kind": all[i].Kind.String(), "name": name(p.Name)}
	}
	return out
}

// memory lists the state of a rule at each iterate.
func memory(variables []optimizers.Variable) list {
	out := make(list, len(variables))
	for i, v := range variables {
		out[i] = object{"symbol": v.Symbol, "value": array(v.Value)}
	}
	return out
}

// suit answers with rules whose rates suit the surface of a state, and with steps that do.
func suit(ctx context.Context, lab *live.Lab, state, _ js.Value) (object, error) {
	s, _, err := readState(state)
	if err != nil {
		return nil, err
	}
	suits, err := lab.Suited(ctx, s)
	return object{"optimizer": texts(suits.Rules), "steps": suits.Steps}, err
}

// search answers once the window of a state is searched for critical points.
func search(ctx context.Context, lab *live.Lab, state, _ js.Value) (object, error) {
	s, _, err := readState(state)
	if err != nil {
		return nil, err
	}
	return object{}, lab.Search(ctx, s, letOthersIn)
}

// set answers with the text of a surface, rule or schedule after setting one of its keys.
func set(_ context.Context, _ *live.Lab, _, more js.Value) (object, error) {
	r := &reader{v: more}
	of, text, key, value := r.text("of"), r.text("text"), r.text("key"), r.text("value")
	if r.err != nil {
		return nil, r.err
	}
	out, ok := "", false
	switch of {
	case "surface":
		out, ok = catalog.SetKey(catalog.Surfaces(), text, key, value)
	case "optimizer":
		out, ok = catalog.SetRuleKey(text, key, value)
	case "schedule":
		out, ok = catalog.SetScheduleKey(text, key, value)
	}
	if !ok {
		return nil, catalog.Usage("%s has no key %s", text, key)
	}
	return object{"text": out}, nil
}

// catalogue answers with all surfaces, rules and schedules, and their parameters.
func catalogue(_ context.Context, _ *live.Lab, state, _ js.Value) (object, error) {
	_, lang, err := readState(state)
	return object{
		"surfaces":   entries(catalog.Surfaces(), lang.SurfaceOfCatalogue, lang),
		"optimizers": entries(catalog.Optimizers(), lang.Rule, lang),
		"schedules":  entries(catalog.Schedules(), lang.Schedule, lang),
	}, err
}

// entries lists entries of a catalogue with their titles in a language, where an ellipsis stands for
// what varies.
func entries(all []catalog.Entry, titleOf func(name, title string) string, lang words.Language) list {
	out := make(list, len(all))
	for i, e := range all {
		out[i] = object{"name": e.Name, "title": strings.ReplaceAll(titleOf(e.Name, e.Title), "%s", "…"), "doc": e.Doc, "params": params(e.Params(), lang)}
	}
	return out
}

func params(all []catalog.Param, lang words.Language) list {
	out := make(list, len(all))
	for i, p := range all {
		out[i] = object{"key": p.Key, "title": lang.ParameterName(p.Key), "value": p.Text(), "default": p.Default, "in": p.In, "choices": texts(p.Choices), "doc": p.Doc, "whole": p.IsWhole()}
	}
	return out
}

func values(x []float64) list {
	out := make(list, len(x))
	for i, v := range x {
		out[i] = v
	}
	return out
}

func texts(all []string) list {
	out := make(list, len(all))
	for i, t := range all {
		out[i] = t
	}
	return out
}

// array returns numbers as a Float64Array, with one copy of their bytes.
func array(x []float64) js.Value {
	bytes := js.Global().Get("Uint8Array").New(8 * len(x))
	if len(x) > 0 {
		js.CopyBytesToJS(bytes, unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), 8*len(x)))
	}
	return js.Global().Get("Float64Array").New(bytes.Get("buffer"))
}
