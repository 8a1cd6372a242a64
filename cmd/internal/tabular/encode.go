package tabular

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
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
	c := csv.NewWriter(w)
	if err := c.Write(t.Columns); err != nil {
		return err
	}
	fields := make([]string, len(t.Columns))
	for row := range t.Rows {
		for i, v := range row {
			switch v := v.(type) {
			case nil:
				fields[i] = ""
			case float64:
				fields[i] = strconv.FormatFloat(v, 'g', 17, 64)
				if math.IsNaN(v) {
					fields[i] = ""
				}
			default:
				fields[i] = fmt.Sprint(v)
			}
		}
		if err := c.Write(fields); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func (t Table) json(w io.Writer) error {
	b := bufio.NewWriter(w)
	keys := make([][]byte, len(t.Columns))
	for i, c := range t.Columns {
		keys[i], _ = json.Marshal(c) // a text
	}
	between := "[\n{"
	for row := range t.Rows {
		b.WriteString(between)
		between = ",\n{"
		for i, v := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(keys[i])
			b.WriteByte(':')
			switch f, ok := v.(float64); {
			case ok && (math.IsNaN(f) || math.IsInf(f, 0)):
				b.WriteString("null")
			case ok:
				b.WriteString(strconv.FormatFloat(f, 'g', 17, 64))
			default:
				text, err := json.Marshal(v)
				if err != nil {
					return err
				}
				b.Write(text)
			}
		}
		b.WriteByte('}')
	}
	if between == "[\n{" {
		b.WriteByte('[')
	}
	b.WriteString("\n]\n")
	return b.Flush()
}
