package drawing

import (
	"context"
	"errors"
	"slices"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
)

// Page is the content of figures side by side.
type Page struct {
	parts []*Drawing
}

// placed holds the figures of a page where they stand: each in the style of its cell in a layout of the
// page, and the style of the page.
type placed struct {
	parts  []*Drawing
	layout render.Page
	style  sheet.Style
}

// Parts returns the drawings of a page, nil of another kind.
func (g *Drawing) Parts() []*Drawing {
	if p, ok := g.Content.(*Page); ok {
		return p.parts
	}
	return nil
}

// resolve resolves the figures, each in the style of its cell.
func (p *Page) resolve(ctx context.Context, g *Drawing) error {
	if err := g.setUsualStyle(); err != nil {
		return err
	}
	d := g.Document
	g.Style = layout(d, g.Style).Fit(g.Style, len(d.Figures))
	for i, f := range d.Figures {
		part, err := Resolve(ctx, f, g.measurer)
		if err != nil {
			return &document.PartError{Index: i, Err: err}
		}
		part.fit(layout(d, g.Style).Cell(g.Style, len(d.Figures), i))
		part.measureIn(g.size)
		for _, n := range part.Notes {
			if !slices.Contains(g.Notes, n) {
				g.Notes = append(g.Notes, n)
			}
		}
		p.parts = append(p.parts, part)
	}
	return nil
}

func (p *Page) compute(ctx context.Context, _ *Drawing, done func(cells []int) error) error {
	for i, part := range p.parts {
		if err := part.Compute(ctx, done); err != nil {
			return &document.PartError{Index: i, Err: err}
		}
	}
	return nil
}

