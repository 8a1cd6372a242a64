package main

import (
	"fmt"

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
