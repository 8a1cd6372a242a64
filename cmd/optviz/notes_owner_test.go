//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestNotesKeepFile: a note keeps its other names, its owner, its mode and the link that
// leads to it.
func TestNotesKeepFile(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a/note.md": saddleBlock, "b/x": ""})
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Skip(err)
		}
	}
	check(os.Link("a/note.md", "b/other.md"))
	check(os.Symlink("note.md", "a/link.md"))
	check(os.Chmod("a/note.md", 0o640))
	if os.Getuid() == 0 {
		check(os.Chown("a/note.md", 4321, 8765))
	}
	before, err := os.Stat("a/note.md")
	check(err)
	must(t, "notes", "a/link.md")
	after, err := os.Stat("a/note.md")
	check(err)
	if !os.SameFile(before, after) || after.Mode() != before.Mode() || after.Sys().(*syscall.Stat_t).Uid != before.Sys().(*syscall.Stat_t).Uid {
		t.Errorf("%v becomes %v", before.Sys(), after.Sys())
	}
	if read(t, "b/other.md") != read(t, "a/note.md") || !strings.Contains(read(t, "b/other.md"), "](figures/saddle.svg)") {
		t.Errorf("the other name has %q", read(t, "b/other.md"))
	}
	if left, _ := filepath.Glob("*/.optviz*"); left != nil {
		t.Errorf("%q is left", left)
	}
	// A shorter note, too.
	writeFile(t, "a/note.md", strings.Replace(read(t, "a/note.md"), "--steps 5", "--steps 6", 1))
	must(t, "notes", "a/note.md", "--link", "obsidian")
	if got := read(t, "b/other.md"); !strings.Contains(got, "\n![[figures/saddle.svg]]\n*") || !strings.HasSuffix(got, " -->\n") {
		t.Errorf("the other name has %q", got)
	}
}

// TestOverwrite: a note that is overwritten where it is, and cannot be, loses nothing,
// and the file with its new content is told, also by the next run.
func TestOverwrite(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "note.md", "old\n")
	again := func() error {
		t.Helper()
		ds, err := open(t.Context(), []target{{path: "note.md", format: "md"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ds.discard()
		if _, err := ds[0].WriteString("new\n"); err != nil {
			t.Fatal(err)
		}
		note, err := os.Open("note.md") // for reading: all writing fails
		if err != nil {
			t.Fatal(err)
		}
		defer note.Close()
		return overwrite(note, ds, []byte("old\n"), []byte("new\n"))
	}
	for _, want := range []string{"note.md.optviz-new has what it was to hold", "note.md.optviz-new is there: a command that was killed has left it"} {
		if err := again(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
		if old, new := read(t, "note.md"), read(t, "note.md.optviz-new"); old != "old\n" || new != "new\n" {
			t.Errorf("%q and %q", old, new)
		}
	}
	if left, _ := filepath.Glob(".optviz*"); left != nil {
		t.Errorf("%q is left", left)
	}
}

// TestNotesPipes: a pipe is neither a note nor a figure, and nobody waits for it.
func TestNotesPipes(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"docs/a.md": saddleBlock, "docs/figures/x": ""})
	for _, path := range []string{"docs/pipe.md", "docs/figures/saddle.svg", "docs/points.csv"} {
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Symlink("nowhere", "docs/dangling.md"); err != nil {
		t.Skip(err)
	}
	r := optviz("notes", "docs")
	for _, want := range []string{"docs/dangling.md: no such file", "docs/pipe.md: is no regular file", "docs/a.md:1: figures/saddle.svg is a named pipe, not a file"} {
		if r.code != failed || !strings.Contains(r.stderr, want) {
			t.Errorf("exit %d, no %q in %s", r.code, want, r.stderr)
		}
	}
	if r := optviz("notes", "docs/pipe.md"); r.code == fine || !strings.Contains(r.stderr, "is a named pipe, not a file") {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
	writeFile(t, "docs/a.md", "```optviz\nplot line --points points.csv\n```\n")
	if r := optviz("notes", "docs/a.md"); r.code != failed || !strings.Contains(r.stderr, `"points.csv": is a named pipe, not a file`) {
		t.Errorf("exit %d, %s", r.code, r.stderr)
	}
}
