package surfaces

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

// The formula that a figure shows is the function that is computed.
func TestFormulas(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		if n := len([]rune(m.Formula)); n > 95 {
			t.Errorf("the formula has %d characters", n)
		}
		rng := rand.New(rand.NewPCG(9, 10))
		for range 20 {
			x := surfacetest.InWindow(rng, m.Window)
			got, err := evaluate(m.Formula, x)
			if err != nil {
				t.Fatalf("%s: %v", m.Formula, err)
			}
			if want := f.Func(x); !surfacetest.Near(got, want, 1e-11) {
				t.Fatalf("%s at %v is %v, Func says %v", m.Formula, x, got, want)
			}
		}
	})
}

func TestEvaluate(t *testing.T) {
	for text, want := range map[string]float64{
		"-x^2 + 2 y/3 y":                      -9 + 2*5.0/3*5,
		"½(x + 1)^2":                          8,
		"cos x sin^2(y) √(x + 1)/2":           math.Cos(3) * math.Pow(math.Sin(5), 2) * 2 / 2,
		"u - v, u = 2 x, v = cos φ, φ = 60°":  5.5,
		"Σ_i x_i^2/i":                         9 + 25.0/2,
		"2 + Π_i (x_i + 1) - 1":               25,
		"Σ_i [x_{i+1} - x_i]":                 2,
		"|x - y| - ¼ sin √|x - 7| + |x| + y":  2 - math.Sin(2)/4 + 8,
		"10^{-2} (x + 1)^{½} - cos^{y - 3} x": 0.02 - math.Pow(math.Cos(3), 2),
		"x_1 + Σ_i i x_i + Σ_i x_{i+1}":       3 + 13 + 5,
		"Σ_i A_i u_i^{m_i}, u_i = x - p_i":    -200*2 - 100*3 - 170*3.5*3.5 + 15*4*4,
		"z_{2} + 1, z_t = x z_{t-1}, z_0 = y": 46,
		"σ(z_{0}), z_t = x, z_0 = y":          1 / (1 + math.Exp(-5)),
		"[30 - y] exp(x - 3) e^2 π/√i":        math.NaN(),
		"x_i":                                 math.NaN(),
		"|x":                                  math.NaN(),
	} {
		got, err := evaluate(text, []float64{3, 5})
		if math.IsNaN(want) {
			if err == nil {
				t.Errorf("%s: no error", text)
			}
		} else if err != nil || !surfacetest.Near(got, want, 1e-14) {
			t.Errorf("%s = %v (%v), want %v", text, got, err, want)
		}
	}
}

// evaluate reads a formula as a person does: juxtaposition multiplies, what
// follows the first comma defines the letters used.
func evaluate(text string, x []float64) (value float64, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	parts := strings.Split(text, ", ")
	letters := map[string]string{}
	for _, part := range parts[1:] {
		name, definition, ok := strings.Cut(part, " = ")
		if !ok {
			panic("no definition: " + part)
		}
		letters[name] = definition
	}
	r := reader{text: []rune(parts[0]), letters: letters, x: x}
	return r.all(), nil
}

type reader struct {
	text    []rune
	at      int
	letters map[string]string
	x       []float64
	i       int     // the index of a sum or product, 0 outside
	z       float64 // z_{t-1} in the definition of z_t
}

// constants are the lists of numbers that a formula with too many of them
// names only, as the outside reference has them; of A and p there are two.
var constants = map[string][]float64{
	"A": {-200, -100, -170, 15}, "a": {-1, -1, -6.5, 0.7}, "b": {0, 0, 11, 0.6}, "c": {-10, -10, -6.5, 0.7},
	"p": {1, 0, -0.5, -1}, "q": {0, 0.5, 1.5, 1}, "m": {1, 1, 2, 2},
}

var frankeConstants = map[string][]float64{
	"A": {0.75, 0.75, 0.5, -0.2}, "a": {1. / 4, 1. / 49, 1. / 4, 1}, "b": {1. / 4, 1. / 10, 1. / 4, 1},
	"p": {2, -1, 7, 4}, "q": {2, -1, 3, 7}, "m": {2, 1, 2, 2},
}

// constant is the i-th number of a list.
func (r *reader) constant(name string) float64 {
	if strings.Contains(string(r.text), "9 x") {
		return frankeConstants[name][r.i-1]
	}
	return constants[name][r.i-1]
}

// inner evaluates a definition.
func (r *reader) inner(definition string, z float64) float64 {
	inner := reader{text: []rune(definition), letters: r.letters, x: r.x, i: r.i, z: z}
	return inner.all()
}

func (r *reader) all() float64 {
	v := r.sum()
	if r.peek() != 0 {
		panic(fmt.Sprintf("%q is left over", string(r.text[r.at:])))
	}
	return v
}

// peek is the next character that is not a space, or 0.
func (r *reader) peek() rune {
	for r.at < len(r.text) && r.text[r.at] == ' ' {
		r.at++
	}
	if r.at == len(r.text) {
		return 0
	}
	return r.text[r.at]
}

func (r *reader) accept(token string) bool {
	r.peek()
	if !strings.HasPrefix(string(r.text[r.at:]), token) {
		return false
	}
	r.at += len([]rune(token))
	return true
}

