package render_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

var update = flag.Bool("update", false, "rewrite the golden figures")

// goldens are the figures that stand for all others.
func goldens(tb testing.TB) map[string]render.Figure {
	cosine := schedules.Cosine{}
	himmelblau := scene(tb, "himmelblau", 120, run{"sgd", 0.01, nil}, run{"momentum", 0.005, cosine}, run{"adam", 0.3, cosine}, run{"newton", 1, nil})
	small, portrait := sheet.Style{Width: 640, Height: 360, DPI: 72}, sheet.Style{Width: 360, Height: 640, DPI: 72}
	draw := func(kind render.Kind, sc render.Scene, style sheet.Style) render.Figure {
		f, err := kind(sc, style)
		if err != nil {
			tb.Fatal(err)
		}
		return f
	}
	training := trainings(tb)
	all := map[string]render.Figure{
		"rosenbrock": draw(render.Compare, classics(tb, "rosenbrock", 300), small),
		"himmelblau": draw(render.Compare, himmelblau, small),
		"8-runs": draw(render.Compare, scene(tb, "ravine", 60,
			run{"sgd", 0.04, nil}, run{"momentum", 0.02, nil}, run{"nesterov", 0.02, cosine}, run{"newton", 1, nil},
			run{"adam", 0.3, cosine}, run{"rmsprop", 0.1, nil}, run{"adagrad", 1, nil}, run{"adadelta", 20, cosine}), small),
		"diverging":   draw(render.Compare, scene(tb, "rosenbrock", 60, run{"sgd", 0.005, nil}, run{"momentum", 0.003, nil}, run{"adam", 0.1, nil}), small),
		"saddle":      draw(render.Compare, scene(tb, "saddle", 60, run{"sgd", 0.05, nil}, run{"adam", 0.1, nil}, run{"newton", 1, nil}), small),
		"easom":       draw(render.Compare, scene(tb, "easom", 60, run{"sgd", 0.5, nil}, run{"adam", 0.2, cosine}), small),
		"trajectory":  draw(render.Trajectory, himmelblau, small),
		"loss":        draw(render.Loss, himmelblau, small),
		"schedule":    draw(render.Schedule, himmelblau, small),
		"steps":       draw(render.Steps, sceneOn(tb, surfaces.Sphere{N: 1}, 7, run{"momentum", 0.05, nil}, run{"sgd", 0.05, cosine}), small),
		"steps-2d":    draw(render.Steps, scene(tb, "himmelblau", 200, run{"nesterov", 0.01, nil}), small),
		"field":       draw(render.Quiver, first(tb, scene(tb, "double-well", 60, run{"momentum", 0.05, nil}, run{"newton", 1, nil})), small),
		"slice":       draw(render.Slice, himmelblau, small),
		"phase":       draw(render.Phase, himmelblau, small),
		"model":       draw(render.Model, scene(tb, "double-well", 60, run{"newton", 1, nil}, run{"sgd", 0.1, nil}), small),
		"surface3d":   draw(render.Surface3D, classics(tb, "rosenbrock", 300), small),
		"panels":      draw(render.Panels, classics(tb, "rosenbrock", 300), small),
		"panels-of":   draw(render.Panels, paired(himmelblau), small),
		"band":        draw(render.Compare, training["band"], small),
		"divided":     draw(render.Loss, training["divided"], small),
		"epochs":      draw(render.Loss, training["epochs"], small),
		"early":       draw(render.Compare, training["early"], small),
		"late":        draw(render.Compare, training["late"], small),
		"fit-line":    draw(render.Fit, training["fit-line"], small),
		"fit-moons":   draw(render.Fit, training["fit-moons"], small),
		"fit-clouds":  draw(render.Fit, training["fit-clouds"], small),
		"fit-data":    draw(render.DataFit, training["fit-curve"], small),
		"outside":     draw(render.Compare, sceneOn(tb, logarithm{}, 40, run{"sgd", 0.05, nil}, run{"adam", 0.05, nil}), small),
		"outside-3d":  draw(render.Surface3D, sceneOn(tb, logarithm{}, 40, run{"adam", 0.05, nil}), small),
		"model-bare":  draw(render.Model, scene(tb, "double-well", 0), small),
		"slice-1d":    draw(render.Slice, sceneOn(tb, quartic{}, 40, run{"sgd", 0.01, nil}, run{"momentum", 0.01, nil}), small),
		"steps-3":     draw(render.Steps, scene(tb, "himmelblau", 8, run{"adam", 0.01, nil}, run{"momentum", 0.001, nil}, run{"sgd", 0.001, nil}), sheet.DefaultStyle()),
		"tuned":       draw(render.Compare, tuned(tb), small),
		"sensitivity": draw(render.Sensitivity, tuned(tb), small),
		"heat":        drawMap(tb, heatMap(tb, 40, 60), small),
		"heat-lists":  drawMap(tb, listMap(tb), small),
		"rates":       drawMap(tb, rateMap(60), small),
		"u-curve":     drawMap(tb, uCurve(tb, 31, 1000), small),
		"basins":      drawMap(tb, basins(tb, 101, 1500), small),
		"probability": drawMap(tb, probable(tb, 41, 12), small),
		"portrait":    draw(render.Compare, himmelblau, portrait),
	}
	for name, p := range figures() {
		all[name] = drawMap(tb, p, small)
	}
	return all
}

