//go:build linux

package main

import (
	"testing"

	"golang.org/x/sys/unix"
)

// TestNotesKeepAttributes: a note keeps its extended attributes, among which are lists of
// who may read it.
func TestNotesKeepAttributes(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "note.md", saddleBlock)
	if err := unix.Setxattr("note.md", "user.optviz.test", []byte("kept"), 0); err != nil {
		t.Skip(err)
	}
	must(t, "notes", "note.md")
	value := make([]byte, 10)
	n, err := unix.Getxattr("note.md", "user.optviz.test", value)
	if err != nil || string(value[:n]) != "kept" {
		t.Errorf("%q, %v", value[:max(n, 0)], err)
	}
}
