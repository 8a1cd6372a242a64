package main

import (
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
	_, err := io.WriteString(w, text)
	return err
}

// note prints each text on a line of stderr.
func note(cmd *cobra.Command, texts ...string) {
	for _, t := range texts {
		fmt.Fprintln(cmd.ErrOrStderr(), "optviz:", printing.Line(t))
	}
}
