package sheet

import (
	"image/color"
	"sort"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/typeset"
)

// Lightnesses in Ottosson's space from which on letters on a map or on tiles are dark.
const (
	paleMap   = 0.86
	paleTiles = 0.65
)

// isPale reports whether the maps and tiles drawn so far below a line of text have at least a
// mean lightness. Text beside all of them lies on no pale ground.
func (s *Sheet) isPale(l typeset.Line, at vg.Point, least float64) bool {
	const columns, rows = 12, 3
	sum, n := 0.0, 0
	for i := range columns {
		for j := range rows {
			q := vg.Point{
				X: at.X + l.Width*(vg.Length(i)+0.5)/columns,
				Y: at.Y - l.Descent + l.Height()*(vg.Length(j)+0.5)/rows,
			}
			if c, ok := s.groundAt(q); ok {
				lightness, _, _ := colour.Oklab(c)
				sum, n = sum+lightness, n+1
			}
		}
	}
	return n > 0 && sum >= least*float64(n)
}

// groundAt returns the colour at a point of the uppermost picture or tiles there; ok is false if
// there are none.
func (s *Sheet) groundAt(q vg.Point) (c color.RGBA, ok bool) {
	for i := len(s.Marks) - 1; i >= 0; i-- {
		switch m := s.Marks[i]; {
		case m.Picture != nil && polyline.Inside(q, m.Picture.Box):
			return pictureAt(m.Picture, q), true
		case m.Tiles != nil:
			if c, ok := tileAt(m.Tiles, q); ok {
				return c, true
			}
		}
	}
	return color.RGBA{}, false
}

// pictureAt returns the colour of a picture at a point in the picture's box.
func pictureAt(p *figure.Picture, q vg.Point) color.RGBA {
	size, box := p.Image.Rect.Size(), p.Box.Size()
	x := min(int(float64((q.X-p.Box.Min.X)/box.X)*float64(size.X)), size.X-1)
	y := min(int(float64((p.Box.Max.Y-q.Y)/box.Y)*float64(size.Y)), size.Y-1)
	return p.Image.RGBAAt(p.Image.Rect.Min.X+x, p.Image.Rect.Min.Y+y)
}

// tileAt returns the colour of the tile at a point; ok is false beside the tiles.
func tileAt(t *figure.Tiles, q vg.Point) (c color.RGBA, ok bool) {
	place := func(edges []vg.Length, v vg.Length) int {
		return sort.Search(len(edges), func(i int) bool { return edges[i] > v }) - 1
	}
	i, j, columns := place(t.X, q.X), place(t.Y, q.Y), len(t.X)-1
	if i < 0 || j < 0 || i >= columns || j >= len(t.Y)-1 {
		return color.RGBA{}, false
	}
	return t.Palette[t.Index[j*columns+i]], true
}

// PutOnTiles writes a line of text on tiles, with a rim. The tiles keep their colours in every
// theme: where they are pale, the letters are dark in every theme, too.
func (s *Sheet) PutOnTiles(l typeset.Line, at vg.Point) {
	if !s.isPale(l, at, paleTiles) {
		s.PutWithHalo(l, at, Ink)
		return
	}
	s.record(l)
	s.putRimmed(figure.Text{Line: l, At: at}, Ink, Paper, halo*s.Unit)
}

// putRimmed writes a text over a rim, in colours that no theme changes.
func (s *Sheet) putRimmed(t figure.Text, c, rim color.RGBA, width vg.Length) {
	s.rimText(t, rim, width)
	s.Figure.Put(t, c)
}
