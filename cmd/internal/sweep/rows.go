package sweep

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/input"
	"github.com/optviz/optviz/cmd/internal/printing"
)

// Rows are the rows of a CSV of a grid.
type Rows struct {
	name   string
	Part   bool   // of a grid
	Spec   string // the grid that it is a part of; "" where there is no row
	header []string
	rows   []csvRow
	cut    bool // the last line was not whole
}

// csvRow is a row and the line that it begins on.
type csvRow struct {
	line   int
	record []string
}

// ReadRows reads a CSV. A last line that is not whole is left out: its writer
// was stopped in the middle of it. Every row of a part must have its checksum.
func ReadRows(name string, data []byte) (Rows, error) {
	rows := Rows{name: name}
	whole := bytes.LastIndexByte(data, '\n') + 1
	rows.cut = whole < len(data)
	text, err := input.Text(data[:whole])
	if err != nil {
		return rows, fmt.Errorf("%s: %w", name, err)
	}
	lines := csv.NewReader(bytes.NewReader(text))
	for {
		record, err := lines.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF && rows.header == nil:
			return rows, fmt.Errorf("%s: is empty: the first line names the columns", name)
		case err == io.EOF:
			return rows, rows.checkPart()
		case errors.As(err, &bad):
			return rows, rows.at(bad.Line, bad.Err)
		case err != nil:
			return rows, fmt.Errorf("%s: %w", name, err)
		case rows.header == nil:
			rows.header = record
		default:
			line, _ := lines.FieldPos(0)
			rows.rows = append(rows.rows, csvRow{line, record})
		}
	}
}

// at returns an error of a line.
func (r Rows) at(line int, err error) error {
	return fmt.Errorf("%s:%d: %w", r.name, line, err)
}

// checkPart finds out whether the rows are a part of a grid, and of which, and whether all
// are as they were written.
func (r *Rows) checkPart() error {
	n := len(partColumns)
	if r.Part = len(r.header) > n && slices.Equal(r.header[:n], partColumns); !r.Part || len(r.rows) == 0 {
		return nil
	}
	first := r.rows[0]
	if r.Spec = first.record[1]; r.Spec == "" {
		return r.at(first.line, errors.New("the column map is empty, which in the first row holds what the map is made from: a row is missing"))
	}
	sums := newRowSums(r.Spec)
	for i, row := range r.rows {
		if i > 0 && row.record[1] != "" {
			return r.at(row.line, errors.New("the column map is not empty, as it is below the first row: a row is in the wrong place"))
		}
		if want := sums.of(row.record[0], row.record[n:]); row.record[2] != want {
			return r.at(row.line, fmt.Errorf("the row is not as it was written: it has the checksum %s, not %s", printing.Quote(row.record[2]), printing.Quote(want)))
		}
	}
	return nil
}

// Whole refuses rows of which the last is cut off.
func (r Rows) Whole() error {
	if !r.cut {
		return nil
	}
	line := 1
	if n := len(r.rows); n > 0 {
		line = r.rows[n-1].line
	}
	return r.at(line+1, errors.New("the line is cut: its end is missing"))
}

// Grid returns the grid that the rows are a part of.
func (r Rows) Grid() (document.GridSpec, error) {
	m, err := document.ParseGridSpec(r.Spec)
	if err != nil {
		err = r.at(r.rows[0].line, fmt.Errorf("column map: %w", err))
	}
	return m, err
}

// Of refuses rows of a grid with other runs.
func (r Rows) Of(m document.GridSpec) error {
	if !r.Part || r.Spec == "" {
		return nil
	}
	of, err := r.Grid()
	if err != nil {
		return err
	}
	if of.RunSettings() != m.RunSettings() {
		return fmt.Errorf("is of another map: %s", document.Difference(of.RunSettings(), m.RunSettings()))
	}
	return nil
}

// Same refuses rows of another grid than others, even one that differs in appearance alone.
func (r Rows) Same(other Rows) error {
	if r.Spec == other.Spec {
		return nil
	}
	return r.at(r.rows[0].line, fmt.Errorf("is a part of another map than %s: %s", other.name, document.Difference(r.Spec, other.Spec)))
}

// rowSums are the checksums of the rows of a part: CRC-32C of what the grid is made from
// and of the fields of the row.
type rowSums uint32

// Castagnoli is the table of CRC-32C, the checksum of rows and of whole tables.
var Castagnoli = crc32.MakeTable(crc32.Castagnoli)

func newRowSums(spec string) rowSums { return rowSums(crc32.Checksum([]byte(spec), Castagnoli)) }

// of returns the checksum of the row of a cell, without the columns of a part.
func (s rowSums) of(cell string, record []string) string {
	text := cell + "\x00" + strings.Join(record, "\x00")
	return fmt.Sprintf("%08x", crc32.Update(uint32(s), Castagnoli, []byte(text)))
}
