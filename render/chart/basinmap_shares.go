package chart

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/figure"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// basinShare is a line of a basin map's legend.
type basinShare struct {
	name    string // plain text
	part    float64
	rounded float64      // the part with three decimals, so that the rounded parts add up to 1
	points  []int        // critical points whose starts it counts
	colours []color.RGBA // colours of its swatch, side by side; none: hatched
}

// percent writes the share with one decimal.
func (s basinShare) percent(l words.Language) string {
	if s.part > 0 && s.part < 0.0005 {
		return l.Decimals("< 0.1 %")
	}
	return l.Decimals(fmt.Sprintf("%.1f %%", 100*s.rounded))
}

// roundShares rounds the parts of all starts to three decimals that add up to 1: down, and those
// with the largest remainders up.
func roundShares(shares []basinShare) {
	order := make([]int, len(shares))
	left := 1000
	remainder := func(i int) float64 { return 1000*shares[i].part - 1000*shares[i].rounded }
	for i := range shares {
		const rounding = 1e-9
		down := math.Floor(1000*shares[i].part + rounding)
		order[i], shares[i].rounded, left = i, down/1000, left-int(down)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder(b), remainder(a)) })
	for _, i := range order[:min(max(left, 0), len(order))] {
		shares[i].rounded += 0.001
	}
}

// mostMinima is the largest number of minima that all have a line of their own.
const mostMinima = 6

// parts returns the shares that the panel states or, if it states none, those counted from
// its starts.
func (m BasinMap) parts(p BasinPanel) (points []float64, nowhere, lost float64) {
	n := len(m.Points)
	if p.Parts != nil {
		return p.Parts[:n], p.Parts[n], p.Parts[n+1]
	}
	points = make([]float64, n)
	each := 1 / float64(len(p.Point))
	for i, k := range p.Point {
		w := each
		if p.Share != nil && k >= 0 {
			w *= p.Share[i]
			nowhere += each - w
		}
		switch {
		case k == Lost:
			lost += w
		case k < 0:
			nowhere += w
		default:
			points[k] += w
		}
	}
	if nowhere < each/2 { // rounding
		nowhere = 0
	}
	return points, nowhere, lost
}

// shares returns the lines of a panel's legend: the share of starts that end at each
// minimum, at other critical points by kind, and nowhere. Kinds that no start reaches have
// no line.
func (m BasinMap) shares(l words.Language, p BasinPanel) []basinShare {
	parts, nowhere, lost := m.parts(p)
	minima := 0
	for _, q := range m.Points {
		if q.Kind == surfaces.Minimum {
			minima++
		}
	}
	colours := m.typicalColours(p)
	var out []basinShare
	group := map[string]int{}
	add := func(name string, part float64, c color.RGBA, points ...int) {
		i, ok := group[name]
		if !ok {
			i = len(out)
			group[name] = i
			out = append(out, basinShare{name: name})
		}
		out[i].part += part
		out[i].points = append(out[i].points, points...)
		if len(out[i].colours) < 4 {
			out[i].colours = append(out[i].colours, c)
		}
	}
	target, single := m.target(p)
	for k, q := range m.Points {
		name := l.Coordinates(rounded(q.X))
		if q.Kind != surfaces.Minimum {
			name = l.AllOfKind(q.Kind, m.numOf(q.Kind))
		} else if minima > mostMinima && parts[k] < 0.02 {
			name = l.OtherMinima()
		}
		if set, ok := m.Names[k]; ok {
			name = l.Point(set)
		}
		if parts[k] > 0 || q.Kind == surfaces.Minimum && minima <= mostMinima && !single || single && k == target {
			add(name, parts[k], colours[k], k)
		}
	}
	if nowhere > 0 {
		name := l.NotConverged()
		if p.Share != nil && p.Parts == nil { // perhaps at other points
			name = l.Elsewhere()
			add(name, nowhere, sheet.Paper)
		} else {
			add(name, nowhere, sheet.NeverCell)
		}
	}
	if lost > 0 {
		out = append(out, basinShare{name: l.Diverged(), part: lost})
	}
	roundShares(out)
	return out
}

