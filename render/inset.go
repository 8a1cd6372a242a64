package render

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/surfaces"
)

// Inset is a part of a map, drawn larger in a corner of the map or beside it.
type Inset struct {
	Window surfaces.Window // the part, within the window of the map
	Corner sheet.Corner    // "": where there is most room
	Beside bool            // it stands right of the map and its colour bar, and has no Corner
	Size   float64         // longer side of the inset as a part of the map's shorter side; 0: as large as its place allows, up to UsualInset, or UsualBeside
}

// UsualInset is the Size of an Inset that states none, where it has room, and UsualBeside that of one
// beside the map. LeastInset and MostInset bound the Size, and beside the map LeastInset and 1.
const (
	UsualInset  = 0.45
	UsualBeside = 0.8
	LeastInset  = 0.1
	MostInset   = 0.7
)

// MostSize returns the largest Size of the inset.
func (in Inset) MostSize() float64 {
	if in.Beside {
		return 1
	}
	return MostInset
}

// InsetError reports that a map cannot show the inset that is wanted.
type InsetError struct{ Err error }

// Error returns "inset: " and what the map cannot show.
func (e *InsetError) Error() string { return fmt.Sprintf("inset: %v", e.Err) }

// Unwrap returns Err.
func (e *InsetError) Unwrap() error { return e.Err }

// check returns an InsetError for an inset that a map of a window cannot show.
func (in Inset) check(window surfaces.Window) error {
	if err := in.wrong(window); err != nil {
		return &InsetError{err}
	}
	return nil
}

// wrong returns what is wrong with an inset in a map of a window.
func (in Inset) wrong(window surfaces.Window) error {
	if err := landscape.CheckWindow(in.Window); err != nil {
		return err
	}
	for i, side := range in.Window {
		if side[0] < window[i][0] || side[1] > window[i][1] {
			return fmt.Errorf("its side from %.4g to %.4g is not within the map's from %.4g to %.4g", side[0], side[1], window[i][0], window[i][1])
		}
	}
	if slices.Equal(in.Window, window) {
		return errors.New("its window is that of the whole map")
	}
	if err := in.Corner.Check(); err != nil {
		return err
	}
	if in.Beside && in.Corner != "" {
		return fmt.Errorf("it stands beside the map, not in its corner %q", in.Corner)
	}
	if in.Size != 0 && !(in.Size >= LeastInset && in.Size <= in.MostSize()) {
		return fmt.Errorf("size %g, must be in [%g,%g]", in.Size, LeastInset, in.MostSize())
	}
	return nil
}

// Distances in units around an inset.
const (
	insetMargin = 7 // from the plate to the frame of the map
	insetPad    = 5 // from the plate's sides to what stands on it
	insetTick   = 2.5
	insetTicks  = 3 // ticks of an axis
)

// insetPlan is an inset with its place.
type insetPlan struct {
	plane  landscape.Plane // of the part
	plate  vg.Rectangle    // of paper, below the part and the numbers of its axes
	marked vg.Rectangle    // the part on the map
}

// planInset places the scene's inset on a map; ok is false without one there. An inset without a corner may
// stand elsewhere at a side, too, and one without a size is smaller where there is little room.
func (sc Scene) planInset(s *sheet.Sheet, p landscape.Plane) (plan insetPlan, ok bool) {
	const smaller = 12 // points that are as bad to cover as the next smaller size
	if sc.Inset == nil || sc.Inset.Beside {
		return plan, false
	}
	sizes := []float64{sc.Inset.Size}
	if sc.Inset.Size == 0 {
		sizes = []float64{UsualInset, 0.93 * UsualInset, 0.85 * UsualInset, 0.77 * UsualInset, 0.7 * UsualInset, 0.62 * UsualInset}
	}
	least, points := math.Inf(1), sc.insetObstacles(s, p)
	for i, size := range sizes {
		for _, place := range sc.Inset.places() {
			c := sc.Inset.at(s, p, size, place)
			cost := float64(polyline.CountInside(points, c.plate)) + smaller*float64(i)
			if sheet.Overlaps(sheet.Grown(c.plate, insetPad*s.Unit), []vg.Rectangle{c.marked}) {
				cost += 1e6
			}
			if cost < least {
				least, plan = cost, c
			}
		}
	}
	return plan, true
}

