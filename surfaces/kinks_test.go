package surfaces

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

// On kinks, next to them and where something underflows, all is finite.
func TestFiniteOnKinks(t *testing.T) {
	coordinates := []float64{0, 47, -47, 94, math.Pi, math.Pi / 2, 1, 512, 0.1, 7}
	for _, tiny := range []float64{5e-324, 1e-300, 1e-160, 1e-100, 1e-60, 1e-20, 1e-8} {
		coordinates = append(coordinates, tiny, -tiny, math.Pi+tiny, 47-tiny)
	}
	for _, s := range Catalog() {
		f := s.(curvedSurface)
		for _, x := range coordinates {
			for _, y := range coordinates {
				v := f.Func([]float64{x, y})
				if !finite(v) {
					if math.IsNaN(v) {
						t.Errorf("%T: f(%v, %v) is NaN", f, x, y)
					}
					continue
				}
				g, h := surfacetest.Plane(f, x, y)
				for _, d := range append(g[:], h[:]...) {
					if !finite(d) {
						t.Fatalf("%T at (%v, %v): gradient %v, Hessian %v", f, x, y, g, h)
					}
				}
			}
		}
	}
}

// Grad is a subgradient everywhere, 0 in a coordinate that is 0.
func TestAbsoluteKinks(t *testing.T) {
	f := Absolute{N: 2}
	rng := rand.New(rand.NewPCG(11, 12))
	for range 1000 {
		x := []float64{float64(rng.IntN(3) - 1), rng.Float64() - 0.5}
		g, h := surfacetest.Plane(f, x...)
		y := surfacetest.InWindow(rng, f.Meta().Window)
		if low := f.Func(x) + g[0]*(y[0]-x[0]) + g[1]*(y[1]-x[1]); f.Func(y) < low-1e-15 {
			t.Errorf("f(%v) = %v is below %v, the support from %v", y, f.Func(y), low, x)
		}
		if g[0] != x[0] || h != [3]float64{} {
			t.Errorf("at %v: gradient %v, Hessian %v", x, g, h)
		}
	}
}

// The constant is the double nearest to the maximum of t sin √t, 418.982887272433706274...:
// a digit off, the minimum's value would be 9e-14 per coordinate.
func TestSchwefelLowest(t *testing.T) {
	const lowest, half = 420.9687463599820273, 3e-14 // half the distance of doubles at 419
	if v := (Schwefel{N: 2}).Func([]float64{lowest, lowest}); math.Abs(v) > 4*half {
		t.Errorf("f = %v, want 0 up to rounding", v)
	}
	if want := 418.98288727243370627; float64(schwefelTop) != want {
		t.Errorf("the constant is %v, want %v", schwefelTop, want)
	}
}

// At 0 the gradient is continuous, like -3/2 √|t|, and the second derivative
// jumps from ∞ to -∞.
func TestSchwefelAtZero(t *testing.T) {
	f := Schwefel{N: 2}
	if g, h := surfacetest.Plane(f, 0, 0); g != [2]float64{} || h != [3]float64{} {
		t.Errorf("gradient %v, Hessian %v", g, h)
	}
	for _, x := range []float64{1e-10, -1e-10} {
		g, h := surfacetest.Plane(f, x, 0)
		if !surfacetest.Near(g[0]/-1.5e-5, 1, 1e-9) || !surfacetest.Near(h[0]/(-0.75e5*sign(x)), 1, 1e-9) {
			t.Errorf("at %v: gradient %v, Hessian %v", x, g, h)
		}
	}
}

// On a cusp the derivatives are the mean of both sides, at both lines.
func TestEggholderCusps(t *testing.T) {
	f := Eggholder{}
	for _, x := range [][2]float64{{100, 53}, {100, -97}, {-300, -347}, {-300, 103}} {
		on, _ := surfacetest.Plane(f, x[0], x[1])
		across := [2]float64{1, -1} // of x - y - 47 = 0
		if x[0]/2+x[1]+47 == 0 {
			across = [2]float64{0.5, 1}
		} else if x[0]-x[1]-47 != 0 {
			t.Fatalf("%v is on no line", x)
		}
		const d = 1e-8
		a, _ := surfacetest.Plane(f, x[0]+d*across[0], x[1]+d*across[1])
		b, _ := surfacetest.Plane(f, x[0]-d*across[0], x[1]-d*across[1])
		for i := range on {
			if math.Abs(a[i]) < 1e4 && math.Abs(b[i]) < 1e4 && i == 1 {
				t.Errorf("no cusp at %v: %v and %v", x, a, b)
			}
			if mean := (a[i] + b[i]) / 2; !surfacetest.Near(on[i], mean, 1e-2) {
				t.Errorf("component %d at %v is %v, the mean of both sides %v", i, x, on[i], mean)
			}
		}
	}
	// Where both lines meet nothing is left: sin 0 = 0.
	if g, h := surfacetest.Plane(f, 0, -47); g != [2]float64{} || h != [3]float64{} {
		t.Errorf("at (0, -47): gradient %v, Hessian %v", g, h)
	}
}

