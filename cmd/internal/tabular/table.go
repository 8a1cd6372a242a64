// Package tabular writes the numbers that figures draw as CSV or JSON, a row at a time. A
// Table comes in, whose rows are made as they are asked for; bytes go out. A new format is a
// case of encode and a name in Formats.
package tabular

import "iter"

// Table is what a figure draws as numbers, tidily: a row for each observation. A value
// is a text, a whole number or a number; nil is none.
type Table struct {
	Columns []string
	Rows    iter.Seq[[]any] // of as many values; each is gone with the next
}

// MaxCoordinates is the dimension up to which a table of runs has the iterates' coordinates.
const MaxCoordinates = 16
