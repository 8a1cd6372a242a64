package data

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/internal/number"
)

// ReadCSV reads an example a line: its inputs, and in the last column what is
// wanted of it. A first line without any number is a header. What is wanted are
// numbers: Labelled makes classes of them. Empty lines are left out.
//
// It refuses a text without examples, lines with different numbers of columns,
// a single column and what is not a finite number.
func ReadCSV(r io.Reader, name string) (*Set, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = -1 // checked here, for a better error
	lines.TrimLeadingSpace = true
	lines.ReuseRecord = true
	s := &Set{Name: name}
	var inputs []float64
	columns, first := 0, 0
	for {
		record, err := lines.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, inCSV(err)
		}
		line, _ := lines.FieldPos(0)
		if columns == 0 {
			record[0] = strings.TrimPrefix(record[0], "\ufeff") // a byte order mark
			columns, first = len(record), line
			if columns < 2 {
				return nil, fmt.Errorf("line %d: one column, %q: needs inputs and what is wanted, separated by commas", line, record[0])
			}
			if isHeader(record) {
				continue
			}
		}
		if len(record) != columns {
			return nil, fmt.Errorf("line %d: %d columns, where line %d has %d", line, len(record), first, columns)
		}
		row, err := numbers(record, line)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, row[:columns-1]...)
		s.Y = append(s.Y, row[columns-1])
	}
	if len(s.Y) == 0 {
		return nil, errors.New("has no examples")
	}
	s.X = mat.NewDense(len(s.Y), columns-1, inputs)
	return s, nil
}

// isHeader says whether no field is a number.
func isHeader(record []string) bool {
	for _, field := range record {
		if _, err := number.Parse(strings.TrimSpace(field)); err == nil {
			return false
		}
	}
	return true
}

func numbers(record []string, line int) ([]float64, error) {
	row := make([]float64, len(record))
	for i, field := range record {
		v, err := number.Parse(strings.TrimSpace(field))
		if err != nil {
			hint := ""
			if i == len(record)-1 {
				hint = "; classes are 0, 1, 2, ..."
			}
			return nil, fmt.Errorf("line %d, column %d: %q is no number%s", line, i+1, field, hint)
		}
		row[i] = v
	}
	return row, nil
}

// inCSV is an error of package csv in the words of the others.
func inCSV(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("line %d, character %d: %w", parse.Line, parse.Column, parse.Err)
	}
	return err
}
