package landscape

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
)

// swinging is a zigzag of n swings of a height, each a step further to the right.
func swinging(n int, step, height vg.Length) []vg.Point {
	line := make([]vg.Point, n)
	for k := range line {
		line[k] = vg.Point{X: vg.Length(k) * step, Y: height * vg.Length(1-2*(k%2))}
	}
	return line
}

func total(lines [][]vg.Point) (length vg.Length) {
	for _, l := range lines {
		length += polyline.Length(l)
	}
	return length
}

// Wide swings are drawn whole and closer ones whole and thin. Of a dense zigzag the first
// swings and the last two steps are drawn, and between them the area that it fills. Every line
// leads from an iterate to the next.
func TestTraced(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	for _, c := range []struct {
		name        string
		line        []vg.Point
		thin        bool
		areas, rest int // areas, and the steps that are drawn
	}{
		{"wide", swinging(20, 10, 30), false, 0, 19},
		{"close", swinging(20, 3, 30), true, 0, 19},
		{"close for a moment", append(swinging(4, 3, 30), vg.Point{X: 50, Y: -30}, vg.Point{X: 90}), false, 0, 5},
		{"dense", swinging(2001, 0.05, 30), true, 1, 4},
		{"two places for ever", swinging(2001, 0, 30), true, 1, 4},
		{"dense and then wide", append(swinging(100, 0.05, 30), vg.Point{X: 50}, vg.Point{X: 90}), true, 1, 6},
		{"of uneven heights", uneven(60), true, 1, 4},
		{"too small to be seen", swinging(2001, 0.05, 0.5), false, 0, 2000},
		{"smooth", []vg.Point{{}, {X: 1}, {X: 2, Y: 1}, {X: 2, Y: 2}}, false, 0, 3},
		{"a point", []vg.Point{{X: 3}}, false, 0, 0},
		{"nothing", nil, false, 0, 0},
	} {
		z := traced(s, c.line, PathWidth)
		steps := 0
		for _, l := range z.lines {
			for k := 1; k < len(l); k++ {
				steps++
				if !slices.ContainsFunc(successive(c.line), func(step [2]vg.Point) bool { return step == [2]vg.Point{l[k-1], l[k]} }) {
					t.Errorf("%s: a line from %v to %v, which are no successive iterates", c.name, l[k-1], l[k])
				}
			}
		}
		if len(z.areas) != c.areas || steps != c.rest || z.thin != c.thin {
			t.Errorf("%s: %d areas and %d steps, thin: %v, want %d and %d", c.name, len(z.areas), steps, z.thin, c.areas, c.rest)
		}
		if n := len(c.line); n > 0 {
			if last := z.lines[len(z.lines)-1]; last[len(last)-1] != c.line[n-1] || z.lines[0][0] != c.line[0] {
				t.Errorf("%s: the lines do not begin and end where the path does", c.name)
			}
		}
	}
	dense := traced(s, swinging(2001, 0.05, 30), PathWidth)
	if got := polyline.Area(dense.areas[0]); math.Abs(float64(got)-60*100) > 20 {
		t.Errorf("a zigzag of 60 by 100 has an area of %v", got)
	}
	if !dense.hidden[1000] || dense.hidden[1] || dense.hidden[2] || dense.hidden[1999] {
		t.Error("dots stand where no line leads, or are missing at the first or last swings")
	}
}

// uneven is a dense zigzag whose swings end here and there.
func uneven(n int) []vg.Point {
	line := swinging(n, 0.3, 30)
	for k := range line {
		line[k].Y *= 1 - 0.4*vg.Length(math.Abs(math.Sin(float64(k))))
	}
	return line
}

// successive returns the steps of a line.
func successive(line []vg.Point) (steps [][2]vg.Point) {
	for k := 1; k < len(line); k++ {
		steps = append(steps, [2]vg.Point{line[k-1], line[k]})
	}
	return steps
}

// A line that goes round and round is drawn until it has been everywhere, and in its last
// iterates; a line that never comes back is drawn whole.
func TestUncovered(t *testing.T) {
	var round []vg.Point
	for k := range 5000 {
		sin, cos := math.Sincos(float64(k) / 20)
		round = append(round, vg.Point{X: vg.Length(50 * cos), Y: vg.Length(50 * sin)})
	}
	lines := uncovered(round, 7)
	once := 2 * math.Pi * 50
	if got := float64(total(lines)); got < once || got > 2*once {
		t.Errorf("a circle of length %.0f that is gone round 40 times is drawn with %.0f", once, got)
	}
	last := lines[len(lines)-1]
	if last[len(last)-1] != round[len(round)-1] {
		t.Error("the last iterate is not drawn")
	}
	if short := round[:wholeLine]; len(uncovered(short, 7)) != 1 {
		t.Error("a short line that goes round is not drawn whole")
	}
	spiral := make([]vg.Point, 1000)
	for k := range spiral {
		sin, cos := math.Sincos(float64(k) / 20)
		r := 10 + float64(k)/3
		spiral[k] = vg.Point{X: vg.Length(r * cos), Y: vg.Length(r * sin)}
	}
	if lines := uncovered(spiral, 7); len(lines) != 1 || len(lines[0]) != len(spiral) {
		t.Errorf("a spiral becomes %d lines", len(lines))
	}
}

// Stretches are as long as each other and together the line.
func TestStretches(t *testing.T) {
	lines := [][]vg.Point{{{}, {X: 10}}, {{X: 20}, {X: 25}, {X: 25, Y: 15}}}
	for i, stretch := range stretches(lines, 6) {
		if got := total(stretch); math.Abs(float64(got-5)) > 1e-9 {
			t.Errorf("stretch %d has length %v, want 5", i, got)
		}
	}
	if s := stretches([][]vg.Point{{{X: 1}, {X: 1}}}, 6); len(s) != 6 {
		t.Errorf("%d stretches of a point", len(s))
	}
}

// Many areas become one where the line swings closely most of the time; otherwise there is none.
func TestJoined(t *testing.T) {
	areas := []zigzag{{2, 20}, {25, 40}, {50, 90}, {95, 99}}
	if got := joined(areas, 100); !slices.Equal(got, []zigzag{{2, 99}}) {
		t.Errorf("the areas %v become %v", areas, got)
	}
	if got := joined(areas, 200); got != nil {
		t.Errorf("the areas %v of a long line become %v", areas, got)
	}
}

// The sides of an area are as far as the swings nearby reach, smooth where single swings are shorter,
// and also where two steps in a row end on one side.
func TestZigzagSides(t *testing.T) {
	line := swinging(200, 1, 30)
	line[50].Y, line[121].Y, line[150].Y = 5, -8, -29 // short swings, and two ends on one side
	area := zigzagArea(line)
	if len(area) != 2*len(line) {
		t.Fatalf("the area of %d points has %d corners", len(line), len(area))
	}
	for i, q := range area {
		want := vg.Length(30)
		if i >= len(line) {
			want = -30
		}
		if math.Abs(float64(q.Y-want)) > 1 {
			t.Errorf("corner %d is at %v, want a height of %v", i, q, want)
		}
	}
}
