package render_test

import (
	"bytes"
	"fmt"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// runProgram runs a program in a directory, and skips the test where there is none of that name.
func runProgram(t *testing.T, dir string, command ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(command[0]); err != nil {
		if os.Getenv("OPTVIZ_NO_SKIP") != "" {
			t.Fatal(err)
		}
		t.Skipf("%s is not installed", command[0])
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v: %s", command, err, out)
	}
	return out
}

// typesetLaTeX makes doc.pdf of a page with nothing but a figure, as large as the figure.
func typesetLaTeX(t *testing.T, dir string, f render.Figure) {
	t.Helper()
	var file bytes.Buffer
	if err := f.Encode(&file, "tex"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "fig.tex"), file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	doc := `\documentclass{article}\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage{pgf}
\paperwidth=WIDTHbp \paperheight=HEIGHTbp \hoffset=-1in \voffset=-1in \topskip=0pt \parindent=0pt
\newcommand\optvizwidth{WIDTHbp}
\begin{document}\shipout\hbox{\input{fig}}\end{document}`
	doc = strings.NewReplacer("WIDTH", fmt.Sprint(float64(f.Width)), "HEIGHT", fmt.Sprint(float64(f.Height))).Replace(doc)
	if err := os.WriteFile(filepath.Join(dir, "doc.tex"), []byte(doc), 0o600); err != nil {
		t.Fatal(err)
	}
	runProgram(t, dir, "pdflatex", "-halt-on-error", "-interaction=nonstopmode", "doc.tex")
}

// TestLaTeXAgrees: all but the text of a figure looks in a document of LaTeX as in the PNG.
func TestLaTeXAgrees(t *testing.T) {
	f, err := render.Compare(classics(t, "himmelblau", 100), sheet.DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	f.Marks = slices.DeleteFunc(f.Marks, func(m figure.Mark) bool { return m.Text != nil })
	dir := t.TempDir()
	typesetLaTeX(t, dir, f)
	runProgram(t, dir, "pdftoppm", "-r", "144", "-png", "-singlefile", "doc.pdf", "out")
	got, err := os.ReadFile(filepath.Join(dir, "out.png"))
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := f.Encode(&want, "png"); err != nil {
		t.Fatal(err)
	}
	if d := difference(t, decodePNG(t, got), decodePNG(t, want.Bytes())); d > 0.03 {
		t.Errorf("differs from the PNG by %.4f", d)
	} else {
		t.Logf("differs from the PNG by %.4f", d)
	}
}

// TestLaTeXText: the text of a figure is text of the document, once, in the document's font.
func TestLaTeXText(t *testing.T) {
	scene := classics(t, "himmelblau", 100)
	scene.Title = `Größer & besser: 50 % of \input{x} $x_1$`
	f, err := render.Compare(scene, sheet.DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	typesetLaTeX(t, dir, f)
	text := string(runProgram(t, dir, "pdftotext", "-layout", "doc.pdf", "-"))
	for _, want := range []string{`Größer & besser: 50 % of \input{x} $x_1$`, "Newton", "Momentum", "step", "loss"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if fonts := string(runProgram(t, dir, "pdffonts", "doc.pdf")); !strings.Contains(fonts, "LMRoman") || strings.Contains(fonts, "DejaVu") {
		t.Errorf("the fonts are\n%s", fonts)
	}
}

// TestLaTeXOverlays: each overlay of a slide of beamer shows one of the figures, in their order.
func TestLaTeXOverlays(t *testing.T) {
	var o figure.Overlays
	for _, name := range []string{"first", "second", "third"} {
		line, err := typeset.Set(name+" figure", typeset.Sans, 12)
		if err != nil {
			t.Fatal(err)
		}
		f := figure.Figure{Width: 200, Height: 100, DPI: 72}
		f.Put(figure.Text{Line: line, At: vg.Point{X: 20, Y: 50}}, color.RGBA{A: 0xff})
		if err := o.Add(&f); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := o.Encode(&file); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	doc := `\documentclass{beamer}\setbeamertemplate{navigation symbols}{}
\begin{document}\begin{frame}\newcommand\optvizfirst{2}\input{fig}\end{frame}
\begin{frame}\newcommand\optvizframe{2}\input{fig}\end{frame}\end{document}`
	for name, content := range map[string][]byte{"fig.tex": file.Bytes(), "doc.tex": []byte(doc)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runProgram(t, dir, "pdflatex", "-halt-on-error", "-interaction=nonstopmode", "doc.tex")
	pages := strings.Split(strings.TrimSuffix(string(runProgram(t, dir, "pdftotext", "doc.pdf", "-")), "\f"), "\f")
	for i := range pages {
		pages[i] = strings.TrimSpace(pages[i])
	}
	if want := []string{"first figure", "first figure", "second figure", "third figure", "second figure"}; !slices.Equal(pages, want) {
		t.Errorf("the pages are %q, want %q", pages, want)
	}
}
