package formula

import (
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/surfaces"
)

// catalog are the surfaces that are written by hand, as formulas.
var catalog = []struct {
	text   string
	params map[string]float64
	hand   interface {
		surfaces.Surface
		objective.Curved
	}
}{
	{"x^2 + y^2", nil, surfaces.Sphere{N: 2}},
	{"1/2*((c*x + s*y)^2 + k*(c*y - s*x)^2)", map[string]float64{"k": 25, "c": math.Sqrt(3) / 2, "s": 0.5}, surfaces.Ravine{Kappa: 25, Angle: 30}},
	{"(x+2*y-7)^2 + (2*x+y-5)^2", nil, surfaces.Booth{}},
	{".26*(x^2+y^2) - .48*x*y", nil, surfaces.Matyas{}},
	{"(x-1)^2 + (y-1)^2 - x*y", nil, surfaces.Trid{N: 2}},
	{"x^2 + y^2 + (x/2+y)^2 + (x/2+y)^4", nil, surfaces.Zakharov{N: 2}},
	{rosenbrock, nil, surfaces.Rosenbrock{N: 2, B: 100}},
	{"sum(i, 1, n-1, (1 - x[i])^2 + b*(x[i+1] - x[i]^2)^2)", map[string]float64{"n": 5, "b": 7}, surfaces.Rosenbrock{N: 5, B: 7}},
	{"(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y**3)**2", nil, surfaces.Beale{}},
	{"(x^2+y-11)^2 + (x+y^2-7)^2", nil, surfaces.Himmelblau{}},
	{"(1 + (x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2)) * (30 + (2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))", nil, surfaces.GoldsteinPrice{}},
	{"1/2*sum(i, 1, n, x[i]^4 - 16*x[i]^2 + 5*x[i])", map[string]float64{"n": 3}, surfaces.StyblinskiTang{N: 3}},
	{"2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2", nil, surfaces.ThreeHumpCamel{}},
	{"(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2", nil, surfaces.SixHumpCamel{}},
	{"sin(x+y) + (x-y)^2 - 1.5*x + 2.5*y + 1", nil, surfaces.McCormick{}},
	{"sin(3*pi*x)^2 + (x-1)^2*(1 + sin(3*pi*y)^2) + (y-1)^2*(1 + sin(2*pi*y)^2)", nil, surfaces.Levy13{}},
	{"-cos(x)*cos(y)*exp(-(x-pi)^2 - (y-pi)^2)", nil, surfaces.Easom{}},
	{"1 + sum(i, 1, n, x[i]^2)/4000 - prod(i, 1, n, cos(x[i]/sqrt(i)))", map[string]float64{"n": 4}, surfaces.Griewank{N: 4}},
	{"10*n + sum(j, 1, n, x_j^2 - 10*cos(2*pi*x_j))", map[string]float64{"n": 3}, surfaces.Rastrigin{N: 3}},
	{"20 + e - 20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2)", nil, surfaces.Ackley{N: 2}},
	{"20 + e - 20*exp(-0.2*hypot(x, y)/sqrt(2)) - e^((cos(2*pi*x)+cos(2*pi*y))/2)", nil, surfaces.Ackley{N: 2}},
	{"(y - 5.1*x^2/(4*pi^2) + 5*x/pi - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10", nil, surfaces.Branin{}},
	{"x^2 + 2*y^2 - .3*cos(3*pi*x) - .4*cos(4*pi*y) + .7", nil, surfaces.Bohachevsky1{}},
	{"(x-1)^2 + 2*(2*y^2-x)^2", nil, surfaces.DixonPrice{N: 2}},
	{"(-13+x+((5-y)*y-2)*y)^2 + (-29+x+((y+1)*y-14)*y)^2", nil, surfaces.FreudensteinRoth{}},
	{"(1e4*x*y-1)^2 + (exp(-x)+exp(-y)-1.0001)^2", nil, surfaces.PowellBadlyScaled{}},
	{"(x-1e6)^2 + (y-2e-6)^2 + (x*y-2)^2", nil, surfaces.BrownBadlyScaled{}},
	{"x^2 - y^2", nil, surfaces.HyperbolicParaboloid{}},
	{"x^3 - 3*x*y^2", nil, surfaces.MonkeySaddle{}},
	{"x^4/4 - x^2/2 + y^2/2", nil, surfaces.DoubleWell{}},
	{"x^4/4 - x^2/2 + y^2/2 + 0.1*x", nil, surfaces.TiltedDoubleWell{Tilt: 0.1}},
	{"3*(1-x)^2*exp(-x^2-(y+1)^2) - 10*(x/5-x^3-y^5)*exp(-x^2-y^2) - 1/3*exp(-(x+1)^2-y^2)", nil, surfaces.Peaks{}},
	{"-200*exp(-(x-1)^2 - 10*y^2) - 100*exp(-x^2 - 10*(y-.5)^2) - 170*exp(-6.5*(x+.5)^2 + 11*(x+.5)*(y-1.5) - 6.5*(y-1.5)^2)" +
		" + 15*exp(.7*(x+1)^2 + .6*(x+1)*(y-1) + .7*(y-1)^2)", nil, surfaces.MullerBrown{}},
	{"x*exp(-x^2-y^2)", nil, surfaces.GaussianBump{}},
	{"(1-8*x+7*x^2-7*x^3/3+x^4/4)*y^2*exp(-y)", nil, surfaces.Hosaki{}},
	{"-sum(i, 1, n, sin(x[i])*sin(i*x[i]^2/pi)^20)", map[string]float64{"n": 2}, surfaces.Michalewicz{N: 2}},
	{"837.9657745448674 - sum(i, 1, 2, x[i]*sin(sqrt(abs(x[i]))))", nil, surfaces.Schwefel{N: 2}},
	{"-(y+47)*sin(sqrt(abs(x/2+y+47))) - x*sin(sqrt(abs(x-y-47)))", nil, surfaces.Eggholder{}},
	{"-(1+cos(12*hypot(x, y)))/((x^2+y^2)/2+2)", nil, surfaces.DropWave{}},
	{"-1e-4*(abs(sin(x)*sin(y)*exp(abs(100-hypot(x, y)/pi)))+1)^.1", nil, surfaces.CrossInTray{}},
	{"-abs(sin(x)*cos(y)*exp(abs(1-hypot(x, y)/pi)))", nil, surfaces.HolderTable{}},
	{".75*exp(-((9*x-2)^2+(9*y-2)^2)/4) + .75*exp(-(9*x+1)^2/49-(9*y+1)/10) + .5*exp(-((9*x-7)^2+(9*y-3)^2)/4) - .2*exp(-(9*x-4)^2-(9*y-7)^2)", nil, surfaces.Franke{}},
	{"abs(x) + abs(y)", nil, surfaces.Absolute{N: 2}},
	{"0.2*((x+1)^2+y^2) - 0.5*exp(-((x-1)^2+y^2)/0.08)", nil, surfaces.SharpFlat{}},
	{"0.05*x^2 + 0.2*(1-cos(2*pi*x)) + 0.5*y^2", nil, surfaces.Washboard{}},
	{"1/2*(x*y-1)^2", nil, surfaces.Product{}},
	{"1/4*(1-x^2*y^2)^2", nil, surfaces.EdgeOfStability{}},
	{"1/2*(25*(x-1)^2 + (y-2.5)^2)", nil, surfaces.Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}},
	{"1/2*((x-2)^2 + 1.6*(x-2)*y + y^2) + 1/2*(x^2 + y^2)", nil, surfaces.Dropout{Keep: 0.5}},
	{"(sigmoid(" + strings.Repeat("x*sigmoid(", 50) + "0.5" + strings.Repeat(")+y", 50) + ") - 0.7)^2", nil, surfaces.Cliff{}},
}

