package subset

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	"github.com/andybalholm/brotli"
)

// A WOFF2 holds the tables of the font as Web returns it.
func TestWOFF2(t *testing.T) {
	glyphs := glyphsOf(t, "Loss η² ≤ −1 äß%i")
	data, err := WOFF2("Test", glyphs)
	if err != nil {
		t.Fatal(err)
	}
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(data[at:])) }
	if string(data[:4]) != "wOF2" || u32(8) != len(data) || len(data)%4 != 0 {
		t.Fatalf("it begins with %q and says that it has %d bytes of %d", data[:4], u32(8), len(data))
	}
	web, err := Web("Test", glyphs)
	if err != nil {
		t.Fatal(err)
	}
	if u32(16) != len(web) {
		t.Errorf("a font of %d bytes, want %d", u32(16), len(web))
	}
	tables, err := webTables("Test", glyphs)
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[byte]int{}
	for _, table := range tables {
		sizes[knownTags[table.tag]] = len(table.data)
	}
	at, total, order := 48, 0, []byte{}
	for range len(tables) {
		tag, size := data[at]&0x3f, 0
		for at++; ; at++ {
			size = size<<7 | int(data[at]&0x7f)
			if data[at]&0x80 == 0 {
				at++
				break
			}
		}
		if size != sizes[tag] {
			t.Errorf("table %d has %d bytes, want %d", tag, size, sizes[tag])
		}
		total, order = total+size, append(order, tag)
	}
	if i := bytes.IndexByte(order, knownTags["glyf"]); order[i+1] != knownTags["loca"] {
		t.Errorf("tables in the order %v", order)
	}
	raw, err := io.ReadAll(brotli.NewReader(bytes.NewReader(data[at : at+u32(20)])))
	if err != nil || len(raw) != total {
		t.Errorf("%d bytes unpack, want %d (%v)", len(raw), total, err)
	}
	if len(data) > len(web) {
		t.Errorf("%d bytes packed, %d unpacked", len(data), len(web))
	}
}

func TestBase128(t *testing.T) {
	for v, want := range map[uint32]string{0: "\x00", 127: "\x7f", 128: "\x81\x00", 1 << 14: "\x81\x80\x00", 1<<32 - 1: "\x8f\xff\xff\xff\x7f"} {
		if got := appendBase128(nil, v); string(got) != want {
			t.Errorf("%d is written as %x, want %x", v, got, want)
		}
	}
}
