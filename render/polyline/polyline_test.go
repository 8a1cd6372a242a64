package polyline

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func point(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: vg.Length(y)} }

func distance(p, q vg.Point) float64 {
	return math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y))
}

// toSegment is the distance of p from the segment a-b.
func toSegment(p, a, b vg.Point) float64 {
	d := b.Sub(a)
	f := 0.0
	if len2 := float64(d.X*d.X + d.Y*d.Y); len2 > 0 {
		f = min(max(float64((p.X-a.X)*d.X+(p.Y-a.Y)*d.Y)/len2, 0), 1)
	}
	return distance(p, vg.Point{X: a.X + vg.Length(f)*d.X, Y: a.Y + vg.Length(f)*d.Y})
}

func drawLine(most int) *rapid.Generator[[]vg.Point] {
	coordinate := rapid.Float64Range(-100, 200)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) vg.Point {
		return point(coordinate.Draw(t, "x"), coordinate.Draw(t, "y"))
	}), 1, most)
}

// Simplify keeps the ends, only leaves points out, and stays near what it left out.
func TestSimplify(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := drawLine(60).Draw(t, "line")
		tolerance := rapid.Float64Range(0, 50).Draw(t, "tolerance")
		got := Simplify(line, vg.Length(tolerance))
		if got[0] != line[0] || got[len(got)-1] != line[len(line)-1] {
			t.Fatalf("ends %v and %v, want %v and %v", got[0], got[len(got)-1], line[0], line[len(line)-1])
		}
		at := 0 // in got: line[i] lies between got[at] and got[at+1]
		for i, p := range line {
			if at+1 < len(got) && p == got[at+1] && i > 0 {
				at++
				continue
			}
			if i == 0 {
				continue
			}
			if at+1 == len(got) {
				t.Fatalf("%v comes after the last of %v", p, got)
			}
			if d := toSegment(p, got[at], got[at+1]); d > tolerance*(1+1e-9)+1e-9 {
				t.Fatalf("%v is %v off, more than %v", p, d, tolerance)
			}
		}
		if at != len(got)-1 {
			t.Fatalf("%v is not a subsequence of %v", got, line)
		}
	})
}

func TestSimplifyKnown(t *testing.T) {
	straight := make([]vg.Point, 1000)
	square := []vg.Point{}
	for i := range straight {
		straight[i] = point(3*float64(i), -2*float64(i))
	}
	for i := range 40 {
		square = append(square, point(float64(min(i, 20)), float64(max(i-20, 0))))
	}
	there := []vg.Point{point(0, 0), point(5, 0), point(0, 0)}
	for _, c := range []struct {
		name string
		line []vg.Point
		want int
	}{
		{"no point", nil, 0},
		{"a point", straight[:1], 1},
		{"straight", straight[:300], 2},
		{"a corner", square, 3},
		{"there and back", there, 3},
		{"all in one place", []vg.Point{point(1, 1), point(1, 1), point(1, 1)}, 2},
	} {
		if got := Simplify(c.line, 1e-6); len(got) != c.want {
			t.Errorf("%s: %d points, want %d", c.name, len(got), c.want)
		}
	}
}

// A run that swings to and fro as it dies down splits its line at the end every
// time, the worst case of Douglas and Peucker. Quadratic time would be minutes;
// the deadline is far above the fraction of a second that it should take.
func TestSimplifyLongRuns(t *testing.T) {
	const n = 300_000
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name string
		at   func(i int) vg.Point
		most int
	}{
		{"dying down", func(i int) vg.Point {
			return point(float64(i)*1e-9, math.Pow(-1, float64(i))*100*math.Exp(-float64(i)/n))
		}, n},
		{"blowing up", func(i int) vg.Point {
			return point(float64(i)*1e-9, math.Pow(-1, float64(i))*1e-3*float64(i))
		}, n},
		{"circle", func(i int) vg.Point {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
			return point(100*cos, 100*sin)
		}, n / 100},
		{"random", func(int) vg.Point { return point(random.Float64(), random.Float64()) }, n},
	} {
		line := make([]vg.Point, n)
		for i := range line {
			line[i] = c.at(i)
		}
		done := make(chan int, 1)
		go func() { done <- len(Simplify(line, 0.01)) }()
		select {
		case got := <-done:
			if got > c.most || got < 3 {
				t.Errorf("%s: %d points left", c.name, got)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: not done after 20 s", c.name)
		}
	}
}

var box = vg.Rectangle{Min: point(0, 0), Max: point(100, 50)}

