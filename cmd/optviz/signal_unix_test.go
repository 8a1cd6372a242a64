//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"syscall"
	"testing"
	"time"
)

// exitCode waits for a command, and kills it after a minute.
func exitCode(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }).Stop()
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode()
}

// TestSignals: whatever a command does when a signal comes, it ends with 130, says
// nothing, and leaves no file and no directory.
func TestSignals(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("fifo.csv", 0o600); err != nil {
		t.Skip(err)
	}
	for _, test := range []struct {
		signal os.Signal
		args   []string
	}{
		{syscall.SIGINT, []string{"render", "-", "-o", "new/x.svg"}},           // waits for the rest of stdin
		{syscall.SIGTERM, []string{"trace", "--steps", "5", "-o", "fifo.csv"}}, // waits for a reader
		{syscall.SIGTERM, []string{"plot", "--steps", "3000000", "-o", "new/x.png"}},
		{syscall.SIGHUP, []string{"trace", "--steps", "10000000", "-o", "new/dir/x.csv"}},
		{syscall.SIGINT, []string{"plot", "--size", "10000x10000", "--steps", "5", "-o", "new/x.png"}},
	} {
		cmd := program(test.args...)
		stderr, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(stderr)
		if test.args[0] == "render" {
			stdin.Write(make([]byte, 1<<17)) // more than a pipe holds: the command reads
		} else if _, err := lines.ReadString('\n'); err != nil { // the note on what it picked, before it begins
			t.Fatalf("optviz %q: no note: %v", test.args, err)
		}
		if signal.Ignored(test.signal) { // these tests run under nohup, and so does the command
			test.signal = syscall.SIGTERM
		}
		cmd.Process.Signal(test.signal)
		var rest bytes.Buffer
		rest.ReadFrom(lines)
		if code := exitCode(t, cmd); code != interrupted || rest.Len() > 0 {
			t.Errorf("optviz %q: exit %d, then says %q", test.args, code, &rest)
		}
		if got := files(t); !slices.Equal(got, []string{"fifo.csv"}) {
			t.Errorf("optviz %q left %q", test.args, got)
		}
	}
}

// TestIgnoredSignals: signals that a command was started to ignore, as by nohup, stay
// ignored.
func TestIgnoredSignals(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("out.csv", 0o600); err != nil {
		t.Skip(err)
	}
	self := program("trace", "saddle", "-q", "--steps", "2", "--optimizer", "sgd", "-o", "out.csv")
	cmd := exec.Command("sh", append([]string{"-c", `trap "" INT HUP; exec "$0" "$@"`}, self.Args...)...)
	cmd.Env = self.Env
	if err := cmd.Start(); err != nil {
		t.Skip(err)
	}
	out, err := os.Open("out.csv") // opens when the command has opened it
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd.Process.Signal(syscall.SIGINT)
	cmd.Process.Signal(syscall.SIGHUP)
	var rows bytes.Buffer
	rows.ReadFrom(out)
	if code := exitCode(t, cmd); code != fine || bytes.Count(rows.Bytes(), []byte("\n")) != 4 {
		t.Errorf("exit %d, wrote %q", code, &rows)
	}
}
