package typeset

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/image/font/sfnt"
)

// MaxFont is the most bytes that ParseFont accepts: large fonts with all of Chinese have fewer.
const MaxFont = 32 << 20

// notFonts holds the first bytes of files that are no single TTF or OTF font, with what they are.
var notFonts = []struct{ begins, is string }{
	{"ttcf", "is a collection of fonts; extract one of them"},
	{"wOFF", "is a web font (WOFF); a TTF or OTF is needed"},
	{"wOF2", "is a web font (WOFF2); a TTF or OTF is needed"},
	{"%!PS", "is a Type 1 font; a TTF or OTF is needed"},
	{"\x80\x01", "is a Type 1 font; a TTF or OTF is needed"},
}

// ParseFont reads a font from the bytes of a TTF or OTF, which the caller must not change. The bytes
// may be hostile: reading them, and setting text in the font, takes bounded time and memory. Its
// errors complete a sentence that begins with the file's name.
func ParseFont(data []byte) (f *Font, err error) {
	if len(data) > MaxFont {
		return nil, fmt.Errorf("has %d bytes, above %d, the most of a font", len(data), MaxFont)
	}
	for _, n := range notFonts {
		if bytes.HasPrefix(data, []byte(n.begins)) {
			return nil, errors.New(n.is)
		}
	}
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, errors.New("is a damaged font")
		}
	}()
	parsed, source, err := parse(data)
	if err != nil {
		parsed, source, err = parse(withoutPositions(data))
	}
	if err != nil {
		if len(data) < 4 || string(data[:4]) != "OTTO" && string(data[:4]) != "\x00\x01\x00\x00" && string(data[:4]) != "true" {
			return nil, errors.New("is no font: neither TTF nor OTF")
		}
		return nil, fmt.Errorf("is a damaged font: %w", err)
	}
	if u := parsed.UnitsPerEm(); u < 16 || u > 16384 {
		return nil, fmt.Errorf("is a damaged font: it has %d units in an em, not 16 to 16384", u)
	}
	f = newFont(data, parsed)
	f.source = source
	for _, r := range "aαあا的0" {
		if _, ok := f.glyph(r); ok {
			return f, nil
		}
	}
	return nil, errors.New("is a font without letters and digits")
}

// parse parses a font from a reader that bounds the work.
func parse(data []byte) (*sfnt.Font, *meter, error) {
	source := &meter{data: data}
	source.allow(parseCost + 4*len(data))
	parsed, err := sfnt.ParseReaderAt(source)
	return parsed, source, err
}

// withoutPositions returns a copy of a font in whose directory the table GPOS has another name: sfnt
// misreads some of these tables from a reader, and takes kerning from the table kern without.
func withoutPositions(data []byte) []byte {
	const head, entry = 12, 16 // bytes of the directory
	data = bytes.Clone(data)
	for i := head; i+entry <= len(data) && i < head+entry*256; i += entry {
		if string(data[i:i+4]) == "GPOS" {
			copy(data[i:], "GPOT") // unknown, and in order
			break
		}
	}
	return data
}

// Most bytes that sfnt may read. A font's parts may refer to others, which refer to others again:
// the work that a hostile font asks for has no bound of its own.
const (
	parseCost = 4 << 20 // beside a multiple of the file's own size
	glyphCost = 1 << 20
	readCost  = 16 // of each read, beside its bytes
)

// meter reads a font up to a number of bytes.
type meter struct {
	data []byte
	left int
}

// allow sets how many bytes may be read from now on.
func (m *meter) allow(bytes int) { m.left = bytes }

var errCost = errors.New("its parts refer to each other too often")

func (m *meter) ReadAt(p []byte, at int64) (int, error) {
	if m.left -= readCost + len(p); m.left < 0 {
		return 0, errCost
	}
	if at < 0 || at >= int64(len(m.data)) {
		return 0, io.EOF
	}
	n := copy(p, m.data[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// isSane reports whether a glyph has a size and as many parts as letters have.
func (g *glyph) isSane() bool {
	const farthest, mostSegments = 8, 2000 // ems from the origin, and from side to side; parts: what a subset of the font can hold
	if len(g.segments) > mostSegments {
		return false
	}
	low, high := [2]float64{farthest, farthest}, [2]float64{-farthest, -farthest}
	for _, s := range g.segments {
		for _, p := range s.args[:s.controls()+1] {
			for i, v := range p {
				low[i], high[i] = min(low[i], v), max(high[i], v)
			}
		}
	}
	for i := range low {
		if low[i] < -farthest || high[i] > farthest || high[i]-low[i] > farthest {
			return false
		}
	}
	return g.advance >= 0 && g.advance <= farthest
}