// The minimum is where the boundary x = 512 is lowest, the lowest of a fine
// grid, and slopes out of the window. Its place is computed with 40 digits; the
// outside reference prints 404.2318053868, where the value is the same to 1e-12.
func TestEggholderOnTheBoundary(t *testing.T) {
	f := Eggholder{}
	lowest := []float64{512, 404.2318051137578}
	if v := f.Func(lowest); math.Abs(v - -959.640662720851) > 1e-12*959 {
		t.Errorf("f%v = %v", lowest, v)
	}
	g, h := surfacetest.Plane(f, lowest...)
	if step := g[1] / h[2]; math.Abs(step) > 1e-10 || h[2] < 0 {
		t.Errorf("along the boundary a Newton step has length %v, the curvature is %v", step, h[2])
	}
	if g[0] > -1 {
		t.Errorf("the slope across the boundary is %v", g[0])
	}
	const n = 1024
	for i := range n + 1 {
		for j := range n + 1 {
			x := []float64{1024*float64(i)/n - 512, 1024*float64(j)/n - 512}
			if v := f.Func(x); v < f.Func(lowest) {
				t.Fatalf("f(%v) = %v is lower", x, v)
			}
		}
	}
	for i, p := range f.Meta().Points {
		if p.Value < f.Func(lowest) || p.Kind != Minimum {
			t.Errorf("point %d: %v", i, p)
		}
	}
}

// Ridges are the maxima, with opposite slopes on both sides and 0 on top.
func TestRidges(t *testing.T) {
	for _, test := range []struct {
		f       curvedSurface
		x       [2]float64
		axis    int
		top     float64
		steeper float64 // than this are the slopes
	}{
		{CrossInTray{}, [2]float64{0, 2}, 0, -1e-4, 1e36},
		{CrossInTray{}, [2]float64{8, 0}, 1, -1e-4, 1e36},
		{HolderTable{}, [2]float64{0, 2.5}, 0, 0, 0.5},
		{HolderTable{}, [2]float64{0, 9}, 0, 0, 0.5},
	} {
		name := fmt.Sprintf("%T %v", test.f, test.x)
		if v := test.f.Func(test.x[:]); v != test.top {
			t.Errorf("%s: the height is %v", name, v)
		}
		if g, h := surfacetest.Plane(test.f, test.x[:]...); g != [2]float64{} || h != [3]float64{} {
			t.Errorf("%s: gradient %v, Hessian %v", name, g, h)
		}
		left, right := test.x, test.x
		left[test.axis] -= 1e-50
		right[test.axis] += 1e-50
		a, _ := surfacetest.Plane(test.f, left[:]...)
		b, _ := surfacetest.Plane(test.f, right[:]...)
		if !(a[test.axis] > test.steeper && b[test.axis] < -test.steeper) {
			t.Errorf("%s: slopes %v and %v", name, a, b)
		}
	}
	// No float64 but 0 is a zero of the sine: next to π the slope is finite too.
	if g, _ := surfacetest.Plane(CrossInTray{}, math.Pi, 2); !finite(g[0]) || g[0] == 0 {
		t.Errorf("at π the gradient is %v", g)
	}
	// The circle r = π, on which the radial derivatives of both sides differ.
	f := HolderTable{}
	on, _ := surfacetest.Plane(f, math.Pi, 0)
	a, _ := surfacetest.Plane(f, math.Pi-1e-9, 0)
	b, _ := surfacetest.Plane(f, math.Pi+1e-9, 0)
	if !surfacetest.Near(on[0], 1, 1e-8) && !surfacetest.Near(on[0], -1, 1e-8) || a[0] < 0 || b[0] > 0 {
		t.Errorf("where ridge and circle meet: %v, %v and %v", a, on, b)
	}
	x, y := math.Pi*0.6, math.Pi*0.8
	on, _ = surfacetest.Plane(f, x, y)
	a, _ = surfacetest.Plane(f, x*(1-1e-9), y*(1-1e-9))
	b, _ = surfacetest.Plane(f, x*(1+1e-9), y*(1+1e-9))
	for i, u := range []float64{0.6, 0.8} {
		jump := 2 * f.Func([]float64{x, y}) * u / math.Pi
		if !surfacetest.Near(b[i]-a[i], jump, 1e-7) {
			t.Errorf("across the circle component %d jumps by %v, want %v", i, b[i]-a[i], jump)
		}
		if !surfacetest.Near(on[i], a[i], 1e-7) && !surfacetest.Near(on[i], b[i], 1e-7) && !surfacetest.Near(on[i], (a[i]+b[i])/2, 1e-7) {
			t.Errorf("on the circle component %d is %v, beside it %v and %v", i, on[i], a[i], b[i])
		}
	}
}