func (r *reader) expect(token string) {
	if !r.accept(token) {
		panic(fmt.Sprintf("no %q at %q", token, string(r.text[r.at:])))
	}
}

func (r *reader) sum() float64 {
	var v float64
	if r.accept("-") {
		v = -r.product()
	} else {
		v = r.product()
	}
	for {
		switch {
		case r.accept("+"):
			v += r.product()
		case r.accept("-"):
			v -= r.product()
		default:
			return v
		}
	}
}

func (r *reader) product() float64 {
	v := r.power()
	for {
		switch c := r.peek(); {
		case r.accept("/"):
			v /= r.power()
		case c == '(' || c == '[' || c == '√' || unicode.IsLetter(c) || unicode.IsNumber(c):
			v *= r.power()
		default:
			return v
		}
	}
}

func (r *reader) power() float64 {
	v := r.atom()
	if r.accept("^") {
		v = math.Pow(v, r.exponent())
	}
	return v
}

// exponent is a number or a group in braces.
func (r *reader) exponent() float64 {
	if !r.accept("{") {
		return r.number()
	}
	v := r.sum()
	r.expect("}")
	return v
}

func (r *reader) atom() float64 {
	switch {
	case r.accept("("):
		v := r.sum()
		r.expect(")")
		return v
	case r.accept("["):
		v := r.sum()
		r.expect("]")
		return v
	case r.accept("|"):
		v := math.Abs(r.sum())
		r.expect("|")
		return v
	case r.accept("½"):
		return 0.5
	case r.accept("¼"):
		return 0.25
	case r.accept("√"):
		return math.Sqrt(r.atom())
	case r.accept("Σ_i"):
		return r.over(0, func(a, b float64) float64 { return a + b })
	case r.accept("Π_i"):
		return r.over(1, func(a, b float64) float64 { return a * b })
	case r.accept("sin"):
		return r.apply(math.Sin)
	case r.accept("cos"):
		return r.apply(math.Cos)
	case r.accept("exp"):
		return r.apply(math.Exp)
	case r.accept("σ"):
		return r.apply(func(z float64) float64 { return 1 / (1 + math.Exp(-z)) })
	case unicode.IsLetter(r.peek()):
		return r.letter()
	}
	v := r.number()
	if r.accept("°") {
		v *= math.Pi / 180
	}
	return v
}

func (r *reader) number() float64 {
	r.peek()
	start := r.at
	for r.at < len(r.text) && (r.text[r.at] == '.' || unicode.IsDigit(r.text[r.at])) {
		r.at++
	}
	v, err := strconv.ParseFloat(string(r.text[start:r.at]), 64)
	if err != nil {
		panic(err)
	}
	return v
}

// apply reads "(...)", "^2(...)" or a single letter behind a function's name.
func (r *reader) apply(f func(float64) float64) float64 {
	exponent := 1.0
	if r.accept("^") {
		exponent = r.exponent()
	}
	return math.Pow(f(r.atom()), exponent)
}

// over evaluates the product that follows for each i; one that reads x_{i+1}
// ends before the last, one that reads the list A with that.
func (r *reader) over(v float64, join func(a, b float64) float64) float64 {
	start := r.at
	for n := 1; r.i < n; {
		r.i++
		r.at = start
		v = join(v, r.product())
		switch term := string(r.text[start:r.at]); {
		case strings.Contains(term, "A_i"):
			n = len(constants["A"])
		case strings.Contains(term, "x_{i+1}"):
			n = len(r.x) - 1
		default:
			n = len(r.x)
		}
	}
	r.i = 0
	return v
}

func (r *reader) letter() float64 {
	switch {
	case r.accept("x_{i+1}"):
		return r.x[r.i]
	case r.accept("x_i"):
		return r.x[r.i-1]
	case r.accept("x_1"), r.accept("w_1"):
		return r.x[0]
	case r.accept("w_2"):
		return r.x[1]
	case r.accept("z_{t-1}"):
		return r.z
	case r.accept("z_{"):
		steps := r.number()
		r.expect("}")
		z := r.inner(r.letters["z_0"], math.NaN())
		for range int(steps) {
			z = r.inner(r.letters["z_t"], z)
		}
		return z
	case r.accept("i"):
		if r.i == 0 {
			panic("i outside a sum")
		}
		return float64(r.i)
	case r.accept("π"):
		return math.Pi
	case r.accept("e"):
		return math.E
	}
	name := r.text[r.at]
	r.at++
	if strings.HasPrefix(string(r.text[r.at:]), "_i") { // no space before it
		r.at += len("_i")
		if definition, ok := r.letters[string(name)+"_i"]; ok {
			return r.inner(definition, r.z)
		}
		return r.constant(string(name))
	}
	if r.at < len(r.text) && unicode.IsLetter(r.text[r.at]) {
		panic("a word that is no function: the renderer would set it upright")
	}
	if definition, ok := r.letters[string(name)]; ok {
		return r.inner(definition, r.z)
	}
	if name == 'x' || name == 'y' && len(r.x) == 2 {
		return r.x[name-'x']
	}
	panic(fmt.Sprintf("what is %q?", name))
}
