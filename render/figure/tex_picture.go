package figure

import (
	"bufio"
	"bytes"
	hexadecimal "encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"slices"

	"gonum.org/v1/plot/vg"
)

// texQuality is the quality of a picture's JPEG: no difference shows, at a tenth of the size.
const texQuality = 95

// texPicture writes a picture within the page's content, so that a figure is one file. Pixels there
// have no transparency: a transparent one is mixed with the background.
func (f *Figure) texPicture(b *bufio.Writer, p *Picture) error {
	raw, size := opaque(p.Image, f.Background), p.Image.Rect.Size()
	lossless, err := zlib(raw)
	if err != nil {
		return err
	}
	var lossy bytes.Buffer
	if err := jpeg.Encode(&lossy, opaqueImage(raw, size), &jpeg.Options{Quality: texQuality}); err != nil {
		return err
	}
	if lossy.Len() < len(lossless) {
		texImage(b, p.Box, size, "DCT", lossy.Bytes())
	} else {
		texImage(b, p.Box, size, "Fl", lossless)
	}
	return nil
}

// opaqueImage returns the image of pixels of three bytes each.
func opaqueImage(raw []byte, size image.Point) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	for i := 0; i < len(img.Pix); i += 4 {
		copy(img.Pix[i:], raw[i/4*3:][:3])
		img.Pix[i+3] = 0xff
	}
	return img
}

// texImage writes compressed pixels that fill a box.
func texImage(b *bufio.Writer, box vg.Rectangle, pixels image.Point, filter string, data []byte) {
	size := box.Size()
	fmt.Fprintf(b, "\\ov@picture{%s}{%s}{%s}{%s}{BI /W %d /H %d /CS /RGB /BPC 8 /F [/AHx /%s] ID\n",
		short(float64(box.Min.X)), short(float64(box.Min.Y)), short(float64(size.X)), short(float64(size.Y)), pixels.X, pixels.Y, filter)
	for line := range slices.Chunk(data, 60) {
		b.WriteString(hexadecimal.EncodeToString(line))
		b.WriteByte('\n')
	}
	b.WriteString("> EI}%\n")
}

// opaque returns the pixels of a picture on a background, three bytes each.
func opaque(img *image.RGBA, ground color.RGBA) []byte {
	size := img.Rect.Size()
	raw := make([]byte, 0, 3*size.X*size.Y)
	for y := range size.Y {
		for from := img.Pix[y*img.Stride:][:4*size.X]; len(from) > 0; from = from[4:] {
			raw = append(raw, pictureOver(from[:3], from[3], []uint8{ground.R, ground.G, ground.B})...)
		}
	}
	return raw
}

// texTiles writes one rectangle for each run of tiles of a colour.
func (f *Figure) texTiles(b *bufio.Writer, t *Tiles) {
	var last color.RGBA // opaque ones follow
	f.visitRuns(t, func(c color.RGBA, x0, y0, x1, y1 vg.Length) {
		if c != last {
			b.WriteString(texFill(c))
			last = c
		}
		fmt.Fprintf(b, "\\ov@tile%s %s %s %s\n", short(float64(x0)), short(float64(y0)), short(float64(x1-x0)), short(float64(y1-y0)))
	})
}
