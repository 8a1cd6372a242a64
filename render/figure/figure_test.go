package figure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/adler32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/tiff"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	shapes "github.com/optviz/optviz/render/shape"
)

var (
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	red   = color.RGBA{0xd0, 0x10, 0x20, 0xff}
	blue  = color.RGBA{0x10, 0x20, 0xd0, 0xff}
)

// blank is an empty figure of a size in pixels, which are points.
func blank(width, height float64) *Figure {
	return &Figure{Width: vg.Length(width), Height: vg.Length(height), DPI: 72, Background: white}
}

func box(x0, y0, x1, y1 float64) vg.Path {
	return shapes.Box(vg.Rectangle{Min: vg.Point{X: vg.Length(x0), Y: vg.Length(y0)}, Max: vg.Point{X: vg.Length(x1), Y: vg.Length(y1)}})
}

func line(coordinates ...float64) vg.Path {
	var points []vg.Point
	for i := 0; i < len(coordinates); i += 2 {
		points = append(points, vg.Point{X: vg.Length(coordinates[i]), Y: vg.Length(coordinates[i+1])})
	}
	return shapes.Line(points)
}

// busy is a figure with a bit of everything, and random shapes beyond its edges.
func busy(width, height float64) *Figure {
	f := blank(width, height)
	f.Title, f.Desc = "Größe <&>", "f(x) = \"x\" \x01 & more"
	r := rand.New(rand.NewPCG(7, 11))
	at := func() vg.Point {
		return vg.Point{X: vg.Length((1.6*r.Float64() - 0.3) * width), Y: vg.Length((1.6*r.Float64() - 0.3) * height)}
	}
	for i := range 40 {
		c := color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 0xff}
		switch i % 5 {
		case 0:
			f.Fill(shapes.Circle(at(), vg.Length(30*r.Float64())), c)
		case 1:
			f.Fill(shapes.Polygon([]vg.Point{at(), at(), at(), at()}), c)
		case 2:
			f.Stroke(shapes.Line([]vg.Point{at(), at(), at()}), c, vg.Length(5*r.Float64()))
		case 3:
			f.Stroke(shapes.Line([]vg.Point{at(), at()}), c, 2, 5, 3)
		case 4:
			var p vg.Path
			p.Move(at())
			p.CubeTo(at(), at(), at())
			f.Marks = append(f.Marks, Mark{Path: p, Color: c, Width: 3, Round: true})
		}
	}
	return f
}

func encode(t *testing.T, f *Figure, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Encode(&b, format); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDeterministic(t *testing.T) {
	f := busy(200, 250)
	for _, format := range Formats() {
		first := encode(t, f, format)
		for range 2 {
			if !bytes.Equal(encode(t, f, format), first) {
				t.Errorf("%s: other bytes the second time", format)
			}
		}
	}
}

// Every raster format shows the same pixels, whatever the height is of the
// last strip.
func TestRasterFormats(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 200}, {200, 1}, {37, stripRows - 1}, {37, stripRows}, {37, stripRows + 1}, {120, 2*stripRows + 1}, {64, 5 * stripRows}} {
		f := busy(float64(size[0]), float64(size[1]))
		want := f.image()
		if got := want.Bounds().Size(); got != (image.Point{X: size[0], Y: size[1]}) {
			t.Fatalf("image of %v, want %v", got, size)
		}
		for format, decode := range map[string]func(io.Reader) (image.Image, error){"png": png.Decode, "tiff": tiff.Decode} {
			got, err := decode(bytes.NewReader(encode(t, f, format)))
			if err != nil {
				t.Errorf("%v, %s: %v", size, format, err)
				continue
			}
			if got.Bounds() != want.Bounds() {
				t.Errorf("%v, %s: size %v", size, format, got.Bounds().Size())
				continue
			}
			for y := range size[1] {
				for x := range size[0] {
					if c := color.RGBAModel.Convert(got.At(x, y)); c != want.RGBAAt(x, y) {
						t.Fatalf("%v, %s: pixel (%d, %d) is %v, want %v", size, format, x, y, c, want.RGBAAt(x, y))
					}
				}
			}
		}
		got, err := jpeg.Decode(bytes.NewReader(encode(t, f, "jpg")))
		if err != nil || got.Bounds() != want.Bounds() {
			t.Errorf("%v, jpg: %v, %v", size, got, err)
		}
	}
}

