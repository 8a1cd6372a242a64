//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package unfinished

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// lock locks a new draft for as long as it is open, and reports false if another command
// has removed the draft as stale before. On a file system without locks the draft stays
// unlocked; no other command removes it, since none can lock it.
func lock(f *os.File) bool {
	if errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB), syscall.EWOULDBLOCK) {
		return false
	}
	var info syscall.Stat_t
	return syscall.Fstat(int(f.Fd()), &info) != nil || info.Nlink > 0
}

// keepLock duplicates the descriptor, since the lock lasts until all descriptors of the
// opened file are closed. Close then leaves the draft locked.
func (d *Draft) keepLock() {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if fd, err := syscall.Dup(int(d.File.Fd())); err == nil {
		syscall.CloseOnExec(fd)
		d.lock = os.NewFile(uintptr(fd), d.path)
	}
}

// removeStale removes the drafts in a directory that no command holds a lock on: those of
// commands that were killed.
func removeStale(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), ".optviz-") || !strings.HasSuffix(e.Name(), ".tmp") {
			continue
		}
		path := filepath.Join(dir, e.Name())
		f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
		if err != nil {
			continue
		}
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			os.Remove(path)
		}
		f.Close()
	}
}
