package main

import (
	"strings"
	"testing"
)

const liveBlock = "```optviz id=saddle live\nplot saddle --optimizer adam:lr=0.1 --steps 20\n```\n"

// A block with the word live has a page in a frame, and is left alone once it is there.
func TestNotesLive(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "note.md", "Before.\n\n"+liveBlock+"\nAfter.\n")
	if out := must(t, "notes", "note.md").stdout; out != "figures/saddle.html\nnote.md\n" {
		t.Errorf("wrote %q", out)
	}
	note := read(t, "note.md")
	if !strings.HasPrefix(note, "Before.\n\n"+liveBlock+`<iframe src="figures/saddle.html" title="Loss landscape of a saddle. Adam `) || !strings.HasSuffix(note, " -->\n\nAfter.\n") {
		t.Errorf("the note is\n%s", note)
	}
	if p := readPage(t, "figures/saddle.html"); p.data.State["surface"] != "saddle" || p.data.State["steps"] != 20.0 {
		t.Errorf("the page begins with %v", p.data.State)
	}
	if out := must(t, "notes", "note.md").stdout + must(t, "notes", "note.md", "--check").stdout; out != "" || read(t, "note.md") != note {
		t.Errorf("wrote %q again", out)
	}

	writeFile(t, "note.md", strings.Replace(note, "--steps 20", "--steps 30", 1))
	if r := optviz("notes", "note.md", "--check"); r.code != stale || !strings.Contains(r.stdout, "figures/saddle.html is not there, or not what the block describes") {
		t.Errorf("exit %d, %s", r.code, r.stdout)
	}
	must(t, "notes", "note.md")
	if p := readPage(t, "figures/saddle.html"); p.data.State["steps"] != 30.0 {
		t.Errorf("the page begins with %v", p.data.State)
	}

	writeFile(t, "note.md", strings.Replace(read(t, "note.md"), "saddle live", "saddle", 1))
	must(t, "notes", "note.md")
	if note := read(t, "note.md"); strings.Contains(note, "<iframe") || !strings.Contains(note, "](figures/saddle.svg)") {
		t.Errorf("without the word live the note is\n%s", note)
	}
	writeFile(t, "note.md", strings.Replace(read(t, "note.md"), "id=saddle", "id=saddle live", 1))
	must(t, "notes", "note.md")
	if note := read(t, "note.md"); strings.Contains(note, "![") || !strings.Contains(note, `<iframe src="figures/saddle.html"`) {
		t.Errorf("with the word live the note is\n%s", note)
	}
}

// Where notes have no frames the caption links the page, or it lies beside the figure.
func TestNotesLiveLinks(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, link := range []string{"github", "obsidian"} {
		writeFile(t, "note.md", liveBlock)
		must(t, "notes", "note.md", "--link", link)
		note := read(t, "note.md")
		if !strings.Contains(note, " · [live](figures/saddle.html)*<!-- optviz:") || strings.Contains(note, "<iframe") || !strings.Contains(note, "figures/saddle.svg") {
			t.Errorf("%s: the note is\n%s", link, note)
		}
		readPage(t, "figures/saddle.html")
		must(t, "notes", "note.md", "--link", link, "--check")
	}
	writeFile(t, "note.tex", indentedBy("% ", liveBlock))
	writeFile(t, "note.tex", strings.Replace(read(t, "note.tex"), "id=saddle", "id=own", 1))
	if out := must(t, "notes", "note.tex").stdout; out != "figures/own.pdf\nfigures/own.html\nnote.tex\n" {
		t.Errorf("wrote %q", out)
	}
}

// What cannot be live is told with its line, and stories of a block are those of its page.
func TestNotesLiveErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "bad.md", "Text.\n\n```optviz live\nbasins himmelblau\n```\n")
	if r := optviz("notes", "bad.md"); r.code == 0 || !strings.Contains(r.stderr, `bad.md:4: --kind "basins": cannot be live`) {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	writeFile(t, "story.md", "```optviz live\nstories:\n- title: A\n  steps:\n  - {say: One, state: {surface: beale, optimizer: [adam:lr=0.1], steps: 9}}\n```\n")
	must(t, "notes", "story.md")
	if p := readPage(t, "figures/story-1.html"); len(p.data.Stories) != 1 || p.data.State["surface"] != "beale" {
		t.Errorf("the page has %d stories and begins with %v", len(p.data.Stories), p.data.State)
	}
}
