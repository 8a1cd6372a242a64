package setup

import (
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/surfaces/formula"
)

// A printed formula has the value that it states.
func TestTypeableValues(t *testing.T) {
	const x, y = 1.7, -0.6
	for text, want := range map[string]float64{
		"½x":                  x / 2,
		"2½*x^2+y^2":          2.5*x*x + y*y,
		"x+3¼":                x + 3.25,
		"x - 1¾":              x - 1.75,
		"x^2½":                math.Pow(x, 2.5),
		"x*½":                 x / 2,
		"x ½":                 x / 2,
		"½e":                  math.E / 2,
		"½|y|x":               math.Abs(y) / 2 * x,
		"|2½|*x":              2.5 * x,
		"x|y|":                x * math.Abs(y),
		"x√(y^2)":             x * math.Abs(y),
		"(|x|)":               x,
		"|(x - 3)y|":          math.Abs((x - 3) * y),
		"||x| |y||":           math.Abs(x * y),
		"|x||y|":              math.Abs(x * y),
		"||y| - 1| |y|^2":     math.Abs(math.Abs(y)-1) * y * y,
		"|x |y - 1||":         x * math.Abs(y-1),
		"|x - 2 | |y|":        math.Abs(x-2) * math.Abs(y),
		"½[x + 3 [y + 1]]":    (x + 3*(y+1)) / 2,
		"x[1] + 2 x[2]":       x + 2*y,
		"x sin √|x| - cos y":  x*math.Sin(math.Sqrt(x)) - math.Cos(y),
		"|sin x cos y| + √2":  math.Abs(math.Sin(x)*math.Cos(y)) + math.Sqrt2,
		"sin 2½ + y":          math.Sin(2.5) + y,
		"-cos x cos y exp(y)": -math.Cos(x) * math.Cos(y) * math.Exp(y),
	} {
		got, ok := Typeable(text, nil)
		f, err := formula.Parse(got, nil)
		if !ok || err != nil {
			t.Errorf("%s is typed as %q: %v", text, got, err)
			continue
		}
		if v := f.Func([]float64{x, y}[:f.Meta().Dim]); math.Abs(v-want) > 1e-12 {
			t.Errorf("%s is typed as %s: %v, want %v", text, got, v, want)
		}
		if strings.TrimSpace(got) != got {
			t.Errorf("%s is typed with blanks: %q", text, got)
		}
	}
}

// A formula that can be read in several ways is not guessed at.
func TestAmbiguousFormulas(t *testing.T) {
	for _, text := range []string{
		"x1½+x2", "x_½", ".½x", "2.5½*x", "1e½*x", "1e5½*x", "(x)½", "|x|½", "½2x", "½½", "2 ½ x",
		"(|x)|", "|(x|)", "[x)", "(x]", "|x", "x|", "|x|y||", "||x||y||", "|x |y|",
		"cos x^2", "cos x y", "cos 2x", "cos x/2", "cos x |y|", "cos -x", "cos", "√2 x", "sin ½x", "y[0]",
	} {
		if got, ok := Typeable(text, nil); ok {
			t.Errorf("%s is typed as %s, want none", text, got)
		}
	}
}
