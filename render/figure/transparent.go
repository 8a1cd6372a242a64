package figure

import (
	"image"
	"image/color"
	"io"
	"math"
)

// transparentPNG writes the figure as an 8-bit RGBA PNG without the background.
func (f *Figure) transparentPNG(w io.Writer) error {
	img := f.withoutBackground()
	data, err := zlib(filteredUp(img))
	out := chunks{w: w, err: err}
	out.beginPNG(f, rgba)
	out.chunk("IDAT", data)
	out.chunk("IEND", nil)
	return out.err
}

// withoutBackground paints the marks alone. It paints them on black and on white: what is opaque is
// the same on both, and what lets the background through differs by as much.
func (f *Figure) withoutBackground() *image.NRGBA {
	black, white := *f, *f
	black.Background, white.Background = color.RGBA{A: 0xff}, color.RGBA{0xff, 0xff, 0xff, 0xff}
	b, w := black.image(), white.image()
	out := image.NewNRGBA(b.Rect)
	for i := 0; i < len(out.Pix); i += 4 {
		through := 0
		for k := range 3 {
			through = max(through, int(w.Pix[i+k])-int(b.Pix[i+k]))
		}
		alpha := 0xff - through
		if alpha <= 0 {
			continue
		}
		for k := range 3 {
			out.Pix[i+k] = uint8(min(math.Round(float64(b.Pix[i+k])*0xff/float64(alpha)), 0xff))
		}
		out.Pix[i+3] = uint8(alpha)
	}
	return out
}

// filteredUp returns the rows of an image as PNG filters them: each after the number of its filter,
// which takes the differences from the row above.
func filteredUp(img *image.NRGBA) []byte {
	const up = 2
	n := 4 * img.Rect.Dx()
	out := make([]byte, 0, img.Rect.Dy()*(n+1))
	above := make([]uint8, n)
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:n]
		out = append(out, up)
		out = append(out, row...)
		subtract(out[len(out)-n:], row, above)
		above = row
	}
	return out
}
