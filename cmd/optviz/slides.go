package main

import (
	"fmt"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/drawing"
)

// ofSlide is the name, without an extension, of slide i, from 0, of n: with its number
// from 1 where there are several, of as many digits as the last so that names sort as
// slides do.
func ofSlide(name string, i, n int) string {
	if n == 1 {
		return name
	}
	return fmt.Sprintf("%s-%0*d", name, len(fmt.Sprint(n)), i+1)
}

// checkSlides refuses to write several to stdout.
func checkSlides(g *drawing.Drawing, ts []target) error {
	n := len(g.Slides())
	for _, t := range ts {
		if n > 1 && t.isStdout() {
			return &catalog.Error{Flag: "--out", Value: t.path, Err: fmt.Errorf("the theme %s makes %d figures of the page, stdout holds one", g.Style.Theme, n)}
		}
	}
	return nil
}
