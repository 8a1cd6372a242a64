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
	must(t, "render", "f.tex", "--frames", "0,3,9", "-q", "-o", "again.tex")
	if read(t, "again.tex") != file {
		t.Error("drawn again it has other bytes")
	}
	whole := must(t, "render", "f.tex", "-q", "-o", "-", "--format", "tex").stdout
	if strings.Contains(whole, `\ov@frames`) {
		t.Error("without --frames there are overlays")
	}
	if r := must(t, "render", "f.tex", "--frames", "0,3,9", "-q", "-o", "-", "--format", "tex"); r.stdout != file {
		t.Error("on stdout it has other bytes")
	}
}

// A page of several slides is a file for each.
func TestOverlaysOfSlides(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "columns: 4\nfigures:\n" + strings.Repeat("  - {surface: sphere, optimizer: [sgd:lr=.1], steps: 5, view: trajectory}\n", 8)
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
	}
}
