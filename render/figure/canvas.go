package figure

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Draw draws the figure onto a canvas of gonum/plot, at the figure's own size, with the
// lower left corner at the canvas's origin. The canvas decides how lines end: its ends may
// be flat where Encode writes round ones.
func (f *Figure) Draw(c vg.Canvas) {
	c.Push()
	defer c.Pop()
	if !f.Transparent {
		c.SetColor(f.Background)
		c.Fill(vg.Rectangle{Max: vg.Point{X: f.Width, Y: f.Height}}.Path())
	}
	f.DrawMarks(c)
}

// DrawInto draws the figure into the middle of a rectangle of a canvas, as large as fits:
// beside other plots, in a tile of draw.Tiles for example.
func (f *Figure) DrawInto(c vg.Canvas, r vg.Rectangle) {
	size := r.Size()
	scale := min(size.X/f.Width, size.Y/f.Height)
	spare := size.Sub(vg.Point{X: f.Width, Y: f.Height}.Scale(scale))
	c.Push()
	defer c.Pop()
	c.Translate(r.Min.Add(spare.Scale(0.5)))
	c.Scale(float64(scale), float64(scale))
	f.Draw(c)
}

// DrawMarks draws the marks of the figure onto a canvas, without its background.
func (f *Figure) DrawMarks(c vg.Canvas) {
	for _, m := range f.Marks {
		switch {
		case m.Tiles != nil:
			m.Tiles.draw(c)
		case m.Picture != nil:
			c.DrawImage(m.Picture.Box, m.Picture.Image)
		case m.Width > 0:
			c.SetColor(m.sheerColour())
			c.SetLineWidth(m.Width)
			c.SetLineDash(m.Dash, 0)
			c.Stroke(m.Outline())
		default:
			c.SetColor(m.sheerColour())
			c.Fill(m.Outline())
		}
	}
}

// sheerColour returns the colour of the mark with its opacity.
func (m *Mark) sheerColour() color.NRGBA {
	return color.NRGBA{R: m.Color.R, G: m.Color.G, B: m.Color.B, A: uint8(math.Round(0xff * (1 - m.Sheer)))}
}

// draw fills the tiles of the grid one by one, adjacent tiles of one colour in a row
// together.
func (t *Tiles) draw(c vg.Canvas) {
	n := t.columns()
	for j := range len(t.Y) - 1 {
		row := t.Index[j*n:][:n]
		for i := 0; i < n; {
			end := i + 1
			for end < n && row[end] == row[i] {
				end++
			}
			c.SetColor(t.Palette[row[i]])
			c.Fill(vg.Rectangle{Min: vg.Point{X: t.X[i], Y: t.Y[j]}, Max: vg.Point{X: t.X[end], Y: t.Y[j+1]}}.Path())
			i = end
		}
	}
}
