package main

import (
	"fmt"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// slideNumber is that of slide i, from 0, of n: from 1, and with as many digits as the
// last so that names sort as slides do.
func slideNumber(i, n int) string { return fmt.Sprintf("%0*d", len(fmt.Sprint(n)), i+1) }

// ofSlide is where slide i of n goes: with its number where there are several.
func ofSlide(t target, i, n int) target {
	if n == 1 {
		return t
	}
	return numbered(t, slideNumber(i, n))
}

// checkSlides refuses to write several to stdout.
func checkSlides(g *spec.Drawing, ts []target) error {
	n := len(g.Slides())
	for _, t := range ts {
		if n > 1 && t.isStdout() {
			return &spec.Error{Flag: "--out", Value: t.path, Err: fmt.Errorf("the theme %s makes %d figures of the page, stdout holds one", g.Style.Theme, n)}
		}
	}
	return nil
}
