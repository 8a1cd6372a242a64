package portable

import (
	"bytes"
	"io/fs"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// functions lists the functions of this package, each with that of package math.
var functions = map[string][2]func(float64) float64{
	"Exp": {Exp, math.Exp}, "Sinh": {Sinh, math.Sinh}, "Cosh": {Cosh, math.Cosh}, "Tanh": {Tanh, math.Tanh},
}

// TestClose compares with package math, from which a processor may differ in the
// last digits, over the whole range.
func TestClose(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		for _, x := range []float64{
			rng.NormFloat64(), 300 * rng.NormFloat64(), 20 + 30*rng.Float64(), -700 - 50*rng.Float64(), 709 + rng.Float64()/2,
			math.Float64frombits(rng.Uint64()),
		} {
			if math.Abs(x) > 709.4 && !math.IsInf(x, 0) {
				continue
			}
			for name, f := range functions {
				got, want := f[0](x), f[1](x)
				same := got == want || got != got && want != want
				if !same && !(math.Abs(got-want) <= 1e-15*math.Abs(want)+5e-324) {
					t.Errorf("%s(%v) is %v, want %v", name, x, got, want)
				}
			}
		}
	}
}

// TestBits holds the digits that every processor must give.
func TestBits(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, test := range []struct {
		name    string
		x, want float64
	}{
		{"Exp", 0, 1}, {"Exp", 1, 2.7182818284590455}, {"Exp", -1, 0.36787944117144233}, {"Exp", 1.932330243076978, 6.905583194796431},
		{"Exp", 709.4, 1.2260423226426727e+308}, {"Exp", 709.5, 1.3549863193146328e+308}, {"Exp", 709.782712893384, 1.7976931348622732e+308}, {"Exp", 709.7827128933842, inf}, {"Exp", -745.1332191019411, 5e-324},
		{"Exp", -745.2, 0}, {"Exp", -740, 4.2e-322}, {"Exp", -1e300, 0}, {"Exp", inf, inf}, {"Exp", -inf, 0}, {"Exp", nan, nan},
		{"Sinh", 0.25, 0.25261231680816831}, {"Sinh", -2, -3.626860407847019}, {"Sinh", -800, -inf}, {"Sinh", nan, nan},
		{"Cosh", 0, 1}, {"Cosh", -2, 3.7621956910836314}, {"Cosh", 800, inf}, {"Cosh", nan, nan},
		{"Tanh", 0.25, 0.24491866240370913}, {"Tanh", -2, -0.9640275800758169}, {"Tanh", 50, 1}, {"Tanh", -inf, -1}, {"Tanh", nan, nan},
	} {
		got := functions[test.name][0](test.x)
		if got != test.want && !(got != got && test.want != test.want) {
			t.Errorf("%s(%v) is %v, want %v", test.name, test.x, got, test.want)
		}
	}
}

// TestAccuracy compares Exp with the power of e to 60 digits: it is off by less than one unit in the last place.
func TestAccuracy(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		x := 100 * rng.NormFloat64()
		want := bigExp(x)
		got := Exp(x)
		unit := math.Nextafter(got, math.Inf(1)) - got
		off, _ := new(big.Float).Sub(new(big.Float).SetFloat64(got), want).Float64()
		if !(math.Abs(off) < unit) {
			t.Errorf("Exp(%v) is %v, off by %v units", x, got, off/unit)
		}
	}
}

// bigExp returns e^x by its series at a fraction of x, and as many squarings.
func bigExp(x float64) *big.Float {
	const squarings, digits = 20, 256
	part := new(big.Float).SetPrec(digits).SetMantExp(big.NewFloat(x), -squarings)
	sum, term := new(big.Float).SetPrec(digits).SetInt64(1), new(big.Float).SetPrec(digits).SetInt64(1)
	for n := int64(1); n < 60; n++ {
		term.Mul(term, part)
		term.Quo(term, new(big.Float).SetInt64(n))
		sum.Add(sum, term)
	}
	for range squarings {
		sum.Mul(sum, sum)
	}
	return sum
}

// TestOnlyPortable finds calls of the functions of package math that are not the
// same on every processor.
func TestOnlyPortable(t *testing.T) {
	call := regexp.MustCompile(`\bmath\.(Exp|Sinh|Cosh|Tanh|Erfc?|L?[gG]amma)\b`)
	files := 0
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		if dir, err := filepath.Abs(filepath.Dir(name)); err != nil || filepath.Base(dir) == "portable" {
			return err
		}
		files++
		text, err := os.ReadFile(name)
		for i, line := range bytes.Split(text, []byte("\n")) {
			if found := call.Find(line); found != nil {
				t.Errorf("%s:%d calls %s: call package portable", name, i+1, found)
			}
		}
		return err
	})
	if err != nil || files < 100 {
		t.Errorf("%d files, %v", files, err)
	}
}

func BenchmarkExp(b *testing.B) {
	for name, f := range map[string]func(float64) float64{"portable": Exp, "math": math.Exp} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f(0.7)
			}
		})
	}
}
