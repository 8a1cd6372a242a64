package render

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/typeset"
)

// endLabel is a label beside the right end of a line.
type endLabel struct {
	lines []typeset.Line // the first in the run's weight, others below it
	from  vg.Point       // the end of the line
	look  look
}

const labelGap = 14 // units from a panel to the labels on its right

// labelWidth is the room that labels need right of a panel.
func (s *sheet) labelWidth(labels []endLabel) vg.Length {
	var w vg.Length
	for _, l := range labels {
		for _, line := range l.lines {
			w = max(w, line.Width)
		}
	}
	return w + labelGap*s.u
}

// endLabels writes labels right of a panel, moved apart where they would
// collide and tied to their lines by leaders.
func (s *sheet) endLabels(p panel, labels []endLabel) {
	pitch := func(l endLabel) vg.Length {
		var h vg.Length
		for i := range l.lines {
			h += s.lineHeight(i)
		}
		return h
	}
	slices.SortStableFunc(labels, func(a, b endLabel) int { return cmp.Compare(a.from.Y, b.from.Y) })
	want, height := make([]vg.Length, len(labels)), make([]vg.Length, len(labels))
	for i, l := range labels {
		want[i], height[i] = l.from.Y, pitch(l)
	}
	x := p.Max.X + labelGap*s.u
	for i, y := range spread(want, height, p.Min.Y, p.Max.Y) {
		l := labels[i]
		s.line([]vg.Point{{X: l.from.X + 3*s.u, Y: l.from.Y}, {X: x - 2*s.u, Y: y}}, mix(l.look.color, paper, 0.4), 0.6)
		y += height[i] / 2
		for j, line := range l.lines {
			y -= s.lineHeight(j)
			s.put(line, vg.Point{X: x, Y: y + 0.26*s.lineHeight(j)}, l.look.color)
		}
	}
}

// lineHeight is the pitch of a label's first line and of those below it.
func (s *sheet) lineHeight(i int) vg.Length {
	if i == 0 {
		return 1.4 * runSize * s.u
	}
	return 1.3 * tickSize * s.u
}

// spread places intervals of given heights as near as can be to the wanted
// middles, in the same order, without overlap, within [lo, hi] if they fit.
// Wanted is ascending. Intervals that touch form a block, which sits at the
// mean of what its members want.
func spread(want, height []vg.Length, lo, hi vg.Length) []vg.Length {
	type block struct {
		sum, height vg.Length // sum of the places that members want for the block's start
		n           int
	}
	start := func(b block) vg.Length {
		return max(lo, min(b.sum/vg.Length(b.n), hi-b.height))
	}
	var blocks []block
	for i, w := range want {
		b := block{sum: w - height[i]/2, height: height[i], n: 1}
		for len(blocks) > 0 {
			below := blocks[len(blocks)-1]
			if start(below)+below.height <= start(b) {
				break
			}
			b = block{sum: below.sum + b.sum - vg.Length(b.n)*below.height, height: below.height + b.height, n: below.n + b.n}
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	out := make([]vg.Length, 0, len(want))
	for _, b := range blocks {
		at := start(b)
		for range b.n {
			h := height[len(out)]
			out = append(out, at+h/2)
			at += h
		}
	}
	return out
}