// Strips are an implementation detail: a drawing moved down by some rows is
// the same picture some rows lower, but for a rounding of what is above a strip.
func TestStripsDoNotShow(t *testing.T) {
	const width, height = 150, 260
	want := busy(width, height).image()
	for _, rows := range []int{1, 2, 17, stripRows / 2, stripRows - 1} {
		lower := busy(width, height)
		lower.Height += vg.Length(rows) // adds rows at the top: y counts from below
		got := lower.image()
		for y := range height {
			for x := range width {
				if a, b := want.RGBAAt(x, y), got.RGBAAt(x, y+rows); !near(a, b, 4) {
					t.Fatalf("moved down by %d rows: pixel (%d, %d) is %v, was %v", rows, x, y, b, a)
				}
			}
		}
	}
}

// near says whether no channel differs by more than a few steps.
func near(a, b color.RGBA, most int) bool {
	for _, d := range [3]int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
		if max(d, -d) > most {
			return false
		}
	}
	return true
}

func TestPixels(t *testing.T) {
	type spot struct {
		x, y int // from the top left
		want color.RGBA
	}
	for _, c := range []struct {
		name  string
		draw  func(f *Figure)
		spots []spot
	}{
		{"a filled box", func(f *Figure) { f.Fill(box(10, 20, 30, 60), red) }, []spot{
			{10, 99 - 20, red}, {29, 99 - 59, red}, {9, 60, white}, {30, 60, white}, {20, 99 - 19, white}, {20, 99 - 60, white},
		}},
		{"half a pixel", func(f *Figure) { f.Fill(box(10.5, 20, 30, 60), color.RGBA{A: 0xff}) }, []spot{
			{10, 60, color.RGBA{0x80, 0x80, 0x80, 0xff}}, {11, 60, color.RGBA{A: 0xff}},
		}},
		{"later marks on top", func(f *Figure) { f.Fill(box(0, 0, 50, 50), red); f.Fill(box(20, 0, 50, 50), blue) }, []spot{
			{10, 90, red}, {30, 90, blue},
		}},
		{"a hole that turns the other way", func(f *Figure) {
			hole := line(20, 20, 20, 40, 40, 40, 40, 20)
			hole.Close()
			f.Fill(append(box(10, 10, 50, 50), hole...), red)
		}, []spot{{15, 99 - 15, red}, {30, 99 - 30, white}, {45, 99 - 45, red}}},
		{"the same way round it is filled", func(f *Figure) { f.Fill(append(box(10, 10, 50, 50), box(20, 20, 40, 40)...), red) }, []spot{
			{30, 99 - 30, red},
		}},
		{"a stroke has its width", func(f *Figure) { f.Stroke(line(10, 50, 90, 50), red, 6) }, []spot{
			{50, 99 - 52, red}, {50, 99 - 47, red}, {50, 99 - 53, white}, {50, 99 - 46, white},
			{10, 99 - 50, red}, {8, 99 - 50, white}, {91, 99 - 50, white}, // flat ends
		}},
		{"round caps", func(f *Figure) {
			f.Marks = append(f.Marks, Mark{Path: line(10, 50, 90, 50), Color: red, Width: 8, Round: true})
		}, []spot{{7, 50, red}, {92, 50, red}, {5, 50, white}, {6, 53, white}}},
		{"round joins", func(f *Figure) { f.Stroke(line(10, 10, 50, 10, 50, 50), red, 10) }, []spot{
			{52, 99 - 7, red}, {54, 99 - 5, white},
		}},
		{"dashes", func(f *Figure) { f.Stroke(line(0, 50, 100, 50), red, 4, 20, 10) }, []spot{
			{10, 50, red}, {19, 50, red}, {20, 50, white}, {29, 50, white}, {30, 50, red}, {55, 50, white}, {65, 50, red},
		}},
		{"a closed path is stroked all round", func(f *Figure) { f.Stroke(box(20, 20, 80, 80), red, 4) }, []spot{
			{20, 50, red}, {80, 50, red}, {50, 20, red}, {50, 80, red}, {50, 50, white},
		}},
		{"a curve", func(f *Figure) {
			var p vg.Path
			p.Move(vg.Point{X: 0, Y: 0})
			p.QuadTo(vg.Point{X: 50, Y: 100}, vg.Point{X: 100, Y: 0})
			f.Fill(p, red)
		}, []spot{{50, 99 - 48, red}, {50, 99 - 51, white}, {10, 99 - 30, white}}},
		{"a disc", func(f *Figure) { f.Fill(shapes.Circle(vg.Point{X: 50, Y: 50}, 30), red) }, []spot{
			{50, 21, red}, {50, 18, white}, {71, 50 - 20, red}, {73, 50 - 22, white},
		}},
		{"what lies outside is not there", func(f *Figure) {
			f.Fill(box(-50, 10, -0.4, 90), red)
			f.Fill(box(100.4, 10, 150, 90), red)
			f.Fill(box(10, -50, 90, -0.4), red)
			f.Fill(box(10, 100.4, 90, 150), red)
		}, []spot{{0, 50, white}, {99, 50, white}, {50, 0, white}, {50, 99, white}}},
		{"what reaches over the edges is cut", func(f *Figure) {
			f.Fill(box(-50, 40, 150, 60), red)
			f.Fill(box(40, -50, 60, 150), blue)
			f.Stroke(line(-1000, 20, 1000, 20), red, 4)
		}, []spot{{0, 50, red}, {99, 50, red}, {50, 0, blue}, {50, 99, blue}, {0, 99 - 20, red}, {99, 99 - 20, red}, {0, 0, white}}},
		{"lines of no length", func(f *Figure) {
			f.Stroke(line(50, 50, 50, 50), red, 4)
			f.Stroke(line(50, 50), red, 4, 3, 2)
			f.Stroke(nil, red, 4)
			f.Fill(nil, red)
		}, []spot{{10, 10, white}}},
	} {
		f := blank(100, 100)
		c.draw(f)
		img := f.image()
		for _, s := range c.spots {
			if got := img.RGBAAt(s.x, s.y); !near(got, s.want, 2) {
				t.Errorf("%s: pixel (%d, %d) is %v, want %v", c.name, s.x, s.y, got, s.want)
			}
		}
	}
}

