package tabular

import (
	"context"
	"errors"
	"io"
	"testing"
)

// A table without an end ends at the row at which it is interrupted.
func TestEncodingStops(t *testing.T) {
	for _, format := range Formats {
		ctx, cancel := context.WithCancel(t.Context())
		rows := 0
		endless := Table{Columns: []string{"x"}, Rows: func(yield func([]any) bool) {
			for yield([]any{1.5}) {
				if rows++; rows == 100 {
					cancel()
				}
			}
		}}
		if err := endless.Encode(ctx, io.Discard, format); !errors.Is(err, context.Canceled) || rows != 100 {
			t.Errorf("%s: %v after %d rows", format, err, rows)
		}
	}
}
