package drawing

import (
	"cmp"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// grouped returns figures that follow each other in as few groups as possible of which each
// isReadable. Among as few groups, fewest have maps beside curves, and the largest is smallest. A
// single figure is always a group.
func grouped(figures []*Drawing, isReadable func([]*Drawing) bool) [][]*Drawing {
	n := len(figures)
	best := make([]division, n+1) // of the figures from an index on
	for i := n - 1; i >= 0; i-- {
		for next := min(n, i+slideColumns*slideRows); next > i; next-- {
			d := best[next].after(i, next, isMixed(figures[i:next]))
			if (best[i].next == 0 || d.less(best[i])) && (next == i+1 || isReadable(figures[i:next])) {
				best[i] = d
			}
		}
	}
	var groups [][]*Drawing
	for i := 0; i < n; i = best[i].next {
		groups = append(groups, figures[i:best[i].next])
	}
	return groups
}

// division describes how figures are divided into groups.
type division struct {
	next    int // the index of the figure after the first group
	groups  int
	mixed   int // the number of groups that have maps beside curves
	largest int // the size of the largest group
}

// after returns the division with the figures from i to before next as another group before.
func (d division) after(i, next int, mixed bool) division {
	if mixed {
		d.mixed++
	}
	return division{next, d.groups + 1, d.mixed, max(d.largest, next-i)}
}

// less reports whether a division is better than another.
func (d division) less(other division) bool {
	return cmp.Or(cmp.Compare(d.groups, other.groups), cmp.Compare(d.mixed, other.mixed), cmp.Compare(d.largest, other.largest)) < 0
}

// leastSeen returns the least part of a slide for the smallest of so many panels in a grid.
func leastSeen(panels int) float64 {
	switch panels {
	case 1, 2:
		return 0.13
	case 3:
		return 0.1
	case 4:
		return 0.06
	}
	return 0.04
}

// isReadable reports whether a grid of figures on a slide can be read from afar: the smallest
// panel is large, the grid has no empty cell, the key stands on one line, and maps share a grid
// of several rows with no curves, whose rows would have axes of their own.
func isReadable(grid []*Drawing, slide *Drawing, style sheet.Style) bool {
	n := len(grid)
	if n > slideColumns && (n%slideRows > 0 || isMixed(grid)) {
		return false
	}
	var own sheet.Alignment
	small := smaller(style)
	small.Collected, small.Audit = &own, nil
	slide.fit(small)
	if _, err := slide.Figure(); err != nil {
		return false
	}
	inch := small.DPI / float64(vg.Inch)
	return own.Seen(0)*inch*inch >= leastSeen(n)*small.Width*small.Height && own.KeyLines <= 1
}

// isMixed reports whether figures are maps and others.
func isMixed(figures []*Drawing) bool {
	for _, f := range figures[1:] {
		if f.isMap() != figures[0].isMap() {
			return true
		}
	}
	return false
}
