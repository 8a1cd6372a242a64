package render

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/sheet"
)

// Lights on a relief: the first is warm and comes from the upper left, the second cool and
// from the right. Directions are in the viewer's space: right, away and up.
var lights = [2]struct {
	towards [3]float64
	colour  [3]float64 // part of each channel that the light gives where it falls straight
}{
	{[3]float64{-0.55, 0.25, 0.8}, [3]float64{0.66, 0.63, 0.56}},
	{[3]float64{0.85, -0.1, 0.5}, [3]float64{0.16, 0.22, 0.33}},
}

// ambient is the part of each channel that is there without the lights.
var ambient = [3]float64{0.38, 0.39, 0.43}

// vertex is a node of a relief in pixels of its picture.
type vertex struct {
	x, y  float64
	depth float64 // distance from the viewer
	tone  float64 // place on the map's ramps
	light [3]float64
}

// sampling is the number of pixels of the painting along a side of one of the picture.
const sampling = 2

// bandRows is the number of rows of the picture that are painted at a time: a whole painting
// would take many times the memory of its picture.
const bandRows = 64

// reliefPainting is a band of rows of a relief while it is painted.
type reliefPainting struct {
	width, top, base int       // columns, and the first row and the row after the last
	depth            []float32 // of what is painted in each pixel
	pix              [][3]uint8
	background       [3]uint8
	transparent      bool // the picture shows what lies below beside the relief
	colour           func(tone float64) color.RGBA
}

// drawRelief paints a relief in the colours of the map, lit by two lights, on a picture
// that fills a box.
func drawRelief(s *sheet.Sheet, r relief, within vg.Rectangle) {
	pixels, box := s.PixelBox(within)
	if pixels.Dx() < 1 || pixels.Dy() < 1 {
		return
	}
	tones, colours := r.Tones(), s.Theme.MapColours()
	p := reliefPainting{
		width:      sampling * pixels.Dx(),
		background: [3]uint8{s.Background.R, s.Background.G, s.Background.B}, transparent: s.Transparent,
		colour: func(tone float64) color.RGBA { return landscape.ToneColour(tones, colours, tone) },
	}
	nodes := make([]vertex, len(r.heights))
	perPoint := sampling * float64(pixels.Dx()) / float64(box.Size().X)
	for j := range r.NY {
		for i := range r.NX {
			at, k := r.node(i, j), j*r.NX+i
			_, away := r.turned(side(i, r.NX), side(j, r.NY))
			nodes[k] = vertex{
				x: float64(at.X-box.Min.X) * perPoint, y: float64(box.Max.Y-at.Y) * perPoint,
				depth: away*r.flat - r.heights[k]*r.rise, tone: tones.Place(r.Values[k]), light: r.lit(i, j, s.Theme.Grey),
			}
		}
	}
	img := image.NewRGBA(image.Rect(0, 0, pixels.Dx(), pixels.Dy()))
	for top := 0; top < pixels.Dy(); top += bandRows {
		p.clear(sampling*top, sampling*min(top+bandRows, pixels.Dy()))
		p.relief(r, nodes)
		p.picture(img)
	}
	s.Place(figure.Picture{Box: box, Image: img})
}

// clear begins the band of the rows from top to base, the latter excluded.
func (p *reliefPainting) clear(top, base int) {
	p.top, p.base = top, base
	if p.transparent {
		p.background = [3]uint8{}
	}
	n := p.width * (base - top)
	if cap(p.pix) < n {
		p.depth, p.pix = make([]float32, n), make([][3]uint8, n)
	}
	p.depth, p.pix = p.depth[:n], p.pix[:n]
	for i := range p.pix {
		p.depth[i], p.pix[i] = math.MaxFloat32, p.background
	}
}

// relief paints the part of a relief that lies in the band.
func (p *reliefPainting) relief(r relief, nodes []vertex) {
	for j := range r.NY - 1 {
		for i := range r.NX - 1 {
			if k := j*r.NX + i; !r.hole(i, j) {
				p.triangle(nodes[k], nodes[k+1], nodes[k+r.NX+1])
				p.triangle(nodes[k], nodes[k+r.NX+1], nodes[k+r.NX])
			}
		}
	}
}

// lit returns the light on a node of the relief, by channel; grey light is the same in all.
func (r *relief) lit(i, j int, grey bool) [3]float64 {
	at := func(i, j int) float64 {
		return r.heights[min(max(j, 0), r.NY-1)*r.NX+min(max(i, 0), r.NX-1)]
	}
	dx, dy := (at(i+1, j)-at(i-1, j))*float64(r.NX-1)/4, (at(i, j+1)-at(i, j-1))*float64(r.NY-1)/4
	across, away := r.turned(-dx, -dy)
	length := math.Sqrt(across*across + away*away + 1)
	light := ambient
	for _, l := range lights {
		straight := max(0, (across*l.towards[0]+away*l.towards[1]+l.towards[2])/length)
		for k, c := range l.colour {
			light[k] += straight * c
		}
	}
	if grey {
		mean := (light[0] + light[1] + light[2]) / 3
		light = [3]float64{mean, mean, mean}
	}
	return light
}

// triangle paints a triangle where nothing nearer is painted.
func (p *reliefPainting) triangle(a, b, c vertex) {
	area := (b.x-a.x)*(c.y-a.y) - (c.x-a.x)*(b.y-a.y)
	if area == 0 {
		return
	}
	first := func(v float64, least int) int { return max(int(math.Ceil(v-0.5)), least) }
	for y := first(min(a.y, b.y, c.y), p.top); y < min(p.base, int(math.Ceil(max(a.y, b.y, c.y)+0.5))); y++ {
		for x := first(min(a.x, b.x, c.x), 0); x < min(p.width, int(math.Ceil(max(a.x, b.x, c.x)+0.5))); x++ {
			px, py := float64(x)+0.5, float64(y)+0.5
			v := ((px-a.x)*(c.y-a.y) - (c.x-a.x)*(py-a.y)) / area
			w := ((b.x-a.x)*(py-a.y) - (px-a.x)*(b.y-a.y)) / area
			u := 1 - v - w
			const edge = -1e-9 // neighbouring triangles share their edges
			if u < edge || v < edge || w < edge {
				continue
			}
			depth := float32(u*a.depth + v*b.depth + w*c.depth)
			if k := (y-p.top)*p.width + x; depth < p.depth[k] {
				p.depth[k] = depth
				paint := p.colour(u*a.tone + v*b.tone + w*c.tone)
				for i, value := range [3]uint8{paint.R, paint.G, paint.B} {
					light := u*a.light[i] + v*b.light[i] + w*c.light[i]
					p.pix[k][i] = uint8(min(255, float64(value)*light+0.5))
				}
			}
		}
	}
}

// picture sets the rows of a picture that the band shows, with smooth edges.
func (p *reliefPainting) picture(img *image.RGBA) {
	for y := range (p.base - p.top) / sampling {
		for x := range p.width / sampling {
			var sum [3]int
			painted := 0
			for dy := range sampling {
				for dx := range sampling {
					k := (sampling*y+dy)*p.width + sampling*x + dx
					for i, v := range p.pix[k] {
						sum[i] += int(v)
					}
					if !p.transparent || p.depth[k] < math.MaxFloat32 {
						painted++
					}
				}
			}
			const all = sampling * sampling
			mean := func(sum int) uint8 { return uint8((sum + all/2) / all) }
			img.SetRGBA(x, p.top/sampling+y, color.RGBA{mean(sum[0]), mean(sum[1]), mean(sum[2]), mean(0xff * painted)})
		}
	}
}
