// Package subset makes small fonts of chosen glyphs, for formats that hold text with its font.
//
// It writes every table anew from outlines, so that nothing of a user's font file, which may be
// hostile, reaches a figure, and so that fonts with cubic outlines become TrueType like all others.
package subset

import (
	"encoding/binary"
	"fmt"
	"math"
	"sort"

	"gonum.org/v1/plot/vg"
)

// UnitsPerEm is the grid of the fonts: that of the built-in ones, whose outlines stay exact.
const UnitsPerEm = 2048

// Glyph is a character of a font, in ems.
type Glyph struct {
	Char    rune // the character that Web maps to the glyph
	Advance float64
	Outline vg.Path
}

// farthest is the most ems that a glyph may reach from its origin and from one side of it to the other: many
// times what letters do. So all its numbers have 16 bits: the control points of the quadratic curves that
// stand for a cubic one reach half as far again to each side.
const farthest = 8

// check returns an error for a glyph whose numbers may have more than 16 bits, or are none.
func (g Glyph) check() error {
	if !(g.Advance >= 0 && g.Advance <= farthest) {
		return fmt.Errorf("subset: the glyph of %q is %g ems wide, must be from 0 to %d", g.Char, g.Advance, farthest)
	}
	inf := vg.Length(math.Inf(1))
	low, high := vg.Point{X: inf, Y: inf}, vg.Point{X: -inf, Y: -inf}
	for _, c := range g.Outline {
		if c.Type == vg.CloseComp {
			continue
		}
		for _, p := range append(c.Control[:len(c.Control):len(c.Control)], c.Pos) {
			low, high = vg.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}, vg.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
		}
	}
	size := high.Sub(low)
	if reach := max(size.X, size.Y, -low.X, -low.Y, high.X, high.Y); !(reach <= farthest) {
		return fmt.Errorf("subset: the glyph of %q reaches over %g ems, must be %d at most", g.Char, float64(reach), farthest)
	}
	return nil
}

// Most glyphs that a font can hold, the empty one at 0 included.
const most = 0xffff

// table is a part of a font file.
type table struct {
	tag  string
	data []byte
}

// TrueType returns a font with an empty glyph 0, followed by glyphs in their order: what a PDF embeds,
// without names and without a map from characters.
func TrueType(glyphs []Glyph) ([]byte, error) {
	tables, err := outlineTables(glyphs)
	if err != nil {
		return nil, err
	}
	return assemble(tables), nil
}

// assemble writes a font file: the directory of its tables, in order of their tags, and the tables.
func assemble(tables []table) []byte {
	sort.Slice(tables, func(i, j int) bool { return tables[i].tag < tables[j].tag })
	n := len(tables)
	step := 1 << int(math.Log2(float64(n)))
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	out = u16s(out, n, 16*step, int(math.Log2(float64(step))), 16*(n-step))
	at := len(out) + 16*n
	head := 0
	for _, t := range tables {
		if t.tag == "head" {
			head = at
		}
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += padded(len(t.data))
	}
	for _, t := range tables {
		out = append(out, t.data...)
		out = append(out, make([]byte, padded(len(t.data))-len(t.data))...)
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xb1b0afba-checksum(out))
	return out
}

// padded returns a length rounded up to whole words.
func padded(n int) int { return (n + 3) &^ 3 }

// checksum returns the sum of the words of a table.
func checksum(data []byte) (sum uint32) {
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}

// u16s appends numbers of 16 bits.
func u16s(to []byte, numbers ...int) []byte {
	for _, n := range numbers {
		to = binary.BigEndian.AppendUint16(to, uint16(n))
	}
	return to
}

