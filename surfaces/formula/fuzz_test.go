package formula

import (
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/gonum/mat"
)

// FuzzParse: a text is a formula, which then can be evaluated, shown and
// framed, or an error with a place in the text; nothing panics.
func FuzzParse(f *testing.F) {
	for _, test := range catalog {
		f.Add(test.text, 1.0)
	}
	for _, text := range []string{"sum(i, 1, n, x[i]^2)", "prod(k, 1, 3, k*x_k)", "-x^-2^y", "max(x, y, 1e3)", "((", "x[", "α*x", "a(", "1e", "x1/0", "2 x",
		"min(x)", "sum(i,1,1e9,x1)", "atan2(y,x)^0.5", "x_{1}", "−x·y×π", "sigmoid(log10(tan(x)))", "x99999999999999999999",
		"x[1e300]", "abs(x)^2 + hypot(x,y)^3*cos(2*atan2(y,x))", "max(x,0)^2+min(x,0)^2", "sqrt(x^4)+(x^6)^(1/3)", "abs(x)^y^x", "asin(cos(x))*acos(tanh(abs(y)))",
		"sum(i,1,9,sum(j,1,9,sin(i*j*x)*y))", strings.Repeat("(", 150) + "x" + strings.Repeat(")", 150), "x" + strings.Repeat("^x", 150), "x" + strings.Repeat("+x", 4000),
	} {
		f.Add(text, 0.0)
		f.Add(text, 0.5)
	}
	f.Fuzz(func(t *testing.T, text string, at float64) {
		got, err := Parse(text, nil)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Pos < 0 || e.Pos > len(text) || e.Reason == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			if place := e.Place(); strings.Contains(place, "\n") || !utf8.ValidString(place) {
				t.Fatalf("%q: place %q", text, place)
			}
			return
		}
		n := got.Meta().Dim
		if got.Meta().Formula == "" || n < 1 || n > MaxDim {
			t.Fatalf("%q: %+v", text, got.Meta())
		}
		if n > 20 {
			return
		}
		x, g, h := make([]float64, n), make([]float64, n), mat.NewSymDense(n, nil)
		for i := range x {
			x[i] = at * float64(i+1)
		}
		v := got.Func(x)
		got.Grad(g, x)
		got.Hess(h, x)
		if again := got.Func(x); again != v && !(math.IsNaN(again) && math.IsNaN(v)) {
			t.Fatalf("%q at %v: %v, then %v", text, x, v, again)
		}
		checkPoints(t, text, got, x)
	})
}
