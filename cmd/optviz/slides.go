package main

import (
	"fmt"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/drawing"
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
