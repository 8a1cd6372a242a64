package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// small keeps the figures of these tests quick.
var small = []string{"plot", "--steps", "5", "--size", "320x180", "--dpi", "40", "-q"}

// TestDefaultPath: without -o the figure goes to out/<surface>.png, which is
// the first line of stdout.
func TestDefaultPath(t *testing.T) {
	t.Chdir(t.TempDir())
	r := must(t, append(small, "ravine:kappa=5")...)
	path := filepath.Join("out", "ravine.png")
	if r.stdout != path+"\n" || r.stderr != "" || !strings.HasPrefix(read(t, path), "\x89PNG") {
		t.Errorf("stdout %q, stderr %q", r.stdout, r.stderr)
	}
	if got := files(t); !slices.Equal(got, []string{"out", path}) {
		t.Errorf("files %q", got)
	}
}

// TestSeveralTargets: each -o gets its format, and the paths are on stdout in
// the order given; an image on stdout has it for itself.
func TestSeveralTargets(t *testing.T) {
	t.Chdir(t.TempDir())
	r := must(t, append(small, "-o", "a.SVG", "-o", "b.png", "-o", "c.pdf")...)
	if r.stdout != "a.SVG\nb.png\nc.pdf\n" {
		t.Errorf("stdout %q", r.stdout)
	}
	for path, magic := range map[string]string{"a.SVG": "<", "b.png": "\x89PNG", "c.pdf": "%PDF"} {
		if !strings.HasPrefix(read(t, path), magic) {
			t.Errorf("%s begins with %.10q", path, read(t, path))
		}
	}
	r = must(t, append(small, "-o", "-", "--format", "png", "-o", "d.png", "--summary")...)
	if r.stdout != read(t, "d.png") || r.stdout != read(t, "b.png") {
		t.Error("the image on stdout is not that in the file")
	}
	if !strings.HasPrefix(r.stderr, "d.png\n\nsteps, gradients and Hessians until") {
		t.Errorf("stderr %q", r.stderr)
	}
}

// TestSameBytes: the same command gives the same bytes.
func TestSameBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, format := range []string{"png", "svg", "pdf"} {
		args := append(small, "--noise", "0.1", "-o", "-", "--format", format)
		first := must(t, args...).stdout
		for range 2 {
			if must(t, args...).stdout != first {
				t.Errorf("%s differs from run to run", format)
			}
		}
	}
}

// TestReplace: a file that is there is replaced, keeps its mode, and stays
// where a link to it points.
func TestReplace(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "x.png", "old")
	if err := os.Symlink("x.png", "link.png"); err != nil {
		t.Skip(err)
	}
	must(t, append(small, "-o", "link.png")...)
	info, err := os.Lstat("link.png")
	if err != nil || info.Mode()&os.ModeSymlink == 0 || !strings.HasPrefix(read(t, "x.png"), "\x89PNG") {
		t.Errorf("the link became %v, %v", info, err)
	}
	for _, mode := range []os.FileMode{0o600, 0o644} {
		if err := os.Chmod("x.png", mode); err != nil {
			t.Fatal(err)
		}
		must(t, append(small, "-o", "x.png")...)
		if info, _ := os.Stat("x.png"); info.Mode().Perm() != mode {
			t.Errorf("mode %v became %v", mode, info.Mode())
		}
	}
	if got := files(t); len(got) != 2 {
		t.Errorf("files %q", got)
	}
}

// TestLinks: links are followed, whether or not there is a file at their end,
// and two paths that lead to one file are one too many.
func TestLinks(t *testing.T) {
	t.Chdir(t.TempDir())
	for link, end := range map[string]string{
		"l.png": "a.png", "far.png": filepath.Join("dir", "b.png"), "again.png": "far.png", "here": ".",
		filepath.Join("dir", "up.png"): filepath.Join("..", "a.png"), "lost.png": filepath.Join("nosuch", "b.png"), "loop.png": "loop.png",
	} {
		os.Mkdir("dir", 0o777)
		if err := os.Symlink(end, link); err != nil {
			t.Skip(err)
		}
	}
	for _, there := range []bool{false, true} {
		for path, other := range map[string]string{
			"a.png": "l.png", "again.png": filepath.Join("here", "dir", "b.png"), filepath.Join("dir", "up.png"): filepath.Join("here", "l.png"),
		} {
			r := optviz(append(small, "-o", path, "-o", other)...)
			if r.code != wrongUsage || !strings.Contains(r.stderr, "is given twice") {
				t.Errorf("%s and %s, there %v: exit %d: %s", path, other, there, r.code, r.stderr)
			}
		}
		if !there {
			must(t, append(small, "-o", "l.png", "-o", "again.png")...)
		}
	}
	for _, path := range []string{"l.png", "far.png", "again.png"} {
		if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 || !strings.HasPrefix(read(t, path), "\x89PNG") {
			t.Errorf("%s became %v, %v", path, info, err)
		}
	}
	before := files(t)
	for path, want := range map[string]string{"lost.png": "no such file", "loop.png": "too many levels of symbolic links"} {
		if r := optviz(append(small, "-o", path)...); r.code != failed || !strings.Contains(r.stderr, `cannot write "`+path+`": `+want) {
			t.Errorf("%s: exit %d: %s", path, r.code, r.stderr)
		}
	}
	if got := files(t); !slices.Equal(got, before) {
		t.Errorf("files %q", got)
	}
}

// TestNewDirectory: a directory that is not there is made.
func TestNewDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	path := filepath.Join("figures", "week1", "x.svg")
	must(t, append(small, "-o", path)...)
	if !strings.HasPrefix(read(t, path), "<svg") {
		t.Error("no figure there")
	}
}

