package figure

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math"
	"runtime"

	"github.com/golang/freetype/raster"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/tiff"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render/polyline"
)

// stripRows is the number of rows painted at a time: few enough to stay in a core's
// cache, and the same on every machine so that files are too.
const stripRows = 96

// shape is the outline of a mark's painted area, in pixels, y down.
type shape struct {
	path      raster.Path
	color     color.RGBA
	cover     uint32 // how much of what lies below the colour hides, of 0xffff
	top, base int    // the rows it touches, base excluded
	// painted instead of a path, unless empty
	tiles   tiles
	picture pictureShape
}

// workers returns the number of goroutines to run at a time.
func workers() int { return runtime.GOMAXPROCS(0) }

// shapes outlines the marks.
func (f *Figure) shapes() []shape {
	shapes := make([]shape, len(f.Marks))
	var group parallel.Group
	group.SetLimit(workers())
	const batch = 16
	for i := 0; i < len(shapes); i += batch {
		group.Go(func() error {
			for j := i; j < min(i+batch, len(shapes)); j++ {
				shapes[j] = f.shape(f.Marks[j])
			}
			return nil
		})
	}
	_ = group.Wait() // no error: the functions return nil
	return shapes
}

func (f *Figure) shape(m Mark) shape {
	if m.Tiles != nil {
		t := f.tiles(m.Tiles)
		return shape{tiles: t, top: t.y[0], base: t.y[len(t.y)-1]}
	}
	if m.Picture != nil {
		box, _ := f.PixelBox(m.Picture.Box)
		return shape{picture: pictureShape{m.Picture.Image, box}, top: box.Min.Y, base: box.Max.Y}
	}
	s := shape{path: f.outline(m), color: m.Color, cover: uint32(math.Round((1 - m.Sheer) * 0xffff)), top: math.MaxInt32, base: math.MinInt32}
	for i := 0; i < len(s.path); {
		points := int(s.path[i]) // 0 move, 1 line, 2 quadratic, 3 cubic
		if points == 0 {
			points = 1
		}
		for p := range points {
			y := s.path[i+2+2*p]
			s.top, s.base = min(s.top, y.Floor()), max(s.base, y.Ceil()+1)
		}
		i += 2*points + 2
	}
	return s
}

// outline returns the path that gives the mark when it is filled.
func (f *Figure) outline(m Mark) raster.Path {
	path := m.Outline()
	if len(m.Dash) > 0 {
		path = polyline.Dash(path, m.Dash)
	}
	lines := make(raster.Path, 0, 4*len(path))
	var start fixed.Point26_6
	var last vg.Point
	for _, c := range path {
		p := f.pixel(c.Pos)
		switch c.Type {
		case vg.MoveComp:
			lines.Start(p)
			start = p
		case vg.LineComp:
			lines.Add1(p)
		case vg.CurveComp:
			switch {
			case len(c.Control) == 1:
				lines.Add2(f.pixel(c.Control[0]), p)
			case m.Width == 0:
				lines.Add3(f.pixel(c.Control[0]), f.pixel(c.Control[1]), p)
			default: // the stroker has no cubic curves
				const pieces = 32
				for i := 1; i <= pieces; i++ {
					lines.Add1(f.pixel(cubicPoint(last, c, vg.Length(i)/pieces)))
				}
			}
		case vg.CloseComp:
			lines.Add1(start)
			continue
		}
		last = c.Pos
	}
	if m.Width == 0 {
		return lines
	}
	var capper raster.Capper = raster.ButtCapper
	if m.Round {
		capper = raster.RoundCapper
	}
	lines = dropShort(lines)
	outline := make(raster.Path, 0, strokedSize*len(lines))
	raster.Stroke(&outline, lines, fixed.Int26_6(f.dots(m.Width)*64), capper, raster.JoinerFunc(join))
	return outline
}

// strokedSize is how much longer the outline of most strokes is than its line: on either side it has two
// parts for each of the line.
const strokedSize = 4

// join joins two parts of a stroke by an arc, or by a straight line from which the arc would
// differ by less than a sixty-fourth of a pixel: smooth curves consist of many parts.
func join(left, right raster.Adder, halfWidth fixed.Int26_6, pivot, n0, n1 fixed.Point26_6) {
	dx, dy := int64(n1.X-n0.X), int64(n1.Y-n0.Y)
	if chord2 := dx*dx + dy*dy; chord2 <= 8*int64(halfWidth) { // the arc's height is chord²/(8 radius)
		raster.BevelJoiner.Join(left, right, halfWidth, pivot, n0, n1)
		return
	}
	raster.RoundJoiner.Join(left, right, halfWidth, pivot, n0, n1)
}

