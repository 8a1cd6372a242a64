package figure

import (
	"bytes"
	"image"
	"image/color"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"github.com/optviz/optviz/render/typeset"
)

// texBody returns the commands of a figure's marks.
func texBody(t *testing.T, f *Figure) string {
	t.Helper()
	_, body, ok := strings.Cut(string(encode(t, f, "tex")), texMacros)
	if !ok {
		t.Fatal("the file has no macros")
	}
	return body
}

func TestTeX(t *testing.T) {
	f := blank(320.4, 200)
	f.Fill(box(10, 20, 30, 40), red)
	f.Stroke(line(1, 2, 3, 4), blue, 1.5, 4, 2)
	f.Marks = append(f.Marks, Mark{Path: line(0, 0, 5, 6.125), Color: red, Width: 1, Round: true}, Mark{Path: box(5, 5, 15, 15), Color: blue, Sheer: 0.75})
	f.Put(Text{Line: setText(t, "50 % of $x_1^2$").Aligned(0.5), At: vg.Point{X: 30, Y: 40}}, color.RGBA{A: 0xff})
	f.Tile(Tiles{X: []vg.Length{0, 10}, Y: []vg.Length{0, 5}, Index: []uint16{0}, Palette: []color.RGBA{red}})
	want := `\ov@begin{320.4}{200}%
\ov@fill{1}{1}{1}%
\ov@tile0 0 320.4 200
\ov@fill{0.8157}{0.0627}{0.1255}%
\ov@m10 20
\ov@l30 20
\ov@l30 40
\ov@l10 40
\ov@z
\pgfsys@fill
\ov@pen{0.0627}{0.1255}{0.8157}{1.5}{4bp,2bp}\pgfsys@buttcap
\ov@m1 2
\ov@l3 4
\pgfsys@stroke
\ov@pen{0.8157}{0.0627}{0.1255}{1}{}\pgfsys@roundcap
\ov@m0 0
\ov@l5 6.13
\pgfsys@stroke
\ov@sheer{0.25}\pgfsys@stroke@opacity{0.25}%
\ov@fill{0.0627}{0.1255}{0.8157}%
\ov@m5 5
\ov@l15 5
\ov@l15 15
\ov@l5 15
\ov@z
\pgfsys@fill
\pgfsys@endscope
\ov@ink{0}{0}{0}\ov@text{30}{40}{0.5}{11}{WIDTH}{50 \% of $x_{1}^{2}$}%
\ov@fill{0.8157}{0.0627}{0.1255}%
\ov@tile0 0 10 5
\ov@end
`
	got := texBody(t, f)
	if got = regexp.MustCompile(`\{11\}\{[\d.]+\}`).ReplaceAllString(got, "{11}{WIDTH}"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What lies below shows through a sheer line, and through the rim of a text.
func TestTeXSheerRim(t *testing.T) {
	f := blank(100, 50)
	f.Marks = append(f.Marks,
		Mark{Path: line(0, 0, 5, 6), Color: red, Width: 1, Round: true, Sheer: 0.75},
		Mark{Text: &Text{Line: setText(t, "a"), At: vg.Point{X: 30, Y: 40}}, Color: blue, Width: 2, Round: true, Sheer: 0.5})
	body := texBody(t, f)
	for _, want := range []string{
		"\\ov@sheer{0.25}\\pgfsys@stroke@opacity{0.25}%\n\\ov@pen{0.8157}{0.0627}{0.1255}{1}{}\\pgfsys@roundcap\n\\ov@m0 0\n\\ov@l5 6\n\\pgfsys@stroke\n\\pgfsys@endscope\n",
		"\\ov@sheer{0.5}\\pgfsys@stroke@opacity{0.5}%\n\\ov@ink{0.0627}{0.1255}{0.8157}\\ov@rim{2}\\ov@text{30}{40}",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in\n%s", want, body)
		}
	}
}

// A text whose characters LaTeX does not know is a path, and so is its rim.
func TestTeXUnknownCharacter(t *testing.T) {
	f := blank(100, 50)
	text := Text{Line: setText(t, "Шаг")}
	f.Marks = append(f.Marks, Mark{Text: &text, Color: white, Width: 2})
	f.Put(text, red)
	if body := texBody(t, f); strings.Contains(body, `\ov@text`) || strings.Count(body, `\ov@c`) < 20 {
		t.Errorf("the text is not a path:\n%s", body)
	}
}

// Without a background the page shows through.
func TestTeXTransparent(t *testing.T) {
	f := blank(10, 10)
	f.Transparent = true
	if got, want := texBody(t, f), "\\ov@begin{10}{10}%\n\\ov@end\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A figure of more paths than TeX has memory for is a picture with texts.
func TestTeXFlattened(t *testing.T) {
	f := blank(600, 400)
	for i := range 40_000 {
		x, y := float64(i%200)*3, float64(i/200)*2
		f.Fill(box(x+0.1234, y+0.1234, x+1.1234, y+1.1234), red)
	}
	f.Put(Text{Line: setText(t, "dots")}, red)
	body := texBody(t, f)
	if len(body) > texMostCommands || strings.Count(body, `\ov@picture`) != 1 || !strings.HasSuffix(body, "{dots}%\n"+texEnd) {
		t.Errorf("%d bytes, from %.200s to %s", len(body), body, body[len(body)-200:])
	}
	f.Width = 20_000
	if err := f.Encode(&bytes.Buffer{}, "tex"); err == nil || !strings.Contains(err.Error(), "at most 16000") {
		t.Errorf("a figure of 20000 pt: %v", err)
	}
}

// A smooth picture is a JPEG, a small one keeps its pixels.
func TestTeXPictures(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 300, 200))
	for i := range 300 * 200 {
		img.SetRGBA(i%300, i/300, color.RGBA{uint8(i % 300 * 255 / 300), uint8(i / 300), uint8(i % 7 * 3), 0xff})
	}
	small := image.NewRGBA(image.Rect(0, 0, 2, 3))
	for want, img := range map[string]*image.RGBA{"/W 300 /H 200 /CS /RGB /BPC 8 /F [/AHx /DCT] ID\nffd8": img, "/W 2 /H 3 /CS /RGB /BPC 8 /F [/AHx /Fl] ID\n78": small} {
		f := blank(100, 100)
		f.Place(Picture{Box: vg.Rectangle{Min: vg.Point{X: 5, Y: 6}, Max: vg.Point{X: 25, Y: 36}}, Image: img})
		if body := texBody(t, f); !strings.Contains(body, `\ov@picture{5}{6}{20}{30}{BI `+want) {
			t.Errorf("no %q in %.200s", want, body)
		}
	}
}

