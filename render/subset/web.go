package subset

import (
	"cmp"
	"encoding/binary"
	"slices"
	"unicode/utf16"
)

// Web returns a font that browsers accept: what TrueType returns, with a name and a map from
// characters. Of two glyphs of one character the map has the first.
func Web(name string, glyphs []Glyph) ([]byte, error) {
	tables, err := webTables(name, glyphs)
	if err != nil {
		return nil, err
	}
	return assemble(tables), nil
}

func webTables(name string, glyphs []Glyph) ([]table, error) {
	tables, err := outlineTables(glyphs)
	if err != nil {
		return nil, err
	}
	return append(tables, table{"cmap", cmap(glyphs)}, table{"name", names(name)}, table{"OS/2", os2(glyphs)}, table{"post", post()}), nil
}

// cmap maps all characters of Unicode, in groups of one: the fonts are small.
func cmap(glyphs []Glyph) []byte {
	type entry struct{ char, glyph uint32 }
	var all []entry
	for i, g := range glyphs {
		all = append(all, entry{uint32(g.Char), uint32(i + 1)})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.char, b.char) })
	all = slices.CompactFunc(all, func(a, b entry) bool { return a.char == b.char })
	out := u16s(nil, 0, 1, 3, 10) // one table: Windows, all of Unicode
	for _, v := range []uint32{12, 12 << 16, uint32(16 + 12*len(all)), 0, uint32(len(all))} {
		out = binary.BigEndian.AppendUint32(out, v)
	}
	for _, e := range all {
		for _, v := range []uint32{e.char, e.char, e.glyph} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
	}
	return out
}

// names holds the family, the style, the full name and the name in PostScript.
func names(name string) []byte {
	texts := []struct {
		id   int
		text string
	}{{1, name}, {2, "Regular"}, {4, name}, {6, name}}
	out := u16s(nil, 0, len(texts), 6+12*len(texts))
	var data []byte
	for _, t := range texts {
		at := len(data)
		for _, u := range utf16.Encode([]rune(t.text)) {
			data = binary.BigEndian.AppendUint16(data, u)
		}
		out = u16s(out, 3, 1, 0x409, t.id, len(data)-at, at) // Windows, Unicode, English
	}
	return append(out, data...)
}

// os2 describes the font to Windows: a regular weight and width, free to embed.
func os2(glyphs []Glyph) []byte {
	const regular, normal = 400, 5
	first, last, bounds := rune(0xffff), rune(0), newBox()
	for _, g := range glyphs {
		first, last = min(first, g.Char), max(last, g.Char)
		for _, c := range contoursOf(g.Outline) {
			for _, p := range c {
				bounds.add(p)
			}
		}
	}
	b := bounds.orZero()
	out := u16s(nil, 3, UnitsPerEm/2, regular, normal, 0)
	out = append(out, make([]byte, 2*11+10+16)...) // no scripts of its own, no strike, no class, no ranges
	out = append(out, "OPTV"...)
	out = u16s(out, 1<<6, int(min(first, 0xffff)), int(min(last, 0xffff)), b.y1, b.y0, 0, max(b.y1, 0), max(-b.y0, 0))
	return append(out, make([]byte, 8+2*5)...)
}

// post says that the glyphs have no names.
func post() []byte {
	out := []byte{0, 3, 0, 0}
	return append(out, make([]byte, 28)...)
}
