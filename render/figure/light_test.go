package figure

import (
	"bytes"
	"encoding/base64"
	"image/color"
	"image/png"
	"regexp"
	"testing"

	"gonum.org/v1/plot/vg"
)

// A light SVG is the figure's own where that is short, and otherwise a picture of at most the wanted
// length, in which common colours are exact and the source remains.
func TestLightSVG(t *testing.T) {
	f := Figure{Width: 400, Height: 225, DPI: 72, Title: "a", Source: "surface: beale", Background: color.RGBA{0xff, 0xff, 0xff, 0xff}}
	line := color.RGBA{0xca, 0x52, 0x2f, 0xff}
	for x := range 360 {
		for y := range 150 {
			corner := vg.Point{X: vg.Length(x), Y: vg.Length(y)}
			f.Fill(vg.Rectangle{Min: corner, Max: corner.Add(vg.Point{X: 1, Y: 1})}.Path(), color.RGBA{uint8(x), uint8(y), uint8(x ^ y), 0xff})
		}
	}
	f.Fill(vg.Rectangle{Min: vg.Point{X: 10, Y: 160}, Max: vg.Point{X: 390, Y: 170}}.Path(), line)
	var whole, same, light bytes.Buffer
	if err := f.Encode(&whole, "svg"); err != nil {
		t.Fatal(err)
	}
	if err := f.LightSVG(&same, whole.Len()); err != nil || !bytes.Equal(same.Bytes(), whole.Bytes()) {
		t.Errorf("an SVG that is short enough is another, %v", err)
	}
	const most = 40_000
	if err := f.LightSVG(&light, most); err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`<image width="400" height="225" href="data:image/png;base64,([^"]+)"/>`).FindSubmatch(light.Bytes())
	if m == nil || light.Len() > most {
		t.Fatalf("no light picture in %.300s", light.Bytes())
	}
	if source, err := ReadSource(light.Bytes()); err != nil || source != f.Source {
		t.Errorf("the source is %q, %v", source, err)
	}
	data, err := base64.StdEncoding.DecodeString(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		x, y int
		want color.RGBA
	}{{200, 60, line}, {395, 5, f.Background}} {
		if got := color.RGBAModel.Convert(img.At(c.x, c.y)); got != c.want {
			t.Errorf("the picture has %v at %d, %d, want %v", got, c.x, c.y, c.want)
		}
	}
}
