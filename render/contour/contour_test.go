package contour

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// sampled evaluates f on a grid.
func sampled(nx, ny int, x0, x1, y0, y1 float64, f func(x, y float64) float64) Grid {
	g := Grid{NX: nx, NY: ny, X0: x0, X1: x1, Y0: y0, Y1: y1}
	for j := range ny {
		for i := range nx {
			g.Values = append(g.Values, f(coordinate(i+1, nx, x0, x1), coordinate(j+1, ny, y0, y1)))
		}
	}
	return g
}

// area is positive where a loop runs counterclockwise: the region inside it.
func area(l Loop) float64 {
	twice := 0.0
	for i, p := range l {
		q := l[(i+1)%len(l)]
		twice += p[0]*q[1] - q[0]*p[1]
	}
	return twice / 2
}

func total(loops []Loop) float64 {
	sum := 0.0
	for _, l := range loops {
		sum += area(l)
	}
	return sum
}

// winding counts how often loops run around a point, counterclockwise.
func winding(loops []Loop, x, y float64) int {
	n := 0
	for _, l := range loops {
		for i, p := range l {
			q := l[(i+1)%len(l)]
			side := (q[0]-p[0])*(y-p[1]) - (x-p[0])*(q[1]-p[1]) // positive: the point is on the left
			switch {
			case p[1] <= y && q[1] > y && side > 0:
				n++
			case p[1] > y && q[1] <= y && side < 0:
				n--
			}
		}
	}
	return n
}

func below(g Grid, level float64) []Loop { return g.Below([]float64{level})[0] }

func TestParaboloid(t *testing.T) {
	g := sampled(201, 161, -2, 2, -2, 2, func(x, y float64) float64 { return x*x + y*y })
	levels := []float64{0.25, 1, 2.25}
	for i, loops := range g.Below(levels) {
		if len(loops) != 1 {
			t.Fatalf("level %v: %d loops, want 1", levels[i], len(loops))
		}
		if got, want := area(loops[0]), math.Pi*levels[i]; math.Abs(got-want) > 1e-3*want {
			t.Errorf("level %v: area %v, want %v", levels[i], got, want)
		}
		for _, p := range loops[0] {
			if d := math.Hypot(p[0], p[1]) - math.Sqrt(levels[i]); math.Abs(d) > 3e-4 {
				t.Fatalf("level %v: %v is %v off the circle", levels[i], p, d)
			}
		}
	}
}

// The region is on the left: outer loops count as positive, holes as negative,
// so that the non-zero rule leaves holes open.
func TestAnnulus(t *testing.T) {
	g := sampled(201, 201, -2, 2, -2, 2, func(x, y float64) float64 { return math.Abs(math.Hypot(x, y) - 1) })
	loops := below(g, 0.5)
	if len(loops) != 2 {
		t.Fatalf("%d loops, want an outer one and a hole", len(loops))
	}
	outer, hole := area(loops[0]), area(loops[1])
	if outer < hole {
		outer, hole = hole, outer
	}
	if want := math.Pi * 1.5 * 1.5; math.Abs(outer-want) > 0.01 {
		t.Errorf("outer area %v, want %v", outer, want)
	}
	if want := -math.Pi * 0.5 * 0.5; math.Abs(hole-want) > 0.01 {
		t.Errorf("hole's area %v, want %v", hole, want)
	}
	for _, c := range []struct{ x, y float64 }{{0, 0}, {1, 0.01}, {1.9, 0.01}} {
		want := 0
		if math.Abs(math.Hypot(c.x, c.y)-1) < 0.5 {
			want = 1
		}
		if got := winding(loops, c.x, c.y); got != want {
			t.Errorf("winding number %d around (%v, %v), want %d", got, c.x, c.y, want)
		}
	}
}

