package data

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces/number"
)

// ReadCSV reads one example from each line: its inputs, and in the last column its
// target. A first line without any number is a header. Targets are numbers, which
// Labelled turns into classes. Empty lines are left out.
//
// ReadCSV refuses binary content, a text without examples, lines with different numbers
// of columns, a single column and fields that are not finite numbers. An error names the
// line and the column, and quotes nothing of the content.
func ReadCSV(r io.Reader) (*Set, error) {
	text := bufio.NewReader(r)
	if err := checkText(text); err != nil {
		return nil, err
	}
	lines := csv.NewReader(text)
	lines.FieldsPerRecord = -1 // checked here, for a better error
	lines.TrimLeadingSpace = true
	lines.ReuseRecord = true
	s := &Set{}
	var inputs []float64
	columns, first := 0, 0
	for {
		record, err := lines.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, csvError(err)
		}
		line, _ := lines.FieldPos(0)
		if columns == 0 {
			columns, first = len(record), line
			if columns < 2 {
				return nil, fmt.Errorf("line %d: one column: needs inputs and what is wanted, separated by commas", line)
			}
			if columns-1 > maxInputs {
				return nil, fmt.Errorf("line %d: %d inputs and what is wanted: at most %d inputs are read", line, columns-1, maxInputs)
			}
			if isHeader(record) {
				continue
			}
		}
		if len(record) != columns {
			return nil, fmt.Errorf("line %d: %d columns, where line %d has %d", line, len(record), first, columns)
		}
		if (len(s.Y)+1)*columns > maxNumbers {
			return nil, fmt.Errorf("line %d: more than %d numbers, the most that is read", line, maxNumbers)
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

// checkText skips a byte order mark and refuses content that is not text: every kind of
// binary file contains a byte 0, and so does UTF-16.
func checkText(r *bufio.Reader) error {
	first, err := r.Peek(512)
	if err != nil && err != io.EOF {
		return err
	}
	if bytes.IndexByte(first, 0) >= 0 {
		return errors.New("is neither IDX nor CSV in UTF-8: it has bytes 0, as binary files and UTF-16 do")
	}
	if bytes.HasPrefix(first, []byte("\ufeff")) {
		_, err = r.Discard(len("\ufeff"))
		return err
	}
	return nil
}

// isHeader reports whether no field is a number.
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
			if errors.Is(err, number.ErrSyntax) && i == len(record)-1 {
				hint = "; classes are 0, 1, 2, ..."
			}
			return nil, fmt.Errorf("line %d, column %d: %w%s", line, i+1, err, hint)
		}
		row[i] = v
	}
	return row, nil
}

// csvError words an error of package csv as the other errors here.
func csvError(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("line %d, character %d: %w", parse.Line, parse.Column, parse.Err)
	}
	return err
}