func (p *Page) takeResults(ctx context.Context, _, from *Drawing) error {
	for i, part := range p.parts {
		if err := part.takeResults(ctx, from.Parts()[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p *Page) texts() []namedText { return nil }

// draw draws the page. On a slide the figures stand where they are largest, and the text of
// figures that have no room shrinks.
func (p *Page) draw(g *Drawing) (render.Figure, error) {
	if g.Document.Until != nil {
		return p.until(g)
	}
	f, _, err := p.drawWhole(g)
	return f, err
}

// drawWhole draws the page with its runs to their ends, and returns where its figures stand.
func (p *Page) drawWhole(g *Drawing) (render.Figure, placed, error) {
	const least = 0.5
	l := layout(g.Document, g.Style)
	if g.Style.Theme.Slides {
		l.Columns = p.largest(g, l)
	}
	f, at, err := p.drawIn(g, l)
	var small *sheet.SizeError
	for l.Text = 0.9; g.Style.Theme.Slides && l.Text > least && errors.As(err, &small); l.Text -= 0.1 {
		f, at, err = p.drawIn(g, l)
	}
	return f, at, err
}

// drawIn draws the figures in a layout.
func (p *Page) drawIn(g *Drawing, l render.Page) (render.Figure, placed, error) {
	page := g.Style
	var headers []sheet.Header
	if g.isArranged() {
		var m measured
		l, m = p.arranged(g, l)
		page.Aligned = &m.Alignment
		l, page = p.withoutSpare(g, l, page)
		if len(p.parts) > 1 { // with a legend
			page.Headers = &headers
		}
	}
	at := p.place(page, l)
	figures, err := at.figures()
	if more := sheet.Common(headers).Names; err == nil && more != nil { // a name has less room on a map than it had at the small size
		l.Common = l.Common.WithNames(more)
		at = p.place(page, l)
		figures, err = at.figures()
	}
	if err == nil && l.Common.Misnames(headers) { // in a figure that was too small to be measured
		l.Common, page.Aligned.Names = l.Common.WithoutNames(), sheet.OwnLegends
		at = p.place(page, l)
		figures, err = at.figures()
	}
	if at.style.Headers = g.Style.Headers; err != nil {
		return render.Figure{}, placed{}, err
	}
	f, err := l.Draw(figures, at.style)
	return f, at, g.undrawable("the page", err)
}

// isArranged reports whether the figures of a page stand in line and share what their headers say: not
// where the document has no title at all, and not while the page is measured within another.
func (g *Drawing) isArranged() bool {
	return (g.Document.GridSpec.Title != "" || g.Document.NoTitle) && g.Style.Headers == nil
}

// withoutSpare returns a page, and its style, without the height that maps leave empty because
// they fill the width of their cells.
func (p *Page) withoutSpare(g *Drawing, l render.Page, page sheet.Style) (render.Page, sheet.Style) {
	if !g.freeHeight() {
		return l, page
	}
	m := p.measure(g, l, page.Aligned)
	if len(m.spare) != len(p.parts) {
		return l, page
	}
	lower, style := l.WithSpare(page, m.spare)
	g = &Drawing{Document: g.Document, Style: style}
	m = p.measure(g, lower, page.Aligned.Texts())
	m.Names = page.Aligned.Names
	style.Aligned = &m.Alignment
	return lower, style
}

// arranged draws the figures at a small size, to learn what their headers have in common, which
// then stands on the page, how deep the rest of the headers is, and where the axes of the figures
// stand.
func (p *Page) arranged(g *Drawing, l render.Page) (render.Page, measured) {
	first := p.measure(g, l, nil)
	l.Common = sheet.Common(first.headers)
	if len(first.headers) != len(p.parts) { // pages within the page have axes of their own
		l.Common.X, l.Common.Y = nil, nil
	}
	below := first.Texts()
	second := p.measure(g, l, below)
	for second.unfit(below.Names) {
		below.Names++
		second = p.measure(g, l, below)
	}
	l.Common.Depth = sheet.Deepest(second.headers)
	l.Common.Names = nil
	l.Common = l.Common.WithNames(sheet.Common(second.headers).Names)
	third := p.measure(g, l, below)
	if more := sheet.Common(third.headers).Names; more != nil { // the names have less room than before
		l.Common = l.Common.WithNames(more)
		third = p.measure(g, l, below)
	}
	third.Names = below.Names
	return l, third
}

// measured holds what a page learns of its figures by drawing them.
type measured struct {
	headers []sheet.Header
	spare   []float64 // the height, in inches, that each figure leaves empty
	sheet.Alignment
	sizes []float64 // how large the smallest panel of each figure looks; 0 without panels
}

// unfit reports whether the page's figures, which name some of their lines themselves, need to name
// more of them: the legend of the page would not be good, or some curves would have their names in
// it and others beside them.
func (m measured) unfit(names sheet.Naming) bool {
	mixed := m.OwnNamed && len(sheet.Common(m.headers).Names) > 0
	return names < sheet.OwnNames && mixed || names < sheet.OwnLegends && sheet.UnfitForLegend(m.headers)
}

// measure measures all figures with a given alignment, whether or not they have room; it
// returns nothing of figures that cannot be drawn.
func (p *Page) measure(g *Drawing, l render.Page, aligned *sheet.Alignment) (m measured) {
	page := smaller(g.Style)
	page.Headers, page.Collected, page.Aligned, page.Audit = &m.headers, &m.Alignment, aligned, nil
	for _, part := range p.place(page, l).parts {
		before := len(m.Panels)
		m.Spare = 0
		if _, err := part.Figure(); err != nil && !errors.As(err, new(*sheet.SizeError)) {
			return measured{}
		}
		if part.Parts() != nil { // the figures of a page within the page have rows of their own
			m.Spare = 0
		}
		m.spare = append(m.spare, m.Spare)
		m.sizes = append(m.sizes, m.Seen(before))
	}
	return m
}

// place returns the figures in a layout on a page of a style.
func (p *Page) place(page sheet.Style, l render.Page) placed {
	at := placed{make([]*Drawing, len(p.parts)), l, page}
	for i, part := range p.parts {
		at.parts[i] = part.in(l.Cell(page, len(p.parts), i))
	}
	return at
}

// figures draws the figures, each in its style.
func (at placed) figures() ([]render.Figure, error) {
	var figures []render.Figure
	for _, part := range at.parts {
		f, err := part.Figure()
		if err != nil {
			return nil, err
		}
		figures = append(figures, f)
	}
	return figures, nil
}

func (p *Page) bytes(g *Drawing) float64 {
	bytes := g.Plan.Bytes()
	for _, part := range p.parts {
		bytes += part.Bytes()
	}
	return bytes
}

// fit gives a drawing, and those on it, the style of a cell.
func (g *Drawing) fit(cell sheet.Style) {
	g.Style = cell
	if parts := g.Parts(); len(parts) > 0 {
		for i, p := range parts {
			p.fit(layout(g.Document, cell).Cell(cell, len(parts), i))
		}
	}
}

// measureIn gives a drawing, and those on it, the size of their page for messages.
func (g *Drawing) measureIn(size string) {
	g.size = size
	for _, p := range g.Parts() {
		p.measureIn(size)
	}
}

// layout returns how the figures of a page of a style stand on it.
func layout(d document.Document, style sheet.Style) render.Page {
	p := render.Page{Title: d.GridSpec.Title, Columns: d.Columns}
	column := p.Column(style, len(d.Figures))
	for _, f := range d.Figures {
		p.Deep = max(p.Deep, deep(f, column))
	}
	return p
}

// deep returns how many figures stand above each other in a figure of a style.
func deep(d document.Document, style sheet.Style) int {
	if len(d.Figures) == 0 {
		return 1
	}
	p := layout(d, style)
	return p.Rows(style, len(d.Figures)) * p.Deep
}
