package figure

import (
	"bytes"
	"image/color"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestTypst(t *testing.T) {
	f := blank(100, 50)
	f.Title, f.Desc = "A \"title\"\u2028", "of\r\nfigure"
	f.Fill(box(10, 20, 30, 40), red)
	f.Marks = append(f.Marks, Mark{Text: &Text{Line: setText(t, "#x $y_1$"), At: vg.Point{X: 30, Y: 40}}, Color: white, Width: 2})
	f.Put(Text{Line: setText(t, "up").Aligned(0.5), At: vg.Point{X: 3, Y: 4}, Upright: true}, red)
	file := string(encode(t, f, "typ"))
	for _, want := range []string{
		typstStart + "\n", "\n// Title: A \"title\" \n// Description: of  figure\n", "#let alt = \"A \\\"title\\\"\\u{2028}\nof\\u{d}\nfigure\"\n",
		"#let (wide, high) = (100pt, 50pt)\n", `<path fill=\"#d01020\" d=\"m10 30`,
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %q in\n%s", want, file)
		}
	}
	_, texts, _ := strings.Cut(file, "#let texts = {\n")
	texts, _, _ = strings.Cut(texts, "}\n"+typstEnd)
	texts = regexp.MustCompile(`11pt, [\d.]+pt`).ReplaceAllString(texts, "11pt, WIDTH")
	if want := "  put(30pt, 10pt, 0, false, 11pt, WIDTH, rgb(\"#ffffff\"), 2pt, false, [#\"#x \"$y_(1)$])\n" +
		"  put(3pt, 46pt, 0.5, true, 11pt, WIDTH, rgb(\"#d01020\"), 0pt, false, [#\"up\"])\n"; texts != want {
		t.Errorf("the texts are\n%s\nwant\n%s", texts, want)
	}
	f.Marks[1].Sheer = 0.5
	if file := encode(t, f, "typ"); !bytes.Contains(file, []byte(`rgb("#ffffff80"), 2pt, false, [#"#x "`)) || bytes.Count(file, []byte(`rgb("#`)) != 2 {
		t.Errorf("no sheer rim in\n%s", file)
	}
	f.TextAs = Outlines
	if file := encode(t, f, "typ"); bytes.Contains(file, []byte("  put(")) || bytes.Count(file, []byte("<path")) != 3 {
		t.Error("there are texts beside their outlines")
	}
}

// Tiles are a picture, of the pixels that they fill.
func TestTypstTiles(t *testing.T) {
	f := blank(20, 20)
	f.Tile(Tiles{X: []vg.Length{2, 6, 10}, Y: []vg.Length{3, 8}, Index: []uint16{0, 1}, Palette: []color.RGBA{red, blue}})
	p := f.pictured(f.Marks[0].Tiles)
	if size := p.Image.Rect.Size(); size.X != 8 || size.Y != 5 || p.Image.RGBAAt(3, 2) != red || p.Image.RGBAAt(4, 2) != blue {
		t.Errorf("the picture of %v has %v and %v", size, p.Image.RGBAAt(3, 2), p.Image.RGBAAt(4, 2))
	}
	if file := encode(t, f, "typ"); !bytes.Contains(file, []byte(`<image x=\"2\" y=\"12\" width=\"8\" height=\"5\"`)) {
		t.Errorf("no picture in\n%s", file)
	}
}
