package chart

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// HeatMap shows a result of many runs over one or two of their hyperparameters.
type HeatMap struct {
	Title       string // plain text; "" for the default title
	Note, Brief string // markup, below the title: the brief note where there is no room for the other
	X, Y        MapAxis
	What        string // plain text: name of the values, as "final loss"
	Panels      []HeatPanel
	Shares      bool // the values are parts of a whole: the scale is even from 0 to 1
	Unranked    bool // the lowest value is not the best: no star
	Factors     bool // the values are factors per step: small differences count
	ByRow       bool // Y is not chosen, like noise: each row has its own best cell

	Beside []float64 // values of maps beside this one, which share the colours

	XAxis, YAxis Axis // what is wanted of the axes: of a map name and ticks

	Notes Notes
}

// HeatPanel is one map of a HeatMap, or one curve where the HeatMap has no Y axis.
type HeatPanel struct {
	Title   string        // plain text
	Subject sheet.Subject // what a curve stands for
	Values  []float64     // at j*len(X.Values)+i; +Inf diverged, NaN never reached
	Lines   []MapLine
}

// MapLine is a line over a map, such as the edge of stability, in the axes' values. Only
// the parts on the map are drawn. On a map without a Y axis the line is upright at its
// first X.
type MapLine struct {
	Label string // markup
	X, Y  []float64
}

// check returns an error for a map that cannot be drawn.
func (m HeatMap) check(style sheet.Style) error {
	if err := style.Check(); err != nil {
		return err
	}
	if err := m.X.Check("horizontal"); err != nil {
		return err
	}
	rows := 1
	if len(m.Y.Values) > 0 {
		rows = len(m.Y.Values)
		if err := m.Y.Check("vertical"); err != nil {
			return err
		}
	}
	if len(m.Panels) == 0 {
		return fmt.Errorf("the map has no panels")
	}
	for _, p := range m.Panels {
		if want := rows * len(m.X.Values); len(p.Values) != want {
			return fmt.Errorf("panel %q has %d values, its axes make %d", p.Title, len(p.Values), want)
		}
		for _, l := range p.Lines {
			if len(l.X) == 0 || rows > 1 && len(l.X) != len(l.Y) {
				return fmt.Errorf("line %q of panel %q has %d and %d coordinates", l.Label, p.Title, len(l.X), len(l.Y))
			}
		}
	}
	return nil
}

// Draw draws the panels side by side with one colour bar in the colours of the theme. The
// best cell has a star and its numbers, and cells of diverged runs are hatched. A map
// without a Y axis is drawn as curves.
func (m HeatMap) Draw(style sheet.Style) (figure.Figure, error) {
	if err := m.check(style); err != nil {
		return figure.Figure{}, err
	}
	if len(m.Y.Values) == 0 {
		return m.curves(style)
	}
	s := sheet.New(style)
	all := slices.Clone(m.Beside)
	for _, p := range m.Panels {
		all = append(all, p.Values...)
	}
	r := rampFor(typeset.Escape(m.What), s.Theme.HeatColours(), all)
	r.hatchNever = s.HasColourOfNever(r.colours)
	if m.Shares {
		r.Scale, r.capped = scale.Linear{Hi: 1}, false
	}
	top := s.DrawHeader(m.title(s.Lang), s.Subtitle(m.Note, m.Brief), m.key(s.Lang, r.hatchNever))

	room := s.AboveAxis(s.Body(top - 4*s.Unit))
	room.Max.X -= rampRoom(s, r, room.Size().Y)
	gap := vg.Point{X: 26 * s.Unit, Y: 10 * s.Unit}                            // room for the numbers at the axes' ends
	size, _, _ := tilePanels(room.Size(), gap, mapTitleRoom(s), len(m.Panels)) // but for the axis, whose numbers depend on it
	room.Min.X += s.AxisRoom(m.Y.scale(s, size.Y, false))
	size, columns, rows := tilePanels(room.Size(), gap, mapTitleRoom(s), len(m.Panels))
	heads := mapHeads(s, m, size.X, gap.X, columns)
	var left vg.Length // width of the numbers
	for i, p := range m.Panels {
		column, row := i%columns, i/columns
		corner := vg.Point{X: room.Min.X + vg.Length(column)*(size.X+gap.X), Y: room.Max.Y - vg.Length(row+1)*(size.Y+mapTitleRoom(s)) - vg.Length(row)*gap.Y}
		box := sheet.Panel{Rectangle: vg.Rectangle{Min: corner, Max: corner.Add(size)}}
		box.X, box.Y = m.X.scale(s, size.X, true), m.Y.scale(s, size.Y, false)
		drawHeat(s, box, m, p, r)
		drawMapHead(s, box, heads[i])
		m.Notes.draw(s, box, true, nil)
		sides := OnSides(s, box, m.XAxis, m.YAxis)
		if column == 0 {
			left = s.TicksY(sides)
		}
		if i+columns >= len(m.Panels) { // no panel is below
			s.AxisX(sides, m.XAxis.Named(m.X.Name))
		}
	}
	low := room.Max.Y - vg.Length(rows)*(size.Y+mapTitleRoom(s)) - vg.Length(rows-1)*gap.Y
	s.NameY(m.YAxis.Named(m.Y.Name), left, low, room.Max.Y-mapTitleRoom(s))
	right := room.Min.X + vg.Length(columns)*(size.X+gap.X) - gap.X
	drawRamp(s, r, vg.Point{X: right + landscape.BarGap*s.Unit, Y: low}, room.Max.Y-mapTitleRoom(s)-low)
	return s.Finish(m.title(s.Lang), m.describe(s.Lang)+m.Notes.describe(s.Lang))
}

