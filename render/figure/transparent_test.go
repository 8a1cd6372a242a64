package figure

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"

	outlines "github.com/optviz/optviz/render/shape"
)

// glass is a figure without background: an opaque red square, and a blue one that is half sheer.
func glass() Figure {
	f := Figure{Width: 40, Height: 20, DPI: 72, Background: color.RGBA{0xff, 0xff, 0xff, 0xff}, Transparent: true}
	f.Fill(outlines.Box(vg.Rectangle{Max: vg.Point{X: 10, Y: 20}}), color.RGBA{R: 0xff, A: 0xff})
	f.Marks = append(f.Marks, Mark{Path: outlines.Box(vg.Rectangle{Min: vg.Point{X: 20}, Max: vg.Point{X: 30, Y: 20}}), Color: color.RGBA{B: 0xff, A: 0xff}, Sheer: 0.5})
	return f
}

// A PNG without background has the colours of its marks, and lets the page through beside them.
func TestTransparentPNG(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(encoded(t, glass(), "png")))
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int]color.NRGBA{5: {0xff, 0, 0, 0xff}, 15: {}, 25: {0, 0, 0xff, 0x80}, 35: {}} {
		got := color.NRGBAModel.Convert(img.At(x, 10)).(color.NRGBA)
		if near := func(a, b uint8) bool { return max(a, b)-min(a, b) <= 2 }; !near(got.R, want.R) || !near(got.B, want.B) || !near(got.A, want.A) {
			t.Errorf("at %d: %v, want %v", x, got, want)
		}
	}
}

// SVG and PDF without background have no rectangle of the page; JPEG has the background.
func TestTransparentFormats(t *testing.T) {
	opaque := glass()
	opaque.Transparent = false
	if svg := string(encoded(t, glass(), "svg")); strings.Contains(svg, "<rect") {
		t.Error("a transparent SVG has a background")
	}
	if svg := string(encoded(t, opaque, "svg")); !strings.Contains(svg, "<rect") {
		t.Error("an opaque SVG has no background")
	}
	img, _, err := image.Decode(bytes.NewReader(encoded(t, glass(), "jpg")))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := img.At(35, 10).RGBA(); min(r, g, b) < 0xf000 {
		t.Errorf("a JPEG is %v beside its marks", img.At(35, 10))
	}
}

// A picture shows what lies below where it is transparent.
func TestTransparentPicture(t *testing.T) {
	picture := image.NewRGBA(image.Rect(0, 0, 20, 20))
	picture.SetRGBA(10, 10, color.RGBA{0x80, 0, 0, 0x80})
	f := Figure{Width: 20, Height: 20, DPI: 72, Background: color.RGBA{0, 0, 0xff, 0xff}}
	f.Place(Picture{Box: vg.Rectangle{Max: vg.Point{X: 20, Y: 20}}, Image: picture})
	img := f.image()
	if img.RGBAAt(3, 3) != f.Background || img.RGBAAt(10, 10) != (color.RGBA{0x80, 0, 0x7f, 0xff}) {
		t.Errorf("%v beside, %v on it", img.RGBAAt(3, 3), img.RGBAAt(10, 10))
	}
	if pdf := encoded(t, f, "pdf"); !bytes.Contains(pdf, []byte("/SMask")) {
		t.Error("the picture in a PDF has no mask")
	}
}

// Fills, strokes, texts and rims of texts are sheer in each format of paths.
func TestSheerMarks(t *testing.T) {
	text := &Text{Line: setText(t, "a"), At: vg.Point{X: 3, Y: 4}}
	for kind, m := range map[string]Mark{
		"fill":   {Path: outlines.Box(vg.Rectangle{Max: vg.Point{X: 9, Y: 9}})},
		"stroke": {Path: outlines.Box(vg.Rectangle{Max: vg.Point{X: 9, Y: 9}}), Width: 1},
		"text":   {Text: text},
		"rim":    {Text: text, Width: 1},
	} {
		m.Color, m.Sheer = color.RGBA{A: 0xff}, 0.75
		f := Figure{Width: 40, Height: 20, DPI: 72, Background: color.RGBA{0xff, 0xff, 0xff, 0xff}, Marks: []Mark{m}}
		for format, want := range map[string]string{"svg": `opacity="0.25"`, "tex": `\ov@sheer{0.25}`, "pdf": "/ca 0.250 /CA 0.250"} {
			if !bytes.Contains(encoded(t, f, format), []byte(want)) {
				t.Errorf("a sheer %s in %s has no %s", kind, format, want)
			}
		}
	}
}

// A canvas of gonum/plot lets the page through sheer areas and sheer lines.
func TestSheerOnCanvas(t *testing.T) {
	f := glass()
	across := vg.Path{{Type: vg.MoveComp, Pos: vg.Point{X: 35}}, {Type: vg.LineComp, Pos: vg.Point{X: 35, Y: 20}}}
	f.Marks = append(f.Marks, Mark{Path: across, Color: color.RGBA{B: 0xff, A: 0xff}, Width: 6, Sheer: 0.5})
	canvas := vgimg.NewWith(vgimg.UseWH(40, 20), vgimg.UseDPI(72)) // white
	f.Draw(canvas)
	for x, want := range map[int]color.RGBA{5: {0xff, 0, 0, 0xff}, 25: {0x7f, 0x7f, 0xff, 0xff}, 35: {0x7f, 0x7f, 0xff, 0xff}} {
		if got := color.RGBAModel.Convert(canvas.Image().At(x, 10)).(color.RGBA); got != want {
			t.Errorf("at %d: %v, want %v", x, got, want)
		}
	}
}
