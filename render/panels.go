package render

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// Panels draws small multiples: a landscape for each group of the scene's runs, side by
// side with common axes and one colour bar. Without groups each run has a panel of its
// own. A run styles the same in every panel.
func Panels(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, true); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	sc = sc.withResult(s.Lang).onMap()
	styles := sc.styles(s)
	groups := sc.groups()
	if len(groups) >= manyPanels {
		s.ForMany()
	}
	names, key := panelNames(s.Lang, sc, groups, styles), sc.key(s, styles)
	if names == nil { // each title shows the marker at the end of its run
		key = slices.DeleteFunc(key, func(k sheet.KeyItem) bool { return k.Name == s.Lang.EndMark() })
	}
	mapSize, _, _ := packed(s, sc.window(), s.Body(s.Height).Size(), panelGap(s, sc.window()[0], groups), groups)
	top := sc.header(s, slices.Concat(key, sc.pathArrowKey(s, styles), sc.endsKey(s, styles), sc.swingKey(s, styles, mapSize)), sc.endsNote(s.Lang)...)
	dots := sc.dotInterval() // the same in all panels
	room := landscape.WithinNarrowAxes(s, s.Body(top), sc.window())
	groups = onOneLine(s, sc.window(), room.Size(), groups)
	gap := panelGap(s, sc.window()[0], groups)

	var l sheet.Legend
	if names != nil {
		l, room = s.PlaceLegend(names, s.LegendWidth(names), room, func(r vg.Point) vg.Point {
			size, _, _ := packed(s, sc.window(), r, gap, groups)
			return size
		})
	}
	// The colour bar depends on the field, whose sampling depends on the panels'
	// size, which depends on the bar: the first size is good enough for its levels.
	size, _, _ := packed(s, sc.window(), room.Size(), gap, groups)
	pixels := s.DPI / 72
	f := sc.field(float64(size.X)*pixels, float64(size.Y)*pixels)
	sc.checkLevels(s, &f)
	room.Max.X -= landscape.ColourBarRoom(s, f, room.Size().Y)
	size, columns, rows := packed(s, sc.window(), room.Size(), gap, groups)
	gap.X += titleRoom(s, groups, columns, room.Size().X, size.X, gap.X)
	grid := panelGrid{left: room.Min.X, high: room.Max.Y, size: size, gap: gap, columns: columns, rows: rows}
	whole := grid.whole()
	s.LeaveSpare(room.Size().Y - whole.Y)
	s.Lack(vg.Length(rows) * (landscape.Aspect(sc.window(), vg.Point{X: (room.Size().X+gap.X)/vg.Length(columns) - gap.X, Y: size.X}).Y - size.Y))
	grid.left += (room.Size().X - whole.X) / 2
	if !s.MapsBelowHeadings() {
		grid.high -= (room.Size().Y - whole.Y) / 2
	}
	for i, g := range groups {
		p := landscape.NewPlane(grid.box(i), sc.window())
		endShown := panelTitle(s, p, g, sc, styles, grid.titleWidth(s, i, room.Max.X)) || names != nil
		drawPanel(s, p, f, sc.only(g), pick(styles, g.Tracks), overlay{dots: dots, inLegend: endShown})
		grid.axes(s, p, sc, i, len(groups))
	}
	all := landscape.NewPlane(grid.box(0), sc.window())
	all.Min, all.Max.X = vg.Point{X: grid.left, Y: grid.high - whole.Y}, grid.left+whole.X
	all.Max.Y = grid.high - gap.Y
	landscape.DrawColourBar(s, all, f)
	s.DrawLegend(l, all.Rectangle, landscape.ColourBarRoom(s, f, all.Height()))
	return sc.finish(s)
}

// panelGrid holds where panels of one size stand in rows.
type panelGrid struct {
	left, high    vg.Length // the left and the upper side of all
	size, gap     vg.Point  // of a panel, and beside and above it
	columns, rows int
}

