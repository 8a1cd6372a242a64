package render

import (
	"image/color"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/surfaces"
)

// A cross at a critical point has an arm along each eigenvector of the Hessian: a
// whole line where the surface curves up, a dashed one where it curves down. It is
// the longer the stronger it curves, by the fourth root, from shortArm to longArm.
const (
	shortArm, longArm = 6, 15 // in units, from the middle to an end
	armWidth          = 2.2
)

// arm is half of what a cross shows of one eigenvector.
type arm struct {
	x, y      float64 // of length 1
	curvature float64
}

// cross is a critical point with the arms of its cross.
type cross struct {
	at   []float64
	arms []arm
}

// crosses are those of the critical points in the window, and the strongest
// curvature there; none where they are not asked for or have no Hessian.
func (sc Scene) crosses() (all []cross, most float64) {
	f, curved := sc.Surface.(surfaces.Curved)
	if !sc.Crosses || !curved {
		return nil, 0
	}
	h := mat.NewSymDense(2, nil)
	for _, q := range sc.meta().Points {
		if !within(q.X, sc.Window) {
			continue
		}
		f.Hess(h, q.X)
		var eigen mat.EigenSym
		if !eigen.Factorize(h, true) {
			continue
		}
		var vectors mat.Dense
		eigen.VectorsTo(&vectors)
		c := cross{at: q.X}
		for i, v := range eigen.Values(nil) {
			if most = max(most, math.Abs(v)); v != 0 {
				c.arms = append(c.arms, arm{vectors.At(0, i), vectors.At(1, i), v})
			}
		}
		all = append(all, c)
	}
	return all, most
}

// drawCrosses draws the crosses, below the marks of their points.
func (s *sheet) drawCrosses(p plane, sc Scene) {
	all, most := sc.crosses()
	scale := vg.Point{X: p.Size().X / vg.Length(sc.Window[0][1]-sc.Window[0][0]), Y: p.height() / vg.Length(sc.Window[1][1]-sc.Window[1][0])}
	for _, c := range all {
		at := p.at(c.at[0], c.at[1])
		for _, a := range c.arms {
			// Directions are those of the panel, whose axes may have two scales.
			x, y := vg.Length(a.x)*scale.X, vg.Length(a.y)*scale.Y
			length := vg.Length(shortArm+(longArm-shortArm)*math.Pow(math.Abs(a.curvature)/most, 0.25)) * s.u / vg.Length(math.Hypot(float64(x), float64(y)))
			end := vg.Point{X: x * length, Y: y * length}
			s.drawArm(at.Sub(end), at.Add(end), a.curvature > 0)
		}
	}
}

// drawArm draws both halves of an arm.
func (s *sheet) drawArm(from, to vg.Point, up bool) {
	s.line([]vg.Point{from, to}, paper, armWidth+1.6)
	if up {
		s.line([]vg.Point{from, to}, armUp, armWidth)
		return
	}
	s.Stroke(shape.Line([]vg.Point{from, to}), armDown, armWidth*s.u, 3*s.u, 2*s.u)
}

// Colours of arms: two of those of runs, not that of gradient descent.
var (
	armUp   = color.RGBA{0x00, 0x72, 0xb2, 0xff}
	armDown = color.RGBA{0xcc, 0x79, 0xa7, 0xff}
)

// crossKey explains the arms.
func (sc Scene) crossKey() []keyItem {
	all, _ := sc.crosses()
	var key []keyItem
	for _, k := range []struct {
		name string
		up   bool
	}{{"curves up", true}, {"curves down", false}} {
		for _, c := range all {
			if len(c.arms) > 0 && (c.arms[0].curvature > 0 == k.up || c.arms[len(c.arms)-1].curvature > 0 == k.up) {
				key = append(key, keyItem{k.name, func(s *sheet, at vg.Point) {
					half := vg.Point{X: 7 * s.u}
					s.drawArm(at.Sub(half), at.Add(half), k.up)
				}})
				break
			}
		}
	}
	return key
}
