package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// printUsage prints the second half of a command's help, in 80 columns.
func printUsage(w io.Writer, cmd *cobra.Command) {
	line := cmd.UseLine()
	if cmd.HasAvailableSubCommands() {
		line = cmd.CommandPath() + " COMMAND"
	}
	fmt.Fprintf(w, "Usage:\n  %s\n\nExamples:\n%s\n", line, cmd.Example)
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintln(w, "\nCommands:")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(w, "  %-12s%s\n", c.Name(), c.Short)
			}
		}
	}
	fmt.Fprintln(w, "\nFlags:")
	cmd.Flags().VisitAll(func(f *pflag.Flag) { printFlag(w, f) })
}

// printFlag prints a flag with its placeholder, and what it is for in a second column.
func printFlag(w io.Writer, f *pflag.Flag) {
	placeholder, text := pflag.UnquoteUsage(f)
	name := "      --" + f.Name
	if f.Shorthand != "" {
		name = "  -" + f.Shorthand + ", --" + f.Name
	}
	if f.Value.Type() != "bool" {
		name += " " + placeholder
		if f.DefValue != "" && f.DefValue != "[]" {
			text += " (default " + f.DefValue + ")"
		}
	}
	hang(w, name, 24, text)
}

// hang prints text in a second column, from the next line on where head fills
// the first.
func hang(w io.Writer, head string, column int, text string) {
	lines := wrap(strings.Repeat(" ", column), strings.Fields(text))
	if len(head) < column {
		lines = head + lines[len(head):]
	} else {
		lines = head + "\n" + lines
	}
	fmt.Fprintln(w, strings.TrimRight(lines, " \n"))
}

// wrap breaks words into indented lines of at most 80 columns.
func wrap(indent string, words []string) string {
	var lines []string
	line := indent
	for _, word := range words {
		if utf8.RuneCountInString(line+" "+word) > 80 && line != indent {
			lines, line = append(lines, line), indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}