// drawMap draws a map.
func drawMap(tb testing.TB, m interface {
	Draw(sheet.Style) (render.Figure, error)
}, style sheet.Style) render.Figure {
	tb.Helper()
	f, err := m.Draw(style)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// paired has two panels of two runs.
func paired(sc render.Scene) render.Scene {
	sc.Panels = []render.Panel{{Title: "constant", Tracks: []int{0, 3}}, {Title: "cosine", Tracks: []int{1, 2}}}
	return sc
}

// first gives the runs their first steps.
func first(tb testing.TB, sc render.Scene) render.Scene {
	for i, t := range sc.Tracks {
		sc.Tracks[i].First = optimizers.Run{F: sc.Surface, Optimizer: t.Optimizer, LR: 0.1}.FirstStep
	}
	return sc
}

// TestGolden compares figures pixel by pixel. The pictures were made on amd64
// without fusing x*y+z. Other processors may fuse, as amd64 does from GOAMD64=v3
// on, and have other last digits of exp and cos: that moves an edge by a rounding
// error and so changes a pixel on it by a few steps, and where a run is chaotic
// the run itself. There 1 % of the pixels may differ.
//
// go test ./render -run Golden -update rewrites the pictures: look at them.
func TestGolden(t *testing.T) {
	for name, f := range goldens(t) {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := f.Encode(&b, "png"); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", "golden", name+".png")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, want := decodePNG(t, b.Bytes()), decodePNG(t, data)
			if got.Bounds() != want.Bounds() {
				t.Fatalf("size %v, want %v", got.Bounds().Size(), want.Bounds().Size())
			}
			most := 0
			if runtime.GOARCH != "amd64" || fuses(1+0x1p-30, 1-0x1p-30, -1) {
				most = want.Bounds().Dx() * want.Bounds().Dy() / 100
			}
			if diff, n := subtract(got, want); n > most {
				t.Errorf("%d pixels differ, %d may: see\n%s\n%s (10 times the difference)\nand -update if it is meant",
					n, most, failed(t, name+".got.png", got), failed(t, name+".diff.png", diff))
			}
		})
	}
}

// fuses says whether x*y+z is rounded once here, for a product that rounds to 1.
//
//go:noinline
func fuses(x, y, z float64) bool { return x*y+z != 0 }

// subtract returns ten times the difference of two images on white, and how
// many pixels differ.
func subtract(a, b image.Image) (*image.RGBA, int) {
	out := image.NewRGBA(a.Bounds())
	n := 0
	for y := out.Rect.Min.Y; y < out.Rect.Max.Y; y++ {
		for x := out.Rect.Min.X; x < out.Rect.Max.X; x++ {
			p, q := color.RGBAModel.Convert(a.At(x, y)).(color.RGBA), color.RGBAModel.Convert(b.At(x, y)).(color.RGBA)
			if p != q {
				n++
			}
			far := func(v, w uint8) uint8 { return uint8(255 - min(255, 10*(max(int(v), int(w))-min(int(v), int(w))))) }
			out.SetRGBA(x, y, color.RGBA{R: far(p.R, q.R), G: far(p.G, q.G), B: far(p.B, q.B), A: 0xff})
		}
	}
	return out, n
}

// failed writes a picture beside the golden ones and returns its path.
func failed(t *testing.T, name string, img image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "failed", name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return filepath.Join("render", file)
}
