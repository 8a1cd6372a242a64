package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/flags"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// blockFigure is a command as a block of a note has it: with the flags that describe a
// figure, and none of those that say where something is written.
type blockFigure struct {
	args    cobra.PositionalArgs
	declare func(cmd *cobra.Command) blockDocument
}

// blockDocument makes a document of the flags and arguments of a block, and tells the
// file that it is read from, if any.
type blockDocument func(ctx context.Context, args []string, files input.Files) (d document.Document, file string, err error)

// blockFigures holds the commands that a block of a note may have, by name.
var blockFigures = map[string]blockFigure{
	"plot":    {someSurfaces, func(cmd *cobra.Command) blockDocument { return ofFlags(plotFigure(cmd)) }},
	"animate": {someSurfaces, ofAnimation},
	"sweep":   {someSurfaces, func(cmd *cobra.Command) blockDocument { return ofFlags(sweepFigure(cmd)) }},
	"basins":  {someSurfaces, func(cmd *cobra.Command) blockDocument { return ofFlags(basinsFigure(cmd)) }},
	"lecture": {cobra.ArbitraryArgs, func(cmd *cobra.Command) blockDocument { return ofLecture(lectureFigure(cmd)) }},
	"render":  {oneFile, fileFigure},
}

// ofFlags returns the document of flags.
func ofFlags(described func(args []string) document.Document) blockDocument {
	return func(_ context.Context, args []string, _ input.Files) (document.Document, string, error) {
		return described(args), "", nil
	}
}

// ofAnimation returns the document of the flags of animate, or of a figure of the lecture with them.
func ofAnimation(cmd *cobra.Command) blockDocument {
	described := animateFigure(cmd)
	return func(ctx context.Context, args []string, files input.Files) (document.Document, string, error) {
		if len(args) != 1 || !isDocument(args[0]) {
			return described(args), "", nil
		}
		if !isLectureFigure(args[0]) {
			return document.Document{}, "", catalog.Usage("animate %s has no place in a note: write render %[1]s, with the key animate in the file", printing.Quote(args[0]))
		}
		if err := checkDocumentFlags(cmd, args[0]); err != nil {
			return document.Document{}, "", err
		}
		d, err := findLecture(args[0])
		return restyledAs(cmd, d, described(nil)), "", err
	}
}

func ofLecture(described func(args []string) (document.Document, error)) blockDocument {
	return func(_ context.Context, args []string, _ input.Files) (document.Document, string, error) {
		d, err := described(args)
		return d, "", err
	}
}

// oneFile checks the positional arguments of render in a block: one file.
func oneFile(_ *cobra.Command, args []string) error {
	switch {
	case len(args) != 1:
		return catalog.Usage("render takes one SPEC, a YAML file or a figure")
	case args[0] == "-":
		return errors.New("render - has no place in a note: there is no stdin")
	}
	return nil
}

// fileFigure declares the flags of render in a block.
func fileFigure(cmd *cobra.Command) blockDocument {
	var appearance document.Appearance
	var part int
	declareAppearance(cmd, &appearance)
	declareFigure(cmd, &part, "")
	return func(ctx context.Context, args []string, files input.Files) (document.Document, string, error) {
		path := args[0]
		content, err := files.ReadFile(ctx, path, input.FigureLimit)
		if err != nil {
			return document.Document{}, path, err
		}
		docs, err := parseSpec(path, content, func(string) {})
		if err != nil { // which may show what is in the file
			err = &catalog.Error{Flag: "SPEC", Value: path, Err: errors.New("holds no figure that can be drawn; optviz render says why")}
			return document.Document{}, path, err
		}
		d, err := figureOf(path, docs, part)
		return d.Restyled(appearance), path, err
	}
}

// resolveBlock returns what makes documents of the command lines in blocks, by the flags
// of the commands themselves. The figures go to a directory.
func resolveBlock(dir string) func(ctx context.Context, words []string, files input.Files) (document.Document, string, error) {
	whole := sync.OnceValue(func() *cobra.Command { return rootCommand() })
	return func(ctx context.Context, words []string, files input.Files) (document.Document, string, error) {
		figure := blockFigures[words[0]]
		cmd := &cobra.Command{Use: words[0]}
		(&cobra.Command{Use: "optviz"}).AddCommand(cmd)
		described := figure.declare(cmd)
		cmd.Flags().BoolP("quiet", "q", false, "notes tells nothing of a figure anyway")
		flags.Strict(cmd.Flags())
		if err := cmd.ParseFlags(words[1:]); err != nil {
			return document.Document{}, "", blockFlagError(cmd, whole(), dir, err)
		}
		args := cmd.Flags().Args()
		if err := figure.args(cmd, args); err != nil {
			return document.Document{}, "", err
		}
		return described(ctx, args, files)
	}
}

// blockFlagError returns what is wrong with a flag of a block, which optviz may have
// elsewhere.
func blockFlagError(cmd, whole *cobra.Command, dir string, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return errors.New("--help has no place in a note")
	}
	var missing *pflag.NotExistError
	if errors.As(err, &missing) {
		command, _, _ := whole.Find([]string{cmd.Name()})
		flag := "--" + missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			flag = flag[1:]
		}
		if hasFlag(command.Flags(), flag) || hasFlag(whole.PersistentFlags(), flag) {
			return fmt.Errorf("%s has no place in a note: optviz notes itself writes the figure, to %s", flag, dir)
		}
	}
	return flagError(cmd, err, nil)
}

// hasFlag reports whether there is a flag like --out or -o.
func hasFlag(all *pflag.FlagSet, flag string) bool {
	if name, long := strings.CutPrefix(flag, "--"); long {
		return all.Lookup(name) != nil
	}
	return len(flag) == len("-o") && all.ShorthandLookup(flag[1:]) != nil
}