// cubicPoint returns the point of a cubic curve at the parameter t.
func cubicPoint(from vg.Point, c vg.PathComp, t vg.Length) vg.Point {
	u := 1 - t
	at := func(a, b, c, d vg.Length) vg.Length { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d }
	return vg.Point{
		X: at(from.X, c.Control[0].X, c.Control[1].X, c.Pos.X),
		Y: at(from.Y, c.Control[0].Y, c.Control[1].Y, c.Pos.Y),
	}
}

func (f *Figure) pixel(p vg.Point) fixed.Point26_6 {
	return fixed.Point26_6{X: sixtyFourths(f.dots(p.X)), Y: sixtyFourths(f.dots(f.Height - p.Y))}
}

// sixtyFourths rounds a number of pixels to sixty-fourths. It limits numbers far outside
// of any page, because the rasterizer would overflow and visit all cells between them.
func sixtyFourths(pixels float64) fixed.Int26_6 {
	const far = 100_000
	if !(pixels > -far) { // NaN, too
		pixels = -far
	}
	return fixed.Int26_6(math.Round(min(pixels, far) * 64))
}

// dropShort drops lines shorter than an eighth of a pixel: rounded to sixty-fourths they
// lose their direction, and joins at them would stick out.
func dropShort(p raster.Path) raster.Path {
	const least = 8 // sixty-fourths
	out := p[:0]
	var x, y fixed.Int26_6
	for i := 0; i < len(p); {
		n := 4
		if p[i] > 1 {
			n = 2 + 2*int(p[i])
		}
		part := p[i : i+n]
		if dx, dy := part[1]-x, part[2]-y; part[0] != 1 || max(dx, -dx, dy, -dy) >= least {
			out = append(out, part...)
			x, y = part[n-3], part[n-2]
		}
		i += n
	}
	return out
}

// strip is a band of rows of the picture, three bytes for each pixel.
type strip struct {
	top, width, rows int
	pix              []uint8
	color            color.RGBA // of the shape being painted
	cover            uint32     // of that shape
}

// gutter is the size of a row above each strip and a column left of it that are dropped:
// the rasterizer rounds towards 0, so that paint from before them spills into them.
const gutter = 1

// clear fills a strip with the background.
func (f *Figure) clear(s *strip) {
	s.color = f.Background
	s.fillRun(s.pix[:3*s.width*s.rows])
}

// paint paints the parts of shapes that lie in the strip.
func (s *strip) paint(shapes []shape, scratch *raster.Rasterizer) {
	scratch.UseNonZeroWinding = true
	scratch.SetBounds(s.width+gutter, s.rows+gutter)
	for _, sh := range shapes {
		if sh.base <= s.top || sh.top >= s.top+s.rows {
			continue
		}
		if sh.tiles.Tiles != nil {
			s.paintTiles(sh.tiles)
			continue
		}
		if sh.picture.image != nil {
			s.paintPicture(sh.picture)
			continue
		}
		s.color, s.cover = sh.color, sh.cover
		scratch.Clear()
		addShifted(scratch, sh.path, fixed.Point26_6{X: fixed.I(gutter), Y: fixed.I(gutter - s.top)}, 0, fixed.I(s.rows+gutter))
		scratch.Rasterize(s)
	}
}

// addShifted adds a path shifted by an offset, but for the parts above the first row and below
// the last, which do not change what lies between.
func addShifted(r *raster.Rasterizer, p raster.Path, by fixed.Point26_6, first, last fixed.Int26_6) {
	at := func(i int) fixed.Point26_6 { return fixed.Point26_6{X: p[i], Y: p[i+1]}.Add(by) }
	var pen fixed.Point26_6
	lifted := false // the pen is not where the last part ended
	for i := 0; i < len(p); {
		points := max(int(p[i]), 1) // of a move, line, quadratic or cubic curve
		above, below := pen.Y < first, pen.Y > last
		for k := range points {
			y := at(i + 1 + 2*k).Y
			above, below = above && y < first, below && y > last
		}
		end := at(i + 2*points - 1)
		if p[i] == 0 || above || below {
			lifted = true
		} else {
			if lifted {
				r.Start(pen)
				lifted = false
			}
			switch points {
			case 1:
				r.Add1(end)
			case 2:
				r.Add2(at(i+1), end)
			case 3:
				r.Add3(at(i+1), at(i+3), end)
			}
		}
		pen = end
		i += 2*points + 2
	}
}

