package figure

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
)

// LightSVG writes the figure as an SVG for a page that has more than the figure to load. Where the SVG
// would be longer than most bytes its drawing becomes a picture, with as many colours as fit.
func (f *Figure) LightSVG(w io.Writer, most int) error {
	var whole bytes.Buffer
	if err := f.Encode(&whole, "svg"); err != nil {
		return err
	}
	if whole.Len() <= most {
		_, err := w.Write(whole.Bytes())
		return err
	}
	b := bufio.NewWriter(w)
	f.svgBegin(b, nil)
	width, height := f.Pixels()
	fmt.Fprintf(b, `<image width="%d" height="%d" href="data:image/png;base64,%s"/>`, width, height, f.lightPicture(most))
	b.WriteString("\n</g>\n</svg>\n")
	return b.Flush()
}

// lightPicture returns the figure as a PNG in base64, of at most most bytes unless 16 colours are too
// many for that.
func (f *Figure) lightPicture(most int) string {
	img := f.image()
	counts := map[[3]uint8]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		counts[[3]uint8(img.Pix[i:])]++
	}
	for n := 128; ; n /= 2 {
		text := base64.StdEncoding.EncodeToString(smallestPNG(withColours(img, newPalette(commonest(counts, n)))))
		if len(text) <= most || n <= 16 {
			return text
		}
	}
}

// withColours returns an image in the nearest colours of a palette.
func withColours(img *image.RGBA, p *palette) *image.Paletted {
	colours := make(color.Palette, p.n)
	for i := range colours {
		colours[i] = p.colours[i]
	}
	out := image.NewPaletted(img.Rect, colours)
	for i := range out.Pix {
		out.Pix[i] = p.index(img.Pix[4*i], img.Pix[4*i+1], img.Pix[4*i+2])
	}
	return out
}

// smallestPNG returns an image as a PNG, compressed as much as can be.
func smallestPNG(img image.Image) []byte {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, img); err != nil {
		panic(err) // a buffer does not fail, and figures have pixels
	}
	return b.Bytes()
}
