package surfaces

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// The table of the outside reference (30-digit multistart Newton), as printed.
// Signs "±" stand for both.
var printed = []struct {
	name, x, y, value string
	kind              Kind
}{
	{"sphere", "0", "0", "0", Minimum},
	{"ravine", "0", "0", "0", Minimum},
	{"booth", "1", "3", "0", Minimum},
	{"matyas", "0", "0", "0", Minimum},
	{"rosenbrock", "1", "1", "0", Minimum},
	{"beale", "3", ".5", "0", Minimum},
	{"beale", "0", "1", "14.203125", Saddle},
	{"beale", ".1005379373", "-2.6445135850", "9.8645122848", Saddle},
	{"himmelblau", "3", "2", "0", Minimum},
	{"himmelblau", "3.58442834033", "-1.84812652696", "0", Minimum},
	{"himmelblau", "-3.77931025338", "-3.28318599129", "0", Minimum},
	{"himmelblau", "-2.80511808695", "3.13131251825", "0", Minimum},
	{"himmelblau", "3.38515418", ".07385188", "13.311926", Saddle},
	{"himmelblau", ".08667750", "2.88425470", "67.719150", Saddle},
	{"himmelblau", "-3.07302575", "-.08135304", "104.015163", Saddle},
	{"himmelblau", "-.12796135", "-1.95371498", "178.337239", Saddle},
	{"himmelblau", "-.27084459", "-.92303856", "181.616522", Maximum},
	{"goldstein-price", "0", "-1", "3", Minimum},
	{"goldstein-price", "-.6", "-.4", "30", Minimum},
	{"goldstein-price", "1.8", ".2", "84", Minimum},
	{"goldstein-price", "1.2", ".8", "840", Minimum},
	{"goldstein-price", "-.4", "-.6", "35", Saddle},
	{"goldstein-price", "1.2", "-.2", "99", Saddle},
	{"goldstein-price", "1.4", ".6", "980", Saddle},
	{"goldstein-price", ".6", ".4", "990", Saddle},
	{"goldstein-price", ".8", ".2", "1155", Maximum},
	{"styblinski-tang", "-2.90353402777118", "-2.90353402777118", "-78.3323314075428", Minimum},
	{"styblinski-tang", "-2.90353402777118", "2.74680277099084", "-64.1956123590554", Minimum},
	{"styblinski-tang", "2.74680277099084", "2.74680277099084", "-50.0588933105679", Minimum},
	{"styblinski-tang", "-2.90353402777118", ".15673125678034", "-38.970553", Saddle},
	{"styblinski-tang", "2.74680277099084", ".15673125678034", "-24.833834", Saddle},
	{"styblinski-tang", ".15673125678034", ".15673125678034", ".391225", Maximum},
	{"three-hump-camel", "0", "0", "0", Minimum},
	{"three-hump-camel", "-1.74755234583", ".873776172915", ".298638442237", Minimum},
	{"three-hump-camel", "1.74755234583", "-.873776172915", ".298638442237", Minimum},
	{"three-hump-camel", "-1.07054229182", ".535271145912", ".877361557763", Saddle},
	{"three-hump-camel", "1.07054229182", "-.535271145912", ".877361557763", Saddle},
	{"six-hump-camel", ".0898420131003", "-.712656403021", "-1.03162845348988", Minimum},
	{"six-hump-camel", "-.0898420131003", ".712656403021", "-1.03162845348988", Minimum},
	{"six-hump-camel", "1.70360671497", "-.796083568673", "-.215463824384", Minimum},
	{"six-hump-camel", "-1.70360671497", ".796083568673", "-.215463824384", Minimum},
	{"six-hump-camel", "1.60710475292", ".568651454884", "2.10425031031", Minimum},
	{"six-hump-camel", "-1.60710475292", "-.568651454884", "2.10425031031", Minimum},
	{"six-hump-camel", "0", "0", "0", Saddle},
	{"six-hump-camel", "1.10920533680", "-.768268092510", ".543718600978", Saddle},
	{"six-hump-camel", "-1.10920533680", ".768268092510", ".543718600978", Saddle},
	{"six-hump-camel", "1.2302298765166526", ".16233458445899497", "2.4962953510235769", Maximum},
	{"six-hump-camel", "-1.2302298765166526", "-.16233458445899497", "2.4962953510235769", Maximum},
	{"mccormick", "-.547197551197", "-1.5471975512", "-1.91322295498", Minimum},
	{"mccormick", "2.5943951024", "1.5943951024", "1.22836969861", Minimum},
	{"mccormick", "1.5471975512", ".5471975512", "1.91322295498", Saddle},
	{"levy13", "1", "1", "0", Minimum},
	{"easom", "3.14159265358979", "3.14159265358979", "-1", Minimum},
	{"easom", "1.30499545", "1.30499545", "-8.1102e-5", Minimum},
	{"easom", "1.30499545", "4.97818986", "-8.1102e-5", Minimum},
	{"easom", "4.97818986", "1.30499545", "-8.1102e-5", Minimum},
	{"easom", "4.97818986", "4.97818986", "-8.1102e-5", Minimum},
	{"griewank", "0", "0", "0", Minimum},
	{"griewank", "±3.14002263390", "±4.43844448092", ".00739604033", Minimum},
	{"griewank", "±1.57236791", "±2.22255330", "1.00185179", Saddle},
	{"rastrigin", "0", "0", "0", Minimum},
	{"rastrigin", "±.994958637652", "0", ".994959057093", Minimum},
	{"ackley", "0", "0", "0", Minimum},
	{"ackley", "±.952166545950", "0", "2.57992755703", Minimum},
	{"saddle", "0", "0", "0", Saddle},
	{"monkey-saddle", "0", "0", "0", Degenerate},
	{"double-well", "1", "0", "-.25", Minimum},
	{"double-well", "-1", "0", "-.25", Minimum},
	{"double-well", "0", "0", "0", Saddle},
	{"tilted-double-well", "-1.0466805318", "0", "-0.3523860738", Minimum},
	{"tilted-double-well", "0.9456492739", "0", "-0.1526394418", Minimum},
	{"tilted-double-well", "0.1010312579", "0", "0.0050255156", Saddle},
	{"trid", "2", "2", "-2", Minimum},
	{"zakharov", "0", "0", "0", Minimum},
	{"branin", "-3.14159265358979", "12.275", ".397887357729738", Minimum},
	{"branin", "3.14159265358979", "2.275", ".397887357729738", Minimum},
	{"branin", "9.42477796076938", "2.475", ".397887357729738", Minimum},
	{"branin", "0", "6", "19.602112642270", Saddle},
	{"branin", "6.28318530717959", "1.1", "19.602112642270", Saddle},
	{"bohachevsky1", "0", "0", "0", Minimum},
	{"bohachevsky1", "±.618612068", "0", ".412926830", Minimum},
	{"bohachevsky1", "0", "±.469527546", ".469882415", Minimum},
	{"dixon-price", "1", "±.707106781186548", "0", Minimum},
	{"dixon-price", ".333333333333333", "0", ".666666666666667", Saddle},
	{"freudenstein-roth", "5", "4", "0", Minimum},
	{"freudenstein-roth", "11.4127789869", "-.896805253274", "48.984253679240", Minimum},
	{"freudenstein-roth", "23.9205543", "2.2301386", "819.010259", Saddle},
	{"powell-badly-scaled", "1.09815932970e-5", "9.10614673987", "0", Minimum},
	{"brown-badly-scaled", "1e6", "2.00000000000e-6", "0", Minimum},
	{"peaks", ".228278920556", "-1.625534957500", "-6.551133332836", Minimum},
	{"peaks", "-1.347396244", ".204518866", "-3.049849403", Minimum},
	{"peaks", ".296445554", ".320196248", "-.064935868", Minimum},
	{"muller-brown", "-.558223634633", "1.441725841805", "-146.699517209954", Minimum},
	{"muller-brown", ".623499404931", ".028037758529", "-108.166724116852", Minimum},
	{"muller-brown", "-.050010822998", ".466694104872", "-80.767818129659", Minimum},
	{"muller-brown", "-.822001558733", ".624312802815", "-40.664843508657", Saddle},
	{"muller-brown", ".212486582001", ".292988325107", "-72.248940112325", Saddle},
	{"gaussian-bump", "-.707106781186548", "0", "-.428881942480353", Minimum},
	{"gaussian-bump", ".707106781186548", "0", ".428881942480353", Maximum},
	{"hosaki", "4", "2", "-2.345811576101", Minimum},
	{"hosaki", "1", "2", "-1.127794026972", Minimum},
	{"hosaki", "2", "2", "-.902235221577", Saddle},
	{"michalewicz", "2.20290552017", "1.57079632679490", "-1.80130341009855", Minimum},
	{"schwefel", "420.968746359982", "420.968746359982", "0.000000000000", Minimum},
	{"drop-wave", "0", "0", "-1", Minimum},
	{"cross-in-tray", "±1.34940661715", "±1.34940661715", "-2.06261187082", Minimum},
	{"holder-table", "±8.05502347574", "±9.66459001924", "-19.2085025678867", Minimum},
	{"franke", ".455710379", ".784190678", ".00111528", Minimum},
	{"absolute", "0", "0", "0", Minimum},
	{"sharp-flat", "0.93470019247", "0", "0.27456558", Minimum},
	{"sharp-flat", "0.59203648934", "0", "0.44447765", Saddle},
	{"sharp-flat", "-1", "0", "0", Minimum},
	{"washboard", "0", "0", "0", Minimum},
	{"product", "0", "0", "0.5", Saddle},
	{"product", "1", "1", "0", Minimum},
	{"edge-of-stability", "1", "±1", "0", Minimum},
	{"cliff", "2", "-.552702139612796", "0", Minimum}, // b = ln(7/3) - 0.7 w
	{"overfit", "1", "2.5", "0", Minimum},
	{"dropout", ".809524", ".476190", ".809524", Minimum},
}

