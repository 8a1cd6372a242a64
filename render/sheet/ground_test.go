package sheet

import (
	"image"
	"image/color"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/typeset"
)

// Letters on a map are bright with a dark edge, and on the nearly white part of a map dark with a
// white edge, in every theme with hues.
func TestMapTextOnPaleGround(t *testing.T) {
	for _, theme := range []string{"light", "dark", "slides", "paper"} {
		s := New(Style{Width: 500, Height: 300, DPI: 72, Theme: MustTheme(theme)})
		img := image.NewRGBA(image.Rect(0, 0, 2, 1))
		img.SetRGBA(0, 0, RGB(0xf7f5e6))
		img.SetRGBA(1, 0, RGB(0x15406e))
		s.Place(figure.Picture{Box: vg.Rectangle{Max: vg.Point{X: 500, Y: 300}}, Image: img})
		hue := Hue{RGB(0xca522f), RGB(0xff9e74)}
		for _, c := range []struct {
			x    vg.Length
			pale bool
		}{{50, true}, {350, false}} {
			s.MapText(s.Set("name", typeset.Bold, RunSize), vg.Point{X: c.x, Y: 100}, hue)
			letters, edge := s.Marks[len(s.Marks)-1].Color, s.Marks[len(s.Marks)-2].Color
			if pale := lightness(edge) > 90 && lightness(letters) < 50; pale != c.pale {
				t.Errorf("%s: at %v letters are %v and their edge %v, want dark ones on a light edge: %t", theme, c.x, letters, edge, c.pale)
			}
		}
	}
}

// On pale tiles, whose colours no theme changes, letters are dark in the dark theme, too.
func TestPutOnTiles(t *testing.T) {
	s := New(Style{Width: 500, Height: 300, DPI: 72, Theme: MustTheme("dark")})
	s.Tile(figure.Tiles{X: []vg.Length{0, 250, 500}, Y: []vg.Length{0, 300}, Index: []uint16{0, 1}, Palette: []color.RGBA{RGB(0xfde725), RGB(0x440154)}})
	for x, want := range map[vg.Length]color.RGBA{50: Ink, 350: s.Recolour(Ink)} {
		s.PutOnTiles(s.Set("edge", typeset.Sans, TickSize), vg.Point{X: x, Y: 100})
		if got := s.Marks[len(s.Marks)-1].Color; got != want {
			t.Errorf("letters at %v are %v, want %v", x, got, want)
		}
	}
	if s.isPale(s.Set("off", typeset.Sans, TickSize), vg.Point{X: 600, Y: 100}, 0) {
		t.Error("text beside all tiles is on a pale ground")
	}
}