// What Clip returns is inside, on the line, and all of it.
func TestClip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := drawLine(20).Draw(t, "line")
		parts := Clip(line, box)
		length := 0.0
		for _, part := range parts {
			if len(part) < 2 {
				t.Fatalf("a part of %d points", len(part))
			}
			for i, p := range part {
				if !Inside(p, box) {
					t.Fatalf("%v is outside", p)
				}
				near := math.Inf(1)
				for k := 1; k < len(line); k++ {
					near = min(near, toSegment(p, line[k-1], line[k]))
				}
				if near > 1e-9 {
					t.Fatalf("%v is %v off the line", p, near)
				}
				if i > 0 {
					length += distance(part[i-1], p)
				}
			}
		}
		// How much of the line is inside, by taking many points of it.
		want, slack := 0.0, 0.0
		for k := 1; k < len(line); k++ {
			const n = 400
			whole := distance(line[k-1], line[k])
			slack += 3 * whole / n
			d := line[k].Sub(line[k-1])
			for i := range n {
				f := vg.Length(i) / n
				if Inside(vg.Point{X: line[k-1].X + f*d.X, Y: line[k-1].Y + f*d.Y}, box) {
					want += whole / n
				}
			}
		}
		if math.Abs(length-want) > slack {
			t.Fatalf("%v of the line is inside, want %v", length, want)
		}
	})
}

func TestClipKnown(t *testing.T) {
	type line = []vg.Point
	far := 1e100
	for _, c := range []struct {
		name string
		line line
		want []line
	}{
		{"no point", nil, nil},
		{"one point has no line", line{point(1, 1)}, nil},
		{"inside", line{point(1, 2), point(3, 4), point(5, 6)}, []line{{point(1, 2), point(3, 4), point(5, 6)}}},
		{"outside", line{point(-5, 60), point(200, 70)}, nil},
		{"passing the corner", line{point(-10, 40), point(20, 90)}, nil},
		{"across", line{point(-10, 25), point(110, 25)}, []line{{point(0, 25), point(100, 25)}}},
		{
			"out and in three times", line{point(10, 10), point(10, 60), point(20, 60), point(20, -10), point(30, -10), point(30, 10)},
			[]line{{point(10, 10), point(10, 50)}, {point(20, 50), point(20, 0)}, {point(30, 0), point(30, 10)}},
		},
		{"along the border", line{point(-10, 50), point(110, 50)}, []line{{point(0, 50), point(100, 50)}}},
		{"along the border, upright", line{point(100, -1), point(100, 20)}, []line{{point(100, 0), point(100, 20)}}},
		{"beside the border", line{point(100.001, -1), point(100.001, 20)}, nil},
		{"of no length inside", line{point(5, 5), point(5, 5)}, []line{{point(5, 5), point(5, 5)}}},
		{"of no length outside", line{point(-5, 5), point(-5, 5)}, nil},
		{"far to the right", line{point(50, 25), point(far, 25)}, []line{{point(50, 25), point(100, 25)}}},
		{"far to both sides", line{point(-far, 25), point(far, 25)}, []line{{point(0, 25), point(100, 25)}}},
		{"far up and back", line{point(50, 25), point(50, far), point(60, 25)}, []line{{point(50, 25), point(50, 50)}, {point(60, 50), point(60, 25)}}},
		{"far beyond", line{point(far, far), point(far, -far)}, nil},
	} {
		got := Clip(c.line, box)
		same := slices.EqualFunc(got, c.want, func(a, b line) bool {
			return slices.EqualFunc(a, b, func(p, q vg.Point) bool { return distance(p, q) < 1e-9 })
		})
		if !same {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A run that diverges crosses the window from far to far. Where exactly is lost
// in rounding, but nothing may be drawn outside of the window.
func TestClipFar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Custom(func(t *rapid.T) float64 {
			return rapid.Float64Range(-1, 1).Draw(t, "mantissa") * math.Pow(10, rapid.Float64Range(0, 100).Draw(t, "exponent"))
		})
		var line []vg.Point
		for range rapid.IntRange(2, 6).Draw(t, "n") {
			line = append(line, point(coordinate.Draw(t, "x"), coordinate.Draw(t, "y")))
		}
		for _, part := range Clip(line, box) {
			for _, p := range part {
				if !Inside(p, box) {
					t.Fatalf("%v of %v is outside", p, line)
				}
			}
		}
	})
}

