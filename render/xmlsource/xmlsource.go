// Package xmlsource reads what figures were drawn from out of XML, which may be made to take much more
// memory than its bytes.
package xmlsource

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Namespace is that of the elements named "source" that hold a source.
const Namespace = "https://github.com/optviz/optviz"

// Limits of what is read of a file. Figures and presentations remain far below.
const (
	MostSources = 1000 // in a file
	MostBytes   = 16e6 // of all sources of a file

	deepest = 1000    // elements of XML within each other
	quotes  = 100_000 // of the attributes of an element
)

// LimitError reports a file, not damaged, that has more than is read of one. Its text says what there is too
// much of, as in "holds more than 1000 sources".
type LimitError string

// Error returns the text.
func (e LimitError) Error() string { return string(e) }

// Limitf returns a LimitError with a text that fmt makes.
func Limitf(format string, args ...any) error { return LimitError(fmt.Sprintf(format, args...)) }

// Append returns the sources of a file with one more, or a LimitError if no file may hold as many or as long
// ones.
func Append(sources []string, source string) ([]string, error) {
	sources = append(sources, source)
	bytes := 0
	for _, s := range sources {
		bytes += len(s)
	}
	switch {
	case len(sources) > MostSources:
		return nil, Limitf("holds more than %d sources", MostSources)
	case bytes > MostBytes:
		return nil, Limitf("holds sources of more than %.0f bytes", MostBytes)
	}
	return sources, nil
}

// Read returns the sources in XML, in their order, without empty ones. It reads to the end, to notice
// damage.
func Read(file []byte) ([]string, error) {
	if err := Check(file); err != nil {
		return nil, err
	}
	var (
		d       = xml.NewDecoder(bytes.NewReader(file))
		depth   int
		within  int // the depth of the source that is being read; 0: none is
		sources []string
		source  strings.Builder
	)
	for {
		t, err := d.Token()
		if err == io.EOF {
			return sources, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				return nil, Limitf("has more than %d elements within each other", deepest)
			}
			if within == 0 && t.Name == (xml.Name{Space: Namespace, Local: "source"}) {
				within = depth
			}
		case xml.CharData:
			if within > 0 && within == depth {
				source.Write(t)
			}
		case xml.EndElement:
			if within == depth && source.Len() > 0 {
				if sources, err = Append(sources, source.String()); err != nil {
					return nil, err
				}
				source.Reset()
			}
			if within == depth {
				within = 0
			}
			depth--
		}
	}
}

// Check refuses XML with an element of so many attributes that they would fill the memory. An attribute
// has two quotes, and none holds the sign "<".
func Check(file []byte) error {
	for part := range bytes.SplitSeq(file, []byte("<")) {
		if bytes.Count(part, []byte(`"`))+bytes.Count(part, []byte("'")) > quotes {
			return Limitf("has an element with more than %d quotes", quotes)
		}
	}
	return nil
}
