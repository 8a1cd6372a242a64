package figure

import (
	"bufio"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// Tiles is a grid of rectangles without gaps, each in a colour of a palette. In raster
// formats and in SVG their edges lie on whole pixels, so that no seam shows.
type Tiles struct {
	X, Y    []vg.Length // the edges, ascending: one more than there are tiles
	Index   []uint16    // into Palette: tile i of row j, from the lowest up, is at j*(len(X)-1)+i
	Palette []color.RGBA
}

// Tile adds tiles.
func (f *Figure) Tile(t Tiles) {
	f.Marks = append(f.Marks, Mark{Tiles: &t})
}

// columns returns the number of tiles in a row.
func (t *Tiles) columns() int { return len(t.X) - 1 }

// row returns row j of tiles, counted from the top.
func (t *Tiles) row(j int) []uint16 {
	n := t.columns()
	from := n * (len(t.Y) - 2 - j)
	return t.Index[from : from+n]
}

// tiles are Tiles with their edges in pixels, y down.
type tiles struct {
	*Tiles
	x, y []int // edges
}

func (f *Figure) tiles(t *Tiles) tiles {
	out := tiles{Tiles: t}
	for _, x := range t.X {
		out.x = append(out.x, f.wholePixels(x))
	}
	for _, y := range slices.Backward(t.Y) {
		out.y = append(out.y, f.wholePixels(f.Height-y))
	}
	return out
}

// wholePixels rounds a length to whole pixels.
func (f *Figure) wholePixels(l vg.Length) int {
	const far = 1e6
	return int(math.Round(min(max(f.dots(l), -far), far)))
}

// paintTiles paints the part of the tiles that lies in a strip. It paints the first row
// of pixels of each row of tiles, and copies it to the others.
func (s *strip) paintTiles(t tiles) {
	left, right := min(max(t.x[0], 0), s.width), min(max(t.x[len(t.x)-1], 0), s.width)
	for j := range len(t.y) - 1 {
		top, base := max(t.y[j]-s.top, 0), min(t.y[j+1]-s.top, s.rows)
		if top >= base || left >= right {
			continue
		}
		pixels := func(y int) []uint8 { return s.pix[3*(s.width*y+left) : 3*(s.width*y+right)] }
		first := pixels(top)
		for i, index := range t.row(j) {
			c := t.Palette[index]
			for x := max(t.x[i], left); x < min(t.x[i+1], right); x++ {
				p := first[3*(x-left):][:3]
				p[0], p[1], p[2] = c.R, c.G, c.B
			}
		}
		for y := top + 1; y < base; y++ {
			copy(pixels(y), first)
		}
	}
}

// pictured returns tiles as a picture of the figure's pixels.
func (f *Figure) pictured(t *Tiles) Picture {
	n, m := len(t.X)-1, len(t.Y)-1
	_, box := f.PixelBox(vg.Rectangle{Min: vg.Point{X: t.X[0], Y: t.Y[0]}, Max: vg.Point{X: t.X[n], Y: t.Y[m]}})
	only := Figure{Width: box.Size().X, Height: box.Size().Y, DPI: f.DPI}
	own := Tiles{Index: t.Index, Palette: t.Palette}
	for _, x := range t.X {
		own.X = append(own.X, x-box.Min.X)
	}
	for _, y := range t.Y {
		own.Y = append(own.Y, y-box.Min.Y)
	}
	only.Tile(own)
	return Picture{Box: box, Image: only.image()}
}

// patch is a rectangle of tiles of one colour: columns from to to, rows top to base, the
// ends excluded, counted from the top.
type patch struct {
	index     uint16
	from, to  int
	top, base int
}

// patches covers the tiles with patches: runs of one colour in a row, joined with runs of
// the same ends and colour above. Patches come in the order of their first tiles.
func (t *Tiles) patches() []patch {
	var out []patch
	var above []int // the patches that reach the row, from left to right
	for j := range len(t.Y) - 1 {
		var reached []int
		row, k := t.row(j), 0
		for i := 0; i < len(row); {
			p := patch{index: row[i], from: i, top: j, base: j + 1}
			for i < len(row) && row[i] == p.index {
				i++
			}
			p.to = i
			for k < len(above) && out[above[k]].from < p.from {
				k++
			}
			if k < len(above) {
				if o := &out[above[k]]; o.from == p.from && o.to == p.to && o.index == p.index {
					o.base = j + 1
					reached = append(reached, above[k])
					continue
				}
			}
			reached = append(reached, len(out))
			out = append(out, p)
		}
		above = reached
	}
	return out
}

// svgTiles writes one path for each colour, of whole pixels, and asks viewers not to
// smooth the edges.
func (f *Figure) svgTiles(b *bufio.Writer, m *Tiles) {
	t := f.tiles(m)
	byColour := make([][]patch, len(t.Palette))
	for _, p := range t.patches() {
		byColour[p.index] = append(byColour[p.index], p)
	}
	b.WriteString("<g shape-rendering=\"crispEdges\">\n")
	for i, patches := range byColour {
		if len(patches) == 0 {
			continue
		}
		fmt.Fprintf(b, `<path fill="%s" d="`, Hex(t.Palette[i]))
		path := svgPath{figure: f}
		for _, p := range patches {
			path.addBox(t.x[p.from], t.y[p.top], t.x[p.to], t.y[p.base])
		}
		b.Write(path.data)
		b.WriteString("\"/>\n")
	}
	b.WriteString("</g>\n")
}

// addBox adds a rectangle with corners in pixels.
func (s *svgPath) addBox(x0, y0, x1, y1 int) {
	s.data = append(s.data, 'm')
	s.number(100*x0-s.x, false)
	s.number(100*y0-s.y, true)
	s.x, s.y = 100*x0, 100*y0
	s.data = append(s.data, 'h')
	s.number(100*(x1-x0), false)
	s.data = append(s.data, 'v')
	s.number(100*(y1-y0), false)
	s.data = append(s.data, 'h')
	s.number(100*(x0-x1), false)
	s.data = append(s.data, 'z')
	s.last = 'z'
}

// visitRuns visits runs of tiles of one colour, row by row from the top. It extends each
// run under the next run and under the row below, which are drawn later and cover the
// extension. Hence no gap shows between two tiles, however a viewer smooths edges.
func (f *Figure) visitRuns(t *Tiles, visit func(c color.RGBA, x0, y0, x1, y1 vg.Length)) {
	rows := len(t.Y) - 1
	for j := range rows {
		row := t.row(j)
		end := func(i int) int {
			for k := i; ; k++ {
				if k == len(row) || row[k] != row[i] {
					return k
				}
			}
		}
		base := t.Y[max(rows-2-j, 0)]
		for i := 0; i < len(row); {
			next := end(i)
			last := next
			if next < len(row) {
				last = end(next)
			}
			visit(t.Palette[row[i]], t.X[i], base, t.X[last], t.Y[rows-j])
			i = next
		}
	}
}

func (f *Figure) epsTiles(b *bufio.Writer, t *Tiles) {
	f.visitRuns(t, func(c color.RGBA, x0, y0, x1, y1 vg.Length) {
		fmt.Fprintf(b, "%.3f %.3f %.3f setrgbcolor %.2f %.2f %.2f %.2f rectfill\n",
			float64(c.R)/255, float64(c.G)/255, float64(c.B)/255, x0, y0, x1-x0, y1-y0)
	})
}
