package formula

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestGrammar: what formulas mean, by their value at (3, 5).
func TestGrammar(t *testing.T) {
	for text, want := range map[string]float64{
		"-x^2": -9, "(-x)^2": 9, "x^-2": 1. / 9, "2^3^2": 512, "2**3**2": 512, "-2^2": -4, "x - y - 1": -3, "x - (y - 1)": -1,
		"12/x/2": 2, "12/(x/2)": 8, "12/x*2": 8, "-x*y": -15, "x*-y": -15, "x^-y^0": 1. / 3, "+x": 3, "- -x": 3, "--x": 3, "-+-x": 3, "x--y": 8, "x+-y": -2,
		"2*x^2": 18, "x^2*2": 18, "1e3 + x": 1003, "1E-1*x": 0.3, ".5*x": 1.5, "5.*x": 15, "2*e": 2 * math.E, "e": math.E, "pi*x": 3 * math.Pi, "π*x": 3 * math.Pi,
		"x−1": 2, "x·y": 15, "x×y": 15, " x\t+\n y ": 8, "x1 + x2": 8, "x_1*x_2": 15, "x[1] - x[2]": -2, "x[3-1]": 5, "x_{2}": 5,
		"sum(i, 1, 2, x[i])": 8, "sum(i, 1, 2, i*x[i]^2)": 59, "prod(i, 1, 2, x[i] + i)": 28, "sum(i, 1, 2, sum(j, i, 2, 10*i + j))": 11 + 12 + 22,
		"sum(i, 2, 1, x[i])": 0, "prod(i, 2, 1, x[i])": 1, "sum(i, 1, n, x_i)": 8, "sum(k, -1, 1, k^2*x1)": 6, "sum(i, 1, 2, x[i]) + sum(i, 1, 2, x[i])": 16,
		"n*x": 6, "min(x, y, 4)": 3, "max(x, y, 4)": 5, "pow(x, 2)": 9, "hypot(4*x, y)": 13, "atan2(y, y) + 0*x": math.Pi / 4, "abs(x - y)": 2,
		"log10(1000)*x": 9, "log(e^x)": 3, "sqrt(x*x)": 3, "sigmoid(0)*x": 1.5, "((((x))))": 3, "7": 7,
	} {
		f, err := Parse(text, nil)
		if err != nil {
			if f, err = Parse(text, map[string]float64{"n": 2}); err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
		}
		if got := f.Func([]float64{3, 5}); !near(got, want, 1e-15) {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
}

// TestErrors: each reason, and the caret under its place.
func TestErrors(t *testing.T) {
	deep := strings.Repeat("(", MaxDepth+1)
	for _, test := range []struct{ text, reason, caret string }{
		{"", "the formula is empty", "^"},
		{" \t", "the formula is empty", "^"},
		{"2 x", "an operator is missing here: a product needs its *", "  ^"},
		{"x(y)", "x is not a function: a product needs its *", "^"},
		{"(x)(y)", "an operator is missing here: a product needs its *", "   ^"},
		{"x +", "the formula ends where a number, a name or ( is expected", "   ^"},
		{"x + * y", `a number, a name or ( is expected, not "*"`, "    ^"},
		{"(x + y", "this bracket is never closed", "^"},
		{"sin(x", "this bracket is never closed", "   ^"},
		{"x + y)", `")" closes nothing`, "     ^"},
		{"(x]", `"]" closes nothing`, "  ^"},
		{"x, y", "a comma only separates the arguments of a function", " ^"},
		{"0,5*x", "a comma only separates the arguments of a function; a decimal sign is a point, as in 0.5", " ^"},
		{"x² + y", "a power is written with ^, as in x^2, not with '²'", " ^"},
		{"y + |x|", "the magnitude of x is abs(x), not |x|", "    ^"},
		{"f(x) = x^2", "a formula has no =: write only what stands to the right of it", "     ^"},
		{"y[1]", "only x has an index", " ^"},
		{"sin x", "sin needs its arguments in parentheses", "    ^"},
		{"sine(x)", "unknown function sine; there are abs acos asin", "^"},
		{"ln(x)", "unknown function ln: the natural logarithm is log", "^"},
		{"a(x)", "a is not a function: a product needs its *", "^"},
		{"sin(x, y)", "sin takes 1 argument, not 2", "^"},
		{"1 + pow(x)", "pow takes 2 arguments, not 1", "    ^"},
		{"max(x)", "max takes 2 arguments or more, not 1", "^"},
		{"sum(i, 1, x)", "sum takes 4 arguments, not 3: sum(i, 1, n, ...)", "^"},
		{"x + b", "unknown name b: not a variable (x, y or x1, x2, ...), not pi or e, not a parameter", "    ^"},
		{"x + x1", "a numbered coordinate beside x or y: write x[1], x[2], ...", "    ^"},
		{"x1 + y", "y beside numbered coordinates: write x[1], x[2], ...", "     ^"},
		{"x[0]", "there is no coordinate 0: the first is x[1]", "^"},
		{"x[1.5]", "this must be a whole number: of numbers, n and the indices of sums", "  ^"},
		{"x[x1]", "this must be a whole number: of numbers, n and the indices of sums", "  ^"},
		{"x1001", "there is no coordinate x1001: the dimension is 1000 at most", "^"},
		{"x99999999999999999999", "there is no coordinate x99999999999999999999: the dimension is 1000 at most", "^"},
		{"y + x_0", "a numbered coordinate beside x or y: write x[1], x[2], ...", "    ^"},
		{"x_" + strings.Repeat("9", 4000), "there is no coordinate x_99999999999999999999...: the dimension is 1000 at most", "^"},
		{"x[9999]", "there is no coordinate 9999: the dimension is 1000 at most", "^"},
		{"sum(i, 1000, 1001, x_i)", "there is no coordinate 1001: the dimension is 1000 at most", ""},
		{"x[99999999999999999999]", "1e+20 is too large here: whole numbers go up to 1073741824", "  ^"},
		{"x[-1e300]", "-1e+300 is too large here: whole numbers go up to 1073741824", "  ^"},
		{"sum(i, 1, 1e300, x1)", "1e+300 is too large here: whole numbers go up to 1073741824", "          ^"},
		{"sum(2, 1, 2, x1)", "the index of a sum is a name such as i", "    ^"},
		{"sum(pi, 1, 2, x1)", "pi has a meaning already", "    ^"},
		{"x/0", "this divides by 0", " ^"},
		{"1e999", "the number is too large", "^"},
		{"1.2.3", "an operator is missing here: a product needs its *", "   ^"},
		{".", `"." is not a number`, "^"},
		{"x # y", "a formula cannot contain '#'", "  ^"},
		{"αβ + x # y", "a formula cannot contain '#'", "       ^"},
		{"log(0) + x", "this is not a finite number", "^"},
		{"sum(i, 1, 1e6, i) + x1", "the sums are too long: the formula has more than 200000 terms", ""},
		{"prod(i, 1, 1e9, x1)", "the formula has more than 10000 operations", ""},
		{"sum(i, 1, 1e9, sum(j, 2, 1, x1))", "the sums are too long: the formula has more than 200000 terms", ""},
		{"sum(i, 1, 1000, sum(j, 1, 1000, sum(k, 1, 1000, 1))) + x1", "the sums are too long: the formula has more than 200000 terms", ""},
		{"x[sum(i, 1, 1e9, 1)]", "the sums are too long: the formula has more than 200000 terms", ""},
		{"sum(i, 1, 20000, sin(i*x1))", "the formula has more than 10000 operations", ""},
		{deep + "x", "the formula is nested more than 200 levels deep", ""},
		{strings.Repeat("-", 2*MaxDepth+1) + "x", "the formula is nested more than 200 levels deep", ""},
		{strings.Repeat("x^", 2*MaxDepth+1) + "x", "the formula is nested more than 200 levels deep", ""},
		{strings.Repeat("sin(", MaxDepth+1) + "x", "the formula is nested more than 200 levels deep", ""},
		{"x" + strings.Repeat("+x", MaxText), "the formula has more than 10000 bytes", ""},
	} {
		_, err := Parse(test.text, nil)
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(e.Reason, test.reason) {
			t.Errorf("%.40q: got %v, want %s", test.text, err, test.reason)
			continue
		}
		rest := []rune(test.text[e.Pos:])
		place := fmt.Sprintf(" (character %d, before %q)", utf8.RuneCountInString(test.text)-len(rest)+1, string(rest[:min(20, len(rest))]))
		if len(rest) == 0 {
			place = fmt.Sprintf(" (at the end, after %q)", test.text)
		}
		if test.text == "" {
			place = ""
		}
		if e.Error() != e.Reason+place {
			t.Errorf("%.40q: the message is %s, want the place%s", test.text, e, place)
		}
		if n := utf8.RuneCountInString(test.text[:e.Pos]); test.caret != "" && n != len(test.caret)-1 {
			t.Errorf("%q: the error is after %d characters, want %d", test.text, n, len(test.caret)-1)
		}
	}
}

// TestPlace: of a long text the error shows the part at the place, in whole characters.
func TestPlace(t *testing.T) {
	long := strings.Repeat("ä + ", 100)
	for _, test := range []struct{ text, want string }{
		{long + "2 y + " + long + "x", `character 403, before "y + ä + ä + ä + ä + "`},
		{"(" + long + "x", `character 1, before "(ä + ä + ä + ä + ä +"`},
		{long, `at the end, after "ä + ä + ä + ä + ä + "`},
		{"x + \u202e", `character 5, before "\u202e"`},
		{"x + \xff", "character 5, before \"\ufffd\""},
	} {
		_, err := Parse(test.text, nil)
		var e *Error
		if !errors.As(err, &e) || e.Place() != test.want {
			t.Errorf("%.20q: %v, want %s", test.text, err, test.want)
		}
	}
}
