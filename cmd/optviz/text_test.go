package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// shown returns what a browser shows of a file.
func shown(t *testing.T, file string) (img image.Image, text string) {
	t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	var shot []byte
	do(t, ctx, chromedp.EmulateViewport(1600, 900), chromedp.Navigate("file://"+path), chromedp.WaitReady("svg"), chromedp.Poll(`document.fonts.status === "loaded"`, nil))
	if n := eval[int](t, ctx, `[...document.fonts].filter(f => f.status !== "loaded").length`); n > 0 {
		t.Errorf("%s: %d fonts are not loaded", file, n)
	}
	text = eval[string](t, ctx, `getSelection().selectAllChildren(document.documentElement); const s = getSelection().toString(); getSelection().removeAllRanges(); s`)
	do(t, ctx, chromedp.CaptureScreenshot(&shot))
	if img, err = png.Decode(bytes.NewReader(shot)); err != nil {
		t.Fatal(err)
	}
	return img, text
}

// apart returns the mean difference of two images, of 1.
func apart(t *testing.T, a, b image.Image) float64 {
	t.Helper()
	if a.Bounds() != b.Bounds() {
		t.Fatalf("images of %v and %v", a.Bounds(), b.Bounds())
	}
	sum, size := 0.0, a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			_, p, _, _ := a.At(x, y).RGBA()
			_, q, _, _ := b.At(x, y).RGBA()
			sum += float64(max(p, q) - min(p, q))
		}
	}
	return sum / 0xffff / float64(size.X*size.Y)
}

// In a browser an SVG with real text looks as with outlines, in the fonts within the file, and its
// labels are copied whole.
func TestRealTextInBrowser(t *testing.T) {
	t.Chdir(t.TempDir())
	plain := []string{"plot", "ravine:kappa=25", "--optimizer", "adam:lr=.1", "--steps", "40", "-q", "--size", "1600x900", "--title", "Täler </style><script>"}
	must(t, append(plain, "-o", "outlines.svg")...)
	must(t, append(plain, "-o", "real.svg", "--text", "real")...)
	outlines, none := shown(t, "outlines.svg")
	real, text := shown(t, "real.svg")
	if d := apart(t, outlines, real); d > 0.004 {
		t.Errorf("real text differs from its outlines by %g", d)
	}
	for _, want := range []string{"Täler </style><script>", "f(x, y) = ½(u2 + 25 v2)", "start"} {
		if !strings.Contains(text, want) || strings.Contains(none, want) {
			t.Errorf("%q is not in %q, or in %q", want, text, none)
		}
	}
}

// A film as a page may have real text, in fonts that the page's policy lets in.
func TestRealTextInFilm(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "animate", "ravine:kappa=25", "--optimizer", "adam:lr=.1", "--steps", "20", "-q", "--text", "real", "-o", "real.html")
	_, text := shown(t, "real.html")
	if want := "loss f(xk)"; !strings.Contains(text, want) {
		t.Errorf("%q is not in %q", want, text)
	}
	if page := read(t, "real.html"); strings.Count(page, "@font-face") < 2 || strings.Count(page, "font-src data:") != 1 {
		t.Error("the page has no fonts, or does not let them in")
	}
}

// A figure drawn again has its text as it was told, or as render is told.
func TestRenderText(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "plot", "--steps", "5", "-q", "--text", "outlines", "-o", "a.pdf", "-o", "a.svg", "-o", "a.png")
	if strings.Contains(read(t, "a.pdf"), "/FontFile2") {
		t.Error("outlines have a font")
	}
	for _, from := range []string{"a.pdf", "a.svg", "a.png"} {
		must(t, "render", from, "-q", "-o", "b.pdf")
		if read(t, "a.pdf") != read(t, "b.pdf") {
			t.Errorf("the PDF drawn again from %s differs", from)
		}
		must(t, "render", from, "-q", "--text", "real", "-o", "b.pdf", "-o", "b.svg")
		if !strings.Contains(read(t, "b.pdf"), "/FontFile2") || !strings.Contains(read(t, "b.svg"), "<text ") {
			t.Errorf("%s drawn again with real text has none", from)
		}
	}
	must(t, "plot", "--steps", "5", "-q", "-o", "c.pdf", "-o", "c.svg")
	must(t, "render", "b.svg", "-q", "-o", "d.svg")
	if read(t, "b.svg") != read(t, "d.svg") || strings.Contains(read(t, "c.svg"), "<text ") || !strings.Contains(read(t, "c.pdf"), "/FontFile2") {
		t.Error("the usual PDF has no text, or the usual SVG has")
	}
}

// Wrong forms of text are told with the right ones, and where text changes nothing that is said.
func TestTextRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.yaml", []byte("surface: sphere\ntext: outline\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"plot", "--text", "reel", "-o", "a.pdf"}, `--text "reel": unknown form of text (did you mean real?)`},
		{[]string{"plot", "--fonts", "ours", "-o", "a.tex"}, `--fonts "ours": unknown source of fonts; choose from document, own`},
		{[]string{"plot", "--fonts", "own", "--text", "real", "-o", "a.tex"}, `contradicts --fonts: leave one out`},
		{[]string{"plot", "--text", "real", "--fonts", "own", "-o", "a.tex"}, `contradicts --text: leave one out`},
		{[]string{"render", "a.yaml", "-o", "a.pdf"}, `a.yaml:2:7: text: unknown form of text "outline" (did you mean outlines?)`},
	} {
		if r := optviz(c.args...); r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%q: %d: %s", c.args, r.code, r.stderr)
		}
	}
	for _, c := range []struct{ flag, value, out, want string }{
		{"--text", "real", "a.png", "text: real (--text real, --fonts document) changes nothing"},
		{"--text", "outlines", "a.eps", "text: outlines (--text outlines, --fonts own) changes nothing"},
		{"--fonts", "own", "a.png", "text: outlines (--text outlines, --fonts own) changes nothing"},
	} {
		r := must(t, "plot", "sphere", "--steps", "5", c.flag, c.value, "-o", c.out)
		if !strings.Contains(r.stderr, c.want+": only these formats can hold text: svg, pdf, tex, typ, html") {
			t.Errorf("%s %s: %q", c.flag, c.out, r.stderr)
		}
	}
}

// The fonts of LaTeX and Typst are the document's, or ours.
func TestFonts(t *testing.T) {
	t.Chdir(t.TempDir())
	for file, text := range map[string]string{"a.tex": `}\ov@text{`, "a.typ": "\n  put("} {
		for _, c := range []struct {
			flags []string
			want  bool
		}{
			{nil, true}, {[]string{"--fonts", "document"}, true}, {[]string{"--text", "real"}, true},
			{[]string{"--fonts", "own"}, false}, {[]string{"--text", "outlines"}, false},
		} {
			must(t, append([]string{"plot", "sphere", "--steps", "5", "-q", "-o", file}, c.flags...)...)
			if got := strings.Contains(read(t, file), text); got != c.want {
				t.Errorf("%s %q: text is %v, want %v", file, c.flags, got, c.want)
			}
		}
		if spec := must(t, "render", file, "--print-spec").stdout; !strings.Contains(spec, "text: outlines\n") {
			t.Errorf("%s is made of\n%s", file, spec)
		}
	}
}
