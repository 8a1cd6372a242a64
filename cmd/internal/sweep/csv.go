package sweep

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// A grid's CSV has a row for each cell: the rule and the schedule if there are several panels,
// the values of the axes, and the numbers of the cell's Columns, each empty if it is NaN. The
// CSV of a part of a grid has three more columns in front: the number of the cell, from 0; in
// the first row the whole grid as JSON; and the checksum of the row.

// partColumns are the columns that only the CSV of a part has.
var partColumns = []string{"cell", "map", "sum"}

// Header returns the first line of the grid's CSV, or of a part of it.
func (g *Grid) Header(part bool) []string {
	var h []string
	if part {
		h = append(h, partColumns...)
	}
	if len(g.Panels) > 1 {
		h = append(h, "optimizer", "schedule")
	}
	for _, k := range g.AxisParams() {
		h = append(h, k.Key)
	}
	return append(h, g.Columns...)
}

// Record returns the row of a cell.
func (g *Grid) Record(cell int) []string {
	record := g.key(cell)
	for _, v := range g.Row(cell) {
		text := ""
		if !math.IsNaN(v) {
			text = catalog.FormatNumber(v)
		}
		record = append(record, text)
	}
	return record
}

// key returns the fields of a row that identify its cell.
func (g *Grid) key(cell int) []string {
	panel, i, j := g.place(cell)
	var key []string
	if len(g.Panels) > 1 {
		key = append(key, g.Panels[panel].Optimizer, g.Panels[panel].Schedule)
	}
	for n, k := range g.AxisParams() {
		key = append(key, catalog.FormatNumber(k.Values[[2]int{i, j}[n]]))
	}
	return key
}

// At describes a cell by its number and its place in words.
func (g *Grid) At(cell int) string {
	panel, i, j := g.place(cell)
	var parts []string
	if len(g.Panels) > 1 {
		parts = append(parts, g.Panels[panel].Label)
	}
	for n, k := range g.AxisParams() {
		parts = append(parts, k.Key+"="+catalog.FormatNumber(k.Values[[2]int{i, j}[n]]))
	}
	return fmt.Sprintf("cell %d (%s)", cell, strings.Join(parts, ", "))
}

// Writer writes rows of a grid, or of a part of one.
type Writer struct {
	grid *Grid
	w    *csv.Writer
	part bool
	spec string // still to be written
	sums rowSums
}

// NewWriter begins a CSV with its header.
func (g *Grid) NewWriter(w io.Writer, part bool) (*Writer, error) {
	spec := g.Spec.JSON()
	out := &Writer{grid: g, w: csv.NewWriter(w), part: part, spec: spec, sums: newRowSums(spec)}
	if err := out.w.Write(g.Header(part)); err != nil {
		return nil, err
	}
	out.w.Flush()
	return out, out.w.Error()
}

// Write writes the rows of cells.
func (w *Writer) Write(cells []int) error {
	for _, c := range cells {
		record := w.grid.Record(c)
		if w.part {
			cell := strconv.Itoa(c)
			record = slices.Insert(record, 0, cell, w.spec, w.sums.of(cell, record))
			w.spec = ""
		}
		if err := w.w.Write(record); err != nil {
			return err
		}
	}
	w.w.Flush()
	return w.w.Error()
}

// LoadedRow is the cell of a row and the line on which the row begins.
type LoadedRow struct{ Cell, Line int }

// Load reads the rows of a grid or of a part of it into the cells, and returns the cells. It
// skips rows of known cells; if owner is not nil, it refuses them and names the owner.
func (g *Grid) Load(r Rows, owner map[int]string) ([]LoadedRow, error) {
	header := g.Header(r.Part)
	if !slices.Equal(r.header, header) {
		return nil, r.at(1, fmt.Errorf("the columns are %s, those of this map %s", strings.Join(r.header, ","), strings.Join(header, ",")))
	}
	places := map[string]int{}
	if !r.Part {
		for c := range g.known {
			places[strings.Join(g.key(c), "\x00")] = c
		}
	}
	var loaded []LoadedRow
	for _, row := range r.rows {
		c, err := g.loadRow(r, row.record, places)
		switch {
		case err == nil && g.known[c] && owner == nil:
			continue
		case err == nil && g.known[c]:
			err = fmt.Errorf("%s is in %s already", g.At(c), owner[c])
		}
		if err != nil {
			return nil, r.at(row.line, err)
		}
		g.known[c] = true
		if owner != nil {
			owner[c] = fmt.Sprintf("%s:%d", r.name, row.line)
		}
		loaded = append(loaded, LoadedRow{c, row.line})
	}
	return loaded, nil
}

// loadRow reads a row and returns its cell. It stores the numbers unless the cell is known.
func (g *Grid) loadRow(r Rows, record []string, places map[string]int) (int, error) {
	cell := -1
	if r.Part {
		c, err := strconv.Atoi(record[0])
		if err != nil || c < 0 || c >= len(g.known) {
			return 0, fmt.Errorf("there is no cell %s: the map has %d", printing.Quote(record[0]), len(g.known))
		}
		cell, record = c, record[len(partColumns):]
	}
	wide := len(record) - len(g.Columns)
	key := slices.Clone(record[:wide])
	for i := wide - len(g.AxisParams()); i < wide; i++ {
		v, err := catalog.ParseNumber(key[i])
		if err != nil {
			return 0, fmt.Errorf("%s: %w", printing.Quote(key[i]), err)
		}
		key[i] = catalog.FormatNumber(v)
	}
	if !r.Part {
		c, ok := places[strings.Join(key, "\x00")]
		if !ok {
			return 0, fmt.Errorf("%s is no cell of this map", strings.Join(key, ","))
		}
		cell = c
	} else if !slices.Equal(key, g.key(cell)) {
		return 0, fmt.Errorf("%s, not %s", g.At(cell), strings.Join(key, ","))
	}
	if g.known[cell] {
		return cell, nil
	}
	for i, text := range record[wide:] {
		v := math.NaN()
		if text != "" {
			var err error
			if v, err = catalog.ParseNumber(text); err != nil {
				return 0, fmt.Errorf("%s %s: %w", g.Columns[i], printing.Quote(text), err)
			}
		}
		g.Row(cell)[i] = v
	}
	return cell, g.kind.checkRow(g.Row(cell))
}

// Complete returns an error that names the first missing cell, if any cell is missing.
func (g *Grid) Complete() error {
	missing := g.Missing(Shard{})
	if len(missing) == 0 {
		return nil
	}
	return catalog.Usage("%d of %d cells are in no part; the first is %s", len(missing), len(g.known), g.At(missing[0]))
}