// whole returns the size of all panels with the gaps between and above them.
func (g panelGrid) whole() vg.Point {
	return vg.Point{X: vg.Length(g.columns)*(g.size.X+g.gap.X) - g.gap.X, Y: vg.Length(g.rows) * (g.size.Y + g.gap.Y)}
}

// box returns the box of panel i.
func (g panelGrid) box(i int) vg.Rectangle {
	column, row := i%g.columns, i/g.columns
	corner := vg.Point{X: g.left + vg.Length(column)*(g.size.X+g.gap.X), Y: g.high - vg.Length(row+1)*(g.size.Y+g.gap.Y)}
	return vg.Rectangle{Min: corner, Max: corner.Add(g.size)}
}

// axes draws the axes of panel i of n: beside the first column, and where nothing is below.
func (g panelGrid) axes(s *sheet.Sheet, p landscape.Plane, sc Scene, i, n int) {
	s.CollectPanel(p.Rectangle)
	sides := chart.OnSides(s, p.Panel, sc.sides[0], sc.sides[1])
	if i%g.columns == 0 {
		s.AxisY(sides, sc.axisNames(s.Lang)[1])
	}
	if i+g.columns >= n {
		s.AxisX(sides, sc.axisNames(s.Lang)[0])
	}
}

// titleWidth returns the width that the title of panel i may have: up to the next panel, or in
// the last column up to the edge or the colour bar, somewhat right of a room.
func (g panelGrid) titleWidth(s *sheet.Sheet, i int, right vg.Length) vg.Length {
	wide := g.size.X + g.gap.X - sheet.TitleGap*s.Unit
	if i%g.columns == g.columns-1 {
		wide = max(g.size.X, min(wide, right+s.Margin()/2-g.box(i).Min.X))
	}
	return wide
}

// manyPanels is the number of panels from which on their text is as small as in a grid. Fewer
// panels leave a slide room for its own text.
const manyPanels = 5

// onOneLine returns the panels of a slide with their titles on one line where that leaves the
// panels more of a room.
func onOneLine(s *sheet.Sheet, window surfaces.Window, room vg.Point, groups []Panel) []Panel {
	if !s.Theme.Slides {
		return groups
	}
	short := slices.Clone(groups)
	for i := range short {
		short[i].oneLine = true
	}
	size := func(groups []Panel) vg.Length {
		size, _, _ := packed(s, window, room, panelGap(s, window[0], groups), groups)
		return size.X
	}
	if size(short) < size(groups) {
		return groups
	}
	return short
}

// panelNames returns the entries of the legend; nil where each title names the panel's
// only run.
func panelNames(l words.Language, sc Scene, groups []Panel, styles []sheet.LineStyle) []sheet.LegendEntry {
	if slices.ContainsFunc(groups, func(g Panel) bool { return len(g.Tracks) > 1 }) {
		return sheet.MapEntries(sc.legend(l), styles)
	}
	return nil
}

// panelGap returns the gaps between panels. A panel's title and details stand in the gap
// above the panel, and the numbers at the ends of neighbouring axes reach into the gap
// beside it.
func panelGap(s *sheet.Sheet, window [2]float64, groups []Panel) vg.Point {
	ticks, apart := scale.Linear{Lo: window[0], Hi: window[1]}.Ticks(2), 10*s.Unit
	if s.Theme.Slides {
		apart = 4 * s.Unit
	}
	return vg.Point{X: s.WidestLabel(ticks) + apart, Y: titleHeight(s, groups)}
}

// titleHeight returns the height of the gap above panels in which their titles stand.
func titleHeight(s *sheet.Sheet, groups []Panel) vg.Length {
	return 2.1*sheet.RunSize*s.Unit + vg.Length(mostDetails(groups))*detailLine*s.Unit
}

