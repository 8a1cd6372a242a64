package main

import (
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
)

// Drawing with a built-in theme printed as a file gives the bytes of drawing with its name.
func TestPrintedThemeIsTheTheme(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range document.ThemeNames() {
		text := must(t, "list", "themes", "--print-theme", name).stdout
		if other := must(t, "plot", "--print-theme", name).stdout; other != text {
			t.Errorf("%s: plot and list print different files", name)
		}
		writeFile(t, "mine.yaml", text)
		for _, theme := range []string{name, "mine.yaml"} {
			must(t, "plot", "himmelblau", "--optimizer", "adam:lr=.1", "--steps", "20", "--theme", theme, "-q", "-o", theme+".svg", "-o", theme+".png")
		}
		for _, ending := range []string{".svg", ".png"} {
			if read(t, name+ending) != read(t, "mine.yaml"+ending) {
				t.Errorf("%s: the %s differs", name, ending)
			}
		}
	}
	if r := optviz("plot", "--print-theme", "drak"); r.code != 2 || !strings.Contains(r.stderr, "did you mean dark?") {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	if r := optviz("plot", "--steps", "3", "--print-theme", "dark"); r.code != 0 || r.stderr != "optviz: --steps has no effect: --print-theme draws nothing\n" {
		t.Errorf("with --steps: exit %d, %q", r.code, r.stderr)
	}
	if r := optviz("list", "themes", "--schema", "--print-theme", "dark"); r.code != 2 || !strings.Contains(r.stderr, "give one of them") {
		t.Errorf("with --schema: exit %d, %q", r.code, r.stderr)
	}
	if r := optviz("list", "views", "--print-theme", "dark"); r.code != 2 {
		t.Errorf("a theme among views: exit %d", r.code)
	}
}

// Every drawing command takes a theme's file, and the figure has its colours.
func TestThemeFileEverywhere(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "mine.yaml", "base: dark\nbackground: '#00285e'\nruns: ['#ffc72c']\n")
	for name, args := range map[string][]string{
		"plot":    {"plot", "himmelblau", "--optimizer", "sgd:lr=.01", "--steps", "9"},
		"sweep":   {"sweep", "--optimizer", "sgd", "--x", "lr=1e-4:1e-2:log:4", "--steps", "5"},
		"basins":  {"basins", "himmelblau", "--optimizer", "newton", "--steps", "5", "--grid", "5"},
		"animate": {"animate", "himmelblau", "--optimizer", "sgd:lr=.01", "--steps", "5"},
	} {
		ending := map[bool]string{true: ".apng", false: ".png"}[name == "animate"]
		must(t, append(args, "--theme", "mine.yaml", "-q", "-o", name+ending)...)
		if got := color.RGBAModel.Convert(decode(t, name+ending).At(2, 2)); got != (color.RGBA{0, 0x28, 0x5e, 0xff}) {
			t.Errorf("%s: the background is %v", name, got)
		}
	}
	must(t, "plot", "saddle", "--steps", "3", "-q", "-o", "light.svg")
	must(t, "render", "light.svg", "--theme", "mine.yaml", "-q", "-o", "again.svg")
	must(t, "lecture", "2.1", "--theme", "mine.yaml", "-q", "--format", "svg", "-o", "lecture")
	drawn, err := filepath.Glob("lecture/2.1*.svg")
	if err != nil || len(drawn) == 0 {
		t.Fatalf("no figure of the lecture, %v", err)
	}
	for _, path := range append(drawn, "again.svg") {
		if text := read(t, path); !strings.Contains(text, `fill="#00285e"`) || !strings.Contains(text, `stroke="#ffc72c"`) {
			t.Errorf("%s has not the theme's colours", path)
		}
	}
}

// A figure holds the keys of its theme: it is drawn again where the theme's file is gone.
func TestFigureHoldsItsTheme(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "mine.yaml", "base: slides\nruns: [crimson]\nlines: {runs: 2}\n")
	for _, ending := range []string{"png", "svg", "pdf"} {
		must(t, "plot", "saddle", "--steps", "3", "--theme", "mine.yaml", "-q", "-o", "a."+ending)
	}
	if err := os.Remove("mine.yaml"); err != nil {
		t.Fatal(err)
	}
	for _, ending := range []string{"png", "svg", "pdf"} {
		must(t, "render", "a."+ending, "-q", "-o", "b."+ending)
		if read(t, "a."+ending) != read(t, "b."+ending) {
			t.Errorf("the %s drawn again differs", ending)
		}
	}
	if text := must(t, "render", "a.png", "--print-spec", "-q").stdout; !strings.Contains(text, "theme: {base: slides, runs: [crimson], lines: {runs: 2}}\n") {
		t.Error(text)
	}
}

