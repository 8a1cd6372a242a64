package measure

import (
	"context"
	"math"
	"strconv"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
)

// kindDrawing is a document's drawing, which can be drawn.
func kindDrawing(t *testing.T, text string) *drawing.Drawing {
	t.Helper()
	d, err := document.ParseYAML([]byte(text), Texts{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := drawing.Resolve(context.Background(), d.Restyled(document.Appearance{Lang: "de"}), Texts{})
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
func measured(t *testing.T, g *drawing.Drawing, text string) float64 {
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
