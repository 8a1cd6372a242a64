package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render/figure"
)

// outputFlagNames lists the flags of what a command writes, none of which matters where
// nothing is drawn.
var outputFlagNames = []string{"out", "format", "frames", "data", "summary", "tol", "shard", "resume"}

// noteIdle prints which of some flags are given though they change nothing, and why.
func noteIdle(cmd *cobra.Command, why string, names ...string) {
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			note(cmd, "--"+name+" has no effect: "+why)
		}
	}
}

// noteText prints that the key text changes nothing where all files have formats without text.
func noteText(cmd *cobra.Command, d document.Document, targets []target) {
	holds := func(t target) bool { return slices.Contains(figure.TextFormats, t.format) }
	if d.Text == "" || len(targets) == 0 || slices.ContainsFunc(targets, holds) {
		return
	}
	note(cmd, "text: "+d.Text+" changes nothing: only these formats can hold text: "+strings.Join(figure.TextFormats, ", "))
}

// printSpec prints a document as YAML, in place of a drawing.
func printSpec(cmd *cobra.Command, d document.Document, quiet bool) error {
	if !quiet {
		noteIdle(cmd, "--print-spec draws nothing", outputFlagNames...)
	}
	return emit(cmd.OutOrStdout(), string(d.YAML()))
}
