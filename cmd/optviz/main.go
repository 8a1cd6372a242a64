// Command optviz shows how optimizers move across loss landscapes. Arguments and stdin come in;
// files, text and an exit code go out. Each command is a file of its name and an argument of
// AddCommand in root.go. making.go carries the Document of most commands from its check to its
// files: file.go encodes figures, data.go writes the numbers of --data, and draft.go keeps
// each file beside its place until all are whole. root.go words the errors of flags.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/memory"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/unfinished"
	"github.com/optviz/optviz/optimizers/parallel"
)

// The exit codes; scripts depend on them.
const (
	fine        = 0
	failed      = 1
	wrongUsage  = 2
	stale       = 3 // --check found something to be drawn
	interrupted = 130
	brokenPipe  = 141
)

func main() {
	if code, ok := supervise(); ok {
		os.Exit(code)
	}
	// A process that lives for a second had better spend memory than time. At 400 a
	// figure's PNG is collected once, as at 300, and takes 4 MB more.
	debug.SetGCPercent(300)
	// A broken pipe is an error like others, which leaves no draft behind.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run runs a command line and returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop := cancelAtSignal(cancel)
	defer stop()
	return runContext(ctx, args, stdin, stdout, stderr)
}

// cancelAtSignal calls cancel at Ctrl-C, at a request to end and when the terminal goes,
// unless the signal is ignored, as under nohup. Later signals change nothing, as the
// command is about to end; but one that has not ended in patience is killed by the next.
func cancelAtSignal(cancel context.CancelFunc) (stop func()) {
	const patience = 2 * time.Second
	signals := make(chan os.Signal, 1)
	notify(signals)
	go func() {
		<-signals
		cancel()
		time.Sleep(patience)
		signal.Reset()
	}()
	return func() { signal.Stop(signals) }
}

// notify has the signals that end a command sent to a channel, unless they are ignored.
func notify(signals chan<- os.Signal) {
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
}

// runContext runs a command line until it ends or ctx is cancelled, and returns the exit
// code. A command that fails or is cancelled leaves no file behind.
func runContext(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, end := context.WithCancel(ctx)
	defer end()
	ctx, work := unfinished.Begin(ctx)
	done := make(chan error, 1)
	go func() {
		done <- parallel.Catch(func() error { return execute(ctx, args, stdin, stdout, stderr) })
	}()
	err := await(ctx, done, memory.Watch(ctx))
	if err == nil {
		return fine
	}
	work.Undo()
	return tell(ctx, err, stderr)
}

// execute runs a command. Whatever is written to stdout and fails is an error.
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	cmd, out := rootCommand(args...), newStdout(stdout)
	cmd.SetArgs(args)
	cmd.SetIn(stdin)
	cmd.SetOut(out)
	cmd.SetErr(stderr)
	return cmp.Or(cmd.ExecuteContext(ctx), out.err)
}

// await returns the command's error or, where ctx is cancelled and the command does not
// end soon, that of ctx, or that memory is short. Then the command goes on until the
// process ends, and its error is dropped.
func await(ctx context.Context, done, short <-chan error) error {
	const soon = 10 * time.Millisecond
	select {
	case err := <-done:
		return err
	case err := <-short:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(soon):
		return ctx.Err()
	}
}

// tell prints the error on stderr and returns the exit code.
func tell(ctx context.Context, err error, stderr io.Writer) int {
	var usage *catalog.Error
	var bug *parallel.Panic
	switch {
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		return interrupted
	case errors.Is(err, syscall.EPIPE): // the reader has seen enough
		return brokenPipe
	case errors.Is(err, errStale):
		return stale
	case errors.As(err, &bug):
		tellBug(bug, stderr)
		return failed
	}
	fmt.Fprintln(stderr, "optviz:", printing.Line(err.Error()))
	if errors.As(err, &usage) {
		return wrongUsage
	}
	return failed
}

// debugStacks is the name of the environment variable with which developers see stacks.
const debugStacks = "OPTVIZ_DEBUG"

// faultText is what a user is told of a panic, and of other ends that only a fault of the
// program can bring.
const faultText = "this is a fault of optviz, please report it with the command: %v (" + debugStacks + "=1 shows where)"

// tellBug prints a panic as one line.
func tellBug(bug *parallel.Panic, stderr io.Writer) {
	fmt.Fprintln(stderr, "optviz:", printing.Line(fmt.Sprintf(faultText, bug.Value)))
	if os.Getenv(debugStacks) != "" {
		fmt.Fprintf(stderr, "%s", printing.Text(string(bug.Stack)))
	}
}