// places returns where the inset may stand, as parts of the room that it leaves beside it and below.
func (in Inset) places() []vg.Point {
	corners := map[sheet.Corner]vg.Point{sheet.TopRight: {X: 1, Y: 1}, sheet.TopLeft: {X: 0, Y: 1}, sheet.BottomRight: {X: 1, Y: 0}, sheet.BottomLeft: {X: 0, Y: 0}}
	if in.Corner != "" {
		return []vg.Point{corners[in.Corner]}
	}
	var places []vg.Point
	for _, c := range sheet.Corners() {
		places = append(places, corners[c])
	}
	const parts = 16 // of a side
	for k := range parts - 1 {
		at := vg.Length(k+1) / parts
		places = append(places, vg.Point{X: at, Y: 1}, vg.Point{X: at, Y: 0}, vg.Point{X: 1, Y: at}, vg.Point{X: 0, Y: at})
	}
	return places
}

// at returns the inset of a size at a place on a map.
func (in Inset) at(s *sheet.Sheet, p landscape.Plane, size float64, place vg.Point) insetPlan {
	part := in.partSize(p.Rectangle.Size(), size)
	left, below := in.numbersRoom(s, part)
	whole := vg.Point{X: left + part.X + insetPad*s.Unit, Y: below + part.Y + insetPad*s.Unit}
	room := sheet.Grown(p.Rectangle, -insetMargin*s.Unit)
	low := vg.Point{X: room.Min.X + place.X*(room.Size().X-whole.X), Y: room.Min.Y + place.Y*(room.Size().Y-whole.Y)}
	corner := low.Add(vg.Point{X: left, Y: below})
	return insetPlan{
		plane:  landscape.NewPlane(vg.Rectangle{Min: corner, Max: corner.Add(part)}, in.Window),
		plate:  vg.Rectangle{Min: low, Max: low.Add(whole)},
		marked: in.marked(p),
	}
}

// marked returns where the part is on a map.
func (in Inset) marked(p landscape.Plane) vg.Rectangle {
	return vg.Rectangle{Min: p.Far(in.Window[0][0], in.Window[1][0]), Max: p.Far(in.Window[0][1], in.Window[1][1])}
}

// insetBoxes returns the boxes that the scene's inset and the frame of its part take on a map.
func (sc Scene) insetBoxes(s *sheet.Sheet, p landscape.Plane) []vg.Rectangle {
	if sc.Inset == nil {
		return nil
	}
	boxes := []vg.Rectangle{sc.Inset.marked(p)}
	if in, ok := sc.planInset(s, p); ok {
		boxes = append(boxes, in.plate)
	}
	return boxes
}

// partSize returns the width and the height of an inset of a Size in a map of a width and a height.
func (in Inset) partSize(of vg.Point, size float64) vg.Point {
	side := vg.Length(size) * min(of.X, of.Y)
	return landscape.Aspect(in.Window, vg.Point{X: side, Y: side})
}

// numbersRoom returns the room left of the inset and below it for the numbers of its axes.
func (in Inset) numbersRoom(s *sheet.Sheet, part vg.Point) (left, below vg.Length) {
	p := landscape.NewPlane(vg.Rectangle{Max: part}, in.Window)
	return s.WidestLabel(p.Y.Ticks(insetTicks)) + (insetTick+insetPad+2)*s.Unit, s.DigitHeight() + (insetTick+insetPad+2)*s.Unit
}

// insetObstacles returns points on all that an inset should not cover: the runs, and several for each
// mark.
func (sc Scene) insetObstacles(s *sheet.Sheet, p landscape.Plane) []vg.Point {
	var points []vg.Point
	for _, t := range sc.Tracks {
		points = append(points, landscape.PathPoints(s, p.Rectangle, visiblePath(p, t).line)...)
	}
	bare := sc
	bare.Inset = nil
	for _, b := range bare.mapMarks(s, p).Boxes {
		const weight = 10
		middle := b.Min.Add(b.Max).Scale(0.5)
		for range weight {
			points = append(points, middle)
		}
	}
	return points
}

// drawInset draws the part of a map that the scene's inset shows, the frame of this part on the map,
// and, in a corner, lines from one to the other. An inset beside the map has a plane there.
func (sc Scene) drawInset(s *sheet.Sheet, p landscape.Plane, f terrain.Map, styles []sheet.LineStyle, beside landscape.Plane) {
	if sc.Inset == nil {
		return
	}
	frame := sheet.MapMark{Path: shape.Box(sc.Inset.marked(p)), Hue: sheet.MapInk, Width: 1, Thin: true}
	if sc.Inset.Beside {
		if beside.Width() == 0 {
			s.Fail(&InsetError{errors.New("this view has no room beside its map")})
			return
		}
		s.MapMarks(frame)
		sc.drawPart(s, beside, f, styles)
		return
	}
	plan, _ := sc.planInset(s, p)
	if sheet.Overlaps(plan.plate, []vg.Rectangle{plan.marked}) {
		s.Fail(fmt.Errorf("inset: it covers the part that it shows; choose another corner, a smaller size, or beside the map"))
		return
	}
	marks := []sheet.MapMark{frame}
	for _, line := range plan.leaders() {
		marks = append(marks, sheet.MapMark{Path: shape.Line(line), Hue: sheet.MapInk, Width: 0.7, Thin: true})
	}
	s.MapMarks(marks...)
	s.Fill(shape.Box(plan.plate), sheet.Paper)
	s.Frame(plan.plate)
	sc.drawPart(s, plan.plane, f, styles)
}

