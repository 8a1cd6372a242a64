package main

import (
	"os"
	"strings"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/figure"
)

// Figures of the lecture and files are films, with the looks and times of the flags.
func TestAnimateDocument(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "mine.yaml", "surface: rosenbrock\nsteps: 3\n")
	for args, want := range map[string]string{ // no film takes the name of another
		"7.4#1":          "out/7.4-figure-1.gif\n",
		"7.4 --figure 2": "out/7.4-figure-2.gif\n",
		"mine.yaml":      "out/mine.gif\n",
		"rosenbrock":     "out/rosenbrock.gif\n",
	} {
		if got := must(t, append([]string{"animate", "-q", "--size", "360x240", "--fps", "2"}, strings.Fields(args)...)...).stdout; got != want {
			t.Errorf("%s goes to %q, want %q", args, got, want)
		}
	}
	must(t, "animate", "9.1", "-q", "--seconds", "1", "--title", "none", "--legend", "none", "--size", "480x270", "-o", "page.html")
	again(t, "page.html")
	page, err := os.ReadFile("page.html")
	if err != nil {
		t.Fatal(err)
	}
	source, err := figure.ReadSource(page)
	for _, want := range []string{"animate: {seconds: 1}\n", "title: \"\"\n", "legend: none\n", "size: 480x270\n"} {
		if err != nil || !strings.Contains(source, want) {
			t.Errorf("%v: no %q in\n%s", err, want, source)
		}
	}
	if err := os.WriteFile("page.yaml", []byte("{figures: [{lecture: 7.4#2}, {lecture: 7.4#1, steps: 9}], animate: {fps: 5, pause: 1}}"), 0o666); err != nil {
		t.Fatal(err)
	}
	spec := must(t, "animate", "page.yaml", "--fps", "4", "--print-spec").stdout
	if !strings.HasSuffix(spec, "animate: {fps: 4, pause: 1}\n") || !strings.HasPrefix(spec, "size: 960x540\n") {
		t.Errorf("the document is\n%s", spec)
	}
	note := "```optviz id=a\nanimate 7.4#2 --size 360x240\n```\n"
	if err := os.WriteFile("note.md", []byte(note), 0o666); err != nil {
		t.Fatal(err)
	}
	must(t, "notes", "note.md")
	if svg := read(t, "figures/a.svg"); !strings.Contains(svg, "<animate") {
		t.Error("the figure of the note does not move")
	}
}

func TestAnimateDocumentErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		args, want string
		code       int
	}{
		{"animate|7.4|--steps|4", `--steps is of the runs on a SURFACE; "7.4" has its own`, wrongUsage},
		{"animate|7.4|-f|x^2", `give a --formula or "7.4", not both`, wrongUsage},
		{"animate|7.4|--figure|9", `--figure "9": there is no figure 9 of 3 figures`, wrongUsage},
		{"animate|7.4#9", `QUESTION "7.4#9": there is no figure 9`, wrongUsage},
		{"animate|--figure|1", `takes a figure of a page`, wrongUsage},
		{"animate|6.2", `kind: basins does not move: only runs do`, wrongUsage},
		{"animate|no.yaml", `SPEC "no.yaml": no such file`, wrongUsage},
		{"plot|12.1", `"12.1" is a figure of the lecture, no surface: optviz lecture 12.1 -o FILE draws it`, wrongUsage},
		{"plot|page.yaml", `"page.yaml" is a file, no surface: optviz render page.yaml -o FILE draws`, wrongUsage},
		{"render|12.1", `optviz lecture 12.1 draws figure 12.1 of the lecture`, wrongUsage},
		{"lecture|12.1|--steps|5", `(lecture draws a figure as it is: add steps: 5 to the figure in the file of --print-spec`, wrongUsage},
		{"lecture|7.4|--animate", `(-o FILE.gif draws a film)`, wrongUsage},
		{"plot|--no-legend", `(did you mean --legend none?)`, wrongUsage},
	} {
		r := optviz(strings.Split(c.args, "|")...)
		if r.code != c.code || !strings.Contains(r.stderr, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, r.code, r.stderr)
		}
	}
}

// Each flag of how a figure looks changes its document wherever it is taken.
func TestAppearanceFlags(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "f.yaml", "surface: saddle\nsteps: 2\n")
	values := map[string]string{
		"size": "800x450", "dpi": "150", "theme": "dark", "background": "navy", "text": "outlines", "fonts": "own",
		"title": "T", "subtitle": "S", "legend": "none", "formula": "none", "lang": "de",
	}
	for _, command := range []string{"plot saddle", "plot saddle himmelblau", "basins saddle", "animate saddle", "animate saddle himmelblau", "animate 7.4#1", "animate f.yaml", "render f.yaml", "lecture 7.4#1"} {
		args := append(strings.Fields(command), "-q", "--print-spec")
		usual := must(t, args...).stdout
		for _, flag := range document.AppearanceFlags() {
			if values[flag] == "" {
				t.Fatalf("the test has no value of --%s", flag)
			}
			if must(t, append(args, "--"+flag, values[flag])...).stdout == usual {
				t.Errorf("%s: --%s %s changes nothing", command, flag, values[flag])
			}
		}
	}
}
