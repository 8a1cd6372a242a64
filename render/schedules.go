package render

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
)

// Schedules draws small multiples of learning rates against the step, a panel for each group of
// the scene's runs. The panels have common axes, which are named once: the rates left of each
// row, and the steps below each column. All curves have one colour, as the titles name them.
// Where there is little room, titles have only their first line, and are cut.
func Schedules(sc Scene, style sheet.Style) (Figure, error) {
	if err := sc.check(style, false); err != nil {
		return Figure{}, err
	}
	s := sheet.New(style)
	groups := sc.groups()
	curves := sc.rateCurves(s.Lang, sc.styles(s))
	for i := range curves {
		curves[i].Label, curves[i].Style = sheet.EndLabel{}, curves[0].Style
	}
	top := s.DrawHeader(sc.title(s.Lang), "", nil)
	whole := s.WithinAxes(sheet.Panel{Rectangle: s.Body(top), X: sc.xScale(s), Y: sc.yScale(s, sc.rates(), curves)})
	columns, rows := scheduleGrid(s, groups, whole.Size())
	if titleHeight(s, groups) > whole.Height()/vg.Length(3*rows) {
		groups = withoutDetails(groups)
		columns, rows = scheduleGrid(s, groups, whole.Size())
	}
	gap := vg.Point{X: 16 * s.Unit, Y: titleHeight(s, groups)}
	size := vg.Point{X: (whole.Width()+gap.X)/vg.Length(columns) - gap.X, Y: whole.Height()/vg.Length(rows) - gap.Y}
	for i, g := range groups {
		column, row := i%columns, i/columns
		p := whole
		p.Min.X += vg.Length(column) * (size.X + gap.X)
		p.Max.Y -= vg.Length(row)*(size.Y+gap.Y) + gap.Y
		p.Max.X, p.Min.Y = p.Min.X+size.X, p.Max.Y-size.Y
		g.write(s, vg.Point{X: p.Min.X, Y: p.Max.Y}, size.X+gap.X/2, sheet.Ink)
		own, shown := sc.only(g), pick(curves, g.Tracks)
		for k := range shown {
			shown[k].Run = k
		}
		also := chart.Obstacles{Lines: sc.Lines}
		chart.DrawCurves(s, p, shown, also)
		chart.AcrossCurves(s, p, shown, also)
		own.markCurves(s, p, shown, 0)
		if column == 0 {
			s.AxisY(p, sc.YAxis.NamedOn(p.Y, s.Lang, s.Lang.RateAxis()))
		}
		if i+columns >= len(groups) {
			sc.drawAxisX(s, p)
		}
	}
	return s.Finish(sc.title(s.Lang), sc.describeRates(s.Lang)+sc.describeLines(s.Lang)+sc.describeMarks(s.Lang))
}

// withoutDetails returns panels whose titles have one line.
func withoutDetails(groups []Panel) []Panel {
	groups = slices.Clone(groups)
	for i, g := range groups {
		groups[i].Title, _, _ = strings.Cut(g.Title, ": ")
	}
	return groups
}

// scheduleGrid returns the columns and rows of panels in a room: the panels are as nearly half
// as high as wide as they can be, and wide enough for their titles, unless rows would then be
// as low as the titles.
func scheduleGrid(s *sheet.Sheet, groups []Panel, room vg.Point) (columns, rows int) {
	const shape = 0.5
	inColumns := func(c int) int { return (len(groups) + c - 1) / c }
	most := max(1, min(len(groups), int(room.X/(widestTitle(s, groups)+sheet.TitleGap*s.Unit))))
	for most < len(groups) && room.Y/vg.Length(inColumns(most)) < 2*titleHeight(s, groups) {
		most++
	}
	off := math.Inf(1)
	for c := 1; c <= most; c++ {
		r := inColumns(c)
		ratio := float64(room.Y/vg.Length(r)-titleHeight(s, groups)) / float64(room.X/vg.Length(c))
		if d := math.Abs(math.Log(max(ratio, 1e-3) / shape)); d < off {
			off, columns, rows = d, c, r
		}
	}
	return columns, rows
}
