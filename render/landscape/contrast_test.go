package landscape

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/internal/wcag"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/surfaces"
)

// painted is what a drawing function paints on a sheet, as pixels.
func painted(t *testing.T, theme string, draw func(*sheet.Sheet)) image.Image {
	t.Helper()
	s := sheet.New(sheet.Style{Width: 800, Height: 450, DPI: 144, Theme: sheet.MustTheme(theme)})
	draw(s)
	f, err := s.Finish("", "")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Encode(&b, "png"); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// Paths, markers of critical points, ends, starts and the edges of names have a contrast of
// 4.5 to the map around them, from the deepest valley to the highest place.
func TestMarksStandOut(t *testing.T) {
	bowl := surfaces.Sphere{N: 2}
	window := surfaces.Window{{0, 5}, {0, 5}}
	for _, theme := range sheet.Themes() {
		if theme.Name == "slides" || theme.Name == "paper" {
			continue // the colours of light
		}
		var plane Plane
		ground := func(s *sheet.Sheet) {
			plane = NewPlane(vg.Rectangle{Min: vg.Point{X: 20, Y: 20}, Max: vg.Point{X: 380, Y: 205}}, window)
			Draw(s, plane, terrain.Sample(bowl, bowl.Meta(), window, 720, 370))
		}
		before := painted(t, theme.Name, ground)
		// across holds marks from the valley at the lower left to the height at the upper right.
		across := map[string]func(*sheet.Sheet, vg.Point){"start": DrawStart}
		for i := range 8 {
			style := sheet.LineStyleAt(i)
			across["end "+string(rune('0'+i))] = func(s *sheet.Sheet, at vg.Point) { DrawHead(s, at, style, HeadRadius) }
			across["path "+string(rune('0'+i))] = func(s *sheet.Sheet, at vg.Point) {
				DrawPath(s, plane.Rectangle, []vg.Point{at, at.Add(vg.Point{X: 7, Y: 3})}, style, PathWidth, nil)
			}
		}
		kinds := []surfaces.Kind{surfaces.Minimum, surfaces.Saddle, surfaces.Maximum, surfaces.Degenerate}
		for _, k := range kinds {
			g := PointGroups([]surfaces.Point{{X: []float64{1, 1}, Kind: k}}, window)[0]
			across[g.Name] = g.Mark
		}
		for name, mark := range across {
			var places []vg.Point
			after := painted(t, theme.Name, func(s *sheet.Sheet) {
				ground(s)
				for i := range 16 {
					part := (vg.Length(i) + 0.5) / 16
					at := vg.Point{X: plane.Min.X + part*(plane.Width()-16), Y: plane.Min.Y + part*plane.Height()}
					places = append(places, at)
					mark(s, at)
				}
			})
			for i, at := range places {
				if best := mostContrast(before, after, at); best < 4.5 {
					t.Errorf("%s: %s at place %d of 16 has a contrast of %.2f at most", theme.Name, name, i, best)
				}
			}
		}
	}
}

// mostContrast is the largest contrast of a pixel around a place to what was there before.
func mostContrast(before, after image.Image, at vg.Point) float64 {
	best := 1.0
	x, y := int(at.X*2), 450-int(at.Y*2)
	colour := func(m image.Image, x, y int) color.RGBA {
		return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
	}
	for dy := -18; dy <= 18; dy++ {
		for dx := -18; dx <= 18; dx++ {
			best = max(best, wcag.Contrast(colour(before, x+dx, y+dy), colour(after, x+dx, y+dy)))
		}
	}
	return best
}
