package main

import (
	"bytes"
	"os/exec"
	"testing"
)

// TestFatal: what Go's runtime says at the end of a program becomes one line.
func TestFatal(t *testing.T) {
	const noRoom = "needs more memory than there is: `ulimit -v` leaves no more"
	for said, want := range map[string]string{
		"":                 "",
		"gc 1 @0.01s 2%\n": "",
		"runtime: out of memory: cannot allocate 268435456-byte block (5 in use)\nfatal error: out of memory\n\ngoroutine 1:\n": noRoom,
		"runtime/cgo: pthread_create failed: Resource temporarily unavailable\nSIGABRT: abort\nPC=0x7f95 m=4\n":                 noRoom,
		"fatal error: runtime: cannot allocate memory\n\ngoroutine 1:\n":                                                        noRoom,
		"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\nruntime stack:\n":               "this is a fault of optviz, please report it with the command: fatal error: stack overflow (OPTVIZ_DEBUG=1 shows where)",
		"panic: runtime error: index out of range\n\ngoroutine 7 [running]:\n":                                                  "this is a fault of optviz, please report it with the command: panic: runtime error: index out of range (OPTVIZ_DEBUG=1 shows where)",
	} {
		if why, ok := fatal(said); why != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", said, why, ok, want)
		}
	}
}

// TestSupervised: where address space is bounded, output, messages and exit codes are as
// elsewhere, and the runtime's end is one line and exit code 1.
func TestSupervised(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, whose tests are short, has no room in a small address space")
	}
	t.Chdir(t.TempDir())
	run := func(kB, stdin string, args ...string) (code int, stdout, stderr string) {
		self := program(args...)
		cmd := exec.Command("sh", append([]string{"-c", "ulimit -v " + kB + `; exec "$0" "$@"`}, self.Args...)...)
		cmd.Env = self.Env
		var out, err bytes.Buffer
		cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader([]byte(stdin)), &out, &err
		if err := cmd.Start(); err != nil {
			t.Skip(err)
		}
		return exitCode(t, cmd), out.String(), err.String()
	}
	if code, _, _ := run("2400000", "", "--version"); code != fine {
		t.Skip("this build needs more address space, as under the race detector")
	}
	if code, stdout, stderr := run("2400000", "surface: saddle\nsteps: 3\n", "render", "-", "--print-spec"); code != fine || stdout != "surface: saddle\nsteps: 3\nlang: en\n" || stderr != "" {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if code, _, stderr := run("2400000", "", "plto"); code != wrongUsage || stderr != optviz("plto").stderr {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
	t.Setenv(supervised, "1") // by a user, who means something else
	if code, _, stderr := run("2400000", "", "plto"); code != wrongUsage || stderr != optviz("plto").stderr {
		t.Errorf("with %s set: exit %d, stderr %q", supervised, code, stderr)
	}
	if code, _, stderr := run("unlimited", "", "plto"); code != wrongUsage || stderr != optviz("plto").stderr {
		t.Errorf("with %s set and no limit: exit %d, stderr %q", supervised, code, stderr)
	}
	t.Setenv(exhaust, "1")
	if code, _, stderr := run("2400000", "", "list"); code != failed || stderr != "optviz: needs more memory than there is: `ulimit -v` leaves no more\n" {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

// TestFewFiles: where the limit of open files is too low for Go's runtime, that is said in
// one line, and right above it all works.
func TestFewFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for files, want := range map[string]struct {
		code   int
		stderr string
	}{
		"12": {failed, "optviz: `ulimit -n` leaves 12 open files: at least 16 are needed\n"},
		"15": {failed, "optviz: `ulimit -n` leaves 15 open files: at least 16 are needed\n"},
		"16": {fine, ""},
	} {
		self := program("plot", "saddle", "--steps", "2", "-q")
		cmd := exec.Command("sh", append([]string{"-c", "ulimit -n " + files + `; exec "$0" "$@"`}, self.Args...)...)
		var stderr bytes.Buffer
		cmd.Env, cmd.Stderr = self.Env, &stderr
		if err := cmd.Start(); err != nil {
			t.Skip(err)
		}
		if code := exitCode(t, cmd); code != want.code || stderr.String() != want.stderr {
			t.Errorf("%s files: exit %d, stderr %q", files, code, stderr.String())
		}
	}
}
