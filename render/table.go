package render

import (
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/typeset"
	"github.com/optviz/optviz/render/words"
)

// columnKind is the kind of quantity that a group of columns of a worked example shows.
type columnKind int

// The groups of columns, in their order.
const (
	iterateGroup columnKind = iota
	gradientGroup
	memoryGroup
	rateGroup
	stepGroup
)

// name returns the heading of the group.
func (k columnKind) name(l words.Language) string {
	return [...]func(words.Language) string{words.Language.Iterate, words.Language.Gradient, words.Language.Memory, words.Language.Rate, words.Language.Step}[k](l)
}

// quantity is a number of each iterate, or of the step from it.
type quantity struct {
	group columnKind
	name  string              // mathematics, see typeset.Math
	at    func(k int) float64 // NaN where there is none
}

// quantities returns what a track's table can show: all that makes the steps, and of each
// vector the first coordinates. Quantities that were not recorded are left out.
func (t Track) quantities(coordinates int) []quantity {
	p := t.Path
	var all []quantity
	add := func(group columnKind, width int, name func(i int) string, row func(k int) []float64) {
		for i := range min(width, coordinates) {
			all = append(all, quantity{group, name(i), func(k int) float64 { return entry(row(k), i) }})
		}
	}
	of := func(symbol string, width int) func(i int) string {
		return func(i int) string { return subscripted(symbol, i, width) }
	}
	add(iterateGroup, p.Dim, func(i int) string { return variable(i, p.Dim) }, p.At)
	if p.Gradients != nil {
		add(gradientGroup, p.Dim, of("g", p.Dim), func(k int) []float64 { return p.Gradients[k*p.Dim:] })
	}
	if p.Len() > 0 {
		for _, v := range p.Memory {
			width := len(v.Value) / p.Len()
			add(memoryGroup, width, of(v.Symbol, width), func(k int) []float64 {
				if k+1 == p.Len() {
					return nil
				}
				return p.Row(v, k+1) // what the step has left
			})
		}
	}
	if rates := t.rates(); len(rates) > 0 && slices.Min(rates) != slices.Max(rates) {
		add(rateGroup, 1, func(int) string { return "η" }, func(k int) []float64 { return p.LR[k : k+1] })
	}
	add(stepGroup, p.Dim, func(i int) string { return "Δ" + variable(i, p.Dim) }, t.step)
	return all
}

// step returns the step from iterate k to the next; nil for the last.
func (t Track) step(k int) []float64 {
	if k+1 == t.Path.Len() {
		return nil
	}
	step := slices.Clone(t.Path.At(k + 1))
	for i, x := range t.Path.At(k) {
		step[i] -= x
	}
	return step
}

// entry returns a coordinate of a vector, NaN where the vector is nil.
func entry(x []float64, i int) float64 {
	if x == nil {
		return math.NaN()
	}
	return x[i]
}

// variable returns the name of a coordinate: x and y in up to two dimensions, and
// otherwise x_{1}, x_{2}, ...
func variable(i, dim int) string {
	if dim <= 2 {
		return "xy"[i : i+1]
	}
	return "x_{" + strconv.Itoa(i+1) + "}"
}

// subscripted returns the name of a coordinate of a vector, such as "m_{x}". A vector of
// one number has no subscript but that of its symbol.
func subscripted(symbol string, i, width int) string {
	symbol, own, _ := strings.Cut(symbol, "_")
	var parts []string
	if own != "" {
		parts = append(parts, own)
	}
	switch {
	case width == 2:
		parts = append(parts, variable(i, 2))
	case width > 2:
		parts = append(parts, strconv.Itoa(i+1))
	}
	if parts == nil {
		return symbol
	}
	return symbol + "_{" + strings.Join(parts, ",") + "}"
}

// table is the text of a track's worked example.
type table struct {
	rows    []int // numbers of iterates; leftOut stands for those between its neighbours
	columns []column
}

// column is a quantity with its number in each row.
type column struct {
	quantity
	cells []scale.Cell
}

const leftOut = -1

