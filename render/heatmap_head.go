package render

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// mapTitleRoom is the height of what stands above a map: its title and best cell.
func (s *sheet) mapTitleRoom() vg.Length { return (1.5*runSize + 1.6*tickSize) * s.u }

// mapHead is what stands above a map.
type mapHead struct {
	title string
	best  string     // what the map's star stands for; "" without one
	c     color.RGBA // of that
	width vg.Length  // that it has
}

// mapHeads are those of panels of a width in so many columns with gaps between them, and
// the colour bar behind the last. All tell of their best cells at the same length.
func (s *sheet) mapHeads(m HeatMap, width, gap vg.Length, columns int) []mapHead {
	heads := make([]mapHead, len(m.Panels))
	length, lowest := 0, m.lowest()
	for i, p := range m.Panels {
		h := mapHead{title: p.Title, c: soft, width: width + gap - titleGap*s.u}
		if i == lowest {
			h.c = ink
		}
		if i%columns == columns-1 {
			h.width = width + (barGap-3)*s.u
		}
		texts := m.bestTexts(p)
		for length < len(texts)-1 && s.set(texts[length], typeset.Sans, tickSize).Width > h.width-bestRoom*s.u {
			length++
		}
		heads[i] = h
	}
	for i, p := range m.Panels {
		if texts := m.bestTexts(p); texts != nil {
			heads[i].best = texts[length]
		}
	}
	return heads
}

// bestTexts tell of a map's best cell, from the longest to the shortest.
func (m HeatMap) bestTexts(h HeatPanel) []string {
	best := h.best()
	if best < 0 || m.Unranked || m.ByRow {
		return nil
	}
	i, j, value := best%len(m.X.Values), best/len(m.X.Values), brief(h.Values[best], 2)
	return []string{
		fmt.Sprintf("%s %s, %s %s: %s", m.X.Name, m.X.label(i), m.Y.Name, m.Y.label(j), value),
		fmt.Sprintf("(%s, %s): %s", m.X.label(i), m.Y.label(j), value),
		value,
	}
}

// bestRoom is that of the star before the text that it stands for.
const bestRoom = 11

// drawMapHead draws what stands above a map.
func (s *sheet) drawMapHead(p panel, h mapHead) {
	s.put(s.fit(typeset.Escape(h.title), typeset.Bold, runSize, h.width), vg.Point{X: p.Min.X, Y: p.Max.Y + (0.55*runSize+1.6*tickSize)*s.u}, ink)
	if h.best == "" {
		return
	}
	y := p.Max.Y + 0.75*tickSize*s.u
	s.mark(shape.Star, vg.Point{X: p.Min.X + 4*s.u, Y: y + s.digits()/2}, 2.6, h.c, paper)
	s.put(s.fit(h.best, typeset.Sans, tickSize, h.width-bestRoom*s.u), vg.Point{X: p.Min.X + bestRoom*s.u, Y: y}, h.c)
}