// numOf counts the points of a kind.
func (m BasinMap) numOf(kind surfaces.Kind) (n int) {
	for _, q := range m.Points {
		if q.Kind == kind {
			n++
		}
	}
	return n
}

// typicalColours returns the colour that most of the starts of each point have in a panel,
// for swatches that look like the map.
func (m BasinMap) typicalColours(p BasinPanel) []color.RGBA {
	colours := slices.Clone(m.colours())
	if p.Share != nil {
		return colours
	}
	speeds, timed := m.speeds(p)
	t := m.tiles(p, speeds, timed)
	starts := make([]int, len(t.Palette))
	for _, i := range t.Index {
		starts[i]++
	}
	for k := range colours {
		most := k * basinLevels
		for i := range basinLevels {
			if starts[k*basinLevels+i] > starts[most] {
				most = k*basinLevels + i
			}
		}
		colours[k] = t.Palette[most]
	}
	return colours
}

// target returns the one point whose probability a panel shows, if there is one.
func (m BasinMap) target(p BasinPanel) (k int, ok bool) {
	if p.Share == nil || p.Parts != nil {
		return 0, false
	}
	return p.onlyPoint()
}

// onlyPoint returns the point that all runs of a panel reach, if there is only one.
func (p BasinPanel) onlyPoint() (k int, ok bool) {
	k = -1
	for _, at := range p.Point {
		if at < 0 || at == k {
			continue
		}
		if k >= 0 {
			return 0, false
		}
		k = at
	}
	return k, k >= 0
}

// neutral is as light as the colours of minima.
var neutral = sheet.RGB(0x848a90)

// shading explains a panel's lightness in its legend: from, colours, to.
type shading struct {
	from, to string
	colours  []color.RGBA
}

// shading explains the lightness of a panel. It has no colours where lightness has no
// meaning.
func (m BasinMap) shading(l words.Language, p BasinPanel, speeds scale.Log, timed bool) shading {
	if p.Share != nil {
		full := neutral
		if k, ok := p.onlyPoint(); ok {
			full = m.colours()[k]
		}
		sh := shading{from: "0", to: l.AllSeeds()}
		for i := range shareLevels + 1 {
			sh.colours = append(sh.colours, inShare(full, i))
		}
		return sh
	}
	if !timed {
		return shading{}
	}
	sh := shading{from: l.After(l.Decimals(Brief(speeds.Lo, 2))), to: l.StepsAfter(l.Decimals(Brief(speeds.Hi, 2)))}
	for i := range basinLevels {
		sh.colours = append(sh.colours, shade(neutral, i, basinLevels))
	}
	return sh
}

// rounded rounds a point to two decimals, which is enough to recognise it.
func rounded(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = math.Round(100*v)/100 + 0 // no negative zero
	}
	return out
}

// arrangement holds the layout of basin maps and their shares in a room.
type arrangement struct {
	size          vg.Point // size of a map
	pitch         vg.Point // distance from map to map
	gap           vg.Length
	head          vg.Length // height of the title above a map
	columns, rows int
	inPlace       bool         // the shares stand in the basins
	beside        bool         // the shares stand right of their map, else below it
	widths        [2]vg.Length // widths of the shares' names and numbers
	lines, split  int          // rows and columns of the shares below a map
	shrink        vg.Length    // factor of the shares' text size, 1 if there is room
}

const shareLine = 1.55 * sheet.TickSize // distance from share to share, in units