func TestPixelSize(t *testing.T) {
	f := &Figure{Width: 16 * vg.Centimeter, Height: 9 * vg.Centimeter, DPI: 300}
	if w, h := f.Pixels(); w != 1890 || h != 1063 {
		t.Errorf("16 x 9 cm at 300 dpi: %d x %d pixels, want 1890 x 1063", w, h)
	}
	// pHYs: 300 dpi is 11811 pixels per metre.
	f.Background = white
	if b := encode(t, f, "png"); !bytes.Contains(b, []byte("pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01")) {
		t.Error("the PNG does not carry its resolution")
	}
}

func TestJoinAdler(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data")
		// Long enough for the sums to wrap, and for a length beyond the modulus.
		data = bytes.Repeat(data, rapid.IntRange(1, 600).Draw(t, "times"))
		cut := rapid.IntRange(0, len(data)).Draw(t, "cut")
		got := joinAdler(adler32.Checksum(data[:cut]), adler32.Checksum(data[cut:]), len(data)-cut)
		if want := adler32.Checksum(data); got != want {
			t.Fatalf("%d bytes cut at %d: %08x, want %08x", len(data), cut, got, want)
		}
	})
	// The largest sums there are.
	data := bytes.Repeat([]byte{0xff}, 1<<20)
	if got, want := joinAdler(adler32.Checksum(data[:1<<19]), adler32.Checksum(data[1<<19:]), 1<<19), adler32.Checksum(data); got != want {
		t.Errorf("%08x, want %08x", got, want)
	}
	// A first part whose lower sum is 0.
	data = append(bytes.Repeat([]byte{255}, 256), 240, 1, 2, 3)
	if got, want := joinAdler(adler32.Checksum(data[:257]), adler32.Checksum(data[257:]), 3), adler32.Checksum(data); got != want {
		t.Errorf("%08x, want %08x", got, want)
	}
}

