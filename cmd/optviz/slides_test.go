package main

import (
	"os"
	"strings"
	"testing"
)

// A page for slides is a grid of its panels, and figures that need a slide of their own are
// files of their own, numbered, in all formats; each holds what makes it again.
func TestSlides(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "title: Three\nfigures:\n  - {surface: sphere, steps: 5, title: First, view: loss}\n  - {surface: himmelblau, steps: 5, title: Second, view: loss}\n  - title: Inner\n    figures:\n      - {surface: beale, steps: 5, title: Third}\n"
	if err := os.WriteFile("page.yaml", []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	out := must(t, "render", "page.yaml", "--theme", "slides", "-q", "-o", "s.svg", "-o", "s.png").stdout
	if want := "s-1.svg\ns-1.png\ns-2.svg\ns-2.png\n"; out != want {
		t.Errorf("wrote %q, want %q", out, want)
	}
	for name, holds := range map[string]string{"s-1.svg": "First Second", "s-2.svg": "Inner Third"} {
		svg := read(t, name)
		before, _, _ := strings.Cut(svg, "<metadata>")
		_, after, _ := strings.Cut(svg, "</metadata>")
		for _, title := range []string{"First", "Second", "Inner", "Third"} {
			if got := strings.Contains(before+after, title); got != strings.Contains(holds, title) {
				t.Errorf("%s: %s is in it: %v", name, title, got)
			}
		}
		if must(t, "render", name, "-q", "-o", "again.svg"); read(t, "again.svg") != svg {
			t.Errorf("%s is another when it is drawn again", name)
		}
	}
	if must(t, "render", "page.yaml", "-q", "-o", "one.svg"); !strings.Contains(read(t, "one.svg"), "Third") {
		t.Error("the page lacks a figure")
	}
	if r := optviz("render", "page.yaml", "--theme", "slides", "-o", "-", "--format", "svg"); r.code != wrongUsage || !strings.Contains(r.stderr, "makes 2 figures of the page, stdout holds one") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
}

// The index of a lecture shows each slide.
func TestLectureSlides(t *testing.T) {
	t.Chdir(t.TempDir())
	out := must(t, "lecture", "12.1", "--theme", "slides", "--format", "svg", "-o", "l").stdout
	index := read(t, "l/index-12.1.md")
	for _, name := range []string{"12.1-four-regimes-1.svg", "12.1-four-regimes-2.svg"} {
		if !strings.Contains(out, "l/"+name+"\n") || strings.Count(index, "("+name+")") != 2 {
			t.Errorf("%s: stdout\n%s\nindex\n%s", name, out, index)
		}
	}
}

// A note says that a theme makes several slides of a page, their number and names, and what draws one
// figure. A film and a presentation are one file each.
func TestSlidesNote(t *testing.T) {
	t.Chdir(t.TempDir())
	const two = "optviz: the theme slides splits a page so that it can be read from afar: %s is 2 slides, %s-1 to %s-2"
	const one = " (--figure N draws one figure of a page)"
	writeFile(t, "uni.yaml", "base: slides\nink: navy\n")
	for args, theme := range map[string]string{
		"--theme slides-dark --background black":    "slides-dark",
		"--theme uni.yaml":                          "uni.yaml",
		"--theme uni.yaml --background transparent": "uni.yaml",
	} {
		for _, to := range []string{" -o t.svg", " --format svg -o dir"} {
			said := must(t, strings.Fields("lecture 12.1 "+args+to)...).stderr
			if !strings.Contains(said, "the theme "+theme+" splits a page") {
				t.Errorf("%s%s: said %q", args, to, said)
			}
		}
	}
	for _, c := range []struct{ args, page, more string }{
		{"lecture 12.1 --theme slides -o t.png", "t", one},
		{"lecture 12.1 --theme slides --format svg -o dir", "12.1-four-regimes", one},
		{"lecture 12.1 --theme slides --frames 0,2 -o t.svg -o t.pptx", "t", one},
		{"lecture 12.1 --theme slides --frames 0,2 --format svg -o dir", "12.1-four-regimes", one},
		{"plot saddle sphere --theme slides --optimizer sgd:lr=.1 --steps 5 -o t.svg", "t", ""},
		{"lecture 12.1 --theme slides -o t.pptx", "", ""},
		{"lecture 12.1 --theme slides --figure 1 -o t.svg", "", ""},
		{"lecture 12.1 -o t.svg", "", ""},
		{"lecture 12.1 --theme slides -q -o t.svg", "", ""},
	} {
		said := must(t, strings.Fields(c.args)...).stderr
		want := strings.ReplaceAll(two, "%s", c.page) + c.more + "\n"
		if c.page == "" && strings.Contains(said, "slides") || c.page != "" && !strings.Contains(said, want) {
			t.Errorf("%s: said %q, want %q", c.args, said, want)
		}
	}
}
