package landscape

import (
	"image"
	"image/color"
	"math"

	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
)

// ToneScale maps losses to places on a map's ramps: from 0 to 1 on Deep or, where the map shows
// the sign of the loss, from -1 to 0 on Cold and from 0 to 1 on Warm.
type ToneScale struct {
	bar    func(v float64) float64
	offset float64
	signed bool
	zero   float64 // where the bar has a loss of 0
}

// Tones returns the map's places on ramps. A map whose heights have no known infimum and
// whose losses have both signs shows the sign.
func (f *FilledContours) Tones() ToneScale {
	t := ToneScale{bar: scale.Placer(f.Bar), offset: f.Offset}
	if f.signed {
		t.signed, t.zero = true, f.Bar.At(0)
	}
	return t
}

// Place returns the place of a loss.
func (t ToneScale) Place(v float64) float64 {
	return t.place(min(max(t.bar(v-t.offset), 0), 1))
}

// lowest returns the lowest place.
func (t ToneScale) lowest() float64 {
	if t.signed {
		return -1
	}
	return 0
}

// place returns the place on the ramps of a place on the bar.
func (t ToneScale) place(at float64) float64 {
	if !t.signed {
		return at
	}
	return (at - t.zero) / max(t.zero, 1-t.zero)
}

// Colour returns the colour of a place on the ramps.
func (t ToneScale) Colour(m sheet.MapColours, at float64) color.RGBA {
	switch {
	case !t.signed:
		return m.Deep.At(at)
	case at < 0:
		return m.Cold.At(1 + at)
	}
	return m.Warm.At(at)
}

// The numbers of tones and of degrees of shade, and how much lighter or darker than a level
// place the steepest slopes are.
const (
	toneSteps  = 512
	shadeSteps = 65
	shadeDepth = 0.075
)

// newShades returns the colours of every tone in every shade, three bytes each, from the
// darkest shade to the lightest.
func newShades(t ToneScale, m sheet.MapColours) []uint8 {
	pix := make([]uint8, 3*toneSteps*shadeSteps)
	inRows(toneSteps, func(i int) {
		row := pix[3*i*shadeSteps:]
		c := t.Colour(m, t.lowest()+(1-t.lowest())*float64(i)/(toneSteps-1))
		dark, light := colour.Lit(c, -shadeDepth), colour.Lit(c, shadeDepth)
		for k := range shadeSteps {
			lit := colour.Mix(dark, c, 2*float64(k)/(shadeSteps-1))
			if k > shadeSteps/2 {
				lit = colour.Mix(c, light, 2*float64(k)/(shadeSteps-1)-1)
			}
			row[3*k], row[3*k+1], row[3*k+2] = lit.R, lit.G, lit.B
		}
	})
	return pix
}

// drawShaded fills a panel with the map's colours, gently lit from the upper left.
func drawShaded(s *sheet.Sheet, p Plane, f FilledContours) {
	pixels, box := s.PixelBox(p.Rectangle)
	if pixels.Dx() < 1 || pixels.Dy() < 1 {
		return
	}
	t := f.Tones()
	s.Place(figure.Picture{Box: box, Image: f.shaded(t, newShades(t, s.Theme.MapColours()), pixels.Dx(), pixels.Dy())})
}

// shaded returns the picture of a map, interpolated between samples.
func (f *FilledContours) shaded(t ToneScale, colours []uint8, width, height int) *image.RGBA {
	tone, lit := f.relief(t)
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	low := float32(t.lowest())
	columns := make([]mix, width)
	for x := range columns {
		columns[x] = newMix(x, width, f.NX)
	}
	inRows(height, func(y int) {
		r := newMix(height-1-y, height, f.NY)
		lower, upper := r.i*f.NX, (r.i+1)*f.NX
		out := img.Pix[y*img.Stride:]
		for x, c := range columns {
			a, b := lower+c.i, upper+c.i
			v := r.between(c.between(tone[a], tone[a+1]), c.between(tone[b], tone[b+1]))
			l := r.between(c.between(lit[a], lit[a+1]), c.between(lit[b], lit[b+1]))
			i := int((v-low)/(1-low)*(toneSteps-1) + 0.5)
			k := int((l+1)/2*(shadeSteps-1) + 0.5)
			from := colours[3*(i*shadeSteps+k):]
			o := out[4*x : 4*x+4]
			o[0], o[1], o[2], o[3] = from[0], from[1], from[2], 0xff
		}
	})
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
func (f *FilledContours) relief(t ToneScale) (tone, lit []float32) {
	tone, lit = make([]float32, len(f.Values)), make([]float32, len(f.Values))
	inRows(f.NY, func(j int) {
		for k := j * f.NX; k < (j+1)*f.NX; k++ {
			tone[k] = float32(t.Place(f.Values[k]))
		}
	})
	const (
		lightX, lightY = -0.6, 0.8 // towards the light
		steepness      = 0.55      // a slope as high as the map is wide counts as this slope
	)
	scaleX, scaleY := float32(steepness*float64(f.NX-1)), float32(steepness*float64(f.NY-1))
	inRows(f.NY, func(j int) {
		row, above, below := tone[j*f.NX:][:f.NX], tone[min(j+1, f.NY-1)*f.NX:], tone[max(j-1, 0)*f.NX:]
		for i := range row {
			dx := scaleX * (row[min(i+1, f.NX-1)] - row[max(i-1, 0)]) / 2
			dy := scaleY * (above[i] - below[i]) / 2
			lit[j*f.NX+i] = -(dx*lightX + dy*lightY) / float32(math.Sqrt(float64(1+dx*dx+dy*dy)))
		}
	})
	return tone, lit
}

// inRows calls a function for each of n rows, several at a time.
func inRows(n int, row func(j int)) {
	const rows = 32
	var group parallel.Group
	for from := 0; from < n; from += rows {
		group.Go(func() error {
			for j := from; j < min(from+rows, n); j++ {
				row(j)
			}
			return nil
		})
	}
	_ = group.Wait() // nothing in it fails
}
