package tabular

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// AppendHeader appends the names of columns as a line of CSV, without its end.
func AppendHeader(b []byte, columns []string) []byte {
	for i, c := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, c)
	}
	return b
}

// AppendCSV appends a row as a line of CSV, without its end. What is no number is empty.
// Pointers to numbers stand for the numbers: a row that is filled again and again then
// allocates nothing.
func AppendCSV(b []byte, row []any) []byte {
	for i, v := range row {
		if i > 0 {
			b = append(b, ',')
		}
		switch v := v.(type) {
		case nil:
		case float64:
			if !math.IsNaN(v) {
				b = appendNumber(b, v)
			}
		case *float64:
			if !math.IsNaN(*v) {
				b = appendNumber(b, *v)
			}
		case int:
			b = strconv.AppendInt(b, int64(v), 10)
		case *int:
			b = strconv.AppendInt(b, int64(*v), 10)
		default:
			b = appendText(b, fmt.Sprint(v))
		}
	}
	return b
}

// appendText appends a field of CSV, in quotes where encoding/csv writes quotes.
func appendText(b []byte, text string) []byte {
	first, _ := utf8.DecodeRuneInString(text)
	if !strings.ContainsAny(text, ",\"\r\n") && !unicode.IsSpace(first) {
		return append(b, text...)
	}
	return append(append(append(b, '"'), strings.ReplaceAll(text, `"`, `""`)...), '"')
}

// appendNumber appends a number so that the text reads back as the number: %.17g.
func appendNumber(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'g', 17, 64) }

// Keys returns the names of columns as AppendJSON writes them.
func Keys(columns []string) [][]byte {
	keys := make([][]byte, len(columns))
	for i, c := range columns {
		text, _ := json.Marshal(c) // a text has no error
		keys[i] = append(text, ':')
	}
	return keys
}

// AppendJSON appends a row as an object of JSON with some Keys. Numbers that are not finite
// are null, and pointers to numbers stand for the numbers.
func AppendJSON(b []byte, keys [][]byte, row []any) []byte {
	b = append(b, '{')
	for i, v := range row {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, keys[i]...)
		switch v := v.(type) {
		case float64:
			b = appendFinite(b, v)
		case *float64:
			b = appendFinite(b, *v)
		case int:
			b = strconv.AppendInt(b, int64(v), 10)
		case *int:
			b = strconv.AppendInt(b, int64(*v), 10)
		default:
			text, _ := json.Marshal(v) // texts and whole numbers have no error
			b = append(b, text...)
		}
	}
	return append(b, '}')
}

// appendFinite appends a number, or null where it is not finite.
func appendFinite(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(b, "null"...)
	}
	return appendNumber(b, v)
}