// newTable writes at most so many lines of iterates, and at least 3. Where the iterates
// have no room, a line between the first ones and the last, at most three, stands for those that
// are left out.
func newTable(qs []quantity, iterates, lines, digits int) table {
	var t table
	for k := range iterates {
		t.rows = append(t.rows, k)
	}
	if lines = max(lines, 3); iterates > lines {
		last := min(3, lines/2)
		t.rows = slices.Concat(t.rows[:lines-1-last], []int{leftOut}, t.rows[iterates-last:])
	}
	for _, q := range qs {
		values := make([]float64, len(t.rows))
		for i, k := range t.rows {
			values[i] = math.NaN()
			if k != leftOut {
				values[i] = q.at(k)
			}
		}
		t.columns = append(t.columns, column{q, scale.Column(values, digits)})
	}
	return t
}

// describe returns the table in words.
func (t table) describe(l words.Language, label string) string {
	var b strings.Builder
	b.WriteString(" " + label + ":")
	for i, k := range t.rows {
		if k == leftOut {
			b.WriteString(" …;")
			continue
		}
		b.WriteString(" k = " + strconv.Itoa(k))
		for _, c := range t.columns {
			if cell := l.Decimals(c.cells[i].String()); cell != "" {
				b.WriteString(", " + plainName(c.name) + " = " + cell)
			}
		}
		b.WriteString(";")
	}
	return strings.TrimSuffix(b.String(), ";") + "."
}

// plainName returns a name without the braces of its markup.
func plainName(name string) string { return strings.NewReplacer("{", "", "}", "").Replace(name) }

// Sizes in a table, as multiples of the size of its text.
const (
	rowPitch   = 1.7
	columnGap  = 1.3
	tableGap   = 2.3
	headHeight = 3.1
	markRoom   = 1.1 // left of a caption
)

// smallText returns the size of the text of groups and notes beside text of a size.
func smallText(s *sheet.Sheet, size vg.Length) vg.Length { return s.Theme.Shrunk(size, 0.86) }

// ruler measures texts at a size of 1 unit, each once. All digits have one width, so zeros
// are measured in their place: that leaves few texts.
type ruler struct {
	s      *sheet.Sheet
	widths map[string]vg.Length
}

func (r ruler) width(markup string) vg.Length {
	markup = strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' {
			return '0'
		}
		return c
	}, markup)
	w, ok := r.widths[markup]
	if !ok {
		w = r.s.Set(markup, typeset.Sans, 1).Width
		r.widths[markup] = w
	}
	return w
}

// measures holds the widths of a table's parts at a text size of 1 unit.
type measures struct {
	steps   vg.Length // of the column of k
	columns []alignment
	width   vg.Length
}

// alignment is a column's width, and the room of its numbers on both sides of the decimal
// point.
type alignment struct{ width, whole, rest vg.Length }

// measure returns the widths of a table's parts. These widths depend on the size of the
// text where names of groups shrink less than the rest.
func (r ruler) measure(t table, size vg.Length) measures {
	m := measures{steps: r.width("$k$")}
	for _, k := range t.rows {
		m.steps = max(m.steps, r.width(scale.Thousands(k)))
	}
	for _, c := range t.columns {
		var a alignment
		for _, cell := range c.cells {
			a.whole, a.rest = max(a.whole, r.width(r.s.Lang.Decimals(cell.Whole))), max(a.rest, r.width(r.s.Lang.Decimals(cell.Rest())))
		}
		a.width = max(a.whole+a.rest, r.width(typeset.Math(c.name)))
		m.columns = append(m.columns, a)
	}
	for _, g := range t.groups() { // its name may be wider than its numbers
		lack := smallText(r.s, size)/size*r.width(g.kind.name(r.s.Lang)) - m.span(r.s, g)
		for i := g.from; i < g.to && lack > 0; i++ {
			m.columns[i].width += lack / vg.Length(g.to-g.from)
		}
	}
	m.width = m.steps
	for _, a := range m.columns {
		m.width += columnGap*r.s.Unit + a.width
	}
	return m
}

// span returns the width of a group's columns.
func (m measures) span(s *sheet.Sheet, g columnGroup) vg.Length {
	w := vg.Length(g.to-g.from-1) * columnGap * s.Unit
	for _, a := range m.columns[g.from:g.to] {
		w += a.width
	}
	return w
}

// columnGroup is a range of neighbouring columns of one kind.
type columnGroup struct {
	kind     columnKind
	from, to int
}

