package formula

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestReference: value, gradient and Hessian are those that SymPy computes with
// 30 digits (testdata/reference.py), but for a few roundings of the largest term.
func TestReference(t *testing.T) {
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Text              string
		X                 []float64
		Value             float64
		Gradient, Hessian []float64
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 450 {
		t.Fatalf("%d rows", len(rows))
	}
	const tol = 2e-14
	for _, row := range rows {
		f := mustParse(t, row.Text)
		g, h := make([]float64, 2), mat.NewSymDense(2, nil)
		f.Grad(g, row.X)
		f.Hess(h, row.X)
		got := []float64{f.Func(row.X), g[0], g[1], h.At(0, 0), h.At(0, 1), h.At(1, 1)}
		want := append(append([]float64{row.Value}, row.Gradient...), row.Hessian...)
		scale := 1.0
		for _, v := range want {
			scale = max(scale, math.Abs(v))
		}
		for i := range want {
			if !(math.Abs(got[i]-want[i]) <= tol*scale) {
				t.Errorf("%s at %v: value, gradient and Hessian %v, want %v", row.Text, row.X, got, want)
				break
			}
		}
	}
}

// TestKinks: where kinks cancel, derivatives are exact; where a derivative does not
// exist it is the finite number that the package comment says.
func TestKinks(t *testing.T) {
	for _, test := range []struct {
		text     string
		x        [2]float64
		value    float64
		gradient [2]float64
		hessian  [3]float64 // xx, xy, yy
	}{
		{"abs(x) + 2*abs(y)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"abs(x) + 2*abs(y)", [2]float64{0, -3}, 6, [2]float64{0, -2}, [3]float64{}},
		// Kinks that cancel: the function is smooth, and has its derivatives.
		{"abs(x)^2 + y^2", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"abs(x - 1)*abs(1 - x)", [2]float64{1, 1}, 0, [2]float64{0, 0}, [3]float64{2, 0, 0}},
		{"abs(x + y)^2", [2]float64{3, -3}, 0, [2]float64{0, 0}, [3]float64{2, 2, 2}},
		{"abs(x)^3 + abs(y)^4", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"abs(x)^3*y", [2]float64{0, 2}, 0, [2]float64{0, 0}, [3]float64{}},
		{"abs(x)^y", [2]float64{0, 2}, 0, [2]float64{0, 0}, [3]float64{2, 0, 0}},
		{"hypot(x, y)^2", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"hypot(x, 2*y)^2", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 8}},
		{"hypot(x + y, y)^2", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 2, 4}},
		{"hypot(x, y)^3", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"sqrt(x^2 + y^2)^2", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"sqrt(x^4) + y^2", [2]float64{0, 1}, 1, [2]float64{0, 2}, [3]float64{2, 0, 2}},
		{"sqrt(x^2)^2 + (y^2)^1.5", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 0}},
		{"(x^2)^0.25*(x^2)^0.75 + sqrt(abs(y))^4", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"(x^6)^(1/3) + (abs(y)^(2/3))^3", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"sqrt(x^8) + sqrt(y^20)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"max(x, 0)^2 + min(x, 0)^2 + y^2", [2]float64{0, 1}, 1, [2]float64{0, 2}, [3]float64{2, 0, 2}},
		{"max(x, -x)^2", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{2, 0, 0}},
		{"max(x, y) + min(x, y) + x*y", [2]float64{1, 1}, 3, [2]float64{2, 2}, [3]float64{0, 1, 0}},
		{"max(x, y)*min(x, y)", [2]float64{2, 2}, 4, [2]float64{2, 2}, [3]float64{0, 1, 0}},
		{"max(x^2, x^2 + y^4)", [2]float64{3, 0}, 9, [2]float64{6, 0}, [3]float64{2, 0, 0}},
		{"max(sin(x), tan(x) - x^3)", [2]float64{0, 1}, 0, [2]float64{1, 0}, [3]float64{}},
		{"cos(abs(x))*cosh(hypot(x, y))", [2]float64{0, 0}, 1, [2]float64{0, 0}, [3]float64{0, 0, 1}},
		{"exp(-abs(x)^2) + 1/(1 + abs(y)^2)", [2]float64{0, 0}, 2, [2]float64{0, 0}, [3]float64{-2, 0, -2}},
		{"abs(x)*tanh(abs(x)) + abs(y)*atan(abs(y))", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"abs(x)*sin(abs(x)) + abs(y)*sinh(abs(y))", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"abs(x)*tan(abs(x)) + abs(y)*asin(abs(y))", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, 2}},
		{"abs(x)*log(1 + abs(x)) + abs(y)*acos(abs(y)) - pi/2*abs(y)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, -2}},
		{"abs(x)*sigmoid(abs(x)) - abs(x)/2 + (1 + abs(y))^abs(y)", [2]float64{0, 0}, 1, [2]float64{0, 0}, [3]float64{0.5, 0, 2}},
		{"log10(10 + abs(x)^2) + cos(abs(y))", [2]float64{0, 0}, 2, [2]float64{0, 0}, [3]float64{0.2 / math.Ln10, 0, -1}},
		{"hypot(x, y)^2*cos(2*atan2(y, x))", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2, 0, -2}},
		{"hypot(x, y)^2*sin(2*atan2(y, x))", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{0, 2, 0}},
		{"1e200*abs(x)^2 + 1e-200*abs(y)^2", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{2e200, 0, 2e-200}},
		{"abs(x) + abs(y)^2", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{0, 0, 2}},
		// Kinks that do not.
		{"abs(x)^1.5", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{}},
		{"x*hypot(x, y)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"max(x, 0)^2", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{0.5, 0, 0}}, // (2 slope^2) for the mean slope 1/2
		{"sqrt(x)*sqrt(x)", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{}},
		{"abs(x)*abs(y)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"x*abs(x)", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{}},
		{"max(x, y)", [2]float64{2, 2}, 2, [2]float64{0.5, 0.5}, [3]float64{}},
		{"min(x, 3*y)", [2]float64{3, 1}, 3, [2]float64{0.5, 1.5}, [3]float64{}},
		{"max(x^2, y^2)", [2]float64{1, -1}, 1, [2]float64{1, -1}, [3]float64{1, 0, 1}},
		{"hypot(x, y)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"sqrt(x^2 + y^2)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"atan2(y, x)", [2]float64{0, 0}, 0, [2]float64{0, 0}, [3]float64{}},
		{"sqrt(x)", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{}},
		{"asin(x) + acos(y)", [2]float64{1, -1}, 1.5 * math.Pi, [2]float64{0, 0}, [3]float64{}},
		{"x^0.5", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{}},
		{"x^1.5", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{}}, // the second derivative is infinite
		{"x^2.5", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{}},
		{"x^0", [2]float64{0, 1}, 1, [2]float64{0, 0}, [3]float64{}},
		{"x^y", [2]float64{0, 0}, 1, [2]float64{0, 0}, [3]float64{}},
		{"x^y", [2]float64{-2, 3}, -8, [2]float64{12, 0}, [3]float64{-12, 0, 0}},
		{"x^1", [2]float64{0, 1}, 0, [2]float64{1, 0}, [3]float64{}},
		{"x^2", [2]float64{0, 1}, 0, [2]float64{0, 0}, [3]float64{2, 0, 0}},
		{"x^3", [2]float64{-2, 1}, -8, [2]float64{12, 0}, [3]float64{-12, 0, 0}},
		{"x^-1", [2]float64{-2, 1}, -0.5, [2]float64{-0.25, 0}, [3]float64{-0.25, 0, 0}},
	} {
		f := mustParse(t, test.text)
		g, h := make([]float64, 2), mat.NewSymDense(2, nil)
		f.Grad(g, test.x[:])
		f.Hess(h, test.x[:])
		if n := testing.AllocsPerRun(5, func() { f.Hess(h, test.x[:]) }); n != 0 && !raceEnabled {
			t.Errorf("%s: the Hessian at %v allocates %v times", test.text, test.x, n)
		}
		if got := f.Func(test.x[:]); !near(got, test.value, 1e-15) {
			t.Errorf("%s at %v is %v, want %v", test.text, test.x, got, test.value)
		}
		if !near(g[0], test.gradient[0], 1e-15) || !near(g[1], test.gradient[1], 1e-15) {
			t.Errorf("%s at %v has the gradient %v, want %v", test.text, test.x, g, test.gradient)
		}
		for i, v := range []float64{h.At(0, 0), h.At(0, 1), h.At(1, 1)} {
			if !near(v, test.hessian[i], 1e-15) {
				t.Errorf("%s at %v has the Hessian %v, want %v", test.text, test.x, h.RawSymmetric().Data, test.hessian)
				break
			}
		}
	}
}
