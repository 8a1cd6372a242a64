package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// printUsage prints the second half of a command's help, in helpWidth columns.
func printUsage(w io.Writer, cmd *cobra.Command) {
	line := cmd.UseLine()
	if cmd.HasAvailableSubCommands() {
		line = cmd.CommandPath() + " COMMAND"
	}
	fmt.Fprintf(w, "Usage:\n  %s\n\nExamples:\n%s\n", line, folded(cmd.Example))
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

// helpWidth is the number of columns of a help.
const helpWidth = 80

// folded returns commands, one a line, with the long ones broken before flags: a backslash
// at the end of a line lets a shell read on when the command is pasted.
func folded(commands string) string {
	const end, indent = ` \`, "      "
	var lines []string
	for line := range strings.Lines(commands) {
		line = strings.TrimRight(line, "\n")
		for len(line) > helpWidth {
			at := lastFlag(line, helpWidth-len(end))
			if at < len(indent) {
				break
			}
			lines = append(lines, line[:at]+end)
			line = indent + line[at+1:]
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// lastFlag returns where the last blank stands, at most at a column, that is followed by
// a flag and not within quotes; -1 where there is none.
func lastFlag(line string, column int) int {
	last, quoted := -1, false
	for i := 0; i <= column && i+2 < len(line); i++ {
		switch {
		case line[i] == '\'':
			quoted = !quoted
		case !quoted && line[i] == ' ' && line[i+1] == '-' && (line[i+2] == '-' || 'a' <= line[i+2] && line[i+2] <= 'z'):
			last = i
		}
	}
	return last
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

// wrap breaks words into indented lines of at most helpWidth columns.
func wrap(indent string, words []string) string {
	var lines []string
	line := indent
	for _, word := range words {
		if utf8.RuneCountInString(line+" "+word) > helpWidth && line != indent {
			lines, line = append(lines, line), indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}
