package render_test

import (
	"fmt"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces/models"
)

// mapBox returns the box of the largest picture of a figure: its shaded map.
func mapBox(f render.Figure) (box vg.Rectangle) {
	for _, m := range f.Marks {
		if m.Picture != nil && m.Picture.Box.Size().X*m.Picture.Box.Size().Y > box.Size().X*box.Size().Y {
			box = m.Picture.Box
		}
	}
	return box
}

// spines returns the boxes of the panels with a left and a lower edge alone.
func spines(f render.Figure) (boxes []vg.Rectangle) {
	for _, m := range f.Marks {
		if p := m.Path; len(p) == 3 && m.Width > 0 && p[0].Pos.X == p[1].Pos.X && p[1].Pos.Y == p[2].Pos.Y && p[2].Pos.X > p[1].Pos.X && p[0].Pos.Y > p[1].Pos.Y {
			boxes = append(boxes, vg.Rectangle{Min: p[1].Pos, Max: vg.Point{X: p[2].Pos.X, Y: p[0].Pos.Y}})
		}
	}
	return boxes
}

// In the compare view the map has at least 55 % of its panel's height in every theme with
// shaded maps. Where the losses stand below, they have with their axis 40 % of the figure's
// height; in a column beside a legend for many runs, or a panel of rates, map and losses have
// a little less.
func TestCompareRoom(t *testing.T) {
	two := []run{{"sgd", 0.001, nil}, {"adam", 0.05, nil}}
	many := append(two, run{"momentum", 0.0005, nil}, run{"rmsprop", 0.01, nil}, run{"adagrad", 0.5, nil}, run{"nesterov", 0.0005, nil})
	for _, c := range []struct {
		theme         string
		width, height float64
		runs          []run
		schedule      bool
	}{
		{"light", 1600, 900, two, false}, {"dark", 1600, 900, many, false}, {"slides", 1280, 720, two, false}, {"slides", 1280, 720, two, true},
		{"paper", 482, 624, two, false}, {"paper", 482, 624, many, false}, {"paper", 482, 624, two, true},
		{"light", 1080, 1080, two, false}, {"light", 1080, 1920, two, true}, {"slides", 1080, 1080, two, false},
	} {
		name := fmt.Sprintf("%s %gx%g, %d runs, rates %v", c.theme, c.width, c.height, len(c.runs), c.schedule)
		sc := scene(t, "rosenbrock", 200, c.runs...)
		if c.schedule {
			sc.Tracks[0].Schedule, sc.Tracks[0].Path.LR[3] = "cosine", 0.0005
		}
		var headers []sheet.Header
		style := sheet.Style{Width: c.width, Height: c.height, DPI: 144, Theme: sheet.MustTheme(c.theme), Headers: &headers}
		f, err := render.Compare(sc, style)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s, leastMap, leastLosses := sheet.New(style), vg.Length(0.55), vg.Length(0.4)
		if c.theme == "paper" && (c.schedule || len(c.runs) > 2) {
			leastMap, leastLosses = 0.5, 0.38
		}
		plane, panels := mapBox(f), spines(f)
		if want := 1; len(panels) != want && !(c.schedule && len(panels) == 2) {
			t.Fatalf("%s: %d panels of curves, want %d", name, len(panels), want)
		}
		losses, bottom := panels[0], vg.Length(0)
		stacked := losses.Max.Y < plane.Min.Y
		if stacked != (c.width <= 1.1*c.height) {
			t.Errorf("%s: the losses are below the map: %v", name, stacked)
		}
		if stacked {
			bottom = losses.Max.Y
			if part := (losses.Size().Y + s.AxisDepth() + s.Margin()) / s.Height; part < leastLosses-1e-9 {
				t.Errorf("%s: the losses have %.2f of the height", name, part)
			}
		}
		if part := plane.Size().Y / (s.Height - headers[0].Depth - bottom); part < leastMap {
			t.Errorf("%s: the map has %.2f of its panel's height", name, part)
		}
	}
}

// The fit view stands its panels above each other in square and high figures, and else side by
// side.
func TestFitStacks(t *testing.T) {
	for size, stacked := range map[[2]float64]bool{{1600, 900}: false, {1080, 1080}: true, {1080, 1000}: true, {1080, 1920}: true} {
		f, err := render.Fit(trained(t, fitted(t, models.Line5{}), 50, 0, nil, run{"sgd", 0.5, nil}), sheet.Style{Width: size[0], Height: size[1], DPI: 144})
		if err != nil {
			t.Fatal(err)
		}
		curves := spines(f)
		if len(curves) != 1 || (curves[0].Max.Y < mapBox(f).Min.Y) != stacked || (curves[0].Min.X > mapBox(f).Max.X) == stacked {
			t.Errorf("%v: the map %v, the data %v", size, mapBox(f), curves)
		}
	}
}
