package chart

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// A curve that swings many times in most columns becomes a slab around its middles; one that
// swings slowly, by little, only in a part or in bursts between rests stays as it is.
func TestSlabs(t *testing.T) {
	wave := func(n int, period, height float64) (line []vg.Point) {
		for k := range n {
			line = append(line, vg.Point{X: vg.Length(k) / 10, Y: vg.Length(50 + height*math.Cos(2*math.Pi*float64(k)/period))})
		}
		return line
	}
	dense := wave(2000, 2, 20)
	thinned, slab := slabOf(dense, 1)
	if slab == nil || len(thinned) > 100 {
		t.Fatalf("a dense curve has %d points", len(thinned))
	}
	if last := (vg.Point{X: dense[len(dense)-1].X, Y: 50}); thinned[0] != dense[0] || thinned[len(thinned)-1] != last {
		t.Errorf("the line goes from %v to %v, the curve from %v to %v", thinned[0], thinned[len(thinned)-1], dense[0], last)
	}
	for i, low := range slab.low {
		if math.Abs(float64(low.Y-30)) > 1e-9 || math.Abs(float64(slab.high[i].Y-70)) > 1e-9 {
			t.Errorf("column %d goes from %v to %v", i, low.Y, slab.high[i].Y)
		}
		if slab.middle[i].Y != 50 || thinned[i+1] != slab.middle[i] {
			t.Errorf("the middle of column %d is %v", i, slab.middle[i].Y)
		}
	}
	if first, last := slab.low[0].X, slab.low[len(slab.low)-1].X; first > 3 || last < 196 {
		t.Errorf("the slab goes from %v to %v", first, last)
	}
	calm := wave(900, 900, 0)
	if _, slab := slabOf(append(calm, shifted(wave(1100, 2, 20), 90)...), 1); slab == nil || slab.high[0].Y != 50 {
		t.Error("a curve that is dense in most columns is no slab from its start on")
	}
	bursts := wave(2000, 2, 20)
	for k := range bursts {
		if k%20 >= 4 {
			bursts[k].Y = 30
		}
	}
	for name, line := range map[string][]vg.Point{"mostly resting": bursts, "slow": wave(2000, 100, 20), "flat": wave(2000, 2, 1), "short": wave(100, 2, 20), "partly dense": append(calm, shifted(wave(700, 2, 20), 90)...)} {
		if thinned, slab := slabOf(line, 1); slab != nil || len(thinned) != len(line) {
			t.Errorf("a %s curve is a slab of %d points", name, len(thinned))
		}
	}
}

// A middle does not jump from one column to the next, nor at the end, and the line begins where the
// curve does. Where the curve has no swings the line is the curve.
func TestSmoothed(t *testing.T) {
	line := []vg.Point{{X: 0, Y: 10}, {X: 1, Y: 0}, {X: 2, Y: 8}, {X: 3, Y: 0}, {X: 4, Y: 20}}
	wide := slab{slices.Clone(line), line, slices.Clone(line)}
	for i := range line {
		wide.low[i].Y, wide.high[i].Y = 0, 20
	}
	partly := slab{slices.Clone(wide.low), line, slices.Clone(wide.high)}
	partly.low[3], partly.high[3] = line[3], line[3]
	partly.high[2].Y = 7.5
	for name, c := range map[string]struct {
		of   slab
		want []vg.Length
	}{
		"everywhere":          {wide, []vg.Length{10, 6, 7.6, 7.6, 7.6}},
		"not in every column": {partly, []vg.Length{10, 6, 8. / 3, 0, 7.6}},
	} {
		for i, want := range c.want {
			if got := c.of.smoothed()[i]; math.Abs(float64(got.Y-want)) > 1e-12 || got.X != line[i].X {
				t.Errorf("swings %s: point %d is %v, want %v", name, i, got, want)
			}
		}
	}
}