func TestBorder(t *testing.T) {
	inf := math.Inf(1)
	x := func(x, _ float64) float64 { return x }
	y := func(_, y float64) float64 { return y }
	constant := func(v float64) func(_, _ float64) float64 { return func(_, _ float64) float64 { return v } }
	for _, c := range []struct {
		name  string
		f     func(x, y float64) float64
		level float64
		loops int
		area  float64
	}{
		{"left half", x, 0.3, 1, 2 * 1.3},
		{"right half", func(x, _ float64) float64 { return -x }, -0.3, 1, 2 * 0.7},
		{"lower half", y, 0.5, 1, 2 * 1.5},
		{"upper half", func(_, y float64) float64 { return -y }, -0.5, 1, 2 * 0.5},
		{"corner", func(x, y float64) float64 { return x + y }, -1, 1, 0.5},
		{"strip between two borders", func(x, _ float64) float64 { return math.Abs(x) }, 0.25, 1, 2 * 0.5},
		{"two strips", func(x, _ float64) float64 { return -math.Abs(x) }, -0.75, 2, 2 * 0.5},
		{"all below", x, 2, 1, 4},
		{"none below", x, -2, 0, 0},
		{"constant below", constant(3), 4, 1, 4},
		{"constant at the level", constant(3), 3, 0, 0},
		{"constant above", constant(3), 2, 0, 0},
		{"all +Inf", constant(inf), 1e300, 0, 0},
		{"all -Inf", constant(-inf), -1e300, 1, 4},
		{"+Inf on the right", func(x, _ float64) float64 {
			if x > 0.05 {
				return inf
			}
			return 0
		}, 1, 1, 2}, // up to the last finite node
		{"-Inf on the left", func(x, _ float64) float64 {
			if x < -0.05 {
				return -inf
			}
			return 5
		}, 1, 1, 2}, // up to the first finite node
		{"-Inf beside +Inf", func(x, _ float64) float64 { return math.Copysign(inf, x-0.05) }, 0, 1, 2.2},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := sampled(21, 21, -1, 1, -1, 1, c.f)
			loops := below(g, c.level)
			if len(loops) != c.loops {
				t.Fatalf("%d loops, want %d", len(loops), c.loops)
			}
			if got := total(loops); math.Abs(got-c.area) > 1e-12 {
				t.Errorf("area %v, want %v", got, c.area)
			}
			for _, l := range loops {
				for _, p := range l {
					if !(p[0] >= -1 && p[0] <= 1 && p[1] >= -1 && p[1] <= 1) {
						t.Fatalf("%v is not in the rectangle", p)
					}
				}
			}
		})
	}
}

// A region that is the whole rectangle has its corners exactly.
func TestWholeRectangle(t *testing.T) {
	g := sampled(4, 3, -1.1, 2.3, 0.7, 9.1, func(_, _ float64) float64 { return 0 })
	loops := below(g, 1)
	if len(loops) != 1 {
		t.Fatalf("%d loops, want 1", len(loops))
	}
	corners := map[[2]float64]bool{{-1.1, 0.7}: true, {2.3, 0.7}: true, {2.3, 9.1}: true, {-1.1, 9.1}: true}
	for _, p := range loops[0] {
		delete(corners, p)
	}
	if len(corners) > 0 {
		t.Errorf("loop %v misses the corners %v", loops[0], corners)
	}
	if lines := g.Lines(loops[0]); len(lines) != 0 {
		t.Errorf("the border comes back as the lines %v", lines)
	}
}

