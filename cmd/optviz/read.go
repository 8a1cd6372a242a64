package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/measure"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/render/figure"
)

// declareAnywhere declares the flag that lets untrusted documents read any file.
func declareAnywhere(cmd *cobra.Command, anywhere *bool) {
	cmd.Flags().BoolVar(anywhere, "read-anywhere", false, "let what a figure, a note or a part of a map names lie outside of its own directory")
}

// readSpec reads the document that a YAML file or a figure describes, or those of the figures of a
// presentation, and makes the paths in them relative to the current directory. A YAML file is the user's own and may name any file.
// A figure, or YAML whose name ends like a figure's, may come from somebody else: it may
// name only files below its directory, unless anywhere is set. content is what the file
// contains.
func readSpec(cmd *cobra.Command, path string, anywhere bool) (docs []document.Document, content []byte, err error) {
	content, err = readInput(cmd, path)
	if err != nil {
		if err = withoutPath(err); isLectureFigure(path) {
			err = fmt.Errorf("%w; optviz lecture %s draws figure %[2]s of the lecture", err, path)
		}
		return nil, nil, &catalog.Error{Flag: "SPEC", Value: path, Err: err}
	}
	docs, err = parseSpec(path, content, func(text string) { note(cmd, text) })
	isOwn := !figure.IsFigure(content) && slices.Contains(specFormats, extension(path))
	for i, d := range docs {
		if !isOwn && !anywhere {
			docs[i] = d.WithFiles(input.Below(filepath.Dir(path)))
		}
	}
	return docs, content, err
}

// locate puts the file and the place in front of an error about a value in the file, whose
// content is given.
func locate(path string, content []byte, err error) error {
	if err == nil {
		return nil
	}
	if !figure.IsFigure(content) {
		if at, ok := document.Locate(content, err); ok {
			return fmt.Errorf("%s:%w", nameOf(path), at)
		}
		return err
	}
	source, unread := figure.ReadSource(content)
	if at, ok := document.Locate([]byte(source), err); unread == nil && ok {
		return fmt.Errorf("%s: in what it was made from, at %w", path, at)
	}
	return err
}

// readInput reads a file, or stdin for "-". Unless the content is a figure, it stops one
// byte beyond the limit of a document.
func readInput(cmd *cobra.Command, path string) ([]byte, error) {
	from := input.Stream(cmd.Context(), cmd.InOrStdin(), input.FigureLimit)
	if path != "-" {
		file, err := input.Anywhere.Open(cmd.Context(), path, input.FigureLimit)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		from = file
	}
	content := bufio.NewReader(from)
	if begin, _ := content.Peek(512); figure.IsFigure(begin) {
		return io.ReadAll(content)
	}
	return io.ReadAll(io.LimitReader(content, input.DocumentLimit+1))
}

// relativeTo returns a function that turns a path in a file, which is relative to the file's
// directory, into one relative to the current directory. It leaves paths in stdin unchanged.
func relativeTo(file string) func(path string) string {
	return func(path string) string {
		if file == "-" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(filepath.Dir(file), path)
	}
}

// parseSpec parses a file's content to a document, or to those of the figures of a presentation, with
// paths relative to the current directory. It passes notices for the user to tell.
func parseSpec(path string, content []byte, tell func(string)) ([]document.Document, error) {
	parse := parseYAML
	if figure.IsFigure(content) {
		parse = parseFigure
	}
	docs, err := parse(path, content, tell)
	if err != nil {
		return nil, err
	}
	for i, d := range docs {
		docs[i] = d.MapFiles(relativeTo(path))
	}
	return docs, nil
}

// parseYAML parses YAML to a document.
func parseYAML(path string, content []byte, _ func(string)) ([]document.Document, error) {
	if err := checkSpec(path, content); err != nil {
		return nil, &catalog.Error{Flag: "SPEC", Value: path, Err: err}
	}
	d, err := document.ParseYAMLWith(content, measure.Texts{}, findLecture)
	if err != nil && !slices.Contains(specFormats, extension(path)) {
		return nil, &catalog.Error{Flag: "SPEC", Value: path, Err: fmt.Errorf("is no such YAML, line %w; %s", err, renderTakes)}
	}
	if err != nil {
		return nil, fmt.Errorf("%s:%w", nameOf(path), err) // which begins with the line
	}
	return []document.Document{d}, nil
}

// parseFigure parses the YAML inside a figure, or those inside a presentation.
func parseFigure(path string, file []byte, tell func(string)) ([]document.Document, error) {
	sources, err := figure.ReadSources(file)
	if err != nil {
		return nil, &catalog.Error{Flag: "SPEC", Value: path, Err: err}
	}
	if made := document.SourceVersion(sources[0]); made != version() {
		tell(fmt.Sprintf("%s was drawn by optviz %s, this is %s: it may look different", path, made, version()))
	}
	docs := make([]document.Document, len(sources))
	for i, source := range sources {
		if docs[i], err = document.ParseSource(source, measure.Texts{}); err != nil {
			return nil, fmt.Errorf("%s: in what %s was made from, at %w", path, ofSources(i, len(sources)), err)
		}
	}
	return docs, nil
}

// ofSources names what source i, from 0, of n is of, for messages.
func ofSources(i, n int) string {
	if n == 1 {
		return "it"
	}
	return fmt.Sprintf("figure %d", i+1)
}

// specFormats lists the extensions of YAML files; "" stands for none.
var specFormats = []string{"", "yaml", "yml", "json"}

// renderTakes ends the error for a file that render does not accept.
const renderTakes = "render takes YAML, as optviz plot --print-spec prints it, and figures that optviz wrote"

// checkSpec refuses a file that is obviously no YAML, with an error that says what the file
// is.
func checkSpec(path string, content []byte) error {
	is := ""
	first, _, _ := bytes.Cut(bytes.TrimSpace(content), []byte("\n"))
	switch {
	case len(content) > input.DocumentLimit:
		is = fmt.Sprintf("is no figure, and too long for YAML, of which %s are read", printing.Size(input.DocumentLimit, 3))
	case len(first) == 0 && !slices.Contains(specFormats, extension(path)):
		is = "is empty"
	case isBinary(content):
		is = "is a binary file"
	case bytes.Contains(content, []byte("```optviz")):
		return fmt.Errorf("is a note: optviz notes %s draws the figures in it; %s", filepath.Base(path), renderTakes)
	case bytes.ContainsAny(first, ",;\t") && !bytes.ContainsAny(first, ":#{[\"'-&"):
		is = "is a table"
	default:
		return nil
	}
	return fmt.Errorf("%s; %s", is, renderTakes)
}

// isBinary reports whether content begins with control characters that no text has. Text in
// UTF-16 does not count, since the YAML parser names that encoding.
func isBinary(content []byte) bool {
	_, err := input.Text(content)
	begin := content[:min(len(content), 512)]
	return err == nil && bytes.ContainsFunc(begin, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\f", r) })
}

// nameOf returns the name of an input file for messages.
func nameOf(path string) string {
	if path == "-" {
		return "stdin"
	}
	return path
}

// withoutPath removes the path from a file's error, for messages that name the path
// themselves.
func withoutPath(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
