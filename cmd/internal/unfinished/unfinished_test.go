package unfinished

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// names returns what is below the working directory.
func names(t *testing.T) []string {
	t.Helper()
	var all []string
	if err := filepath.WalkDir(".", func(path string, _ os.DirEntry, err error) error {
		if path != "." {
			all = append(all, filepath.ToSlash(path))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func create(t *testing.T, w *Work, path string) *Draft {
	t.Helper()
	d, err := w.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.WriteString(path); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestUndo: drafts and empty new directories go, files with their names and directories
// that were there stay, and nothing can be begun or named any more.
func TestUndo(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("old", 0o777); err != nil {
		t.Fatal(err)
	}
	ctx, w := Begin(t.Context())
	if Of(ctx) != w || Of(t.Context()) == w {
		t.Error("the context carries other work")
	}
	whole, half := create(t, w, "new/a/whole"), create(t, w, "new/b/c/half")
	create(t, w, "old/half")
	discarded := create(t, w, "discarded")
	w.Discard(discarded)
	if err := whole.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := w.Name([]*Draft{whole}, []string{"new/a/whole"}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	w.Discard(whole) // which has its name
	called, stopped := 0, 0
	w.AtUndo(func() { called++ })
	w.AtUndo(func() { stopped++ })()
	t.Chdir("old") // which the paths must not depend on
	w.Undo()
	w.Undo()
	t.Chdir("..")
	if got := names(t); !slices.Equal(got, []string{"new", "new/a", "new/a/whole", "old"}) {
		t.Errorf("left %q", got)
	}
	if text, _ := os.ReadFile("new/a/whole"); string(text) != "new/a/whole" {
		t.Errorf("whole is %q", text)
	}
	if called != 1 || stopped != 0 {
		t.Errorf("called %d times, and %d times what was stopped", called, stopped)
	}
	if _, err := w.Create("late"); !errors.Is(err, context.Canceled) {
		t.Errorf("Create after Undo: %v", err)
	}
	if n, err := w.Name([]*Draft{half}, []string{"half"}); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("Name after Undo: %d, %v", n, err)
	}
	if got := names(t); len(got) != 4 {
		t.Errorf("left %q", got)
	}
}

// TestName: files get their names in order up to the first that cannot, and a draft that
// is kept stays.
func TestName(t *testing.T) {
	t.Chdir(t.TempDir())
	_, w := Begin(t.Context())
	drafts := []*Draft{create(t, w, "a"), create(t, w, "b"), create(t, w, "c")}
	if n, err := w.Name(drafts, []string{"a", "nowhere/b", "c"}); n != 1 || err == nil {
		t.Errorf("named %d, %v", n, err)
	}
	w.Keep(drafts[1])
	w.Undo()
	if got := names(t); !slices.Equal(got, []string{filepath.Base(drafts[1].path), "a"}) {
		t.Errorf("left %q", got)
	}
}