// Where the corners of a square alternate, their mean says which pair is joined.
func TestAlternateCorners(t *testing.T) {
	for _, c := range []struct {
		name                   string
		lowerLeft, lowerRight  float64
		upperLeft, upperRight  float64
		middle                 int // winding number there
		loops                  int
		lowerLeftIn, lowRightI int
	}{
		{"rising diagonal joined", -3, 1, 1, -3, 1, 1, 1, 0},
		{"rising diagonal apart", -1, 3, 3, -1, 0, 2, 1, 0},
		{"falling diagonal joined", 1, -3, -3, 1, 1, 1, 0, 1},
		{"falling diagonal apart", 3, -1, -1, 3, 0, 2, 0, 1},
		{"mean at the level: apart", -1, 1, 1, -1, 0, 2, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := Grid{NX: 2, NY: 2, X1: 1, Y1: 1, Values: []float64{c.lowerLeft, c.lowerRight, c.upperLeft, c.upperRight}}
			loops := below(g, 0)
			if len(loops) != c.loops {
				t.Errorf("%d loops, want %d", len(loops), c.loops)
			}
			for _, at := range []struct {
				x, y float64
				want int
			}{{0.501, 0.499, c.middle}, {0.01, 0.01, c.lowerLeftIn}, {0.99, 0.01, c.lowRightI}} {
				if got := winding(loops, at.x, at.y); got != at.want {
					t.Errorf("winding number %d around (%v, %v), want %d", got, at.x, at.y, at.want)
				}
			}
		})
	}
}

// randomGrid draws whole values and levels at whole and half ones, so that
// levels are often equal to values and never only a rounding error away.
func randomGrid(t *rapid.T) (Grid, []float64) {
	g := Grid{
		NX: rapid.IntRange(2, 7).Draw(t, "nx"), NY: rapid.IntRange(2, 7).Draw(t, "ny"),
		X0: -1, X1: 3, Y0: 0.25, Y1: 1,
	}
	value := rapid.Custom(func(t *rapid.T) float64 {
		switch v := rapid.IntRange(-6, 6).Draw(t, "v"); v {
		case -6:
			return math.Inf(-1)
		case 6:
			return math.Inf(1)
		default:
			return float64(v)
		}
	})
	g.Values = rapid.SliceOfN(value, g.NX*g.NY, g.NX*g.NY).Draw(t, "values")
	var levels []float64
	for l := -5.0; l <= 5; l += 0.5 {
		levels = append(levels, l)
	}
	return g, levels
}

// A node is enclosed once if its value is below the level and not at all if it
// is above. A node on a boundary has no winding number: those at the level,
// those beside an infinite value and those of the border are left out.
func TestNodesEnclosed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, levels := randomGrid(t)
		for i, loops := range g.Below(levels) {
			for y := 1; y < g.NY-1; y++ {
				for x := 1; x < g.NX-1; x++ {
					k := y*g.NX + x
					v := g.Values[k]
					if v == levels[i] {
						continue
					}
					beside := math.Abs(v) + math.Abs(g.Values[k-1]) + math.Abs(g.Values[k+1]) +
						math.Abs(g.Values[k-g.NX]) + math.Abs(g.Values[k+g.NX])
					if math.IsInf(beside, 0) {
						continue
					}
					want := 0
					if v < levels[i] {
						want = 1
					}
					// Off the node by less than any crossing is: no vertex lies on this height.
					px, py := coordinate(x+1, g.NX, g.X0, g.X1)+1e-6, coordinate(y+1, g.NY, g.Y0, g.Y1)+1.3e-6
					if got := winding(loops, px, py); got != want {
						t.Fatalf("level %v: node (%d, %d) with value %v is enclosed %d times, want %d", levels[i], x, y, v, got, want)
					}
				}
			}
		}
	})
}