func (t table) groups() []columnGroup {
	var gs []columnGroup
	for i, c := range t.columns {
		if last := len(gs) - 1; last >= 0 && gs[last].kind == c.group {
			gs[last].to = i + 1
			continue
		}
		gs = append(gs, columnGroup{c.group, i, i + 1})
	}
	return gs
}

// printer draws a table in a size of text.
type printer struct {
	*sheet.Sheet
	table
	measures
	size  vg.Length // in units
	em    vg.Length // the same, as a length
	left  vg.Length
	edges [][2]vg.Length // left and right of each column
}

// drawTable draws a table with text of a size below its upper left corner.
func drawTable(s *sheet.Sheet, t table, m measures, size vg.Length, at vg.Point) {
	p := printer{Sheet: s, table: t, measures: m, size: size, em: size * s.Unit, left: at.X}
	x := p.left + size*m.steps
	for _, a := range m.columns {
		x += columnGap * p.em
		p.edges = append(p.edges, [2]vg.Length{x, x + size*a.width})
		x += size * a.width
	}
	p.rule(at.Y, sheet.Soft, 1)
	p.head(at.Y)
	y := at.Y - headHeight*p.em
	p.rule(y, sheet.Soft, 0.6)
	for i := range t.rows {
		if i > 0 {
			p.rule(y, sheet.Grid, 0.5)
		}
		y -= rowPitch * p.em
		p.row(i, y+0.5*p.em)
	}
	p.rule(y, sheet.Soft, 1)
}

// rule draws a line over the table's width.
func (p printer) rule(y vg.Length, c color.RGBA, width vg.Length) {
	p.Line([]vg.Point{{X: p.left, Y: y}, {X: p.left + p.size*p.width, Y: y}}, c, width)
}

// text writes markup on the baseline y, from x on or moved left by a part back of its
// width.
func (p printer) text(markup string, c color.RGBA, size, x, y, back vg.Length) {
	l := p.Set(markup, typeset.Sans, size)
	p.Put(l.Aligned(float64(back)), vg.Point{X: x - back*l.Width, Y: y}, c)
}

// head names groups and columns below the table's upper edge.
func (p printer) head(top vg.Length) {
	groups, names := top-1.2*p.em, top-2.6*p.em
	for _, g := range p.groups() {
		from, to := p.edges[g.from][0], p.edges[g.to-1][1]
		p.text(g.kind.name(p.Lang), sheet.Soft, smallText(p.Sheet, p.size), (from+to)/2, groups, 0.5)
		under := groups - 0.38*p.em
		p.Line([]vg.Point{{X: from, Y: under}, {X: to, Y: under}}, sheet.Pale(sheet.Soft, 0.5), 0.5)
	}
	p.step("$k$", names)
	for i, c := range p.table.columns {
		p.text(typeset.Math(c.name), sheet.Ink, p.size, (p.edges[i][0]+p.edges[i][1])/2, names, 0.5)
	}
}

// step writes into the column of the step number k.
func (p printer) step(markup string, y vg.Length) {
	p.text(markup, sheet.Ink, p.size, p.left+p.size*p.steps, y, 1)
}

// row writes the numbers of a row or, for rows that are left out, how many they are.
func (p printer) row(i int, y vg.Length) {
	k := p.rows[i]
	if k == leftOut {
		p.step("⋮", y)
		from := p.left + p.size*p.steps + columnGap*p.em
		text := p.Lang.RowsLeftOut(p.rows[i+1] - p.rows[i-1] - 1)
		if l := p.Set(text, typeset.Sans, smallText(p.Sheet, p.size)); from+l.Width <= p.left+p.size*p.width {
			p.Put(l, vg.Point{X: from, Y: y}, sheet.Soft)
		}
		return
	}
	p.step(scale.Thousands(k), y)
	for j, c := range p.table.columns {
		a := p.measures.columns[j]
		spare := a.width - a.whole - a.rest
		point := p.edges[j][0] + p.size*(spare/2+a.whole)
		p.text(p.Lang.Decimals(c.cells[i].Whole), sheet.Ink, p.size, point, y, 1)
		p.text(p.Lang.Decimals(c.cells[i].Rest()), sheet.Ink, p.size, point, y, 0)
	}
}

// tableHeight returns the height in units of a table of so many rows.
func tableHeight(rows int, size vg.Length) vg.Length {
	return (headHeight + rowPitch*vg.Length(rows)) * size
}
