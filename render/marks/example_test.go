package marks_test

import (
	"context"
	"fmt"
	"image/color"
	"log"
	"os"
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/marks"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// run traces a rule on Himmelblau's function.
func run(rule optimizers.Optimizer, lr float64) optimizers.Trajectory {
	path, err := optimizers.Run{F: surfaces.Himmelblau{}, Optimizer: rule, LR: lr, Start: []float64{-1, -1}, Steps: 60}.Trace(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	return path
}

// Contours, arrows and paths stand on a plot of gonum/plot, which gonum saves.
func Example() {
	trajectory := run(optimizers.SGD{}, 0.01)
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "himmelblau.png")

	p := plot.New()
	arrows, err := marks.NewQuiver(surfaces.Himmelblau{})
	if err != nil {
		log.Fatal(err)
	}
	path, err := marks.NewPath(trajectory, 0)
	if err != nil {
		log.Fatal(err)
	}
	p.Add(&marks.Contours{Surface: surfaces.Himmelblau{}}, arrows, path)
	p.Legend.Add("SGD", path)
	if err := p.Save(12*vg.Centimeter, 12*vg.Centimeter, file); err != nil {
		log.Fatal(err)
	}

	saved, err := os.Stat(file)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(saved.Name(), saved.Size() > 0, p.X.Min, p.X.Max)
	// Output: himmelblau.png true -6 6
}

// A whole figure goes onto any canvas of gonum/plot, here a picture, beside a plot of one's
// own.
func ExampleFigure() {
	figure, err := render.Trajectory(render.Scene{
		Surface: surfaces.Himmelblau{},
		Steps:   60,
		Tracks:  []render.Track{{Optimizer: optimizers.SGD{}, Label: "SGD", Path: run(optimizers.SGD{}, 0.01)}},
	}, sheet.DefaultStyle())
	if err != nil {
		log.Fatal(err)
	}
	picture := vgimg.New(24*vg.Centimeter, 9*vg.Centimeter)
	tiles, page := draw.Tiles{Rows: 1, Cols: 2}, draw.New(picture)
	left, right := tiles.At(page, 0, 0), tiles.At(page, 1, 0)
	figure.DrawInto(left, left.Rectangle)
	plot.New().Draw(right)
	black := color.RGBA{A: 0xff}
	fmt.Println(picture.Image().Bounds().Dx() > 0, picture.Image().At(1, 1) != black)
	// Output: true true
}
