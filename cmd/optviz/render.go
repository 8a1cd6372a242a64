package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// renderCommand returns the command optviz render.
func renderCommand() *cobra.Command {
	var o plotOptions
	var appearance document.Appearance
	var schema, anywhere bool
	var part int
	cmd := &cobra.Command{
		Use:   "render SPEC|FIGURE",
		Short: "Draw a figure from a YAML file, or one again",
		Long:  renderHelp(),
		Example: `  optviz plot himmelblau --optimizer adam:lr=0.1 --print-spec > figure.yaml
  optviz render figure.yaml -o figure.svg
  optviz render figure.yaml --size 16cmx9cm -o figure.pdf
  optviz render figure.svg --theme dark --lang de -o figure.png
  optviz render --schema > figure.schema.json`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case schema && len(args) > 0:
				return catalog.Usage("--schema is of all files: leave out %s", printing.Quote(args[0]))
			case !schema && len(args) != 1:
				return catalog.Usage("render takes one SPEC, a YAML file or - for stdin")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if schema {
				if !o.quiet {
					noteIdle(cmd, "--schema draws nothing", slices.Concat(outputFlagNames, appearanceFlagNames, []string{"frames", "print-spec", "lang", "read-anywhere"})...)
				}
				return emit(cmd.OutOrStdout(), string(document.Schema()))
			}
			docs, content, err := readSpec(cmd, args[0], anywhere)
			if err != nil {
				return err
			}
			if len(docs) > 1 && part == 0 {
				return drawDeckAgain(cmd, args[0], docs, appearance, o)
			}
			o.data.from = args[0]
			d, err := figureOf(args[0], docs, part)
			if err != nil {
				return err
			}
			err = drawAgain(cmd, d.Restyled(appearance), o)
			if part > 0 {
				return err // its keys are not those at the top of the file
			}
			return locate(args[0], content, err)
		},
	}
	declareAppearance(cmd, &appearance)
	cmd.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of the keys, for editors, and draw nothing")
	declareAnywhere(cmd, &anywhere)
	declareFigure(cmd, &part, ", or of a presentation or PDF of several")
	o.declare(cmd)
	return cmd
}

// renderHelp explains what render takes.
func renderHelp() string {
	return `render draws the figure that a YAML file describes. Its keys are the names of
plot's flags; a flag that repeats is a list:

  surface: ravine:kappa=25
  optimizer:
    - sgd:lr=0.04
    - adam:lr=0.5 cosine:warmup=20
  steps: 200
  title: Two runs in a ravine

With kind: sweep or kind: basins they are those of these commands. A page of
several figures has them as a list under figures, and columns of them side by
side; lecture: 12.1 among them is that figure of the lecture, and lecture: 7.4#2
one of a page, in which keys beside it replace its own. A title may be one for
each language, en: and de:, and so may each of names, which are what the runs
are called in place of their keys; title: none draws none. Titles, names and the
caption may measure what comes of the runs: {{n (.Loss 1) 3}} is the last loss
of run 1 in three digits, {{n ((.Part 2).Steps 1 1e-6)}} how many steps run 1 of
figure 2 takes to a loss of 1e-6. The measures are
` + wrap("", strings.Fields(strings.Join(measure.Measures(), ", "))) + `.

The kinds functions (curves of formulas and data), diagram (a neuron or layers),
cloud (gradients of minibatches), gradcheck and orbit have keys of their own,
which --schema explains. In --theme slides a page is split so that it can be
read from afar: up to six panels share a slide where each stays large, and a
figure with curves beside its map, tables or panels of its own fills one. These
slides are files, fig-1.svg, fig-2.svg, ..., or those of one fig.pptx, or the
pages of one fig.pdf; a note says how many files, and --figure N draws one
figure of the page. The key only: [2, 3] draws these figures of a page, as they
look beside the others.

optviz plot ... --print-spec prints the file of a command line. SPEC may be -
for stdin. Files that it names are looked for beside it.

A FIGURE that optviz wrote as PNG, SVG, PDF, TEX, TYP, PPTX, GIF, APNG or HTML
holds what it was made from: render draws it again, in another format, size,
theme or language, or byte for byte the same in the same format. --print-spec
prints its file. It holds no data: files that it names are found from its
directory, and only below it, since a figure may be somebody else's;
--read-anywhere reads them all. A PPTX or PDF of several figures is drawn again
whole to -o FILE.pptx or FILE.pdf, and one of them, by --figure N, to any
format.`
}

// drawAgain draws a document that was read, as a film or as a figure.
func drawAgain(cmd *cobra.Command, d document.Document, o plotOptions) error {
	if !isFilm(d, o.out.wanted()) {
		d.Animate = nil
		return plot(cmd, d, o)
	}
	if o.summary || o.frames.places != nil {
		return catalog.Usage("--frames and --summary are for pictures; this is a film")
	}
	d.Animate = cmp.Or(d.Animate, &document.Animation{})
	return animate(cmd, d, o)
}

// declareAppearance declares the flags of what can be given anew, and has them checked before
// the command runs.
func declareAppearance(cmd *cobra.Command, l *document.Appearance) {
	l.Flags(cmd.Flags())
	completeAppearance(cmd)
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed("dpi") && l.DPI == 0 { // which stands for the figure's own
			return &catalog.Error{Flag: "--dpi", Value: "0", Err: errors.New("must be above 0")}
		}
		if err := l.Validate(); err != nil {
			return err
		}
		var err error
		l.Theme, _, err = l.Theme.Read(cmd.Context(), input.Anywhere) // a path that the user typed
		return err
	}
}

// appearanceFlagNames are the flags that declareAppearance declares, without --lang, which changes lists, too.
var appearanceFlagNames = slices.DeleteFunc(document.AppearanceFlags(), func(name string) bool { return name == "lang" })

// completeAppearance completes the flags of how a figure looks that take one of a few values.
func completeAppearance(cmd *cobra.Command) {
	cmd.RegisterFlagCompletionFunc("legend", cobra.FixedCompletions(document.Shown, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("theme", completeTheme)
	cmd.RegisterFlagCompletionFunc("background", cobra.FixedCompletions(document.Backgrounds(), cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("text", cobra.FixedCompletions(document.TextForms, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("fonts", cobra.FixedCompletions(document.FontSources, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(document.Languages, cobra.ShellCompDirectiveNoFileComp))
}