// digits reads a printed number and how far the number meant may be from it: one
// unit of its last digit, or rounding where fewer than six say that it is exact.
func digits(t *testing.T, text string) (value, tol float64) {
	t.Helper()
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	mantissa, exponent, _ := strings.Cut(text, "e")
	_, fraction, _ := strings.Cut(mantissa, ".")
	scale, _ := strconv.Atoi(exponent)
	places := len(fraction) - scale
	if places < 6 {
		return value, 1e-14 * math.Max(1, math.Abs(value))
	}
	return value, math.Max(math.Pow(10, -float64(places)), 4e-16*math.Max(1, math.Abs(value)))
}

func bothSigns(text string) []string {
	if size, ok := strings.CutPrefix(text, "±"); ok {
		return []string{size, "-" + size}
	}
	return []string{text}
}

func TestPrintedPoints(t *testing.T) {
	metas := map[string]Meta{}
	for _, s := range Catalog() {
		m := s.Meta()
		metas[m.Name] = m
	}
	missing := map[string]bool{}
	for name := range metas {
		missing[name] = true
	}
	delete(missing, "eggholder") // TestEggholderOnTheBoundary
	for _, row := range printed {
		delete(missing, row.name)
		value, tol := digits(t, row.value)
		for _, x := range bothSigns(row.x) {
			for _, y := range bothSigns(row.y) {
				px, xtol := digits(t, x)
				py, ytol := digits(t, y)
				i := slices.IndexFunc(metas[row.name].Points, func(p Point) bool {
					return math.Abs(p.X[0]-px) <= xtol && math.Abs(p.X[1]-py) <= ytol
				})
				if i < 0 {
					t.Errorf("%s: (%s, %s) is not among the points", row.name, x, y)
					continue
				}
				p := metas[row.name].Points[i]
				if p.Kind != row.kind || math.Abs(p.Value-value) > tol {
					t.Errorf("%s: %v, want %v %s", row.name, p, row.kind, row.value)
				}
			}
		}
	}
	for name := range missing {
		t.Errorf("%s: no printed point", name)
	}
}