func TestDash(t *testing.T) {
	lines := func(subpaths ...[]vg.Point) vg.Path {
		var p vg.Path
		for _, s := range subpaths {
			for i, q := range s {
				if i == 0 {
					p.Move(q)
				} else {
					p.Line(q)
				}
			}
		}
		return p
	}
	for _, c := range []struct {
		name    string
		path    vg.Path
		lengths []vg.Length
		want    [][2]float64 // the dashes, by the x of their ends
	}{
		{"gap at the end", lines([]vg.Point{point(0, 0), point(10, 0)}), []vg.Length{4, 2}, [][2]float64{{0, 4}, {6, 10}}},
		{"cut at the end", lines([]vg.Point{point(0, 0), point(9, 0)}), []vg.Length{4, 2}, [][2]float64{{0, 4}, {6, 9}}},
		{"over a corner of the line", lines([]vg.Point{point(0, 0), point(3, 0), point(8, 0)}), []vg.Length{4, 2}, [][2]float64{{0, 3}, {3, 4}, {6, 8}}},
		{"anew in every subpath", lines([]vg.Point{point(0, 0), point(5, 0)}, []vg.Point{point(20, 0), point(25, 0)}), []vg.Length{4, 2}, [][2]float64{{0, 4}, {20, 24}}},
		{"dash and dot", lines([]vg.Point{point(0, 0), point(12, 0)}), []vg.Length{4, 2, 1, 2}, [][2]float64{{0, 4}, {6, 7}, {9, 12}}},
		{"longer than the line", lines([]vg.Point{point(0, 0), point(3, 0)}), []vg.Length{4, 2}, [][2]float64{{0, 3}}},
		{"a point", lines([]vg.Point{point(2, 0), point(2, 0)}), []vg.Length{4, 2}, nil},
	} {
		var got [][2]float64
		var at vg.Point
		for _, comp := range Dash(c.path, c.lengths) {
			if comp.Type == vg.LineComp && comp.Pos != at {
				got = append(got, [2]float64{float64(at.X), float64(comp.Pos.X)})
			}
			at = comp.Pos
		}
		if !slices.EqualFunc(got, c.want, func(a, b [2]float64) bool {
			return math.Abs(a[0]-b[0]) < 1e-9 && math.Abs(a[1]-b[1]) < 1e-9
		}) {
			t.Errorf("%s: dashes %v, want %v", c.name, got, c.want)
		}
	}
}

// However often a line bends, its dashes together are as long as its length says.
func TestDashLength(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := drawLine(20).Draw(t, "line")
		var path vg.Path
		path.Move(line[0])
		whole := 0.0
		for i, p := range line[1:] {
			path.Line(p)
			whole += distance(line[i], p)
		}
		lengths := []vg.Length{7, 2, 1.5, 2}
		periods := math.Floor(whole / 12.5)
		rest := whole - 12.5*periods
		want := 8.5*periods + min(rest, 7) + min(max(rest-9, 0), 1.5)
		got := 0.0
		var at vg.Point
		for _, c := range Dash(path, lengths) {
			if c.Type == vg.LineComp {
				got += distance(at, c.Pos)
			}
			at = c.Pos
		}
		if math.Abs(got-want) > 1e-6*(1+whole) {
			t.Fatalf("dashes of %v on a line of %v, want %v", got, whole, want)
		}
	})
}

func TestArea(t *testing.T) {
	square := []vg.Point{point(1, 1), point(4, 1), point(4, 3), point(1, 3)}
	other := slices.Clone(square)
	slices.Reverse(other)
	for _, c := range []struct {
		name string
		loop []vg.Point
		want float64
	}{
		{"none", nil, 0},
		{"one way round", square, 6},
		{"the other way round", other, 6},
		{"triangle", square[:3], 3},
		{"flat", []vg.Point{point(0, 0), point(1, 1), point(2, 2)}, 0},
	} {
		if got := Area(c.loop); math.Abs(float64(got)-c.want) > 1e-12 {
			t.Errorf("%s: area %v, want %v", c.name, got, c.want)
		}
	}
}

func TestInside(t *testing.T) {
	for _, c := range []struct {
		p    vg.Point
		want bool
	}{
		{point(50, 25), true},
		{point(0, 0), true},
		{point(100, 50), true},
		{point(0, 50), true},
		{point(100.0001, 25), false},
		{point(-0.0001, 25), false},
		{point(50, 50.0001), false},
		{point(50, -0.0001), false},
		{point(math.NaN(), 25), false},
		{point(50, math.Inf(1)), false},
	} {
		if got := Inside(c.p, box); got != c.want {
			t.Errorf("Inside(%v) = %v", c.p, got)
		}
	}
}

// The part of a polygon inside a rectangle has the area of the overlap, and no corner outside.
func TestClipArea(t *testing.T) {
	r := vg.Rectangle{Max: vg.Point{X: 10, Y: 10}}
	for _, c := range []struct {
		name string
		area []vg.Point
		want vg.Length
	}{
		{"inside", []vg.Point{{X: 1, Y: 1}, {X: 3, Y: 1}, {X: 3, Y: 2}, {X: 1, Y: 2}}, 2},
		{"beyond a corner", []vg.Point{{X: 5, Y: 5}, {X: 15, Y: 5}, {X: 15, Y: 15}, {X: 5, Y: 15}}, 25},
		{"around", []vg.Point{{X: -5, Y: -5}, {X: 15, Y: -5}, {X: 15, Y: 15}, {X: -5, Y: 15}}, 100},
		{"outside", []vg.Point{{X: 11, Y: 1}, {X: 13, Y: 1}, {X: 13, Y: 2}}, 0},
		{"nothing", nil, 0},
	} {
		got := ClipArea(c.area, r)
		if area := Area(got); math.Abs(float64(area-c.want)) > 1e-9 {
			t.Errorf("%s: an area of %v, want %v", c.name, area, c.want)
		}
		for _, p := range got {
			if !Inside(p, r) {
				t.Errorf("%s: a corner at %v", c.name, p)
			}
		}
	}
}
