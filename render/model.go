package render

import (
	"errors"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// Model draws over the contours, at the same levels, the dashed contours of the quadratic
// model at x0, the start of the first run or, without runs, of the surface,
//
//	q(x) = f(x0) + g'(x - x0) + (x - x0)'H(x - x0)/2,
//
// and an arrow from x0 to the model's centre x0 - H^-1 g: the step of Newton's method,
// whether the centre is a minimum of the model or not.
func Model(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	f, ok := objective.As[objective.Curved](sc.Surface)
	if !ok {
		return Figure{}, errors.New("the model view needs a surface with a Hessian")
	}
	q := newQuadratic(f, sc.origin())
	if len(sc.Tracks) == 0 && sc.customary() {
		sc.Window = q.around(sc.window())
	}
	l := words.Speak(style.Lang)
	note := l.ModelDashed(q.x0)
	if _, _, ok := q.centre(); ok {
		note += ", " + l.NewtonArrow()
	}
	return withLandscape(sc, style, overlay{
		below: func(s *sheet.Sheet, p landscape.Plane, fl terrain.Map) { modelLines(s, p, fl, q) },
		above: func(s *sheet.Sheet, p landscape.Plane, fl terrain.Map) {
			if !q.isStep(sc) {
				modelStep(s, p, q)
			}
			if at := p.Far(q.x0[0], q.x0[1]); len(sc.Tracks) == 0 && polyline.Inside(at, p.Rectangle) {
				landscape.DrawStart(s, at)
			}
			nameModel(s, p, fl, sc, q)
		},
	}, note)
}

// origin returns the start of the first run, or the start of the surface's Meta without
// runs.
func (sc Scene) origin() []float64 {
	if len(sc.Tracks) > 0 && sc.Tracks[0].Path.Len() > 0 {
		return sc.Tracks[0].Path.At(0)
	}
	return sc.meta().Start
}

// quadratic is a Taylor polynomial of second degree in two dimensions.
type quadratic struct {
	x0, gradient  []float64
	value         float64
	h11, h12, h22 float64
}

// newQuadratic returns the Taylor polynomial of a surface at x0.
func newQuadratic(f objective.Curved, x0 []float64) quadratic {
	q := quadratic{x0: x0, gradient: make([]float64, 2), value: f.Func(x0)}
	f.Grad(q.gradient, x0)
	h := mat.NewSymDense(2, nil)
	f.Hess(h, x0)
	q.h11, q.h12, q.h22 = h.At(0, 0), h.At(0, 1), h.At(1, 1)
	return q
}

// at returns the value of the polynomial.
func (q quadratic) at(x, y float64) float64 {
	dx, dy := x-q.x0[0], y-q.x0[1]
	return q.value + q.gradient[0]*dx + q.gradient[1]*dy + (q.h11*dx*dx+2*q.h12*dx*dy+q.h22*dy*dy)/2
}

// centre returns the stationary point of the model; ok is false where there is none.
func (q quadratic) centre() (x, y float64, ok bool) {
	det := q.h11*q.h22 - q.h12*q.h12
	x = q.x0[0] - (q.h22*q.gradient[0]-q.h12*q.gradient[1])/det
	y = q.x0[1] - (q.h11*q.gradient[1]-q.h12*q.gradient[0])/det
	return x, y, !math.IsNaN(x+y) && !math.IsInf(x+y, 0)
}

// customary reports whether the scene shows the surface's own window.
func (sc Scene) customary() bool {
	return slices.Equal(sc.window(), sc.meta().Window)
}

// around returns a square window about the step to the model's centre, or the given window
// where there is no step or the step leads far out of the window.
func (q quadratic) around(window surfaces.Window) surfaces.Window {
	x, y, ok := q.centre()
	width := max(window[0][1]-window[0][0], window[1][1]-window[1][0])
	step := math.Hypot(x-q.x0[0], y-q.x0[1])
	if !ok || !(step <= width) {
		return window
	}
	half := max(1.1*step, width/100)
	side := func(a, b float64) [2]float64 { return [2]float64{(a+b)/2 - half, (a+b)/2 + half} }
	return surfaces.Window{side(q.x0[0], x), side(q.x0[1], y)}
}

// modelLines draws dashed lines of the model at the levels of the contours.
func modelLines(s *sheet.Sheet, p landscape.Plane, f terrain.Map, q quadratic) {
	model := q.sampled(f)
	for _, region := range model.Below(q.levels(f.Levels)) {
		s.MapMarks(sheet.MapMark{Path: landscape.LevelLines(s, p, model, region), Hue: sheet.MapInk, Width: 0.8, Dash: []vg.Length{5, 3}, Thin: true})
	}
}

// sampled returns the values of the model where the contours have theirs.
func (q quadratic) sampled(f terrain.Map) contour.Grid {
	model := contour.Grid{NX: f.NX, NY: f.NY, X0: f.X0, X1: f.X1, Y0: f.Y0, Y1: f.Y1, Values: make([]float64, len(f.Values))}
	for j := range f.NY {
		for i := range f.NX {
			v := q.at(terrain.Between(f.X0, f.X1, i, f.NX), terrain.Between(f.Y0, f.Y1, j, f.NY))
			if math.IsNaN(v) {
				v = math.Inf(1)
			}
			model.Values[j*f.NX+i] = v
		}
	}
	return model
}

// nameModel writes beside a line of the model, the highest that has room for the words, what the
// dashed lines are: the note that explains them has no room on slides and on paper.
func nameModel(s *sheet.Sheet, p landscape.Plane, f terrain.Map, sc Scene, q quadratic) {
	defer s.ScaleMarks(p.Rectangle)()
	styles, taken := sc.styles(s), sc.mapMarks(s, p)
	for _, v := range visiblePaths(p, sc.Tracks, styles) {
		taken.Paths = append(taken.Paths, v.line)
	}
	names, _ := sc.pathNames(s, p, styles)
	for _, n := range names {
		taken.Boxes = append(taken.Boxes, n.Box())
	}
	text, model := s.Set(s.Lang.QuadraticModel(), typeset.Bold, sheet.TickSize), q.sampled(f)
	for _, region := range slices.Backward(model.Below(q.levels(f.Levels))) {
		for _, loop := range region {
			for _, line := range model.Lines(loop) {
				name := landscape.Name{Line: text, Path: landscape.Points(p.Panel, line), Hue: sheet.MapInk}
				if placed := landscape.PlaceNames(s, p.Rectangle, []landscape.Name{name}, taken); len(placed) == 1 {
					landscape.DrawNames(s, placed)
					return
				}
			}
		}
	}
}

// levels returns the levels at which a model is drawn: of a bowl those up to the value at x0,
// and at least the three lowest, as a bowl is compared with the loss around x0; of other
// models all.
func (q quadratic) levels(all []float64) []float64 {
	x, y, ok := q.centre()
	if !ok || q.h11 <= 0 || q.h11*q.h22 <= q.h12*q.h12 {
		return all
	}
	const fewest = 3
	first := sort.SearchFloat64s(all, q.at(x, y)) // lower levels have no line
	last := max(sort.Search(len(all), func(i int) bool { return all[i] > q.value }), min(first+fewest, len(all)))
	return all[:last]
}

// isStep reports whether one of the scene's runs is the single step to the model's centre,
// whose path is an arrow.
func (q quadratic) isStep(sc Scene) bool {
	x, y, ok := q.centre()
	return ok && sc.singleSteps() && slices.ContainsFunc(sc.Tracks, func(t Track) bool {
		to := t.Path.At(1)
		return math.Hypot(to[0]-x, to[1]-y) <= 1e-9*math.Hypot(x-q.x0[0], y-q.x0[1])
	})
}

// modelStep draws an arrow to the model's centre, from the edge of the ring at the start.
func modelStep(s *sheet.Sheet, p landscape.Plane, q quadratic) {
	x, y, ok := q.centre()
	if !ok {
		return
	}
	from, to := p.Far(q.x0[0], q.x0[1]), p.Far(x, y)
	step := to.Sub(from)
	length := vg.Length(math.Hypot(float64(step.X), float64(step.Y)))
	ring := sheet.StartRadius * s.MarkUnit()
	if length <= ring {
		return
	}
	from = from.Add(step.Scale(ring / length))
	for _, part := range polyline.Clip([]vg.Point{from, to}, p.Rectangle) {
		end := part[len(part)-1]
		s.MapLine(part, sheet.MapInk, 2)
		head := shape.Arrowhead(end, math.Atan2(float64(step.Y), float64(step.X)), min(11*s.MarkUnit(), length-ring))
		s.MapFill(head, sheet.MapInk)
	}
}
