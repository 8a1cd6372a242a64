package figure

import (
	"testing"

	"github.com/golang/freetype/raster"
	"golang.org/x/image/math/fixed"
	"pgregory.net/rapid"
)

// pixels is a painter that keeps how much of each pixel is covered.
type pixels [33][32]uint32

func (p *pixels) Paint(spans []raster.Span, _ bool) {
	for _, s := range spans {
		for x := s.X0; x < s.X1; x++ {
			p[s.Y][x] = s.Alpha
		}
	}
}

// painted paints a path, of which only what lies between two heights is added.
func painted(path raster.Path, first, last fixed.Int26_6) pixels {
	z := raster.NewRasterizer(32, 33)
	z.UseNonZeroWinding = true
	addShifted(z, path, fixed.Point26_6{}, first, last)
	var out pixels
	z.Rasterize(&out)
	out[0] = [32]uint32{} // the row that strips drop
	return out
}

// What lies above and below a strip changes nothing in it.
func TestPartsOutsideStrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := rapid.Custom(func(t *rapid.T) fixed.Point26_6 {
			return fixed.Point26_6{X: fixed.Int26_6(rapid.IntRange(0, 64*30).Draw(t, "x")), Y: fixed.Int26_6(rapid.IntRange(-64*30, 64*60).Draw(t, "y"))}
		})
		next := func() fixed.Point26_6 { return point.Draw(t, "point") }
		var path raster.Path
		for range rapid.IntRange(1, 2).Draw(t, "loops") {
			start := next()
			path.Start(start)
			for range rapid.IntRange(2, 7).Draw(t, "parts") {
				switch rapid.IntRange(1, 3).Draw(t, "degree") {
				case 1:
					path.Add1(next())
				case 2:
					path.Add2(next(), next())
				case 3:
					path.Add3(next(), next(), next())
				}
			}
			path.Add1(start)
		}
		if painted(path, 0, fixed.I(33)) != painted(path, -1<<24, 1<<24) {
			t.Fatal("the parts outside change the strip")
		}
	})
}

// A join is straight only where the arc would be less than a sixty-fourth of a pixel high.
func TestJoin(t *testing.T) {
	const radius = 96 // sixty-fourths of a pixel
	for _, c := range []struct {
		normal fixed.Point26_6 // after the turn
		curved bool
	}{
		{fixed.Point26_6{X: 92, Y: 27}, false}, // the chord is 27, the arc 27²/(8·96) = 0.95 high
		{fixed.Point26_6{X: 91, Y: 30}, true},  // 30²/(8·96) = 1.2
		{fixed.Point26_6{X: -radius}, true},
	} {
		var left, right raster.Path
		join(&left, &right, radius, fixed.Point26_6{}, fixed.Point26_6{X: radius}, c.normal)
		if got := isCurved(left) || isCurved(right); got != c.curved {
			t.Errorf("the join to %v is curved: %t", c.normal, got)
		}
	}
}

// isCurved reports whether a path has a curve.
func isCurved(p raster.Path) bool {
	for i := 0; i < len(p); i += 2 + 2*max(int(p[i]), 1) {
		if p[i] > 1 {
			return true
		}
	}
	return false
}
