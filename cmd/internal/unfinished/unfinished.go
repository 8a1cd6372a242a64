// Package unfinished keeps what a command has begun and not finished, so that a command
// that fails or is interrupted leaves nothing behind: drafts of files, directories made
// for them, a progress bar.
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

// Work is what one command has begun. All its methods may be called at the same time.
type Work struct {
	mu     sync.Mutex // held while files get their names: Undo waits for that
	undone bool
	drafts []*Draft
	made   []string        // directories, outer ones first
	seen   map[string]bool // directories that stale drafts have been removed from
	last   []func()        // to be called by Undo
}

// Draft is a file being written under a temporary name beside its own. It is locked, which
// tells other commands that it is not stale.
type Draft struct {
	*os.File
	path string   // of the draft, from the root where that is possible
	lock *os.File // keeps the lock when File is closed; nil before
}

// Close closes the file, which may fail where the disk is full. The draft stays locked.
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

// Create begins a file that will be called path. It makes the directories that are
// missing, and removes drafts that a killed command has left there. The file's mode
// follows the umask.
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

// fromRoot returns the path of a directory that is right whatever the working directory
// becomes.
func fromRoot(dir string) string {
	here, err := os.Getwd()
	if err != nil || filepath.IsAbs(dir) {
		return dir
	}
	if _, err := os.Stat(here); err != nil { // it can be reached from within alone
		return dir
	}
	return filepath.Join(here, dir)
}

// MakeDir makes a directory and those around it. Undo removes those that are empty then.
func (w *Work) MakeDir(dir string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.undone {
		return context.Canceled
	}
	return w.makeDir(fromRoot(dir))
}

// makeDir makes a directory and those around it, and keeps which were not there.
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

// Name gives drafts their names, in order, and returns how many have theirs. Once it has
// begun, nothing interrupts it.
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

// Discard removes a draft, unless it has its name or is removed already.
func (w *Work) Discard(d *Draft) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if slices.Contains(w.drafts, d) {
		w.forget(d)
		d.remove()
	}
}

// Keep leaves a draft where it is, under its temporary name.
func (w *Work) Keep(d *Draft) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forget(d)
}

// forget ends the draft's life as one. The caller holds w.mu.
func (w *Work) forget(d *Draft) {
	d.lock.Close() // which does nothing to nil
	w.drafts = slices.DeleteFunc(w.drafts, func(e *Draft) bool { return e == d })
}

// remove closes and removes the draft's file.
func (d *Draft) remove() {
	d.File.Close() // some systems remove closed files alone
	os.Remove(d.path)
}

// AtUndo has Undo call f, as long as the function that it returns is not called.
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

// Finish runs f, which nothing interrupts once it has begun: Undo waits for it.
func (w *Work) Finish(f func() error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.undone {
		return context.Canceled
	}
	return f()
}

// Undo removes all drafts, and the directories that were made and are empty. From then
// on nothing can be begun or named.
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
		os.Remove(dir) // which fails unless it is empty
	}
	w.made = nil
	for _, f := range w.last {
		f()
	}
	w.last = nil
}
