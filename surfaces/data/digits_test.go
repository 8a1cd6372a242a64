package data

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/surfaces/internal/streams"
)

// Without noise a picture holds its glyph's ink, wherever it is shifted to, and
// its brightest pixel is no brighter than the ink.
func TestDigitsInk(t *testing.T) {
	s := digits(500, 0, streams.New(1, streams.Train))
	if s.Classes != 10 || s.Dim() != 64 || s.Len() != 500 {
		t.Fatalf("%d classes, %d inputs, %d examples", s.Classes, s.Dim(), s.Len())
	}
	for i, label := range s.Y {
		marks, sum := 0, 0.0
		for _, line := range digitGlyphs[int(label)] {
			for _, mark := range line {
				if mark == '#' {
					marks++
				}
			}
		}
		for _, v := range s.X.RawRowView(i) {
			if v < 0 || v > 1 {
				t.Fatalf("picture %d has a pixel of %v", i, v)
			}
			sum += v
		}
		if ink := sum / float64(marks); ink < 0.6-1e-12 || ink > 1+1e-12 {
			t.Errorf("picture %d of a %v has ink %v, not within [0.6, 1]", i, label, ink)
		}
	}
}

// All glyphs fit the canvas, so that the largest shift stays inside it, and no
// two are the same.
func TestDigitGlyphs(t *testing.T) {
	for d, glyph := range digitGlyphs {
		if len(glyph) != 6 {
			t.Errorf("%d has %d lines, not 6", d, len(glyph))
		}
		for _, line := range glyph {
			if len(line) != 5 {
				t.Errorf("%d has a line of %d marks, not 5", d, len(line))
			}
		}
		for e := range d {
			if slices.Equal(glyph, digitGlyphs[e]) {
				t.Errorf("%d and %d are drawn the same", d, e)
			}
		}
	}
}

// Each digit has a tenth of the pictures: within four standard deviations of
// the binomial.
func TestDigitsShares(t *testing.T) {
	const n = 5000
	var counts [10]float64
	for _, label := range digits(n, 0.2, streams.New(3, streams.Train)).Y {
		counts[int(label)]++
	}
	margin := 4 * math.Sqrt(n*0.1*0.9)
	for d, c := range counts {
		if math.Abs(c-n/10) > margin {
			t.Errorf("%v pictures of a %d, not %v +- %.0f", c, d, n/10, margin)
		}
	}
}

// The same seed gives the same pictures, whatever their number; another gives
// others.
func TestDigitsSeed(t *testing.T) {
	draw := func(n int, seed uint64) *Set { return digits(n, 0.2, streams.New(seed, streams.Train)) }
	few, many, other := draw(20, 7), draw(50, 7), draw(20, 8)
	if !slices.Equal(few.X.RawMatrix().Data, many.X.RawMatrix().Data[:20*64]) || !slices.Equal(few.Y, many.Y[:20]) {
		t.Error("more pictures do not begin with the same ones")
	}
	if slices.Equal(few.X.RawMatrix().Data, other.X.RawMatrix().Data) {
		t.Error("another seed gives the same pictures")
	}
}
