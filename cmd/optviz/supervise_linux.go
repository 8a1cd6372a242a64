package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// supervised is a variable of the environment that holds, in a supervised program, the
// process of its supervisor. Set to anything else, as by a user, it means nothing.
const supervised = "OPTVIZ_SUPERVISED"

// keptOpen refers to the supervised program's descriptor 2: a file to which nothing refers
// is closed with the next collection of garbage.
var keptOpen []*os.File

// fewestFiles is the number of open files that `ulimit -n` must leave: with fewer, Go's
// runtime ends a program as soon as it waits for a pipe or a signal.
const fewestFiles = 16

// supervise runs the program once more, as a child, where `ulimit -v` bounds its address
// space: what finds no room there makes Go's runtime end a program at once, with pages of
// stacks on file descriptor 2. The child's descriptor 2 is a pipe to here, where that
// becomes one line; its messages go to descriptor 3. Where `ulimit -n` leaves too few files
// for either, it says so. ok is false in the child, and where there is nothing to supervise.
func supervise() (code int, ok bool) {
	if os.Getenv(supervised) == strconv.Itoa(os.Getppid()) {
		os.Unsetenv(supervised)
		syscall.CloseOnExec(3)
		keptOpen = append(keptOpen, os.Stderr)
		os.Stderr = os.NewFile(3, "/dev/stderr")
		return 0, false
	}
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) == nil && limit.Cur < fewestFiles {
		fmt.Fprintf(os.Stderr, "optviz: `ulimit -n` leaves %d open files: at least %d are needed\n", limit.Cur, fewestFiles)
		return failed, true
	}
	if syscall.Getrlimit(syscall.RLIMIT_AS, &limit) != nil || limit.Cur >= 1<<62 {
		return 0, false
	}
	self, err := os.Executable()
	if err != nil {
		return 0, false
	}
	dump, pipe, err := os.Pipe()
	if err != nil {
		return 0, false
	}
	runtime.LockOSThread() // with whose end the child would end, too
	cmd := &exec.Cmd{
		Path: self, Args: os.Args, Env: append(os.Environ(), supervised+"="+strconv.Itoa(os.Getpid())),
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: pipe, ExtraFiles: []*os.File{os.Stderr},
		SysProcAttr: &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM},
	}
	if err := cmd.Start(); err != nil {
		return 0, false
	}
	pipe.Close()
	signals := make(chan os.Signal, 1)
	notify(signals)
	go func() {
		for s := range signals {
			cmd.Process.Signal(s)
		}
	}()
	defer signal.Stop(signals)
	var said bytes.Buffer
	const most = 1 << 20 // as a dump of many goroutines is
	io.Copy(&said, io.LimitReader(dump, most))
	io.Copy(io.Discard, dump)
	cmd.Wait()
	return childCode(cmd.ProcessState, said.String(), os.Stderr), true
}

// childCode returns the exit code for how a child ended. It makes one line of what Go's
// runtime said at its end.
func childCode(state *os.ProcessState, said string, stderr io.Writer) int {
	if why, dumped := fatal(said); dumped {
		fmt.Fprintln(stderr, "optviz:", printing.Line(why))
		if os.Getenv(debugStacks) != "" {
			io.WriteString(stderr, printing.Text(said))
		}
		return failed
	}
	io.WriteString(stderr, said) // of tools that the runtime has, as GODEBUG asks for
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}

// fatal returns in a line why Go's runtime ended a program; ok is false if it did not.
func fatal(said string) (why string, ok bool) {
	for line := range strings.Lines(said) {
		text, isFatal := strings.CutPrefix(line, "fatal error: ")
		panicked := strings.HasPrefix(line, "panic: ")
		noThread := strings.HasPrefix(line, "runtime/cgo: pthread_create failed: ")
		switch {
		case noThread, isFatal && (strings.Contains(text, "memory") || strings.Contains(text, "newosproc")):
			return "needs more memory than there is: `ulimit -v` leaves no more", true
		case isFatal, panicked:
			return fmt.Sprintf(faultText, strings.TrimSpace(line)), true
		}
	}
	return "", false
}