// drawPart draws the part of a map that the scene's inset shows, with its axes.
func (sc Scene) drawPart(s *sheet.Sheet, p landscape.Plane, f terrain.Map, styles []sheet.LineStyle) {
	part := sc
	part.Inset, part.Window, part.Marks, part.Lines, part.ArrowsAlong = nil, sc.Inset.Window, nil, nil, false
	part.BesideMaps, part.Validation = terrain.Beside{}, nil
	pixels := s.DPI / 72
	zoomed, own := terrain.SampleZoomed(sc.Surface, sc.meta(), part.Window, float64(p.Width())*pixels, float64(p.Height())*pixels, f)
	drawPanel(s, p, zoomed, part, styles, overlay{inLegend: true, dots: sc.dotInterval()})
	insetAxes(s, p)
	if own {
		sayColours(s, p, zoomed)
	}
}

// sayColours writes on a map of its own colours between which losses they are spread, in short where
// there is little room.
func sayColours(s *sheet.Sheet, p landscape.Plane, f terrain.Map) {
	const room = 3 // units
	low, high, ok := barEnds(f)
	if !ok {
		return
	}
	for _, text := range []string{s.Lang.OwnColours(low, high), s.Lang.Decimals(low + " – " + high)} {
		l := s.Set(text, typeset.Sans, sheet.TickSize)
		if l.Width <= p.Width()-2*room*s.Unit {
			s.MapText(l, vg.Point{X: p.Min.X + room*s.Unit, Y: p.Max.Y - room*s.Unit - l.Ascent}, sheet.MapInk)
			return
		}
	}
}

// barEnds returns the labels of the lowest and of the highest tick of a map's colours.
func barEnds(f terrain.Map) (low, high string, ok bool) {
	const few = 4
	ticks := slices.DeleteFunc(f.Bar.Ticks(few), func(t scale.Tick) bool { return t.Label == "" })
	if len(ticks) < 2 {
		return "", "", false
	}
	return ticks[0].Label, ticks[len(ticks)-1].Label, true
}

// leaders returns the lines that join corners of the part on the map with the same corners of the
// inset, but for those that would cross one of them.
func (plan insetPlan) leaders() [][]vg.Point {
	const most, clear = 2, 0.5
	corners := func(r vg.Rectangle) []vg.Point {
		return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
	}
	var lines [][]vg.Point
	for i, from := range corners(plan.marked) {
		line := []vg.Point{from, corners(plan.plate)[i]}
		crossed := false
		for _, r := range []vg.Rectangle{plan.marked, plan.plate} {
			crossed = crossed || polyline.Clip(line, sheet.Grown(r, -clear)) != nil
		}
		if !crossed && len(lines) < most {
			lines = append(lines, line)
		}
	}
	return lines
}

// insetAxes draws a few ticks and their numbers left of an inset and below it.
func insetAxes(s *sheet.Sheet, p landscape.Plane) {
	end := vg.Length(math.Inf(-1))
	for _, t := range p.X.Ticks(insetTicks) {
		l, x := s.Numeral(t.Label), p.AtX(t.Value)
		s.Line([]vg.Point{{X: x, Y: p.Min.Y}, {X: x, Y: p.Min.Y - insetTick*s.Unit}}, sheet.Soft, 0.6)
		left := min(x-l.Width/2, p.Max.X+insetPad*s.Unit-l.Width-s.Unit)
		if t.Label != "" && left > end {
			s.Put(l, vg.Point{X: left, Y: p.Min.Y - (insetTick+2)*s.Unit - s.DigitHeight()}, sheet.Ink)
			end = left + l.Width + 3*s.Unit
		}
	}
	for _, t := range p.Y.Ticks(insetTicks) {
		l, y := s.Numeral(t.Label), p.AtY(t.Value)
		s.Line([]vg.Point{{X: p.Min.X, Y: y}, {X: p.Min.X - insetTick*s.Unit, Y: y}}, sheet.Soft, 0.6)
		if t.Label != "" {
			s.Put(l, vg.Point{X: p.Min.X - (insetTick+2)*s.Unit - l.Width, Y: y - s.DigitHeight()/2}, sheet.Ink)
		}
	}
}
