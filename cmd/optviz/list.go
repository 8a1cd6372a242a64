package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/explore"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// lists holds the catalogues that optviz list prints.
var lists = []struct {
	name    string
	entries func() []catalog.Entry
}{
	{"surfaces", catalog.Surfaces},
	{"optimizers", catalog.Optimizers},
	{"schedules", catalog.Schedules},
	{"data", catalog.Data},
	{"views", views},
	{"themes", themes},
	{"formats", formats},
	{"stories", stories},
}

// views returns the figure kinds as entries of a catalogue: names without parameters.
func views() []catalog.Entry {
	var es []catalog.Entry
	for _, v := range render.Views() {
		es = append(es, catalog.Entry{Name: v.Name, Doc: v.Doc})
	}
	return es
}

// themes returns the themes as entries of a catalogue.
func themes() []catalog.Entry {
	var es []catalog.Entry
	for _, t := range sheet.Themes() {
		es = append(es, catalog.Entry{Name: t.Name, Doc: t.Doc})
	}
	return es
}

// formats returns the file formats as entries of a catalogue.
func formats() []catalog.Entry {
	var es []catalog.Entry
	for _, f := range render.Formats() {
		es = append(es, catalog.Entry{Name: f})
	}
	return es
}

// stories returns the built-in stories of live pages as entries of a catalogue.
func stories() []catalog.Entry {
	var es []catalog.Entry
	for _, name := range explore.BuiltinStories() {
		d, err := explore.BuiltinStory(name)
		if err != nil {
			panic(err) // a test reads them all
		}
		es = append(es, catalog.Entry{Name: name, Doc: d.Stories[0].Title.In(document.Languages[0])})
	}
	return es
}

// listCommand returns the command optviz list.
func listCommand() *cobra.Command {
	var names []string
	for _, l := range lists {
		names = append(names, l.name)
	}
	var quiet, schema bool
	var printed string
	cmd := &cobra.Command{
		Use:   "list [CATALOGUE]",
		Short: "List surfaces, optimizers, schedules, data, views and more",
		Long: `list prints a catalogue with the keys of its entries: the values they take, what
they are for and, in brackets, their defaults, where T is the number of steps
after any warm-up. Without an argument it prints the names in every catalogue,
which are ` + strings.Join(names[:4], ", ") + `,
` + strings.Join(names[4:], ", ") + `.
A surface's formula and critical points are what optviz inspect prints; data are
the examples that models are fitted to, as in network:data=moons.

A theme of your own is a file: --print-theme NAME prints a theme as one, to
change and to draw with --theme FILE.yaml.`,
		Example: `  optviz list
  optviz list optimizers
  optviz list surfaces -q
  optviz list themes --print-theme slides > mine.yaml`,
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return catalog.Usage("list takes one catalogue: %s", strings.Join(names, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch about := strings.Join(args, ""); {
			case (schema || printed != "") && about != "" && about != "themes":
				return catalog.Usage("--schema and --print-theme are for themes, not for %s", about)
			case schema && printed != "":
				return catalog.Usage("--schema and --print-theme print two things: give one of them")
			case schema:
				return emit(cmd.OutOrStdout(), string(document.ThemeSchema()))
			case printed != "":
				return printTheme(cmd, printed)
			}
			var b bytes.Buffer
			if len(args) == 0 {
				printAll(&b, quiet)
			} else if err := printList(&b, args[0], names, quiet); err != nil {
				return err
			}
			return emit(cmd.OutOrStdout(), b.String())
		},
	}
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "names only, one a line")
	cmd.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of the files of themes, for editors")
	declarePrintTheme(cmd, &printed)
	return cmd
}

// printAll prints the names in every catalogue, or those of the catalogues.
func printAll(w io.Writer, quiet bool) {
	for _, l := range lists {
		fmt.Fprintln(w, l.name)
		if !quiet {
			fmt.Fprintf(w, "%s\n\n", wrap("  ", catalog.Names(l.entries())))
		}
	}
}

// printList prints one catalogue.
func printList(w io.Writer, name string, names []string, quiet bool) error {
	for _, l := range lists {
		if l.name != name {
			continue
		}
		entries := l.entries()
		if quiet {
			fmt.Fprintln(w, strings.Join(catalog.Names(entries), "\n"))
		} else {
			describe(w, entries)
			if name == "themes" {
				fmt.Fprint(w, "\nA theme of your own: optviz list themes --print-theme slides > mine.yaml, then\noptviz plot --theme mine.yaml.\n")
			}
		}
		return nil
	}
	return &catalog.Error{Err: catalog.Unknown("catalogue", name, names)}
}

// describe prints entries with their keys: name, what it takes, what it is for
// and its default. What is the same for all comes last and once.
func describe(w io.Writer, entries []catalog.Entry) {
	same := shared(entries)
	for _, e := range entries {
		doc := e.Doc
		if e.Title != "" && !strings.EqualFold(strings.ReplaceAll(e.Title, " ", "-"), e.Name) { // the title says more than the name
			doc = e.Title + ": " + doc
		}
		hang(w, e.Name, 20, doc)
		for _, p := range e.Params() {
			if !p.Common || !slices.ContainsFunc(same, func(q catalog.Param) bool { return q.Key == p.Key }) {
				describeParam(w, p)
			}
		}
	}
	if len(same) > 0 {
		fmt.Fprintln(w, "all others, too")
	}
	for _, p := range same {
		describeParam(w, p)
	}
}

// shared returns the parameters that all entries have alike.
func shared(entries []catalog.Entry) []catalog.Param {
	var same []catalog.Param
	for i, e := range entries {
		for _, p := range e.Params() {
			if i == 0 && p.Common {
				same = append(same, p)
			}
			same = slices.DeleteFunc(same, func(q catalog.Param) bool {
				return p.Common && q.Key == p.Key && q.Default != p.Default
			})
		}
	}
	return same
}

// describeParam prints a key.
func describeParam(w io.Writer, p catalog.Param) {
	takes := p.In
	if p.Choices != nil {
		takes = strings.Join(p.Choices, "|")
	}
	hang(w, fmt.Sprintf("    %-15s %s", p.Key, takes), 32, fmt.Sprintf("%s [%s]", p.Doc, defaultOf(p)))
}

// defaultOf returns the value that a parameter has where nobody states it. Where no rule of a
// figure states a rate, the figure picks the rates, except of rules that take whole steps.
func defaultOf(p catalog.Param) string {
	if p.Key == "lr" && p.Common && p.Default != "1" {
		return "as suits the surface; " + p.Default + " beside stated rates"
	}
	return p.Default
}
