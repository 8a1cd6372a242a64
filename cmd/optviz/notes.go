package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/notes"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// errStale is the error of a check that tells on stdout what is not current.
var errStale = errors.New("is not current")

// notesOptions holds the flags of notes.
type notesOptions struct {
	notes.Options
	theme        document.Theme // as it is typed, which --watch reads again
	watch, quiet bool
}

// exampleBlock is a note to begin with.
const exampleBlock = "```optviz id=saddle\nplot saddle --steps 20\n```\n"

// indentedBy puts something before each line.
func indentedBy(prefix, text string) string {
	return prefix + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+prefix) + "\n"
}

// notesCommand returns the command optviz notes.
func notesCommand() *cobra.Command {
	var o notesOptions
	var example bool
	cmd := &cobra.Command{
		Use:   "notes FILE|DIR...",
		Short: "Draw the figures that notes describe",
		Long: "notes finds the blocks marked optviz in notes (.md, .markdown, .qmd, .rmd),\n" +
			"draws what each describes, and links the figure below it:\n\n" + indentedBy("  ", exampleBlock+"![Loss landscape ...](figures/saddle.svg)\n") + `
A block is a command line without optviz (plot, animate, sweep, basins, render,
or lecture with one figure), with the flags that describe a figure, or YAML as
render takes it. Files that it names are from the note's directory, and lie in
there unless --read-anywhere is given. The link right below a block is its own:
notes updates it when the block changes, and leaves all else in the note as it
is. A comment after the link, which readers do not see, tells later what of it
is from optviz: an alternative text, a caption, attributes or a style of your
own stay. Without id=NAME a figure keeps the name that it has, and a new one is
named after the note. A figure whose block, version and data are unchanged is
not drawn again.

A block of runs with the word live, as in optviz id=saddle live after the fence,
shows the page of optviz explore in a frame; with --link github or obsidian,
whose notes have no frames, the caption links the page, and in LaTeX the page
lies beside the PDF.

In LaTeX (.tex) the lines of a block are comments, % before each; its figure is
a PDF, linked by \includegraphics. What is in verbatim is no block.

The exit code is 1 if a block could not be drawn, 2 if no note has a block, and
3 if --check finds what is not current.`,
		Example: `  optviz notes --example > note.md
  optviz notes note.md
  optviz notes . --link github
  optviz notes note.md --format svg,pdf --dir images`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !example {
				return catalog.Usage("notes takes the FILES of notes, or the directories they are in")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return notes.Endings, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if example {
				return emit(cmd.OutOrStdout(), exampleBlock)
			}
			return runNotes(cmd, args, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Dir, "dir", "figures", "`DIR` of the figures, from each note")
	f.StringSliceVar(&o.Formats, "format", nil, "`FORMATS` of each figure, between commas, the first linked (default that of the link, else svg, in LaTeX pdf): "+strings.Join(notes.Formats, ", "))
	f.StringVar(&o.Link, "link", "", "`STYLE` of the links (default that of the note, else markdown, in LaTeX latex): "+strings.Join(notes.Links, ", ")+"; github has a dark figure too, for readers who like that")
	f.BoolVar(&o.Inline, "inline", false, "put the SVG itself into the note, as HTML, in place of a link")
	f.StringVar(&o.IDPrefix, "id-prefix", "optviz-", "`TEXT` before the ids of figures in the note")
	declareAppearance(cmd, &o.Appearance)
	read := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		o.theme = o.Appearance.Theme
		return read(cmd, args)
	}
	declareAnywhere(cmd, &o.ReadAnywhere)
	f.BoolVar(&o.Check, "check", false, "write nothing: tell what is not current, and exit with 3 if anything is")
	f.BoolVar(&o.watch, "watch", false, "go on, and draw again what is saved, until Ctrl-C")
	f.BoolVar(&example, "example", false, "print a note to begin with, and draw nothing")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no paths on stdout")
	cmd.RegisterFlagCompletionFunc("link", cobra.FixedCompletions(notes.Links, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(notes.Formats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// runNotes draws the notes, once or whenever they change.
func runNotes(cmd *cobra.Command, args []string, o notesOptions) error {
	if err := o.Validate(); err != nil {
		return err
	}
	if o.watch && o.Check {
		return catalog.Usage("--watch draws, --check does not: choose one")
	}
	o.Version, o.Resolve, o.Figures, o.Draw, o.Write = version(), resolveBlock(o.Dir), findLecture, drawNote, writeNote
	if o.watch {
		return watchNotes(cmd, args, o)
	}
	named, err := noteArgs(args)
	if err != nil {
		return err
	}
	o.Claimed = map[string]notes.Claim{}
	var all outcome
	for _, a := range named {
		note(cmd, a.passed...)
		for _, file := range a.files {
			r, err := oneNote(cmd, file, o)
			if cmd.Context().Err() != nil {
				return cmd.Context().Err()
			}
			a.blocks += r.Blocks
			all.add(cmd, err)
		}
	}
	return all.end(cmd, named)
}

// outcome is what came of several notes.
type outcome struct {
	blocks errNotes // with errors
	failed error    // the first failure of a note
	stale  bool
}

// add takes in what came of a note.
func (o *outcome) add(cmd *cobra.Command, err error) {
	var blocks errNotes
	switch {
	case errors.As(err, &blocks):
		o.blocks += blocks
	case errors.Is(err, errStale):
		o.stale = true
	case err != nil && o.failed == nil:
		o.failed = err
	case err != nil:
		note(cmd, err.Error())
	}
}

// end prints which arguments have no block, and returns the error of the command.
func (o *outcome) end(cmd *cobra.Command, named []*noteArg) error {
	blocks := 0
	var without []string
	for _, a := range named {
		if blocks += a.blocks; a.blocks == 0 {
			without = append(without, a.nothing())
		}
	}
	switch {
	case o.failed != nil:
		return o.failed
	case blocks == 0: // nothing is drawn, and nothing checked
		note(cmd, without[:len(without)-1]...)
		return catalog.Usage("%s", without[len(without)-1])
	}
	note(cmd, without...)
	switch {
	case o.blocks > 0:
		return o.blocks
	case o.stale:
		return errStale
	}
	return nil
}

// errNotes is how many blocks have errors, which are told already.
type errNotes int

func (n errNotes) Error() string {
	if n == 1 {
		return "one block was not drawn"
	}
	return fmt.Sprintf("%d blocks were not drawn", int(n))
}

// oneNote draws a note and tells what it did.
func oneNote(cmd *cobra.Command, file string, o notesOptions) (notes.Report, error) {
	r, err := o.Note(cmd.Context(), file)
	if err != nil {
		if cmd.Context().Err() == nil {
			err = fmt.Errorf("%s: %w", file, withoutPath(err))
		}
		return r, err
	}
	if !o.quiet {
		for _, w := range r.Written {
			if err := emit(cmd.OutOrStdout(), printing.Path(filepath.Join(filepath.Dir(file), w))+"\n"); err != nil {
				return r, err
			}
		}
	}
	for _, s := range r.Stale {
		if err := emit(cmd.OutOrStdout(), printing.Line(fmt.Sprintf("%s:%v", file, s))+"\n"); err != nil {
			return r, err
		}
	}
	for _, e := range r.Errors {
		note(cmd, fmt.Sprintf("%s:%v", file, e))
	}
	switch {
	case len(r.Errors) > 0:
		return r, errNotes(len(r.Errors))
	case len(r.Stale) > 0:
		return r, errStale
	}
	return r, nil
}