// arrangeBasins makes the maps as large as the room allows: with the shares inside the basins
// where all of them have room, and otherwise beside or below the maps.
func arrangeBasins(s *sheet.Sheet, m BasinMap, room vg.Rectangle) arrangement {
	const bar = 100 // least width in units of the shading's line, the only one of the legend
	shading := m.shadingWidth(s)
	a := arrangeShares(s, m, room, [2]vg.Length{max(bar*s.Unit, shading-shareRoom*s.Unit)}, 1)
	box := landscape.NewPlane(vg.Rectangle{Max: a.size}, m.Window)
	a.inPlace = true
	for _, p := range m.Panels {
		_, fit := m.placeLabels(s, p, box)
		a.inPlace = a.inPlace && fit
	}
	if a.inPlace {
		return a
	}
	var names, numbers vg.Length
	most := 0
	for _, p := range m.Panels {
		shares := m.shares(s.Lang, p)
		most = max(most, len(shares)+1) // one more for the shading
		for _, sh := range shares {
			names = max(names, s.Set(typeset.Escape(sh.name), typeset.Sans, sheet.TickSize).Width)
			numbers = max(numbers, s.Set(sh.percent(s.Lang), typeset.Bold, sheet.TickSize).Width)
		}
	}
	names = max(names, shading-shareRoom*s.Unit-numbers)
	return arrangeShares(s, m, room, [2]vg.Length{names, numbers}, most)
}

// shadingWidth returns the width of the widest line that explains the lightness of a panel.
func (m BasinMap) shadingWidth(s *sheet.Sheet) (width vg.Length) {
	for _, p := range m.Panels {
		speeds, timed := m.speeds(p)
		if sh := m.shading(s.Lang, p, speeds, timed); sh.colours != nil {
			width = max(width, sh.textWidth(s)+shadingRoom*s.Unit)
		}
	}
	return width
}

// headHeight returns the height of the titles above maps, or of a gap without titles.
func (m BasinMap) headHeight(s *sheet.Sheet) vg.Length {
	for _, p := range m.Panels {
		if m.panelTitle(p) != "" {
			return 1.9 * sheet.RunSize * s.Unit
		}
	}
	return 0.6 * sheet.RunSize * s.Unit
}

// arrangeShares chooses the columns of the maps, and the place beside or below them of their
// legends of at most some lines, whose names and numbers have the given widths.
func arrangeShares(s *sheet.Sheet, m BasinMap, room vg.Rectangle, widths [2]vg.Length, most int) arrangement {
	head, column := m.headHeight(s), shareRoom*s.Unit+widths[0]+widths[1]
	var best arrangement
	for _, beside := range []bool{true, false} {
		for columns := 1; columns <= len(m.Panels); columns++ {
			a := arrangement{columns: columns, rows: (len(m.Panels) + columns - 1) / columns, beside: beside, widths: widths}
			a.head, a.split, a.lines, a.shrink = head, 1, most, 1
			var extra vg.Point
			extra.Y = a.head
			if beside {
				a.gap = 22 * s.Unit
				extra.X = sheet.LabelGap*s.Unit + column
			} else {
				a.gap = 18 * s.Unit
			}
			cell := room.Size()
			cell.X = (cell.X + a.gap) / vg.Length(columns)
			cell.Y = (cell.Y + s.AxisDepth()) / vg.Length(a.rows)
			if !beside {
				a.shrink = max(min(1, (cell.X-a.gap)/column), 0.1)
				a.split = max(1, min(most, int((cell.X-a.gap)/(column+columnGap*s.Unit))))
				a.lines = (most + a.split - 1) / a.split
				extra.Y += vg.Length(a.lines)*shareLine*a.shrink*s.Unit + 6*s.Unit
			}
			space := vg.Point{X: cell.X - a.gap - extra.X, Y: cell.Y - extra.Y - s.AxisDepth()}
			if space.X <= 0 || space.Y <= 0 {
				continue
			}
			a.size = landscape.Aspect(m.Window, space)
			if a.size.X*a.shrink > best.size.X*best.shrink {
				wide := a.size.X
				if !beside {
					wide = max(wide, a.shrink*(vg.Length(a.split)*(column+columnGap*s.Unit)-columnGap*s.Unit))
				}
				a.pitch = vg.Point{X: wide + extra.X + a.gap, Y: a.size.Y + extra.Y + s.AxisDepth()}
				best = a
			}
		}
	}
	if best.columns == 0 { // without enough room the maps overlap
		best = arrangement{columns: len(m.Panels), rows: 1, split: 1, lines: most, shrink: 0.1, head: head, widths: widths}
		best.size = landscape.Aspect(m.Window, vg.Point{X: max(room.Size().X/vg.Length(len(m.Panels)), 1), Y: max(room.Size().Y/2, 1)})
		best.pitch = vg.Point{X: best.size.X, Y: room.Size().Y}
	}
	return best
}

