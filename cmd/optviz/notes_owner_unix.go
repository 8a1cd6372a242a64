//go:build unix

package main

import (
	"os"
	"syscall"
)

// canReplace reports whether a new file can take the place of a note: the note has one
// name only and no extended attributes, and the new file the same owner and group.
func canReplace(note, with *os.File) bool {
	a, errA := note.Stat()
	b, errB := with.Stat()
	if errA != nil || errB != nil {
		return false
	}
	was, okA := a.Sys().(*syscall.Stat_t)
	is, okB := b.Sys().(*syscall.Stat_t)
	return okA && okB && was.Nlink == 1 && was.Uid == is.Uid && was.Gid == is.Gid && !hasAttributes(note)
}