// A document's theme is found beside the document; one of somebody else's figure must lie below it.
func TestThemeBesideDocument(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("notes/themes", 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, "notes/themes/mine.yaml", "ink: crimson\n")
	writeFile(t, "notes/a.yaml", "surface: saddle\nsteps: 3\ntheme: themes/mine.yaml\n")
	must(t, "render", "notes/a.yaml", "-q", "-o", "a.svg")
	if !strings.Contains(read(t, "a.svg"), "#dc143c") {
		t.Error("the figure has not the theme's ink")
	}
	writeFile(t, "outside.yaml", "ink: crimson\n")
	writeFile(t, "notes/a.txt", "surface: saddle\nsteps: 3\ntheme: ../outside.yaml\n")
	if r := optviz("render", "notes/a.txt", "-q", "-o", "b.svg"); r.code == 0 || !strings.Contains(r.stderr, "lies outside") {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	must(t, "render", "notes/a.txt", "--read-anywhere", "-q", "-o", "b.svg")
}

// Without a theme, too, --background transparent leaves the background out of figures of the lecture, of
// pages, whose figures have the page's theme, and of films, in all formats that can.
func TestTransparentBackground(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range []string{
		"lecture 9.1", "lecture 1.2 7.4#1 --columns 2", "plot saddle sphere --optimizer sgd:lr=.1 --steps 3", "plot saddle --steps 3",
	} {
		must(t, append(strings.Fields(args), "--background", "transparent", "-q", "-o", "a.png", "-o", "a.svg", "-o", "a.pdf", "-o", "a.tex", "-o", "a.typ")...)
		if _, _, _, alpha := decode(t, "a.png").At(2, 2).RGBA(); alpha != 0 {
			t.Errorf("%s: the PNG has a background of %d", args, alpha)
		}
		must(t, "render", "a.svg", "-q", "-o", "again.png")
		if _, _, _, alpha := decode(t, "again.png").At(2, 2).RGBA(); alpha != 0 {
			t.Errorf("%s: drawn again, the PNG has a background of %d", args, alpha)
		}
	}
	said := must(t, "animate", "saddle", "sphere", "--optimizer", "sgd:lr=.1", "--steps", "3", "--background", "transparent", "-o", "a.gif").stderr
	if !strings.Contains(said, "GIF has a background, which is that of the theme") {
		t.Errorf("of a film, said %q", said)
	}
}

// Colours that cannot be read, and a background that a format cannot leave out, are said.
func TestThemeNotes(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "mine.yaml", "background: transparent\nink: yellow\nruns: ['#f00', '#f00001']\n")
	said := must(t, "plot", "saddle", "--steps", "3", "--theme", "mine.yaml", "-o", "a.png", "-o", "a.jpg").stderr
	for _, want := range []string{"ink #ffff00 on #ffffff has a contrast of 1.1", "#ff0000 and #f00001, look alike", "JPG has a background"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	if strings.Contains(said, "PNG") {
		t.Error(said)
	}
	if _, _, _, alpha := decode(t, "a.png").At(2, 2).RGBA(); alpha != 0 {
		t.Errorf("the PNG has a background of %d", alpha)
	}
}

// What is told of one figure is told of several, once.
func TestThemeNotesOfSeveral(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "mine.yaml", "background: transparent\nink: yellow\n")
	for _, out := range []string{"l.pptx", "dir"} {
		args := []string{"lecture", "9.4", "6.1", "--theme", "mine.yaml", "--text", "real", "--format", "pptx", "-o", out}
		if out == "l.pptx" {
			args = slices.DeleteFunc(args, func(a string) bool { return a == "--format" || a == "pptx" })
		}
		said := must(t, args...).stderr
		for _, want := range []string{"ink #ffff00 on #ffffff has a contrast of 1.1", "PPTX has a background", "(--text real, --fonts document) changes nothing"} {
			if strings.Count(said, want) != 1 {
				t.Errorf("-o %s: %q is not once in %s", out, want, said)
			}
		}
		if quiet := must(t, append(args, "-q")...).stderr; quiet != "" {
			t.Errorf("-q says %s", quiet)
		}
	}
}