var texCommand = regexp.MustCompile(`\\([A-Za-z@]+|.)`)

// Whatever the texts of a figure are, no command of theirs reaches TeX: comments end where their
// lines do, and commands are the encoder's, or those of which typeset's tests are.
func TestTeXHostile(t *testing.T) {
	known := []string{"ov@begin", "ov@fill", "ov@tile", "ov@ink", "ov@text", "ov@rim", "ov@end", "ov@m", "ov@l", "ov@c", "ov@z", "pgfsys@fill"}
	hostile := rapid.SliceOfN(rapid.SampledFrom([]string{
		`\input{/etc/passwd}`, `\write18{ls}`, `^^M`, `^^5c`, "$", `\$`, "%", "{", "}", "#1", "&", "_", "^", "~", `\`, `\\`, `\ov@end`, "\n", "\r", "\r\n", "\x00",
		"x", "12", "α", "ß", "ő", "x̂", "²", "Ж", " ", "'", "\"", "|", "<", ",", "-", "√", "\u2028", "½", "$^{", "$_", "\\end{document}",
	}), 0, 12)
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(hostile.Draw(rt, "text"), "")
		f := blank(50, 50)
		f.Title, f.Desc, f.Source = text, text, "# optviz\n"+text
		latex := ""
		if line, err := typeset.Set(text, typeset.Bold, 8); err == nil {
			f.Put(Text{Line: line}, red)
			latex, _ = line.LaTeX()
		}
		var b bytes.Buffer
		if err := f.Encode(&b, "tex"); err != nil {
			rt.Fatal(err)
		}
		head, body, _ := strings.Cut(b.String(), texMacros)
		for line := range strings.SplitSeq(strings.TrimSuffix(head, "\n"), "\n") {
			if !strings.HasPrefix(line, "%") || strings.Contains(line, "\r") {
				rt.Fatalf("the head has the line %q", line)
			}
		}
		for _, m := range texCommand.FindAllStringSubmatch(strings.Replace(body, "{"+latex+"}%", "", 1), -1) {
			if !slices.Contains(known, m[1]) {
				rt.Fatalf("the command %s in\n%s", m[0], body)
			}
		}
		if got, err := ReadSource(b.Bytes()); err != nil || got != f.Source {
			rt.Fatalf("the source is %q, %v", got, err)
		}
	})
}

// A line of the source is cut where TeX could not read it whole.
func TestTeXLongLines(t *testing.T) {
	f := sourcedFigure()
	f.Source = "# " + strings.Repeat("ä%", 3000) + "\nend: 1"
	file := encode(t, f, "tex")
	for line := range bytes.Lines(file) {
		if len(line) > longestComment+10 {
			t.Fatalf("a line of %d bytes", len(line))
		}
	}
	if got, err := ReadSource(file); err != nil || got != f.Source {
		t.Errorf("the source is %.40q, %v", got, err)
	}
}