// The points that the table gives by value only.
func TestPrintedValues(t *testing.T) {
	for _, test := range []struct {
		f      Surface
		kind   Kind
		values []string
	}{
		{Peaks{}, Saddle, []string{".408547925", ".788293463", "2.249191662"}},
		{Peaks{}, Maximum, []string{"3.592489918", "3.776580999", "8.106213589"}},
		{Franke{}, Saddle, []string{".121010", ".500559"}},
		{Franke{}, Maximum, []string{".642603", "1.220033"}},
	} {
		var got []float64
		for _, p := range test.f.Meta().Points {
			if p.Kind == test.kind {
				got = append(got, p.Value)
			}
		}
		if len(got) != len(test.values) {
			t.Errorf("%T: %d points of the kind %v, want %d", test.f, len(got), test.kind, len(test.values))
			continue
		}
		for i, text := range test.values {
			if want, tol := digits(t, text); math.Abs(got[i]-want) > tol {
				t.Errorf("%T: %v %v, want %s", test.f, test.kind, got[i], text)
			}
		}
	}
}

// The four saddles of the six-hump camel that the table gives by value only.
func TestSixHumpCamelHighSaddles(t *testing.T) {
	n := 0
	for _, p := range (SixHumpCamel{}).Meta().Points {
		if p.Kind == Saddle && math.Abs(p.Value-2.2294) < 1e-4 {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d saddles near 2.2294, want 4", n)
	}
}

func TestCounts(t *testing.T) {
	tests := []struct {
		f                                   Surface
		minima, saddles, maxima, degenerate int
	}{
		{Sphere{N: 2}, 1, 0, 0, 0},
		{Ravine{Kappa: 20, Angle: 30}, 1, 0, 0, 0},
		{Rosenbrock{N: 2, B: 100}, 1, 0, 0, 0},
		{Himmelblau{}, 4, 4, 1, 0},
		{Beale{}, 1, 2, 0, 0},
		{Booth{}, 1, 0, 0, 0},
		{Matyas{}, 1, 0, 0, 0},
		{HyperbolicParaboloid{}, 0, 1, 0, 0},
		{MonkeySaddle{}, 0, 0, 0, 1},
		{DoubleWell{}, 2, 1, 0, 0},
		{TiltedDoubleWell{Tilt: 0.1}, 2, 1, 0, 0},
		{Rastrigin{N: 1}, 11, 0, 10, 0},
		{Rastrigin{N: 2}, 121, 220, 100, 0},
		{Rastrigin{N: 3}, 7, 0, 0, 0},
		{Ackley{N: 2}, 121, 220, 100, 0},
		{StyblinskiTang{N: 1}, 2, 0, 1, 0},
		{StyblinskiTang{N: 2}, 4, 4, 1, 0},
		{StyblinskiTang{N: 6}, 64, 664, 1, 0},
		{StyblinskiTang{N: 7}, 8, 0, 0, 0},
		{ThreeHumpCamel{}, 3, 2, 0, 0},
		{SixHumpCamel{}, 6, 7, 2, 0},
		{GoldsteinPrice{}, 4, 4, 1, 0},
		{McCormick{}, 2, 1, 0, 0},
		{Levy13{}, 41, 64, 24, 0},
		{Easom{}, 5, 4, 4, 0},
		{Griewank{N: 2}, 17, 24, 18, 0},
		{Trid{N: 2}, 1, 0, 0, 0},
		{Zakharov{N: 2}, 1, 0, 0, 0},
		{Branin{}, 3, 2, 0, 0},
		{Bohachevsky1{}, 25, 40, 16, 0},
		{DixonPrice{N: 2}, 2, 1, 0, 0},
		{DixonPrice{N: 3}, 2, 0, 0, 0},
		{FreudensteinRoth{}, 2, 1, 0, 0},
		{Peaks{}, 3, 3, 3, 0},
		{MullerBrown{}, 3, 2, 0, 0},
		{GaussianBump{}, 1, 0, 1, 0},
		{Hosaki{}, 2, 1, 0, 0},
		{Michalewicz{N: 2}, 2, 0, 0, 0},
		{Michalewicz{N: 5}, 1, 0, 0, 0},
		{Schwefel{N: 1}, 7, 0, 7, 0},
		{Schwefel{N: 2}, 49, 98, 49, 0},
		{Schwefel{N: 3}, 4, 0, 0, 0},
		{Eggholder{}, 10, 0, 0, 0},
		{DropWave{}, 1, 0, 0, 0},
		{CrossInTray{}, 36, 0, 0, 0},
		{HolderTable{}, 42, 0, 0, 0},
		{Franke{}, 1, 2, 2, 0},
		{Absolute{N: 2}, 1, 0, 0, 0},
		{SharpFlat{}, 2, 1, 0, 0},
		{Washboard{}, 25, 24, 0, 0},
		{Product{}, 2, 1, 0, 0},
		{EdgeOfStability{}, 2, 0, 0, 0},
		{Cliff{}, 1, 0, 0, 0},
		{Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}, 1, 0, 0, 0},
		{Dropout{Keep: 0.5}, 1, 0, 0, 0},
	}
	for _, test := range tests {
		var got [4]int
		points := test.f.Meta().Points
		for i, p := range points {
			got[p.Kind]++
			for _, q := range points[:i] {
				if distance(p.X, q.X) < 1e-3 {
					t.Errorf("%T: %v is there twice", test.f, p.X)
				}
			}
		}
		if want := [4]int{test.minima, test.saddles, test.maxima, test.degenerate}; got != want {
			t.Errorf("%T: %v points of each kind, want %v", test.f, got, want)
		}
	}
}

