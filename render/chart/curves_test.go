package chart

import (
	"image/color"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// Of the points in a column of pixels, the ends and the extremes are kept.
func TestColumns(t *testing.T) {
	var line []vg.Point
	for k := range 1000 {
		line = append(line, vg.Point{X: vg.Length(k) / 100, Y: vg.Length(math.Sin(float64(k) * 1.7))})
	}
	line[555].Y, line[556].Y = 9, -9
	got := thinColumns(line, 1)
	if len(got) > 4*11 {
		t.Errorf("%d points for 10 columns", len(got))
	}
	for _, p := range []vg.Point{line[0], line[999], line[555], line[556]} {
		if !slices.Contains(got, p) {
			t.Errorf("%v is lost", p)
		}
	}
	if !slices.IsSortedFunc(got, func(a, b vg.Point) int { return int(math.Copysign(1, float64(a.X-b.X))) }) {
		t.Error("points are out of order")
	}
}

// Points of a sample are a width apart, but for its ends.
func TestSparse(t *testing.T) {
	var line []vg.Point
	for i := range 10 {
		line = append(line, vg.Point{X: vg.Length(i)})
	}
	var xs []vg.Length
	for _, q := range sparse(line, 4) {
		xs = append(xs, q.X)
	}
	if want := []vg.Length{0, 4, 8, 9}; !slices.Equal(xs, want) {
		t.Errorf("%v, want %v", xs, want)
	}
}

// A graph is cut exactly at its bounds, and what lies on them is no edge.
func TestHeld(t *testing.T) {
	line := []vg.Point{{X: 0, Y: 5}, {X: 10, Y: 25}, {X: 20, Y: 25}, {X: 30, Y: -5}, {X: 40, Y: 5}}
	want := []vg.Point{{X: 0, Y: 5}, {X: 2.5, Y: 10}, {X: 10, Y: 10}, {X: 20, Y: 10}, {X: 25, Y: 10}, {X: 30 - 10./6, Y: 0}, {X: 30, Y: 0}, {X: 35, Y: 0}, {X: 40, Y: 5}}
	got := clampHeights(line, 0, 10)
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i, q := range got {
		if math.Hypot(float64(q.X-want[i].X), float64(q.Y-want[i].Y)) > 1e-9 {
			t.Errorf("point %d is %v, want %v", i, q, want[i])
		}
	}
	parts := offSides(got, vg.Rectangle{Max: vg.Point{X: 40, Y: 10}})
	if len(parts) != 3 || len(parts[0]) != 2 || len(parts[1]) != 2 || len(parts[2]) != 2 {
		t.Errorf("the edges are %v, want those up, down and up again", parts)
	}
}

// Bands are seen through each other: what two have in common has the product of
// their colours, and what lies above the frame is not drawn.
func TestBandsOverlap(t *testing.T) {
	s := sheet.New(sheet.Style{Width: 200, Height: 200, DPI: 72})
	p := sheet.Panel{X: scale.Linear{Lo: 0, Hi: 1}, Y: scale.Linear{Lo: 0, Hi: 10}}
	p.Max = vg.Point{X: 100, Y: 100}
	at := func(i int) float64 { return float64(i) }
	inf := math.Inf(1)
	a := Curve{At: at, Style: sheet.LineStyleAt(0), Band: &Band{[]float64{1, 1}, []float64{5, 5}}}
	b := Curve{At: at, Style: sheet.LineStyleAt(1), Band: &Band{[]float64{4, 4}, []float64{inf, inf}}}
	DrawBands(s, p, []Curve{a, b})
	common := times(times(sheet.Paper, Tint(sheet.LineStyleAt(0).Color)), Tint(sheet.LineStyleAt(1).Color))
	boxes := map[color.RGBA][2]vg.Length{}
	for _, m := range s.Marks {
		if m.Width > 0 {
			continue
		}
		lo, hi := vg.Length(inf), vg.Length(-inf)
		for _, c := range m.Path {
			if len(c.Control) == 0 && c.Type != vg.CloseComp {
				lo, hi = min(lo, c.Pos.Y), max(hi, c.Pos.Y)
			}
		}
		boxes[m.Color] = [2]vg.Length{lo, hi}
	}
	for c, want := range map[color.RGBA][2]vg.Length{Tint(sheet.LineStyleAt(0).Color): {10, 50}, Tint(sheet.LineStyleAt(1).Color): {40, 100}, common: {40, 50}} {
		if boxes[c] != want {
			t.Errorf("colour %v fills %v, want %v", c, boxes[c], want)
		}
	}
}

// Values at the floor of an axis are drawn just above the axis, and others where they are.
func TestAboveFloor(t *testing.T) {
	p := sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: 100, Y: 200}}, X: scale.Linear{Hi: 1}, Y: scale.Log{Lo: 1e-10, Hi: 1, Floor: true}}
	for v, want := range map[float64]vg.Length{0: 2.4, 1e-300: 2.4, 1e-5: 100, 1: 200} {
		if got := PointOnPanel(p, 0.5, v).Y; math.Abs(float64(got-want)) > 1e-9 {
			t.Errorf("%g is at %v, want %v", v, got, want)
		}
	}
}

