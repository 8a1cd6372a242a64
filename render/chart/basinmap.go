package chart

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/colour"
	"github.com/optviz/optviz/render/contour"
	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/polyline"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/shape"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/terrain"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// BasinMap shows which critical point each start of a grid leads to, and how fast. The
// starts are NX x NY evenly spaced points; the first and last lie on the window's sides.
type BasinMap struct {
	Title       string          // plain text; "" for the default title
	Note, Brief string          // markup, below the title: the brief note where there is no room for the other
	Window      surfaces.Window // nil: the customary window of Surface
	NX, NY      int
	Axes        [2]string // markup; "" for x and y
	Points      []surfaces.Point
	Names       map[int]string // plain text; names of Points that stand for a curve or an area
	Panels      []BasinPanel

	// Surface, unless nil, is the surface whose contours are drawn over the maps.
	Surface surfaces.Surface

	XAxis, YAxis Axis // what is wanted of the axes: name and ticks

	Notes Notes

	theme sheet.Theme // set by Draw
}

// BasinPanel is one map of a BasinMap. The value of start (i, j) is at index j*NX+i.
type BasinPanel struct {
	Title string    // plain text
	Point []int     // index into Points, or Nowhere, or Lost
	Steps []float64 // number of steps to Point, shown as lightness; NaN: unknown; nil: not shown
	Share []float64 // probability over seeds to reach Point, shown as lightness instead; nil for certainty
	Parts []float64 // shares of all starts and seeds that end at each of Points, Nowhere and Lost; nil: computed from Point and Share
}

// The values of BasinPanel.Point for runs that reach no critical point.
const (
	Nowhere = -1 // the run reached no known critical point, or not yet
	Lost    = -2 // the run diverged
)

// check returns an error for a map that cannot be drawn.
func (m BasinMap) check(style sheet.Style) error {
	if err := style.Check(); err != nil {
		return err
	}
	if err := landscape.CheckWindow(m.Window); err != nil {
		return err
	}
	if m.NX < 2 || m.NY < 2 {
		return fmt.Errorf("a grid of %d x %d starts, at least 2 x 2", m.NX, m.NY)
	}
	if len(m.Panels) == 0 {
		return fmt.Errorf("the map has no panels")
	}
	for _, p := range m.Points {
		if len(p.X) != 2 {
			return fmt.Errorf("a critical point of %d dimensions, the map has 2", len(p.X))
		}
	}
	for _, p := range m.Panels {
		for _, n := range []int{len(p.Point), lenOr(p.Steps, m.NX*m.NY), lenOr(p.Share, m.NX*m.NY)} {
			if n != m.NX*m.NY {
				return fmt.Errorf("panel %q has %d values, a grid of %d x %d makes %d", p.Title, n, m.NX, m.NY, m.NX*m.NY)
			}
		}
		if n := len(p.Parts); n != 0 && n != len(m.Points)+2 {
			return fmt.Errorf("panel %q has %d parts, of %d points there are %d", p.Title, n, len(m.Points), len(m.Points)+2)
		}
		for i, v := range p.Parts {
			if !(v >= 0 && v <= 1) {
				return fmt.Errorf("panel %q: part %d is %g", p.Title, i, v)
			}
		}
		for i, k := range p.Point {
			if k < Lost || k >= len(m.Points) {
				return fmt.Errorf("panel %q: start %d reaches point %d of %d", p.Title, i, k, len(m.Points))
			}
		}
		for i, v := range p.Share {
			if !(v >= 0 && v <= 1) {
				return fmt.Errorf("panel %q: start %d has probability %g", p.Title, i, v)
			}
		}
	}
	return nil
}

// lenOr returns the number of values, or n if the optional values are nil.
func lenOr(values []float64, n int) int {
	if values == nil {
		return n
	}
	return len(values)
}

// Colours of basins: those of minima have one lightness and, as far as there are such colours,
// one chroma (0.62 and 0.12 in OKLab), so that basins differ in lightness only as their steps do.
// Saddles are yellow, maxima nearly black. In a theme that lists colours of runs minima have those.
var (
	minimaColours = []color.RGBA{
		sheet.RGB(0x488acb), sheet.RGB(0xc06e41), sheet.RGB(0x389c6a), sheet.RGB(0xbb6690), sheet.RGB(0x9274c3), sheet.RGB(0x2196a7), sheet.RGB(0x9b8474), sheet.RGB(0x74929a),
	}
	saddleColours     = []color.RGBA{sheet.RGB(0xf0e442), sheet.RGB(0xe3c21a), sheet.RGB(0xf9f2a2), sheet.RGB(0xd9d84a)}
	maximaColours     = []color.RGBA{sheet.RGB(0x23272b), sheet.RGB(0x4a4f55)}
	degenerateColours = []color.RGBA{sheet.RGB(0x8c6d5a), sheet.RGB(0xb09a8b)}
)

