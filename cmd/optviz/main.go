// Command optviz draws how optimizers move on loss landscapes.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/spec"
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
	// A process that lives for a second had better spend memory than time. At 400 a
	// figure's PNG is collected once, as at 300, and takes 4 MB more.
	debug.SetGCPercent(300)
	// A broken pipe is an error like others, which leaves no draft behind.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program: it returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C kills
	return runContext(ctx, args, stdin, stdout, stderr)
}

// runContext is run, interrupted when ctx is cancelled.
func runContext(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	cmd := rootCommand()
	cmd.SetArgs(args)
	cmd.SetIn(stdin)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	err := cmd.ExecuteContext(ctx)
	var usage *spec.Error
	switch {
	case err == nil:
		return fine
	case errors.Is(err, context.Canceled):
		return interrupted
	case errors.Is(err, syscall.EPIPE): // the reader has seen enough
		return brokenPipe
	case errors.Is(err, errStale):
		return stale
	}
	fmt.Fprintln(stderr, "optviz:", printing.Line(err.Error()))
	if errors.As(err, &usage) {
		return wrongUsage
	}
	return failed
}
