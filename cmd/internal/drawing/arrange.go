package drawing

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render"
)

// largest returns the number of columns of a slide at which its panels are seen best: the one
// with the largest product of their sizes. A slide has one row or two.
func (p *Page) largest(g *Drawing, l render.Page) (columns int) {
	n := len(p.parts)
	if n < 2 || l.Deep > 1 || l.Title == "" || g.Style.Headers != nil {
		return l.Columns
	}
	var best float64
	for rows := 1; rows <= slideRows; rows++ {
		l.Columns = (n + rows - 1) / rows
		if l.Columns > mostColumns {
			continue
		}
		_, m := p.arranged(g, l)
		product := 1.0
		for _, size := range m.sizes {
			product *= size
		}
		if columns == 0 || product > best {
			columns, best = l.Columns, product
		}
	}
	return columns
}

// seen returns how large the smallest of some panels looks, as an area: a strip looks no larger
// than the part of it that is at most longest times as long as wide.
func seen(panels []vg.Rectangle) float64 {
	const longest = 2.2
	var least float64
	for i, r := range panels {
		w, h := max(0, r.Size().X), max(0, r.Size().Y)
		if size := float64(min(w, longest*h) * min(h, longest*w)); i == 0 || size < least {
			least = size
		}
	}
	return least
}
