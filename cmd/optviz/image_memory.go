package main

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/optviz/optviz/cmd/internal/memory"
	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// checkImages refuses a drawing and its images if there is no memory for both. Images are
// made one after the other.
func checkImages(g *spec.Drawing, ts []target) error {
	most := 0.0
	for _, t := range ts {
		most = max(most, bytesOfPixel(t.format))
	}
	pixels := g.Style.Width * g.Style.Height
	if err := memory.Check(g.Bytes()+pixels*most, "a smaller --size needs less"); err != nil {
		return fmt.Errorf("--size %.0fx%.0f: the drawing %w", g.Style.Width, g.Style.Height, err)
	}
	return nil
}

// bytesOfPixel is about how much memory a pixel takes while a format is written, measured.
func bytesOfPixel(format string) float64 {
	switch {
	case slices.Contains(figure.FilmFormats(), format) && !slices.Contains(render.Formats(), format):
		return 24 * float64(1+runtime.GOMAXPROCS(0)) // frames, two for each processor
	case format == "tif" || format == "tiff" || format == "jpg" || format == "jpeg":
		return 5 // the whole figure, 4 each
	}
	return 1 // PNG is written in strips, others are lines
}