// Paint implements raster.Painter. Most spans are fully covered.
func (s *strip) Paint(spans []raster.Span, _ bool) {
	r, g, b := uint32(s.color.R), uint32(s.color.G), uint32(s.color.B)
	for _, sp := range spans {
		sp.Y, sp.X0, sp.X1 = sp.Y-gutter, max(sp.X0-gutter, 0), sp.X1-gutter
		if sp.Y < 0 || sp.X1 <= 0 {
			continue
		}
		row := s.pix[3*(s.width*sp.Y+sp.X0) : 3*(s.width*sp.Y+sp.X1)]
		a := sp.Alpha
		if s.cover < 0xffff {
			a = a * s.cover / 0xffff
		}
		if a == 0xffff {
			s.fillRun(row)
			continue
		}
		for i := 0; i+2 < len(row); i += 3 {
			row[i] = blend(row[i], r, a)
			row[i+1] = blend(row[i+1], g, a)
			row[i+2] = blend(row[i+2], b, a)
		}
	}
}

// blend mixes a fraction a/0xffff of c over the colour below.
func blend(under uint8, c, a uint32) uint8 {
	return uint8((uint32(under)*(0xffff-a) + c*a + 0x7fff) / 0xffff)
}

// fillRun fills pixels with the strip's colour, by copying the filled part to double it.
func (s *strip) fillRun(row []uint8) {
	if len(row) == 0 {
		return
	}
	row[0], row[1], row[2] = s.color.R, s.color.G, s.color.B
	for n := 3; n < len(row); n *= 2 {
		copy(row[n:], row[:n])
	}
}

// strips paints the figure in bands of rows, several at a time, and passes each with its
// number to visit; calls of visit are concurrent.
func (f *Figure) strips(visit func(i int, s *strip) error) error {
	width, height := f.Pixels()
	shapes := f.shapes()
	workers := min(workers(), (height+stripRows-1)/stripRows)
	var group parallel.Group
	for worker := range workers {
		group.Go(func() error {
			scratch := raster.NewRasterizer(width+gutter, stripRows+gutter)
			s := &strip{width: width, pix: make([]uint8, 3*width*stripRows)}
			for i := worker; i*stripRows < height; i += workers {
				s.top, s.rows = i*stripRows, min(stripRows, height-i*stripRows)
				f.clear(s)
				s.paint(shapes, scratch)
				if err := visit(i, s); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// image paints the whole figure for encoders that need one image.
func (f *Figure) image() *image.RGBA {
	width, height := f.Pixels()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	_ = f.strips(func(_ int, s *strip) error { // no error: the function returns nil
		out := img.Pix[s.top*img.Stride:]
		for i, j := 0, 0; i < 3*s.width*s.rows; i, j = i+3, j+4 {
			out[j], out[j+1], out[j+2], out[j+3] = s.pix[i], s.pix[i+1], s.pix[i+2], 0xff
		}
		return nil
	})
	return img
}

// jpeg writes a JPEG and adds the density, which the standard library leaves out.
func (f *Figure) jpeg(w io.Writer) error {
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, f.image(), &jpeg.Options{Quality: 92}); err != nil {
		return err
	}
	const startOfImage = 2 // bytes
	density := uint16(min(math.Round(f.DPI), math.MaxUint16))
	jfif := append([]byte{0xff, 0xe0, 0, 16}, "JFIF\x00\x01\x01\x01"...) // version 1.1, dots per inch
	jfif = binary.BigEndian.AppendUint16(jfif, density)
	jfif = binary.BigEndian.AppendUint16(jfif, density)
	jfif = append(jfif, 0, 0) // no thumbnail
	data := plain.Bytes()
	for _, part := range [][]byte{data[:startOfImage], jfif, data[startOfImage:]} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

func (f *Figure) tiff(w io.Writer) error {
	return tiff.Encode(w, f.image(), &tiff.Options{Compression: tiff.Deflate, Predictor: true})
}
