package sheet

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// Box holds where the axes of a figure stand: how far the axes' box, or the room for it, is
// from the sides of the figure, or from the names of the axes. Only figures are aligned whose
// sizes without these names are equal.
type Box struct {
	Kind                     BoxKind
	Width, Height            vg.Length // of the figure without the names of its axes
	Left, Bottom, Right, Top vg.Length
}

// BoxKind tells boxes apart that a page does not align with each other.
type BoxKind int

// The kinds.
const (
	PlotBox BoxKind = iota // a panel that fills its room
	MapBox                 // the room of a map, whose sides keep their proportion
)

// Alignment holds what makes the axes' boxes of a page's figures equal. A page collects an
// Alignment when it draws its figures for the first time.
type Alignment struct {
	Boxes        []Box
	LegendsBelow bool      // a legend has room only below its panel, so that all legends stand there
	Names        Naming    // who names the lines
	OwnNamed     bool      // a figure names its own lines, beside them or in a legend
	ColourBar    vg.Length // the room of the widest colour bar
	Titles       Titles
	Spare        float64 // the height, in inches, that the figure drawn last leaves empty; below 0: the height that it lacks

	Panels   []vg.Rectangle // all that are drawn
	KeyLines int            // on how many lines the longest key stands
	KeyAlike bool           // two items of a key have one colour
}

// LeaveSpare tells the page how much height a figure leaves empty because a map fills the
// width. On paper, where the height is free, the page does without the empty height.
func (s *Sheet) LeaveSpare(height vg.Length) {
	if s.collected != nil && height > 0 {
		s.collected.Spare = float64(height / vg.Inch)
	}
}

// Naming tells who names the lines of the figures of a page.
type Naming int

// The ways, each of which leaves less to the legend of the page than the one before.
const (
	OneLegend  Naming = iota // the page has one legend
	LoneNone                 // maps of a single run do without its name
	OwnNames                 // curves have their names beside them
	OwnLegends               // each figure has a legend of its own
)

// Texts returns what an alignment says of legends and titles alone.
func (a Alignment) Texts() *Alignment {
	return &Alignment{LegendsBelow: a.LegendsBelow, Names: a.Names, Titles: a.Titles}
}

// Align returns the box of a figure's axes, in the style of a page as far from the sides of
// the figure as the furthest box of its kind on the page. The page collects the box.
func (s *Sheet) Align(kind BoxKind, r vg.Rectangle) vg.Rectangle {
	r = s.AlignedRoom(kind, r)
	if s.collected != nil {
		s.collected.Boxes = append(s.collected.Boxes, s.box(kind, r))
	}
	return r
}

// AlignedRoom returns what Align returns. The page does not collect the box.
func (s *Sheet) AlignedRoom(kind BoxKind, r vg.Rectangle) vg.Rectangle {
	if s.aligned == nil {
		return r
	}
	b := s.box(kind, r)
	for _, o := range s.aligned.Boxes {
		if o.Kind != kind || !near(o.Width, b.Width) {
			continue
		}
		if near(o.Height, b.Height) {
			b.Bottom, b.Top = max(b.Bottom, o.Bottom), max(b.Top, o.Top)
		}
		if near(o.Height, b.Height) || s.Theme.Text.Least > 0 { // rows on paper are as high as they need to be
			b.Left, b.Right = max(b.Left, o.Left), max(b.Right, o.Right)
		}
	}
	name := s.ownNames()
	return vg.Rectangle{Min: vg.Point{X: b.Left + name.X, Y: b.Bottom + name.Y}, Max: vg.Point{X: s.Width - b.Right, Y: s.Height - b.Top}}
}

func (s *Sheet) box(kind BoxKind, r vg.Rectangle) Box {
	name := s.ownNames()
	return Box{kind, s.Width - name.X, s.Height - name.Y, r.Min.X - name.X, r.Min.Y - name.Y, s.Width - r.Max.X, s.Height - r.Max.Y}
}

// ownNames returns the room left of the axes and below for the names of axes that the figure
// shows. Figures that leave the names to others on their page are as much smaller.
func (s *Sheet) ownNames() (room vg.Point) {
	if !s.inner.Y {
		room.X = s.AxisNameRoom()
	}
	if !s.inner.Shallow {
		room.Y = s.AxisNameRoom()
	}
	return room
}

// near reports whether two lengths are equal up to rounding.
func near(a, b vg.Length) bool { return math.Abs(float64(a-b)) < 0.01 }

// AlignColourBar returns the room that a colour bar takes: on a page the room of the widest.
func (s *Sheet) AlignColourBar(room vg.Length) vg.Length {
	if s.collected != nil {
		s.collected.ColourBar = max(s.collected.ColourBar, room)
	}
	if s.aligned != nil {
		return max(room, s.aligned.ColourBar)
	}
	return room
}

// Lack tells the page how much height a figure lacks for its panels to be seen well. On paper,
// where the height is free, the figure becomes higher.
func (s *Sheet) Lack(height vg.Length) {
	if s.collected != nil && height > 0 {
		s.collected.Spare = -float64(height / vg.Inch)
	}
}

// CollectPanel tells the page of a panel.
func (s *Sheet) CollectPanel(r vg.Rectangle) {
	if s.collected != nil {
		s.collected.Panels = append(s.collected.Panels, r)
	}
}

// collectKey tells the page of a key and on how many lines the key stands.
func (s *Sheet) collectKey(key []KeyItem, lines int) {
	if s.collected == nil {
		return
	}
	s.collected.KeyLines = max(s.collected.KeyLines, lines)
	colours := map[color.RGBA]bool{}
	for _, item := range key {
		if item.Color != (color.RGBA{}) && colours[item.Color] {
			s.collected.KeyAlike = true
		}
		colours[item.Color] = true
	}
}

// Seen returns how large the smallest of the panels from an index on looks, as an area in square
// inches: a strip looks no larger than the part of it that is at most longest times as long as
// wide. It returns 0 where there are none.
func (a Alignment) Seen(from int) (least float64) {
	const longest = 2.2
	for i, r := range a.Panels[from:] {
		w, h := max(0, r.Size().X/vg.Inch), max(0, r.Size().Y/vg.Inch)
		if size := float64(min(w, longest*h) * min(h, longest*w)); i == 0 || size < least {
			least = size
		}
	}
	return least
}

// legendsBelow reports whether all legends of the page stand below their panels.
func (s *Sheet) legendsBelow() bool {
	return s.aligned != nil && s.aligned.LegendsBelow && s.aligned.Names < OwnNames
}

// naming returns who names the lines of the figures of a page.
func (s *Sheet) naming() Naming {
	if s.aligned == nil {
		return OneLegend
	}
	return s.aligned.Names
}

// LeavesUnnamed reports whether a map of some runs leaves its only run without a name, because
// other figures of the page name the run, or because the legend of the page would show one look twice.
func (s *Sheet) LeavesUnnamed(names int) bool { return names == 1 && s.naming() > OneLegend }

// collectOwnNames tells the page that a figure names its own lines, and which.
func (s *Sheet) collectOwnNames(lines []LegendEntry) {
	if s.collected != nil {
		s.collected.OwnNamed = true
	}
	if h := s.pageHeader(); h != nil {
		for _, e := range lines {
			h.Own = append(h.Own, e.keyItem())
		}
	}
}

// collectLegendBelow tells the page that a legend stands below its panel.
func (s *Sheet) collectLegendBelow() {
	if s.collected != nil {
		s.collected.LegendsBelow = true
	}
}
