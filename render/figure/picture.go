package figure

import (
	"bufio"
	"bytes"
	"encoding/ascii85"
	"encoding/base64"

	"fmt"
	"image"
	"image/png"
	"slices"

	"gonum.org/v1/plot/vg"
)

// Picture is a raster image that fills a box, opaque but where its figure is transparent. One made for the pixels of PixelBox
// is painted as it is.
type Picture struct {
	Box   vg.Rectangle
	Image *image.RGBA
}

// Place adds a picture.
func (f *Figure) Place(p Picture) {
	f.Marks = append(f.Marks, Mark{Picture: &p})
}

// PixelBox returns the pixels, y down, nearest to a box of the figure, and the box that
// they fill.
func (f *Figure) PixelBox(box vg.Rectangle) (image.Rectangle, vg.Rectangle) {
	r := image.Rect(f.wholePixels(box.Min.X), f.wholePixels(f.Height-box.Max.Y), f.wholePixels(box.Max.X), f.wholePixels(f.Height-box.Min.Y))
	length := func(pixels int) vg.Length { return vg.Length(float64(pixels)/f.DPI) * vg.Inch }
	return r, vg.Rectangle{
		Min: vg.Point{X: length(r.Min.X), Y: f.Height - length(r.Max.Y)},
		Max: vg.Point{X: length(r.Max.X), Y: f.Height - length(r.Min.Y)},
	}
}

// pictureShape is a picture with the pixels that it fills.
type pictureShape struct {
	image *image.RGBA
	box   image.Rectangle
}

// paintPicture paints the part of a picture that lies in the strip. A picture for other
// pixels is sampled at the nearest of its own.
func (s *strip) paintPicture(p pictureShape) {
	left, right := max(p.box.Min.X, 0), min(p.box.Max.X, s.width)
	size := p.image.Rect.Size()
	if left >= right || size.X == 0 || size.Y == 0 {
		return
	}
	column := make([]int, right-left) // where each pixel's colour is in a row of the image
	for i := range column {
		column[i] = 4 * ((left + i - p.box.Min.X) * size.X / p.box.Dx())
	}
	for y := max(p.box.Min.Y, s.top); y < min(p.box.Max.Y, s.top+s.rows); y++ {
		from := p.image.Pix[(y-p.box.Min.Y)*size.Y/p.box.Dy()*p.image.Stride:]
		row := s.pix[3*(s.width*(y-s.top)+left):]
		for i, c := range column {
			to, pixel := row[3*i:3*i+3], from[c:c+3]
			if alpha := from[c+3]; alpha < 0xff {
				pixel = pictureOver(pixel, alpha, to)
			}
			to[0], to[1], to[2] = pixel[0], pixel[1], pixel[2]
		}
	}
}

// pictureOver returns a pixel of a picture over the colour below.
func pictureOver(pixel []uint8, alpha uint8, below []uint8) []uint8 {
	var out [3]uint8
	for i := range out {
		out[i] = pixel[i] + uint8((uint32(below[i])*uint32(0xff-alpha)+0x7f)/0xff)
	}
	return out[:]
}

// planes returns the picture without transparency, and how much each of its pixels covers.
func (p *Picture) planes() (colours *Picture, cover *image.Gray) {
	size := image.Rectangle{Max: p.Image.Rect.Size()}
	colours, cover = &Picture{p.Box, image.NewRGBA(size)}, image.NewGray(size)
	for y := range size.Max.Y {
		from, to := p.Image.Pix[y*p.Image.Stride:], colours.Image.Pix[y*colours.Image.Stride:]
		for x := range size.Max.X {
			alpha := from[4*x+3]
			cover.Pix[y*cover.Stride+x], to[4*x+3] = alpha, 0xff
			for k := 4 * x; k < 4*x+3; k++ {
				to[k] = uint8(uint32(from[k]) * 0xff / max(uint32(alpha), 1))
			}
		}
	}
	return colours, cover
}

// encoded returns the picture as a PNG.
func (p *Picture) encoded() []byte { return encodedPNG(p.Image) }

// encodedPNG returns an image as a PNG. Unlike the PNG of a whole figure, it is part of a file that is small
// otherwise: image/png picks the filter of each row, which makes shaded maps a quarter to a third smaller than
// deflaters do, and knows greys and transparency.
func encodedPNG(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a buffer does not fail, and Place's pictures have pixels
	}
	return b.Bytes()
}

// svgPicture embeds a picture.
func (f *Figure) svgPicture(b *bufio.Writer, p *Picture) {
	size := p.Box.Size()
	href := "href"
	if f.oldLinks {
		href = `xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href`
	}
	fmt.Fprintf(b, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" %s="data:image/png;base64,`,
		short(f.dots(p.Box.Min.X)), short(f.dots(f.Height-p.Box.Max.Y)), short(f.dots(size.X)), short(f.dots(size.Y)), href)
	b.WriteString(base64.StdEncoding.EncodeToString(p.encoded()))
	b.WriteString("\"/>\n")
}

// epsPicture writes the pixels of a picture, compressed and in printable characters, which
// PostScript reads since its level 3.
func (f *Figure) epsPicture(b *bufio.Writer, p *Picture) error {
	box, pixels := p.Box.Size(), p.Image.Rect.Size()
	data, err := zlib(opaque(p.Image, f.Background))
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "gsave %.2f %.2f translate %.2f %.2f scale\n%[5]d %[6]d 8 [%[5]d 0 0 -%[6]d 0 %[6]d]\ncurrentfile /ASCII85Decode filter /FlateDecode filter false 3 colorimage\n",
		p.Box.Min.X, p.Box.Min.Y, box.X, box.Y, pixels.X, pixels.Y)
	text := make([]byte, ascii85.MaxEncodedLen(len(data)))
	text = text[:ascii85.Encode(text, data)]
	for line := range slices.Chunk(text, 100) {
		b.Write(line)
		b.WriteByte('\n')
	}
	_, err = b.WriteString("~>\ngrestore\n")
	return err
}
