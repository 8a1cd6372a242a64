package figure

import (
	"bytes"
	"encoding/ascii85"
	"encoding/base64"
	hexadecimal "encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	stdzlib "compress/zlib"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// pictured is a figure of 40 x 30 pixels with a picture in which every pixel differs, in the
// pixels from (10, 5) to (20, 15).
func pictured() (Figure, *image.RGBA) {
	f := Figure{Width: 40, Height: 30, DPI: 72, Background: color.RGBA{0xff, 0xff, 0xff, 0xff}}
	pixels, box := f.PixelBox(vg.Rectangle{Min: vg.Point{X: 10.2, Y: 15.3}, Max: vg.Point{X: 19.8, Y: 24.9}})
	img := image.NewRGBA(image.Rect(0, 0, pixels.Dx(), pixels.Dy()))
	for y := range pixels.Dy() {
		for x := range pixels.Dx() {
			img.SetRGBA(x, y, color.RGBA{uint8(20 * x), uint8(20 * y), 7, 0xff})
		}
	}
	f.Place(Picture{Box: box, Image: img})
	return f, img
}

func encoded(t *testing.T, f Figure, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Encode(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// same compares the pixels of a picture with a part of an image.
func same(t *testing.T, what string, got image.Image, at image.Point, want *image.RGBA) {
	t.Helper()
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			if c := color.RGBAModel.Convert(got.At(at.X+x, at.Y+y)); c != want.RGBAAt(x, y) {
				t.Fatalf("%s: pixel (%d, %d) is %v, want %v", what, x, y, c, want.RGBAAt(x, y))
			}
		}
	}
}

// Every format holds a picture with all of its pixels, at its place.
func TestPictureInFormats(t *testing.T) {
	f, want := pictured()
	if size := want.Rect.Size(); size != image.Pt(10, 10) {
		t.Fatalf("the picture has %v pixels", size)
	}
	img, err := png.Decode(bytes.NewReader(encoded(t, f, "png")))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "png", img, image.Pt(10, 5), want)
	if c := color.RGBAModel.Convert(img.At(9, 5)); c != f.Background {
		t.Errorf("beside the picture is %v", c)
	}

	svg := string(encoded(t, f, "svg"))
	_, data, ok := strings.Cut(svg, `<image x="10" y="5" width="10" height="10" preserveAspectRatio="none" href="data:image/png;base64,`)
	data, _, _ = strings.Cut(data, `"`)
	raw, err := base64.StdEncoding.DecodeString(data)
	if !ok || err != nil {
		t.Fatalf("no picture in %s (%v)", svg, err)
	}
	if img, err = png.Decode(bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
	same(t, "svg", img, image.Point{}, want)

	if pdf := encoded(t, f, "pdf"); !bytes.Contains(pdf, []byte("/Width 10")) || !bytes.Contains(pdf, []byte("/Height 10")) {
		t.Error("the PDF has no picture of 10 x 10 pixels")
	}

	_, text, ok := strings.Cut(string(encoded(t, f, "eps")), "/FlateDecode filter false 3 colorimage\n")
	text, _, _ = strings.Cut(text, "~>")
	z, err := stdzlib.NewReader(ascii85.NewDecoder(strings.NewReader(text)))
	if !ok || err != nil {
		t.Fatalf("no picture in the EPS (%v)", err)
	}
	if raw, err = io.ReadAll(z); err != nil || len(raw) != 300 {
		t.Fatalf("the EPS has %d bytes of pixels, %v", len(raw), err)
	}
	for i := range 100 {
		if c := want.RGBAAt(i%10, i/10); raw[3*i] != c.R || raw[3*i+1] != c.G || raw[3*i+2] != c.B {
			t.Fatalf("eps: pixel %d is %v, want %v", i, raw[3*i:3*i+3], c)
		}
	}

	canvas := vgimg.NewWith(vgimg.UseWH(40, 30), vgimg.UseDPI(72))
	f.Draw(canvas)
	middle := color.RGBAModel.Convert(canvas.Image().At(15, 10)).(color.RGBA)
	if w := want.RGBAAt(5, 5); middle.B != w.B || middle.R < w.R-20 || middle.R > w.R+20 {
		t.Errorf("a canvas of gonum/plot shows %v in the middle, want about %v", middle, w)
	}
}

// A picture that is partly outside, or drawn for other pixels, is cut and sampled.
func TestPictureElsewhere(t *testing.T) {
	f, want := pictured()
	m := *f.Marks[0].Picture
	m.Box = vg.Rectangle{Min: vg.Point{X: -10, Y: -10}, Max: vg.Point{X: 10, Y: 10}} // twice as large
	f.Marks[0].Picture = &m
	img, err := png.Decode(bytes.NewReader(encoded(t, f, "png")))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []image.Point{{0, 20}, {9, 29}, {4, 25}} {
		at := image.Pt((p.X+10)/2, (p.Y-20)/2)
		if c := color.RGBAModel.Convert(img.At(p.X, p.Y)); c != want.RGBAAt(at.X, at.Y) {
			t.Errorf("pixel %v is %v, want that at %v of the picture, %v", p, c, at, want.RGBAAt(at.X, at.Y))
		}
	}
}

// A transparent picture in a file of TeX, whose pixels have no transparency, shows the background, in
// either compression; one that is a part of a larger image has the pixels of its own rows.
func TestTransparentPictureTeX(t *testing.T) {
	navy := color.RGBA{0, 0, 0x80, 0xff}
	for filter, noisy := range map[string]bool{"Fl": false, "DCT": true} {
		img := image.NewRGBA(image.Rect(0, 0, 96, 64))
		if noisy { // a smooth ramp, which a JPEG holds in fewer bytes
			for i := 0; i < len(img.Pix)/2; i += 4 {
				x, y := float64(i/4%96), float64(i/4/96)
				copy(img.Pix[i:], []uint8{uint8(127 + 120*math.Sin(x/9+y/7)), uint8(127 + 120*math.Sin(x*y/900)), uint8(127 + 120*math.Cos(x/13)), 0xff})
			}
		}
		f := Figure{Width: 96, Height: 64, DPI: 72, Background: navy, Transparent: true}
		f.Place(Picture{Box: vg.Rectangle{Max: vg.Point{X: 96, Y: 64}}, Image: img})
		_, data, ok := strings.Cut(string(encoded(t, f, "tex")), "/F [/AHx /"+filter+"] ID\n")
		if !ok {
			t.Fatalf("the picture is not compressed with %s", filter)
		}
		data, _, _ = strings.Cut(data, "> EI")
		packed, err := hexadecimal.DecodeString(strings.ReplaceAll(data, "\n", ""))
		if err != nil {
			t.Fatal(err)
		}
		if filter == "DCT" {
			decoded, err := jpeg.Decode(bytes.NewReader(packed))
			if err != nil {
				t.Fatal(err)
			}
			if r, g, b, _ := decoded.At(48, 56).RGBA(); r > 0x500 || g > 0x500 || b < 0x7800 || b > 0x8800 {
				t.Errorf("%s: transparent pixels are %v, want %v", filter, decoded.At(48, 56), navy)
			}
			continue
		}
		z, err := stdzlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := io.ReadAll(z); err != nil || !bytes.Equal(raw, bytes.Repeat([]byte{0, 0, 0x80}, 96*64)) {
			t.Errorf("%s: transparent pixels are %v, want %v (%v)", filter, raw[:3], navy, err)
		}
	}
	whole := image.NewRGBA(image.Rect(0, 0, 10, 4))
	whole.SetRGBA(6, 2, color.RGBA{0x40, 0, 0, 0x80})
	part := Picture{Image: whole.SubImage(image.Rect(5, 1, 9, 3)).(*image.RGBA)}
	colours, cover := part.planes()
	if got, alpha := colours.Image.RGBAAt(1, 1), cover.GrayAt(1, 1).Y; got != (color.RGBA{0x7f, 0, 0, 0xff}) || alpha != 0x80 {
		t.Errorf("the pixel of a part is %v, covers %d", got, alpha)
	}
}
