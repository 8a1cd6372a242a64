package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/lecture"
	"github.com/optviz/optviz/cmd/internal/pattern"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// lectureDir is the directory to which the figures go unasked.
var lectureDir = filepath.Join("out", "lecture")

// declareFigure declares the flag that takes one figure of a page. Its help ends with what else
// the command takes one figure of.
func declareFigure(cmd *cobra.Command, n *int, also string) {
	cmd.Flags().Var(document.Whole(n, "N"), "figure", "only figure N of a page of several, from 1 in reading order"+also)
}

// figurePart returns the figure of a page that --figure takes, or all of a document without it.
func figurePart(d document.Document, n int) (document.Document, error) {
	if n == 0 {
		return d, nil
	}
	part, err := d.Figure(n)
	if err != nil {
		return d, &catalog.Error{Flag: "--figure", Value: fmt.Sprint(n), Err: err}
	}
	return part, nil
}

// declareOutputs declares the flag of where the figures go.
func (o *lectureOptions) declareOutputs(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&o.paths, "out", "o", nil, "`DIR` to write all figures to, or FILE for one, repeatable, whose extension is the format: "+strings.Join(lectureFormats(), ", ")+" (default "+lectureDir+")")
}

// lectureFormats returns the formats of files that hold one figure: those of pictures and of films.
func lectureFormats() []string {
	formats := render.Formats()
	for _, f := range figure.FilmFormats() {
		if !slices.Contains(formats, f) {
			formats = append(formats, f)
		}
	}
	return formats
}

// partOf returns the figure of a page that --figure takes, or all figures without it.
func (o lectureOptions) partOf(figures []lecture.Figure) ([]lecture.Figure, error) {
	if o.figure == 0 {
		return figures, nil
	}
	if len(figures) != 1 {
		return nil, &catalog.Error{Flag: "--figure", Value: fmt.Sprint(o.figure), Err: fmt.Errorf("takes one figure of a page, but there are %d pages: name one, as in %s", len(figures), figures[0].ID)}
	}
	one, err := figures[0].Part(o.figure)
	if err != nil {
		return nil, &catalog.Error{Flag: "--figure", Value: fmt.Sprint(o.figure), Err: err}
	}
	return []lecture.Figure{one}, nil
}

// outputs returns the files that -o names, none where the figures go to a directory, and checks the
// formats.
func (o lectureOptions) outputs(cmd *cobra.Command) (files outputFlags, err error) {
	for _, path := range o.paths {
		isFile, err := isFigureFile(path)
		if err != nil {
			return files, &catalog.Error{Flag: "--out", Value: path, Err: err}
		}
		if isFile {
			files.paths = append(files.paths, path)
		}
	}
	given := cmd.Flags().Changed("format")
	switch {
	case len(files.paths) < len(o.paths) && len(o.paths) > 1:
		return files, catalog.Usage("several -o are files of one figure, whose extensions are the formats: give one directory, or files")
	case given && len(files.paths) > 0:
		files.format = strings.Join(o.formats, ",") // of stdout
		return files, nil
	}
	for _, f := range o.formats {
		if slices.Contains(render.Formats(), f) {
			continue
		}
		err := catalog.Unknown("format", f, render.Formats())
		if slices.Contains(figure.FilmFormats(), f) {
			err = fmt.Errorf("is a film of one figure: -o FILE.%s draws it", f)
		}
		return files, &catalog.Error{Flag: "--format", Value: f, Err: err}
	}
	return files, nil
}

// isFigureFile reports whether a path of -o is a file of one figure, by its extension, and not a
// directory. A path whose end looks like another extension is neither, unless there is such a directory.
func isFigureFile(path string) (bool, error) {
	ext := extension(path)
	if path == "-" || slices.Contains(lectureFormats(), ext) {
		return true, nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return false, nil
	}
	if shortExtension().MatchString(ext) {
		return false, fmt.Errorf("is no directory, and %w", catalog.Unknown("format", ext, lectureFormats()))
	}
	return false, nil
}

// shortExtension matches what looks like the extension of a file rather than the end of a directory's name.
var shortExtension = pattern.Lazy(`^[a-z]{2,4}$`)

// drawLectureFile draws one figure, or a page of several, to files, or several figures to presentations and PDFs.
func drawLectureFile(cmd *cobra.Command, figures []lecture.Figure, o lectureOptions, out outputFlags) error {
	if len(figures) > 1 && o.columns == 0 {
		return drawLectureDeck(cmd, figures, o, out)
	}
	d, err := lectureDocument(figures, o.columns, o.appearance)
	if err != nil {
		return err
	}
	makes := makingFlags{out: out, quiet: o.quiet}
	if o.data != "" {
		first := target{path: out.paths[0]}
		if first.isStdout() {
			return &catalog.Error{Flag: "--data", Value: o.data, Err: errors.New("there is no file beside which the numbers could go")}
		}
		makes.data.path = first.stem() + "." + o.data
	}
	return drawAgain(cmd, d.Restyled(o.appearance), plotOptions{makingFlags: makes, frames: o.frames, tol: usualTolerance})
}

// drawLecturePage draws a page of several figures into a directory, named after the figures.
func drawLecturePage(cmd *cobra.Command, figures []lecture.Figure, o lectureOptions) error {
	var names []string
	for _, f := range figures {
		names = append(names, strings.ReplaceAll(f.ID, "#", "-figure-"))
	}
	dir := lectureDir
	if len(o.paths) > 0 {
		dir = o.paths[0]
	}
	var out outputFlags
	for _, format := range o.formats {
		out.paths = append(out.paths, filepath.Join(dir, "page-"+strings.Join(names, "-")+"."+format))
	}
	return drawLectureFile(cmd, figures, o, out)
}
