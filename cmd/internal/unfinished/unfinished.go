// Package unfinished tracks the drafts of files, the directories made for them and the
// progress bar of a command until they are finished, so that a command that fails or is
// interrupted leaves nothing behind.
package unfinished

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Work is the unfinished work of one command. All its methods are safe for concurrent use.
type Work struct {
	mu     sync.Mutex // held while files get their names, so that Undo waits for the renaming
	undone bool
	drafts []*Draft
	made   []string        // directories that makeDir made, outer ones first
	seen   map[string]bool // directories whose stale drafts are removed
	last   []func()        // functions that Undo calls
}

// Draft is a file being written under a temporary name beside its final one. Its lock
// tells other commands that the draft is not stale.
type Draft struct {
	*os.File
	path string   // path of the draft, absolute where possible
	lock *os.File // a second descriptor that keeps the lock once File is closed; nil before
}

// Close closes the file; closing may fail where the disk is full. The draft stays locked.
func (d *Draft) Close() error {
	d.keepLock()
	return d.File.Close()
}

type workKey struct{}

// Begin returns a context that carries the work of a command.
func Begin(ctx context.Context) (context.Context, *Work) {
	w := &Work{seen: map[string]bool{}}
	return context.WithValue(ctx, workKey{}, w), w
}

// Of returns the work that ctx carries, or new work that nobody undoes.
func Of(ctx context.Context) *Work {
	if w, ok := ctx.Value(workKey{}).(*Work); ok {
		return w
	}
	_, w := Begin(ctx)
	return w
}

// Create creates a draft of the file that Name will call path. It makes missing
// directories and removes drafts that a killed command has left in the directory. The
// file's mode follows the umask.
func (w *Work) Create(path string) (*Draft, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.undone {
		return nil, context.Canceled
	}
	dir := fromRoot(filepath.Dir(path))
	if err := w.makeDir(dir); err != nil {
		return nil, err
	}
	if !w.seen[dir] {
		w.seen[dir] = true
		removeStale(dir)
	}
	for {
		name := filepath.Join(dir, fmt.Sprintf(".optviz-%016x.tmp", rand.Uint64()))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return nil, err
		}
		if !lock(f) { // another command has taken it for stale
			f.Close()
			continue
		}
		d := &Draft{File: f, path: name}
		w.drafts = append(w.drafts, d)
		return d, nil
	}
}

// fromRoot makes the path of a directory absolute, so that the path holds even if the
// working directory changes.
func fromRoot(dir string) string {
	here, err := os.Getwd()
	if err != nil || filepath.IsAbs(dir) {
		return dir
	}
	if _, err := os.Stat(here); err != nil { // the absolute path no longer leads here
		return dir
	}
	return filepath.Join(here, dir)
}

// MakeDir makes a directory and its parents. Undo removes those that MakeDir made and that
// are empty.
func (w *Work) MakeDir(dir string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.undone {
		return context.Canceled
	}
	return w.makeDir(fromRoot(dir))
}

// makeDir makes a directory and its parents, and records the new ones in made.
func (w *Work) makeDir(dir string) error {
	var missing []string
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); !errors.Is(err, fs.ErrNotExist) || d == filepath.Dir(d) {
			break
		}
		missing = append(missing, d)
	}
	slices.Reverse(missing)
	w.made = append(w.made, missing...)
	return os.MkdirAll(dir, 0o777)
}

// Name renames drafts to paths, in order, and returns how many it renamed. Undo cannot
// interrupt Name.
func (w *Work) Name(drafts []*Draft, paths []string) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.undone {
		return 0, context.Canceled
	}
	for i, d := range drafts {
		if err := os.Rename(d.path, paths[i]); err != nil {
			return i, err
		}
		w.forget(d)
	}
	return len(drafts), nil
}

// Discard removes a draft, unless the draft has been named or removed already.
func (w *Work) Discard(d *Draft) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if slices.Contains(w.drafts, d) {
		w.forget(d)
		d.remove()
	}
}

// Keep leaves a draft where it is, under its temporary name, even after Undo.
func (w *Work) Keep(d *Draft) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forget(d)
}

// forget drops a draft from the list, so that Undo leaves its file alone, and gives up the
// lock that outlives Close. The caller holds w.mu.
func (w *Work) forget(d *Draft) {
	d.lock.Close() // a no-op for nil
	w.drafts = slices.DeleteFunc(w.drafts, func(e *Draft) bool { return e == d })
}

func (d *Draft) remove() {
	d.File.Close() // some systems refuse to remove an open file
	os.Remove(d.path)
}

// AtUndo makes Undo call f, unless the caller calls stop first.
func (w *Work) AtUndo(f func()) (stop func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := len(w.last)
	w.last = append(w.last, f)
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.last[i] = func() {}
	}
}

// Finish runs f, which Undo cannot interrupt: Undo waits until f has returned. After Undo,
// Finish returns context.Canceled and does not run f.
func (w *Work) Finish(f func() error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.undone {
		return context.Canceled
	}
	return f()
}

// Undo removes all drafts, removes the directories that were made and are empty, and calls
// the functions of AtUndo. From then on Create, MakeDir, Name and Finish return
// context.Canceled.
func (w *Work) Undo() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.undone = true
	for _, d := range w.drafts {
		d.lock.Close()
		d.remove()
	}
	w.drafts = nil
	for _, dir := range slices.Backward(w.made) {
		os.Remove(dir) // fails unless dir is empty
	}
	w.made = nil
	for _, f := range w.last {
		f()
	}
	w.last = nil
}
