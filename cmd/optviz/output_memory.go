package main

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/optviz/optviz/cmd/internal/memory"
	"github.com/optviz/optviz/cmd/internal/printing"
	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/figure"
)

// checkOutputs refuses a drawing, its images and its numbers if there is no memory for all.
// Images are made one after the other.
func checkOutputs(g *spec.Drawing, images []target, data dataFile) error {
	most := 0.0
	for _, t := range images {
		most = max(most, bytesOfPixel(t.format))
	}
	pixels, numbers := g.Style.Width*g.Style.Height*most, 0.0
	what, hint := fmt.Sprintf("--size %.0fx%.0f", g.Style.Width, g.Style.Height), "a smaller one needs less"
	if t, ok, _ := data.target(nil); ok {
		numbers = g.TableBytes(t.format)
	}
	if numbers > pixels {
		what, hint = "--data "+printing.Quote(data.path), "--every 10 keeps fewer rows"
	}
	if err := memory.Check(g.Bytes()+pixels+numbers, hint); err != nil {
		return fmt.Errorf("%s: the drawing %w", what, err)
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
