package main

import (
	"os"
	"strings"
	"testing"

	"github.com/optviz/optviz/render/figure"
)

// again draws a figure again and compares the bytes.
func again(t *testing.T, name string) {
	t.Helper()
	ext := name[strings.LastIndexByte(name, '.'):]
	must(t, "render", name, "-q", "-o", "again"+ext)
	if read(t, name) != read(t, "again"+ext) {
		t.Errorf("%s drawn again has other bytes", name)
	}
}

// A figure of the lecture goes to files, as film where the extension is one of films alone.
func TestLectureFile(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "lecture", "12.1", "--size", "480x270", "-o", "a.svg", "-o", "a.png", "--data", "csv")
	if got := strings.Join(files(t), " "); got != "a.csv a.png a.spec.yaml a.svg" {
		t.Errorf("the files are %s", got)
	}
	again(t, "a.svg")
	again(t, "a.png")
	must(t, "lecture", "7.4#1", "--size", "480x270", "-o", "film.gif", "-o", "film.html")
	again(t, "film.gif")
	again(t, "film.html")
	must(t, "lecture", "9.1", "--size", "360x240", "-o", "page.apng")
	again(t, "page.apng")
	r := must(t, "lecture", "12.1", "-o", "-", "--format", "svg", "-q", "--size", "480x270")
	if r.stdout != read(t, "a.svg") {
		t.Errorf("stdout is %.40q", r.stdout)
	}
}

// Frames go beside a file and into a directory, whose index shows all.
func TestLectureFrames(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "lecture", "7.4", "--figure", "1", "--frames", "0,2,50", "-o", "a.svg", "--size", "480x270")
	if got := strings.Join(files(t), " "); got != "a-00.svg a-02.svg a-50.svg" {
		t.Errorf("the files are %s", got)
	}
	again(t, "a-02.svg")
	must(t, "lecture", "7.4#1", "--frames", "0,10", "--format", "svg", "-o", "dir", "--size", "480x270")
	page := read(t, "dir/index-7.4-figure-1.md")
	for _, want := range []string{"](7.4-rosenbrock-figure-1-00.svg)", "](7.4-rosenbrock-figure-1-10.svg)", "`optviz lecture 7.4#1 "} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	one, err := os.ReadFile("a-50.svg")
	if err != nil {
		t.Fatal(err)
	}
	source, err := figure.ReadSource(one)
	if err != nil || !strings.Contains(source, "until: 50\n") || strings.Contains(source, "figures:") {
		t.Errorf("%v: the source is\n%s", err, source)
	}
}

// The chosen figures stand on one page, in files and in a directory.
func TestLecturePage(t *testing.T) {
	t.Chdir(t.TempDir())
	must(t, "lecture", "6.3", "10.1", "--columns", "2", "-o", "page.svg", "--title", "Two")
	again(t, "page.svg")
	spec := must(t, "lecture", "6.3", "10.1", "--columns", "2", "--title", "Two", "--print-spec").stdout
	if err := os.WriteFile("page.yaml", []byte(spec), 0o666); err != nil {
		t.Fatal(err)
	}
	must(t, "render", "page.yaml", "-o", "same.svg", "-q")
	if read(t, "page.svg") != read(t, "same.svg") {
		t.Errorf("the printed page is another:\n%s", spec)
	}
	must(t, "lecture", "6.3", "10.1", "--columns", "2", "--format", "svg", "-o", "dir")
	if page := read(t, "dir/page-6.3-10.1.svg"); !strings.Contains(page, ">A straight cut overstates the barrier between two minima; Step by step: ") {
		t.Errorf("the page is %.300s", page)
	}
}

func TestLectureFileErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"lecture|12.1|9.1|-o|x.png", `--out "x.png": holds one figure, but there are 2: --columns 2 puts them on one page, -o FILE.pdf or FILE.pptx makes a slide or page of each, and -o DIR a file`},
		{"lecture|12.1|-o|x.bmp", `--out "x.bmp": is no directory, and unknown format "bmp"; choose from png`},
		{"lecture|12.1|-o|a|-o|b.svg", `give one directory, or files`},
		{"lecture|12.1|-o|-", `stdout needs --format`},
		{"lecture|12.1|--format|gif", `--format "gif": is a film of one figure: -o FILE.gif draws it`},
		{"lecture|7.4#1|--columns|3|-o|x.png", `--columns "3": puts several figures side by side, as in 12.1 9.1; there is one`},
		{"lecture|7.4|--figure|1|--columns|2|--print-spec", `--columns "2": puts several figures side by side`},
		{"lecture|12.1|--columns|0", `--columns "0": must be at least 1`},
		{"lecture|7.4#4", `QUESTION "7.4#4": there is no figure 4 of 3 figures: 1 "The paths", 2 "Second order: a few steps", 3 "First order: thousands"`},
		{"lecture|6.2#2", `there is no figure 2: it is one figure, not a page of several`},
		{"lecture|7.4#two", `"two" is no number of a figure, as in 7.4#1`},
		{"lecture|7#1", `has 5 figures: name one, as in 7.1`},
		{"lecture|7.4|--figure|9", `--figure "9": there is no figure 9 of 3 figures`},
		{"lecture|7.4|9.1|--figure|1", `takes one figure of a page, but there are 2`},
		{"lecture|6.2|-o|x.gif", `kind: basins does not move: only runs do`},
		{"lecture|7.4|--frames|0,60000|-o|x.svg", `--frames "0,60000": 60000 is past the end of the runs, 12000`},
		{"lecture|7.4|--frames|5,3", `--frames "5,3": 3 is not after 5`},
		{"lecture|7.4|--frames|0,5|-o|x.gif", `--frames and --summary are for pictures; this is a film`},
	} {
		r := optviz(strings.Split(c.args, "|")...)
		if r.code != wrongUsage || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, r.code, r.stderr)
		}
	}
	if got := files(t); len(got) > 0 {
		t.Errorf("left %q", got)
	}
}
