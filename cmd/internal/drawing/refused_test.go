package drawing_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

func TestKindErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"surface: beale\nview: steps\nlines: [{y: \"3\"}]\n", "--line-at \"y=3\": goes with --view accuracy, compare, coordinate, curvature, ends, field, fit, gradnorm, loss, memory, model, panels, phase, schedule, schedules, sensitivity, sharpness, slice, step-length, trajectory, not steps"},
		{"surface: beale\nview: steps\nx-axis: {name: step}\n", `--x-axis "name=step": goes with --view accuracy, compare, `},
		{"surface: beale\nview: trajectory\nx-axis: {range: [0, 1]}\n", `--x-axis "0:1": --view trajectory is a map: its ends are those of --window X0,X1,Y0,Y1`},
		{"surface: beale\nview: trajectory\ny-axis: {log: true}\n", "is a map, whose axes take a name and ticks"},
		{"surface: beale\nview: surface3d\ny-axis: {ticks: [1]}\n", `--y-axis "ticks=1": --view surface3d takes the name of an axis alone`},
		{"surface: beale\nview: loss\nx-axis: {names: [a, b]}\n", "names stand on the axes of kind: functions"},
		{"surface: beale\nview: loss\ny-axis: {name: '{{.Nonsense}}'}\n", "Nonsense"},
		{"surface: beale\nview: loss\ny-axis: {scale: logg}\n", `--y-axis "logg": unknown scale (did you mean log?)`},
		{"surface: beale\nview: loss\ny-axis: {scale: linear, log: true}\n", "log and scale: linear contradict each other"},
		{"surface: beale\nview: loss\ny-axis: {range: [0, 1, 2]}\n", "two numbers are wanted, as in [0, 50], or one end, as in \"0:\", not 3 values"},
		{"surface: beale\nview: loss\ny-axis: {range: [0, 1], log: true}\n", "0 is no end of a logarithmic axis"},
		{"surface: beale\nview: slice\nlines: [{x: \"3\", y: \"3\"}]\n", "--line-at \"x=3\": is either at an x or at a y"},
		{"caption: '{{nn 3}}'\n", "1:10: caption: there is no function nn; there are add, bytes, div, f, mul, n, sub, and measures begin with a dot"},
		{"names: ['{{nn 3}}']\n", "1:8: names: there is no function nn; there are add, bytes, div, f, mul, n, sub, and measures begin with a dot"},
		{"curves: [{formula: x}]\n", "1:1: curves is a key of kind: sweep, kind: functions"},
		{"kind: sweep\ndraws: 3\n", "2:1: kind: sweep has no key draws; draws is a key of kind: cloud"},
		{"kind: functions\noptimizer: [sgd]\n", "kind: functions has no key optimizer"},
		{"kind: functions\ncurves: [{formla: x}]\n", "unknown key \"formla\" (did you mean formula?)"},
		{"kind: diagram\nlayers: [{width: 1.5}]\n", "2:18: width: \"1.5\": not a whole number"},
		{"kind: functions\ncurves: [{formula: x, at: [.inf]}]\n", "2:28: at: \".inf\": not a number"},
		{"kind: functions\n", "needs curves"},
		{"kind: functions\ncurves: [{formula: x}]\n", "curve 1: a formula needs at"},
		{"kind: functions\ncurves: [{formula: x+y, at: [1]}]\n", "is of 2 variables"},
		{"kind: functions\ncurves: [{formula: a*x, at: [1]}]\n", "--param a=1 makes it a constant"},
		{"kind: functions\ncurves: [{formula: x, x: [1], y: [2]}]\n", "one of formula, x with y, and file is wanted"},
		{"kind: functions\ncurves: [{x: [1, 2], y: [2]}]\n", "2 values of x and 1 of y"},
		{"kind: functions\ncurves: [{formula: x, at: [1], as: lines}]\n", "did you mean line?"},
		{"kind: functions\ncurves: [{formula: x, at: [1], look: adm}]\n", "is no optimizer"},
		{"kind: functions\ncurves: [{file: nowhere.csv}]\n", "no such file"},
		{"kind: functions\nx-axis: {range: [0, 1], log: true}\ncurves: [{formula: x}]\n", "0 is no end of a logarithmic axis"},
		{"kind: functions\nx-axis: {range: [1, 0]}\ncurves: [{formula: x}]\n", "the range is the wrong way round (did you mean 0:1?)"},
		{"kind: functions\ncurves: [{formula: x, at: [1]}]\nmarks: [{x: 1}]\n", "--mark \"1,\": needs x and either y"},
		{"kind: functions\ncurves: [{formula: x, at: [1]}]\nlines: [{x: 1, y: 1}]\n", "--line-at \"x=1\": is either at an x or at a y"},
		{"kind: sweep\nsurface: ravine\nmarks: [{run: 1, step: 2}]\n", "--mark \"1@2\": run and step are of a figure of runs, not of kind: sweep"},
		{"kind: sweep\nsurface: ravine\nlines: [{x: 1, y: 2}]\n", "--line-at \"x=1\": is either at an x or at a y"},
		{"kind: basins\nsurface: himmelblau\nslopes: [{slope: 1}]\n", "kind: basins has no key slopes"},
		{"kind: sweep\nsurface: ravine\nslopes: [{slope: 1, from: 1, to: 2, y: 1}]\n", "are for sweeps over one key of the surface"},
		{"kind: sweep\nsurface: ravine\nx: kappa=5/10\noptimizer: ['sgd:lr={1/k}']\n", "unknown name"},
		{"kind: sweep\nsurface: ravine\nx: kappa=5/10\noptimizer: ['sgd:lr={1/x}']\n", "must not depend on x and y"},
		{"kind: sweep\nsurface: ravine\nx: kappa=5/10\noptimizer: ['sgd:lr={7-kappa}']\n", "kappa=10: lr: must be in"},
		{"kind: sweep\nsurface: ravine\nx: x1=1/2\nmetric: steps:0.1*f0\n", "each start has an f0 of its own"},
		{"kind: diagram\n", "needs a neuron or layers"},
		{"kind: diagram\nneuron: {inputs: [a, b], weights: [c]}\n", "2 inputs and 1 weight;"},
		{"kind: diagram\nneuron: {inputs: [a], weights: [c], curve: x*y}\n", "an activation is of x alone"},
		{"kind: diagram\nlayers: [{width: 1}, {width: 2, weights: ['1']}]\n", "layer 2: weights \"1\": 1 weight: it takes one an edge"},
		{"kind: diagram\nlayers: [{width: 1, weights: ['1']}]\n", "layer 1: weights \"1\": 1 weight"},
		{"kind: diagram\nlayers: [{width: 0}]\n", "layer 1: width \"0\": must be at least 1"},
		{"kind: cloud\n", `SURFACE "rosenbrock": is no mean over examples; line5, line1000, `},
		{"kind: cloud\nformula: x^2+y^2\n", `--formula "x^2+y^2": is no mean over examples; line5, line1000, `},
		{"kind: cloud\nsurface: line1000\n", "needs batch"},
		{"kind: cloud\nsurface: line1000\nbatch: [2000]\n", "must be in [1,1000], the number of examples"},
		{"kind: cloud\nsurface: line1000\nbatch: [2]\ndraws: 1\n", "must be in [2,1000000]"},
		{"kind: cloud\nsurface: line1000\nbatch: [1000]\ndraws: 1000000\n", "more than can be waited for"},
		{"kind: gradcheck\nh: 0/1\n", "0 is no step"},
		{"kind: orbit\n", "needs x"},
		{"kind: orbit\nx: lr=0.1:1:4\noptimizer: [sgd, adam]\n", "an orbit is of one rule"},
		{"kind: orbit\nx: lr=0.1:1:4\noptimizer: [sgd]\nsteps: 5\nlast: 6\n", "must be in [1,5]"},
	} {
		d, err := document.ParseYAML([]byte(c.text), measure.Texts{})
		if err == nil {
			_, err = drawing.Resolve(context.Background(), d, measure.Texts{})
		}
		var usage *catalog.Error
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n%v\nwant\n%s", c.text, err, c.want)
		}
	}
}

