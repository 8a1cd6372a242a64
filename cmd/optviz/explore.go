package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/explore"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// exploreOptions holds the flags of explore that do not describe what the page begins with.
type exploreOptions struct {
	makingFlags
	part  int
	story string
}

// exploreCommand returns the command optviz explore.
func exploreCommand() *cobra.Command {
	var o exploreOptions
	cmd := &cobra.Command{
		Use:   "explore [SURFACE|QUESTION|SPEC|FIGURE]",
		Short: "Write a live page: drag the start, turn the rate",
		Long: `explore writes one page, to out/<surface>-live.html or to -o, that computes the
runs anew while its reader drags a start, turns a rate or types a formula. It
needs no server and no network, and its numbers are those of optviz trace. The
page begins with the runs of the flags, which are plot's; without scripts and on
paper it shows plot's figure, which optviz render draws again.

QUESTION is the number of a figure of the lecture, SPEC a YAML file and FIGURE
one that optviz wrote: figures of runs become live, of a page one by --figure.
A file may have stories, texts in steps, each with a state of the page; --story
tells a built-in one, which optviz list stories has and --print-spec prints.`,
		Example: `  optviz explore
  optviz explore himmelblau --optimizer adam:lr=0.1 --start 0,0 -o adam.html
  optviz explore -f '(x^2-a)^2 + y^2 + x/2' --param a=2 -o own.html
  optviz explore 10.1 --figure 1 -o example.html
  optviz explore --story momentum -o momentum.html
  optviz plot beale --optimizer adam:lr=0.1 -o beale.png
  optviz explore beale.png --theme dark --lang de -o beale.html`,
		Args:              oneToExplore,
		ValidArgsFunction: completeSurfaces,
	}
	described := plotFigure(cmd)
	o.out.declare(cmd, []string{"html"})
	cmd.Flags().BoolVar(&o.spec, "print-spec", false, "print the figure as YAML for optviz render, and draw nothing")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no notes on stderr")
	declareFigure(cmd, &o.part, "")
	cmd.Flags().StringVar(&o.story, "story", "", "`NAME` of a built-in story that the page tells: "+strings.Join(explore.BuiltinStories(), ", "))
	cmd.RegisterFlagCompletionFunc("story", cobra.FixedCompletions(explore.BuiltinStories(), cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := checkLiveFlags(cmd); err != nil {
			return err
		}
		if o.story != "" {
			return exploreStory(cmd, args, described(nil), o)
		}
		if len(args) == 1 && isExplored(args[0]) {
			return exploreDocument(cmd, args[0], described(nil), o)
		}
		if o.part > 0 {
			return &catalog.Error{Flag: "--figure", Value: fmt.Sprint(o.part), Err: errors.New("takes a figure of a page of the lecture or of a file, as in optviz explore 7.4 --figure 1")}
		}
		return o.explore(cmd, described(args), "")
	}
	return cmd
}

// isExplored reports whether an argument of explore names a document: a figure of the lecture or a file
// that is YAML or a figure.
func isExplored(arg string) bool {
	holdsSource := figure.FormatsWith(func(f figure.Format) bool { return f.HasSource })
	return isDocument(arg) || slices.Contains(holdsSource, extension(arg))
}

// oneToExplore checks the positional argument of explore.
func oneToExplore(cmd *cobra.Command, args []string) error {
	if len(args) == 1 && isExplored(args[0]) {
		return nil
	}
	return atMostOneSurface(cmd, args)
}

// exploreDocument makes the page of a document that was read, with what flags say of its looks.
func exploreDocument(cmd *cobra.Command, arg string, flags document.Document, o exploreOptions) error {
	if err := checkDocumentFlags(cmd, arg); err != nil {
		return err
	}
	docs, content, err := readDocuments(cmd, arg)
	if err != nil {
		return err
	}
	d, err := figureOf(arg, docs, o.part)
	if err != nil {
		return err
	}
	name := strings.ReplaceAll(strings.TrimSuffix(filepath.Base(arg), filepath.Ext(arg)), "#", "-figure-")
	if content == nil {
		name = strings.ReplaceAll(arg, "#", "-figure-")
	}
	err = o.explore(cmd, d.Restyled(givenLook(cmd, flags)), name)
	if content == nil || o.part > 0 {
		return err
	}
	return locate(arg, content, err)
}

// exploreStory makes the page of a built-in story, with what flags say of its looks.
func exploreStory(cmd *cobra.Command, args []string, flags document.Document, o exploreOptions) error {
	if len(args) > 0 {
		return catalog.Usage("--story %s has surfaces of its own: leave out %s", o.story, printing.Quote(args[0]))
	}
	d, err := explore.BuiltinStory(o.story)
	if err != nil {
		return &catalog.Error{Flag: "--story", Value: o.story, Err: err}
	}
	if err := checkDocumentFlags(cmd, "--story "+o.story); err != nil {
		return err
	}
	return o.explore(cmd, d.Restyled(givenLook(cmd, flags)), o.story)
}

// explore writes the page of a document, by default to the file of a name.
func (o exploreOptions) explore(cmd *cobra.Command, d document.Document, name string) error {
	stories, err := explore.StoriesOf(cmd.Context(), d.Stories)
	if err != nil {
		return err
	}
	given := d
	if err := checkLive(d); err != nil {
		return err
	}
	d.Size = stillSize
	m := making{cmd: cmd, makingFlags: o.makingFlags, given: given, formats: []string{"html"}, images: livePages(given, stories)}
	m.byDefault = func(g *drawing.Drawing) target {
		return target{path: filepath.Join("out", cmp.Or(name, g.Plan.Meta.Name, "page")+"-live.html"), format: "html"}
	}
	return m.make(d)
}

// stillSize is the size of the page's still figure, which readers see without scripts and on paper.
const stillSize = "1600x900"

// lookOnly lists flags of what plot draws and the page does not, with what to do on the page or with plot.
var lookOnly = []struct{ names, instead string }{
	{"view panels arrows axis moments coordinate plane line azimuth elevation x-axis y-axis", "a page has its curves in tabs beside the map; optviz plot draws one figure as you say"},
	{"inset levels", "a page's map is zoomed by wheel and fingers, and has plot's levels; optviz plot takes the flag"},
	{"mark line-at", "a page's runs move away from what is marked; optviz plot takes the flag"},
	{"columns", "a page explores one surface"},
	{"every", "a page shows every step"},
	{"size dpi legend text fonts background", "it is of a drawn figure; optviz plot takes the flag"},
}

// checkLiveFlags refuses flags that the page would not obey.
func checkLiveFlags(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		for _, look := range lookOnly {
			if err == nil && slices.Contains(strings.Fields(look.names), f.Name) {
				err = &catalog.Error{Flag: "--" + f.Name, Value: f.Value.String(), Err: errors.New("cannot be live: " + look.instead)}
			}
		}
	})
	return err
}

