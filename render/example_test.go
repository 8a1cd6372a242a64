package render_test

import (
	"bytes"
	"context"
	"fmt"
	"log"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// A run is traced, put into a scene, drawn and encoded.
func Example() {
	bowl := surfaces.Ravine{Kappa: 25}
	run := optimizers.Run{
		F:         bowl,
		Optimizer: optimizers.Momentum{Momentum: 0.44},
		LR:        0.11,
		Schedule:  schedules.Constant{},
		Start:     []float64{-4, 1},
		Steps:     100,
	}
	path, err := run.Trace(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	figure, err := render.Compare(render.Scene{
		Surface: bowl,
		Steps:   run.Steps,
		Tracks:  []render.Track{{Optimizer: run.Optimizer, Label: "Momentum", Path: path}},
	}, sheet.DefaultStyle())
	if err != nil {
		log.Fatal(err)
	}
	var svg bytes.Buffer // or a file
	if err := figure.Encode(&svg, "svg"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(path.Verdict)
	// Output: converged to the minimum (0, 0)
}
