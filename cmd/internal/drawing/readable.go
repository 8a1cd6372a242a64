package drawing

import (
	"cmp"
	"math"

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
	switch {
	case panels < 4:
		return 0.13
	case panels == 4:
		return 0.06
	}
	return 0.04
}

// seen tells how well a grid of figures on a slide is seen from afar.
type seen struct {
	least    float64 // the part of the slide that its smallest panel takes
	clearKey bool    // the key stands on one line, and no two items look alike
}

// see measures a slide in a style; it returns nothing of a slide that cannot be drawn.
func see(slide *Drawing, style sheet.Style) seen {
	var own sheet.Alignment
	small := smaller(style)
	small.Collected, small.Audit = &own, nil
	if _, err := slide.in(small).Figure(); err != nil {
		return seen{}
	}
	slideArea := small.Width * small.Height / (small.DPI * small.DPI)
	return seen{own.Seen(0) / slideArea, own.KeyLines <= 1 && !own.KeyAlike}
}

// isReadable reports whether so many figures on a slide can be read from afar: the smallest panel
// is large and the key clear.
func (s seen) isReadable(figures int) bool { return s.clearKey && s.least >= leastSeen(figures) }

// isGrid reports whether figures may stand in a grid: it has no empty cell, and maps share a grid
// of several rows with no curves, whose rows would have axes of their own.
func isGrid(figures []*Drawing) bool {
	n := len(figures)
	return n <= slideColumns || n <= slideColumns*slideRows && n%slideRows == 0 && !isMixed(figures)
}

// slidesOf returns the slides of figures that follow each other: as few as can be read from afar,
// but one where several make no panel much larger. slide makes a slide of figures.
func slidesOf(figures []*Drawing, slide func(...*Drawing) *Drawing, style sheet.Style) []*Drawing {
	const larger = 1.25
	if len(figures) == 0 {
		return nil
	}
	looked := map[sequence]seen{}
	look := func(some []*Drawing) seen {
		key := sequence{some[0], len(some)}
		if _, ok := looked[key]; !ok {
			looked[key] = see(slide(some...), style)
		}
		return looked[key]
	}
	var whole seen
	if isGrid(figures) {
		whole = look(figures)
	}
	if len(figures) == 1 || whole.isReadable(len(figures)) {
		return []*Drawing{slide(figures...)}
	}
	var slides []*Drawing
	least := math.Inf(1)
	for _, group := range grouped(figures, func(some []*Drawing) bool {
		return len(some) < len(figures) && isGrid(some) && look(some).isReadable(len(some))
	}) {
		slides = append(slides, slide(group...))
		least = min(least, look(group).least)
	}
	if whole.clearKey && whole.least*larger > least {
		return []*Drawing{slide(figures...)}
	}
	return slides
}

// sequence identifies figures that follow each other.
type sequence struct {
	first *Drawing
	n     int
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
