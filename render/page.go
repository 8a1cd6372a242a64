package render

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/sheet"
)

// Page arranges figures side by side below one title.
type Page struct {
	Title   string       // plain text; "" for none
	Columns int          // how many figures stand side by side; 0: all of up to three, and otherwise the square root of their number
	Common  sheet.Header // what the headers of all figures say: it stands below the title, and not in the figures; its Depth is the depth of their headers
	Text    float64      // size of the figures' text as a part of the usual; 0: all of it
	Deep    int          // how many figures stand above each other in a figure that is itself a page; 0: one
	Spare   []vg.Length  // by how much each row is lower than rows of equal heights; nil: the rows are equal
}

// spare returns by how much all rows together are lower than rows of equal heights.
func (p Page) spare() (all vg.Length) {
	for _, h := range p.Spare {
		all += h
	}
	return all
}

// WithSpare returns the page without the height that each of its rows leaves empty in every
// figure, given the empty heights of all figures in inches, and the page's style of the remaining
// height. A row in which a figure lacks height, which is a negative empty height, becomes higher, as
// far as the page fits on a sheet of paper.
func (p Page) WithSpare(style sheet.Style, figures []float64) (Page, sheet.Style) {
	columns, _ := p.grid(sheet.New(style), len(figures))
	pixel := vg.Inch / vg.Length(style.DPI)
	p.Spare = nil
	more := max(0, tallest-sheet.New(style).Height) / vg.Length((len(figures)+columns-1)/columns) // for each row
	for row := range slices.Chunk(figures, columns) {
		spare := max(slices.Min(row), -float64(more/vg.Inch))
		p.Spare = append(p.Spare, vg.Length(math.Floor(spare*style.DPI))*pixel)
	}
	style.Height -= math.Round(float64(p.spare() / pixel))
	return p, style
}

// HasNext reports whether figure i+1 of n stands beside figure i on the page.
func (p Page) HasNext(style sheet.Style, n, i int) bool {
	columns, _ := p.grid(sheet.New(style), n)
	return i+1 < n && (i+1)%columns > 0
}

// Cell returns the style in which Draw expects figure i of n of the page. All panels are
// equally large: where the page shares the name of an axis, the figures that show the name are
// larger than others.
func (p Page) Cell(style sheet.Style, n, i int) sheet.Style {
	style.Unit, style.Inner = 0, sheet.Inner{} // those of a page within a page
	s := sheet.New(style)
	columns, rows := p.grid(s, n)
	width, height := s.Width/vg.Length(columns), (s.Height+p.spare()-s.BannerHeight(p.Title, p.Common))/vg.Length(rows)
	if p.Spare != nil {
		height -= p.Spare[i/columns]
	}
	style = p.cell(style, width, height, s.BannerTitle(p.Title))
	if p.Deep > 1 || n < 2 {
		return style
	}
	inner := sheet.New(style)
	style.Unit = inner.Unit * vg.Length(cmp.Or(p.Text, 1))
	name := sheet.New(style).AxisNameRoom()
	if p.Common.X != nil && rows > 1 {
		style.Inner.X, style.Inner.Shallow = i+columns < n, i/columns < rows-1
		height -= name / vg.Length(rows)
		if !style.Inner.Shallow {
			height += name
		}
	}
	if p.Common.Y != nil && columns > 1 {
		style.Inner.Y = i%columns > 0
		width -= name / vg.Length(columns)
		if !style.Inner.Y {
			width += name
		}
	}
	style.Width, style.Height = float64(width/vg.Inch)*style.DPI, float64(height/vg.Inch)*style.DPI
	return style
}

// cell returns the style of a figure of a size on the page, whose title has text of a size.
func (p Page) cell(style sheet.Style, width, height, title vg.Length) sheet.Style {
	common := p.Common
	if style.Common != nil {
		common = style.Common.Joined(common)
	}
	common.Depth, common.Title = p.Common.Depth, title
	style.Common = &common
	style.PageHeight = cmp.Or(style.PageHeight, style.Height)
	style.Width, style.Height = float64(width/vg.Inch)*style.DPI, float64(height/vg.Inch)*style.DPI
	return style
}

// Draw puts the figures, drawn in the style that Cell returns, on the page from left to
// right and from the top down. Draw refuses a page without figures and a page without room
// for them.
func (p Page) Draw(figures []Figure, style sheet.Style) (Figure, error) {
	if len(figures) == 0 {
		return Figure{}, errors.New("a page without figures")
	}
	if err := style.Check(); err != nil {
		return Figure{}, err
	}
	cell := p.Cell(style, len(figures), 0)
	if !(cell.Width >= 1 && cell.Height >= 1) {
		return Figure{}, fmt.Errorf("a page of %g x %g has no room for %d figures", style.Width, style.Height, len(figures))
	}
	s := sheet.New(style)
	corners := p.corners(s, figures, s.DrawBanner(p.Title, p.Common))
	var descs []string
	for _, f := range figures {
		descs = append(descs, strings.TrimPrefix(f.Title+": ", ": ")+f.Desc)
	}
	title, desc := p.Title, strings.Join(descs, " ")
	ofFigure := len(figures) == 1 && title == "" // the figure's title is the page's
	if ofFigure {
		title, desc = figures[0].Title, figures[0].Desc
		s.TitlePlace = figures[0].TitlePlace.Moved(corners[0])
	}
	if title == "" && style.Untitled {
		title = strings.Join(titlesOf(figures), "; ")
	}
	for i, f := range figures { // their marks have the theme's colours already
		for _, m := range f.Marks {
			m.Title = m.Title && ofFigure
			s.Marks = append(s.Marks, m.Moved(corners[i]))
		}
	}
	return s.Finish(title, desc)
}

