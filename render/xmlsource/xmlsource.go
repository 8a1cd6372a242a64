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

// Limits of the XML that Read takes. Figures and presentations remain far below.
const (
	most    = 1000    // sources
	deepest = 1000    // elements within each other
	quotes  = 100_000 // of the attributes of an element
)

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
				return nil, fmt.Errorf("has more than %d elements within each other", deepest)
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
				if len(sources) == most {
					return nil, fmt.Errorf("holds more than %d sources", most)
				}
				sources = append(sources, source.String())
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
			return fmt.Errorf("has an element with more than %d quotes", quotes)
		}
	}
	return nil
}
