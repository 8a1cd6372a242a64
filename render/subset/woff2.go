package subset

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/andybalholm/brotli"
)

// knownTags lists the tables that WOFF2 names by their place in its own list.
var knownTags = map[string]byte{"cmap": 0, "head": 1, "hhea": 2, "hmtx": 3, "maxp": 4, "name": 5, "OS/2": 6, "post": 7, "glyf": 10, "loca": 11}

// WOFF2 returns what Web does in the compressed form of browsers (W3C, WOFF File Format 2.0). It leaves
// out the format's transformation of outlines, which saves little in fonts of a few letters.
func WOFF2(name string, glyphs []Glyph) ([]byte, error) {
	tables, err := webTables(name, glyphs)
	if err != nil {
		return nil, err
	}
	// loca follows glyf.
	slices.SortFunc(tables, func(a, b table) int { return int(knownTags[a.tag]) - int(knownTags[b.tag]) })
	const untransformed = 3 << 6 // of glyf and loca; 0 says so of the others
	var directory, raw []byte
	size := 12 + 16*len(tables)
	for _, t := range tables {
		flags := knownTags[t.tag]
		if t.tag == "glyf" || t.tag == "loca" {
			flags |= untransformed
		}
		directory = appendBase128(append(directory, flags), uint32(len(t.data)))
		raw = append(raw, t.data...)
		size += padded(len(t.data))
	}
	var packed bytes.Buffer
	z := brotli.NewWriterLevel(&packed, brotli.BestCompression)
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	const header = 48
	length := header + len(directory) + packed.Len()
	out := []byte("wOF2\x00\x01\x00\x00")
	out = binary.BigEndian.AppendUint32(out, uint32(padded(length)))
	out = u16s(out, len(tables), 0)
	out = binary.BigEndian.AppendUint32(out, uint32(size))
	out = binary.BigEndian.AppendUint32(out, uint32(packed.Len()))
	out = append(out, make([]byte, header-len(out))...) // no version, no metadata
	out = append(append(out, directory...), packed.Bytes()...)
	return append(out, make([]byte, padded(length)-length)...), nil
}

// appendBase128 writes a number in as many bytes as it needs, seven bits in each.
func appendBase128(to []byte, v uint32) []byte {
	for shift := 28; shift > 0; shift -= 7 {
		if v>>shift > 0 {
			to = append(to, byte(v>>shift)&0x7f|0x80)
		}
	}
	return append(to, byte(v)&0x7f)
}