func distance(x, y []float64) float64 {
	var sum float64
	for i := range x {
		sum += (x[i] - y[i]) * (x[i] - y[i])
	}
	return math.Sqrt(sum)
}

// At each point the value is right, the eigenvalues of the Hessian have the
// signs of the kind, and one Newton step stays where it is.
func TestPointsAreCritical(t *testing.T) {
	eachVariant(t, func(t *testing.T, f curvedSurface, m Meta) {
		for _, p := range m.Points {
			if !near(p.Value, f.Func(p.X), 2e-15) {
				t.Errorf("value %v, f(%v) = %v", p.Value, p.X, f.Func(p.X))
			}
			switch {
			case p.Kind == Degenerate || isTip(f, p): // TestMonkeySaddleIsDegenerate, TestAckleyTip, TestAbsoluteKinks
			case p.Kind == Minimum && unlisted(m.Name, f, p.X):
				checkValley(t, f, p)
			default:
				checkStationary(t, f, p)
			}
		}
	})
}

// isTip says whether p is a minimum on a kink.
func isTip(f curvedSurface, p Point) bool {
	switch f.(type) {
	case Ackley, Absolute:
		return p.Value == 0
	}
	return false
}

// unlisted says whether x is on one of the lines of critical points, or among
// the points, of which a surface's comment says that Meta does not list them,
// or only one for all.
func unlisted(name string, f curvedSurface, x []float64) bool {
	const near = 1e-4
	zero := func(v float64) bool { return math.Abs(v) < near }
	switch name {
	case "hosaki":
		return zero(x[1])
	case "michalewicz":
		for i, t := range x {
			if g, _, _ := (Michalewicz{}).factor(i+1, t); zero(g) {
				return true
			}
		}
	case "eggholder": // all but the lowest minima
		return f.Func(x) > -716.5
	case "drop-wave":
		return !zero(distance(x, []float64{0, 0}))
	case "holder-table": // where two ridges cross
		return zero(f.Func(x))
	case "product":
		return zero(x[0]*x[1] - 1)
	case "edge-of-stability":
		return zero(x[0]*x[1]*x[0]*x[1]-1) || zero(x[0]*x[1])
	case "cliff":
		return zero(f.Func(x))
	}
	return false
}