// Widths in the legend, in units.
const (
	swatchRoom  = 16              // from the start of a share's line to its name
	shareRoom   = swatchRoom + 10 // in a share's line, beside its name and its number
	columnGap   = 8               // between columns of shares
	shadingRoom = 24              // in the line of a shading, beside its texts
)

// basinShares writes the legend of a map below a point.
func basinShares(s *sheet.Sheet, at vg.Point, shares []basinShare, lightness shading, a arrangement) {
	u := s.Unit
	defer func() { s.Unit = u }()
	s.Unit *= a.shrink
	names, numbers := a.widths[0]*a.shrink, a.widths[1]*a.shrink
	line := func(i int) vg.Point {
		return vg.Point{
			X: at.X + vg.Length(i/a.lines)*((shareRoom+columnGap)*s.Unit+names+numbers),
			Y: at.Y - (vg.Length(i%a.lines)*shareLine+0.8*sheet.TickSize)*s.Unit,
		}
	}
	if lightness.colours != nil {
		last := len(shares)
		if a.split > 1 { // in the corner, the same for all panels
			last = a.lines*a.split - 1
		}
		drawShading(s, line(last), lightness, shareRoom*s.Unit+names+numbers)
	}
	for i, sh := range shares {
		p := line(i)
		box := s.Swatch(vg.Point{X: p.X + 5*s.Unit, Y: p.Y + s.DigitHeight()/2})
		if sh.colours == nil {
			s.HatchBox(box)
		}
		for j, c := range sh.colours {
			part := box
			part.Min.X += box.Size().X * vg.Length(j) / vg.Length(len(sh.colours))
			outline(s, part, c)
		}
		s.Frame(box)
		s.Put(s.Set(typeset.Escape(sh.name), typeset.Sans, sheet.TickSize), vg.Point{X: p.X + swatchRoom*s.Unit, Y: p.Y}, sheet.Soft)
		number := s.Set(sh.percent(s.Lang), typeset.Bold, sheet.TickSize)
		s.Put(number.Aligned(1), vg.Point{X: p.X + shareRoom*s.Unit + names + numbers - number.Width, Y: p.Y}, sheet.Ink)
	}
}

// textWidth returns the width of the texts of a shading.
func (sh shading) textWidth(s *sheet.Sheet) vg.Length {
	return s.Set(sh.from, typeset.Sans, sheet.TickSize).Width + s.Set(sh.to, typeset.Sans, sheet.TickSize).Width
}

// drawShading draws a shading on a line of a legend with the given width.
func drawShading(s *sheet.Sheet, at vg.Point, sh shading, width vg.Length) {
	from := s.Set(sh.from, typeset.Sans, sheet.TickSize)
	to := s.Fit(sh.to, typeset.Sans, sheet.TickSize, max(width-from.Width-shadingRoom*s.Unit, width/4))
	bar := s.Swatch(vg.Point{X: at.X + 5*s.Unit, Y: at.Y + s.DigitHeight()/2})
	bar.Min.X = at.X + from.Width + 4*s.Unit
	bar.Max.X = max(at.X+width-to.Width-4*s.Unit, bar.Min.X+8*s.Unit)
	s.Put(from, at, sheet.Soft)
	t := figure.Tiles{X: cellEdges(bar.Min.X, bar.Max.X, len(sh.colours)), Y: []vg.Length{bar.Min.Y, bar.Max.Y}, Palette: sh.colours}
	for i := range sh.colours {
		t.Index = append(t.Index, uint16(i))
	}
	s.Tile(t)
	s.Frame(bar)
	s.Put(to, vg.Point{X: bar.Max.X + 4*s.Unit, Y: at.Y}, sheet.Soft)
}
