package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/memory"
	"github.com/optviz/optviz/render/figure"
)

// checkOutputs refuses a drawing if there is no memory for it and its images, which are
// made one after the other. Its numbers are written a row at a time.
func checkOutputs(g *drawing.Drawing, images []target) error {
	most := 0.0
	for _, t := range images {
		most = max(most, bytesOfPixel(t.format))
	}
	pixels := g.Style.Width * g.Style.Height * most
	if err := memory.Check(g.Bytes()+pixels, "a smaller one needs less"); err != nil {
		return fmt.Errorf("--size %.0fx%.0f: the drawing %w", g.Style.Width, g.Style.Height, err)
	}
	return nil
}

// bytesOfPixel returns about how many bytes of memory a pixel takes while a format is written.
func bytesOfPixel(format string) float64 {
	pictures := float64(1 + runtime.GOMAXPROCS(0)) // of a film, each processor's and the still
	f := figure.FormatNamed(format)
	return max(1, f.Bytes, f.FilmBytes*pictures)
}

// manyIterates is a number of iterates that takes about 10 MB.
const manyIterates = 200_000

// spareMemory has garbage collected sooner where iterates are most of the memory: no more
// than as much garbage stays beside them.
func spareMemory(g *drawing.Drawing) {
	if g.Iterates() > manyIterates {
		debug.SetGCPercent(100)
	}
}
