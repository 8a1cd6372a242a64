package render_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
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

// The axes of a figure are named and scaled, and contours stand at given levels; the ends of a
// scale can be left to the values. The audit of a style lists the texts of a figure.
func ExampleScene_axes() {
	run := optimizers.Run{F: surfaces.Ravine{Kappa: 25}, Optimizer: optimizers.SGD{}, LR: 0.04, Start: []float64{-4, 1}, Steps: 100}
	path, err := run.Trace(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	style := sheet.DefaultStyle()
	style.Audit = &sheet.Audit{}
	_, err = render.Compare(render.Scene{
		Surface: surfaces.Ravine{Kappa: 25},
		Steps:   run.Steps,
		Tracks:  []render.Track{{Optimizer: run.Optimizer, Path: path}},
		Levels:  terrain.Levels{At: []float64{0.3, 30}},
		XAxis:   chart.Axis{Name: "iteration", Scale: scale.AsLog},
		YAxis:   chart.Axis{Name: "energy", Scale: scale.AsLinear, Lo: 0, Hi: 20, Ticks: []float64{0, 7, 20}},
	}, style)
	if err != nil {
		log.Fatal(err)
	}
	for _, text := range []string{"iteration", "energy", "7", "0.3", "30"} {
		fmt.Println(text, slices.Contains(style.Audit.Texts, text))
	}
	// Output:
	// iteration true
	// energy true
	// 7 true
	// 0.3 true
	// 30 true
}

// A theme is a value: a built-in one with other colours, widths and sizes.
func ExampleCompare_theme() {
	theme := sheet.MustTheme("slides").OnBackground(sheet.RGB(0x00285e))
	theme.Name = "university"
	theme.Runs = []sheet.Hue{{OnPaper: sheet.RGB(0xffc72c)}, {OnPaper: sheet.RGB(0x7fd4ff)}}
	theme.Lines.Runs = 1.5
	theme.Logo = sheet.Logo{Corner: sheet.TopRight, Width: 100, Height: 40} // in points
	for _, remark := range theme.Remarks() {
		log.Print(remark) // what of the colours cannot be read or told apart
	}
	style := sheet.DefaultStyle()
	style.Theme = theme
	figure, err := render.Compare(render.Scene{Surface: surfaces.Himmelblau{}, Window: surfaces.Window{{-6, 6}, {-6, 6}}}, style)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%02x\n", figure.Background)
	// Output: {00 28 5e ff}
}