// checkValley expects a point on a curve of minima: no slope, no curvature
// along it, and some across.
func checkValley(t *testing.T, f curvedSurface, p Point) {
	t.Helper()
	g := []float64{math.NaN(), math.NaN()}
	h := mat.NewSymDense(2, nil)
	f.Grad(g, p.X)
	f.Hess(h, p.X)
	var eigen mat.EigenSym
	eigen.Factorize(h, false)
	l := eigen.Values(nil)
	if !(math.Hypot(g[0], g[1]) < 1e-15) || !(math.Abs(l[0]) < 1e-15) || !(l[1] > 0.1) || p.Value != 0 {
		t.Errorf("%v: gradient %v, eigenvalues %v", p, g, l)
	}
}

func checkStationary(t *testing.T, f curvedSurface, p Point) {
	t.Helper()
	n := len(p.X)
	g := mat.NewVecDense(n, nil)
	h := mat.NewSymDense(n, nil)
	f.Grad(g.RawVector().Data, p.X)
	f.Hess(h, p.X)
	scale := normalize(h)
	var eigen mat.EigenSym
	if !eigen.Factorize(h, true) {
		t.Fatalf("no eigenvalues at %v", p.X)
	}
	values := eigen.Values(nil)
	positive := 0
	for _, v := range values {
		if v > 0 {
			positive++
		}
	}
	kind := Saddle
	switch positive {
	case n:
		kind = Minimum
	case 0:
		kind = Maximum
	}
	if kind != p.Kind {
		t.Errorf("%v is a %v: eigenvalues %v", p.X, p.Kind, values)
	}
	var step mat.VecDense
	g.MulElemVec(g, scale)
	if err := step.SolveVec(h, g); err != nil {
		t.Fatal(err)
	}
	step.MulElemVec(&step, scale)
	if size := mat.Norm(&step, 2); size > 2e-15*math.Max(1, distance(p.X, make([]float64, n))) {
		t.Errorf("a Newton step from %v has length %v", p.X, size)
	}
}