// tilePanels returns the size of n panels that fill a room with a head above each, and
// their columns and rows. The panels are as nearly square as their number allows.
func tilePanels(room, gap vg.Point, head vg.Length, n int) (size vg.Point, columns, rows int) {
	best := vg.Length(-1)
	for c := 1; c <= n; c++ {
		r := (n + c - 1) / c
		cell := vg.Point{X: (room.X+gap.X)/vg.Length(c) - gap.X, Y: (room.Y+gap.Y)/vg.Length(r) - gap.Y - head}
		if cell.X <= 0 || cell.Y <= 0 {
			continue
		}
		if square := min(cell.X, 1.25*cell.Y); square > best {
			best, size, columns, rows = square, cell, c, r
		}
	}
	if columns == 0 { // without enough room the panels overlap
		columns = int(math.Ceil(math.Sqrt(float64(n))))
		rows = (n + columns - 1) / columns
		size = vg.Point{X: max(room.X/vg.Length(columns)/2, 1), Y: max(room.Y/vg.Length(rows)/2, 1)}
	}
	return size, columns, rows
}

// drawHeat draws a map without its axes.
func drawHeat(s *sheet.Sheet, p sheet.Panel, m HeatMap, h HeatPanel, r ramp) {
	columns, rows := len(m.X.Values), len(m.Y.Values)
	t := figure.Tiles{X: cellEdges(p.Min.X, p.Max.X, columns), Y: cellEdges(p.Min.Y, p.Max.Y, rows), Index: make([]uint16, len(h.Values))}
	t.Palette = append(append([]color.RGBA{}, r.colours...), sheet.LostCell, sheet.NeverCell)
	lost, never := uint16(len(r.colours)), uint16(len(r.colours))+1
	for i, v := range h.Values {
		switch {
		case math.IsNaN(v):
			t.Index[i] = never
		case math.IsInf(v, 0):
			t.Index[i] = lost
		default:
			t.Index[i] = uint16(r.level(v))
		}
	}
	s.Tile(t)
	s.Hatch(t.X, t.Y, func(i, j int) bool { return t.Index[j*columns+i] == lost })
	if r.hatchNever {
		s.HatchNever(t.X, t.Y, func(i, j int) bool { return t.Index[j*columns+i] == never })
	}
	s.Frame(p.Rectangle)
	for _, l := range h.Lines {
		mapLine(s, p, l)
	}
	for _, best := range m.starred(h) {
		i, j := best%columns, best/columns
		starMark(s, min(t.X[i+1]-t.X[i], t.Y[j+1]-t.Y[j]), vg.Point{X: (t.X[i] + t.X[i+1]) / 2, Y: (t.Y[j] + t.Y[j+1]) / 2})
	}
}

// starred returns the cells of a panel that have the best value.
func (m HeatMap) starred(h HeatPanel) []int {
	rows := [][]float64{h.Values}
	if m.ByRow {
		rows = slices.Collect(slices.Chunk(h.Values, len(m.X.Values)))
	}
	var cells []int
	for j, row := range rows {
		if best := best(row); best >= 0 && !m.Unranked {
			cells = append(cells, j*len(m.X.Values)+best)
		}
	}
	return cells
}

// starMark marks the best cell, whose shorter side has a length, with a star as wide as the cell,
// so that the star shows which cell is the best and leaves the next row to its own star.
func starMark(s *sheet.Sheet, side vg.Length, at vg.Point) {
	s.Mark(shape.Star, at, starRadius(side/s.Unit), sheet.Paper, sheet.Ink)
}

// starRadius returns the radius of the star in a cell, both in units: that of a star, whose tips
// reach 1.6 radii, as wide as the cell, unless that is too small to see or larger than a mark.
func starRadius(side vg.Length) vg.Length {
	const least, usual, wide = 3, 5.2, 3.2
	return min(max(side/wide, least), usual)
}

// best returns the index of the lowest finite value, or -1.
func (h HeatPanel) best() int { return best(h.Values) }

// best returns the index of the lowest of the finite values, or -1.
func best(values []float64) int {
	best := -1
	for i, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) && (best < 0 || v < values[best]) {
			best = i
		}
	}
	return best
}

