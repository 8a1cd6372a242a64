package figure

import (
	"errors"
	"strings"
	"testing"
)

// FuzzReadSource: whatever a file holds, its source is part of it, or there is an error.
func FuzzReadSource(f *testing.F) {
	const end = "\x00\x00\x00\x00IEND\xaeB`\x82"
	for _, file := range []string{
		pngSignature, pngSignature + end, pngSignature + "\xff\xff\xff\xffiTXtSource\x00\x00\x00\x00\x00", // a length beyond the file
		pngSignature + "\x00\x00\x00\x10iTXtSource\x00\x01\x00\x00\x00\x78\x9c\x03\x00\x00\x00\x00\x00" + end, // compressed
		"GIF89a" + strings.Repeat("\x00", 775) + "\x21\xfe\xff\x3b", "GIF89a" + strings.Repeat("\x00", 775) + "\x21\xfe\x00\x3b", "GIF89a" + strings.Repeat("\x00", 775) + "\x21\xfe\x02ab\x00\x3b",
		"%PDF-1.4\n/Keywords (\\)\n%%EOF", "%PDF-1.4\n/Keywords (\xfe\xff\x00#\x00a)\n%%EOF", "%PDF-1.4\n/Keywords (\\\n%%EOF",
		`<svg><source xmlns="https://github.com/optviz/optviz"># a</source></svg>`, "<svg><svg>", "<!DOCTYPE html><svg></svg></html>",
		"<!DOCTYPE html></svg><svg></html>", "\xff\xd8\xff", "\x00\x00\x00\x18ftypmp42", "\xef\xbb\xbf \n%PDF-%%EOF", "",
	} {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		source, err := ReadSource(file)
		if (source == "") != (err != nil) || len(source) > 3*len(file) {
			t.Errorf("%q, %v", source, err)
		}
		if err == nil && !IsFigure(file) || errors.Is(err, errNoSource) && !IsFigure(file) {
			t.Errorf("is no figure, and yet %q, %v", source, err)
		}
	})
}