// colours returns the colour of each critical point. In greys saddles are white and maxima
// black.
func (m BasinMap) colours() []color.RGBA {
	if m.theme.Grey {
		return m.greys()
	}
	from := map[surfaces.Kind][]color.RGBA{
		surfaces.Minimum: minimaColours, surfaces.Saddle: saddleColours, surfaces.Maximum: maximaColours, surfaces.Degenerate: degenerateColours,
	}
	if listed := m.theme.RunColours(); listed != nil {
		from[surfaces.Minimum] = listed
	}
	seen := map[surfaces.Kind]int{}
	var out []color.RGBA
	for _, p := range m.Points {
		list := from[p.Kind]
		out = append(out, list[seen[p.Kind]%len(list)])
		seen[p.Kind]++
	}
	return out
}

// greys returns the colours of the critical points without hues.
func (m BasinMap) greys() []color.RGBA {
	var minima int
	for _, p := range m.Points {
		if p.Kind == surfaces.Minimum {
			minima++
		}
	}
	out := make([]color.RGBA, len(m.Points))
	seen := 0
	for i, p := range m.Points {
		switch p.Kind {
		case surfaces.Minimum:
			out[i] = m.theme.AreaColour(sheet.Paper, seen, minima)
			seen++
		case surfaces.Saddle:
			out[i] = sheet.Paper
		default:
			out[i] = sheet.Ink
		}
	}
	return out
}

// Shades of a basin.
const (
	basinLevels = 12
	palest      = 0.72 // part of paper in the colour of the slowest starts
	shareLevels = 20
)

// speeds returns the scale of a panel's steps, logarithmic and without the fastest and
// slowest 1 %. Fast starts have strong colours. It returns false if no steps are shown.
func (m BasinMap) speeds(p BasinPanel) (scale.Log, bool) {
	var steps []float64
	if m.theme.Grey { // lightness tells the points apart
		return scale.Log{}, false
	}
	for i, v := range p.Steps {
		if p.Point[i] >= 0 && p.Share == nil && !math.IsNaN(v) && !math.IsInf(v, 0) {
			steps = append(steps, math.Max(v, 1))
		}
	}
	if len(steps) == 0 {
		return scale.Log{}, false
	}
	slices.Sort(steps)
	lo, hi := steps[len(steps)/100], steps[(len(steps)-1)*99/100]
	return scale.Log{Lo: lo, Hi: math.Max(hi, 1.2*lo)}, true
}

// shade returns a colour at a level out of n: unchanged at the first level, palest at the
// last.
func shade(c color.RGBA, level, n int) color.RGBA {
	return sheet.Pale(c, palest*float64(level)/float64(n-1))
}

// inShare returns a colour at the level of a probability: paper at 0, the full colour at
// 1.
func inShare(c color.RGBA, level int) color.RGBA {
	return colour.Mix(sheet.Paper, c, float64(level)/shareLevels)
}

// tiles returns the tiles of a panel, without their places, shaded by speed if timed.
func (m BasinMap) tiles(p BasinPanel, speeds scale.Log, timed bool) figure.Tiles {
	colours := m.colours()
	per := basinLevels
	if p.Share != nil {
		per = shareLevels + 1
	}
	t := figure.Tiles{Index: make([]uint16, len(p.Point))}
	for _, c := range colours {
		for level := range per {
			if p.Share != nil {
				t.Palette = append(t.Palette, inShare(c, level))
			} else {
				t.Palette = append(t.Palette, shade(c, level, per))
			}
		}
	}
	never := uint16(len(t.Palette))
	t.Palette = append(t.Palette, sheet.NeverCell, sheet.LostCell)
	for i, k := range p.Point {
		switch {
		case k == Lost:
			t.Index[i] = never + 1
		case k < 0:
			t.Index[i] = never
		case p.Share != nil:
			t.Index[i] = uint16(k*per + int(math.Round(p.Share[i]*shareLevels)))
		default:
			level := 0
			if timed && !math.IsNaN(p.Steps[i]) {
				level = int(min(max(speeds.At(math.Max(p.Steps[i], 1)), 0), 1) * (basinLevels - 0.001))
			}
			t.Index[i] = uint16(k*per + level)
		}
	}
	return t
}

// halvedEdges returns the edges of n cells centred at evenly spaced points. The cells at
// the ends are cut in half.
func halvedEdges(lo, hi vg.Length, n int) []vg.Length {
	out := []vg.Length{lo}
	for i := range n - 1 {
		out = append(out, lo+(hi-lo)*(vg.Length(i)+0.5)/vg.Length(n-1))
	}
	return append(out, hi)
}

