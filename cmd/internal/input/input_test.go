//go:build unix

package input

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// write makes a file in a directory.
func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "a.csv"), "1,2\n")
	link := filepath.Join(dir, "link.csv")
	if err := os.Symlink("a.csv", link); err != nil {
		t.Fatal(err)
	}
	for _, f := range []Files{Anywhere, Below(dir)} {
		for _, path := range []string{path, link} {
			for _, limit := range []int64{4, 5, Limit} {
				if data, err := f.ReadFile(t.Context(), path, limit); err != nil || string(data) != "1,2\n" {
					t.Errorf("%v %s: %q, %v", f, path, data, err)
				}
			}
		}
	}
	long := strings.Repeat("0123456789", 100_000) // several pieces
	if data, err := Anywhere.ReadFile(t.Context(), write(t, path, long), Limit); err != nil || string(data) != long {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

// Of each kind of what is no file, the error says so and comes at once.
func TestKinds(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Fatal(err)
	}
	toPipe := filepath.Join(dir, "link")
	if err := os.Symlink("pipe", toPipe); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "socket")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for path, want := range map[string]string{
		pipe:                       "is a named pipe, not a file",
		toPipe:                     "is a named pipe, not a file",
		socket:                     "is a socket, not a file",
		dir:                        "is a directory, not a file",
		"/dev/zero":                "is a device, not a file",
		"/dev/tty":                 "is a device, not a file",
		filepath.Join(dir, "none"): "no such file or directory",
		filepath.Join(pipe, "a"):   "not a directory",
	} {
		below := Below(dir)
		if strings.HasPrefix(path, "/dev/") {
			below = Below("/dev")
		}
		for _, f := range []Files{Anywhere, below} {
			_, err := f.ReadFile(t.Context(), path, Limit)
			var at *fs.PathError
			if !errors.As(err, &at) || at.Path != path || at.Err.Error() != want {
				t.Errorf("%s: %v, want %s", path, err, want)
			}
		}
	}
}

func TestLimit(t *testing.T) {
	sparse := write(t, filepath.Join(t.TempDir(), "sparse"), "")
	if err := os.Truncate(sparse, 3<<30); err != nil {
		t.Fatal(err)
	}
	if _, err := Anywhere.ReadFile(t.Context(), sparse, Limit); err == nil || err.Error() != "open "+sparse+": has 3.22 GB, and at most 512 MB are read" {
		t.Error(err)
	}
	if _, err := io.ReadAll(Stream(t.Context(), zeros{}, 3e6)); err == nil || err.Error() != "is larger than 3 MB, and no more is read" {
		t.Error(err)
	}
	if data, err := io.ReadAll(Stream(t.Context(), strings.NewReader("abc"), 3)); err != nil || string(data) != "abc" {
		t.Errorf("%q, %v", data, err)
	}
}

// zeros is a stream without an end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// What lies below a directory is read, whatever the directory is called, and nothing
// else: neither by the path nor by a link.
func TestBelow(t *testing.T) {
	top := t.TempDir()
	t.Chdir(top)
	write(t, "secret", "secret")
	write(t, "notes/a.csv", "1")
	write(t, "notes/sub/b.csv", "1")
	for link, to := range map[string]string{
		"notes/out": "../secret", "notes/far": filepath.Join(top, "secret"), "notes/up": "..", "notes/within": "sub/b.csv",
	} {
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"notes", "./notes/", "notes/sub/..", filepath.Join(top, "notes")} {
		f := Below(dir)
		for _, path := range []string{"a.csv", "sub/b.csv", "within", "sub/../a.csv"} {
			if data, err := f.ReadFile(t.Context(), filepath.Join(dir, path), Limit); err != nil || string(data) != "1" {
				t.Errorf("%s below %s: %q, %v", path, dir, data, err)
			}
		}
		for _, path := range []string{"../secret", "out", "far", "up/secret", "up/notes/a.csv", "sub/../../secret", "../notes2"} {
			if _, err := f.ReadFile(t.Context(), filepath.Join(dir, path), Limit); !errors.Is(err, ErrOutside) {
				t.Errorf("%s below %s: %v", path, dir, err)
			}
		}
	}
	for _, path := range []string{"secret", "/etc/passwd"} {
		if _, err := Below("notes").Open(t.Context(), path, Limit); !errors.Is(err, ErrOutside) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A read that waits ends with the context, and so does the next of many.
func TestCancelled(t *testing.T) {
	waiting, w := io.Pipe()
	defer w.Close()
	for name, r := range map[string]io.Reader{"waits": waiting, "never ends": zeros{}} {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		began := time.Now()
		if _, err := io.Copy(io.Discard, Stream(ctx, r, 1<<62)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Anywhere.ReadFile(cancelled, write(t, filepath.Join(t.TempDir(), "a"), "a"), Limit); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestText(t *testing.T) {
	for content, want := range map[string]string{"a": "a", "\xef\xbb\xbfa": "a", "": ""} {
		if got, err := Text([]byte(content)); err != nil || string(got) != want {
			t.Errorf("%q: %q, %v", content, got, err)
		}
	}
	for _, content := range []string{"\xff\xfea\x00", "\xfe\xff\x00a"} {
		if _, err := Text([]byte(content)); err == nil || err.Error() != "is text in UTF-16; save it as UTF-8" {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// Paths of In, and the directory of Below, are from its directory: a path that leaves the
// directory by its name is refused even where it comes back.
func TestIn(t *testing.T) {
	dir := t.TempDir()
	note := filepath.Join(dir, "note")
	for _, d := range []string{"note", "figures"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, d, "a"), []byte(d), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		files Files
		path  string
		want  string // "" for outside
	}{
		{Below("."), "a", "note"},
		{Below("."), "../note/a", ""},
		{Below("."), "../figures/a", ""},
		{Below("../figures"), "../figures/a", "figures"},
		{Below("../figures"), "a", ""},
		{Below("."), filepath.Join(note, "a"), ""},
		{Anywhere, "../figures/a", "figures"},
		{Anywhere, filepath.Join(note, "a"), "note"},
	} {
		got, err := test.files.In(note).ReadFile(context.Background(), test.path, Limit)
		if string(got) != test.want || (err != nil) != (test.want == "") || test.want == "" && !errors.Is(err, ErrOutside) {
			t.Errorf("%v reads %s as %q, %v, want %q", test.files, test.path, got, err, test.want)
		}
	}
}