// mapLine draws the part of a line that lies on a map, with its label beside its longest
// part.
func mapLine(s *sheet.Sheet, p sheet.Panel, l MapLine) {
	line := make([]vg.Point, 0, len(l.X))
	for i, x := range l.X {
		if y := l.Y[i]; !math.IsNaN(x) && !math.IsNaN(y) {
			line = append(line, p.At(x, y))
		}
	}
	var longest []vg.Point
	for _, part := range polyline.Clip(line, p.Rectangle) {
		part = polyline.Simplify(part, 0.1*s.Unit)
		s.Line(part, sheet.Paper, 3)
		s.Stroke(shape.Line(part), sheet.Ink, 1.3*s.Unit, 5*s.Unit, 2.5*s.Unit)
		if longest == nil || polyline.Length(part) > polyline.Length(longest) {
			longest = part
		}
	}
	if longest == nil || l.Label == "" {
		return
	}
	t := s.Fit(l.Label, typeset.Sans, sheet.TickSize, 0.8*p.Width())
	s.PutOnTiles(t.Aligned(0.5), beside(s, p, longest, t))
}

// beside returns the place of a label near the upper end of a line, on the side that has
// more room, clear of the line as far down as the label reaches.
func beside(s *sheet.Sheet, p sheet.Panel, line []vg.Point, t typeset.Line) vg.Point {
	top := line[0]
	for _, q := range line {
		if q.Y > top.Y {
			top = q
		}
	}
	gap := 6 * s.Unit
	low := max(top.Y-2*gap-t.Ascent-t.Descent, p.Min.Y)
	left, right := top.X, top.X
	band := vg.Rectangle{Min: vg.Point{X: p.Min.X, Y: low}, Max: p.Max}
	for _, part := range polyline.Clip(line, band) {
		for _, q := range part {
			left, right = min(left, q.X), max(right, q.X)
		}
	}
	at := vg.Point{X: left - gap - t.Width, Y: top.Y - gap - t.Ascent}
	if left-p.Min.X < p.Max.X-right {
		at.X = right + gap
	}
	at.X = min(max(at.X, p.Min.X+gap), p.Max.X-gap-t.Width)
	at.Y = min(max(at.Y, p.Min.Y+gap), p.Max.Y-gap-t.Ascent)
	return at
}

// key explains the marks on the maps.
func (m HeatMap) key(l words.Language, hatchNever bool) []sheet.KeyItem {
	var starred, lost, never bool
	for _, p := range m.Panels {
		for _, v := range p.Values {
			switch {
			case math.IsNaN(v):
				never = true
			case math.IsInf(v, 0):
				lost = true
			default:
				starred = !m.Unranked
			}
		}
	}
	var key []sheet.KeyItem
	if starred {
		what := l.Best()
		if m.ByRow {
			what = l.BestOfRow()
		}
		key = append(key, sheet.KeyItem{Name: what, Mark: landscape.Hollow(shape.Star, 3)})
	}
	if never {
		key = append(key, sheet.NeverKey(l.NeverReached(), hatchNever))
	}
	if lost {
		key = append(key, sheet.LostKey(l.Diverges()))
	}
	return key
}

// title returns the map's own title or, by default, the name of the values and the axes.
func (m HeatMap) title(l words.Language) string {
	what, x := sheet.FirstUpper(m.What), sheet.Plain(m.X.Name)
	switch {
	case m.Title != "":
		return m.Title
	case len(m.Y.Values) > 0:
		return l.OverBoth(what, x, sheet.Plain(m.Y.Name))
	}
	return l.Over(what, x)
}

// describe returns a description of the maps in words.
func (m HeatMap) describe(l words.Language) string {
	text := l.Over(sheet.FirstUpper(m.What), m.X.describe(l))
	if len(m.Y.Values) > 0 {
		text = l.And(text, m.Y.describe(l))
	}
	text += "."
	for _, p := range m.Panels {
		text += " " + p.Title + ": " + m.describePanel(l, p) + "."
	}
	return text
}

// describePanel states the best value of a panel and its place, and the number of cells
// without a value.
func (m HeatMap) describePanel(l words.Language, p HeatPanel) string {
	text := l.NoValue()
	if best := p.best(); best >= 0 {
		i, j := best%len(m.X.Values), best/len(m.X.Values)
		where := m.X.at(l, i)
		if len(m.Y.Values) > 0 {
			where += ", " + m.Y.at(l, j)
		}
		if m.Unranked {
			text = l.LowestValue(p.Values[best], where)
		} else {
			text = l.BestValue(p.Values[best], where)
		}
	}
	lost, never := 0, 0
	for _, v := range p.Values {
		if math.IsNaN(v) {
			never++
		} else if math.IsInf(v, 0) {
			lost++
		}
	}
	if lost > 0 {
		text += l.CellsDiverged(lost, len(p.Values))
	}
	if never > 0 {
		text += l.CellsNever(never)
	}
	return text
}
