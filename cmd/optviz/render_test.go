package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A figure's file draws what its command line draws, to the last byte, and so does
// the figure itself, whatever its format.
func TestRenderIsPlot(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, args := range map[string][]string{
		"flags":   {"plot", "ravine:kappa=25", "--optimizer", "sgd:lr=0.04", "--optimizer", "adam:lr=.5 cosine", "--steps", "30", "--start", "-3,1", "--title", `"Täler": λ`},
		"formula": {"plot", "-f", "(x^2-a)^2 + y^2", "--param", "a=2", "--steps", "20", "--size", "8cmx5cm"},
		"sweep":   {"sweep", "--optimizer", "adam", "--x", "lr=1e-3:1:log:8", "--y", "beta1=0/0.9", "--steps", "20"},
		"paper":   {"sweep", "--optimizer", "sgd", "--optimizer", "momentum", "--optimizer", "nesterov", "--optimizer", "adam", "--optimizer", "nadam", "--x", "lr=1e-3/1e-2", "--y", "x1=-2:2:2", "--steps", "5", "--theme", "paper"},
		"basins":  {"basins", "himmelblau", "--optimizer", "newton", "--grid", "21", "--title", "Newton"},
		"data":    {"plot", "line1000", "--batch", "100", "--batch", "10", "--epochs", "2", "--axis", "epoch", "--seeds", "3", "--seed", "18446744073709551615"},
	} {
		want := must(t, append(args, "-q", "-o", "-", "--format", "svg")...).stdout
		text := must(t, append(args, "-q", "--print-spec")...).stdout
		if err := os.WriteFile("figure.yaml", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := must(t, "render", "figure.yaml", "-q", "-o", "-", "--format", "svg").stdout; got != want {
			t.Errorf("%s: the figure of the file differs from the flags':\n%s", name, text)
		}
		must(t, append(args, "-q", "-o", "a.png", "-o", "a.svg", "-o", "a.pdf")...)
		for _, from := range []string{"a.png", "a.svg", "a.pdf"} {
			must(t, "render", from, "-q", "-o", "b.png", "-o", "b.svg", "-o", "b.pdf")
			for _, format := range []string{".png", ".svg", ".pdf"} {
				if a, b := read(t, "a"+format), read(t, "b"+format); a != b {
					t.Errorf("%s: b%s drawn from %s differs from a%[2]s", name, format, from)
				}
			}
		}
	}
}

// The file of a film gives the film's bytes on stdout in every format that moves, and a
// picture in the others.
func TestRenderFilmToStdout(t *testing.T) {
	t.Chdir(t.TempDir())
	film := []string{"animate", "saddle", "--optimizer", "sgd:lr=.1", "--steps", "3", "--size", "320x180"}
	must(t, append(film, "-q", "-o", "a.svg", "-o", "a.gif", "-o", "a.apng", "-o", "a.html")...)
	if err := os.WriteFile("film.yaml", []byte(must(t, append(film, "--print-spec")...).stdout), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"svg", "gif", "apng", "html"} {
		if got := must(t, "render", "film.yaml", "-q", "-o", "-", "--format", format).stdout; got != read(t, "a."+format) {
			t.Errorf("%s on stdout is not the film", format)
		}
	}
	if got := must(t, "render", "film.yaml", "-q", "-o", "-", "--format", "png").stdout; !strings.HasPrefix(got, "\x89PNG") || strings.Contains(got, "acTL") {
		t.Error("PNG on stdout is not a picture")
	}
}

// A figure is drawn again with other looks; its file can be printed, and names the
// version and the seed.
func TestRenderFigureAnew(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "plot", "himmelblau", "--optimizer", "adam:lr=.1", "--noise", "1", "--seed", "7", "-q", "-o", "a.svg")
	must(t, "render", "a.svg", "--size", "320x180", "--lang", "de", "-q", "-o", "b.png")
	if got := decode(t, "b.png").Bounds().Dx(); got != 320 {
		t.Errorf("%d pixels wide, want 320", got)
	}
	if text := must(t, "render", "b.png", "--print-spec").stdout; !strings.Contains(text, "seed: 7\n") || !strings.Contains(text, "lang: de\n") {
		t.Error(text)
	}
	if !strings.Contains(read(t, "a.svg"), "# optviz "+version()+", seed 7") {
		t.Error("no version and seed in the figure")
	}
}

// Files that a figure names are looked for beside it; size and density can be
// given anew.
func TestRenderElsewhere(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("notes", 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"points.csv":  "x,y\n0,1\n1,3\n2,4\n",
		"figure.yaml": "surface: line\npoints: points.csv\nsteps: 5\nsize: 320x180\ndpi: 40\n",
	} {
		if err := os.WriteFile(filepath.Join("notes", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	must(t, "render", "notes/figure.yaml", "-q", "-o", "a.png", "--size", "160x90", "--dpi", "20")
	must(t, "render", "notes/figure.yaml", "-q", "-o", "b.png")
	for name, want := range map[string]int{"a.png": 160, "b.png": 320} {
		if got := decode(t, name).Bounds().Dx(); got != want {
			t.Errorf("%s is %d pixels wide, want %d", name, got, want)
		}
	}
}

func TestRenderErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("figure.yaml", []byte("surface: beale\nstep: 3\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	must(t, "plot", "--size", "320x180", "-q", "-o", "old.svg", "-o", "whole.png", "-o", "a.jpg")
	old, whole := read(t, "old.svg"), read(t, "whole.png")
	for name, text := range map[string]string{
		"old.svg":       strings.Replace(old, "# optviz "+version(), "# optviz v0.0.1", 1),
		"half.png":      whole[:len(whole)/2],
		"elsewhere.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if r := must(t, "render", "old.svg", "-o", "new.svg"); !strings.Contains(r.stderr, "old.svg was drawn by optviz v0.0.1, this is "+version()+": it may look different") {
		t.Error(r.stderr)
	}
	for _, c := range []struct{ args, want string }{
		{"render|half.png", `SPEC "half.png": is a damaged PNG: unexpected EOF`},
		{"render|elsewhere.svg", `SPEC "elsewhere.svg": holds nothing that it could be drawn from`},
		{"render|a.jpg", `SPEC "a.jpg": holds nothing that it could be drawn from: no JPEG does; a PNG, GIF, APNG, SVG, PDF, TEX, TYP, PPTX or HTML does`},
		{"render", "render takes one SPEC"},
		{"render|a|b", "render takes one SPEC"},
		{"render|missing.yaml", `SPEC "missing.yaml": no such file or directory`},
		{"render|figure.yaml", "figure.yaml:2:1: unknown key \"step\" (did you mean steps?)\n"},
	} {
		r := optviz(strings.Split(c.args, "|")...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, r.code, r.stderr)
		}
	}
}

// A page has its figures side by side; those in it are checked as others.
func TestRenderPage(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "title: {en: Two, de: Zwei}\nsize: 640x360\ndpi: 72\nfigures:\n  - surface: himmelblau\n    steps: 20\n    view: trajectory\n  - kind: basins\n    surface: himmelblau\n    grid: 21\n    optimizer: [newton]\n"
	if err := os.WriteFile("page.yaml", []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	svg := must(t, "render", "page.yaml", "-q", "-o", "-", "--format", "svg").stdout
	for _, want := range []string{">Two</title>", "Himmelblau"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %q in the page", want)
		}
	}
	if err := os.WriteFile("page.yaml", []byte(page+"  - surface: himmelblu\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if r := optviz("render", "page.yaml"); r.code != wrongUsage || !strings.Contains(r.stderr, `figure 3: SURFACE "himmelblu"`) {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
}
