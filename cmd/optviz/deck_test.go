package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/render/pptx"
)

// slidePart returns a part of a presentation; "" where it has none of the name.
func slidePart(t *testing.T, file, name string) string {
	t.Helper()
	content := read(t, file)
	archive, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// titlesOf returns the titles of the slides of a presentation.
func titlesOf(t *testing.T, file string) (titles []string) {
	t.Helper()
	for n := 1; ; n++ {
		slide := slidePart(t, file, fmt.Sprintf("ppt/slides/slide%d.xml", n))
		if slide == "" {
			return titles
		}
		_, rest, _ := strings.Cut(slide, "<a:t>")
		title, _, _ := strings.Cut(rest, "</a:t>")
		titles = append(titles, title)
	}
}

// A figure is a slide with its title as text; drawn again, it has the same bytes.
func TestDeckOfFigure(t *testing.T) {
	t.Chdir(t.TempDir())
	out := must(t, "plot", "beale", "--optimizer", "adam:lr=0.1", "--steps", "9", "--title", "Paths & ends", "-q", "-o", "a.pptx", "-o", "a.svg").stdout
	if out != "a.pptx\na.svg\n" {
		t.Errorf("wrote %q", out)
	}
	if got := titlesOf(t, "a.pptx"); !slices.Equal(got, []string{"Paths &amp; ends"}) {
		t.Errorf("titles %q", got)
	}
	inDeck, alone := slidePart(t, "a.pptx", "ppt/media/image1.svg"), read(t, "a.svg")
	if n, m := strings.Count(inDeck, "<path"), strings.Count(alone, "<path"); n != m-1 {
		t.Errorf("the picture has %d paths, the figure %d: the title alone is left out", n, m)
	}
	if must(t, "render", "a.pptx", "-q", "-o", "b.pptx", "-o", "b.svg"); read(t, "b.pptx") != read(t, "a.pptx") || read(t, "b.svg") != alone {
		t.Error("drawn again, it is another figure")
	}
	if piped := must(t, "render", "a.pptx", "-q", "-o", "-", "--format", "pptx").stdout; piped != read(t, "a.pptx") {
		t.Error("stdout has another presentation than the file")
	}
	if must(t, "render", "a.pptx", "-q", "--lang", "de", "--theme", "dark", "-o", "de.pptx"); !strings.Contains(slidePart(t, "de.pptx", "ppt/slides/slide1.xml"), `lang="de-DE"`) ||
		!strings.Contains(slidePart(t, "de.pptx", "ppt/slideMasters/slideMaster1.xml"), `bg1="dk1"`) {
		t.Error("it is not German and dark")
	}
}

// A page for slides is one presentation, also on stdout, with the caption as the speaker's notes.
func TestDeckOfPage(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "title: Two\ncaption: 'At last {{n ((.Part 1).Loss 1) 3}}'\nfigures:\n  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 9, view: loss}\n  - title: Inner\n    figures:\n      - {surface: beale, steps: 5, title: Third}\n"
	if err := os.WriteFile("page.yaml", []byte(page), 0o666); err != nil {
		t.Fatal(err)
	}
	must(t, "render", "page.yaml", "--theme", "slides", "-q", "-o", "page.pptx")
	if got := titlesOf(t, "page.pptx"); !slices.Equal(got, []string{"Two", "Two"}) {
		t.Errorf("titles %q", got)
	}
	for n := 1; n <= 2; n++ {
		if notes := slidePart(t, "page.pptx", fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n)); !strings.Contains(notes, "<a:t>At last 0.401<") {
			t.Errorf("the notes lack the caption: %s", notes)
		}
	}
	if piped := must(t, "render", "page.pptx", "-q", "-o", "-", "--format", "pptx").stdout; piped != read(t, "page.pptx") {
		t.Error("drawn again, it is another page")
	}
}

// Frames are the slides of one presentation, which knows how far each goes.
func TestDeckOfFrames(t *testing.T) {
	t.Chdir(t.TempDir())
	out := must(t, "plot", "sphere", "--optimizer", "sgd:lr=.1", "--steps", "9", "--view", "trajectory", "--frames", "0,3,9", "-q", "-o", "f.pptx", "-o", "f.svg").stdout
	if out != "f-0.svg\nf-3.svg\nf-9.svg\nf.pptx\n" {
		t.Errorf("wrote %q", out)
	}
	if got := titlesOf(t, "f.pptx"); len(got) != 3 {
		t.Errorf("titles %q", got)
	}
	sources, err := pptx.Sources([]byte(read(t, "f.pptx")))
	if err != nil || len(sources) != 3 || !strings.Contains(sources[1], "until: 3") {
		t.Errorf("sources %q, %v", sources, err)
	}
	if must(t, "render", "f.pptx", "-q", "-o", "again.pptx"); read(t, "again.pptx") != read(t, "f.pptx") {
		t.Error("drawn again, they are other slides")
	}
	if must(t, "render", "f.pptx", "--figure", "2", "-q", "-o", "second.svg"); read(t, "second.svg") != read(t, "f-3.svg") {
		t.Error("the second slide is not the second frame")
	}
	for _, c := range []struct{ args, want string }{
		{"render f.pptx -o g.svg", `SPEC "f.pptx": holds 3 figures: --figure 1 takes the first`},
		{"render f.pptx", `holds 3 figures`},
		{"render f.pptx -o g.pptx --print-spec", `holds 3 figures`},
		{"render f.pptx --figure 4 -o g.svg", `--figure "4": there are 3 figures`},
	} {
		if r := optviz(strings.Fields(c.args)...); r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d: %s", c.args, r.code, r.stderr)
		}
	}
}

