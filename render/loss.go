package render

import (
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
)

// Loss draws loss against the step alone, for a surface of any dimension.
func Loss(sc Scene, style Style) (Figure, error) {
	s := newSheet(style)
	looks := assign(sc.Tracks)
	a := sc.losses()
	p := s.single(sc, a.scale, sc.lossCurves(a, looks))
	s.drawLosses(p, sc, a, looks)
	s.axisX(p, "step $k$")
	return s.finish(sc.title(), sc.describe())
}

// single writes the header and makes the one panel of a figure of curves.
func (s *sheet) single(sc Scene, y scale.Scale, curves []curve) panel {
	top := s.header(sc.title(), sc.subtitle(), nil)
	p := panel{x: sc.steps(), y: y}
	p.Min = vg.Point{X: margin*s.u + s.axisRoom(y), Y: margin*s.u + s.axisDepth()}
	p.Max = vg.Point{X: s.Width - margin*s.u - s.labelWidth(labelled(p, curves)), Y: top - 8*s.u}
	return p
}