// TestCatalog: value, gradient and Hessian of a typed formula are those of the
// surface written by hand.
func TestCatalog(t *testing.T) {
	missing := map[string]bool{}
	for _, s := range surfaces.Catalog() {
		missing[s.Meta().Name] = true
	}
	for _, test := range catalog {
		delete(missing, test.hand.Meta().Name)
		f, err := Parse(test.text, test.params)
		if err != nil {
			t.Fatal(err)
		}
		meta := test.hand.Meta()
		if f.Meta().Dim != meta.Dim {
			t.Fatalf("%s: dimension %d, want %d", test.text, f.Meta().Dim, meta.Dim)
		}
		rng := rand.New(rand.NewPCG(1, 2))
		for range 300 {
			x := make([]float64, meta.Dim)
			for i, w := range meta.Window {
				x[i] = w[0] + (w[1]-w[0])*rng.Float64()
			}
			agree(t, test.text, f, test.hand, x)
		}
	}
	for name := range missing {
		t.Errorf("%s: no formula", name)
	}
}

// agree compares all that two surfaces say at a point.
func agree(t *testing.T, text string, f, hand objective.Curved, x []float64) {
	t.Helper()
	n := len(x)
	if got, want := f.Func(x), hand.Func(x); !near(got, want, 1e-9) {
		t.Fatalf("%s at %v: value %v, want %v", text, x, got, want)
	}
	g, want := make([]float64, n), make([]float64, n)
	f.Grad(g, x)
	hand.Grad(want, x)
	h, wantH := mat.NewSymDense(n, nil), mat.NewSymDense(n, nil)
	f.Hess(h, x)
	hand.Hess(wantH, x)
	for i := range n {
		if !near(g[i], want[i], 1e-9) {
			t.Fatalf("%s at %v: gradient %v, want %v", text, x, g, want)
		}
		for j := range n {
			if !near(h.At(i, j), wantH.At(i, j), 1e-9) {
				t.Fatalf("%s at %v: Hessian %v, want %v", text, x, h.RawSymmetric().Data, wantH.RawSymmetric().Data)
			}
		}
	}
}

