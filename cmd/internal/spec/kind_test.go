package spec

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
)

// Every kind but those of runs and maps has a content.
func TestContents(t *testing.T) {
	for _, kind := range document.KindNames {
		of := contentOf(kind)
		if own := kind == "plot" || kind == "sweep" || kind == "basins"; own != (of == nil) {
			t.Errorf("%s has the content %T", kind, of)
		}
	}
}

func TestKindErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"surface: beale\nview: compare\nlines: [{y: \"3\"}]\n", "lines are for view: loss, sharpness, slice, and for kinds"},
		{"surface: beale\nview: slice\nlines: [{x: \"3\", y: \"3\"}]\n", "line 1 needs either x or y"},
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
		{"kind: functions\nx-axis: {range: [1, 0]}\ncurves: [{formula: x}]\n", "1 must be below 0"},
		{"kind: functions\ncurves: [{formula: x, at: [1]}]\nmarks: [{x: 1}]\n", "mark 1 needs x and either y"},
		{"kind: functions\ncurves: [{formula: x, at: [1]}]\nlines: [{x: 1, y: 1}]\n", "line 1 needs either x or y"},
		{"kind: sweep\nsurface: ravine\nlines: [{x: 1}]\n", "are for sweeps over one key of the surface"},
		{"kind: sweep\nsurface: ravine\nx: kappa=5/10\noptimizer: ['sgd:lr={1/k}']\n", "unknown name"},
		{"kind: sweep\nsurface: ravine\nx: kappa=5/10\noptimizer: ['sgd:lr={1/x}']\n", "must not depend on x and y"},
		{"kind: sweep\nsurface: ravine\nx: kappa=5/10\noptimizer: ['sgd:lr={7-kappa}']\n", "kappa=10: lr: must be in"},
		{"kind: sweep\nsurface: ravine\nx: x1=1/2\nmetric: steps:0.1*f0\n", "each start has an f0 of its own"},
		{"kind: diagram\n", "needs a neuron or layers"},
		{"kind: diagram\nneuron: {inputs: [a, b], weights: [c]}\n", "2 inputs and 1 weights"},
		{"kind: diagram\nneuron: {inputs: [a], weights: [c], curve: x*y}\n", "an activation is of x alone"},
		{"kind: diagram\nlayers: [{width: 0}]\n", "layer 1 has 0 nodes"},
		{"kind: cloud\n", "is no mean over examples"},
		{"kind: cloud\nsurface: line1000\n", "needs batch"},
		{"kind: cloud\nsurface: line1000\nbatch: [2000]\n", "must be in [1,1000], the number of examples"},
		{"kind: cloud\nsurface: line1000\nbatch: [2]\ndraws: 1\n", "must be in [2,1000000]"},
		{"kind: cloud\nsurface: line1000\nbatch: [1000]\ndraws: 1000000\n", "more than can be waited for"},
		{"kind: gradcheck\nh: 0/1\n", "0 is no step"},
		{"kind: orbit\n", "needs x"},
		{"kind: orbit\nx: lr=0.1:1:4\noptimizer: [sgd, adam]\n", "an orbit is of one rule"},
		{"kind: orbit\nx: lr=0.1:1:4\noptimizer: [sgd]\nsteps: 5\nlast: 6\n", "must be in [1,5]"},
	} {
		d, err := document.ParseYAML([]byte(c.text), Texts{})
		if err == nil {
			_, err = Resolve(context.Background(), d, Texts{})
		}
		var usage *catalog.Error
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n%v\nwant\n%s", c.text, err, c.want)
		}
	}
}

