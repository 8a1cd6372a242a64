package chart

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
)

// annotate draws marks, then writes the texts of marks, slopes and reference lines where
// there is most room.
func (d *xyDrawing) annotate() {
	f := newFinder(d.Sheet, d.Panel)
	for i, v := range d.Series {
		if v.Kind == AsLine || v.Kind == AsMarked || v.Kind == AsSteps {
			f.Lines = append(f.Lines, d.lines(i)...)
		}
		if v.Kind == AsPoints || v.Kind == AsMarked {
			for _, part := range d.mapped(v.X, v.Y) {
				f.points = append(f.points, part...)
			}
		}
	}
	for _, v := range d.Slopes {
		f.Lines = append(f.Lines, d.triangle(v))
	}
	for _, l := range d.Lines {
		f.guides = append(f.guides, across(d.Panel, l))
	}
	f.Lines = append(f.Lines, f.guides...)
	d.endMarks()
	marks, beside := d.marksInside()
	for _, k := range marks {
		at := d.At(k.X, k.Y)
		d.Mark(shape.Circle, at, 3.4, sheet.Ink, sheet.Paper)
		f.take(at, markRoom*d.Unit)
		f.marks = append(f.marks, at)
	}
	for _, v := range d.Slopes {
		d.slopeLabel(f, v)
	}
	for _, k := range marks {
		if k.Label != "" {
			l := d.Fit(k.Label, typeset.Sans, sheet.TickSize+0.5, 0.6*d.Width())
			f.write(l, around(d.At(k.X, k.Y), l, d.Unit), sheet.Ink)
		}
	}
	f.References(d.Panel, d.Lines)
	Notes{Marks: beside}.draw(d.Sheet, d.Panel, false, f.taken)
}

// marksInside returns the marks within the axes, and the others.
func (d *xyDrawing) marksInside() (inside, beside []XYMark) {
	for _, k := range d.Marks {
		if polyline.Inside(d.At(k.X, k.Y), d.Panel.Rectangle) {
			inside = append(inside, k)
		} else {
			beside = append(beside, k)
		}
	}
	return inside, beside
}

// corners returns the ends of a triangle's sloping side, and the corner with the right
// angle.
func (d *xyDrawing) corners(v XYSlope) (from, to, angle vg.Point) {
	from, to = d.At(v.From, v.Y), d.At(v.To, v.end(d.XYPlot.X.isLog()))
	if to.Y > from.Y {
		return from, to, vg.Point{X: to.X, Y: from.Y}
	}
	return from, to, vg.Point{X: from.X, Y: to.Y}
}

// triangle returns the outline of a triangle.
func (d *xyDrawing) triangle(v XYSlope) []vg.Point {
	from, to, angle := d.corners(v)
	return []vg.Point{from, to, angle, from}
}

// slope draws a triangle.
func (d *xyDrawing) slope(v XYSlope) {
	outline := shape.Polygon(d.triangle(v)[:3])
	d.Fill(outline, sheet.Pale(sheet.Soft, 0.85))
	d.Rim(outline, sheet.Soft, 0.9*d.Unit)
}

// slopeLabel writes a triangle's number beside its upright side.
func (d *xyDrawing) slopeLabel(f *finder, v XYSlope) {
	text := v.Label
	if text == "" {
		text = d.Lang.Decimals(Brief(v.Slope, 2))
	}
	from, to, angle := d.corners(v)
	l := d.Fit(text, typeset.Sans, sheet.TickSize+1, 0.3*d.Width())
	side := vg.Point{X: angle.X + 4*d.Unit, Y: (from.Y+to.Y)/2 - l.Height()/2}
	if angle.X < to.X {
		side.X = angle.X - 4*d.Unit - l.Width
	}
	below := vg.Point{X: (from.X+to.X)/2 - l.Width/2, Y: min(from.Y, to.Y) - 4*d.Unit - l.Height()}
	f.write(l, []textPlace{{low: side}, {low: below, extra: 0.4 * d.Unit}}, sheet.Ink)
}

// textPlace is a place for a text: the lower left corner of the text's box.
type textPlace struct {
	low     vg.Point
	upright bool      // the text reads upwards
	extra   vg.Length // cost of the place itself
	leader  bool      // draw a line to the text, because it is far off
	ofPoint bool      // the text belongs to a point
	from    vg.Point  // that point, where a leader starts
}