// TestConcurrent: goroutines that share a formula do not share its state.
func TestConcurrent(t *testing.T) {
	for _, test := range catalog {
		f, err := Parse(test.text, test.params)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for k := range 8 {
			wg.Go(func() {
				rng := rand.New(rand.NewPCG(uint64(k), 3))
				for range 100 {
					x := make([]float64, f.dim)
					for i := range x {
						x[i] = 4*rng.Float64() - 2
					}
					agree(t, test.text, f, test.hand, x)
				}
			})
		}
		wg.Wait()
	}
}

func TestNoAllocation(t *testing.T) {
	for _, test := range catalog {
		f, err := Parse(test.text, test.params)
		if err != nil {
			t.Fatal(err)
		}
		x := f.Meta().Start
		g, h := make([]float64, len(x)), mat.NewSymDense(len(x), nil)
		for name, call := range map[string]func(){
			"Func": func() { f.Func(x) },
			"Grad": func() { f.Grad(g, x) },
			"Hess": func() { f.Hess(h, x) },
		} {
			if n := testing.AllocsPerRun(100, call); n != 0 && !raceEnabled {
				t.Errorf("%s: %s allocates %v times", test.text, name, n)
			}
		}
	}
}

// TestMeta: what a caller changes is its own.
func TestMeta(t *testing.T) {
	f := mustParse(t, "x1^2 + x3")
	m := f.Meta()
	if m.Dim != 3 || len(m.Window) != 3 || len(m.Start) != 3 || len(m.Points) != 0 || !math.IsNaN(m.Infimum) {
		t.Errorf("meta %+v", m)
	}
	m.Window[0][0], m.Start[0] = 77, 77
	if again := f.Meta(); again.Window[0][0] == 77 || again.Start[0] == 77 {
		t.Error("two calls of Meta share memory")
	}
}

// TestParams: constants, the dimension, and what neither may be.
func TestParams(t *testing.T) {
	f, err := Parse("a*x^2 + β1*y", map[string]float64{"a": -3, "β1": 0.5})
	if err != nil || f.Func([]float64{2, 4}) != -10 {
		t.Errorf("%v %v", f, err)
	}
	for _, test := range []struct {
		text, name string
		value      float64
		want       string
	}{
		{"x", "a", 1, "parameter a: the formula has no a"},
		{"x", "x", 1, "parameter x: is a variable"},
		{"x", "x12", 1, "parameter x12: is a variable"},
		{"x", "x_a", 1, "parameter x_a: is a variable"},
		{"x", "pi", 3, "parameter pi: has a meaning already"},
		{"x", "sin", 3, "parameter sin: has a meaning already"},
		{"x", "", 3, `parameter "": not a name: letters, then letters, digits and _`},
		{"x", "2a", 3, `parameter "2a": not a name: letters, then letters, digits and _`},
		{"a*x", "a", math.Inf(1), "parameter a: not a finite number"},
		{"x", "n", 2.5, "parameter n: the dimension is a whole number from 1 to 1000, not 2.5"},
		{"x", "n", 1001, "parameter n: the dimension is a whole number from 1 to 1000, not 1001"},
		{"y", "n", 1, "there is no coordinate 2: the dimension n is 1 (character 1, before \"y\")"},
	} {
		_, err := Parse(test.text, map[string]float64{test.name: test.value})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s with %s = %v: got %v, want %s", test.text, test.name, test.value, err, test.want)
		}
	}
}

// TestDimension: written, derived or given.
func TestDimension(t *testing.T) {
	for _, test := range []struct {
		text string
		n    float64
		want int
	}{
		{"x", 0, 1}, {"3", 0, 1}, {"x1", 0, 1}, {"x[1]", 0, 1}, {"y", 0, 2}, {"0*y + x", 0, 2}, {"x", 1, 1}, {"x", 2, 2}, {"x*y", 4, 4}, {"x7", 0, 7}, {"x_7 + x[9]", 0, 9}, {"n*x[9]", 0, 9},
		{"sum(i, 1, 6, x[i])", 0, 6}, {"sum(i, 1, 1, x[i])", 0, 1}, {"sum(i, 1, n, x[i])", 0, 2}, {"sum(i, 1, n, x[i])", 6, 6}, {"sum(i, 1, n, x[i]) + x5", 0, 5},
	} {
		params := map[string]float64{}
		if test.n > 0 {
			params["n"] = test.n
		}
		f, err := Parse(test.text, params)
		if err != nil || f.Meta().Dim != test.want {
			t.Errorf("%s with n = %v: %+v, %v, want dimension %d", test.text, test.n, f, err, test.want)
		}
	}
}