// Draw draws the panels: the hue shows the critical point, the lightness the speed or the
// probability, and a legend beside each map the shares of all starts.
func (m BasinMap) Draw(style sheet.Style) (figure.Figure, error) {
	if m.Window == nil && m.Surface != nil {
		m.Window = m.Surface.Meta().Window
	}
	if err := m.check(style); err != nil {
		return figure.Figure{}, err
	}
	s := sheet.New(style)
	m.theme = s.Theme
	top := s.DrawHeader(m.title(s.Lang), s.Subtitle(m.subtitle(s.Lang), m.Brief), m.key(s))
	room := landscape.WithinAxes(s, s.Body(top), m.Window)
	l := arrangeBasins(s, m, room)
	whole := vg.Point{X: vg.Length(l.columns)*l.pitch.X - l.gap, Y: vg.Length(l.rows) * l.pitch.Y}
	s.LeaveSpare(room.Size().Y - whole.Y)
	if !l.beside && l.columns == len(m.Panels) {
		wide := landscape.Aspect(m.Window, vg.Point{X: room.Size().X/vg.Length(l.columns) - l.gap, Y: room.Size().Y})
		s.Lack(wide.Y - l.size.Y)
	}
	left, high := room.Min.X+(room.Size().X-whole.X)/2, room.Max.Y-max(0, (room.Size().Y-whole.Y)/2)
	levels := m.contours(l.size, style)
	for i, p := range m.Panels {
		column, row := i%l.columns, i/l.columns
		corner := vg.Point{X: left + vg.Length(column)*l.pitch.X, Y: high - vg.Length(row)*l.pitch.Y - l.head - l.size.Y}
		box := landscape.NewPlane(vg.Rectangle{Min: corner, Max: corner.Add(l.size)}, m.Window)
		speeds, timed := m.speeds(p)
		drawBasins(s, box, m, p, m.tiles(p, speeds, timed), levels)
		taken := m.markedBoxes(s, box)
		if labels, fit := m.placeLabels(s, p, box); fit && l.inPlace {
			drawBasinLabels(s, labels)
			for _, label := range labels {
				half := label.size(s).Scale(0.5)
				taken = append(taken, vg.Rectangle{Min: label.centre.Sub(half), Max: label.centre.Add(half)})
			}
		}
		m.drawNotes(s, box, taken)
		sides := OnSides(s, box.Panel, m.XAxis, m.YAxis)
		s.AxisX(sides, m.XAxis.Named(m.axis(0)))
		if column == 0 || l.beside {
			name := m.YAxis.Named(m.axis(1))
			if column > 0 {
				name = ""
			}
			s.AxisY(sides, name)
		}
		at := vg.Point{X: box.Max.X + sheet.LabelGap*s.Unit, Y: box.Max.Y}
		if !l.beside {
			at = vg.Point{X: box.Min.X, Y: box.Min.Y - s.AxisDepth() - 4*s.Unit}
		}
		shares := m.shares(s.Lang, p)
		if l.inPlace {
			shares = nil
		}
		basinShares(s, at, shares, m.shading(s.Lang, p, speeds, timed), l)
	}
	return s.Finish(m.title(s.Lang), m.describe(s.Lang)+m.Notes.describe(s.Lang))
}

// axis returns the name of an axis.
func (m BasinMap) axis(i int) string {
	if m.Axes[i] != "" {
		return m.Axes[i]
	}
	return [2]string{"$x$", "$y$"}[i]
}

// markedBoxes returns boxes around the marks of the critical points on a map.
func (m BasinMap) markedBoxes(s *sheet.Sheet, p landscape.Plane) []vg.Rectangle {
	const reach = 8 // units
	defer s.ScaleMarks(p.Rectangle)()
	var boxes []vg.Rectangle
	for _, q := range m.Points {
		boxes = append(boxes, sheet.Around(p.Far(q.X[0], q.X[1]), reach*s.MarkUnit()))
	}
	return boxes
}

// drawNotes draws the notes on a map, off boxes that are taken.
func (m BasinMap) drawNotes(s *sheet.Sheet, p landscape.Plane, taken []vg.Rectangle) {
	defer s.ScaleMarks(p.Rectangle)()
	m.Notes.draw(s, p.Panel, true, taken)
}

// drawBasins draws a map without its axes.
func drawBasins(s *sheet.Sheet, p landscape.Plane, m BasinMap, b BasinPanel, t figure.Tiles, levels isolines) {
	defer s.ScaleMarks(p.Rectangle)()
	t.X, t.Y = halvedEdges(p.Min.X, p.Max.X, m.NX), halvedEdges(p.Min.Y, p.Max.Y, m.NY)
	s.Tile(t)
	s.Hatch(t.X, t.Y, func(i, j int) bool { return b.Point[j*m.NX+i] == Lost })
	faintLevels(s, p, levels)
	s.Frame(p.Rectangle)
	landscape.DrawCriticalPoints(s, p, m.Points)
	s.Put(s.Fit(typeset.Escape(m.panelTitle(b)), typeset.Bold, sheet.RunSize, p.Width()), vg.Point{X: p.Min.X, Y: p.Max.Y + 0.5*sheet.RunSize*s.Unit}, sheet.Ink)
}

