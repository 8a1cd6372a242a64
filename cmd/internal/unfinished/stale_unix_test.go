//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package unfinished

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// TestStale: drafts that no command holds are removed where the next draft is made; those
// of another command, whether still written or closed, and what is no draft stay.
func TestStale(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{".optviz-0123456789abcdef.tmp", ".optviz-12345.tmp", ".optviz-mine.txt", "optviz-1.tmp", "dir/.optviz-1.tmp"} {
		os.Mkdir("dir", 0o777)
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	os.Symlink("optviz-1.tmp", ".optviz-link.tmp")
	syscall.Mkfifo(".optviz-fifo.tmp", 0o600)
	os.Mkdir(".optviz-dir.tmp", 0o777)
	_, other := Begin(t.Context())
	written, closed := create(t, other, "a"), create(t, other, "b")
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	_, w := Begin(t.Context())
	d := create(t, w, "c")
	want := []string{filepath.Base(written.path), filepath.Base(closed.path), filepath.Base(d.path),
		".optviz-mine.txt", "optviz-1.tmp", "dir", "dir/.optviz-1.tmp", ".optviz-link.tmp", ".optviz-fifo.tmp", ".optviz-dir.tmp"}
	got := names(t)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("left %q\nwant %q", got, want)
	}
	if _, err := other.Name([]*Draft{written, closed}, []string{"a", "b"}); err != nil {
		t.Error(err)
	}
}

// TestUmask: a file has the mode that the umask leaves of 0666.
func TestUmask(t *testing.T) {
	t.Chdir(t.TempDir())
	defer syscall.Umask(syscall.Umask(0o027))
	_, w := Begin(t.Context())
	create(t, w, "dir/a")
	for path, want := range map[string]os.FileMode{"dir": 0o750, "dir/.optviz-*.tmp": 0o640} {
		found, _ := filepath.Glob(path)
		if len(found) != 1 {
			t.Fatalf("%s: %q", path, found)
		}
		if info, err := os.Stat(found[0]); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info.Mode(), err, want)
		}
	}
}