// Every vertex of a loop is on an edge of the grid, and the next one is on the
// same square or the same border: so the loop is closed and has no jumps.
func TestLoopsClosed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, levels := randomGrid(t)
		dx, dy := (g.X1-g.X0)/float64(g.NX-1), (g.Y1-g.Y0)/float64(g.NY-1)
		for _, loops := range g.Below(levels) {
			for _, l := range loops {
				if len(l) < 3 {
					t.Fatalf("a loop of %d points", len(l))
				}
				for i, p := range l {
					q := l[(i+1)%len(l)]
					if p == q {
						if i+1 < len(l) {
							t.Fatalf("point %v is repeated", p)
						}
					}
					if math.Abs(p[0]-q[0]) > dx*(1+1e-9) || math.Abs(p[1]-q[1]) > dy*(1+1e-9) {
						t.Fatalf("jump from %v to %v", p, q)
					}
					onX, onY := math.Remainder(p[0]-g.X0, dx), math.Remainder(p[1]-g.Y0, dy)
					if math.Abs(onX) > 1e-12 && math.Abs(onY) > 1e-12 {
						t.Fatalf("%v is not on an edge of the grid", p)
					}
				}
			}
		}
	})
}

// A larger level gives a larger region, and all levels at once give what each
// gives alone, in the same order, whatever the number of workers.
func TestNestedAndDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, levels := randomGrid(t)
		regions := g.Below(levels)
		if again := g.Below(levels); !reflect.DeepEqual(regions, again) {
			t.Fatal("the same grid gives other loops the second time")
		}
		last := 0.0
		for i, loops := range regions {
			if alone := below(g, levels[i]); !reflect.DeepEqual(alone, loops) {
				t.Fatalf("level %v alone: %v, among others: %v", levels[i], alone, loops)
			}
			a := total(loops)
			if a < last-1e-9 || a > 3+1e-9 {
				t.Fatalf("area %v below %v, after %v below the level before; the rectangle has 3", a, levels[i], last)
			}
			last = a
		}
	})
}

// Lines are the loop without its border parts: the two together are the loop.
func TestLines(t *testing.T) {
	type edge struct{ p, q [2]float64 }
	rapid.Check(t, func(t *rapid.T) {
		g, levels := randomGrid(t)
		along := func(e edge) bool {
			return e.p[0] == e.q[0] && (e.p[0] == g.X0 || e.p[0] == g.X1) ||
				e.p[1] == e.q[1] && (e.p[1] == g.Y0 || e.p[1] == g.Y1)
		}
		for _, loops := range g.Below(levels) {
			for _, l := range loops {
				want := map[edge]int{}
				for i, p := range l {
					if e := (edge{p, l[(i+1)%len(l)]}); !along(e) {
						want[e]++
					}
				}
				for _, line := range g.Lines(l) {
					if len(line) < 2 {
						t.Fatalf("a line of %d points", len(line))
					}
					for i := 1; i < len(line); i++ {
						e := edge{line[i-1], line[i]}
						if along(e) {
							t.Fatalf("%v runs along the border", e)
						}
						if want[e]--; want[e] < 0 {
							t.Fatalf("%v is not in the loop, or twice in the lines", e)
						}
					}
				}
				for e, n := range want {
					if n != 0 {
						t.Fatalf("%v of the loop is in no line", e)
					}
				}
			}
		}
	})
}

// A line that meets the border has its ends there; one that does not is closed.
func TestLineEnds(t *testing.T) {
	bowl := sampled(41, 41, -1, 1, -1, 1, func(x, y float64) float64 { return x*x + y*y })
	loops := below(bowl, 0.5)
	if lines := bowl.Lines(loops[0]); len(lines) != 1 || lines[0][0] != lines[0][len(lines[0])-1] {
		t.Errorf("a circle inside comes back as %d lines, want a closed one", len(lines))
	}
	loops = below(bowl, 1.5) // cut by all four sides
	if len(loops) != 1 {
		t.Fatalf("%d loops, want 1", len(loops))
	}
	lines := bowl.Lines(loops[0])
	if len(lines) != 4 {
		t.Fatalf("%d lines, want one in each corner", len(lines))
	}
	for _, line := range lines {
		for _, p := range [][2]float64{line[0], line[len(line)-1]} {
			if math.Max(math.Abs(p[0]), math.Abs(p[1])) != 1 {
				t.Errorf("a line ends at %v, not on the border", p)
			}
		}
	}
}

