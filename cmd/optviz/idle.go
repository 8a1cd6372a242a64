package main

import (
	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/document"
)

// outputFlagNames lists the flags of what a command writes, none of which matters where
// nothing is drawn.
var outputFlagNames = []string{"out", "format", "data", "summary", "tol", "shard", "resume"}

// noteIdle prints which of some flags are given though they change nothing, and why.
func noteIdle(cmd *cobra.Command, why string, names ...string) {
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			note(cmd, "--"+name+" has no effect: "+why)
		}
	}
}

// printSpec prints a document as YAML, in place of a drawing.
func printSpec(cmd *cobra.Command, d document.Document, quiet bool) error {
	if !quiet {
		noteIdle(cmd, "--print-spec draws nothing", outputFlagNames...)
	}
	return emit(cmd.OutOrStdout(), string(d.YAML()))
}
