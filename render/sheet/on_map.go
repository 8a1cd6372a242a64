package sheet

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/typeset"
)

// Hue is a colour twice: on paper, and as bright as it must be on a shaded map.
type Hue struct{ OnPaper, OnMap color.RGBA }

// Hues of marks on a map that belong to no run.
var (
	MapInk   = Hue{Ink, RGB(0xffffff)}
	MapSoft  = Hue{Soft, RGB(0xdfe6ea)}
	MapArrow = Hue{FieldLine, RGB(0xffffff)}
	MapStart = Hue{mapEdge, mapAura}
)

// OnMap returns the colour in which the theme draws a hue on a map.
func (s *Sheet) OnMap(c Hue) color.RGBA {
	if s.Theme.Grey {
		return s.Recolour(c.OnPaper)
	}
	return c.OnMap
}

// Panels at least wholePanel units high and wide have marks of full size. In smaller ones marks
// and lines shrink with the root of the shorter side, but not below leastMarks.
const (
	wholePanel = 240
	leastMarks = 0.45
)

// ScaleMarks makes marks on maps smaller in a small panel, so that they do not cover what they
// mark, until the function that it returns is called.
func (s *Sheet) ScaleMarks(panel vg.Rectangle) (restore func()) {
	before := s.markScale
	side := min(panel.Size().X, panel.Size().Y) / s.Unit
	s.markScale = min(max(vg.Length(math.Sqrt(float64(side/wholePanel))), leastMarks), 1)
	return func() { s.markScale = before }
}

// MarkUnit returns the length of which the sizes of marks and the widths of lines on the map
// being drawn are multiples: the Unit, or less in a small panel.
func (s *Sheet) MarkUnit() vg.Length {
	if s.markScale == 0 {
		return s.Unit
	}
	return s.markScale * s.Unit
}

// MapEdge returns the colour of the edges of marks on a map: nearly black around the bright
// marks of a shaded map, and white around the dark ones of bands.
func (s *Sheet) MapEdge() color.RGBA {
	if s.Theme.Grey {
		return s.Recolour(Paper)
	}
	return mapEdge
}

var (
	mapEdge = RGB(0x02040a)
	mapAura = RGB(0xffffff)
)

// Widths in units by which the edge of a mark on a map is wider than the mark, and its aura
// wider than its edge, on both sides together.
const (
	MapEdgeWidth  = 1.6
	mapAuraWidth  = 1.1
	ThinEdgeWidth = 0.7
	mapTextEdge   = 1.9 // letters are read against their edge
	mapTextPale   = 0.4 // part of white in the colour of a text, which is thinner than a line
	mapTextDeep   = 0.2 // part of black in the colour of a text on a pale map
)

// MapMark is a mark on a map: a filled path or, where Width is above 0, a stroked one. On
// shaded maps, an edge that is nearly black and a thin white aura surround it, of which
// one at least is in contrast to any part of the map.
type MapMark struct {
	Path  vg.Path
	Hue   Hue
	Width vg.Length   // in units
	Dash  []vg.Length // in units; the edge has no gaps
	Thin  bool        // one of many fine marks: its edge is thin, and it has no aura
}

// edge returns the width of the mark's edge.
func (m MapMark) edge() vg.Length {
	if m.Thin {
		return ThinEdgeWidth
	}
	return MapEdgeWidth
}

// Around returns by how much the mark's edge and aura together are wider than the mark.
func (m MapMark) Around() vg.Length {
	if m.Thin {
		return m.edge()
	}
	return m.edge() + mapAuraWidth
}

// MapMarks draws marks on a map. The edges lie below all of the marks, so that marks that
// touch have a common edge.
func (s *Sheet) MapMarks(marks ...MapMark) {
	for _, m := range marks {
		if s.hasAura(m) {
			s.mapStroke(m.Path, mapAura, m.Width+m.edge()+mapAuraWidth)
		}
	}
	for _, m := range marks {
		s.mapStroke(m.Path, s.MapEdge(), m.Width+m.edge())
	}
	for _, m := range marks {
		if m.Width > 0 {
			s.mapStroke(m.Path, s.OnMap(m.Hue), m.Width, m.Dash...)
			continue
		}
		s.Figure.Fill(m.Path, s.OnMap(m.Hue))
	}
}

