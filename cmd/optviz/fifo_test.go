//go:build unix

package main

import (
	"context"
	"os"
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