// titleRoom returns by how much the gaps between columns widen so that titles fit, at most
// by what the panels leave of the room's width.
func titleRoom(s *sheet.Sheet, groups []Panel, columns int, room, size, gap vg.Length) vg.Length {
	if columns < 2 {
		return 0
	}
	spare := room - vg.Length(columns)*(size+gap) + gap
	wanted := widestTitle(s, groups) + sheet.TitleGap*s.Unit - size - gap
	return max(0, min(wanted, spare/vg.Length(columns)))
}

// Panel is a group of a Scene's tracks, by their indices.
type Panel struct {
	Title  string // plain text
	Tracks []int

	bare    bool // no marker stands in the panel, as the dots of replicates are all round
	oneLine bool // the lines of the title stand beside each other
}

// groups returns the scene's panels or, without any, a panel for each run. A scene without
// runs has one empty panel.
func (sc Scene) groups() []Panel {
	groups := slices.Clone(sc.Panels)
	if len(groups) == 0 {
		for i, t := range sc.Tracks {
			groups = append(groups, Panel{Title: t.Label, Tracks: []int{i}})
		}
	}
	if groups == nil {
		return []Panel{{}}
	}
	for i, g := range groups {
		groups[i].bare = !slices.ContainsFunc(g.Tracks, func(t int) bool { return sc.Tracks[t].Ensemble == nil })
	}
	return groups
}

// only returns the scene with the tracks of a group alone.
func (sc Scene) only(g Panel) Scene {
	sc.Marks = sc.onlyMarks(g.Tracks)
	sc.Tracks = pick(sc.Tracks, g.Tracks)
	return sc
}

// pick returns the elements at some indices.
func pick[T any](from []T, indices []int) []T {
	var out []T
	for _, i := range indices {
		out = append(out, from[i])
	}
	return out
}

// packed returns the largest size of panels that fit into a room, and their columns and
// rows.
func packed(s *sheet.Sheet, window surfaces.Window, room, gap vg.Point, groups []Panel) (size vg.Point, columns, rows int) {
	n := len(groups)
	for c := 1; c <= mostColumns(s, groups, room.X); c++ {
		r := (n + c - 1) / c
		cell := vg.Point{X: (room.X+gap.X)/vg.Length(c) - gap.X, Y: room.Y/vg.Length(r) - gap.Y}
		if cell.X <= 0 || cell.Y <= 0 {
			continue
		}
		if a := landscape.Aspect(window, cell); a.X*a.Y > size.X*size.Y {
			size, columns, rows = a, c, r
		}
	}
	if columns == 0 { // there is no room: they overlap, but each is there
		columns = int(math.Ceil(math.Sqrt(float64(n))))
		rows = (n + columns - 1) / columns
		size = vg.Point{X: room.X / vg.Length(columns), Y: room.Y / vg.Length(rows)}.Scale(0.5)
	}
	return size, columns, rows
}

// mostColumns returns how many panels may stand side by side in a width. Themes with a
// least size of text allow as many as the titles leave room for, unless not even two
// titles fit.
func mostColumns(s *sheet.Sheet, groups []Panel, width vg.Length) int {
	n := len(groups)
	if most := int((width/s.Unit + sheet.TitleGap) / (widestTitle(s, groups)/s.Unit + sheet.TitleGap)); s.Theme.SmallestText() > 0 && most > 1 {
		return min(n, most)
	}
	return n
}

// detailLine is the height in units of a line of a panel's title below the first.
const detailLine = 1.3 * sheet.TickSize

// lines breaks a title at its colons. The first line stands above the others, which are
// smaller.
func (g Panel) lines() []string { return strings.Split(typeset.Escape(g.Title), ": ") }

// mostDetails returns the largest number of lines that a title has below its first.
func mostDetails(groups []Panel) int {
	most := 0
	for _, g := range groups {
		if !g.oneLine {
			most = max(most, len(g.lines())-1)
		}
	}
	return most
}

