package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/catalog"
)

// ofSlide returns the name of slide i, from 0, of n without an extension. Where there are
// several the name ends in the number, from 1, with as many digits as the last number has
// so that names sort as slides do.
func ofSlide(name string, i, n int) string {
	if n == 1 {
		return name
	}
	return fmt.Sprintf("%s-%0*d", name, len(fmt.Sprint(n)), i+1)
}

// checkSlides refuses to write several slides of a theme to stdout. How many there are is known
// once all is computed.
func checkSlides(n int, theme string, ts []target) error {
	for _, t := range ts {
		if n > 1 && t.isStdout() {
			return &catalog.Error{Flag: "--out", Value: t.path, Err: fmt.Errorf("the theme %s makes %d figures of the page, stdout holds one", theme, n)}
		}
	}
	return nil
}

// splitPage is a page of which a theme makes several slides, each a file.
type splitPage struct {
	name   string // of the page's file, without extension
	slides int
}

// splitPages returns the page that was to go to the targets if the files hold its slides instead.
// Presentations, and PDFs, may hold all slides in one file.
func splitPages(ts []target, files []file, slides int) []splitPage {
	for _, t := range ts {
		first := ofSlide(t.stem(), 0, slides)
		if slides > 1 && slices.ContainsFunc(files, func(f file) bool { return strings.HasPrefix(f.path, first) }) {
			return []splitPage{{filepath.Base(t.stem()), slides}}
		}
	}
	return nil
}

// mostPagesNoted is the largest number of pages that a note names.
const mostPagesNoted = 5

// noteSlides tells which pages a theme made several slides of, and how to draw one figure of a page.
func noteSlides(cmd *cobra.Command, theme string, pages []splitPage) {
	if len(pages) == 0 {
		return
	}
	var names []string
	for _, p := range pages[:min(len(pages), mostPagesNoted)] {
		names = append(names, fmt.Sprintf("%s is %d slides, %s to %s", p.name, p.slides, ofSlide(p.name, 0, p.slides), ofSlide(p.name, p.slides-1, p.slides)))
	}
	text := fmt.Sprintf("the theme %s splits a page so that it can be read from afar: %s", theme, strings.Join(names, "; "))
	if more := len(pages) - len(names); more > 0 {
		text += fmt.Sprintf("; and so are %d more", more)
	}
	if cmd.Flags().Lookup("figure") != nil {
		text += " (--figure N draws one figure of a page)"
	}
	note(cmd, text)
}
