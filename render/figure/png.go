package figure

import (
	"bytes"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"sync"

	"github.com/klauspost/compress/flate"
)

// png writes the figure as an 8-bit RGB PNG. It paints, filters and compresses the strips
// on all cores and joins them into one zlib stream: each strip is a run of deflate blocks
// that ends on a byte boundary and refers to no earlier data.
func (f *Figure) png(w io.Writer) error {
	if f.Transparent {
		return f.transparentPNG(w)
	}
	_, height := f.Pixels()
	type part struct {
		data  []byte
		adler uint32
		raw   int
	}
	parts := make([]part, (height+stripRows-1)/stripRows)
	err := f.strips(func(i int, s *strip) error {
		d := deflaters.Get().(*deflater)
		defer deflaters.Put(d)
		d.filterUp(s)
		data, err := d.deflate(i == len(parts)-1)
		parts[i] = part{data: data, adler: adler32.Checksum(d.raw), raw: len(d.raw)}
		return err
	})
	if err != nil {
		return err
	}

	out := chunks{w: w}
	out.beginPNG(f, rgb)
	sum := uint32(1)
	for i, p := range parts {
		sum = joinAdler(sum, p.adler, p.raw)
		if i == 0 {
			p.data = append([]byte{0x78, 0x01}, p.data...)
		}
		if i == len(parts)-1 {
			p.data = binary.BigEndian.AppendUint32(p.data, sum)
		}
		out.chunk("IDAT", p.data)
	}
	out.chunk("IEND", nil)
	return out.err
}

// Colour types of PNG.
const (
	rgb  = 2
	rgba = 6
)

// beginPNG writes all chunks before the pixels.
func (c *chunks) beginPNG(f *Figure, colours byte) {
	width, height := f.Pixels()
	c.write([]byte(pngSignature))
	header := binary.BigEndian.AppendUint32(nil, uint32(width))
	header = binary.BigEndian.AppendUint32(header, uint32(height))
	c.chunk("IHDR", append(header, 8, colours, 0, 0, 0)) // 8 bits
	perMetre := binary.BigEndian.AppendUint32(nil, uint32(math.Round(f.DPI/0.0254)))
	c.chunk("pHYs", append(append(perMetre, perMetre...), 1))
	if f.Source != "" {
		c.chunk("iTXt", iTXt("Title", f.Title))
		c.chunk("iTXt", iTXt("Description", f.Desc))
		c.chunk("iTXt", iTXt(sourceKeyword, f.Source))
	}
}

// deflater filters and compresses strips. It is large, and therefore reused.
type deflater struct {
	z   *flate.Writer
	raw []byte // the filtered strip
	out bytes.Buffer
}

// deflaters holds the idle deflaters. The flate package used here is two to three times
// as fast as the standard library's, and its fastest level suits pixels, of which a figure has millions and
// most are flat. compressors are for texts.
var deflaters = sync.Pool{New: func() any {
	z, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is a valid one
	}
	return &deflater{z: z}
}}

// filterUp replaces each row by its difference from the row above, which is 0 over flat
// colours; the first row of a strip stays unchanged.
func (d *deflater) filterUp(s *strip) {
	n := 3 * s.width
	raw := slices.Grow(d.raw[:0], s.rows*(n+1))
	raw = append(append(raw, 0), s.pix[:n]...)
	for y := 1; y < s.rows; y++ {
		above, row := s.pix[(y-1)*n:y*n], s.pix[y*n:(y+1)*n]
		raw = append(raw, 2)
		raw = raw[:len(raw)+n]
		out := raw[len(raw)-n:]
		if bytes.Equal(above, row) {
			clear(out)
			continue
		}
		subtract(out, row, above)
	}
	d.raw = raw
}

// subtract sets out to a - b, byte by byte. It takes eight bytes at a time: with the highest bit
// of each byte of a set and of b cleared no byte borrows from the next, and the bit is set right
// afterwards.
func subtract(out, a, b []uint8) {
	const high = 0x8080808080808080
	i := 0
	for ; i+8 <= len(out); i += 8 {
		x, y := binary.LittleEndian.Uint64(a[i:]), binary.LittleEndian.Uint64(b[i:])
		binary.LittleEndian.PutUint64(out[i:], ((x|high)-(y&^high))^((x^^y)&high))
	}
	for ; i < len(out); i++ {
		out[i] = a[i] - b[i]
	}
}

// deflate compresses the filtered strip.
func (d *deflater) deflate(last bool) ([]byte, error) {
	d.out.Reset()
	d.z.Reset(&d.out)
	if _, err := d.z.Write(d.raw); err != nil {
		return nil, err
	}
	end := d.z.Flush
	if last {
		end = d.z.Close
	}
	err := end()
	return bytes.Clone(d.out.Bytes()), err
}

// zlib compresses bytes as one stream.
func zlib(raw []byte) ([]byte, error) {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	d.raw = append(d.raw[:0], raw...)
	data, err := d.deflate(true)
	data = append([]byte{0x78, 0x01}, data...)
	return binary.BigEndian.AppendUint32(data, adler32.Checksum(raw)), err
}

// joinAdler returns the Adler-32 sum of two byte strings joined, from the sum of each and
// the length of the second.
func joinAdler(first, second uint32, length int) uint32 {
	const mod = 65521
	n := uint32(length % mod)
	a1, b1, a2, b2 := first&0xffff, first>>16, second&0xffff, second>>16
	a := (a1 + a2 + mod - 1) % mod
	b := (b1 + b2 + n*((a1+mod-1)%mod)%mod) % mod
	return b<<16 | a
}

// chunks writes PNG chunks until one fails.
type chunks struct {
	w   io.Writer
	err error
}

func (c *chunks) write(b []byte) {
	if c.err == nil {
		_, c.err = c.w.Write(b)
	}
}

func (c *chunks) chunk(name string, data []byte) {
	c.write(binary.BigEndian.AppendUint32(nil, uint32(len(data))))
	c.write([]byte(name))
	c.write(data)
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(name)), crc32.IEEETable, data)
	c.write(binary.BigEndian.AppendUint32(nil, sum))
}