// kindDrawing is a document's drawing, which can be drawn.
func kindDrawing(t *testing.T, text string) *Drawing {
	t.Helper()
	d, err := document.ParseYAML([]byte(text), Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := Resolve(context.Background(), d.Restyled(document.Looks{Lang: "de"}), Texts{})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Compute(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := g.Figure(); err != nil {
		t.Error(err)
	}
	return g
}

// measured is what a template says of a drawing.
func measured(t *testing.T, g *Drawing, text string) float64 {
	t.Helper()
	out, err := Texts{}.Of(t.Context(), g).Fill("{{"+text+"}}", "en")
	if err != nil {
		t.Fatal(err)
	}
	v, err := strconv.ParseFloat(out, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestKindMeasures(t *testing.T) {
	for _, c := range []struct {
		document, measure string
		want, margin      float64
	}{
		{"kind: functions\nparam: {a: 3}\ncurves: [{formula: a*x^2, at: [1, 2]}, {x: [1, 2], y: [3, 11]}]\nmarks: [{x: '{{.First 1 3}}', curve: 1, label: '{{n (.Value 1 0.5)}}'}]\n", ".Gap 1 2", 1, 0},
		{"kind: functions\ncurves: [{formula: x^3, at: [1, 2]}]\nx-axis: {log: true}\ny-axis: {log: true}\nslopes: [{slope: 3, from: 1, to: 2, y: 1}]\nlines: [{y: 2}]\n", ".Exponent 1 1.7", 3, 1e-12},
		{"kind: functions\ncurves: [{formula: x^3, at: [1, 2]}]\n", ".Slope 1 2", 12, 1e-12},
		{"kind: functions\ncurves: [{x: [1, 2], y: [5, 4]}]\n", ".Value 1 2", 4, 0},
		{"kind: diagram\nlayers: [{width: 2}, {width: 3}, {width: 1}]\n", ".Parameters", 13, 0},
		{"kind: diagram\nneuron: {inputs: [a, b], weights: [c, d], bias: b, curve: tanh(x)}\n", ".Parameters", 3, 0},
		{"kind: cloud\nsurface: line1000\nbatch: [1, 10, 1000]\nstart: [[0, 0]]\n", ".Bias 2", 0, 1e-14},
		{"kind: cloud\nsurface: line1000\nbatch: [1000]\n", ".Spread 1", 0, 1e-25},
		{"kind: cloud\nsurface: line1000\nbatch: [1000]\n", ".SpreadByLaw 1", 0, 0},
		{"kind: gradcheck\nformula: x^2\nparam: {n: 1}\nstart: [[1]]\nh: 0.125/0.5\n", ".GradError 1 0.5", 0.25, 0},
		{"kind: gradcheck\nformula: x^3\nparam: {n: 1}\nstart: [[1]]\nh: 0.125/0.5\n", ".GradError 2 0.5", 0.25 / 3, 1e-15},
		{"kind: gradcheck\nformula: x^3\nparam: {n: 1}\nstart: [[1]]\nh: 0.125/0.5\n", ".BestH 2", 0.125, 0},
		{"kind: orbit\nformula: x^4/4-x^2/2\nstart: [[0.5]]\noptimizer: [sgd]\nx: lr=0.9/1.2/3\n", ".Period 0.9", 1, 0},
		{"kind: orbit\nformula: x^4/4-x^2/2\nstart: [[0.5]]\noptimizer: [sgd]\nx: lr=0.9/1.2/3\n", ".Cycle 1.2 1", 0.731290, 5e-7},
		{"kind: orbit\nformula: x^4/4-x^2/2\nstart: [[0.5]]\noptimizer: [sgd]\nx: lr=0.9/1.2/3\n", ".Period 3", 0, 0},
	} {
		if got := measured(t, kindDrawing(t, c.document), c.measure); !(math.Abs(got-c.want) <= c.margin) {
			t.Errorf("%s: %v, want %v\n%s", c.measure, got, c.want, c.document)
		}
	}
}

// A cloud's trace is that of the law for draws without replacement.
func TestCloudSpread(t *testing.T) {
	g := kindDrawing(t, "kind: cloud\nsurface: line1000\nbatch: [10, 500]\nstart: [[0, 0]]\ndraws: 20000\n")
	for i := range 2 {
		n := strconv.Itoa(i + 1)
		got, want := measured(t, g, ".Spread "+n), measured(t, g, ".SpreadByLaw "+n)
		if math.Abs(got/want-1) > 0.03 {
			t.Errorf("trace %v, by the law %v", got, want)
		}
	}
}

// The criteria stop where their definitions say, worked out by hand.
func TestStopping(t *testing.T) {
	g := kindDrawing(t, "kind: functions\ncurves:\n  - {x: [1, 2, 3, 4, 5, 6, 7, 8], y: [8, 6, 4, 3, 2.5, 2, 1.9, 1.8]}\n  - {x: [1, 2, 3, 4, 5, 6, 7, 8], y: [10, 8, 8.2, 8.4, 7, 7.3, 7.6, 7.7]}\n")
	for measure, want := range map[string]float64{
		".GL 2 4":           4, // 8.4 is 5 % above 8
		".GL 2 9":           8, // 7.7 is 10 % above 7
		".PQ 1 2 2 0.029":   4, // 5 % over 1000 (7/(2*3)-1) = 166.7 per mille: 0.030
		".UP 2 1 2":         4, // 8.2, 8.4
		".UP 2 2 1":         4, // 8 to 8.4
		".Patience 2 2":     4,
		".Patience 2 3":     8,
		".LowestBefore 2 4": 2,
	} {
		if got := measured(t, g, measure); got != want {
			t.Errorf("%s: %v, want %v", measure, got, want)
		}
	}
	if got := measured(t, g, ".GL 2 50"); !math.IsNaN(got) {
		t.Errorf("stops at %v", got)
	}
}

// A curve's file has two columns, with a header or without.
func TestReadCurve(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.csv")
	for text, want := range map[string]string{"x,y\n1,2\n3,4\n": "[1 3] [2 4]", "1,2\n": "[1] [2]", "\ufeff1,2\n": "[1] [2]", "\ufeffx,y\r\n1,2\r\n": "[1] [2]"} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		x, y, err := readCurve(t.Context(), document.Document{}, path)
		if got := fmt.Sprint(x, " ", y); err != nil || got != want {
			t.Errorf("%q: %s, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{"1\n": "line 1: one column", "1,2\n3,b\n": "line 2, column 2: not a number", "1,2,3\n": "has 3 columns; 2 are wanted, x and y", "1,inf\n": "line 1, column 2: not a finite number"} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, err := readCurve(t.Context(), document.Document{}, path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v", text, err)
		}
	}
}

// A rule follows the key of the surface, and a tolerance is a part of the loss at
// the start: the best rate leaves (k-1)/(k+1) of the error a step.
func TestSweepFollows(t *testing.T) {
	g := kindDrawing(t, "kind: sweep\nsurface: ravine:angle=0\nstart: [[1, 1]]\nx: kappa=3/9\noptimizer: ['sgd:lr={2/(1+kappa)} constant', 'momentum:lr={2/(1+kappa)},momentum=0', 'sgd:lr=0.1']\nmetric: steps:1e-6*f0\nslopes: [{slope: 1, from: 3, to: 9, y: 20}]\n")
	for i, kappa := range []float64{3, 9} {
		want := math.Ceil(math.Log(1e-6) / (2 * math.Log((kappa-1)/(kappa+1))))
		for _, panel := range []string{"1", "2"} {
			if got := measured(t, g, `.Cell `+panel+` "steps" `+strconv.Itoa(i+1)); got != want {
				t.Errorf("kappa %v: %v steps in panel %s, want %v", kappa, got, panel, want)
			}
		}
	}
}
