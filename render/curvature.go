package render

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers/eigen"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/words"
)

// Curvature draws contours with trajectories and, at each critical point, a cross along
// the eigenvectors of the Hessian. The length of an arm goes with the square root of the
// curvature, and its colour shows whether the surface curves up or down. Curvature refuses
// surfaces without a Hessian.
func Curvature(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	f, ok := objective.As[objective.Curved](sc.Surface)
	if !ok {
		return Figure{}, errors.New("the curvature view needs the surface's Hessian")
	}
	sc.counted = true
	crosses, l := sc.crosses(f), words.Speak(style.Lang)
	return withLandscape(sc, style, overlay{
		below: func(s *sheet.Sheet, p landscape.Plane, _ terrain.Map) { drawCrosses(s, p, crosses) },
		key:   []sheet.KeyItem{armItem(l.CurvesUp(), curvesUp), armItem(l.CurvesDown(), curvesDown)},
	})
}

// Colours of arms: blue, and a wine red unlike the blue and the usual runs.
var (
	curvesUp   = sheet.Hue{OnPaper: sheet.RGB(0x0072b2), OnMap: sheet.RGB(0x8cd0ff)}
	curvesDown = sheet.Hue{OnPaper: sheet.RGB(0x882255), OnMap: sheet.RGB(0xff9d6b)}
)

// Sizes of a cross in units: the arm of the strongest curvature, and the least.
const (
	longestArm  = 22
	shortestArm = 9
	armWidth    = 2.4
	markGap     = 1   // from the mark of the point, in the middle, to the arms
	leastArm    = 1.5 // of an arm, beyond the mark
)

// eigenCross holds the eigenvalues and eigenvectors of the Hessian at a critical point.
type eigenCross struct {
	at      []float64
	mark    vg.Length // radius of the mark of the point in units
	lambda  [2]float64
	vectors [2][2]float64
}

// crosses returns a cross for each critical point in the window. Kinds of more than
// landscape.MostPoints points have none, as so many crosses would overlap.
func (sc Scene) crosses(f objective.Curved) []eigenCross {
	var out []eigenCross
	for _, g := range landscape.PointGroups(sc.points(), sc.window()) {
		if len(g.Points) > landscape.MostPoints {
			continue
		}
		for _, q := range g.Points {
			h := mat.NewSymDense(2, nil)
			f.Hess(h, q.X)
			values, vectors, err := eigen.Decompose(h)
			if err != nil {
				continue
			}
			c := eigenCross{at: q.X, mark: g.Radius}
			for i, l := range values {
				c.lambda[i], c.vectors[i] = l, [2]float64{vectors.At(0, i), vectors.At(1, i)}
			}
			out = append(out, c)
		}
	}
	return out
}

// armUnit returns the unit of the arms' lengths: less than the marks' unit where the longest arm
// would reach more than three quarters of the way to another cross, but not less than a part
// of it.
func armUnit(s *sheet.Sheet, p landscape.Plane, crosses []eigenCross) vg.Length {
	const least = 0.5
	nearest := vg.Length(math.Inf(1))
	for i, c := range crosses {
		for _, o := range crosses[:i] {
			nearest = min(nearest, polyline.Length([]vg.Point{p.At(c.at[0], c.at[1]), p.At(o.at[0], o.at[1])}))
		}
	}
	return max(least*s.MarkUnit(), min(s.MarkUnit(), 0.75*nearest/longestArm))
}

// drawCrosses draws the two arms of each cross. A curvature of 0 has no arm.
func drawCrosses(s *sheet.Sheet, p landscape.Plane, crosses []eigenCross) {
	unit := armUnit(s, p, crosses)
	most := 0.0
	for _, c := range crosses {
		most = max(most, math.Abs(c.lambda[0]), math.Abs(c.lambda[1]))
	}
	for _, c := range crosses {
		at := p.At(c.at[0], c.at[1])
		order := []int{0, 1}
		slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, math.Abs(c.lambda[b])-math.Abs(c.lambda[a]))) })
		for _, i := range order { // the shorter arm lies above
			if c.lambda[i] == 0 {
				continue
			}
			length := c.armReach(s, max(shortestArm, longestArm*vg.Length(math.Sqrt(math.Abs(c.lambda[i])/most))), unit)
			// the axes need not have one scale
			dx, dy := c.vectors[i][0]*float64(p.Width())/(p.Window[0][1]-p.Window[0][0]), c.vectors[i][1]*float64(p.Height())/(p.Window[1][1]-p.Window[1][0])
			n := vg.Length(math.Hypot(dx, dy))
			along := vg.Point{X: length * vg.Length(dx) / n, Y: length * vg.Length(dy) / n}
			inner := along.Scale((c.mark + markGap) * s.MarkUnit() / length)
			for _, sign := range []vg.Length{-1, 1} { // the mark in the middle stays visible
				arm(s, at.Add(inner.Scale(sign)), at.Add(along.Scale(sign)), armColour(c.lambda[i]))
			}
		}
	}
}

// armReach returns how far from the middle an arm ends that would be length units long in a panel
// with room for all arms, where the part beyond the mark shrinks to a unit.
func (c eigenCross) armReach(s *sheet.Sheet, length, unit vg.Length) vg.Length {
	mark := c.mark + markGap
	return mark*s.MarkUnit() + max((length-mark)*unit, leastArm*s.MarkUnit())
}

// armColour returns the colour of an arm, by the sign of its curvature.
func armColour(lambda float64) sheet.Hue {
	if lambda < 0 {
		return curvesDown
	}
	return curvesUp
}

// arm draws an arm over a wider pale line. Arms along which the surface curves down are
// dashed, so that readers can tell the two kinds apart without colours.
func arm(s *sheet.Sheet, from, to vg.Point, c sheet.Hue) {
	line := []vg.Point{from, to}
	var dash []vg.Length
	if c == curvesDown { // told apart without colours, too
		dash = []vg.Length{2.2, 1.4}
	}
	s.MapLine(line, c, armWidth, dash...)
}

// armItem returns the item of the key that explains arms of a colour.
func armItem(name string, c sheet.Hue) sheet.KeyItem {
	return sheet.LineItem(name, func(s *sheet.Sheet, from, to vg.Point) { arm(s, from, to, c) })
}
