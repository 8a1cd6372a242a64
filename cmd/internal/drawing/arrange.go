package drawing

import "github.com/optviz/optviz/render"

// largest returns the number of columns of a slide at which its panels are seen best: the one
// with the largest product of their sizes. A slide has one row or two.
func (p *Page) largest(g *Drawing, l render.Page) (columns int) {
	n := len(p.parts)
	if n < 2 || l.Deep > 1 || !g.isArranged() {
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
