package formula

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/optviz/optviz/surfaces"
)

// TestFrame: the views of formulas, among them some without a minimum, with
// many, on a kink, far away, and in a plateau.
func TestFrame(t *testing.T) {
	square := func(size float64) [][2]float64 { return [][2]float64{{-size, size}, {-size, size}} }
	for _, test := range []struct {
		text    string
		minimum []float64
		window  surfaces.Window
	}{
		{rosenbrock, []float64{1, 1}, [][2]float64{{-1.5, 2.5}, {-1.5, 2.5}}},
		{"(x^2+y-11)^2 + (x+y^2-7)^2", []float64{3, 2}, square(6)},
		{"x^2 + y^2", []float64{0, 0}, square(2)},
		{"sqrt(x^2 + y^2)", []float64{0, 0}, square(2)},
		{"abs(x) + 2*abs(y-1)", []float64{0, 1}, [][2]float64{{-2, 2}, {-1.5, 2.5}}},
		{"-cos(x)*cos(y)*exp(-(x-pi)^2 - (y-pi)^2)", []float64{math.Pi, math.Pi}, [][2]float64{{-1, 4}, {-1, 4}}},
		{"(x-70)^2 + (y+30)^2", []float64{70, -30}, [][2]float64{{-20, 90}, {-70, 40}}},
		{"x*log(x) + (y-1)^2", []float64{1 / math.E, 1}, [][2]float64{{-2, 2.5}, {-1.5, 2.5}}},
		{"(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2", []float64{3, 0.5}, [][2]float64{{-1, 4}, {-2, 2.5}}},
		{"sin(x+y) + (x-y)^2 - 1.5*x + 2.5*y + 1", []float64{0.5 - math.Pi/3, -0.5 - math.Pi/3}, [][2]float64{{-2.5, 2}, {-3, 1.5}}},
		{"x1^4 + x2^2 + (x3-2)^2", []float64{0, 0, 2}, [][2]float64{{-2, 2}, {-2, 2}, {-1, 3}}},
		{"x^2 - y^2", nil, square(5)},
		{"exp(-x) + y^2", nil, square(5)},
		{"x + y", nil, square(5)},
		{"abs(x) + 2*abs(y-1) + x*y/4", []float64{0, 1}, [][2]float64{{-2, 2}, {-1.5, 2.5}}},
		{"3", nil, square(5)[:1]},
		{"sqrt(-1-x^2)", nil, square(5)[:1]},
		{"x^4 - 3*x^2 + x", []float64{-1.3008395659415772}, [][2]float64{{-3, 1.5}}},
	} {
		f := mustParse(t, test.text)
		v := Frame(f)
		if (v.Minimum == nil) != (test.minimum == nil) || v.Minimum != nil && distance(v.Minimum, test.minimum) > 1e-3 {
			t.Errorf("%s: minimum %v, want %v", test.text, v.Minimum, test.minimum)
		}
		if !reflect.DeepEqual(v.Window, test.window) {
			t.Errorf("%s: window %v, want %v", test.text, v.Window, test.window)
		}
		checkView(t, f, v)
	}
}

// checkView holds what is true of every view.
func checkView(t *testing.T, f *Formula, v View) {
	t.Helper()
	if again := Frame(f); !reflect.DeepEqual(again, v) {
		t.Errorf("%s: %v, then %v", f.formula, v, again)
	}
	for i, w := range v.Window {
		if !(w[0] < v.Start[i] && v.Start[i] < w[1]) {
			t.Errorf("%s: the start %v is not inside %v", f.formula, v.Start, v.Window)
		}
		if v.Minimum != nil && !(w[0] < v.Minimum[i] && v.Minimum[i] < w[1]) {
			t.Errorf("%s: the minimum %v is not inside %v", f.formula, v.Minimum, v.Window)
		}
		for j := range i {
			if math.Abs(v.Start[i]) == math.Abs(v.Start[j]) {
				t.Errorf("%s: the start %v is symmetric", f.formula, v.Start)
			}
		}
	}
	if value := f.Func(v.Start); v.Minimum != nil && !(value > f.Func(v.Minimum)) {
		t.Errorf("%s: starts at %v, which is %v", f.formula, v.Start, value)
	}
	m := f.With(v).Meta()
	if !reflect.DeepEqual(m.Window, v.Window) || !reflect.DeepEqual(m.Start, v.Start) || &m.Start[0] == &v.Start[0] {
		t.Errorf("%s: With gives %v, %v", f.formula, m.Window, m.Start)
	}
}

