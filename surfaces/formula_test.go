package surfaces

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// The formula that a figure shows is the function that is computed.
func TestFormulas(t *testing.T) {
	eachVariant(t, func(t *testing.T, f Curved, m Meta) {
		if n := len([]rune(m.Formula)); n > 95 {
			t.Errorf("the formula has %d characters", n)
		}
		rng := rand.New(rand.NewPCG(9, 10))
		for range 20 {
			x := inWindow(rng, m.Window)
			got, err := evaluate(m.Formula, x)
			if err != nil {
				t.Fatalf("%s: %v", m.Formula, err)
			}
			if want := f.Func(x); !near(got, want, 1e-11) {
				t.Fatalf("%s at %v is %v, Func says %v", m.Formula, x, got, want)
			}
		}
	})
}

func TestEvaluate(t *testing.T) {
	for text, want := range map[string]float64{
		"-x^2 + 2 y/3 y":                     -9 + 2*5.0/3*5,
		"½(x + 1)^2":                         8,
		"cos x sin^2(y) √(x + 1)/2":          math.Cos(3) * math.Pow(math.Sin(5), 2) * 2 / 2,
		"u - v, u = 2 x, v = cos φ, φ = 60°": 5.5,
		"Σ_i x_i^2/i":                        9 + 25.0/2,
		"2 + Π_i (x_i + 1) - 1":              25,
		"Σ_i [x_{i+1} - x_i]":                2,
		"[30 - y] exp(x - 3) e^2 π/√i":       math.NaN(),
	} {
		got, err := evaluate(text, []float64{3, 5})
		if math.IsNaN(want) {
			if err == nil {
				t.Errorf("%s: no error", text)
			}
		} else if err != nil || !near(got, want, 1e-14) {
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
	letters := map[rune]string{}
	for _, part := range parts[1:] {
		name, definition, ok := strings.Cut(part, " = ")
		if !ok {
			panic("no definition: " + part)
		}
		letters[[]rune(name)[0]] = definition
	}
	r := reader{text: []rune(parts[0]), letters: letters, x: x}
	return r.all(), nil
}

type reader struct {
	text    []rune
	at      int
	letters map[rune]string
	x       []float64
	i       int // the index of a sum or product, 0 outside
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
		v = math.Pow(v, r.number())
	}
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
	case r.accept("½"):
		return 0.5
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
		exponent = r.number()
	}
	return math.Pow(f(r.atom()), exponent)
}

// over evaluates the product that follows for each i; one that reads x_{i+1}
// ends before the last.
func (r *reader) over(v float64, join func(a, b float64) float64) float64 {
	n := len(r.x)
	if strings.Contains(string(r.text[r.at:]), "x_{i+1}") {
		n--
	}
	start := r.at
	for r.i = 1; r.i <= n; r.i++ {
		r.at = start
		v = join(v, r.product())
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
	if r.at < len(r.text) && unicode.IsLetter(r.text[r.at]) {
		panic("a word that is no function: the renderer would set it upright")
	}
	if definition, ok := r.letters[name]; ok {
		inner := reader{text: []rune(definition), letters: r.letters, x: r.x}
		return inner.all()
	}
	if name == 'x' || name == 'y' && len(r.x) == 2 {
		return r.x[name-'x']
	}
	panic(fmt.Sprintf("what is %q?", name))
}
