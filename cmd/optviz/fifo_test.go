//go:build unix

package main

import (
	"context"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestFifoWithoutReader: a pipe that nobody reads is waited for, up to the first
// Ctrl-C.
func TestFifoWithoutReader(t *testing.T) {
	t.Chdir(t.TempDir())
	for command, fifo := range map[string]string{"trace": "x.csv", "plot": "x.png"} {
		if err := syscall.Mkfifo(fifo, 0o600); err != nil {
			t.Skip(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(300*time.Millisecond, cancel)
		done := make(chan result, 1)
		go func() {
			done <- optvizContext(ctx, command, "-q", "--steps", "5", "-o", fifo)
		}()
		select {
		case r := <-done:
			if r.code != interrupted || r.stdout != "" || r.stderr != "" {
				t.Errorf("%s: exit %d, stdout %q, stderr %q", command, r.code, r.stdout, r.stderr)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%s hangs", command)
		}
		release, err := os.OpenFile(fifo, os.O_RDONLY|syscall.O_NONBLOCK, 0) // whoever still waits
		if err != nil {
			t.Fatal(err)
		}
		release.Close()
	}
}

// TestFifo: a pipe with a reader gets the rows, and stays a pipe.
func TestFifo(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("x.csv", 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan string, 1)
	go func() {
		b, _ := os.ReadFile("x.csv")
		got <- string(b)
	}()
	args := []string{"trace", "--steps", "5", "--optimizer", "sgd"}
	must(t, append(args, "-o", "x.csv")...)
	if text := <-got; text != must(t, args...).stdout {
		t.Errorf("the reader got %q", text)
	}
	if info, err := os.Lstat("x.csv"); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v, %v", info, err)
	}
}

// TestReadsNoPipe: whatever names a pipe or a device, it is refused at once, by name.
func TestReadsNoPipe(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("pipe", 0o600); err != nil {
		t.Skip(err)
	}
	if err := syscall.Mkfifo("pipe.csv", 0o600); err != nil {
		t.Skip(err)
	}
	writeFile(t, "curve.yaml", "kind: functions\ncurves:\n  - {file: pipe}\n")
	writeFile(t, "points.yaml", "surface: line\npoints: /dev/zero\n")
	for line, want := range map[string]string{
		"render pipe":                              `SPEC "pipe": is a named pipe, not a file`,
		"render /dev/zero":                         `SPEC "/dev/zero": is a device, not a file`,
		"render curve.yaml":                        `file "pipe": is a named pipe, not a file`,
		"render points.yaml":                       `"/dev/zero": is a device, not a file`,
		"plot line --points pipe":                  `"pipe": is a named pipe, not a file`,
		"inspect line --points pipe":               `"pipe": is a named pipe, not a file`,
		"sweep line --points /dev/zero":            `"/dev/zero": is a device, not a file`,
		"merge pipe":                               `PART "pipe": is a named pipe, not a file`,
		"sweep saddle --data pipe.csv --resume":    `"pipe.csv": is a named pipe, not a file`,
		"plot network --points p --labels pipe":    "no such file",
		"plot network --points pipe --labels pipe": `"pipe": is a named pipe, not a file`,
	} {
		if r := optviz(strings.Fields(line)...); r.code != wrongUsage || !strings.Contains(r.stderr, want) {
			t.Errorf("%s: exit %d, %s, want %s", line, r.code, r.stderr, want)
		}
	}
}