// normalize turns a Hessian H into SHS with a diagonal of ±1, where it is not
// 0, and returns the diagonal matrix S. The eigenvalues keep their signs, and
// show them also where the coordinates differ by a factor 10^6 in scale.
func normalize(h *mat.SymDense) *mat.VecDense {
	n := h.SymmetricDim()
	scale := mat.NewVecDense(n, nil)
	for i := range n {
		scale.SetVec(i, 1)
		if d := math.Abs(h.At(i, i)); d > 0 {
			scale.SetVec(i, 1/math.Sqrt(d))
		}
	}
	for i := range n {
		for j := range i + 1 {
			h.SetSym(j, i, h.At(j, i)*scale.AtVec(i)*scale.AtVec(j))
		}
	}
	return scale
}

func TestTiltedDoubleWellForEveryTilt(t *testing.T) {
	for k := -380; k <= 380; k++ {
		w := TiltedDoubleWell{Tilt: float64(k) / 1000}
		points := w.Meta().Points
		if len(points) != 3 || points[0].Kind != Minimum || points[1].Kind != Minimum || points[2].Kind != Saddle {
			t.Fatalf("tilt %v: %v", w.Tilt, points)
		}
		if k != 0 && (points[0].X[0] < 0) != (w.Tilt > 0) {
			t.Errorf("tilt %v: the global minimum is at %v", w.Tilt, points[0].X)
		}
		for _, p := range points {
			var g [2]float64
			w.Grad(g[:], p.X)
			if math.Abs(g[0]) > 2e-15 || g[1] != 0 {
				t.Errorf("tilt %v: the gradient at %v is %v", w.Tilt, p.X, g)
			}
		}
	}
}

func TestRavineRunsAlongItsAngle(t *testing.T) {
	for _, angle := range []float64{0, 30, 90, 135, -20} {
		r := Ravine{Kappa: 7, Angle: angle}
		sin, cos := math.Sincos(angle * math.Pi / 180)
		floor, wall := []float64{cos, sin}, []float64{-sin, cos}
		if a, b := r.Func(floor), r.Func(wall); !near(a, 0.5, 1e-15) || !near(b, 3.5, 1e-15) {
			t.Errorf("angle %v: %v along the floor, %v up the wall, want 0.5 and 3.5", angle, a, b)
		}
		if v := r.Func(r.Meta().Start); !near(v, 0.5*(16+7), 1e-15) {
			t.Errorf("angle %v: f(Q(-4, 1)) = %v, want 11.5", angle, v)
		}
	}
}

// In (0, 0) gradient and Hessian vanish, and f has both signs around it.
func TestMonkeySaddleIsDegenerate(t *testing.T) {
	f := MonkeySaddle{}
	origin := []float64{0, 0}
	g := []float64{1, 1}
	h := mat.NewSymDense(2, []float64{1, 1, 1, 1})
	f.Grad(g, origin)
	f.Hess(h, origin)
	if g[0] != 0 || g[1] != 0 || mat.Norm(h, 1) != 0 {
		t.Errorf("gradient %v, Hessian %v", g, mat.Formatted(h))
	}
	if f.Func([]float64{1e-3, 0}) <= 0 || f.Func([]float64{-1e-3, 0}) >= 0 {
		t.Error("f does not change its sign at the origin")
	}
}

