package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/render"
)

// lists are the catalogues that can be listed.
var lists = []struct {
	name    string
	entries func() []spec.Entry
}{
	{"surfaces", spec.Surfaces},
	{"optimizers", spec.Optimizers},
	{"schedules", spec.Schedules},
	{"views", views},
	{"formats", formats},
}

// views are the figure kinds as entries: names without parameters.
func views() []spec.Entry {
	var es []spec.Entry
	for _, v := range render.Views() {
		es = append(es, spec.Entry{Name: v.Name, Doc: v.Doc})
	}
	return es
}

// formats are the file formats as entries.
func formats() []spec.Entry {
	var es []spec.Entry
	for _, f := range render.Formats() {
		es = append(es, spec.Entry{Name: f})
	}
	return es
}

// listCommand is optviz list.
func listCommand() *cobra.Command {
	var names []string
	for _, l := range lists {
		names = append(names, l.name)
	}
	var quiet bool
	cmd := &cobra.Command{
		Use:   "list [" + strings.Join(names, "|") + "]",
		Short: "List surfaces, optimizers, schedules, views and formats",
		Long: `list prints a catalogue with the keys of its entries, their defaults and the
values they take; without an argument, the names in every catalogue. A default
such as T/3 depends on the run: T is its number of steps.`,
		Example: `  optviz list
  optviz list optimizers
  optviz list surfaces -q`,
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return spec.Usage("list takes one catalogue: %s", strings.Join(names, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			var b bytes.Buffer
			err := printAll(&b, quiet)
			if len(args) > 0 {
				err = printList(&b, args[0], names, quiet)
			}
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(b.Bytes())
			return err
		},
	}
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "names only, one a line")
	return cmd
}

// printAll prints the names in every catalogue, or those of the catalogues.
func printAll(w io.Writer, quiet bool) error {
	for _, l := range lists {
		fmt.Fprintln(w, l.name)
		if !quiet {
			fmt.Fprintln(w, wrap("  ", spec.Names(l.entries())))
		}
	}
	return nil
}

// printList prints one catalogue.
func printList(w io.Writer, name string, names []string, quiet bool) error {
	for _, l := range lists {
		if l.name != name {
			continue
		}
		for _, e := range l.entries() {
			if quiet {
				fmt.Fprintln(w, e.Name)
			} else {
				describe(w, e)
			}
		}
		return nil
	}
	return &spec.Error{Err: spec.Unknown("catalogue", name, names)}
}

// describe prints an entry and its keys.
func describe(w io.Writer, e spec.Entry) {
	fmt.Fprintf(w, "%-20s %s\n", e.Name, e.Doc)
	for _, p := range e.Params() {
		takes := p.In
		if p.Choices != nil {
			takes = strings.Join(p.Choices, "|")
		}
		fmt.Fprintf(w, "    %s\n", strings.TrimSpace(fmt.Sprintf("%s=%s  %s  %s", p.Key, p.Default, takes, p.Doc)))
	}
}

// wrap breaks words into indented lines of at most 80 columns.
func wrap(indent string, words []string) string {
	var b strings.Builder
	column := 80
	for _, word := range words {
		if column+1+len(word) > 80 {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(indent)
			column = len(indent)
		} else {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String() + "\n"
}
