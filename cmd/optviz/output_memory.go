package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/memory"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// checkOutputs refuses a drawing, its images and its numbers if there is no memory for all.
// Images are made one after the other.
func checkOutputs(g *drawing.Drawing, images []target, data dataFile) error {
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
	pictures := float64(1 + runtime.GOMAXPROCS(0)) // of a film, each processor's and the still
	switch format {
	case "apng":
		return 40 * pictures
	case "gif", "mp4":
		return 24 * pictures
	case "tif", "tiff", "jpg", "jpeg":
		return 5 // the whole figure, 4 each
	}
	return 1 // PNG is written in strips, others are lines
}

// manyIterates are about 10 MB.
const manyIterates = 200_000

// spareMemory has garbage collected sooner where iterates are most of the memory: no more
// than as much garbage stays beside them.
func spareMemory(g *drawing.Drawing) {
	if g.Iterates() > manyIterates {
		debug.SetGCPercent(100)
	}
}