// contours returns the contours drawn over maps of a size, none without a surface.
func (m BasinMap) contours(size vg.Point, style sheet.Style) isolines {
	if m.Surface == nil {
		return isolines{}
	}
	pixels := style.DPI / 72
	f := terrain.Sample(m.Surface, m.Surface.Meta(), m.Window, float64(size.X)*pixels, float64(size.Y)*pixels)
	return isolines{f.Grid, f.Below(terrain.Few(f.Levels, 8))}
}

// isolines holds the regions below some levels of a grid.
type isolines struct {
	contour.Grid
	regions [][]contour.Loop
}

// faintLevels strokes levels so lightly that what lies below stays visible.
func faintLevels(s *sheet.Sheet, p landscape.Plane, l isolines) {
	pixel := s.Pixel()
	var lines vg.Path
	for _, region := range l.regions {
		bead := func(loop contour.Loop) bool { return polyline.Area(landscape.Points(p.Panel, loop)) < 30*pixel*pixel }
		lines = append(lines, landscape.LevelLines(s, p, l.Grid, slices.DeleteFunc(slices.Clone(region), bead))...)
	}
	if lines != nil {
		s.Stroke(lines, sheet.Paper, 0.4*s.Unit)
	}
}

// panelTitle returns what stands above a map: nothing above the only map of a figure whose title
// says it.
func (m BasinMap) panelTitle(b BasinPanel) string {
	if len(m.Panels) == 1 && strings.Contains(m.Title, b.Title) {
		return ""
	}
	return b.Title
}

// key explains the marks on the maps.
func (m BasinMap) key(s *sheet.Sheet) []sheet.KeyItem {
	var key []sheet.KeyItem
	for _, g := range landscape.PointGroups(m.Points, m.Window) {
		key = append(key, g.KeyItem(s.Lang))
	}
	if s.Briefly() && m.timed() {
		key = append(key, sheet.KeyItem{Name: s.Lang.PalerEndsLater(), Mark: drawShades})
	}
	return key
}

// timed reports whether the lightness of some panel shows when runs end.
func (m BasinMap) timed() bool {
	return slices.ContainsFunc(m.Panels, func(p BasinPanel) bool { _, timed := m.speeds(p); return timed })
}

// drawShades draws an area that becomes paler from left to right for the key.
func drawShades(s *sheet.Sheet, at vg.Point) {
	const n = 3
	half := vg.Point{X: 5.5 * s.Unit, Y: 3.5 * s.Unit}
	for i := range n {
		part := vg.Rectangle{Min: at.Sub(half), Max: at.Add(half)}
		part.Min.X += part.Size().X * vg.Length(i) / n
		s.Fill(shape.Box(part), shade(neutral, i, n))
	}
}

// title returns the map's own title or the default title.
func (m BasinMap) title(l words.Language) string { return cmp.Or(m.Title, l.Basins()) }

// subtitle returns an explanation of the maps, as markup.
func (m BasinMap) subtitle(l words.Language) string {
	var parts []string
	if m.Note != "" {
		parts = append(parts, m.Note)
	}
	how := l.ColourShows()
	switch {
	case m.theme.Grey:
		how = l.ShadeShows()
	case m.timed():
		how += l.PalerLater()
	}
	return strings.Join(append(parts, l.Starts(m.NX, m.NY), how), sheet.Separator)
}

// describe returns a description of the maps in words.
func (m BasinMap) describe(l words.Language) string {
	var b strings.Builder
	b.WriteString(l.WhichPointsReached(m.NX, m.NY))
	for _, p := range m.Panels {
		fmt.Fprintf(&b, " %s:", p.Title)
		for i, sh := range m.shares(l, p) {
			if i > 0 {
				b.WriteString(";")
			}
			fmt.Fprintf(&b, " %s %s", sh.name, sh.percent(l))
		}
		b.WriteString(".")
	}
	return b.String()
}

// outline draws the box of a share's swatch. The box is a tile, which keeps the map's
// colours in every theme.
func outline(s *sheet.Sheet, r vg.Rectangle, c color.RGBA) {
	s.Tile(figure.Tiles{X: []vg.Length{r.Min.X, r.Max.X}, Y: []vg.Length{r.Min.Y, r.Max.Y}, Index: []uint16{0}, Palette: []color.RGBA{c}})
	s.Frame(r)
}
