package chart

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// mapTitleRoom returns the height of a map's title and best cell above the map.
func mapTitleRoom(s *sheet.Sheet) vg.Length { return (1.5*sheet.RunSize + 1.6*sheet.TickSize) * s.Unit }

// mapHead is the text above a map.
type mapHead struct {
	title string
	best  string    // the explanation of the map's star; "" without one
	width vg.Length // the width of the room
}

// mapHeads returns the heads of panels of a width, in columns with gaps between them and
// the colour bar behind the last. All heads describe their best cells in the same form.
func mapHeads(s *sheet.Sheet, m HeatMap, width, gap vg.Length, columns int) []mapHead {
	heads := make([]mapHead, len(m.Panels))
	length := 0
	for i, p := range m.Panels {
		h := mapHead{title: p.Title, width: width + gap - sheet.TitleGap*s.Unit}
		if i%columns == columns-1 {
			h.width = width + (landscape.BarGap-3)*s.Unit
		}
		texts := m.bestTexts(s.Lang, p)
		for length < len(texts)-1 && s.Set(texts[length], typeset.Sans, sheet.TickSize).Width > h.width-bestRoom*s.Unit {
			length++
		}
		heads[i] = h
	}
	for i, p := range m.Panels {
		if texts := m.bestTexts(s.Lang, p); texts != nil {
			heads[i].best = texts[length]
		}
	}
	return heads
}

// bestTexts returns descriptions of a map's best cell, from the longest to the shortest.
func (m HeatMap) bestTexts(l words.Language, h HeatPanel) []string {
	best := h.best()
	if best < 0 || m.Unranked || m.ByRow {
		return nil
	}
	x, y := m.X.label(best%len(m.X.Values)), m.Y.label(best/len(m.X.Values))
	value := l.Decimals(Brief(h.Values[best], 2))
	where := l.Listed([]string{m.X.equals(l.Decimals(x)), m.Y.equals(l.Decimals(y))})
	return []string{l.At(value, where), value}
}

// bestRoom is the width of the star before its text, in units.
const bestRoom = 11

// drawMapHead draws the text above a map.
func drawMapHead(s *sheet.Sheet, p sheet.Panel, h mapHead) {
	s.Put(s.Fit(typeset.Escape(h.title), typeset.Bold, sheet.RunSize, h.width), vg.Point{X: p.Min.X, Y: p.Max.Y + (0.55*sheet.RunSize+1.6*sheet.TickSize)*s.Unit}, sheet.Ink)
	if h.best == "" {
		return
	}
	y := p.Max.Y + 0.75*sheet.TickSize*s.Unit
	s.Mark(shape.Star, vg.Point{X: p.Min.X + 4*s.Unit, Y: y + s.DigitHeight()/2}, 2.6, sheet.Soft, sheet.Paper)
	s.Put(s.Fit(h.best, typeset.Sans, sheet.TickSize, h.width-bestRoom*s.Unit), vg.Point{X: p.Min.X + bestRoom*s.Unit, Y: y}, sheet.Soft)
}
