package tabular

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
)

// Formats are the formats of a Table.
var Formats = []string{"csv", "json"}

// Encode writes the table in one of Formats: CSV with a header, in which what is no
// number is empty, or JSON, an array of objects, in which it is null, as infinite
// numbers are. It ends with the context's error as soon as ctx is cancelled.
func (t Table) Encode(ctx context.Context, w io.Writer, format string) error {
	t.Rows = until(ctx, t.Rows)
	err := t.encode(w, format)
	return cmp.Or(ctx.Err(), err)
}

// until returns rows up to the one at which ctx is cancelled.
func until(ctx context.Context, rows iter.Seq[[]any]) iter.Seq[[]any] {
	done := ctx.Done()
	return func(yield func([]any) bool) {
		for row := range rows {
			select {
			case <-done:
				return
			default:
			}
			if !yield(row) {
				return
			}
		}
	}
}

func (t Table) encode(w io.Writer, format string) error {
	switch format {
	case "csv":
		return t.csv(w)
	case "json":
		return t.json(w)
	}
	return fmt.Errorf("unknown format %q", format)
}

func (t Table) csv(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.Write(append(AppendHeader(nil, t.Columns), '\n'))
	var line []byte
	for row := range t.Rows {
		line = append(AppendCSV(line[:0], row), '\n')
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	return b.Flush()
}

func (t Table) json(w io.Writer) error {
	b := bufio.NewWriter(w)
	keys := Keys(t.Columns)
	between := "[\n"
	var line []byte
	for row := range t.Rows {
		line = AppendJSON(append(line[:0], between...), keys, row)
		between = ",\n"
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	if between == "[\n" {
		b.WriteByte('[')
	}
	b.WriteString("\n]\n")
	return b.Flush()
}
