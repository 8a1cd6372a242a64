package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/notes"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/render/figure"
)

// errStale is the error of a check that tells on stdout what is not current.
var errStale = errors.New("is not current")

// notesOptions are the flags of notes.
type notesOptions struct {
	notes.Options
	watch, quiet bool
}

// exampleBlock is a note to begin with.
const exampleBlock = "```optviz id=saddle\nplot saddle --steps 20\n```\n"

// indentedBy puts something before each line.
func indentedBy(prefix, text string) string {
	return prefix + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+prefix) + "\n"
}

// notesCommand is optviz notes.
func notesCommand() *cobra.Command {
	var o notesOptions
	var example bool
	cmd := &cobra.Command{
		Use:   "notes FILE|DIR...",
		Short: "Draw the figures that notes describe",
		Long: "notes finds the blocks marked optviz in notes (.md, .markdown, .qmd), draws what\n" +
			"each describes, and links the figure below it:\n\n" + indentedBy("  ", exampleBlock+"![Loss landscape ...](figures/saddle.svg)\n") + `
A block is a command line without optviz (plot, animate, sweep, basins, render,
or lecture with one figure) or YAML as render takes it. Paths in it are from the
note's directory. The image right below a block is its own: notes updates it
when the block changes, and leaves all else in the note as it is. Without
id=NAME a figure keeps the name that it has, and a new one is named after the
note. A figure whose block, version and data are unchanged is not drawn again.

In LaTeX (.tex) the lines of a block are comments, % before each; its figure is
a PDF, linked by \includegraphics.`,
		Example: `  optviz notes --example > note.md
  optviz notes note.md
  optviz notes . --link github
  optviz notes note.md --format svg,pdf --dir images`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !example {
				return spec.Usage("notes takes the FILES of notes, or the directories they are in")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return noteFormats, cobra.ShellCompDirectiveFilterFileExt
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
	f.StringSliceVar(&o.Formats, "format", nil, "`FORMATS` of each figure, between commas, the first linked (default svg, in LaTeX pdf): "+strings.Join(notes.Formats, ", "))
	f.StringVar(&o.Link, "link", "", "`STYLE` of the links (default markdown, in LaTeX latex): "+strings.Join(notes.Links, ", ")+"; github has a dark figure too, for readers who like that")
	f.BoolVar(&o.Inline, "inline", false, "put the SVG itself into the note, as HTML, in place of a link")
	f.StringVar(&o.IDPrefix, "id-prefix", "optviz-", "`TEXT` before the ids of figures in the note")
	declareLooks(cmd, &o.Looks)
	f.BoolVar(&o.Check, "check", false, "write nothing: tell what is not current, and exit with 3 if anything is")
	f.BoolVar(&o.watch, "watch", false, "go on, and draw again what is saved, until Ctrl-C")
	f.BoolVar(&example, "example", false, "print a note to begin with, and draw nothing")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no paths on stdout")
	cmd.RegisterFlagCompletionFunc("link", cobra.FixedCompletions(notes.Links, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(notes.Formats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// noteFormats are the endings of notes.
var noteFormats = []string{"md", "markdown", "qmd", "tex"}

// runNotes draws the notes, once or whenever they change.
func runNotes(cmd *cobra.Command, args []string, o notesOptions) error {
	for _, f := range o.Formats {
		if !slices.Contains(notes.Formats, f) {
			return &spec.Error{Flag: "--format", Value: f, Err: spec.Unknown("format", f, notes.Formats)}
		}
	}
	if o.Link != "" && !slices.Contains(notes.Links, o.Link) {
		return &spec.Error{Flag: "--link", Value: o.Link, Err: spec.Unknown("style", o.Link, notes.Links)}
	}
	if strings.ContainsAny(o.Dir, " ()<>\"\\") || filepath.IsAbs(o.Dir) {
		return &spec.Error{Flag: "--dir", Value: o.Dir, Err: errors.New("cannot stand in a link: a path from the note, without blanks and brackets")}
	}
	if o.Inline && o.Link != "" {
		return spec.Usage("--inline puts the figure itself into the note, --link %s a link: choose one", o.Link)
	}
	if o.watch && o.Check {
		return spec.Usage("--watch draws, --check does not: choose one")
	}
	o.Version, o.Resolve, o.Draw, o.Write = version(), resolveWords(cmd.Context()), drawNote, writeNote
	if o.watch {
		return watchNotes(cmd, args, o)
	}
	files, err := noteFiles(args)
	if err != nil {
		return err
	}
	o.Claimed = map[string]notes.Claim{}
	var worst error
	var told errNotes
	for _, file := range files {
		_, err := oneNote(cmd, file, o)
		var blocks errNotes
		switch {
		case cmd.Context().Err() != nil:
			return cmd.Context().Err()
		case errors.As(err, &blocks):
			told += blocks
		case err != nil && (worst == nil || errors.Is(worst, errStale)):
			worst = err
		}
	}
	if told > 0 && (worst == nil || errors.Is(worst, errStale)) {
		return told
	}
	return worst
}

// noteFiles are the notes that arguments name, those of directories in order.
func noteFiles(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, &spec.Error{Flag: "FILE", Value: arg, Err: plainly(err)}
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			hidden := len(d.Name()) > 1 && strings.HasPrefix(d.Name(), ".")
			switch {
			case err != nil:
				return err
			case d.IsDir() && path != arg && (hidden && d.Name() != ".." || d.Name() == "node_modules"):
				return fs.SkipDir
			case !d.IsDir() && slices.Contains(noteFormats, extension(path)):
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// errNotes is how many blocks have errors, which are told already.
type errNotes int

func (n errNotes) Error() string {
	if n == 1 {
		return "one block was not drawn"
	}
	return fmt.Sprintf("%d blocks were not drawn", int(n))
}

// oneNote draws a note, from its own directory, and tells what it did.
func oneNote(cmd *cobra.Command, file string, o notesOptions) (notes.Report, error) {
	back, err := os.Getwd()
	if err != nil {
		return notes.Report{}, err
	}
	if err := os.Chdir(filepath.Dir(file)); err != nil {
		return notes.Report{}, &spec.Error{Flag: "FILE", Value: file, Err: plainly(err)}
	}
	r, err := o.Note(cmd.Context(), filepath.Base(file))
	if back := os.Chdir(back); err == nil {
		err = back
	}
	if err != nil {
		if cmd.Context().Err() == nil {
			err = fmt.Errorf("%s: %w", file, plainly(err))
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

// resolveWords makes documents of command lines, by the commands themselves.
func resolveWords(ctx context.Context) func(words []string) (spec.Document, error) {
	return func(words []string) (spec.Document, error) {
		var out bytes.Buffer
		root := rootCommand()
		root.SetArgs(append(slices.Clone(words), "--print-spec"))
		root.SetOut(&out)
		root.SetErr(io.Discard)
		if err := root.ExecuteContext(ctx); err != nil {
			return spec.Document{}, err
		}
		if slices.Contains(words, "--help") || slices.Contains(words, "-h") {
			return spec.Document{}, errors.New("--help has no place in a note")
		}
		return spec.ParseYAML(out.Bytes())
	}
}

// drawNote draws a figure, or a film, of a note.
func drawNote(ctx context.Context, d spec.Document, source string, formats []string) (notes.Drawn, error) {
	var drawn notes.Drawn
	g, err := d.Drawing(ctx)
	if err != nil {
		return drawn, err
	}
	if err := g.Compute(ctx, nil); err != nil {
		return drawn, err
	}
	var paths []string
	var ts []target
	for _, f := range formats {
		paths, ts = append(paths, "."+f), append(ts, target{path: f, format: f})
	}
	encoder, told, err := noteEncoder(g, isFilm(d, paths), source)
	if err != nil {
		return drawn, err
	}
	if drawn.Files, err = encodeAs(ctx, ts, encoder); err != nil {
		return drawn, err
	}
	drawn.Alt, drawn.Caption = told.Desc, told.Title
	if d.Caption != nil {
		drawn.Caption, err = g.Caption()
		drawn.Caption = spec.Raise(drawn.Caption)
	}
	return drawn, err
}

// noteEncoder is what encodes a drawing as a figure or a film, and what it tells.
func noteEncoder(g *spec.Drawing, film bool, source string) (func(io.Writer, string) error, figure.Figure, error) {
	if film {
		f, err := g.Film()
		f.Still.Source = source
		return f.Encode, f.Still, err
	}
	f, err := g.Figure()
	f.Source = source
	return f.Encode, f, err
}

// writeNote writes a file, an existing one only as long as it has its old content.
func writeNote(ctx context.Context, path string, old, data []byte) error {
	ds, err := open(ctx, []target{{path: path, format: extension(path)}}, nil)
	if err != nil {
		return err
	}
	defer ds.discard()
	if _, err := ds[0].Write(data); err != nil {
		return cannotWrite(path, err)
	}
	if old != nil {
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, old) {
			return notes.ErrChanged
		}
	}
	return ds.commit()
}

// watchNotes draws notes whenever one of them, or a file that its figures are drawn
// from, is saved. It asks for times and sizes: that works on any file system.
func watchNotes(cmd *cobra.Command, args []string, o notesOptions) error {
	seen := map[string]string{}
	data := map[string][]string{}
	for {
		files, err := noteFiles(args)
		if err != nil {
			note(cmd, err.Error())
		}
		for _, file := range files {
			if stamp := stampOf(append([]string{file}, data[file]...)); stamp != seen[file] {
				o.Claimed = map[string]notes.Claim{}
				before := stampOf([]string{file})
				r, err := oneNote(cmd, file, o)
				if err != nil && cmd.Context().Err() == nil {
					note(cmd, fmt.Sprintf("%s: %v; waiting for the next save", file, err))
				}
				data[file] = nil
				for _, f := range r.Files {
					if !filepath.IsAbs(f) {
						f = filepath.Join(filepath.Dir(file), f)
					}
					data[file] = append(data[file], f)
				}
				after := stampOf([]string{file})
				if before != after && !slices.Contains(r.Written, filepath.Base(file)) {
					continue // saved meanwhile: once more
				}
				seen[file] = stampOf(append([]string{file}, data[file]...)) // with its own changes
			}
		}
		const often = 200 * time.Millisecond
		select {
		case <-cmd.Context().Done():
			return cmd.Context().Err()
		case <-time.After(often):
		}
	}
}

// stampOf tells one state of files from another.
func stampOf(files []string) string {
	var b strings.Builder
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			fmt.Fprintf(&b, "%d %d\n", info.ModTime().UnixNano(), info.Size())
		} else {
			b.WriteString("none\n")
		}
	}
	return b.String()
}
