package data

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// digitSide is the side of a digit's picture, and digitShift the greatest shift of a
// digit from the middle, in pixels.
const digitSide, digitShift = 8, 1

// digitGlyphs are the digits drawn by hand, 5 x 6 pixels of ink.
var digitGlyphs = [10][]string{
	{".###.", "#...#", "#...#", "#...#", "#...#", ".###."},
	{"..#..", ".##..", "..#..", "..#..", "..#..", ".###."},
	{".###.", "#...#", "...#.", "..#..", ".#...", "#####"},
	{"####.", "....#", "..##.", "....#", "....#", "####."},
	{"...#.", "..##.", ".#.#.", "#####", "...#.", "...#."},
	{"#####", "#....", "####.", "....#", "#...#", ".###."},
	{"..##.", ".#...", "####.", "#...#", "#...#", ".###."},
	{"#####", "....#", "...#.", "..#..", "..#..", "..#.."},
	{".###.", "#...#", ".###.", "#...#", "#...#", ".###."},
	{".###.", "#...#", "#...#", ".####", "...#.", ".##.."},
}

// digits draws pictures of the digits 0 to 9, the classes, with equal chances: 8 x 8
// pixels, row by row. Each is a small bitmap shifted from the middle by up to a pixel
// in both directions (uniform, bilinear), with ink of an intensity uniform in [0.6, 1];
// each pixel gets noise N(0, noise^2) and is then cut to [0, 1].
//
// Source: after Alpaydin & Kaynak 1998, Optical recognition of handwritten
// digits, which are 8 x 8 as well.
func digits(n int, noise float64, rng *rand.Rand) *Set {
	s := &Set{X: mat.NewDense(n, digitSide*digitSide, nil), Y: make([]float64, n), Classes: len(digitGlyphs)}
	for i := range n {
		digit := rng.IntN(len(digitGlyphs))
		s.Y[i] = float64(digit)
		drawDigit(s.X.RawRowView(i), digitGlyphs[digit], noise, rng)
	}
	return s
}

// drawDigit draws a glyph into the pixels of a black picture.
func drawDigit(pixels []float64, glyph []string, noise float64, rng *rand.Rand) {
	right := float64(digitSide-len(glyph[0]))/2 + digitShift*(2*rng.Float64()-1)
	down := float64(digitSide-len(glyph))/2 + digitShift*(2*rng.Float64()-1)
	ink := 0.6 + 0.4*rng.Float64()
	col, row := int(right), int(down)
	fx, fy := right-float64(col), down-float64(row)
	for r, line := range glyph {
		for c, mark := range line {
			if mark != '#' {
				continue
			}
			// The four pixels that a shifted pixel covers share its ink.
			at := (row+r)*digitSide + col + c
			pixels[at] += ink * (1 - fx) * (1 - fy)
			pixels[at+1] += ink * fx * (1 - fy)
			pixels[at+digitSide] += ink * (1 - fx) * fy
			pixels[at+digitSide+1] += ink * fx * fy
		}
	}
	for j := range pixels {
		pixels[j] = math.Min(math.Max(pixels[j]+noise*rng.NormFloat64(), 0), 1)
	}
}