// Of a page that is several slides each is built before the next begins, each slide holds what makes it, and
// PDFs have the same pages.
func TestDeckBuildsPages(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "page.yaml", "columns: 4\nfigures:\n"+strings.Repeat("  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 5, view: trajectory}\n", 2)+
		"  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 9, view: compare}\n")
	must(t, "render", "page.yaml", "--theme", "slides", "--frames", "0,2,7", "-q", "-o", "f.pptx", "-o", "f.png")
	var want []string
	for _, only := range []string{"[1, 2]", "[3]"} {
		for _, until := range []string{"0", "2", "7"} {
			if only == "[1, 2]" && until == "7" {
				until = "5" // where its runs end
			}
			want = append(want, "only: "+only+"\nuntil: "+until)
		}
	}
	sources, err := pptx.Sources([]byte(read(t, "f.pptx")))
	if err != nil || len(sources) != len(want) {
		t.Fatalf("%d sources, %v", len(sources), err)
	}
	for i, source := range sources {
		only, until, _ := strings.Cut(want[i], "\n")
		if !strings.Contains(source, only+"\n") || !strings.Contains(source, until+"\n") {
			t.Errorf("slide %d is not of %s, %s: %s", i+1, only, until, source)
		}
	}
	if must(t, "render", "f.pptx", "-q", "-o", "again.pptx"); read(t, "again.pptx") != read(t, "f.pptx") {
		t.Error("drawn again, they are other slides")
	}
	if must(t, "render", "f.pptx", "--figure", "5", "-q", "-o", "fifth.png"); read(t, "fifth.png") != read(t, "f-2-2.png") {
		t.Error("the fifth slide is not the second of the second build")
	}
}

// Figures of the lecture are slides with their captions as notes; drawn again they are the same, or in
// another language and theme.
func TestDeckOfLecture(t *testing.T) {
	t.Chdir(t.TempDir())
	if out := must(t, "lecture", "12.1", "9.3", "--theme", "slides", "--lang", "de", "-q", "-o", "t.pptx").stdout; out != "t.pptx\n" {
		t.Errorf("wrote %q", out)
	}
	titles := titlesOf(t, "t.pptx")
	sources, err := pptx.Sources([]byte(read(t, "t.pptx")))
	if len(titles) < 3 || titles[0] != titles[1] || titles[1] == titles[2] || len(sources) != 2 || err != nil {
		t.Errorf("titles %q, %d sources, %v", titles, len(sources), err)
	}
	for n := 1; n <= len(titles); n++ {
		if notes := slidePart(t, "t.pptx", fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n)); !strings.Contains(notes, "Schritt") || !strings.Contains(notes, `lang="de-DE"`) {
			t.Errorf("slide %d has no caption: %s", n, notes)
		}
	}
	if must(t, "render", "t.pptx", "-q", "-o", "again.pptx"); read(t, "again.pptx") != read(t, "t.pptx") {
		t.Error("drawn again, they are other slides")
	}
	must(t, "render", "t.pptx", "-q", "--theme", "slides-dark", "--lang", "en", "-o", "en.pptx")
	if again := titlesOf(t, "en.pptx"); len(again) < 3 || again[0] == titles[0] || !strings.Contains(slidePart(t, "en.pptx", "ppt/notesSlides/notesSlide2.xml"), "Gradient descent in a ravine") {
		t.Errorf("in English and dark, the titles are %q", again)
	}
	must(t, "lecture", "9.4", "6.1", "--frames", "0,2", "-q", "-o", "f.pptx")
	if titles := titlesOf(t, "f.pptx"); len(titles) != 4 {
		t.Errorf("titles of frames: %q", titles)
	}
	must(t, "lecture", "12.1", "--theme", "slides", "--format", "pptx", "-q", "-o", "d")
	if index := read(t, "d/index-12.1.md"); strings.Count(index, ".pptx)") != 1 || !strings.Contains(index, "(12.1-four-regimes.pptx)") {
		t.Errorf("the index leads elsewhere: %s", index)
	}
	for _, c := range []struct{ args, want string }{
		{"lecture 12.1 9.1 -o a.pptx -o b.svg", `--out "b.svg": holds one figure, but there are 2`},
		{"lecture 12.1 9.1 -o a.pptx --data csv", `--data "csv": is of one figure`},
		{"lecture 12.1 9.1 -o a.pptx --frames 3,2", `--frames "3,2": 2 is not after 3`},
	} {
		if r := optviz(strings.Fields(c.args)...); r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, r.code, r.stderr)
		}
	}
}
