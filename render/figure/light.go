package figure

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"slices"
)

// LightSVG writes the figure as an SVG for a page that has more than the figure to load. Where the SVG
// would be longer than most bytes its drawing becomes a picture, with as many colours as fit, but at least 16.
func (f *Figure) LightSVG(w io.Writer, most int) error {
	var whole bytes.Buffer
	if err := f.Encode(&whole, "svg"); err != nil {
		return err
	}
	if whole.Len() <= most {
		_, err := w.Write(whole.Bytes())
		return err
	}
	var begin bytes.Buffer // with the source
	b := bufio.NewWriter(&begin)
	f.svgBegin(b, nil)
	width, height := f.Pixels()
	fmt.Fprintf(b, `<image width="%d" height="%d" href="data:image/png;base64,`, width, height)
	if err := b.Flush(); err != nil {
		return err
	}
	const end = "\"/>\n</g>\n</svg>\n"
	_, err := io.WriteString(w, begin.String()+f.lightPicture(most-begin.Len()-len(end))+end)
	return err
}

// fewColours lists the numbers of colours of a light picture, from the best to the lightest.
var fewColours = []int{128, 96, 64, 48, 32, 16}

// lightPicture returns the figure as a PNG in base64, with the most colours that make at most most bytes.
func (f *Figure) lightPicture(most int) string {
	img := f.image()
	counts := map[[3]uint8]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		counts[[3]uint8(img.Pix[i:])]++
	}
	text := ""
	for _, n := range fewColours {
		text = base64.StdEncoding.EncodeToString(smallestPNG(withColours(img, newPalette(lightColours(counts, n)))))
		if len(text) <= most {
			break
		}
	}
	return text
}

// lightColours chooses at most n colours for many. A third are the commonest colours, as of paper, ink
// and lines, which stay exact. The others are chosen by median cut and moved to the means of the colours
// that each stands for: Lloyd's iteration, a few times.
func lightColours(counts map[[3]uint8]int, n int) [][3]uint8 {
	all := slices.Collect(maps.Keys(counts))
	slices.SortFunc(all, func(a, b [3]uint8) int { return cmp.Or(counts[b]-counts[a], slices.Compare(a[:], b[:])) })
	exact := min(n/3, len(all))
	rest := maps.Clone(counts)
	for _, c := range all[:exact] {
		delete(rest, c)
	}
	colours := slices.Concat(all[:exact], commonest(rest, n-exact))
	for range 4 {
		p, sums := newPalette(colours), make([][4]int, len(colours))
		for c, n := range rest {
			s := &sums[p.index(c[0], c[1], c[2])]
			for k := range 3 {
				s[k] += n * int(c[k])
			}
			s[3] += n
		}
		for i := exact; i < len(colours); i++ {
			if s := sums[i]; s[3] > 0 {
				colours[i] = [3]uint8{uint8(s[0] / s[3]), uint8(s[1] / s[3]), uint8(s[2] / s[3])}
			}
		}
	}
	return colours
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
