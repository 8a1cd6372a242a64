package figure

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"image"
	"io"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// The picture on a slide is the figure without its title, with text as outlines, and links its own
// pictures in the way that Office reads.
func TestDeckPicture(t *testing.T) {
	f := sourcedFigure()
	f.TextAs = RealText
	title := vg.Rectangle{Min: vg.Point{X: 1, Y: 7}, Max: vg.Point{X: 9, Y: 9}}
	f.Fill(title.Path(), f.Background)
	f.TitlePlace = TitlePlace{Box: title, Size: 2}
	f.Marks[len(f.Marks)-1].Title = true
	f.Place(Picture{Box: vg.Rectangle{Max: vg.Point{X: 5, Y: 5}}, Image: image.NewRGBA(image.Rect(0, 0, 5, 5))})
	marks := len(f.Marks)
	var b bytes.Buffer
	if err := f.Encode(&b, "pptx"); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("ppt/media/image1.svg")
	if err != nil {
		t.Fatal(err)
	}
	svg, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(svg, new(struct{})); err != nil {
		t.Error(err)
	}
	if n := strings.Count(string(svg), "<path") + strings.Count(string(svg), "<image"); n != marks-1 {
		t.Errorf("the picture has %d marks, the figure %d", n, marks)
	}
	for what, count := range map[string]int{`xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:`: 1, " href=": 0, "<text": 0, f.Source: 0} {
		if n := strings.Count(string(svg), what); n != count {
			t.Errorf("%q is %d times in the picture, want %d", what, n, count)
		}
	}
	if len(f.Marks) != marks || f.Source == "" {
		t.Error("the figure has changed")
	}
}