// The edges of a slab have no spike where a column holds a swing more or less than its neighbours, and
// no swing reaches beyond them.
func TestEnvelope(t *testing.T) {
	edge := make([]vg.Point, 60)
	for i := range edge {
		edge[i] = vg.Point{X: vg.Length(i), Y: 100 - vg.Length(i)}
		if i%4 == 1 {
			edge[i].Y -= 25
		}
	}
	for _, side := range []vg.Length{1, -1} {
		rough := slices.Clone(edge)
		for i := range rough {
			rough[i].Y *= side
		}
		smooth := envelope(rough, side)
		for i, q := range smooth {
			if beyond := side * (q.Y - rough[i].Y); q.X != rough[i].X || beyond < -1e-9 || i > 0 && math.Abs(float64(q.Y-smooth[i-1].Y)) > 1.5 {
				t.Errorf("side %v: column %d reaches %v, its edge is at %v", side, i, rough[i], q)
			}
		}
	}
}

// The legend explains the pale area of a curve, and has nothing without one.
func TestSlabKey(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	p := sheet.Panel{Rectangle: s.Body(s.Height), X: scale.Linear{Lo: 0, Hi: 9999}, Y: scale.Linear{Lo: -1, Hi: 1}}
	for _, c := range []struct {
		period, items int
		line          bool
	}{{2, 1, false}, {2, 0, true}, {5000, 0, false}} {
		curve := Curve{Line: c.line, At: func(i int) float64 { return float64(i) }}
		for k := range 10000 {
			curve.Values = append(curve.Values, math.Cos(2*math.Pi*float64(k)/float64(c.period)))
		}
		if key := SlabKey(s, p, []Curve{curve}); len(key) != c.items {
			t.Errorf("period %d: %d items, want %d", c.period, len(key), c.items)
		}
	}
}

// shifted returns a line moved to the right.
func shifted(line []vg.Point, by vg.Length) []vg.Point {
	for i := range line {
		line[i].X += by
	}
	return line
}

// Only turns that are high and close together make a curve swing fast.
func TestSwingsFast(t *testing.T) {
	for _, c := range []struct {
		name           string
		period, height float64
		want           bool
	}{{"fast and high", 10, 20, true}, {"slow", 100, 20, false}, {"low", 10, 2, false}, {"few", 30, 20, false}} {
		var line []vg.Point
		for k := range 201 {
			line = append(line, vg.Point{X: vg.Length(k), Y: vg.Length(c.height * math.Cos(2*math.Pi*float64(k)/c.period))})
		}
		if got := swingsFast(line, 1); got != c.want {
			t.Errorf("%s: swings fast is %v", c.name, got)
		}
	}
}

// Beside a slab a curve that swings fast is a slab, too, whose range holds each value of the curve;
// beside lines it is a line.
func TestSwingsBesideSlabs(t *testing.T) {
	s := sheet.New(sheet.DefaultStyle())
	p := sheet.Panel{Rectangle: s.Body(s.Height), X: scale.Linear{Lo: 0, Hi: 9999}, Y: scale.Linear{Lo: -1, Hi: 1}}
	curve := func(period float64) Curve {
		c := Curve{At: func(i int) float64 { return float64(i) }, Style: sheet.LineStyleAt(int(period))}
		for k := range 10000 {
			c.Values = append(c.Values, math.Cos(2*math.Pi*float64(k)/period))
		}
		return c
	}
	const slow, fast, dense, rounding = 9000, 150, 2, 1e-9
	for _, c := range []struct {
		beside, items int
		isSlab        bool
	}{{slow, 0, false}, {dense, 1, true}} {
		curves := []Curve{curve(fast), curve(float64(c.beside))}
		got := placedIn(s, p, curves)[0]
		if (got.slab != nil) != c.isSlab {
			t.Errorf("beside a curve of period %d, a curve that swings fast is a slab: %v", c.beside, got.slab != nil)
		}
		if key := SlabKey(s, p, curves); len(key) != c.items || len(key) == 1 && key[0].Area != sheet.Pale(sheet.Soft, slabPale) {
			t.Errorf("beside a curve of period %d, the key is %v", c.beside, key)
		}
		if got.slab == nil {
			continue
		}
		for i, low := range got.slab.low {
			for _, q := range got.line {
				if math.Abs(float64(q.X-low.X)) < float64(slabColumn*s.Unit/2) && (q.Y < low.Y-rounding || q.Y > got.slab.high[i].Y+rounding) {
					t.Fatalf("at %v the range goes from %v to %v, and the curve to %v", q.X, low.Y, got.slab.high[i].Y, q.Y)
				}
			}
		}
	}
}
