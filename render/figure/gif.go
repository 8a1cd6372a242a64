package figure

import (
	"bytes"
	"compress/lzw"
	"encoding/binary"
	"image/color"
	"io"
	"math"
	"slices"
	"sync/atomic"
)

// gif writes the film as a GIF with one palette and no dither. Every frame but the first
// holds only the region that differs from the frame before, with unchanged pixels
// transparent.
func (f *Film) gif(w io.Writer) error {
	still := f.still()
	p := f.palette(still)
	regions := make([]region, len(f.Frames))
	data, err := f.encodeFrames(still, func(i int, frame, before *picture) ([]byte, error) {
		regions[i] = region{0, 0, frame.width, frame.height}
		if before != nil {
			regions[i] = difference(frame, before)
		}
		return compressed(p.indices(frame, before, regions[i]))
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("GIF89a")
	writeUint16s(&b, still.width, still.height)
	const globalColours, eightBits = 0x80, 0x77
	b.Write([]byte{globalColours | eightBits, 0, 0})
	for _, c := range p.colours {
		b.Write([]byte{c.R, c.G, c.B})
	}
	extension(&b, gifApplication, []byte("NETSCAPE2.0"), []byte{1, 0, 0}) // repeat forever
	if f.Still.Source != "" {
		extension(&b, gifComment, blocks([]byte(f.Still.Source))...)
	}
	delays := f.delays(100, 100*leastSeconds)
	for i, d := range regions {
		delay := min(delays[i], math.MaxUint16)
		const keep, hasTransparent = 1 << 2, 1
		control := []byte{keep | hasTransparent, byte(delay), byte(delay >> 8), transparent}
		extension(&b, gifControl, control)
		b.WriteByte(0x2c)
		writeUint16s(&b, d.x0, d.y0, d.x1-d.x0, d.y1-d.y0)
		b.WriteByte(0) // no local palette
		b.Write(data[i])
	}
	b.WriteByte(0x3b)
	_, err = w.Write(b.Bytes())
	return err
}

// Labels of GIF's extensions.
const (
	gifControl     = 0xf9
	gifComment     = 0xfe
	gifApplication = 0xff
)

// extension writes blocks, each of at most 255 bytes.
func extension(b *bytes.Buffer, label byte, blocks ...[]byte) {
	b.Write([]byte{0x21, label})
	for _, block := range blocks {
		b.WriteByte(byte(len(block)))
		b.Write(block)
	}
	b.WriteByte(0)
}

// blocks cuts bytes into blocks of at most 255.
func blocks(data []byte) [][]byte { return slices.Collect(slices.Chunk(data, 255)) }

func writeUint16s(b *bytes.Buffer, values ...int) {
	for _, v := range values {
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(v)))
	}
}

// compressed returns indices as the data of a GIF image.
func compressed(indices []uint8) ([]byte, error) {
	var raw, b bytes.Buffer
	z := lzw.NewWriter(&raw, lzw.LSB, 8)
	if _, err := z.Write(indices); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	b.WriteByte(8)
	for _, block := range blocks(raw.Bytes()) {
		b.WriteByte(byte(len(block)))
		b.Write(block)
	}
	b.WriteByte(0)
	return b.Bytes(), nil
}

// transparent is the index of a transparent pixel.
const transparent = 255

// palette holds the colours of a film and finds the nearest of them to any colour.
type palette struct {
	colours [256]color.RGBA
	n       int
	near    []atomic.Uint32 // for each cell, index + 1 of the colour in it or nearest to its middle; 0: not yet computed
}

// cellBits is the number of bits of each channel that select a cell of near.
const cellBits = 6

func cell(r, g, b uint8) int {
	const drop = 8 - cellBits
	return int(r>>drop)<<(2*cellBits) | int(g>>drop)<<cellBits | int(b>>drop)
}

// palette chooses colours from the still and from the parts of some frames that differ
// from the still.
func (f *Film) palette(still *picture) *palette {
	const samples = 8
	counts := map[[3]uint8]int{}
	count := func(p *picture, in region) {
		for y := in.y0; y < in.y1; y++ {
			for row := p.row(y, in.x0, in.x1); len(row) > 0; row = row[3:] {
				counts[[3]uint8(row)]++
			}
		}
	}
	count(still, region{0, 0, still.width, still.height})
	p, frame := f.painter(still), newPicture(still.width, still.height)
	for i := range samples {
		p.paint(frame, (len(f.Frames)-1)*(i+1)/samples)
		count(frame, difference(frame, still))
	}
	return newPalette(commonest(counts, transparent))
}

// newPalette returns the palette of at most 256 colours.
func newPalette(colours [][3]uint8) *palette {
	p := &palette{near: make([]atomic.Uint32, 1<<(3*cellBits))}
	for _, c := range colours {
		p.colours[p.n] = color.RGBA{c[0], c[1], c[2], 0xff}
		p.n++
		p.near[cell(c[0], c[1], c[2])].Store(uint32(p.n))
	}
	return p
}

// index returns the index of the colour in the given colour's cell or else nearest to the
// cell's middle. The result does not depend on the order of calls.
func (p *palette) index(r, g, b uint8) uint8 {
	k := cell(r, g, b)
	if known := p.near[k].Load(); known > 0 {
		return uint8(known - 1)
	}
	const width = 1 << (8 - cellBits)
	middle := func(v uint8) int { return int(v)/width*width + width/2 }
	best, at := math.MaxInt, 0
	for i, c := range p.colours[:p.n] {
		dr, dg, db := int(c.R)-middle(r), int(c.G)-middle(g), int(c.B)-middle(b)
		if d := 2*dr*dr + 4*dg*dg + 3*db*db; d < best { // rough weights of the eye
			best, at = d, i
		}
	}
	p.near[k].Store(uint32(at) + 1)
	return uint8(at)
}

// indices returns the indices of a region's pixels, with unchanged pixels transparent.
func (p *palette) indices(frame, before *picture, d region) []uint8 {
	out := make([]uint8, 0, (d.x1-d.x0)*(d.y1-d.y0))
	for y := d.y0; y < d.y1; y++ {
		row := frame.row(y, d.x0, d.x1)
		var last []uint8
		if before != nil {
			last = before.row(y, d.x0, d.x1)
		}
		for i := 0; i < len(row); i += 3 {
			if last != nil && [3]uint8(row[i:]) == [3]uint8(last[i:]) {
				out = append(out, transparent)
				continue
			}
			out = append(out, p.index(row[i], row[i+1], row[i+2]))
		}
	}
	return out
}
