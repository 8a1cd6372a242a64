package surfaces

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/surfaces/internal/surfacetest"
)

// printedAs compares with a printed number.
func printedAs(t *testing.T, what string, got float64, text string) {
	t.Helper()
	want, _ := surfacetest.Digits(t, text)
	_, fraction, _ := cut(text)
	if unit := math.Pow(10, -float64(fraction)); math.Abs(got-want) > 0.5*unit*(1+1e-9) {
		t.Errorf("%s is %v, want %s", what, got, text)
	}
}

// cut counts the digits before and behind the point.
func cut(text string) (number string, fraction, whole int) {
	i := slices.Index([]byte(text), '.')
	if i < 0 {
		return text, 0, len(text)
	}
	return text, len(text) - i - 1, i
}

func TestSharpFlat(t *testing.T) {
	f := SharpFlat{}
	points := f.Meta().Points
	flat, sharp := points[0], points[1]
	if _, h := surfacetest.Plane(f, flat.X...); !surfacetest.Near(h[0], 0.4, 1e-15) || !surfacetest.Near(h[2], 0.4, 1e-15) || math.Abs(h[1]) > 1e-15 {
		t.Errorf("the Hessian of the flat minimum is %v", h)
	}
	_, h := surfacetest.Plane(f, sharp.X...)
	printedAs(t, "the eigenvalue along x", h[0], "10.988")
	printedAs(t, "the eigenvalue along y", h[2], "12.251")
	printedAs(t, "2/λ", 2/h[2], "0.1632495")
	if flat.Value >= 0 || flat.Value < -1e-22 {
		t.Errorf("the flat minimum is %v", flat.Value)
	}
	for _, rate := range []float64{0.05, 0.1} {
		x := []float64{1.3, 0.3}
		surfacetest.Descend(f, x, rate, 320, nil)
		if distance(x, sharp.X) > 1e-6 {
			t.Errorf("rate %v leads to %v", rate, x)
		}
	}
	// Unstable is not escape: a cycle of two in the well.
	x := []float64{1.05, 0.1}
	surfacetest.Descend(f, x, 0.2, 2000, nil)
	printedAs(t, "the cycle's |y|", math.Abs(x[1]), "0.121315")
	printedAs(t, "the cycle's x", x[0], "0.92")
}

func TestWashboard(t *testing.T) {
	f := Washboard{}
	points := f.Meta().Points
	at := func(n float64) Point {
		for _, p := range points {
			if p.Kind == Minimum && math.Abs(p.X[0]-n) < 0.3 {
				return p
			}
		}
		t.Fatalf("no minimum near %v", n)
		return Point{}
	}
	for n := -12.0; n <= 12; n++ {
		if p := at(n); p.X[1] != 0 {
			t.Error(p)
		}
	}
	printedAs(t, "x near 1", at(1).X[0], "0.98748")
	printedAs(t, "x near 6, a sixth", at(6).X[0]/6, "0.98698")
	printedAs(t, "x near 12, a twelfth", at(12).X[0]/12, "0.98381")
	printedAs(t, "f near 1", at(1).Value, "0.0493743")
	printedAs(t, "f near 6", at(6).Value, "1.777046")
	_, h := surfacetest.Plane(f, 0, 0)
	printedAs(t, "the curvature", h[0], "7.99568")
	printedAs(t, "2/λ", 2/h[0], "0.250135")
}

// stepsTo counts the steps to f <= 1e-6.
func stepsTo(f Surface, x []float64, rate float64) int {
	steps := -1
	surfacetest.Descend(f, x, rate, 10000, func(k int, x []float64) bool {
		steps = k
		return f.Func(x) > 1e-6
	})
	return steps
}

