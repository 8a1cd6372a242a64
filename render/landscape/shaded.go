package landscape

import (
	"image"
	"image/color"
	"math"

	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// toneScale maps losses to places on a map's ramps: from 0 to 1 on Deep or, where the map shows
// the sign of the loss, from -1 to 0 on Cold and from 0 to 1 on Warm.
type toneScale struct {
	bar    scale.Scale
	offset float64
	signed bool
	zero   float64 // where the bar has a loss of 0
}

// tones returns the map's places on ramps. A map whose heights have no known infimum and
// whose losses have both signs shows the sign, unless one sign takes little of the map.
func (f *FilledContours) tones() toneScale {
	t := toneScale{bar: f.Bar, offset: f.Offset}
	if f.signed {
		t.signed, t.zero = true, f.Bar.At(0)
	}
	return t
}

// at returns the place of a loss.
func (t toneScale) at(v float64) float64 {
	return t.place(min(max(t.bar.At(v-t.offset), 0), 1))
}

// place returns the place on the ramps of a place on the bar.
func (t toneScale) place(at float64) float64 {
	if !t.signed {
		return at
	}
	return (at - t.zero) / max(t.zero, 1-t.zero)
}

// colour returns the colour of a place on the ramps.
func (t toneScale) colour(m sheet.MapColours, at float64) color.RGBA {
	switch {
	case !t.signed:
		return m.Deep.At(at)
	case at < 0:
		return m.Cold.At(1 + at)
	}
	return m.Warm.At(at)
}

// shadeSteps is the number of degrees of shade, and shadeDepth how much lighter or darker
// than a level place the steepest slopes are.
const (
	shadeSteps = 65
	shadeDepth = 0.075
)

// shades holds the colours of every tone in every shade, three bytes each.
type shades struct {
	pix   []uint8
	tones int
}

func newShades(t toneScale, m sheet.MapColours) shades {
	const steps = 512
	s := shades{pix: make([]uint8, 0, 3*steps*shadeSteps), tones: steps}
	low := 0.0
	if t.signed {
		low = -1
	}
	for i := range steps {
		c := t.colour(m, low+(1-low)*float64(i)/(steps-1))
		for k := range shadeSteps {
			lit := sheet.Lit(c, shadeDepth*(2*float64(k)/(shadeSteps-1)-1))
			s.pix = append(s.pix, lit.R, lit.G, lit.B)
		}
	}
	return s
}

// drawShaded fills a panel with the map's colours, gently lit from the upper left.
func drawShaded(s *sheet.Sheet, p Plane, f FilledContours) {
	pixels, box := s.PixelBox(p.Rectangle)
	if pixels.Dx() < 1 || pixels.Dy() < 1 {
		return
	}
	t := f.tones()
	s.Place(figure.Picture{Box: box, Image: f.shaded(t, newShades(t, s.Theme.Map()), pixels.Dx(), pixels.Dy())})
}

// shaded returns the picture of a map, interpolated between samples.
func (f *FilledContours) shaded(t toneScale, colours shades, width, height int) *image.RGBA {
	tone, lit := f.relief(t)
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	low, span := float32(0), float32(1)
	if t.signed {
		low, span = -1, 2
	}
	columns := make([]mix, width)
	for x := range columns {
		columns[x] = newMix(x, width, f.NX)
	}
	var group parallel.Group
	const rows = 32
	for top := 0; top < height; top += rows {
		group.Go(func() error {
			for y := top; y < min(top+rows, height); y++ {
				r := newMix(height-1-y, height, f.NY)
				lower, upper := r.i*f.NX, (r.i+1)*f.NX
				out := img.Pix[y*img.Stride:]
				for x, c := range columns {
					a, b := lower+c.i, upper+c.i
					v := r.between(c.between(tone[a], tone[a+1]), c.between(tone[b], tone[b+1]))
					l := r.between(c.between(lit[a], lit[a+1]), c.between(lit[b], lit[b+1]))
					i := int((v-low)/span*float32(colours.tones-1) + 0.5)
					k := int((l+1)/2*(shadeSteps-1) + 0.5)
					from := colours.pix[3*(i*shadeSteps+k):]
					o := out[4*x : 4*x+4]
					o[0], o[1], o[2], o[3] = from[0], from[1], from[2], 0xff
				}
			}
			return nil
		})
	}
	_ = group.Wait() // nothing in it fails
	return img
}

// mix places a pixel between sample i and the next.
type mix struct {
	i    int
	part float32
}

// newMix returns where the middle of a pixel of n lies between samples.
func newMix(pixel, n, samples int) mix {
	at := (float64(pixel) + 0.5) / float64(n) * float64(samples-1)
	i := min(int(at), samples-2)
	return mix{i, float32(at - float64(i))}
}

func (m mix) between(a, b float32) float32 { return a + m.part*(b-a) }

// relief returns the tone of every sample, and how bright the light from the upper left
// makes its slope: from -1 to 1, and 0 where the map is level.
func (f *FilledContours) relief(t toneScale) (tone, lit []float32) {
	tone, lit = make([]float32, len(f.Values)), make([]float32, len(f.Values))
	for k, v := range f.Values {
		tone[k] = float32(t.at(v))
	}
	const (
		lightX, lightY = -0.6, 0.8 // towards the light
		steepness      = 0.55      // a slope as high as the map is wide counts as this slope
	)
	at := func(i, j int) float64 {
		return float64(tone[min(max(j, 0), f.NY-1)*f.NX+min(max(i, 0), f.NX-1)])
	}
	for j := range f.NY {
		for i := range f.NX {
			dx := steepness * (at(i+1, j) - at(i-1, j)) / 2 * float64(f.NX-1)
			dy := steepness * (at(i, j+1) - at(i, j-1)) / 2 * float64(f.NY-1)
			lit[j*f.NX+i] = float32(-(dx*lightX + dy*lightY) / math.Sqrt(1+dx*dx+dy*dy))
		}
	}
	return tone, lit
}