// Between samples the wall of a ravine is far from even; in the logarithm it is
// nearer. The level line of (y - x^2)^2 * 100 is known.
func TestWarp(t *testing.T) {
	wall := func(x, y float64) float64 { return 100*(y-x*x)*(y-x*x) + (1-x)*(1-x) }
	plain := sampled(120, 120, -2, 2, -1, 3, wall)
	warped := plain
	warped.Warp = func(v float64) float64 { return math.Log(math.Max(v, 1e-3)) }
	for _, level := range []float64{1, 10} {
		off := func(g Grid) float64 { // the mean distance in y of the line from the truth
			sum, n := 0.0, 0
			for _, l := range below(g, level) {
				for _, line := range g.Lines(l) {
					for _, p := range line {
						if rest := level - (1-p[0])*(1-p[0]); rest > 0 {
							half := math.Sqrt(rest / 100)
							sum += math.Abs(math.Abs(p[1]-p[0]*p[0]) - half)
							n++
						}
					}
				}
			}
			return sum / float64(n)
		}
		if got, without := off(warped), off(plain); got > 0.7*without {
			t.Errorf("level %v: mean error %v with the warp, %v without: no great help", level, got, without)
		}
	}
}

// Values that the warp cannot tell apart must not make a crossing NaN.
func TestWarpRounding(t *testing.T) {
	a := math.Nextafter(1000, 0)
	g := Grid{NX: 2, NY: 2, X1: 1, Y1: 1, Values: []float64{a, 1000, a, 1000}, Warp: math.Log}
	if math.Log(a) != math.Log(1000) {
		t.Skip("this logarithm tells the values apart")
	}
	for _, l := range below(g, 1000) {
		for _, p := range l {
			if !(p[0] >= 0 && p[0] <= 1 && p[1] >= 0 && p[1] <= 1) {
				t.Errorf("crossing at %v", p)
			}
		}
	}
}

// gonum's plotter.Contour hangs or panics on these.
func TestHardForOthers(t *testing.T) {
	rastrigin := func(x, y float64) float64 {
		return 20 + x*x - 10*math.Cos(2*math.Pi*x) + y*y - 10*math.Cos(2*math.Pi*y)
	}
	for _, c := range []struct {
		name  string
		f     func(x, y float64) float64
		level float64
		loops int
	}{
		{"x^2+y^2", func(x, y float64) float64 { return x*x + y*y }, 0, 0},
		{"x^2+y^2", func(x, y float64) float64 { return x*x + y*y }, 1, 1},
		{"x^2-y^2", func(x, y float64) float64 { return x*x - y*y }, 1, 1},
		{"x^2-y^2", func(x, y float64) float64 { return x*x - y*y }, -1, 2},
		{"xy", func(x, y float64) float64 { return x * y }, -1, 2},
		{"Rastrigin", rastrigin, 0.5, 1}, // the global minimum's
		{"Rastrigin", rastrigin, 1.5, 5}, // and its four neighbours'
	} {
		for _, n := range []int{151, 200, 201, 256} {
			g := sampled(n, n, -5, 5, -5, 5, c.f)
			if loops := below(g, c.level); len(loops) != c.loops {
				t.Errorf("%s below %v on %d x %d: %d loops, want %d", c.name, c.level, n, n, len(loops), c.loops)
			}
		}
	}
}

func BenchmarkBelow(b *testing.B) {
	g := sampled(500, 400, -2, 2, -1, 3, func(x, y float64) float64 { return 100*(y-x*x)*(y-x*x) + (1-x)*(1-x) })
	g.Warp = func(v float64) float64 { return math.Log(math.Max(v, 1e-3)) }
	var levels []float64
	for e := -1.0; e < 3.5; e += 0.25 {
		levels = append(levels, math.Pow(10, e))
	}
	b.ReportAllocs()
	for b.Loop() {
		g.Below(levels)
	}
}
