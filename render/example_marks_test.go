package render_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// A mark says what to look at, a line where a bound is, and an inset shows a part of the map larger.
func ExampleMark() {
	valley := surfaces.Rosenbrock{N: 2, B: 100}
	run := optimizers.Run{F: valley, Optimizer: optimizers.Momentum{Momentum: 0.9}, LR: 5e-4, Start: []float64{-1.5, 2}, Steps: 500}
	path, err := run.Trace(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	figure, err := render.Trajectory(render.Scene{
		Surface: valley,
		Steps:   run.Steps,
		Tracks:  []render.Track{{Optimizer: run.Optimizer, Label: "Momentum", Path: path}},
		Marks: []render.Mark{
			{Label: "the wall is steep here", X: -0.5, Y: 2},
			{Label: "half way", Run: 1, Step: 250},
		},
		Lines: []chart.XYLine{{Label: "$x = 1$", At: 1}},
		Inset: &render.Inset{Window: surfaces.Window{{0.6, 1.2}, {0.4, 1.3}}},
	}, sheet.DefaultStyle())
	if err != nil {
		log.Fatal(err)
	}
	_, half, _ := strings.Cut(figure.Desc, "Momentum, ")
	fmt.Println(half)
	// Output: step 250: half way.
}