// TestStartBesidePlain: where only the minimum's surroundings slope, the start
// is there.
func TestStartBesidePlain(t *testing.T) {
	f := mustParse(t, "-exp(-(x-3)^2 - (y-3)^2)")
	v := Frame(f)
	if d := distance(v.Start, []float64{3, 3}); d > 2 || f.Func(v.Start) > -1e-3 {
		t.Errorf("%v is %v away", v.Start, d)
	}
}

// TestStart: from the start there is a way to go, of a fifth of the window at
// least, and it ends in a minimum, not on a saddle.
func TestStart(t *testing.T) {
	for _, text := range []string{
		rosenbrock, "sin(3*x)*cos(2*y) + x^2/6 + y^2/6", "(x^2+y-5)^2 + 100*abs(x*y)", "x^3 - 3*x + y^2", "sin(x)*sin(y)",
		"exp(4*x-2) + exp(-3*y) + (x-y)^2", "1/(1+exp(-4*(x^2+y^2-4)))", "x^2 + 1000*y^2", "log(1 + x^2 + 10*y^2)",
		"max(x, -2*x) + y^2/2", "x^4 - 3*x^2 + x", "abs(x) + sin(3*x)", "x1^4 + x2^2 + (x3-2)^2 + x1*x2*x3",
	} {
		f := mustParse(t, text)
		v := Frame(f)
		usual, lowest := usualAndLowest(f, v, v.candidates())
		w := gradientDescent{f: newMeter(f), v: v, g: make([]float64, len(v.Window)), next: make([]float64, len(v.Window))}
		if merits, way := w.merits(v.Start, usual, lowest); merits&(far|visible|inside|moving) != far|visible|inside|moving {
			t.Errorf("%s: the start %v has merits %b, a way of %v", text, v.Start, merits, way)
		}
	}
}

// TestFrameMany: of a lattice of minima, those around the origin.
func TestFrameMany(t *testing.T) {
	for _, text := range []string{"20 + x^2 + y^2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)", "sin(20*x)*sin(20*y)", "cos(x)*cos(y)"} {
		f := mustParse(t, text)
		v := Frame(f)
		for _, w := range v.Window {
			if v.Minimum == nil || w[0] < -6 || w[1] > 6 || w[0] > -1 || w[1] < 1 {
				t.Errorf("%s: %v", text, v)
			}
		}
		checkView(t, f, v)
	}
}

// TestFrameLarge: no search in many dimensions.
func TestFrameLarge(t *testing.T) {
	f, err := Parse("sum(i, 1, n, x[i]^2)", map[string]float64{"n": 500})
	if err != nil {
		t.Fatal(err)
	}
	if v := Frame(f); len(v.Window) != 500 || len(v.Start) != 500 || v.Minimum != nil {
		t.Errorf("%v", v)
	}
}

// TestFrameHostile: surfaces that are nowhere finite, or too steep to compute with.
func TestFrameHostile(t *testing.T) {
	for _, text := range []string{"log(-1-x^2)", "exp(exp(x^2+y^2+10))", "1e300*x^3*1e8", "1/x", "x^-3+y^-3", "x^100", "1e-300*x^2", "tan(1000*x)", "(1e200*x)^2",
		strings.Repeat("exp(", 20) + "x" + strings.Repeat(")", 20)} {
		f := mustParse(t, text)
		for _, x := range Frame(f).Start {
			if !finite(x) {
				t.Errorf("%s: %v", text, Frame(f))
			}
		}
	}
}

func BenchmarkFrame(b *testing.B) {
	f := mustParse(b, rosenbrock)
	for b.Loop() {
		Frame(f)
	}
}

// TestLongFormula: the search for a view of a long formula ends by its work, not
// by the formula's length, and always at the same view.
func TestLongFormula(t *testing.T) {
	var text strings.Builder
	for k := range 300 {
		fmt.Fprintf(&text, "+sin(%d*x)*y", k)
	}
	f := mustParse(t, text.String())
	m := newMeter(f)
	search(m, []float64{0, 0}, 1)
	search(m, []float64{0, 0}, 2)
	if !m.spent() || float64(m.effort) > 1.1*maxEffort {
		t.Errorf("the searches take %d operations, the limit is %d", m.effort, maxEffort)
	}
	checkView(t, f, Frame(f))
}