func TestProduct(t *testing.T) {
	f := Product{}
	for _, x := range []float64{1, 2, -0.25} {
		_, h := surfacetest.Plane(f, x, 1/x)
		if sharp := x*x + 1/(x*x); !surfacetest.Near(h[0]+h[2], sharp, 1e-15) || !surfacetest.Near(h[0]*h[2], h[1]*h[1], 1e-15) {
			t.Errorf("the Hessian at (%v, %v) is %v, want the eigenvalues 0 and %v", x, 1/x, h, sharp)
		}
	}
	x := []float64{0, 0}
	surfacetest.Descend(f, x, 0.1, 1000, nil)
	if x[0] != 0 || x[1] != 0 {
		t.Errorf("from the saddle descent leads to %v", x)
	}
	x = []float64{0.01, -0.01}
	surfacetest.Descend(f, x, 0.1, 1000, nil)
	if distance(x, []float64{0, 0}) > 1e-10 || !surfacetest.Near(f.Func(x), 0.5, 1e-15) {
		t.Errorf("from (0.01, -0.01) descent leads to %v", x)
	}
	for start, want := range map[float64]int{0.01: 78, 0.1: 54} {
		if got := stepsTo(f, []float64{start, start}, 0.1); got != want {
			t.Errorf("from (%v, %[1]v) it takes %d steps, want %d", start, got, want)
		}
	}
	// The catapult: sharpness in the end, and the loss on the way.
	for rate, want := range map[float64]string{0.1: "9.166", 0.25: "6.084", 0.3: "2.707"} {
		x := []float64{3, 0.1}
		highest := 0.0
		surfacetest.Descend(f, x, rate, 5000, func(k int, x []float64) bool {
			v := f.Func(x)
			highest = max(highest, v)
			if rate == 0.25 && k < 4 {
				printedAs(t, "the loss", v, []string{"0.245", "0.392", "0.633", "0.716"}[k])
			}
			return true
		})
		printedAs(t, "the sharpness", x[0]*x[0]+x[1]*x[1], want)
		if rate == 0.25 {
			printedAs(t, "the highest loss", highest, "0.770")
		}
	}
}

func TestEdgeOfStability(t *testing.T) {
	f := EdgeOfStability{}
	for _, x := range []float64{1, 2, -0.25} {
		for _, y := range []float64{1 / x, -1 / x} {
			_, h := surfacetest.Plane(f, x, y)
			if sharp := 2 * (x*x + y*y); !surfacetest.Near(h[0]+h[2], sharp, 1e-15) || !surfacetest.Near(h[0]*h[2], h[1]*h[1], 1e-15) {
				t.Errorf("the Hessian at (%v, %v) is %v, want the eigenvalues 0 and %v", x, y, h, sharp)
			}
		}
		for _, p := range [][]float64{{x, 0}, {0, x}} { // the axes, flat along and maximal across
			g, h := surfacetest.Plane(f, p...)
			if f.Func(p) != 0.25 || g != [2]float64{} || h[0]+h[2] != -x*x || h[0]*h[2] != 0 || h[1] != 0 {
				t.Errorf("at %v: value %v, gradient %v, Hessian %v", p, f.Func(p), g, h)
			}
		}
	}
	for rate, want := range map[float64]string{0.05: "32.1625", 0.1: "19.9539"} {
		x := []float64{4, 0.2}
		surfacetest.Descend(f, x, rate, 6000, nil)
		printedAs(t, "the sharpness", 2*(x[0]*x[0]+x[1]*x[1]), want)
	}
}

// The line of minima, the cliff, and what clipping the gradient does there.
func TestCliff(t *testing.T) {
	f := Cliff{}
	for w := 0.0; w <= 3; w += 0.25 {
		if v := f.Func([]float64{w, math.Log(7./3) - 0.7*w}); v > 1e-20 {
			t.Errorf("w = %v: %v on the line of minima", w, v)
		}
	}
	low, high := f.Func([]float64{5, -2.5}), f.Func([]float64{5, -2.7})
	if high < low+0.3 {
		t.Errorf("beside the cliff f is %v and %v", low, high)
	}
	const rate, limit, steps = 0.1, 0.5, 400
	var largest []float64
	for k := range 49 {
		start := []float64{5 + float64(k%7-3)/300, -1.8 + float64(k/7-3)/300}
		for _, clip := range []bool{true, false} {
			x := slices.Clone(start)
			var g [2]float64
			step := 0.0
			for range steps {
				f.Grad(g[:], x)
				scale := rate
				if size := math.Hypot(g[0], g[1]); clip && size > limit {
					scale *= limit / size
				}
				x[0] -= scale * g[0]
				x[1] -= scale * g[1]
				step = max(step, scale*math.Hypot(g[0], g[1]))
			}
			if !clip {
				largest = append(largest, step)
			} else if step > rate*limit+1e-12 || f.Func(x) > 1e-3 {
				t.Errorf("from %v with clipping: the longest step is %v, the end %v", start, step, f.Func(x))
			}
		}
	}
	slices.Sort(largest)
	t.Logf("longest steps without clipping: %.3g to %.3g, median %.3g", largest[0], largest[48], largest[24])
	if largest[0] < 0.3 || largest[24] < 1 {
		t.Errorf("without clipping the longest steps are %v", largest)
	}
}
