package figure

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"image/color"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// svgText is a text element of an SVG, with its parts.
type svgText struct {
	X         string `xml:"x,attr"`
	Transform string `xml:"transform,attr"`
	Text      string `xml:",chardata"`
	Parts     []struct {
		X      string `xml:"x,attr"`
		Family string `xml:"font-family,attr"`
		Text   string `xml:",chardata"`
	} `xml:"tspan"`
}

func (t svgText) whole() string {
	text := t.Text
	for _, p := range t.Parts {
		text += p.Text
	}
	return text
}

// worded is a figure with texts.
func worded(t *testing.T, lines ...typeset.Line) *Figure {
	t.Helper()
	f := blank(300, 200)
	f.Title = "</title></style><script>alert(1)</script>"
	for i, l := range lines {
		f.Put(Text{Line: l, At: vg.Point{X: 10, Y: vg.Length(20 + 30*i)}, Upright: i%2 == 1}, color.RGBA{A: 0xff})
	}
	return f
}

// In an SVG with real text each line is one element, whose letters have their own places and
// whose fonts are in the file.
func TestSVGText(t *testing.T) {
	f := worded(t, setText(t, "</style><script>&  10 € "), setText(t, "$x_1^2$ of η"), setText(t, "plain"))
	f.Marks = append(f.Marks, Mark{Text: f.Marks[0].Text, Color: red, Width: 3, Round: true}) // a rim
	f.TextAs = RealText
	data := encode(t, f, "svg")
	var doc struct {
		Style string    `xml:"style"`
		Texts []svgText `xml:"g>text"`
		Paths []struct {
			D string `xml:"d,attr"`
		} `xml:"g>path"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	want := []string{"</style><script>&  10 € ", "x12 of η", "plain"}
	if len(doc.Texts) != 3 || len(doc.Paths) != 1 {
		t.Fatalf("%d texts and %d rims", len(doc.Texts), len(doc.Paths))
	}
	for i, text := range doc.Texts {
		if got := text.whole(); got != want[i] {
			t.Errorf("text %d is %q, want %q", i, got, want[i])
		}
	}
	if n := len(strings.Fields(doc.Texts[2].X)); n != len("plain") {
		t.Errorf("%d places for the letters of plain", n)
	}
	if got, want := doc.Texts[1].Transform, "translate(10 150)rotate(-90)"; got != want {
		t.Errorf("an upright text has the transform %q, want %q", got, want)
	}
	if n := strings.Count(doc.Style, "@font-face"); n != 2 {
		t.Errorf("%d fonts, want the upright one and the italic", n)
	}
	for _, p := range doc.Texts[1].Parts {
		family, _, _ := strings.Cut(p.Family, ",")
		if !strings.Contains(doc.Style, "font-family:"+family+";") {
			t.Errorf("%q is in the font %q, which is not in the file", p.Text, family)
		}
	}
	if bytes.Contains(data, []byte("<script")) {
		t.Error("a text is markup")
	}
	if again := encode(t, f, "svg"); !bytes.Equal(data, again) {
		t.Error("the same figure gives other bytes")
	}
}

// Without real text an SVG has outlines, and a PDF has them if it is told so.
func TestOutlines(t *testing.T) {
	f := worded(t, setText(t, "loss"))
	usual := encode(t, f, "svg")
	if bytes.Contains(usual, []byte("<text")) || bytes.Contains(usual, []byte("@font-face")) {
		t.Error("an SVG has text or fonts unless told otherwise")
	}
	if !bytes.Contains(encode(t, f, "pdf"), []byte("/FontFile2")) {
		t.Error("a PDF has no font")
	}
	f.TextAs = Outlines
	if !bytes.Equal(usual, encode(t, f, "svg")) {
		t.Error("an SVG of outlines differs from the usual one")
	}
	if bytes.Contains(encode(t, f, "pdf"), []byte("/Font")) {
		t.Error("a PDF of outlines has a font")
	}
}

// The names of a user's font, which come from its file, are not markup.
func TestHostileFontName(t *testing.T) {
	evil := bytes.ReplaceAll(goregular.TTF, []byte("GoRegular"), []byte("\"}</')(%\n"))
	evil = bytes.ReplaceAll(evil, []byte("Go Regular"), []byte("</style><!"))
	font, err := typeset.ParseFont(evil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(font.Name(), "<") {
		t.Fatalf("the font is called %q", font.Name())
	}
	l, err := (&typeset.Fonts{Sans: font}).Set("ab", typeset.Sans, 10)
	if err != nil {
		t.Fatal(err)
	}
	f := worded(t, l)
	f.TextAs = RealText
	svg, pdf := encode(t, f, "svg"), encode(t, f, "pdf")
	if !regexp.MustCompile(`font-family="o[A-Z]{6},('[A-Za-z0-9 -]+',)?sans-serif"`).Match(svg) {
		t.Errorf("%s", svg)
	}
	if !regexp.MustCompile(`/BaseFont /[A-Z]{6}\+[A-Za-z0-9-]+ `).Match(pdf) {
		t.Error("the font has no plain name in the PDF")
	}
}

// The film of a figure with real text has the fonts of texts that come later, too. A slide of
// PowerPoint, which reads no fonts within pictures, has outlines.
func TestTextInFilmAndSlide(t *testing.T) {
	f := worded(t, setText(t, "still"))
	f.TextAs = RealText
	late := Mark{Text: &Text{Line: setText(t, "$x$ comes"), At: vg.Point{X: 50, Y: 50}}, Color: color.RGBA{A: 0xff}}
	film := Film{
		Still:  *f,
		Frames: []Frame{{Seconds: 1}, {Seconds: 1, Place: 1, Marks: []Mark{late}}},
		Late:   func() []Late { return []Late{{Since: 1, Marks: []Mark{late}}} },
	}
	var svg bytes.Buffer
	if err := film.Encode(&svg, "svg"); err != nil {
		t.Fatal(err)
	}
	if texts, faces := strings.Count(svg.String(), "<text "), strings.Count(svg.String(), "@font-face"); texts != 2 || faces != 2 {
		t.Errorf("%d texts in %d fonts", texts, faces)
	}
	var slide bytes.Buffer
	if err := f.Encode(&slide, "pptx"); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(slide.Bytes()), int64(slide.Len()))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := fs.ReadFile(r, "ppt/media/image1.svg")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(picture, []byte("<text")) || !bytes.Contains(picture, []byte("<path")) {
		t.Errorf("the picture of a slide holds text: %s", picture)
	}
}