// box returns the box that a text takes at the place.
func (p textPlace) box(l typeset.Line) vg.Rectangle {
	size := vg.Point{X: l.Width, Y: l.Height()}
	if p.upright {
		size = vg.Point{X: size.Y, Y: size.X}
	}
	return vg.Rectangle{Min: p.low, Max: p.low.Add(size)}
}

// leaderTo returns the line from the point of the text to its box.
func (p textPlace) leaderTo(box vg.Rectangle) []vg.Point {
	end := vg.Point{X: min(max(p.from.X, box.Min.X), box.Max.X), Y: min(max(p.from.Y, box.Min.Y), box.Max.Y)}
	return []vg.Point{p.from, end}
}

// around returns possible places for a text beside a point, the nearest first.
func around(at vg.Point, l typeset.Line, u vg.Length) []textPlace {
	var out []textPlace
	for _, r := range [...]vg.Length{6, 14, 26, 42} {
		for _, turn := range [...]float64{1, 15, 7, 9, 4, 12, 0, 8, 2, 14, 6, 10, 3, 13, 5, 11} { // sixteenths
			sin, cos := math.Sincos(turn * math.Pi / 8)
			edge := vg.Point{X: at.X + r*u*vg.Length(cos), Y: at.Y + r*u*vg.Length(sin)}
			low := vg.Point{X: edge.X - l.Width*vg.Length(1-cos)/2, Y: edge.Y - l.Height()*vg.Length(1-sin)/2}
			extra := vg.Length(len(out)) * 0.2 * u
			out = append(out, textPlace{low: low, extra: extra, leader: r > 10, ofPoint: true, from: at})
		}
	}
	return out
}

// finder finds room for texts between lines and points.
type finder struct {
	sheet  *sheet.Sheet
	within vg.Rectangle
	Lines  [][]vg.Point
	guides [][]vg.Point // those of the lines that are reference lines
	points []vg.Point
	marks  []vg.Point // points that have texts
	taken  []vg.Rectangle
	bands  []stripe
}

// offAxes is the distance in units of texts from the axes, which the rim of a nearer text would cut.
const offAxes = 2.5

// newFinder returns a finder of places in a panel, off its axes.
func newFinder(s *sheet.Sheet, p sheet.Panel) *finder {
	within := p.Rectangle
	within.Min = within.Min.Add(vg.Point{X: offAxes * s.Unit, Y: offAxes * s.Unit})
	return &finder{sheet: s, within: within}
}

// take keeps texts away from a point.
func (f *finder) take(at vg.Point, radius vg.Length) {
	f.taken = append(f.taken, sheet.Around(at, radius))
}

// write writes a text at the best of the places.
func (f *finder) write(l typeset.Line, places []textPlace, c color.RGBA) {
	best, least := places[0], vg.Length(math.Inf(1))
	for _, p := range places {
		if cost := f.cost(p.box(l)) + f.separation(p, l) + f.misnaming(p, l) + p.extra; cost < least {
			best, least = p, cost
		}
	}
	box := best.box(l)
	f.taken = append(f.taken, sheet.Grown(box, textGap*f.sheet.Unit))
	f.sheet.Placed(l.Text, box)
	if best.leader {
		leader := shortened(best.leaderTo(box), markReach*f.sheet.Unit, leaderGap*f.sheet.Unit)
		f.sheet.Line(leader, sheet.Paper, 2.4) // it passes over lines, to which the text does not belong
		f.sheet.Line(leader, sheet.Pale(c, 0.2), 0.9)
		f.Lines = append(f.Lines, leader)
	}
	if best.upright {
		f.sheet.PutUprightWithHalo(l, vg.Point{X: box.Max.X - l.Descent, Y: (box.Min.Y + box.Max.Y) / 2}, c)
		return
	}
	f.sheet.PutWithHalo(l.Aligned(0.5), vg.Point{X: best.low.X, Y: best.low.Y + l.Descent}, c)
}

// A leader begins at the rim of a mark, markReach units from its middle, and ends leaderGap units
// before its text.
const (
	markReach = 4.2
	leaderGap = 1
)