// At Ackley's tip the slope is 4/√n in every direction (of a step of length 1),
// Grad is 0 and Hess that of the smooth part; so also where r underflows.
func TestAckleyTip(t *testing.T) {
	for _, n := range []int{1, 2, 5} {
		f := Ackley{N: n}
		if v := f.Func(make([]float64, n)); v != 0 {
			t.Errorf("n = %d: f(0) = %v", n, v)
		}
		for i := range n {
			for _, step := range []float64{1e-8, -1e-8} {
				x := make([]float64, n)
				x[i] = step
				if got, want := f.Func(x)/1e-8, 4/math.Sqrt(float64(n)); !near(got, want, 1e-6) {
					t.Errorf("n = %d: the slope at the tip is %v, want %v", n, got, want)
				}
			}
		}
		for _, size := range []float64{0, 1e-200, 5e-324} {
			x := fill(n, size)
			g := fill(n, math.NaN())
			h := mat.NewSymDense(n, nil)
			f.Grad(g, x)
			f.Hess(h, x)
			for i := range n {
				smooth := 4 * math.Pi * math.Pi * math.E / float64(n)
				if math.Abs(g[i]) > 1e-190 || !near(h.At(i, i), smooth, 1e-14) || math.Abs(h.At(0, i)) > 0 && i > 0 {
					t.Errorf("n = %d, x_i = %v: gradient %v, Hessian %v", n, size, g, mat.Formatted(h))
				}
			}
		}
	}
}

// Newton's method from a fine grid of starts finds no critical point that Meta
// does not list: in the window, or in that part of which the surface's comment
// says that its points are listed.
func TestPointsAreComplete(t *testing.T) {
	parts := map[string][][2]float64{
		"levy13": cube(2, 0, 2),
		"easom":  cube(2, math.Pi-2, math.Pi+2),
	}
	for _, s := range Catalog() {
		m := s.Meta()
		if m.Name == "absolute" { // no Hessian leads anywhere
			continue
		}
		window, ok := parts[m.Name]
		if !ok {
			window = m.Window
		}
		t.Run(m.Name, func(t *testing.T) {
			n := 80
			if m.Name == "cliff" { // 50 times as slow
				n = 20
			}
			h := mat.NewSymDense(2, nil)
			found := make([]bool, len(m.Points))
			for k := range n * n {
				x := []float64{
					window[0][0] + (window[0][1]-window[0][0])*(float64(k%n)+0.37)/float64(n),
					window[1][0] + (window[1][1]-window[1][0])*(float64(k/n)+0.41)/float64(n),
				}
				if !newton(s.(curvedSurface), h, x, window) || !InWindow(x, window) || unlisted(m.Name, s.(curvedSurface), x) {
					continue
				}
				i := slices.IndexFunc(m.Points, func(p Point) bool { return distance(p.X, x) < 1e-6 })
				if i < 0 {
					t.Fatalf("%v %v is not listed", kindOf(h), x)
				}
				found[i] = true
			}
			for i, p := range m.Points {
				if !found[i] && !isTip(s.(curvedSurface), p) && !unlisted(m.Name, s.(curvedSurface), p.X) {
					t.Errorf("no start leads to %v", p)
				}
			}
		})
	}
}

// newton follows Newton's method from x. It gives up where this leads far out
// of the window, as in the tails of a Gaussian, or takes too long, as on
// the way to a degenerate point.
func newton(f curvedSurface, h *mat.SymDense, x []float64, window [][2]float64) bool {
	var g [2]float64
	for range 100 {
		f.Grad(g[:], x)
		f.Hess(h, x)
		xx, xy, yy := h.At(0, 0), h.At(0, 1), h.At(1, 1)
		det := xx*yy - xy*xy
		step := []float64{(yy*g[0] - xy*g[1]) / det, (xx*g[1] - xy*g[0]) / det}
		for i, w := range window {
			x[i] -= step[i]
			if width := w[1] - w[0]; !(w[0]-width < x[i] && x[i] < w[1]+width) {
				return false
			}
		}
		if math.Hypot(step[0], step[1]) < 1e-12*math.Max(1, math.Hypot(x[0], x[1])) {
			return true
		}
	}
	return false
}

func TestKindString(t *testing.T) {
	if got := fmt.Sprint(Minimum, Saddle, Maximum, Degenerate); got != "minimum saddle maximum degenerate" {
		t.Error(got)
	}
}
