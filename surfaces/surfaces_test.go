package surfaces

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/internal/surfacetest"
	"github.com/optviz/optviz/surfaces/number"
)

// variants are the catalogue and what its defaults leave out: other
// parameters, other dimensions.
func variants() []curvedSurface {
	var all []curvedSurface
	for _, s := range Catalog() {
		all = append(all, s.(curvedSurface))
	}
	for _, n := range []int{1, 3, 5} {
		all = append(all, Sphere{N: n}, Rastrigin{N: n}, Ackley{N: n}, StyblinskiTang{N: n}, Griewank{N: n},
			Zakharov{N: n}, Michalewicz{N: n}, Schwefel{N: n}, Absolute{N: n})
	}
	for _, n := range []int{3, 5} {
		all = append(all, Trid{N: n}, DixonPrice{N: n})
	}
	return append(all,
		StyblinskiTang{N: 7},
		Ravine{Kappa: 1, Angle: 45}, Ravine{Kappa: 20, Angle: 0}, Ravine{Kappa: 100, Angle: -120}, Ravine{Kappa: 1000, Angle: 405},
		Rosenbrock{N: 2, B: 1}, Rosenbrock{N: 3, B: 100}, Rosenbrock{N: 6, B: 5},
		TiltedDoubleWell{Tilt: 0}, TiltedDoubleWell{Tilt: -0.25}, TiltedDoubleWell{Tilt: 0.38}, TiltedDoubleWell{Tilt: -0.38},
		Overfit{}, Overfit{Th1: -1, Th2: 0.5, V1: 2, V2: -3},
		Dropout{Keep: 1}, Dropout{Keep: 0.9, Masks: 1}, Dropout{Keep: 0.2, Masks: 3},
	)
}

func eachVariant(t *testing.T, test func(t *testing.T, f curvedSurface, m Meta)) {
	for _, f := range variants() {
		t.Run(fmt.Sprintf("%s%v", f.Meta().Name, f), func(t *testing.T) { test(t, f, f.Meta()) })
	}
}

// spacing is the distance of the points between which coordinate i of a
// surface is differentiated: a power of two, so that they are where they should
// be, small against what the surface does.
func spacing(name string, i int) float64 {
	special := map[string][2]float64{
		"powell-badly-scaled": {0x1p-18, 0x1p-12},
		"brown-badly-scaled":  {0x1p-12, 0x1p-21},
		"cliff":               {0x1p-16, 0x1p-16},
	}
	if h, ok := special[name]; ok {
		return h[i]
	}
	return 0x1p-12
}

// kinks is how far x is from the next kink of a surface: differences
// must not be taken across one.
func kinks(name string, x []float64) float64 {
	lattice := func(x, shift float64) float64 { // from the zeros of a sine
		return math.Abs(math.Remainder(x-shift, math.Pi))
	}
	circle := func(c float64) float64 { return math.Abs(math.Hypot(x[0], x[1]) - c*math.Pi) }
	distance := math.Inf(1)
	switch name {
	case "absolute", "schwefel":
		for _, t := range x {
			distance = min(distance, math.Abs(t))
		}
	case "eggholder":
		distance = min(math.Abs(x[0]/2+x[1]+47), math.Abs(x[0]-x[1]-47))
	case "cross-in-tray":
		distance = min(lattice(x[0], 0), lattice(x[1], 0), circle(100))
	case "holder-table":
		distance = min(lattice(x[0], 0), lattice(x[1], math.Pi/2), circle(1))
	}
	return distance
}