// corners returns the lower left corners of figures from left to right and from the top down.
func (p Page) corners(s *sheet.Sheet, figures []Figure, top vg.Length) []vg.Point {
	columns, _ := p.grid(s, len(figures))
	at, corners := vg.Point{Y: top}, make([]vg.Point, len(figures))
	for i, f := range figures {
		if i%columns == 0 {
			at.X, at.Y = 0, at.Y-f.Height
		}
		corners[i] = at
		at.X += f.Width
	}
	return corners
}

// Film does what Draw does, for films of the figures: all runs advance together. The film of a figure
// in which nothing moves is its still alone.
func (p Page) Film(films []sheet.Film, style sheet.Style) (sheet.Film, error) {
	stills := make([]Figure, len(films))
	for i, f := range films {
		stills[i] = f.Still
	}
	still, err := p.Draw(stills, style)
	if err != nil {
		return sheet.Film{}, err
	}
	s := sheet.New(style)
	corners := p.corners(s, stills, s.Height-s.BannerHeight(p.Title, p.Common))
	var page sheet.Film
	page.Still = still
	for i, f := range films {
		page.Add(f, corners[i].Add(vg.Point{Y: s.Foot()}))
	}
	return page, nil
}

// titlesOf returns the titles that figures have.
func titlesOf(figures []Figure) (titles []string) {
	for _, f := range figures {
		if f.Title != "" {
			titles = append(titles, f.Title)
		}
	}
	return titles
}

// Fit returns the style of a page of n figures. The page is made higher, up to a sheet of
// paper, if text of a fixed size on paper leaves room for fewer figures side by side than
// the page asks for, or makes the cells too low.
func (p Page) Fit(style sheet.Style, n int) sheet.Style {
	s := sheet.New(style)
	if s.Theme.Text.Least == 0 || n < 2 {
		return style
	}
	wanted, before := p.wantedGrid(n)
	columns, rows := p.grid(s, n)
	room := s.Height - s.BannerHeight(p.Title, p.Common)
	cell, least := room/vg.Length(before), vg.Length(max(1, p.Deep))*min(1.3*s.Width/vg.Length(columns), sheet.Stacked*sheet.RunSize*s.Unit)
	if wanted == columns && cell >= least {
		return style
	}
	cell = max(cell, min(least, tallest/vg.Length(rows)))
	style.Height = float64((s.BannerHeight(p.Title, p.Common)+cell*vg.Length(rows))/vg.Inch) * style.DPI
	return style
}

// grid returns how many figures stand side by side and one above the other on a sheet.
func (p Page) grid(s *sheet.Sheet, n int) (columns, rows int) {
	most, _ := p.wantedGrid(n)
	if columns = s.Theme.Columns(most, s.Width); most == n && s.Theme.FitsRow(n, s.Width) {
		columns = n
	}
	rows = (n + columns - 1) / columns
	for ; columns < most && leastCell*s.Unit*vg.Length(rows) > tallest; columns++ {
		rows = (n + columns) / (columns + 1)
	}
	return columns, max(1, rows)
}

// tallest is the greatest height of a figure that fits with a caption on a page of A4, and
// leastCell the least height, in units, of a figure on such a page.
const (
	tallest   = 23 * vg.Centimeter
	leastCell = 15 * sheet.RunSize
)

// Rows returns how many of n figures stand one above the other on a page of a style.
func (p Page) Rows(style sheet.Style, n int) int {
	_, rows := p.grid(sheet.New(style), n)
	return rows
}

// Column returns the style of a column of a page of n figures, as high as the page. Where paper has no
// room for as many columns as a page within it asks for, more figures stand above each other there.
func (p Page) Column(style sheet.Style, n int) sheet.Style {
	s := sheet.New(style)
	columns, _ := p.grid(s, n)
	style.Width, style.Unit = style.Width/float64(columns), s.Unit
	return style
}

// wantedGrid returns the grid that the page asks for, whether or not there is room.
func (p Page) wantedGrid(n int) (columns, rows int) {
	columns = p.Columns
	if columns < 1 {
		columns = int(math.Ceil(math.Sqrt(float64(n))))
		if n <= 3 {
			columns = n
		}
	}
	columns = max(1, min(columns, n))
	return columns, max(1, (n+columns-1)/columns)
}