// Characters that the fonts of a theme lack are said, and drawn in the built-in font.
func TestThemeFontLacks(t *testing.T) {
	font, err := os.ReadFile("../../render/typeset/testdata/glyfTest.ttf")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	writeFile(t, "font.ttf", string(font))
	writeFile(t, "mine.yaml", "fonts: {bold: font.ttf}\n")
	said := must(t, "plot", "saddle", "--steps", "3", "--title", "Qua", "--theme", "mine.yaml", "-o", "a.svg").stderr
	if !strings.Contains(said, "the theme's fonts lack") || !strings.Contains(said, " Q ") || !strings.Contains(said, "built-in font") {
		t.Error(said)
	}
	writeFile(t, "page.yaml", "theme: mine.yaml\nfigures:\n  - {surface: saddle, steps: 3, title: plain}\n  - {surface: saddle, steps: 3, title: Qua}\n")
	if said := must(t, "render", "page.yaml", "-o", "page.svg").stderr; !strings.Contains(said, " Q ") {
		t.Errorf("of a page: %q", said)
	}
	if said := must(t, "animate", "saddle", "--steps", "3", "--title", "Qua", "--theme", "mine.yaml", "-o", "a.html").stderr; !strings.Contains(said, " Q ") {
		t.Errorf("of a film: %q", said)
	}
	writeFile(t, "font.ttf", "wOF2")
	if r := optviz("plot", "saddle", "--theme", "mine.yaml"); r.code != 2 || !strings.Contains(r.stderr, "is a web font (WOFF2); a TTF or OTF is needed") {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
}

// Shells complete names of themes, and else files.
func TestCompleteTheme(t *testing.T) {
	for typed, want := range map[string]string{"sli": "slides\t", "mi": "yaml\nyml\njson\n:8\n"} {
		if got := must(t, "__complete", "plot", "--theme", typed).stdout; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", typed, fmt.Sprintf("%q", got))
		}
	}
}

// --background is the key of the theme that --theme names, or of the figure that is drawn again, in
// either order, and a figure holds it.
func TestBackground(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "mine.yaml", "base: slides\nbackground: beige\nruns: [navy, teal]\n")
	printed := func(args ...string) string {
		return must(t, append(args, "--print-spec")...).stdout
	}
	for want, args := range map[string][]string{
		"theme: {base: slides, background: black}\n":          {"--background", "black", "--theme", "slides"},
		"theme: {base: slides, background: transparent}\n":    {"--theme", "slides", "--background", "transparent"},
		"theme: {background: \"#00285e\"}\n":                  {"--background", "#00285e"},
		"theme: {base: mine.yaml, background: transparent}\n": {"--theme", "mine.yaml", "--background", "transparent"},
	} {
		if got := printed(append([]string{"plot", "saddle", "--steps", "3"}, args...)...); !strings.Contains(got, want) {
			t.Errorf("%q: got %s, want %s", args, got, want)
		}
	}
	must(t, "plot", "saddle", "--steps", "3", "--theme", "mine.yaml", "--size", "300x200", "--background", "black", "-q", "-o", "a.svg")
	if !strings.Contains(read(t, "a.svg"), `fill="#000000"`) {
		t.Error("the page is not black")
	}
	must(t, "render", "a.svg", "-q", "-o", "again.svg")
	if read(t, "a.svg") != read(t, "again.svg") {
		t.Error("the figure drawn again differs")
	}
	if got := printed("render", "a.svg", "--background", "navy"); !strings.Contains(got, "theme: {base: slides, background: navy, runs: [navy, teal]}") || !strings.Contains(got, "size: 300x200") {
		t.Errorf("on another background the figure is %s", got)
	}
	for _, command := range []string{"sweep saddle --x lr=.1/.2", "basins saddle", "animate saddle", "lecture 12.1"} {
		if got := printed(append(strings.Fields(command), "--background", "black")...); !strings.Contains(got, "background: black") {
			t.Errorf("%s: got %s", command, got)
		}
	}
	writeFile(t, "n.md", "```optviz\nplot saddle --steps 3 --background '#123456'\n```\n")
	for background, args := range map[string][]string{"#123456": {}, "#654321": {"--background", "#654321"}} {
		must(t, append([]string{"notes", "n.md"}, args...)...)
		if drawn := read(t, "figures/n-1.svg"); !strings.Contains(drawn, `fill="`+background+`"`) {
			t.Errorf("the figure of the note has not the background %s", background)
		}
	}
	for value, want := range map[string]string{"teel": "did you mean teal?", "transparant": "did you mean transparent?", "": "is empty", "#12": "three or six digits"} {
		if r := optviz("plot", "saddle", "--background", value); r.code != 2 || !strings.Contains(r.stderr, "--background") || !strings.Contains(r.stderr, want) {
			t.Errorf("%q: %d, %s", value, r.code, r.stderr)
		}
	}
	writeFile(t, "bad.yaml", "ink: teel\n")
	if r := optviz("plot", "saddle", "--theme", "bad.yaml", "--background", "navy"); !strings.Contains(r.stderr, `--theme "bad.yaml": bad.yaml:1:6: ink: "teel"`) {
		t.Errorf("of a wrong file, said %s", r.stderr)
	}
}
