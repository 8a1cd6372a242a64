package module_test

import (
	"strings"
	"testing"
)

// Whatever the page asks has an answer: wrong states are errors, and the worker lives on.
func TestAsks(t *testing.T) {
	ctx := browser(t)
	for _, c := range []struct{ name, script, want string }{
		{"runs", `ask("run", {surface: "beale", optimizer: ["adam"], steps: 10}).then(numbers)`, `"label":"Adam"`},
		{"no parameters", `ask("run", {optimizer: ["adam"], steps: 10}).then(o => JSON.stringify("params" in o.runs[0]))`, `false`},
		{"parameters", `ask("run", {optimizer: ["adam"], steps: 10}, {params: true}).then(numbers)`, `"key":"beta1"`},
		{"German", `ask("run", {lang: "de", optimizer: ["sgd:lr=0.001"], steps: 10}).then(o => o.runs[0].verdict)`, `sinkt noch`},
		{"catalogue", `ask("catalog", {}).then(o => JSON.stringify(o.optimizers.length >= 30 && o.surfaces.length > 30 && o.schedules.length > 5))`, `true`},
		{"suited", `ask("suit", {optimizer: ["sgd"]}).then(numbers)`, `"sgd:lr=`},
		{"set", `ask("set", {}, {of: "optimizer", text: "adam:lr=1", key: "beta1", value: "0.8"}).then(numbers)`, `"adam:lr=1,beta1=0.8"`},
		{"no such key", `ask("set", {}, {of: "optimizer", text: "adam", key: "x", value: "1"}).then(numbers)`, `adam has no key x`},
		{"formula", `ask("run", {formula: "x^2 + foo(y)"}).then(numbers)`, `"at":6`},
		{"rule", `ask("run", {optimizer: ["adam:beta1=2"]}).then(numbers)`, `"value":"adam:beta1=2"`},
		{"a type", `ask("run", {steps: "many"}).then(numbers)`, `"flag":"--steps"`},
		{"a list", `ask("run", {optimizer: {}}).then(numbers)`, `"flag":"--optimizer"`},
		{"a point", `ask("run", {start: [["x", 1]]}).then(numbers)`, `"flag":"--start"`},
		{"no numbers", `ask("run", {optimizer: ["sgd"], start: [[NaN, Infinity]]}).then(numbers)`, `"error":`},
		{"a wild batch", `ask("run", {optimizer: ["sgd"], batch: [NaN, 1e300]}).then(numbers)`, `"error":`},
		{"half a batch", `ask("run", {surface: "logistic", optimizer: ["sgd"], batch: [2.5]}).then(numbers)`, `"flag":"--batch"`},
		{"examples", `ask("run", {surface: "logistic", optimizer: []}).then(o => JSON.stringify(o.surface.examples))`, `true`},
		{"no examples", `ask("run", {optimizer: []}).then(o => JSON.stringify([o.surface.examples, o.partial]))`, `[false,false]`},
		{"a search", `ask("run", {formula: "(x^2 - 1)^2 + y^2", window: [-2, 2, -1, 1], optimizer: []}).then(before => ask("search", {formula: "(x^2 - 1)^2 + y^2", window: [-2, 2, -1, 1]}).then(() => ask("run", {formula: "(x^2 - 1)^2 + y^2", window: [-2, 2, -1, 1], optimizer: []})).then(o => JSON.stringify([before.searched, o.searched, o.partial, o.points.length])))`, `[false,true,false,3]`},
		{"a wrong search", `ask("search", {surface: "nonsense"}).then(numbers)`, `"flag":"SURFACE"`},
		{"a search that another ends", `Promise.all([ask("search", {surface: "levy13", window: [-30, 30, -30, 30]}), ask("search", {})]).then(all => JSON.stringify(all.map(o => o.error ?? "done")))`, `["context canceled","done"]`},
		{"not all points", `ask("run", {surface: "levy13", window: [-30, 30, -30, 30], optimizer: []}).then(o => JSON.stringify(o.partial))`, `true`},
		{"a name", `ask("run", {formula: "x^2 + b*y^2"}).then(numbers)`, `"name":"b"`},
		{"a million rules", `ask("run", {surface: "logistic", optimizer: Array(40).fill("adam"), start: Array.from({length: 100}, (_, i) => [i / 100, 0, 0]), batch: [1, 2]}).then(numbers)`, `runs are too many`},
		{"costly runs", `ask("run", {surface: "rosenbrock:n=200", optimizer: ["newton"], steps: 40000}).then(numbers)`, `"flag":"--steps"`},
		{"no state", `ask("run", undefined).then(numbers)`, `"error":`},
		{"a number as a state", `ask("run", 5).then(numbers)`, `"error":`},
		{"no question", `ask("dance", {}).then(numbers)`, `unknown question dance`},
		{"a huge map", `ask("map", {}, {width: 2 ** 32, height: 2 ** 32}).then(numbers)`, `"error":"a map has`},
		{"a map without tones", `ask("map", {}, {width: 100, height: 100}).then(numbers)`, `"error":"the tones`},
		{"a map of a line", `ask("map", {surface: "rosenbrock:n=3"}, {width: 100, height: 100}).then(numbers)`, `only two make a map`},
		{"a slice", `ask("slice", {formula: "x^2 + y"}, {from: [0, 1], to: [2, 1], count: 3}).then(numbers)`, `"values":"1 2 5"`},
		{"a slice of another dimension", `ask("slice", {}, {from: [0], to: [1], count: 3}).then(numbers)`, `"error":`},
		{"a slice from texts", `ask("slice", {}, {from: "0", to: [1, 1], count: 3}).then(numbers)`, `"flag":"--from"`},
		{"German titles", `ask("catalog", {lang: "de"}).then(o => [o.schedules[0].title, o.surfaces.find(s => s.name === "saddle").title, o.optimizers[1].params[2].title].join())`, `konstant,`},
		{"a dead module", `ask("dead", {}).then(numbers)`, `"error":"the computation ended`},
		{"a new one", `ask("run", {optimizer: ["adam"], steps: 10}).then(numbers)`, `"label":"Adam"`},
	} {
		var got string
		eval(t, ctx, c.script+".then(JSON.stringify)", &got)
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %.300s, want %s", c.name, got, c.want)
		}
	}
}
