package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/lecture"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/tabular"
	"github.com/optviz/optviz/cmd/internal/unfinished"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// lectureOptions holds the flags of lecture.
type lectureOptions struct {
	paths      []string // directories or files to write to
	dir        string   // the directory, where the figures go to one
	index      string   // name of the pages, without extension
	appearance document.Appearance
	formats    []string
	frames     frames
	columns    int    // of a page of the figures; 0: they are not on a page
	figure     int    // which figure of a page; 0: the whole page
	data       string // format of the numbers; "": none
	live       bool   // a live page beside the figures opens those that can be live
	list       bool
	spec       bool
	quiet      bool
}

// lectureCommand returns the command optviz lecture.
func lectureCommand() *cobra.Command {
	var o lectureOptions
	cmd := &cobra.Command{
		Use:   "lecture [QUESTION...]",
		Short: "Draw the figures of a lecture on training networks",
		Long: `lecture draws a figure for every question of a lecture on training neural
networks, and writes index.html and index.md beside them, which show them in
order with question, caption and the command that makes each (index-12.1.html
and so on if only some are drawn, and that of all stays); --live adds a page on
which figures of runs are live, and links to it. QUESTION is the
number or the name of a question, as in 12 or learning-rate, or a figure's, as
in 12.1; 7.4#2 is the second figure of a page of several, as is 7.4 with
--figure 2. What a caption says is measured on the runs that are drawn.

With -o FILE one figure goes to that file, as render would write it: a film to
9.1.gif, .apng, .html or .mp4. --columns puts several figures on one page, and
-o talk.pptx each on a slide of its own, with its caption as speaker's notes;
-o talk.pdf makes a page of each.

To change a figure, print its file with --print-spec and draw that with render.`,
		Example: `  optviz lecture --list
  optviz lecture 12.1 -o slides
  optviz lecture 12.1 --theme slides -o 12.1.pdf
  optviz lecture 9.1 -o 9.1.gif
  optviz lecture 7.4#1 --frames 0,2,5 -o newton.svg
  optviz lecture 12.1 9.1 --columns 2 -o page.png
  optviz lecture momentum --theme slides -o talk.pptx
  optviz lecture learning-rate --lang de --format svg -o slides
  optviz lecture 12.1 --print-spec > mine.yaml`,
		ValidArgsFunction: completeQuestion,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runLecture(cmd, args, o)
		},
	}
	o.declareOutputs(cmd)
	declareAppearance(cmd, &o.appearance)
	cmd.Flags().StringSliceVar(&o.formats, "format", []string{"png", "svg"}, "`FORMATS` of each figure in a directory, between commas, or that of -o -")
	o.frames.declare(cmd)
	cmd.Flags().Var(document.Whole(&o.columns, "N"), "columns", "one page of all figures, N side by side")
	declareFigure(cmd, &o.figure, "")
	cmd.Flags().StringVar(&o.data, "data", "", "`FORMAT`, "+strings.Join(tabular.Formats, " or ")+", of the numbers that each figure draws, written beside it with what it is made from")
	cmd.Flags().BoolVar(&o.live, "live", false, "also write live.html into the directory, and to each figure that can be live a link that opens it there")
	cmd.Flags().BoolVar(&o.list, "list", false, "list the figures, and draw none")
	cmd.Flags().BoolVar(&o.spec, "print-spec", false, "print a figure as YAML for optviz render, and draw none")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no progress on stderr")
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(render.Formats(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// runLecture lists, prints or draws the figures that the arguments name.
func runLecture(cmd *cobra.Command, args []string, o lectureOptions) error {
	all, err := lecture.Figures()
	if err != nil {
		return err
	}
	figures, err := lecture.Select(all, args)
	if err != nil {
		return err
	}
	if figures, err = o.partOf(figures); err != nil {
		return err
	}
	if o.appearance.Lang, err = lectureLanguage(o.appearance.Lang); err != nil {
		return err
	}
	out, err := o.outputs(cmd)
	if err != nil {
		return err
	}
	if o.data != "" && !slices.Contains(tabular.Formats, o.data) {
		return &catalog.Error{Flag: "--data", Value: o.data, Err: catalog.Unknown("format", o.data, tabular.Formats)}
	}
	if o.live && (o.list || o.spec || len(out.paths) > 0 || o.columns > 0) {
		return catalog.Usage("--live is for figures in a directory with their index; optviz explore %s -o FILE.html makes one figure live", figures[0].ID)
	}
	switch {
	case o.list:
		if !o.quiet {
			noteIdle(cmd, "--list draws nothing", slices.Concat(outputFlagNames, []string{"frames", "print-spec", "columns", "figure"}, appearanceFlagNames)...)
		}
		return listLecture(cmd.OutOrStdout(), figures, o.appearance.Lang)
	case o.spec:
		return printLecture(cmd, figures, o)
	case len(out.paths) > 0:
		return drawLectureFile(cmd, figures, o, out)
	case o.columns > 0:
		return drawLecturePage(cmd, figures, o)
	}
	if err := o.frames.check(nil); err != nil {
		return err
	}
	o.dir = cmp.Or(strings.Join(o.paths, ""), lectureDir)
	o.index = strings.ReplaceAll(strings.Join(append([]string{"index"}, args...), "-"), "#", "-figure-") // that of all figures stays
	return drawLecture(cmd, figures, o)
}

// lectureLanguage returns the language of the figures: English unless another is asked for.
func lectureLanguage(lang string) (string, error) {
	if lang = cmp.Or(lang, document.Languages[0]); !slices.Contains(document.Languages, lang) {
		return "", &catalog.Error{Flag: "--lang", Value: lang, Err: catalog.Unknown("language", lang, document.Languages)}
	}
	return lang, nil
}

// printLecture prints a figure as a file, in the appearance that the flags ask for.
func printLecture(cmd *cobra.Command, figures []lecture.Figure, o lectureOptions) error {
	d, err := lectureDocument(figures, o.columns, o.appearance)
	if err != nil {
		return err
	}
	if _, err := drawing.Resolve(cmd.Context(), d, measure.Texts{}); err != nil {
		return err
	}
	d.Frames = o.frames.places
	return printSpec(cmd, d, o.quiet)
}

// lectureDocument returns the document of the only figure, or of the page of several in columns, in the
// appearance that the flags ask for.
func lectureDocument(figures []lecture.Figure, columns int, appearance document.Appearance) (document.Document, error) {
	if columns == 0 && len(figures) != 1 {
		return document.Document{}, catalog.Usage("one figure is wanted, but there are %d: name one, as in 12.1, or put all on one page by --columns 2", len(figures))
	}
	if columns > 0 && len(figures) == 1 {
		return document.Document{}, &catalog.Error{Flag: "--columns", Value: strconv.Itoa(columns), Err: errors.New("puts several figures side by side, as in 12.1 9.1; there is one")}
	}
	d := figures[0].Document
	if columns > 0 {
		var all []document.Document
		for _, f := range figures {
			all = append(all, f.Document)
		}
		d = document.Page(columns, all)
	}
	if appearance == (document.Appearance{Lang: document.Languages[0]}) { // as the figure has them
		return d, nil
	}
	return d.Restyled(appearance), nil
}

// lectureFigure declares the flags of how a figure of the lecture looks, and returns what
// finds the figure that the arguments name.
func lectureFigure(cmd *cobra.Command) func(args []string) (document.Document, error) {
	var appearance document.Appearance
	var o lectureOptions
	declareAppearance(cmd, &appearance)
	cmd.Flags().Var(document.Whole(&o.columns, "N"), "columns", "one page of all figures, N side by side")
	declareFigure(cmd, &o.figure, "")
	return func(args []string) (document.Document, error) {
		all, err := lectureFigures()
		if err != nil {
			return document.Document{}, err
		}
		figures, err := lecture.Select(all, args)
		if err == nil {
			figures, err = o.partOf(figures)
		}
		if err != nil {
			return document.Document{}, err
		}
		if appearance.Lang, err = lectureLanguage(appearance.Lang); err != nil {
			return document.Document{}, err
		}
		return lectureDocument(figures, o.columns, appearance)
	}
}

// lectureFigures returns all figures of the lecture. A note may name many.
var lectureFigures = sync.OnceValues(lecture.Figures)

var figureNumber = pattern.Lazy(`^[0-9]+\.[0-9]+$`)

// isLectureFigure reports whether a text is the number of a figure of the lecture, as 12.1 or 7.4#2,
// which no surface is called.
func isLectureFigure(text string) bool {
	id, _, _ := strings.Cut(text, "#")
	if !figureNumber().MatchString(id) { // which spares most commands to read the lecture
		return false
	}
	all, err := lectureFigures()
	return err == nil && slices.ContainsFunc(all, func(f lecture.Figure) bool { return f.ID == id })
}

// findLecture returns the figure of the lecture with a name.
func findLecture(name string) (document.Document, error) {
	all, err := lectureFigures()
	if err != nil {
		return document.Document{}, err
	}
	return lecture.Find(all, name)
}

// completeQuestion completes QUESTION.
func completeQuestion(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	var all []string
	for _, q := range lecture.Questions() {
		all = offer(all, "", typed, q.Name, q.Title.In("en"))
	}
	figures, _ := lecture.Figures()
	for _, f := range figures {
		all = offer(all, "", typed, f.ID, f.Document.Title.In("en"))
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// listLecture prints the figures under their questions.
func listLecture(w io.Writer, figures []lecture.Figure, lang string) error {
	var b strings.Builder
	last := 0
	for _, f := range figures {
		if q := f.Question; q.Number != last {
			last = q.Number
			fmt.Fprintf(&b, "%d %s (%s)\n", q.Number, q.Title.In(lang), q.Name)
		}
		hang(&b, "  "+f.ID, 8, f.Document.Title.In(lang))
	}
	return emit(w, b.String())
}

// drawLecture draws the figures one after the other, and gives all files their names when
// the last is whole.
func drawLecture(cmd *cobra.Command, figures []lecture.Figure, o lectureOptions) error {
	ctx := cmd.Context()
	bar := newProgress(cmd.ErrOrStderr(), len(figures), "figures", o.quiet)
	defer bar.close()
	defer unfinished.Of(ctx).AtUndo(bar.close)()
	var shown []lecture.Shown
	var ds drafts
	var told remarks
	live := livePage{lang: o.appearance.Lang, path: filepath.Join(o.dir, strings.Replace(o.index, "index", "live", 1)+".html")}
	defer func() { ds.discard() }()
	for _, f := range figures {
		one, files, err := show(ctx, f, o, &told)
		if err != nil {
			return fmt.Errorf("figure %s: %w", f.ID, err)
		}
		if o.live {
			if one.Live, err = live.links(ctx, f.Document.Restyled(o.appearance)); err != nil {
				return fmt.Errorf("figure %s: %w", f.ID, err)
			}
		}
		begun, err := begin(ctx, files, cmd.OutOrStdout())
		if err != nil {
			return err
		}
		shown, ds = append(shown, one), append(ds, begun...)
		bar.add(1)
	}
	bar.close()
	if !o.quiet {
		told.tell(cmd)
		o.noteSlides(cmd, shown)
	}
	page := lecture.Page{Lang: o.appearance.Lang, Formats: o.formats, Flags: drawnWith(cmd)}
	pages, err := live.files(ctx, &told)
	if err != nil {
		return err
	}
	index, err := begin(ctx, append(pages,
		fileOf(target{path: filepath.Join(o.dir, o.index+".html")}, []byte(page.HTML(shown))),
		fileOf(target{path: filepath.Join(o.dir, o.index+".md")}, []byte(page.Markdown(shown))),
	), cmd.OutOrStdout())
	if err != nil {
		return err
	}
	ds = append(ds, index...)
	if err := ds.commit(); err != nil {
		return err
	}
	var text strings.Builder
	for _, d := range ds {
		text.WriteString(printing.Path(d.path) + "\n")
	}
	return emit(cmd.OutOrStdout(), text.String())
}

// noteSlides tells which of the figures the theme made several slides of.
func (o lectureOptions) noteSlides(cmd *cobra.Command, shown []lecture.Shown) {
	if !slices.ContainsFunc(o.formats, func(format string) bool { return !figure.FormatNamed(format).Slides }) {
		return
	}
	var pages []splitPage
	for _, s := range shown {
		if n := len(s.Slides) / max(1, len(o.frames.places)); n > 1 {
			pages = append(pages, splitPage{s.Figure.Slug(), n})
		}
	}
	noteSlides(cmd, o.appearance.Theme.Called(), pages)
}

// images draws a figure of the lecture, or its frames, and calls drawn with the name of each file without
// directory and extension.
func (o lectureOptions) images(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(name string, slide render.Figure)) ([]file, error) {
	name := filepath.Base(ts[0].stem())
	if o.frames.places != nil {
		return o.frames.draw(ctx, g, ts, func(place float64, i, n int, slide render.Figure) {
			drawn(o.frames.of(target{path: ofSlide(name, i, n) + ".png"}, place).stem(), slide)
		})
	}
	return drawSlides(ctx, g, ts, func(i, n int, slide render.Figure) { drawn(ofSlide(name, i, n), slide) })
}

// show computes and draws a figure, and returns its files in all formats.
func show(ctx context.Context, f lecture.Figure, o lectureOptions, told *remarks) (lecture.Shown, []file, error) {
	one := lecture.Shown{Figure: f}
	var ts []target
	for _, format := range o.formats {
		ts = append(ts, target{path: filepath.Join(o.dir, f.Slug()+"."+format), format: format})
	}
	images := func(ctx context.Context, g *drawing.Drawing, ts []target, drawn func(i, n int, slide render.Figure)) ([]file, error) {
		return o.images(ctx, g, ts, func(name string, slide render.Figure) {
			width, height := slide.Pixels()
			one.Slides = append(one.Slides, lecture.Slide{Name: name, Desc: slide.Desc, Width: width, Height: height})
			drawn(0, 1, slide)
		})
	}
	g, files, err := told.whole(ctx, f.Document.Restyled(o.appearance), ts, images, func(int, int, render.Figure) {})
	if err != nil {
		return one, nil, err
	}
	one.Caption = g.Caption()
	if o.data == "" {
		return one, files, nil
	}
	table, err := g.Table()
	switch {
	case errors.Is(err, drawing.ErrNoData):
		return one, files, nil
	case err != nil:
		return one, nil, err
	}
	t := target{path: filepath.Join(o.dir, f.Slug()+"."+o.data), format: o.data}
	return one, append(files, tableFiles(ctx, g, table, t, []target{sidecar(t)})...), nil
}
