package formula

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/critical"
)

// words tells what a chart of a formula has, one kind after the other.
func words(c critical.Result) string {
	var parts []string
	number := func(v float64) string { return fmt.Sprintf("%.6g", v) }
	for _, p := range c.Points {
		var x []string
		for _, t := range p.X {
			x = append(x, number(t))
		}
		at := p.Kind.String() + " " + strings.Join(x, ",") + " = " + number(p.Value)
		if c.OnKink(p) {
			at += " on a kink"
		}
		parts = append(parts, at)
	}
	for _, s := range c.Manifolds {
		parts = append(parts, s.Shape.String()+" = "+number(s.Value))
	}
	if c.Partial {
		parts = append(parts, "and maybe more")
	}
	return strings.Join(parts, "; ")
}

// Critical points in closed form: on kinks, at any scale, flat ones, none, curves and areas.
func TestCriticalPoints(t *testing.T) {
	const none = ""
	square := func(r float64) [4]float64 { return [4]float64{-r, r, -r, r} }
	for _, c := range []struct {
		text   string
		window [4]float64
		want   string
	}{
		// Minima on valleys with kinks.
		{"10*abs(y-x)+abs(x-1)", square(3), "minimum 1,1 = 0 on a kink"},
		{"(x-1)^2+abs(y-x)", square(4), "minimum 1,1 = 0 on a kink"},
		{"1e6*abs(y-x^2)+(x-1)^2", square(5), "minimum 1,1 = 0 on a kink"},
		{"abs(x+2*y-1)+abs(3*x-y+0.5)+0.1*abs(x-y)", square(5), "minimum 0,0.5 = 0.05 on a kink"},
		{"max(x,y,-x-y)", square(2), "minimum 0,0 = 0 on a kink"},
		{"max((x-1)^2+y^2,(x+1)^2+y^2)", square(3), "minimum 0,0 = 1 on a kink"},
		{"abs(abs(x)-1)", square(3), "minimum -1 = 0 on a kink; minimum 1 = 0 on a kink; maximum 0 = 1 on a kink"},
		{"abs(x)-x^2", square(3), "minimum 0 = 0 on a kink; maximum -0.5 = 0.25; maximum 0.5 = 0.25"},
		{"abs(x)+abs(y)", [4]float64{0, 1, -1, 1}, "minimum 0,0 = 0 on a kink"}, // at the window's edge
		// Saddles and maxima.
		{"-abs(x)-abs(y)", square(2), "maximum 0,0 = 0 on a kink"},
		{"abs(x)-abs(y)", square(2), "saddle 0,0 = 0 on a kink"},
		{"min((x-1)^2+y^2,(x+1)^2+y^2+0.1)", square(3), "minimum 1,0 = 0; minimum -1,0 = 0.1; saddle -0.025,0 = 1.05062 on a kink"},
		// Powers, and tips.
		{"abs(x)^1.5+y^2", square(2), "minimum 0,0 = 0 on a kink"},
		{"sqrt(abs(x))", square(2), "minimum 0 = 0 on a kink"},
		{"abs(x)^0.5+abs(y)^0.5", square(5), "minimum 0,0 = 0 on a kink"},
		{"hypot(x,y)-x/2", square(3), "minimum 0,0 = 0 on a kink"},
		// Scales.
		{"1e6+abs(x)+abs(y)", square(5), "minimum 0,0 = 1e+06 on a kink"},
		{"1e-12*(abs(x)+abs(y))", square(5), "minimum 0,0 = 0 on a kink"},
		{"1e12*(abs(x)+abs(y))", square(5), "minimum 0,0 = 0 on a kink"},
		{"abs(x-1e6)+abs(y-1e-6)", [4]float64{0, 2e6, 0, 2e-6}, "minimum 1e+06,1e-06 = 0 on a kink"},
		{"1e12*x^2+y^2", square(5), "minimum 0,0 = 0"},
		{"x^2+y^2", [4]float64{-1000, 1000, -0.001, 0.001}, "minimum 0,0 = 0"},
		{"0.26*(x^2+y^2)-0.48*x*y", square(4), "minimum 0,0 = 0"},
		{"1e6+x^2+y^2", square(4), "minimum 0,0 = 1e+06"},
		// Flat ones.
		{"x^10+y^10", square(5), "minimum 0,0 = 0"},
		{"x^10", square(5), "minimum 0 = 0"},
		{"max(x^2,y^2)", square(5), "minimum 0,0 = 0"}, // no eigenvalues hold on all sides
		{"x^4+y^4+1e6", square(5), "minimum 0,0 = 1e+06"},
		// None.
		{"hypot(x,y)+sin(4*atan2(y,x))", square(25), none},
		{"exp(10*x)+y", square(5), none},
		{"exp(x)+exp(y)", square(5), none},
		{"exp(x)*exp(y)", square(5), none},
		{"x+y", square(3), none},
		{"abs(x)+y", square(3), none},
		{"1/x+y^2", square(5), none},
		{"1/x^2+y^2", square(5), none},
		{"log(abs(x))+y^2", square(5), none},
		{"atan2(y,x)", square(5), none},
		// Curves and areas.
		{"abs(x-y)", square(5), "a curve = 0"},
		{"max(abs(x)-1,0)+abs(y)", square(3), "a curve = 0"},
		{"max(0,abs(x)-1)^2+y^2", square(3), "a curve = 0"},
		{"abs(x^2+y^2-1)", square(5), "maximum 0,0 = 1; a curve = 0"},
		{"max(0,1-x)+max(0,1-y)", [4]float64{-3, 3, -2, 2}, "an area = 0"},
		{"max(0,x^2+y^2-1)^2", square(3), "an area = 0"},
		{"max(0,x^2+y^2-1)^2", square(100), "an area = 0"},
		{"max(0,(x^2-4)^2+y^2-1)", square(3), "saddle 0,0 = 15; an area = 0; an area = 0"},
		{"max(0,1-x^2)^2", square(3), "maximum 0 = 1; an area = 0; an area = 0"},
		{"max(0,1-x^2-y^2)^2", square(3), "maximum 0,0 = 1; an area = 0"},
		{"-exp(-x^2-y^2)", square(10), "minimum 0,0 = -1"},               // and a tail, in which no gradient vanishes
		{"-exp(-x^2-y^2)", square(100), "minimum 0,0 = -1; an area = 0"}, // the tail underflows
		{"exp(x+y)", square(10), ""},
		{"exp(x)*exp(y)", square(20), ""},
		{"exp(x-y)", square(15), ""},
		{"exp(x)*sin(y)", square(20), ""},
		{"1/(1+exp(-x-y))", square(20), ""},
		{"exp(10*x)+y^2", square(5), ""},
		{"max(0,x-1)^2+exp(y)", square(30), ""},
		{"exp(100*x)+y*0", square(10), "an area = 0"},
		{"exp(100*x)", square(10), "an area = 0"},
		{"exp(x)", [4]float64{-800, 10}, "an area = 0"},
		{"exp(x)", square(100), ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			f, err := Parse(c.text, nil)
			if err != nil {
				t.Fatal(err)
			}
			window := [][2]float64{{c.window[0], c.window[1]}, {c.window[2], c.window[3]}}[:f.Meta().Dim]
			found, err := critical.FindWithKnown(t.Context(), f.With(FrameIn(f, window)), window)
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range found.Manifolds {
				if math.Abs(s.Value) < 1e-20 {
					found.Manifolds[i].Value = 0
				}
			}
			if got := words(found); got != c.want {
				t.Errorf("in %v: %s\nwant %s", window, got, c.want)
			}
		})
	}
}

