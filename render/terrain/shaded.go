package terrain

import (
	"image/color"
	"math"

	"github.com/optviz/optviz/optimizers/parallel"
	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/scale"
)

// ToneScale maps losses to places on a map's ramps: from 0 to 1 on Deep or, where the map shows
// the sign of the loss, from -1 to 0 on Cold and from 0 to 1 on Warm.
type ToneScale struct {
	bar    func(v float64) float64
	offset float64
	Signed bool
	zero   float64 // where the bar has a loss of 0
}

// Tones returns the map's places on ramps. A map whose heights have no known infimum and
// whose losses have both signs shows the sign.
func (f *Map) Tones() ToneScale {
	t := ToneScale{bar: scale.Placer(f.Bar), offset: f.Offset}
	if f.Signed {
		t.Signed, t.zero = true, f.Bar.At(0)
	}
	return t
}

// Place returns the place of a loss.
func (t ToneScale) Place(v float64) float64 {
	return t.OnRamps(min(max(t.bar(v-t.offset), 0), 1))
}

// Lowest returns the lowest place.
func (t ToneScale) Lowest() float64 {
	if t.Signed {
		return -1
	}
	return 0
}

// OnRamps returns the place on the ramps of a place on the bar.
func (t ToneScale) OnRamps(at float64) float64 {
	if !t.Signed {
		return at
	}
	return (at - t.zero) / max(t.zero, 1-t.zero)
}

// Tone returns the number of the tone of a loss, from 0 to ToneSteps-1.
func (t ToneScale) Tone(v float64) int {
	return int((t.Place(v)-t.Lowest())/(1-t.Lowest())*(ToneSteps-1) + 0.5)
}

// The numbers of tones and of degrees of shade.
const (
	ToneSteps  = 512
	shadeSteps = 65
)

// Tone is the colour of a place on the ramps: in the darkest shade, where the map is level, and in
// the brightest light.
type Tone struct{ Dark, Level, Light color.RGBA }

// Shades holds the colours of every tone in every shade, three bytes each, from the darkest shade
// to the lightest.
type Shades []uint8

// NewShades returns the shades of ToneSteps tones, in the order of the ramps from the lowest place on.
func NewShades(tones []Tone) Shades {
	pix := make(Shades, 3*ToneSteps*shadeSteps)
	inRows(ToneSteps, func(i int) {
		row, t := pix[3*i*shadeSteps:], tones[i]
		for k := range shadeSteps {
			lit := colour.Mix(t.Dark, t.Level, 2*float64(k)/(shadeSteps-1))
			if k > shadeSteps/2 {
				lit = colour.Mix(t.Level, t.Light, 2*float64(k)/(shadeSteps-1)-1)
			}
			row[3*k], row[3*k+1], row[3*k+2] = lit.R, lit.G, lit.B
		}
	})
	return pix
}

// Shaded returns the pixels of the picture of a map, gently lit from the upper left and interpolated
// between samples: four bytes each, row by row from the top.
func (f *Map) Shaded(colours Shades, width, height int) []uint8 {
	t := f.Tones()
	tone, lit := f.relief(t)
	pix := make([]uint8, 4*width*height)
	low := float32(t.Lowest())
	columns := make([]mix, width)
	for x := range columns {
		columns[x] = newMix(x, width, f.NX)
	}
	inRows(height, func(y int) {
		r := newMix(height-1-y, height, f.NY)
		lower, upper := r.i*f.NX, (r.i+1)*f.NX
		out := pix[4*y*width:]
		for x, c := range columns {
			a, b := lower+c.i, upper+c.i
			v := r.between(c.between(tone[a], tone[a+1]), c.between(tone[b], tone[b+1]))
			l := r.between(c.between(lit[a], lit[a+1]), c.between(lit[b], lit[b+1]))
			i := int((v-low)/(1-low)*(ToneSteps-1) + 0.5)
			k := int((l+1)/2*(shadeSteps-1) + 0.5)
			from := colours[3*(i*shadeSteps+k):]
			o := out[4*x : 4*x+4]
			o[0], o[1], o[2], o[3] = from[0], from[1], from[2], 0xff
		}
	})
	return pix
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
func (f *Map) relief(t ToneScale) (tone, lit []float32) {
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
