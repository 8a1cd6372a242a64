package sheet

import "gonum.org/v1/plot/vg"

// Sizes of figures, as multiples of the size of their runs' text.
const (
	unshrunk = 40 // least width on a page at which text does not shrink with the figure
	readable = 25 // least width at which text leaves panels any room
	narrow   = 17 // least width of three figures that share a row instead of tearing apart
	Stacked  = 28 // height in a column at which views stack their panels
	spacious = 38 // least width at which text leaves panels half of the figure
	low      = 20 // least height at which text leaves panels as much
)

// Sizes of the cells of a grid on a slide, as multiples of the size of their runs' text.
// Narrow margins and shared axes leave the panels more room than they have elsewhere.
const (
	gridWide   = 25 // width at which text is as large as the slide's
	gridNarrow = 15 // width of cells whose text is smaller, down to gridText
	gridLow    = 12 // least height at which text leaves panels half of the cell

	gridText = 13.0 / 540 // least size of the smallest text in narrow cells, as a part of the slide's height
)

// unit returns the unit of a figure in the theme. Text whose size follows the height of a
// figure, or of the page that holds it, would leave no room in a narrow or low figure:
// there the unit is smaller.
func (t Theme) unit(style Style) vg.Length {
	width, height := style.size()
	page := height
	if style.PageHeight > 0 {
		page = vg.Length(style.PageHeight/style.DPI) * vg.Inch
	}
	if style.Unit > 0 {
		return style.Unit
	}
	if t.Text.LeastPart == 0 {
		return max(style.unit(), t.Text.Least/TickSize) * t.grown()
	}
	wide, high := width/(spacious*RunSize), height/(low*RunSize)
	if style.PageHeight > 0 {
		wide = max(width/(gridWide*RunSize), min(gridText*page/TickSize, width/(gridNarrow*RunSize)))
		high = height / (gridLow * RunSize)
	}
	return max(style.unit(), min(vg.Length(t.Text.LeastPart)*page/TickSize, wide, high)) * t.grown()
}

// grown returns the factor by which the smallest text is larger than usual. The unit grows with it, as
// all distances and marks are made for that size.
func (t Theme) grown() vg.Length { return t.Text.Tick / TickSize }

// TextSize returns the size, in units that have grown with the smallest text, that the theme gives to
// text of a size, which is one of the named sizes or lies between two of them.
func (t Theme) TextSize(size vg.Length) vg.Length {
	if size < TickSize {
		return size
	}
	named := [][2]vg.Length{{TickSize, TickSize}, {SubtitleSize, t.Text.Subtitle / t.grown()}, {RunSize, t.Text.Run / t.grown()}, {AxisSize, t.Text.Axis / t.grown()}, {TitleSize, t.Text.Title / t.grown()}}
	k := 1
	for k < len(named)-1 && size > named[k][0] {
		k++
	}
	from, to := named[k-1], named[k]
	slope := (to[1] - from[1]) / (to[0] - from[0])
	return from[1] - slope*from[0] + slope*size
}

// lineRoom returns the height in units of the room of text of a size: no less than where the theme
// makes text smaller.
func (t Theme) lineRoom(size vg.Length) vg.Length { return max(size, t.TextSize(size)) }

// SubtitleRoom returns the height of a line of the subtitle with the gap above.
func (s *Sheet) SubtitleRoom() vg.Length { return 1.55 * s.Theme.lineRoom(SubtitleSize) * s.Unit }

// SmallestText returns the size of the smallest text in units where the theme prescribes
// it, and otherwise 0.
func (t Theme) SmallestText() vg.Length {
	if t.Text.Least == 0 && t.Text.LeastPart == 0 {
		return 0
	}
	return TickSize
}

// Shrunk returns a size of text times a scale, but no smaller than the theme's least text.
func (t Theme) Shrunk(size, scale vg.Length) vg.Length {
	return max(scale*size, min(size, t.SmallestText()))
}

// Columns returns how many figures, at most most, stand side by side in a width. Text with
// a prescribed size on paper does not shrink with its figure.
func (t Theme) Columns(most int, width vg.Length) int {
	if t.Text.Least == 0 {
		return most
	}
	em := t.Text.Least / TickSize * RunSize
	return max(1, min(most, int(width/(readable*em))))
}

// FitsRow reports whether three figures of a page, two of which have room side by side, stand
// in one row nevertheless: a single figure in a second row would leave a quarter of the page empty.
func (t Theme) FitsRow(n int, width vg.Length) bool {
	return n == 3 && t.Text.Least > 0 && t.Columns(n, width) == 2 && width >= 3*narrow*t.Text.Least/TickSize*RunSize
}