func TestSVG(t *testing.T) {
	f := busy(320, 200)
	f.DPI = 144
	f.Title, f.Desc = `a <b> & "c" 'd'`, "1 < 2\n\x01\x1b\ufffeü"
	data := encode(t, f, "svg")
	var doc struct {
		XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		Width   string   `xml:"width,attr"`
		Height  string   `xml:"height,attr"`
		ViewBox string   `xml:"viewBox,attr"`
		Role    string   `xml:"role,attr"`
		Title   string   `xml:"title"`
		Desc    string   `xml:"desc"`
		Paths   []struct {
			D      string `xml:"d,attr"`
			Fill   string `xml:"fill,attr"`
			Stroke string `xml:"stroke,attr"`
			Width  string `xml:"stroke-width,attr"`
			Dash   string `xml:"stroke-dasharray,attr"`
		} `xml:"g>path"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	// Unmarshal stops at the root's end: nothing may come after it.
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range [][2]string{
		{doc.Width, "640"}, {doc.Height, "400"}, {doc.ViewBox, "0 0 640 400"}, {doc.Role, "img"},
		{doc.Title, f.Title}, {doc.Desc, "1 < 2\n\ufffd\ufffd\ufffdü"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
	if len(doc.Paths) != len(f.Marks) {
		t.Fatalf("%d paths for %d marks", len(doc.Paths), len(f.Marks))
	}
	for i, m := range f.Marks {
		p := doc.Paths[i]
		colour := fmt.Sprintf("#%02x%02x%02x", m.Color.R, m.Color.G, m.Color.B)
		if m.Width == 0 && p.Fill != colour || m.Width > 0 && (p.Stroke != colour || p.Fill != "none") {
			t.Errorf("mark %d: fill %q, stroke %q, want %s", i, p.Fill, p.Stroke, colour)
		}
		if w, _ := strconv.ParseFloat("0"+p.Width, 64); math.Abs(w-2*float64(m.Width)) > 0.005+1e-9 {
			t.Errorf("mark %d: stroke width %q, want %v", i, p.Width, 2*m.Width)
		}
		if len(m.Dash) > 0 && p.Dash != "10 6" {
			t.Errorf("mark %d: dashes %q, want 10 6", i, p.Dash)
		}
		comparePath(t, i, p.D, f, m.Path)
	}
}

// comparePath reads path data back and compares it with a mark: rounding must
// not add up over its relative coordinates.
func comparePath(t *testing.T, i int, d string, f *Figure, path vg.Path) {
	t.Helper()
	got, err := parsePath(d)
	if err != nil {
		t.Fatalf("mark %d: %v", i, err)
	}
	if len(got) != len(path) {
		t.Fatalf("mark %d: %d commands for %d", i, len(got), len(path))
	}
	for k, c := range path {
		var want []vg.Point
		if c.Type != vg.CloseComp {
			want = append(append(want, c.Control...), c.Pos)
		}
		letter := map[int]byte{vg.MoveComp: 'm', vg.LineComp: 'l', vg.CloseComp: 'z'}[c.Type]
		if c.Type == vg.CurveComp {
			letter = " qc"[len(c.Control)]
		}
		if got[k].letter != letter || len(got[k].points) != len(want) {
			t.Fatalf("mark %d, command %d: %c with %d points, want %c with %d", i, k, got[k].letter, len(got[k].points), letter, len(want))
		}
		for n, p := range want {
			x, y := f.dots(p.X), f.dots(f.Height-p.Y)
			if q := got[k].points[n]; math.Abs(q[0]-x) > 0.005+1e-9 || math.Abs(q[1]-y) > 0.005+1e-9 {
				t.Fatalf("mark %d, command %d: point %v, want (%v, %v)", i, k, q, x, y)
			}
		}
	}
}

type command struct {
	letter byte
	points [][2]float64 // absolute
}

// parsePath reads SVG path data of the commands m, l, q, c and z by the
// grammar of SVG 1.1, in which "1.5.5-2" is three numbers.
func parsePath(d string) ([]command, error) {
	var commands []command
	var x, y, x0, y0 float64
	var letter byte
	number := func() (float64, error) {
		d = strings.TrimLeft(d, " ,")
		n, dot := 0, false
		for n < len(d) && (d[n] >= '0' && d[n] <= '9' || d[n] == '-' && n == 0 || d[n] == '.' && !dot) {
			dot = dot || d[n] == '.'
			n++
		}
		v, err := strconv.ParseFloat(d[:n], 64)
		d = d[n:]
		return v, err
	}
	for d = strings.TrimSpace(d); d != ""; d = strings.TrimLeft(d, " ") {
		if strings.IndexByte("mlqcz", d[0]) >= 0 {
			letter, d = d[0], d[1:]
		} else if letter == 'm' {
			return nil, errors.New("numbers after m: they would be lines")
		}
		c := command{letter: letter}
		for range map[byte]int{'m': 1, 'l': 1, 'q': 2, 'c': 3}[letter] {
			dx, err := number()
			if err != nil {
				return nil, err
			}
			dy, err := number()
			if err != nil {
				return nil, err
			}
			c.points = append(c.points, [2]float64{x + dx, y + dy})
		}
		switch letter {
		case 0:
			return nil, errors.New("no command to begin with")
		case 'z':
			x, y = x0, y0
		default:
			x, y = c.points[len(c.points)-1][0], c.points[len(c.points)-1][1]
			if letter == 'm' {
				x0, y0 = x, y
			}
		}
		commands = append(commands, c)
		if letter == 'z' {
			letter = 0
		}
	}
	return commands, nil
}

// Path data of random paths comes back: short forms of numbers are where this
// goes wrong.
func TestSVGPathData(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := blank(100, 100)
		f.DPI = 96
		coordinate := rapid.Custom(func(rt *rapid.T) vg.Length {
			return vg.Length(rapid.IntRange(-400, 400).Draw(rt, "hundredths")) / 100 * 0.75
		})
		point := rapid.Custom(func(rt *rapid.T) vg.Point {
			return vg.Point{X: coordinate.Draw(rt, "x"), Y: 100 - coordinate.Draw(rt, "y")}
		})
		var p vg.Path
		for range rapid.IntRange(1, 3).Draw(rt, "subpaths") {
			p.Move(point.Draw(rt, "start"))
			for range rapid.IntRange(1, 4).Draw(rt, "pieces") {
				switch rapid.IntRange(0, 2).Draw(rt, "piece") {
				case 0:
					p.Line(point.Draw(rt, "to"))
				case 1:
					p.QuadTo(point.Draw(rt, "control"), point.Draw(rt, "to"))
				case 2:
					p.CubeTo(point.Draw(rt, "control"), point.Draw(rt, "control"), point.Draw(rt, "to"))
				}
			}
			if rapid.Bool().Draw(rt, "closed") {
				p.Close()
			}
		}
		s := svgPath{figure: f}
		for _, c := range p {
			s.add(c)
		}
		comparePath(t, 0, string(s.data), f, p)
		if t.Failed() {
			rt.Fatalf("path data %q", s.data)
		}
	})
}

func TestPDF(t *testing.T) {
	f := busy(320, 200)
	f.Lang = "de"
	data := encode(t, f, "pdf")
	if !bytes.HasPrefix(data, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimSpace(data), []byte("%%EOF")) {
		t.Errorf("it starts with %q and ends with %q", data[:8], data[len(data)-8:])
	}
	for _, want := range []string{"/MediaBox [0 0 320 200]", "/Count 1>>", "/Lang (\xfe\xff\x00d\x00e)"} {
		if n := bytes.Count(data, []byte(want)); n != 1 {
			t.Errorf("%d times %q, want 1", n, want)
		}
	}
	if bytes.Contains(data, []byte("Date")) {
		t.Error("it has a date")
	}
	// The title is UTF-16, so that any language has its letters.
	title := []byte("\xfe\xff")
	for _, r := range f.Title {
		title = append(title, byte(r>>8), byte(r))
	}
	if !bytes.Contains(data, title) {
		t.Error("the title is not in the file information")
	}
}

func TestEPS(t *testing.T) {
	f := blank(320.4, 200)
	f.Title = "Größe\n%%EOF"
	f.Fill(box(10, 20, 30, 40), red)
	f.Stroke(line(1, 2, 3, 4), blue, 1.5, 4, 2)
	want := `%!PS-Adobe-3.0 EPSF-3.0
%%BoundingBox: 0 0 321 200
%%HiResBoundingBox: 0 0 320.40 200.00
%%Title: Gr??e?%%EOF
%%EndComments
/m /moveto load def /l /lineto load def /c /curveto load def /z /closepath load def
1 setlinejoin
0.00 0.00 m
320.40 0.00 l
320.40 200.00 l
0.00 200.00 l
z
1.000 1.000 1.000 setrgbcolor fill
10.00 20.00 m
30.00 20.00 l
30.00 40.00 l
10.00 40.00 l
z
0.816 0.063 0.125 setrgbcolor fill
1.00 2.00 m
3.00 4.00 l
0.063 0.125 0.816 setrgbcolor 1.5 setlinewidth 0 setlinecap [4 2] 0 setdash stroke
showpage
%%EOF
`
	if got := string(encode(t, f, "eps")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A quadratic curve as a cubic one is the same curve.
func TestCubic(t *testing.T) {
	from, control, to := vg.Point{X: 1, Y: 2}, vg.Point{X: 5, Y: 9}, vg.Point{X: 7, Y: -3}
	c1, c2 := cubic(from, vg.PathComp{Type: vg.CurveComp, Control: []vg.Point{control}, Pos: to})
	for f := vg.Length(0); f <= 1; f += 0.125 {
		g := 1 - f
		quadratic := g*g*from.Y + 2*g*f*control.Y + f*f*to.Y
		if c := g*g*g*from.Y + 3*g*g*f*c1.Y + 3*g*f*f*c2.Y + f*f*f*to.Y; math.Abs(float64(c-quadratic)) > 1e-12 {
			t.Errorf("at %v: y = %v, want %v", f, c, quadratic)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	err := blank(10, 10).Encode(io.Discard, "bmp")
	if want := `unknown format "bmp" (one of png, svg, pdf, eps, tex, typ, jpg, jpeg, tiff, tif, pptx)`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// brief takes some bytes and then fails, like a full disk.
type brief struct {
	left int
	err  error
}

func (b *brief) Write(p []byte) (int, error) {
	if len(p) > b.left {
		n := b.left
		b.left = 0
		return n, b.err
	}
	b.left -= len(p)
	return len(p), nil
}

func TestWriterFails(t *testing.T) {
	full := errors.New("disk full")
	f := busy(120, 2*stripRows+5)
	for _, format := range Formats() {
		size := len(encode(t, f, format))
		for _, n := range []int{0, 1, 8, 100, size / 2, size - 13, size - 1} {
			if err := f.Encode(&brief{n, full}, format); !errors.Is(err, full) {
				t.Errorf("%s: error %v after %d of %d bytes, want %v", format, err, n, size, full)
			}
		}
		if err := f.Encode(&brief{size, full}, format); err != nil {
			t.Errorf("%s: error %v though there was room for all", format, err)
		}
	}
}

// TestSizeInFile: an SVG on paper and a JPEG say how large they are.
func TestSizeInFile(t *testing.T) {
	f := Figure{Width: 144, Height: 72, DPI: 200, Physical: true}
	var svg, jpg bytes.Buffer
	if err := f.Encode(&svg, "svg"); err != nil {
		t.Fatal(err)
	}
	if want := `width="144pt" height="72pt" viewBox="0 0 400 200"`; !strings.Contains(svg.String(), want) {
		t.Errorf("no %s in %.200s", want, svg.String())
	}
	if err := f.Encode(&jpg, "jpg"); err != nil {
		t.Fatal(err)
	}
	if want := "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\xc8\x00\xc8\x00\x00"; !strings.HasPrefix(jpg.String(), want) {
		t.Errorf("begins with %q", jpg.String()[:len(want)])
	}
	if img, err := jpeg.Decode(&jpg); err != nil || img.Bounds().Dx() != 400 {
		t.Errorf("decodes to %v, %v", img, err)
	}
}

// TestFarPoints: points that are not on any page, or nowhere, cost no time and
// leave the page as it is.
func TestFarPoints(t *testing.T) {
	f := Figure{Width: 72, Height: 72, DPI: 72, Background: color.RGBA{255, 255, 255, 255}}
	for _, far := range []vg.Length{vg.Length(math.NaN()), vg.Length(math.Inf(1)), vg.Length(math.Inf(-1)), 1e300, -1e300} {
		var p vg.Path
		p.Move(vg.Point{X: -1e6, Y: far})
		p.Line(vg.Point{X: -2e6, Y: far})
		p.Line(vg.Point{X: -2e6, Y: -far})
		p.Close()
		f.Fill(p, color.RGBA{A: 255})
		f.Stroke(p, color.RGBA{A: 255}, 2)
	}
	img := f.image()
	for y := range 72 {
		for x := range 72 {
			if c := img.RGBAAt(x, y); c != f.Background {
				t.Fatalf("pixel (%d, %d) is %v", x, y, c)
			}
		}
	}
}

// What lies below shows through a sheer mark, in every format; EPS has white instead.
func TestSheer(t *testing.T) {
	f := blank(20, 20)
	f.Fill(box(0, 0, 20, 20), red)
	f.Marks = append(f.Marks, Mark{Path: box(5, 5, 15, 15), Color: blue, Sheer: 0.75})
	got := f.image().RGBAAt(10, 10)
	for _, c := range [][3]uint8{{got.R, red.R, blue.R}, {got.G, red.G, blue.G}, {got.B, red.B, blue.B}} {
		if want := 0.75*float64(c[1]) + 0.25*float64(c[2]); math.Abs(float64(c[0])-want) > 1 {
			t.Errorf("%d over %d gives %d, want %.0f", c[2], c[1], c[0], want)
		}
	}
	if svg := string(encode(t, f, "svg")); strings.Count(svg, `fill-opacity="0.25"`) != 1 {
		t.Error("the SVG does not have one sheer mark")
	}
	if pdf := encode(t, f, "pdf"); !bytes.Contains(pdf, []byte("/ca 0.250")) {
		t.Error("the PDF does not have a sheer mark")
	}
	if eps := string(encode(t, f, "eps")); !strings.Contains(eps, fmt.Sprintf("%.3f setrgbcolor", 0.75+0.25*float64(blue.B)/255)) {
		t.Error("the EPS does not mix the colour with white")
	}
}