// widestTitle returns the width of the widest title of the panels.
func widestTitle(s *sheet.Sheet, groups []Panel) vg.Length {
	var w vg.Length
	for _, g := range groups {
		w = max(w, g.swatchRoom(s)+g.titleWidth(s))
	}
	return w
}

// titleWidth returns the width of a panel's title.
func (g Panel) titleWidth(s *sheet.Sheet) vg.Length {
	var widest, sum vg.Length
	for i, line := range g.lines() {
		face, size := titleFont(i)
		w := s.Set(line, face, size).Width
		widest, sum = max(widest, w), sum+w
	}
	if g.oneLine {
		return sum + vg.Length(len(g.lines())-1)*betweenLines*s.Unit
	}
	return widest
}

// betweenLines is the gap in units between the parts of a title on one line.
const betweenLines = 0.6 * sheet.RunSize

// swatchRoom returns the width that the marker of a panel's only run takes before the title.
func (g Panel) swatchRoom(s *sheet.Sheet) vg.Length {
	if len(g.Tracks) != 1 || g.bare {
		return 0
	}
	return 1.3 * sheet.RunSize * s.Unit
}

// titleFont returns the face and the size of a line of a panel's title.
func titleFont(line int) (typeset.Face, vg.Length) {
	if line > 0 {
		return typeset.Sans, sheet.TickSize
	}
	return typeset.Bold, sheet.RunSize
}

// write writes the lines of a panel's title above the panel's upper left corner, no wider than
// wide, and returns the width and the place of the first line.
func (g Panel) write(s *sheet.Sheet, corner vg.Point, wide vg.Length, colour color.RGBA) (width vg.Length, at vg.Point) {
	at = vg.Point{X: corner.X, Y: corner.Y + 0.5*sheet.RunSize*s.Unit}
	lines := g.lines()
	if g.oneLine {
		for i, line := range lines {
			face, size := titleFont(i)
			l := s.Fit(line, face, size, wide-width)
			s.Put(l, vg.Point{X: at.X + width, Y: at.Y}, colour)
			width += l.Width + betweenLines*s.Unit
		}
		return width - betweenLines*s.Unit, at
	}
	at.Y -= detailLine * s.Unit
	for i := len(lines) - 1; i >= 0; i-- { // upwards
		face, size := titleFont(i)
		at.Y += detailLine * s.Unit
		l := s.Fit(lines[i], face, size, wide)
		s.Put(l, at, colour)
		width = l.Width
	}
	return width, at
}

// panelTitle writes a panel's title above the panel, no wider than wide, in the run's
// colour and after the run's marker where the panel has only one run. Beside the title of one run it writes how that
// run ended, and reports whether there was room to do so.
func panelTitle(s *sheet.Sheet, p landscape.Plane, g Panel, sc Scene, styles []sheet.LineStyle, wide vg.Length) (endShown bool) {
	corner := vg.Point{X: p.Min.X + g.swatchRoom(s), Y: p.Max.Y}
	if len(g.Tracks) != 1 {
		g.write(s, corner, wide, sheet.Ink)
		return false
	}
	style := styles[g.Tracks[0]]
	colour := style.TextColour()
	width, at := g.write(s, corner, wide-g.swatchRoom(s), colour)
	if g.bare {
		return false
	}
	landscape.DrawHead(s, vg.Point{X: p.Min.X + 0.4*sheet.RunSize*s.Unit, Y: at.Y + 0.36*sheet.RunSize*s.Unit}, style, landscape.HeadRadius)
	t := sc.Tracks[g.Tracks[0]]
	if why := sc.fate(s.Lang, t); why != nil && t.Path.Verdict.Outcome != optimizers.LeftWindow { // an arrow shows that
		w := s.Set(strings.Join(why, ", "), typeset.Sans, sheet.TickSize)
		if g.swatchRoom(s)+width+w.Width+8*s.Unit <= p.Width() {
			s.Put(w.Aligned(1), vg.Point{X: p.Max.X - w.Width, Y: at.Y}, colour)
			return true
		}
	}
	return false
}