// Values that are far apart have markers each; those of a staircase, and values close together,
// have none.
func TestSpacedValues(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	p := sheet.Panel{Rectangle: vg.Rectangle{Max: vg.Point{X: 100 * s.Unit, Y: 100 * s.Unit}}, X: scale.Linear{Lo: 0, Hi: 3}, Y: scale.Linear{Lo: 0, Hi: 1}}
	step := func(k int) float64 { return float64(k) }
	c := Curve{Values: []float64{1, 0.5, 2, 0}, At: step}
	want := []vg.Point{p.At(0, 1), p.At(1, 0.5), p.At(3, 0)} // the third lies above the panel
	if got := c.spacedValues(s, p); !slices.Equal(got, want) {
		t.Errorf("points %v, want %v", got, want)
	}
	holds, dense := c, c
	holds.Holds = true
	dense.Values = []float64{1, 1, 1, 1, 1}
	p.X = scale.Linear{Lo: 0, Hi: 4}
	for name, c := range map[string]Curve{"staircase": holds, "dense": dense, "one value": {Values: c.Values[:1], At: step}} {
		if got := c.spacedValues(s, p); got != nil {
			t.Errorf("%s: points %v", name, got)
		}
	}
}

// The only node of a layer has no index.
func TestNodeSymbols(t *testing.T) {
	for width, want := range map[int]string{1: "$x$", 2: "$x_{1}$"} {
		if got := (LayerDiagram{Width: width, Symbol: "x"}).symbol(1); got != want {
			t.Errorf("%d nodes: %s, want %s", width, got, want)
		}
	}
}

// In a theme without hues a curve that swings fast has the grey and the dashes that it has in a panel
// where it is calm.
func TestSwingsKeepTheirStyle(t *testing.T) {
	style := sheet.LineStyleAt(1)
	stroke := func(period float64) (c color.RGBA, dash []vg.Length) {
		s := sheet.New(sheet.Style{Width: 1600, Height: 900, DPI: 144, Theme: sheet.MustTheme("print")})
		p := sheet.Panel{Rectangle: s.Body(s.Height), X: scale.Linear{Lo: 0, Hi: 999}, Y: scale.Linear{Lo: -1, Hi: 1}}
		curve := Curve{At: func(i int) float64 { return float64(i) }, Style: style}
		for k := range 1000 {
			curve.Values = append(curve.Values, math.Cos(2*math.Pi*float64(k)/period))
		}
		DrawCurves(s, p, []Curve{curve}, Obstacles{})
		for _, m := range s.Figure.Marks {
			if m.Width == sheet.RunWidth*s.Unit {
				return m.Color, m.Dash
			}
		}
		return c, nil
	}
	calm, dash := stroke(2000)
	if got, fast := stroke(20); got != calm || len(dash) == 0 || !slices.Equal(fast, dash) {
		t.Errorf("the fast curve is %v with dashes %v, the calm one %v with %v", got, fast, calm, dash)
	}
}
