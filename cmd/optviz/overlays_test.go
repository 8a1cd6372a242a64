package main

import (
	"fmt"
	"strings"
	"testing"
)

// Frames are the overlays of one file for LaTeX, which holds what all are drawn from.
func TestOverlaysOfFrames(t *testing.T) {
	t.Chdir(t.TempDir())
	out := must(t, "plot", "sphere", "--optimizer", "sgd:lr=.1", "--steps", "9", "--view", "trajectory", "--frames", "0,3,9", "-q", "-o", "f.tex", "-o", "f.svg").stdout
	if out != "f-0.svg\nf-3.svg\nf-9.svg\nf.tex\n" {
		t.Errorf("wrote %q", out)
	}
	file := read(t, "f.tex")
	if strings.Contains(file, "until") || !strings.Contains(file, `\ov@frames{1-1}\ifov@on`) || !strings.Contains(file, `\ov@frames{3-3}\ifov@on`) {
		t.Errorf("the file is\n%.2000s", file)
	}
	must(t, "render", "f.tex", "-q", "-o", "again.tex")
	if read(t, "again.tex") != file {
		t.Error("drawn again it has other bytes")
	}
	if r := must(t, "render", "f.tex", "-q", "-o", "-", "--format", "tex"); r.stdout != file {
		t.Error("on stdout it has other bytes")
	}
	if out := must(t, "render", "f.tex", "-q", "-o", "again.svg").stdout; out != "again-0.svg\nagain-3.svg\nagain-9.svg\n" || read(t, "again-3.svg") != read(t, "f-3.svg") {
		t.Errorf("in another format it is %q, or has other bytes", out)
	}
	must(t, "render", "f.tex", "--frames", "0,9", "-q", "-o", "again.tex")
	if again := read(t, "again.tex"); !strings.Contains(again, "frames: [0, 9]") {
		t.Error("other frames are not those of the flag")
	}
	must(t, "render", "f-3.svg", "--frames", "0,3,9", "-q", "-o", "again.tex")
	if read(t, "again.tex") != file {
		t.Error("drawn again from one of its frames it has other bytes")
	}
}

// What frames are of a file, and what is refused of them, at their place.
func TestFramesOfFile(t *testing.T) {
	t.Chdir(t.TempDir())
	const runs = "surface: sphere\noptimizer: [sgd:lr=.1]\nsteps: 9\n"
	for keys, want := range map[string]string{
		"frames: [0, 30]\n":       `a.yaml:4:9: frames "0,30": 30 is past the end of the runs, 9`,
		"frames: [5, 3]\n":        `a.yaml:4:9: frames "5,3": 3 is not after 5`,
		"frames: [-1]\n":          `a.yaml:4:10: frames "-1": -1 is before the start`,
		"frames: []\n":            `a.yaml:4:9: frames: is empty`,
		"frames: [5]\nuntil: 3\n": `a.yaml:5:8: until "3": is one place, frames are several`,
		"view: loss\nx-axis: {range: '4:'}\nframes: [3, 5]\n": `a.yaml:6:9: frames "3,5": 3 is before the curves on the x axis, which begin at 4`,
	} {
		writeFile(t, "a.yaml", runs+keys)
		if r := optviz("render", "a.yaml", "-q", "-o", "a.svg"); r.code != wrongUsage || !strings.Contains(r.stderr, want) {
			t.Errorf("%q: exit %d, %s, want %s", keys, r.code, r.stderr, want)
		}
	}
	writeFile(t, "a.yaml", "figures:\n  - {surface: sphere, frames: [5]}\n")
	if r := optviz("render", "a.yaml", "-q", "-o", "a.svg"); !strings.Contains(r.stderr, "a.yaml:2:31: frames: is a key of the whole page") {
		t.Errorf("a figure of a page: %s", r.stderr)
	}
	writeFile(t, "a.yaml", runs+"frames: [0, 3]\n")
	if r := optviz("render", "a.yaml", "--size", "160x90", "-o", "a.gif"); r.code != 0 || !strings.Contains(r.stderr, "frames has no effect: they are of pictures, this is a film") {
		t.Errorf("a film: exit %d, %s", r.code, r.stderr)
	}
	if again := must(t, "render", "a.gif", "--print-spec").stdout; strings.Contains(again, "frames") {
		t.Error("a film holds frames")
	}
	if spec := must(t, "plot", "sphere", "--frames", "0,3", "--print-spec").stdout; !strings.Contains(spec, "frames: [0, 3]\n") {
		t.Errorf("the file of --frames is %s", spec)
	}
	writeFile(t, "note.md", "```optviz\n"+runs+"frames: [1, 2]\n```\n")
	if r := optviz("notes", "note.md"); !strings.Contains(r.stderr, `frames "1,2": are several figures, a note shows one`) {
		t.Errorf("a note: %s", r.stderr)
	}
}

// A page of several slides is a file for each.
func TestOverlaysOfSlides(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "columns: 4\nfigures:\n" + strings.Repeat("  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 5, view: trajectory}\n", 6) + // and those that end before, or do not run
		"  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 3, view: trajectory}\n  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 2, view: trajectory}\n"
	writeFile(t, "page.yaml", page)
	out := must(t, "render", "page.yaml", "--theme", "slides", "--frames", "0,5", "-q", "-o", "f.tex").stdout
	if out != "f-1.tex\nf-2.tex\nf-3.tex\nf-4.tex\n" {
		t.Errorf("wrote %q", out)
	}
	for i, only := range []string{"[1, 2]", "[3, 4]", "[5, 6]", "[7, 8]"} {
		file := read(t, fmt.Sprintf("f-%d.tex", i+1))
		for _, want := range []string{`\ov@frames{1-1}\ifov@on`, `\ov@frames{2-2}\ifov@on`, "only: " + only} {
			if !strings.Contains(file, want) || strings.Contains(file, "until") {
				t.Errorf("slide %d: no %s, or the end of a frame, in\n%.2000s", i+1, want, file)
			}
		}
		if must(t, "render", fmt.Sprintf("f-%d.tex", i+1), "-q", "-o", "again.tex"); read(t, "again.tex") != file {
			t.Errorf("slide %d has other bytes when it is drawn again", i+1)
		}
	}
}