// hasAura reports whether a mark has an aura.
func (s *Sheet) hasAura(m MapMark) bool { return !s.Theme.Grey && !m.Thin && m.Hue.OnMap != mapAura }

// MapDots draws discs of a radius on a map, as MapMarks does, but with wider discs for their edges
// and auras, since a path may have hundreds.
func (s *Sheet) MapDots(middles []vg.Point, radius vg.Length, c Hue, thin bool) {
	m := MapMark{Hue: c, Thin: thin}
	fill := func(wider vg.Length, colour color.RGBA) {
		var discs vg.Path
		for _, at := range middles {
			discs = append(discs, shape.Circle(at, radius+wider/2*s.MarkUnit())...)
		}
		s.Figure.Fill(discs, colour)
	}
	if s.hasAura(m) {
		fill(m.Around(), mapAura)
	}
	fill(m.edge(), s.MapEdge())
	fill(0, s.OnMap(c))
}

// mapStroke strokes a path with round ends or, where it is dashed, with flat ones.
func (s *Sheet) mapStroke(p vg.Path, c color.RGBA, width vg.Length, dash ...vg.Length) {
	s.Marks = append(s.Marks, figure.Mark{Path: p, Color: c, Width: width * s.MarkUnit(), Round: len(dash) == 0, Dash: Scaled(dash, s.MarkUnit())})
}

// MapLine strokes points on a map.
func (s *Sheet) MapLine(points []vg.Point, c Hue, width vg.Length, dash ...vg.Length) {
	s.MapMarks(MapMark{Path: shape.Line(points), Hue: c, Width: width, Dash: dash})
}

// MapFill fills a path on a map.
func (s *Sheet) MapFill(p vg.Path, c Hue) { s.MapMarks(MapMark{Path: p, Hue: c}) }

// MapRing draws a ring on a map, of a radius and a width in units.
func (s *Sheet) MapRing(at vg.Point, radius, width vg.Length, c Hue) {
	s.MapMarks(MapMark{Path: shape.Circle(at, radius*s.MarkUnit()), Hue: c, Width: width})
}

// MapArea fills a path on a map so that the map shows through it.
func (s *Sheet) MapArea(p vg.Path, c Hue) {
	s.Marks = append(s.Marks, figure.Mark{Path: p, Color: s.OnMap(c), Sheer: s.sheer()})
}

// MapAreaItem returns an item of the key that explains areas on maps, which MapArea fills in some
// hues.
func (s *Sheet) MapAreaItem(name string, hues []Hue) KeyItem {
	item := KeyItem{Name: name, Area: Pale(s.OnMap(hues[0]), s.sheer())}
	for _, h := range hues {
		if s.OnMap(h) != s.OnMap(hues[0]) {
			item.Area = Pale(Soft, neutralPale)
		}
	}
	return item
}

// sheer returns the part of a map that shows through an area. Shades of grey are dark on a light
// map, and would hide its lines.
func (s *Sheet) sheer() float64 {
	if s.Theme.Grey {
		return 0.75
	}
	return 0.55
}

// MapText writes a line of text on a map, with an edge. On shaded maps the text is paler than
// a line of its hue or, where the map is nearly white, darker and with a white edge. On grey bands
// it is dark.
func (s *Sheet) MapText(l typeset.Line, at vg.Point, c Hue) {
	s.record(l)
	ink, edge := s.OnMap(c), s.MapEdge()
	switch {
	case s.Theme.Grey:
		ink = onBand(ink)
	case s.isPale(l, at, paleMap):
		ink, edge = colour.Mix(s.Theme.onPale(c), mapEdge, mapTextDeep), mapAura
	default:
		ink = colour.Mix(ink, mapAura, mapTextPale)
	}
	s.putRimmed(figure.Text{Line: l, At: at}, ink, edge, mapTextEdge*s.Unit)
}