// TestUnwritable: exit code 1, the path in the message, nothing left behind,
// and the files that could have been written as they were.
func TestUnwritable(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "old.png", "old")
	os.Mkdir("dir.png", 0o777)
	for _, path := range []string{
		filepath.Join("old.png", "x.png"), filepath.Join("old.png", "below", "x.png"), "dir.png",
	} {
		r := optviz(append(small, "-o", "old.png", "-o", filepath.Join("new", "dir", "x.png"), "-o", path)...)
		if r.code != failed || !strings.Contains(r.stderr, path) || r.stdout != "" {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", path, r.code, r.stdout, r.stderr)
		}
	}
	r := optviz("trace", "--steps", "1", "-q", "-o", filepath.Join("old.png", "x.csv"))
	if r.code != failed {
		t.Errorf("trace: exit %d: %s", r.code, r.stderr)
	}
	if got := files(t); !slices.Equal(got, []string{"dir.png", "old.png"}) || read(t, "old.png") != "old" {
		t.Errorf("files %q, old.png %q", got, read(t, "old.png"))
	}
}

// TestFullDisk: what cannot be written to stdout is a failure.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	for _, args := range [][]string{
		append(small, "-o", "-", "--format", "png"), {"trace", "--steps", "5"}, {"trace", "--steps", "5000"}, {"inspect"}, {"list"},
		{"--help"}, {"plot", "--help"}, {"help", "plot"}, {"--version"}, {"plot", "--print-spec"}, {"render", "--schema"}, {"lecture", "--list"}, {"notes", "--example"},
		{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"completion", "powershell"},
	} {
		var stderr bytes.Buffer
		if code := run(args, nil, full, &stderr); code != failed || !strings.HasSuffix(stderr.String(), "optviz: cannot write \"stdout\": no space left on device\n") {
			t.Errorf("optviz %q: exit %d: %s", args, code, &stderr)
		}
	}
}

// TestFullDevice: a file that cannot be written is told under the name that the user gave.
func TestFullDevice(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	t.Chdir(t.TempDir())
	for path, args := range map[string][]string{
		"x.png":  {"plot", "-q", "--steps", "5"},
		"x.csv":  {"trace", "-q", "--steps", "5"},
		"x.json": {"trace", "-q", "--steps", "5000"},
	} {
		if err := os.Symlink("/dev/full", path); err != nil {
			t.Skip(err)
		}
		r := optviz(append(args, "-o", path)...)
		if want := "optviz: cannot write \"" + path + "\": no space left on device\n"; r.code != failed || r.stderr != want {
			t.Errorf("%s: exit %d: %s, want %s", path, r.code, r.stderr, want)
		}
	}
}

// brokenPipeWriter is a pipe whose reader has gone.
type brokenPipeWriter struct{}

func (brokenPipeWriter) Write([]byte) (int, error) { return 0, syscall.EPIPE }

// TestBrokenPipe: a reader that has seen enough is no reason for a message.
func TestBrokenPipe(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range [][]string{
		{"trace", "-q", "--steps", "5"}, {"trace", "-q", "--steps", "5000", "-o", "x.csv", "-o", "-", "--format", "json"}, {"list"},
	} {
		var stderr bytes.Buffer
		if code := run(args, nil, brokenPipeWriter{}, &stderr); code != brokenPipe || stderr.Len() > 0 {
			t.Errorf("optviz %q: exit %d: %s", args, code, &stderr)
		}
	}
	if got := files(t); got != nil {
		t.Errorf("left %q", got)
	}
}

// endless is a command that runs until it is interrupted.
var endless = []string{"trace", "-q", "--steps", "10000000", "-o", "old.csv"}

// TestCancel: a cancelled context is exit code 130, at any time.
func TestCancel(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "old.csv", "old")
	writeFile(t, "old.png", "old")
	for _, args := range [][]string{endless, {"plot", "-q", "--steps", "10000000", "--optimizer", "sgd", "-o", "old.png"}, append(small, "-o", "old.png")} {
		ctx, cancel := context.WithCancel(context.Background())
		if slices.Equal(args[:3], small[:3]) {
			cancel() // too late to interrupt it once it has begun
		}
		time.AfterFunc(20*time.Millisecond, cancel)
		r := optvizContext(ctx, args...)
		if r.code != interrupted || r.stdout != "" || r.stderr != "" {
			t.Errorf("optviz %q: exit %d, stdout %q, stderr %q", args, r.code, r.stdout, r.stderr)
		}
	}
	if got := files(t); len(got) != 2 || read(t, "old.csv") != "old" || read(t, "old.png") != "old" {
		t.Errorf("files %q", got)
	}
}

// program is a command of the test binary run as optviz.
func program(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// TestCtrlC: the process ends before its runs would, with the old file whole.
func TestCtrlC(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals to send")
	}
	t.Chdir(t.TempDir())
	writeFile(t, "old.csv", "old")
	cmd := program(endless...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// The draft shows that the command has got to its runs.
	for wait := time.Now(); len(files(t)) < 2; time.Sleep(time.Millisecond) {
		if time.Since(wait) > 10*time.Second {
			cmd.Process.Kill()
			t.Fatal("no draft appeared")
		}
	}
	cmd.Process.Signal(os.Interrupt)
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }).Stop()
	err := cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != interrupted {
		t.Errorf("ended with %v", err)
	}
	if got := files(t); len(got) != 1 || read(t, "old.csv") != "old" {
		t.Errorf("files %q", got)
	}
}

// TestHead: a real pipe whose reader leaves early.
func TestHead(t *testing.T) {
	cmd := program("trace", "-q", "--steps", "100000")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	out.Close()
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != brokenPipe || stderr.Len() > 0 {
		t.Errorf("ended with %v: %s", err, &stderr)
	}
}