// f is smooth at 0 with the Hessian 72.5 I, and flat along its rings.
func TestDropWaveRings(t *testing.T) {
	f := DropWave{}
	for _, r := range []float64{0, 5e-324, 1e-200, 1e-100, 1e-9} {
		g, h := surfacetest.Plane(f, 0.6*r, -0.8*r)
		for i, want := range []float64{72.5, 0, 72.5} {
			if !surfacetest.Near(h[i], want, 1e-12) {
				t.Errorf("r = %v: Hessian %v", r, h)
			}
		}
		if math.Abs(g[0]-72.5*0.6*r) > 1e-12*r+1e-320 || math.Abs(g[1]+72.5*0.8*r) > 1e-12*r+1e-320 {
			t.Errorf("r = %v: gradient %v", r, g)
		}
	}
	slope := func(r float64) (first, second float64) {
		g, h := surfacetest.Plane(f, r, 0)
		return g[0], h[0]
	}
	r := 0.5202156
	for range 5 {
		first, second := slope(r)
		r -= first / second
	}
	if math.Abs(r-0.5202156) > 1e-7 || math.Abs(f.Func([]float64{r, 0}) - -0.936245327808) > 1e-12 {
		t.Errorf("the first ring is at r = %v with %v", r, f.Func([]float64{r, 0}))
	}
	if _, h := surfacetest.Plane(f, 0.6*r, 0.8*r); math.Abs(h[0]*h[2]-h[1]*h[1]) > 1e-9 || h[0]+h[2] < 1 {
		t.Errorf("the Hessian on the ring is %v", h)
	}
	for k := 1.0; k < 19; k += 2 {
		r := k * math.Pi / 12
		if v := f.Func([]float64{r, 0}); math.Abs(v) > 1e-15 {
			t.Errorf("the crest at %v has %v", r, v)
		}
	}
}

// The walls and the floor of the badly scaled two, as their comments have them.
func TestBadlyScaled(t *testing.T) {
	powell := PowellBadlyScaled{}
	minimum := powell.Meta().Points[0].X
	if _, h := surfacetest.Plane(powell, minimum...); h[0] < 1e10 || h[0] > 2e10 {
		t.Errorf("Powell's walls have the curvature %v", h[0])
	}
	y := minimum[1] - 1
	if floor := powell.Func([]float64{1e-4 / y, y}); floor < 1e-8 || floor > 1e-7 {
		t.Errorf("Powell's floor falls by %v", floor)
	}
	if _, h := surfacetest.Plane(BrownBadlyScaled{}, 1e6, 2e-6); h != [3]float64{2 + 8e-12, 4, 2 + 2e12} {
		t.Errorf("Brown's Hessian is %v", h)
	}
}

// The canyons of every coordinate: none in the window is deeper than the one listed.
func TestMichalewiczMinimum(t *testing.T) {
	f := Michalewicz{N: 40}
	minimum := f.Meta().Points[0].X
	for i, at := range minimum {
		lowest, _, _ := f.factor(i+1, at)
		for k := range 20001 {
			if g, _, _ := f.factor(i+1, math.Pi*float64(k)/20000); g < lowest {
				t.Fatalf("coordinate %d: %v is lower than %v at %v", i+1, g, lowest, at)
			}
		}
	}
	// Printed in the Virtual Library of Simulation Experiments.
	for n, want := range map[int]float64{5: -4.687658, 10: -9.66015} {
		if v := (Michalewicz{N: n}).Meta().Points[0].Value; math.Abs(v-want) > 1e-5 {
			t.Errorf("n = %d: %v, want %v", n, v, want)
		}
	}
}
