package landscape

import (
	"image"
	"image/color"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
)

// ToneColour returns the colour of a place on the ramps.
func ToneColour(t terrain.ToneScale, m sheet.MapColours, at float64) color.RGBA {
	switch {
	case !t.Signed:
		return m.Deep.At(at)
	case at < 0:
		return m.Cold.At(1 + at)
	}
	return m.Warm.At(at)
}

// shadeDepth is how much lighter or darker than a level place the steepest slopes are.
const shadeDepth = 0.075

// TonesOf returns the tones of a map in the colours of a theme.
func TonesOf(t terrain.ToneScale, m sheet.MapColours) []terrain.Tone {
	tones := make([]terrain.Tone, terrain.ToneSteps)
	for i := range tones {
		c := ToneColour(t, m, t.Lowest()+(1-t.Lowest())*float64(i)/(terrain.ToneSteps-1))
		tones[i] = terrain.Tone{Dark: colour.Lit(c, -shadeDepth), Level: c, Light: colour.Lit(c, shadeDepth)}
	}
	return tones
}

// drawShaded fills a panel with the map's colours, gently lit from the upper left.
func drawShaded(s *sheet.Sheet, p Plane, f terrain.Map) {
	pixels, box := s.PixelBox(p.Rectangle)
	if pixels.Dx() < 1 || pixels.Dy() < 1 {
		return
	}
	img := &image.RGBA{Stride: 4 * pixels.Dx(), Rect: image.Rect(0, 0, pixels.Dx(), pixels.Dy())}
	img.Pix = f.Shaded(terrain.NewShades(TonesOf(f.Tones(), s.Theme.MapColours())), pixels.Dx(), pixels.Dy())
	s.Place(figure.Picture{Box: box, Image: img})
}
