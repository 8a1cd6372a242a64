package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/printing"
)

// report prints the paths written and more: on stdout, unless the output itself
// went there.
func report(cmd *cobra.Command, ts []target, more string) error {
	w := cmd.OutOrStdout()
	text := ""
	for _, t := range ts {
		if t.isStdout() {
			w = cmd.ErrOrStderr()
		} else {
			text += printing.Path(t.path) + "\n"
		}
	}
	return emit(w, text+printing.Text(more))
}

// emit writes to stdout, as it is: the caller makes text printable.
func emit(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return cannotWrite("-", err)
	}
	return nil
}

// await returns what f returns, or ctx's error as soon as ctx is cancelled; f
// then goes on unheard, and so must only compute, or wait.
func await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		v, err := f()
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// note tells the user something on stderr, each text on one line.
func note(cmd *cobra.Command, texts ...string) {
	for _, t := range texts {
		fmt.Fprintln(cmd.ErrOrStderr(), "optviz:", printing.Line(t))
	}
}
