package main

import (
	"strings"
	"testing"
)

// TestLocate: what is wrong with a value of a file is told with the file and the place of
// the value, whether it is found when the file is read, resolved or drawn.
func TestLocate(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct{ yaml, flags, want string }{
		{"surface: saddle\nsteps: 2\ntitle: 'x{{n (.Loss 9)}}'\n", "", `f.yaml:3:8: title "x{{n (.Loss 9)}}": .Loss 9: no run 9 of 4`},
		{"surface: saddle\nsteps: 2\ncaption: '{{n (.Loss 9)}}'\n", "", `f.yaml:3:10: caption "{{n (.Loss 9)}}": .Loss 9: no run 9 of 4`},
		{"surface: saddle\nsteps: 2\ncaption:\n  en: ok\n  de: '{{n (.Loss 9)}}'\n", "--lang|de", `f.yaml:5:7: caption "{{n (.Loss 9)}}": .Loss 9: no run 9 of 4`},
		{"surface: saddle\nsteps: 2\noptimizer: [sgd, adam]\nnames: [a, '{{.Verdict 3}}']\n", "", `f.yaml:4:12: names "{{.Verdict 3}}": .Verdict 3: no run 3 of 2`},
		{"figures:\n- {surface: saddle, steps: 2}\n- {surface: saddle, steps: 2, title: '{{n (.Loss 9)}}'}\n", "", `f.yaml:3:38: figure 2: title "{{n (.Loss 9)}}": .Loss 9: no run 9 of 4`},
		{"surface: saddle\nsteps: 2\noptimizer:\n- sgd\n- adm\n", "", `f.yaml:5:3: optimizer "adm": unknown optimizer (did you mean adam?)`},
		{"kind: sweep\nsurface: saddle\nx: lr=1:0\n", "", `f.yaml:3:4: x "lr=1:0": `},
		{"surface: saddle\nsteps: 2\nstart: [[1, 2, 3]]\n", "", `f.yaml:3:8: start "1,2,3": `},
		{"surface: saddle\nsteps: 2\nsize: 640x360\n", "--size|3x", `--size "3x": `},
		{"surface: saddle\nsteps: 2\ntitle: A title\n", "--title|{{.Foo}}", `--title "{{.Foo}}": `},
		{"surface: saddle\nsteps: 2\nsubtitle: {en: a, de: b}\n", "--subtitle|{{.Foo}}", `--subtitle "{{.Foo}}": `},
		{"surface: saddle\noptimizer: [adam]\nsteps: 2\nmarks:\n- {x: 1, y: 1}\n- {run: 1, step: 3}\n", "", `f.yaml:6:3: marks "1@3": step 3: Adam ends at step 2`},
		{"surface: saddle\nsteps: 2\nmarks: [{x: 1}]\n", "", `f.yaml:3:9: marks "1,": needs x and either y or the number of a curve`},
		{"surface: saddle\nsteps: 2\nview: loss\nlines: [{x: 1}, {x: 1, y: 2}]\n", "", `f.yaml:4:17: lines "x=1": is either at an x or at a y`},
		{"surface: saddle\nsteps: 2\nlines: [{x: 0}, {x: 99, label: out}]\n", "", `f.yaml:3:17: lines "x=99": x = 99 is not within the axes`},
		{"kind: functions\ncurves: [{formula: x^2, at: [1, 2]}]\nslopes: [{slope: 2, from: 1, to: 2, y: 1}, {slope: 2, from: 1, to: 1, y: 1}]\n", "", `f.yaml:3:52: slopes "2": from (1, 1) to x = 1 it ends at y = 1: no triangle`},
		{"kind: functions\ncurves: [{formula: x^2, at: [1, 2]}]\nslopes: [{slope: 2, from: 1, to: 2, y: 1, label: '{{.Foo}}'}]\n", "", `f.yaml:3:18: slopes "2": there is no measure .Foo`},
		{"surface: saddle\nsteps: 2\ninset: {window: [0, 1, 0, 1], size: 0.9}\n", "", `f.yaml:3:37: inset "0,1,0,1": size "0.9": must be in [0.1,0.7]`},
		{"surface: saddle\nsteps: 2\ninset: {window: [0, 1, 0, 1], size: 1.2, corner: beside}\n", "", `f.yaml:3:37: inset "0,1,0,1:beside": size "1.2": must be in [0.1,1]`},
		{"surface: saddle\nsteps: 2\ninset: {window: [0, 1, 0, 1], corner: top}\n", "", `f.yaml:3:39: inset "0,1,0,1:top": corner "top": unknown corner`},
		{"surface: saddle\nsteps: 2\ninset: {window: [50, 60, 50, 60]}\n", "", `f.yaml:3:8: inset "50,60,50,60": its side from 50 to 60 is not within the map's from -`},
		{"kind: functions\ncurves:\n- {formula: x, at: [1]}\n- {label: a}\n", "", `f.yaml:4:3: curve 2: one of formula, x with y, and file is wanted`},
		{"kind: functions\ncurves:\n- {x: [1], y: [1], at: [2]}\n", "", `f.yaml:3:25: curve 1: at "2": goes with a formula`},
		{"kind: functions\ncurves:\n- {x: [1], y: [1, 2]}\n", "", `f.yaml:3:3: curve 1: 1 value of x and 2 of y`},
		{"kind: functions\ncurves:\n- {formula: x}\n", "", `f.yaml:3:3: curve 1: a formula needs at`},
		{"kind: functions\nx-axis: {range: [0.2, 0.8], whole: true}\ncurves:\n- {formula: x}\n", "", `f.yaml:2:9: curve 1: --x-axis "0.2:0.8,whole": has no whole number`},
		{"kind: functions\ncurves:\n- {formula: x, at: [1], look: adma}\n", "", `f.yaml:3:31: curve 1: look "adma": is no optimizer`},
		{"kind: functions\ncurves:\n- {formula: x, at: [1]}\n- {formula: x+, at: [1]}\n", "", `f.yaml:4:13: curve 2: --formula: the formula ends`},
		{"formula: x+\n", "", `f.yaml:1:10: --formula: the formula ends`},
		{"kind: functions\ncurves:\n- {formula: x, at: [1], label: '{{n (.Loss 1)}}'}\n", "", `f.yaml:3:3: cannot draw kind functions: curve 1: .Loss 1: no run 1 of 0`},
		{"figures:\n- kind: functions\n  curves:\n  - {formula: x*y, at: [1]}\n", "", `f.yaml:4:15: figure 1: curve 1: formula "x*y": is of 2 variables`},
		{"kind: sweep\nsurface: ravine\nx: kappa=2/3\ncurves: [{formula: x}, {x: [1], y: [1]}]\n", "", `f.yaml:4:24: curve 2: a curve on a sweep is of a formula`},
		{"kind: diagram\nlayers: [{width: 1}, {width: 0}]\n", "", `f.yaml:2:30: layer 2: width "0": must be at least 1`},
		{"kind: diagram\nlayers: [{width: 1}, {width: 2, weights: ['1']}]\n", "", `f.yaml:2:43: layer 2: weights "1": 1 weight: it takes one an edge`},
		{"kind: diagram\nneuron: {inputs: ['1'], weights: ['1', '2']}\n", "", `f.yaml:2:9: neuron "1,2": 1 input and 2 weights; as many`},
		{"kind: diagram\nneuron: {inputs: ['1'], weights: ['1'], curve: tahn(x)}\n", "", `f.yaml:2:48: neuron "tahn(x)": `},
		{"kind: diagram\nneuron: {inputs: ['1'], weights: ['1'], curve: x*y}\n", "", `f.yaml:2:48: neuron "x*y": an activation is of x alone`},
		{"surface: saddle\nsteps: 2\nview: loss\nalike: true\n", "", `f.yaml:4:8: alike "true": goes with view: trajectory, not loss`},
		{"kind: sweep\nsurface: ravine\nx: lr=0.1/0.2\ncurves: [{formula: x}]\n", "", `f.yaml:4:10: curve 1: slopes and curves are for sweeps`},
		{"kind: sweep\nsurface: ravine\nx: lr=0.1/0.2\nslopes: [{slope: 2, from: 1, to: 2, y: 1}]\n", "", `f.yaml:4:18: slopes "2": slopes and curves are for sweeps`},
		{"surface: saddle\nsteps: 2\n", "--data|x.txt", `--data "x.txt": `},
	} {
		writeFile(t, "f.yaml", test.yaml)
		args := []string{"render", "f.yaml", "-q", "-o", "x.png"}
		if test.flags != "" {
			args = append(args, strings.Split(test.flags, "|")...)
		}
		if r := optviz(args...); r.code != wrongUsage || !strings.HasPrefix(r.stderr, "optviz: "+test.want) {
			t.Errorf("%s%s: exit %d, %s\nwant %s", test.yaml, test.flags, r.code, r.stderr, test.want)
		}
	}
	writeFile(t, "f.yaml", "surface: saddle\nsteps: 2\ncaption:\n  en: ok\n  de: '{{n (.Loss 9)}}'\n")
	must(t, "render", "f.yaml", "-q", "-o", "x.svg")
	if r := optviz("render", "x.svg", "-q", "--lang", "de", "-o", "y.svg"); r.code != wrongUsage || !strings.HasPrefix(r.stderr, "optviz: x.svg: in what it was made from, at 7:7: caption ") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
}