// outlineTables returns the tables that draw glyphs.
func outlineTables(glyphs []Glyph) ([]table, error) {
	if len(glyphs) >= most {
		return nil, fmt.Errorf("subset: %d glyphs do not fit in a font", len(glyphs))
	}
	var glyf, hmtx []byte
	loca, bounds := make([]byte, 4), newBox()
	points, contours, widest := 0, 0, 0
	hmtx = u16s(hmtx, 0, 0) // the empty glyph
	loca = binary.BigEndian.AppendUint32(loca, 0)
	for _, g := range glyphs {
		if err := g.check(); err != nil {
			return nil, err
		}
		c := contoursOf(g.Outline)
		box := newBox()
		n := 0
		for _, contour := range c {
			n += len(contour)
			for _, p := range contour {
				box.add(p)
				bounds.add(p)
			}
		}
		if n > most {
			return nil, fmt.Errorf("subset: a glyph of %d points", n)
		}
		points, contours = max(points, n), max(contours, len(c))
		advance := units(g.Advance)
		widest = max(widest, advance)
		hmtx = u16s(hmtx, advance, box.orZero().x0)
		if n > 0 {
			glyf = appendGlyph(glyf, c, box)
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	}
	b := bounds.orZero()
	return []table{
		{"glyf", glyf}, {"loca", loca}, {"hmtx", hmtx}, {"head", head(b)},
		{"hhea", hhea(b, widest, len(glyphs)+1)}, {"maxp", maxp(len(glyphs)+1, points, contours)},
	}, nil
}

// box is the extent of points, in units.
type box struct{ x0, y0, x1, y1 int }

func newBox() box { return box{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16} }

func (b *box) add(p point) {
	b.x0, b.y0, b.x1, b.y1 = min(b.x0, p.x), min(b.y0, p.y), max(b.x1, p.x), max(b.y1, p.y)
}

// orZero returns the box, or an empty one at the origin if it holds no point.
func (b box) orZero() box {
	if b.x0 > b.x1 {
		return box{}
	}
	return b
}

// units converts ems to units.
func units(ems float64) int { return int(math.Round(ems * UnitsPerEm)) }

func head(b box) []byte {
	out := []byte{0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5f, 0x0f, 0x3c, 0xf5}
	out = u16s(out, 0b11|1<<11, UnitsPerEm)                 // the baseline is at 0, outlines begin where hmtx says; packed without loss
	out = append(out, make([]byte, 16)...)                  // no dates
	return u16s(out, b.x0, b.y0, b.x1, b.y1, 0, 8, 2, 1, 0) // from 8 pixels on; left to right; long offsets
}

func hhea(b box, widest, glyphs int) []byte {
	out := []byte{0, 1, 0, 0}
	return u16s(out, b.y1, b.y0, 0, widest, b.x0, 0, b.x1, 1, 0, 0, 0, 0, 0, 0, 0, glyphs)
}

func maxp(glyphs, points, contours int) []byte {
	out := []byte{0, 1, 0, 0}
	return u16s(out, glyphs, points, contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
}

// Flags of a point.
const (
	onCurve   = 1 << 0
	shortX    = 1 << 1 // one byte; sameX is then its sign
	shortY    = 1 << 2
	repeats   = 1 << 3
	sameX     = 1 << 4
	sameY     = 1 << 5
	mostTimes = 0xff
)

// appendGlyph writes the outline of a glyph: each point by its distance from the one before.
func appendGlyph(to []byte, contours [][]point, b box) []byte {
	to = u16s(to, len(contours), b.x0, b.y0, b.x1, b.y1)
	end := -1
	var flags, xs, ys []byte
	var last point
	for _, c := range contours {
		end += len(c)
		to = u16s(to, end)
		for _, p := range c {
			flag := byte(0)
			if p.on {
				flag = onCurve
			}
			var f byte
			xs, f = appendStep(xs, p.x-last.x, shortX, sameX)
			flag |= f
			ys, f = appendStep(ys, p.y-last.y, shortY, sameY)
			flags = append(flags, flag|f)
			last = p
		}
	}
	to = u16s(to, 0) // no instructions
	to = appendRuns(to, flags)
	to = append(append(to, xs...), ys...)
	return append(to, make([]byte, len(to)&1)...) // even offsets
}

// appendStep writes a distance in as few bytes as hold it, and returns its flags.
func appendStep(to []byte, d int, short, same byte) ([]byte, byte) {
	switch {
	case d == 0:
		return to, same
	case 0 < d && d < 256:
		return append(to, byte(d)), short | same
	case -256 < d && d < 0:
		return append(to, byte(-d)), short
	}
	return u16s(to, d), 0
}

// appendRuns writes flags, equal ones that follow each other once with their number.
func appendRuns(to, flags []byte) []byte {
	for len(flags) > 0 {
		n := 1
		for n < len(flags) && n <= mostTimes && flags[n] == flags[0] {
			n++
		}
		if n > 1 {
			to = append(to, flags[0]|repeats, byte(n-1))
		} else {
			to = append(to, flags[0])
		}
		flags = flags[n:]
	}
	return to
}