// What cannot be chosen, expected or drawn anew is refused, and why.
func TestChoicesRefused(t *testing.T) {
	const land = "kind: sweep\nsurface: ravine\noptimizer: [sgd]\n"
	for _, c := range []struct{ text, want string }{
		{land + "x: lr=0.1/0.2\ntune: 0.1/0.2\n", "the map is over lr"},
		{land + "x: noise=0/1\ntune: 0.2/0.1\n", "ascending order"},
		{"kind: sweep\noptimizer: [cg]\nx: noise=0/1\ntune: 0.1/0.2\n", "it has no rate to tune"},
		{"kind: sweep\noptimizer: ['sgd:lr={1/kappa}']\nsurface: ravine\nx: kappa=2/3\ntune: 0.1/0.2\n", "has rates of its own"},
		{land + "x: kappa=2/3\nmetric: rate\ntune: 0.1/0.2\n", "is of one surface"},
		{"kind: sweep\nsurface: ravine\noptimizer: [momentum]\nx: momentum=0/0.5\nmetric: rate\ntune: 0.1/0.2\n", "is without runs to tune"},
		{land + "x: noise=0/1\nover: expected\nseeds: 2\n", "stands for all seeds"},
		{land + "x: kappa=2/3\nover: expected\nclip: 1\n", "under noise alone"},
		{"kind: sweep\noptimizer: [adam]\nsurface: ravine\nx: lr=0.1/0.2\nover: expected\n", "of sgd, momentum and nesterov without weight decay alone"},
		{"kind: sweep\noptimizer: [sgd]\nx: lr=0.1/0.2\nover: expected\n", "on quadratics alone"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: lr=0.1/0.2\nmetric: val\nover: expected\n", "is no reading of it"},
		{land + "x: noise=0/1\nseeds: 2\nredraw: true\n", "has no seed to draw another by"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: p=5/9\nredraw: true\n", "is for --seeds"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: seed=5/9\nseeds: 2\nredraw: true\n", "the map is over seed"},
		{"kind: sweep\noptimizer: [sgd]\nsurface: random-features\nx: p=5/9\nseeds: 2\nmetric: steps:1\nredraw: true\n", "each surface has a minimum of its own"},
		{land + "x: kappa=2/3\ncurves: [{x: [1], y: [2]}]\n", "is of a formula"},
		{land + "x: kappa=2/3\ncurves: [{formula: 'x*'}]\n", "curve 1"},
		{land + "x: lr=0.1/0.2\ncurves: [{formula: x}]\n", "slopes and curves are for sweeps"},
		{"kind: plot\nsurface: ravine\nbatch: [4]\n", "with --noise S, that of one example, a batch of B has S/√B"},
	} {
		d, err := document.ParseYAML([]byte(c.text), measure.Texts{})
		if err == nil {
			_, err = drawing.Resolve(context.Background(), d, measure.Texts{})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n%v\nwant %s", c.text, err, c.want)
		}
	}
}