// checkLive refuses documents that are no figure of runs, and runs that a page cannot compute.
func checkLive(d document.Document) error {
	switch {
	case len(d.Figures) > 0:
		return catalog.Usage("a live page is of one figure, and these are %d: --figure N takes one of them", len(d.Figures))
	case d.Kind != "" && d.Kind != document.KindNames[0]:
		return &catalog.Error{Flag: "--kind", Value: d.Kind, Err: errors.New("cannot be live: a page shows runs on one surface; optviz render draws the figure")}
	}
	return explore.CheckSetup(d.Setup)
}

// livePages returns the function that draws the still figure of a drawing and writes the page around
// it, with stories and with its source within.
func livePages(source document.Document, stories []explore.Story) makeImages {
	return func(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
		still, err := g.Figure()
		if err != nil {
			return nil, err
		}
		drawn(0, 1, still)
		page, err := pageOf(ctx, g)
		if err != nil {
			return nil, err
		}
		return encodeAs(ctx, ts, func(w io.Writer, t target) error {
			page.Still, page.Stories = still, stories
			page.Still.Source = within(source, t)
			return page.Write(w)
		})
	}
}

// pageOf returns the page of a computed drawing, without stories and still figure.
func pageOf(ctx context.Context, g *drawing.Drawing) (explore.Page, error) {
	d := g.Document
	scene, err := g.Plan.Scene(d.Spec, g.Content.(*drawing.Runs).Paths, nil)
	if err != nil {
		return explore.Page{}, err
	}
	page := explore.Page{Lang: cmp.Or(d.Lang, document.Languages[0]), Setup: explore.SetupOf(d.Spec, g.Plan, scene.Window)}
	if !d.Theme.IsZero() {
		page.Theme = "light"
		if g.Style.Theme.IsDark() {
			page.Theme = "dark"
		}
	}
	return page, explore.Check(ctx, page.Setup)
}
