package landscape

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
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

// Wide swings stay as they are; dense ones become an envelope on both sides with few swings,
// which begins and ends where the line does.
func TestThinZigzag(t *testing.T) {
	wide := swinging(20, 10, 30)
	if lines, kept := thinZigzag(wide, 7); len(lines) != 1 || len(lines[0]) != 20 || !kept[7] {
		t.Errorf("a wide zigzag becomes %d lines", len(lines))
	}
	dense := swinging(2001, 0.05, 30)
	lines, _ := thinZigzag(dense, 7)
	if got, whole := total(lines), polyline.Length(dense); got > whole/20 {
		t.Errorf("a dense zigzag of length %v is drawn with %v", whole, got)
	}
	lowest, highest, furthest := vg.Length(0), vg.Length(0), vg.Length(0)
	for _, l := range lines {
		for _, q := range l {
			lowest, highest, furthest = min(lowest, q.Y), max(highest, q.Y), max(furthest, q.X)
		}
	}
	main := lines[len(lines)-1]
	if lowest != -30 || highest != 30 || furthest != 100 || main[0] != dense[0] || main[len(main)-1] != dense[2000] {
		t.Errorf("the envelope goes from %v to %v, to %v; the line from %v to %v", lowest, highest, furthest, main[0], main[len(main)-1])
	}
	for i, l := range lines {
		for k := 1; k < len(l); k++ {
			if rise := math.Abs(float64(l[k].Y - l[k-1].Y)); rise > 1e-9 && rise < 60-1e-9 {
				t.Errorf("line %d has a piece that is neither a swing nor a side", i)
			}
		}
	}
	smooth := []vg.Point{{}, {X: 1}, {X: 2, Y: 1}, {X: 2, Y: 2}}
	if lines, _ := thinZigzag(smooth, 7); len(lines) != 1 || len(lines[0]) != 4 {
		t.Errorf("a smooth line becomes %v", lines)
	}
	if lines, _ := thinZigzag(nil, 7); len(lines) != 0 && len(lines[0]) != 0 {
		t.Errorf("no line becomes %v", lines)
	}
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
