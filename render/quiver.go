package render

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
)

// Quiver draws contours with an arrow at every point of a grid in the direction
// of steepest descent, -grad f, and the trajectories over them. All arrows have
// one length: the contours tell how steep it is.
func Quiver(sc Scene, style Style) (Figure, error) {
	return withLandscape(sc, style, func(s *sheet, p plane, _ field) { s.arrows(p, sc) })
}

// arrows draws the directions of steepest descent.
func (s *sheet) arrows(p plane, sc Scene) {
	const pitch, length = 21, 13 // units
	nx, ny := int(p.width()/(pitch*s.u)), int(p.height()/(pitch*s.u))
	x, g := make([]float64, 2), make([]float64, 2)
	for j := range ny {
		for i := range nx {
			fx, fy := (float64(i)+0.5)/float64(nx), (float64(j)+0.5)/float64(ny)
			x[0] = p.window[0][0] + fx*(p.window[0][1]-p.window[0][0])
			x[1] = p.window[1][0] + fy*(p.window[1][1]-p.window[1][0])
			sc.Surface.Grad(g, x)
			// Both axes to the figure's scale, which differs where the aspect is not equal.
			dx := -g[0] * float64(p.width()) / (p.window[0][1] - p.window[0][0])
			dy := -g[1] * float64(p.height()) / (p.window[1][1] - p.window[1][0])
			if norm := math.Hypot(dx, dy); norm > 0 && !math.IsInf(norm, 0) {
				half := vg.Point{X: vg.Length(dx / norm), Y: vg.Length(dy / norm)}.Scale(length / 2 * s.u)
				middle := p.at(x[0], x[1])
				tip := middle.Add(half)
				s.line([]vg.Point{middle.Sub(half), tip}, fieldLine, 0.7)
				s.Fill(shape.Arrowhead(tip, math.Atan2(dy, dx), 5*s.u), fieldLine)
			}
		}
	}
}