func TestReference(t *testing.T) {
	data, err := os.ReadFile("testdata/surfaces.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Surface string
		X       []float64
		Value   float64
		Grad    []float64
		Hess    [][]float64
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	byName := map[string]curvedSurface{"quadratic": Ravine{Kappa: 20, Angle: 0}}
	for _, s := range Catalog() {
		byName[s.Meta().Name] = s.(curvedSurface)
	}
	const tol = 1e-9
	seen := map[string]int{}
	for _, row := range rows {
		f, ok := byName[row.Surface]
		if !ok {
			t.Errorf("no surface %q", row.Surface)
			continue
		}
		seen[row.Surface]++
		if v := f.Func(row.X); !surfacetest.Near(v, row.Value, tol) {
			t.Errorf("%s: f(%v) = %v, want %v", row.Surface, row.X, v, row.Value)
		}
		g := make([]float64, 2)
		f.Grad(g, row.X)
		h := mat.NewSymDense(2, nil)
		f.Hess(h, row.X)
		for i := range 2 {
			if !surfacetest.Near(g[i], row.Grad[i], tol) {
				t.Errorf("%s: gradient at %v is %v, want %v", row.Surface, row.X, g, row.Grad)
			}
			for j := range 2 {
				if !surfacetest.Near(h.At(i, j), row.Hess[i][j], tol) {
					t.Errorf("%s: Hessian at %v: (%d, %d) is %v, want %v",
						row.Surface, row.X, i, j, h.At(i, j), row.Hess[i][j])
				}
			}
		}
	}
	if len(seen) < 19 {
		t.Errorf("the reference holds %d surfaces only", len(seen))
	}
}

func TestDerivativesMatchDifferences(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		rng := rand.New(rand.NewPCG(1, 2))
		g := make([]float64, m.Dim)
		h := mat.NewSymDense(m.Dim, nil)
		for range 100 {
			x := surfacetest.InWindow(rng, m.Window)
			if kinks(m.Name, x) < 0.1 {
				continue
			}
			for i := range g {
				g[i] = math.NaN() // whatever was there must be overwritten
				for j := range i + 1 {
					h.SetSym(i, j, math.NaN())
				}
			}
			f.Grad(g, x)
			f.Hess(h, x)
			for i := range g {
				tol := 1e-7 * math.Max(1, math.Abs(f.Func(x)))
				if want := surfacetest.Slope(f.Func, x, i, spacing(m.Name, i)); !surfacetest.Near(g[i], want, tol) {
					t.Fatalf("Grad(%v)[%d] = %v, the difference is %v", x, i, g[i], want)
				}
				tol = 1e-7 * math.Max(1, math.Abs(g[i]))
				for j := range g {
					component := func(x []float64) float64 {
						g := make([]float64, m.Dim)
						f.Grad(g, x)
						return g[i]
					}
					if want := surfacetest.Slope(component, x, j, spacing(m.Name, j)); !surfacetest.Near(h.At(i, j), want, tol) {
						t.Fatalf("Hess(%v)[%d, %d] = %v, the difference is %v", x, i, j, h.At(i, j), want)
					}
				}
			}
		}
	})
}

// Far away Func may overflow to ±Inf but not become NaN.
func TestFuncFarAway(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		eachFarPoint(m.Dim, 200, func(x []float64) {
			if math.IsNaN(f.Func(x)) {
				t.Fatalf("f(%v) is NaN", x)
			}
		})
	})
}

// As long as the sixth power of a coordinate does not overflow, the highest
// there is, the derivatives are finite where Func is.
func TestDerivativesFarAway(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		g := make([]float64, m.Dim)
		h := mat.NewSymDense(m.Dim, nil)
		eachFarPoint(m.Dim, 50, func(x []float64) {
			if math.IsInf(f.Func(x), 0) {
				return
			}
			f.Grad(g, x)
			f.Hess(h, x)
			for i := range g {
				for j := range g {
					if !finite(g[i]) || !finite(h.At(i, j)) {
						t.Fatalf("at %v: gradient %v, Hessian %v", x, g, mat.Formatted(h))
					}
				}
			}
		})
	})
}