// shortened returns a segment without lengths at its start and at its end, or the whole segment if
// nothing would be left.
func shortened(line []vg.Point, start, end vg.Length) []vg.Point {
	whole, way := polyline.Length(line), line[1].Sub(line[0])
	if whole <= start+end {
		return line
	}
	return []vg.Point{line[0].Add(way.Scale(start / whole)), line[1].Sub(way.Scale(end / whole))}
}

// textGap is the least distance in units between two texts.
const textGap = 6

// separation returns a cost for lines, texts, marks and markers that part a text from its point, as a length.
func (f *finder) separation(p textPlace, l typeset.Line) vg.Length {
	const parting, guide = 15, 60 // units: a text beyond a guide line would say that its point is there, and one beyond another text or a marker is no better
	u := f.sheet.Unit
	if !p.ofPoint {
		return 0
	}
	way := f.sheet.Resample(p.leaderTo(p.box(l)), 1)
	way = slices.DeleteFunc(way, func(q vg.Point) bool { return polyline.Inside(q, sheet.Around(p.from, markRoom*u)) })
	cost := vg.Length(0)
	parts := func(line []vg.Point) bool {
		return slices.ContainsFunc(way, func(q vg.Point) bool { return polyline.Clip(line, sheet.Around(q, 0.6*u)) != nil })
	}
	for _, line := range f.Lines {
		if parts(line) {
			cost += parting * u
		}
	}
	for _, line := range f.guides {
		if parts(line) {
			cost += guide * u
		}
	}
	for _, t := range f.taken {
		if !polyline.Inside(p.from, t) && polyline.CountInside(way, t) > 0 { // the mark of the point is its own
			cost += guide * u
		}
	}
	for _, q := range f.points { // whose marker a leader would cover and seem to belong to
		if q != p.from && slices.ContainsFunc(way, func(on vg.Point) bool { return polyline.Length([]vg.Point{q, on}) < markerRoom*u }) {
			cost += guide * u
		}
	}
	return cost
}

// misnaming returns a cost for marked points to which a text is as near as to its own, as a length:
// a reader would take the text for theirs.
func (f *finder) misnaming(p textPlace, l typeset.Line) vg.Length {
	const asNear, misleads = 4, 40 // units
	if !p.ofPoint {
		return 0
	}
	away := func(q vg.Point) vg.Length {
		return polyline.Length(textPlace{from: q}.leaderTo(p.box(l)))
	}
	cost := vg.Length(0)
	for _, q := range f.marks {
		if q != p.from && away(q) < away(p.from)+asNear*f.sheet.Unit {
			cost += misleads * f.sheet.Unit
		}
	}
	return cost
}

// markRoom is the distance in units within which a mark takes the room: a line that goes through it
// there does not part it from its text.
const markRoom = 5

// markerRoom is the distance in units from a text to the middle of a marker, which is larger than
// the width of a line.
const markerRoom = 4

// Costs in units of a text that lies wholly on a band, and of one that a line crosses.
const (
	onBand   = 30
	crossing = 25
)

// cost returns the amount of lines, points, bands and texts that a box covers, as a length.
func (f *finder) cost(box vg.Rectangle) vg.Length {
	const never = 1e4
	u := f.sheet.Unit
	wide := sheet.Grown(box, 2*u)
	var cost vg.Length
	for _, over := range [...]vg.Length{f.within.Min.X - box.Min.X, f.within.Min.Y - box.Min.Y, box.Max.X - f.within.Max.X, box.Max.Y - f.within.Max.Y} {
		if over > 0 {
			cost += never*u + 10*over
		}
	}
	for _, t := range f.taken {
		if sheet.Overlaps(box, []vg.Rectangle{t}) {
			cost += never / 10 * u
		}
	}
	for _, line := range f.Lines {
		for _, part := range polyline.Clip(line, wide) {
			cost += crossing*u + polyline.Length(part)
		}
	}
	for _, line := range f.guides {
		if polyline.Clip(line, box) != nil {
			cost += crossing * u
		}
	}
	for _, b := range f.bands {
		cost += onBand * u * b.share(box)
	}
	for _, q := range f.points {
		if polyline.Inside(q, sheet.Grown(box, markerRoom*u)) {
			cost += 6 * u
		}
	}
	return cost
}
