package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/render/figure"
)

// pagesOf returns what a PDF says of itself: the number of its pages and the titles of its bookmarks.
func pagesOf(t *testing.T, file string) (pages, bookmarks int) {
	t.Helper()
	content := read(t, file)
	return strings.Count(content, "/Type /Page "), strings.Count(content, "/Fit]")
}

// Several figures are the pages of a PDF, in the order in which they are asked for; drawn again they are
// the same, together or one by one.
func TestPDFOfLecture(t *testing.T) {
	t.Chdir(t.TempDir())
	if out := must(t, "lecture", "12.1", "9.1", "-q", "-o", "x.pdf").stdout; out != "x.pdf\n" {
		t.Errorf("wrote %q", out)
	}
	if pages, bookmarks := pagesOf(t, "x.pdf"); pages != 2 || bookmarks != 2 {
		t.Errorf("%d pages, %d bookmarks", pages, bookmarks)
	}
	sources, err := figure.ReadSources([]byte(read(t, "x.pdf")))
	if err != nil || len(sources) != 2 || !strings.Contains(sources[0], "Too low a rate crawls") || !strings.Contains(sources[1], "momentum") {
		t.Errorf("%d sources, %v", len(sources), err)
	}
	if must(t, "render", "x.pdf", "-q", "-o", "again.pdf"); read(t, "again.pdf") != read(t, "x.pdf") {
		t.Error("drawn again, they are other pages")
	}
	must(t, "render", "x.pdf", "--figure", "2", "-q", "-o", "second.pdf")
	if must(t, "lecture", "9.1", "-q", "-o", "alone.pdf"); read(t, "second.pdf") != read(t, "alone.pdf") {
		t.Error("the second figure is not figure 9.1")
	}
	if pages, bookmarks := pagesOf(t, "alone.pdf"); pages != 1 || bookmarks != 0 {
		t.Errorf("one figure is %d pages with %d bookmarks", pages, bookmarks)
	}
	if r := optviz("render", "x.pdf", "-o", "y.svg"); r.code != wrongUsage || !strings.Contains(r.stderr, `SPEC "x.pdf": holds 2 figures: --figure 1 takes the first, and render -o FILE.pdf or FILE.pptx draws all again`) {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not installed")
	}
	if out, err := exec.Command("qpdf", "--check", "x.pdf").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

// A page that a theme splits is one PDF of several pages, also on stdout, and files of their own in other
// formats and, with --frames, as PDF, too.
func TestPDFOfSlides(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "title: Two\nfigures:\n  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 9, view: loss}\n  - title: Inner\n    figures:\n      - {surface: beale, steps: 5, title: Third}\n"
	if err := os.WriteFile("page.yaml", []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "render", "page.yaml", "--theme", "slides", "-q", "-o", "p.pdf", "-o", "p.svg").stdout; out != "p-1.svg\np-2.svg\np.pdf\n" {
		t.Errorf("wrote %q", out)
	}
	if pages, _ := pagesOf(t, "p.pdf"); pages != 2 {
		t.Errorf("%d pages", pages)
	}
	if piped := must(t, "render", "p.pdf", "-q", "-o", "-", "--format", "pdf").stdout; piped != read(t, "p.pdf") {
		t.Error("drawn again, it is another page")
	}
	if must(t, "render", "p-2.svg", "-q", "-o", "p-2.pdf"); !strings.Contains(read(t, "p-2.pdf"), "/Count 1>>") {
		t.Error("one slide is several pages")
	}
	out := must(t, "plot", "sphere", "--optimizer", "sgd:lr=.1", "--steps", "9", "--frames", "0,9", "-q", "-o", "build.pdf").stdout
	if got := strings.Fields(out); !slices.Equal(got, []string{"build-0.pdf", "build-9.pdf"}) {
		t.Errorf("frames are %q", got)
	}
}