// eachFarPoint visits points with coordinates up to 10^decades: equal, opposite
// or 0, where terms cancel, and without any relation.
func eachFarPoint(dim int, decades float64, visit func(x []float64)) {
	rng := rand.New(rand.NewPCG(3, 4))
	x := make([]float64, dim)
	for range 2000 {
		size := math.Pow(10, decades*rng.Float64())
		for i := range x {
			x[i] = size * float64(rng.IntN(5)-2)
		}
		visit(x)
		for i := range x {
			x[i] = math.Pow(10, decades*rng.Float64()) * (2*rng.Float64() - 1)
		}
		visit(x)
	}
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func TestMeta(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+[0-9]*(-[a-z]+)*$`)
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		if !kebab.MatchString(m.Name) {
			t.Errorf("name %q is not in kebab case", m.Name)
		}
		if m.Title == "" || m.Formula == "" || m.Source == "" {
			t.Errorf("title %q, formula %q, source %q", m.Title, m.Formula, m.Source)
		}
		if m.About == "" || len(m.About) > 59 { // a line of the list
			t.Errorf("about %q", m.About)
		}
		if m.Dim < 1 || len(m.Window) != m.Dim || len(m.Start) != m.Dim {
			t.Fatalf("dimension %d, window %v, start %v", m.Dim, m.Window, m.Start)
		}
		if !m.Window.Contains(m.Start) {
			t.Errorf("start %v is not in the window %v", m.Start, m.Window)
		}
		for i, x := range m.Start {
			if slices.Contains(m.Start[:i], x) && m.Name != "overfit" { // which starts untrained, at 0
				t.Errorf("start %v has equal coordinates", m.Start)
			}
		}
		if len(m.Points) == 0 {
			t.Fatal("no critical point")
		}
		for _, p := range m.Points {
			if !m.Window.Contains(p.X) {
				t.Errorf("%v is not in the window %v", p.X, m.Window)
			}
		}
		for i, p := range m.Points[1:] {
			if q := m.Points[i]; q.Kind > p.Kind || q.Kind == p.Kind && q.Value > p.Value {
				t.Errorf("%v comes before %v", q, p)
			}
		}
		m.Window[0][0], m.Start[0], m.Points[0].X[0] = 77, 77, 77
		if n := f.Meta(); n.Window[0][0] == 77 || n.Start[0] == 77 || n.Points[0].X[0] == 77 {
			t.Error("two calls of Meta share memory")
		}
	})
}

func TestNamesAreUnique(t *testing.T) {
	names, titles := map[string]bool{}, map[string]bool{}
	for _, s := range Catalog() {
		m := s.Meta()
		if names[m.Name] || titles[m.Title] {
			t.Errorf("%q (%q) is there twice", m.Name, m.Title)
		}
		names[m.Name], titles[m.Title] = true, true
	}
}

func TestInfimum(t *testing.T) {
	down := map[string][]float64{ // where it is unbounded below
		"saddle":        {0, 1e6},
		"monkey-saddle": {-1e3, 0},
		"mccormick":     {-1e6, -1e6},
		"hosaki":        {4, -12},
		"schwefel":      fill(5, 160400.25*math.Pi*math.Pi), // √x = 400.5 π
		"eggholder":     {0, 160400.25*math.Pi*math.Pi - 47},
		"cross-in-tray": {300.5 * math.Pi, 300.5 * math.Pi},
		"holder-table":  {20.5 * math.Pi, 20 * math.Pi},
	}
	open := map[string][]float64{ // where the infimum is approached, not attained
		"franke":      {0.5, 50},
		"michalewicz": michalewiczFarAway(5),
	}
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		if x, ok := down[m.Name]; ok != math.IsInf(m.Infimum, -1) {
			t.Fatalf("infimum %v", m.Infimum)
		} else if ok {
			if v := f.Func(x[:m.Dim]); v > -1e5 {
				t.Errorf("f(%v) = %v", x, v)
			}
			return
		}
		if x, ok := open[m.Name]; ok {
			if v := f.Func(x[:m.Dim]); v < m.Infimum || v > m.Infimum+1e-6 || m.Points[0].Value < m.Infimum+1e-3 {
				t.Errorf("infimum %v, f(%v) = %v, the first point is %v", m.Infimum, x, v, m.Points[0])
			}
		} else if lowest := m.Points[0]; lowest.Kind != Minimum || !surfacetest.Near(lowest.Value, m.Infimum, 1e-14) {
			t.Errorf("infimum %v, but the first point is %v", m.Infimum, lowest)
		}
		rng := rand.New(rand.NewPCG(5, 6))
		for range 5000 {
			x := surfacetest.InWindow(rng, m.Window)
			for i := range x {
				x[i] *= 1 + 2*rng.Float64()
			}
			if v := f.Func(x); v < m.Infimum {
				t.Fatalf("f(%v) = %v is below the infimum %v", x, v, m.Infimum)
			}
		}
	})
}

// michalewiczFarAway is the bottom of a canyon next to a crest of the sine.
func michalewiczFarAway(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		crest := (0.5 + 2000) * math.Pi
		k := float64(i + 1)
		x[i] = math.Pi * math.Sqrt((math.Round(k*crest*crest/(math.Pi*math.Pi)-0.5)+0.5)/k)
	}
	return x
}

// Each symmetry maps a point to another of the same value. A surface without one
// says so.
func TestSymmetry(t *testing.T) {
	type plane func(x, y float64) (float64, float64)
	flipX := func(c float64) plane { return func(x, y float64) (float64, float64) { return 2*c - x, y } }
	flipY := func(c float64) plane { return func(x, y float64) (float64, float64) { return x, 2*c - y } }
	swap := func(x, y float64) (float64, float64) { return y, x }
	around := func(cx, cy float64) plane { return func(x, y float64) (float64, float64) { return 2*cx - x, 2*cy - y } }
	opposite := around(0, 0)
	across := func(c float64) plane { return func(x, y float64) (float64, float64) { return y - c, x + c } } // the line y = x + c
	third := func(x, y float64) (float64, float64) {
		sin, cos := math.Sincos(2 * math.Pi / 3)
		return cos*x - sin*y, sin*x + cos*y
	}
	tests := map[string][]plane{
		"sphere":           {flipX(0), flipY(0), swap, third},
		"ravine":           {opposite},
		"booth":            {around(1, 3), across(2)},
		"mccormick":        {across(-1)},
		"matyas":           {opposite, swap},
		"saddle":           {flipX(0), flipY(0)},
		"monkey-saddle":    {flipY(0), third},
		"double-well":      {flipX(0), flipY(0)},
		"rastrigin":        {flipX(0), flipY(0), swap},
		"ackley":           {flipX(0), flipY(0), swap},
		"styblinski-tang":  {swap},
		"three-hump-camel": {opposite},
		"six-hump-camel":   {opposite},
		"levy13":           {flipX(1), flipY(1)},
		"easom":            {flipX(math.Pi), flipY(math.Pi), swap},
		"griewank":         {flipX(0), flipY(0)},

		"trid":                {swap, around(2, 2)},
		"zakharov":            {opposite},
		"bohachevsky1":        {flipX(0), flipY(0)},
		"dixon-price":         {flipY(0)},
		"powell-badly-scaled": {swap},
		"gaussian-bump":       {flipY(0)},
		"schwefel":            {swap},
		"drop-wave":           {flipX(0), flipY(0), swap, third},
		"cross-in-tray":       {flipX(0), flipY(0), swap},
		"holder-table":        {flipX(0), flipY(0)},
		"absolute":            {flipX(0), flipY(0), swap},
		"sharp-flat":          {flipY(0)},
		"washboard":           {flipX(0), flipY(0)},
		"product":             {opposite, swap},
		"edge-of-stability":   {flipX(0), flipY(0), swap},
		"overfit":             {flipX(1), flipY(2.5)},
		"dropout":             {around(17./21, 10./21)},

		"rosenbrock": nil, "beale": nil, "himmelblau": nil, "goldstein-price": nil, "tilted-double-well": {flipY(0)}, "branin": nil,
		"freudenstein-roth": nil, "brown-badly-scaled": nil, "peaks": nil, "muller-brown": nil, "hosaki": nil, "michalewicz": nil,
		"eggholder": nil, "franke": nil, "cliff": nil,
	}
	rng := rand.New(rand.NewPCG(7, 8))
	for _, s := range Catalog() {
		m := s.Meta()
		if _, ok := tests[m.Name]; !ok {
			t.Errorf("%s: no symmetry and no word that it has none", m.Name)
		}
		for k, symmetry := range tests[m.Name] {
			for range 100 {
				x := surfacetest.InWindow(rng, m.Window)
				u, v := symmetry(x[0], x[1])
				if a, b := s.Func(x), s.Func([]float64{u, v}); !surfacetest.Near(a, b, 1e-11) {
					t.Errorf("%s, symmetry %d: f(%v) = %v, f(%v, %v) = %v", m.Name, k, x, a, u, v, b)
					break
				}
			}
		}
		delete(tests, m.Name)
	}
	if len(tests) > 0 {
		t.Errorf("not in the catalogue: %v", tests)
	}
}

func TestNoAllocation(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		x := m.Start
		g := make([]float64, m.Dim)
		h := mat.NewSymDense(m.Dim, nil)
		for name, call := range map[string]func(){
			"Func": func() { f.Func(x) },
			"Grad": func() { f.Grad(g, x) },
			"Hess": func() { f.Hess(h, x) },
		} {
			if n := testing.AllocsPerRun(20, call); n != 0 {
				t.Errorf("%s allocates %v times", name, n)
			}
		}
	})
}

// The domains and starts as the literature and the lecture have them.
func TestWindows(t *testing.T) {
	square := func(size float64) [][2]float64 { return cube(2, -size, size) }
	tests := map[string][][2]float64{
		"sphere":             square(5),
		"ravine":             square(5),
		"rosenbrock":         {{-2, 2}, {-1, 3}},
		"himmelblau":         square(6),
		"beale":              square(4.5),
		"booth":              square(10),
		"matyas":             square(10),
		"saddle":             square(2),
		"monkey-saddle":      square(2),
		"double-well":        square(2),
		"tilted-double-well": square(2),
		"rastrigin":          square(5.12),
		"ackley":             square(5),
		"styblinski-tang":    square(5),
		"three-hump-camel":   square(5),
		"six-hump-camel":     {{-3, 3}, {-2, 2}},
		"goldstein-price":    square(2),
		"mccormick":          {{-1.5, 4}, {-3, 4}},
		"levy13":             square(10),
		"easom":              square(10),
		"griewank":           square(10),

		"trid":                square(4),
		"zakharov":            {{-5, 10}, {-5, 10}},
		"branin":              {{-5, 10}, {0, 15}},
		"bohachevsky1":        square(2),
		"dixon-price":         {{-2, 3}, {-2, 2}},
		"freudenstein-roth":   {{-10, 30}, {-5, 6}},
		"powell-badly-scaled": {{-1e-5, 4e-5}, {0, 12}},
		"brown-badly-scaled":  {{999997, 1000003}, {-1e-6, 5e-6}},
		"peaks":               square(3),
		"muller-brown":        {{-1.5, 1.2}, {-0.2, 2}},
		"gaussian-bump":       square(2),
		"hosaki":              {{0, 5}, {0, 6}},
		"michalewicz":         {{0, math.Pi}, {0, math.Pi}},
		"schwefel":            square(500),
		"eggholder":           square(512),
		"drop-wave":           square(5.12),
		"cross-in-tray":       square(10),
		"holder-table":        square(10),
		"franke":              {{0, 1}, {0, 1}},
		"absolute":            square(2),
		"sharp-flat":          {{-2.5, 2}, {-1.5, 1.5}},
		"washboard":           {{-13, 13}, {-5, 5}},
		"product":             square(3.5),
		"edge-of-stability":   {{0, 5}, {-1, 2}},
		"cliff":               {{1, 7}, {-4, 0}},
		"overfit":             {{-0.625, 1.625}, {-0.625, 3.125}},
		"dropout":             {{-1, 3}, {-1.5, 1.5}},
	}
	for _, s := range Catalog() {
		m := s.Meta()
		if want := tests[m.Name]; !slices.Equal(m.Window, want) {
			t.Errorf("%s: window %v, want %v", m.Name, m.Window, want)
		}
	}
	if start := (Rosenbrock{N: 2, B: 100}).Meta().Start; !slices.Equal(start, []float64{-1.5, 2}) {
		t.Errorf("Rosenbrock starts at %v", start)
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 0.1: "0.1", -25: "-25", 1e6: "1000000", 1e-6: "0.000001", 1e12: "1e+12", 1e-9: "1e-09",
	} {
		if got := number.Format(v); got != want {
			t.Errorf("number(%v) = %q, want %q", v, got, want)
		}
	}
}