// Alpine's function has four minima in the window, all 0, one of them the origin.
func TestAlpine(t *testing.T) {
	f, err := Parse("abs(x*sin(x)+0.1*x)+abs(y*sin(y)+0.1*y)", nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := critical.FindWithKnown(t.Context(), f, [][2]float64{{-1, 1}, {-1, 1}})
	if err != nil {
		t.Fatal(err)
	}
	low := -math.Asin(0.1)
	for _, x := range [][2]float64{{0, 0}, {low, 0}, {0, low}, {low, low}} {
		found := false
		for _, p := range c.Points {
			found = found || p.Kind == surfaces.Minimum && p.Value == 0 && math.Hypot(p.X[0]-x[0], p.X[1]-x[1]) < 1e-12
		}
		if !found {
			t.Errorf("no minimum at %v: %s", x, words(c))
		}
	}
	if n := strings.Count(words(c), "minimum"); n != 4 {
		t.Errorf("%d minima", n)
	}
}

// In three dimensions minima on kinks are where the ways down lead.
func TestKinksInSpace(t *testing.T) {
	f, err := Parse("10*abs(x2-x1)+abs(x1-1)+abs(x3)", nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := critical.FindWithKnown(t.Context(), f, [][2]float64{{-3, 3}, {-3, 3}, {-3, 3}})
	if err != nil || words(c) != "minimum 1,1,0 = 0 on a kink; and maybe more" {
		t.Errorf("%s, %v", words(c), err)
	}
}

// The place of a flat minimum, which Newton's method knows to few digits, is the round number
// that is meant, also where a valley's floor is flat and the valley is turned or bent; there is
// one, of the value 0.
func TestFlatPlace(t *testing.T) {
	for _, test := range []struct {
		text   string
		x      []float64
		within float64
	}{
		{"(x-1)^10+(y+2)^8", []float64{1, -2}, 0},
		{"(x+y-0.2469)^16+(x-y)^2", []float64{0.12345, 0.12345}, 0},
		{"(x+2*y-0.37)^12+(x-y+0.1)^2", []float64{0.17 / 3, 0.47 / 3}, 1e-7},
		{"(x+2*y-0.37)^16+(x-y+0.1)^2", []float64{0.17 / 3, 0.47 / 3}, 1e-7},
		{"(x-y^2+0.1)^2+(y-0.21)^8", []float64{-0.0559, 0.21}, 0},
	} {
		f, err := Parse(test.text, nil)
		if err != nil {
			t.Fatal(err)
		}
		c, err := critical.FindWithKnown(t.Context(), f, [][2]float64{{-5, 5}, {-5, 5}})
		if err != nil || len(c.Points) != 1 || c.Points[0].Value != 0 || math.Hypot(c.Points[0].X[0]-test.x[0], c.Points[0].X[1]-test.x[1]) > test.within {
			t.Errorf("%s: %v, %v, want %v", test.text, c.Points, err, test.x)
		}
	}
}

// TestCriticalValues: values and places are those of the exact arithmetic, not of its
// rounding, and a value that is small is kept.
func TestCriticalValues(t *testing.T) {
	for _, test := range []struct {
		text string
		x    []float64
		want float64
	}{
		{"1e-14*(x^2+y^2)+1e-15", []float64{0, 0}, 1e-15},
		{"1e-26*(x^2+y^2)+1e-27", []float64{0, 0}, 1e-27},
		{"1e20*(x-1)^2+y^2+1e-15", []float64{1, 0}, 1e-15},
		{"(x-1)^2+(y-0.1)^2+0.1+0.2-0.3", []float64{1, 0.1}, 0},
		{"abs(3*x-0.1)+y^2", []float64{0.1 / 3, 0}, 0},
		{"(x-1/3)^2+(y-1/7)^2", []float64{1. / 3, 1. / 7}, 0},
		{"exp(x-y)+exp(y-x)-2+x^2", []float64{0, 0}, 0},
		{"(sqrt(x^2+y^2+2)-sqrt(2))^2", []float64{0, 0}, 0},
		{"(x-1)^4+(y-0.3)^6", []float64{1, 0.3}, 0},
		{"x^4/x+y^2", []float64{0, 0}, 0},
		{"(1-cos(x))^2/x^2+y^2+0.5", []float64{0, 0}, 0.5},
		{"x^4/abs(x)+y^2", []float64{0, 0}, 0},
	} {
		f, err := Parse(test.text, nil)
		if err != nil {
			t.Fatal(err)
		}
		c, err := critical.FindWithKnown(t.Context(), f, [][2]float64{{-2, 2}, {-2, 2}})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.All()) != 1 || c.All()[0].Value != test.want || math.Hypot(c.All()[0].X[0]-test.x[0], c.All()[0].X[1]-test.x[1]) > 1e-12 {
			t.Errorf("%s: %v, want %v at %v", test.text, c.All(), test.want, test.x)
		}
	}
}

// TestFlatPoints: powers of any size have one flat point, also in a valley and on a kink's
// side, and areas and curves of minima stay such.
func TestFlatPoints(t *testing.T) {
	for _, test := range []struct {
		text                  string
		x                     []float64 // of the one flat point, nil if there is none
		kind                  surfaces.Kind
		curves, areas, others int
	}{
		{"x^20+y^20", []float64{0, 0}, surfaces.Minimum, 0, 0, 0},
		{"x^40+y^40", []float64{0, 0}, surfaces.Minimum, 0, 0, 0},
		{"-x^20-y^40", []float64{0, 0}, surfaces.Maximum, 0, 0, 0},
		{"(x-1)^16+y^2", []float64{1, 0}, surfaces.Minimum, 0, 0, 0},
		{"(x-1)^16+(y-0.5)^12", []float64{1, 0.5}, surfaces.Minimum, 0, 0, 0},
		{"x^21+y^2", []float64{0, 0}, surfaces.Degenerate, 0, 0, 0},
		{"(x+y)^16+(x-y)^2", []float64{0, 0}, surfaces.Minimum, 0, 0, 0},
		{"max(0,x^2+y^2-1)^2", nil, 0, 0, 1, 0},
		{"max(0,x^2+y^2-1)", nil, 0, 0, 1, 0},
		{"max(0,(x-1)^2+y^2-1/4)^2*max(0,(x+1)^2+y^2-1/4)^2", nil, 0, 0, 2, 1},
		{"max(0,abs(x)-1)^2+y^2", nil, 0, 1, 0, 0},
		{"(x^2+y^2-1)^8", nil, 0, 1, 0, 1},
		{"exp(-10*(x^2+y^2))", nil, 0, 0, 0, 1}, // and a tail
	} {
		f, err := Parse(test.text, nil)
		if err != nil {
			t.Fatal(err)
		}
		c, err := critical.FindWithKnown(t.Context(), f, [][2]float64{{-2.5, 2.5}, {-2.5, 2.5}})
		if err != nil {
			t.Fatal(err)
		}
		var shapes [2]int
		for _, s := range c.Manifolds {
			shapes[s.Shape]++
			if s.Value != 0 {
				t.Errorf("%s: %v has the value %v", test.text, s, s.Value)
			}
		}
		points := c.Points
		if n := len(points); test.x != nil && n > 0 {
			if p := points[n-1]; p.Kind != test.kind || p.Value != 0 || math.Hypot(p.X[0]-test.x[0], p.X[1]-test.x[1]) > 1e-9 {
				t.Errorf("%s: %v", test.text, p)
			}
			points = points[:n-1]
		}
		if shapes != [2]int{test.curves, test.areas} || len(points) != test.others || c.Partial {
			t.Errorf("%s: %v and %v, partial %v", test.text, c.Points, c.Manifolds, c.Partial)
		}
	}
}
