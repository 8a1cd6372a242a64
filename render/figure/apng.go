package figure

import (
	"encoding/binary"
	"io"
	"math"
)

// apng writes the film as an animated PNG in true colour. Every frame but the first holds
// only the region that differs from the frame before, with unchanged pixels transparent.
func (f *Film) apng(w io.Writer) error {
	still := f.still()
	regions := make([]region, len(f.Frames))
	data, err := f.encodeFrames(still, func(i int, frame, before *picture) ([]byte, error) {
		regions[i] = region{0, 0, frame.width, frame.height}
		if before != nil {
			regions[i] = difference(frame, before)
		}
		return zlib(rgbaRows(frame, before, regions[i]))
	})
	if err != nil {
		return err
	}
	const blendOver = 1
	out := chunks{w: w}
	out.beginPNG(&f.Still, rgba)
	number := uint32(0) // sequence number of the animation's chunks
	next := func() []byte {
		number++
		return binary.BigEndian.AppendUint32(nil, number-1)
	}
	out.chunk("acTL", binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(len(f.Frames))), 0)) // 0: repeat forever
	delays := f.delays(1000, 1000*leastSeconds)
	for i, b := range regions {
		control := next()
		for _, v := range []int{b.x1 - b.x0, b.y1 - b.y0, b.x0, b.y0} {
			control = binary.BigEndian.AppendUint32(control, uint32(v))
		}
		delay, second := delays[i], 1000
		if delay > math.MaxUint16 {
			delay, second = min(delay/10, math.MaxUint16), 100
		}
		control = binary.BigEndian.AppendUint16(control, uint16(delay))
		control = binary.BigEndian.AppendUint16(control, uint16(second))
		out.chunk("fcTL", append(control, 0, blendOver))
		if i == 0 {
			out.chunk("IDAT", data[i])
			continue
		}
		out.chunk("fdAT", append(next(), data[i]...))
	}
	out.chunk("IEND", nil)
	return out.err
}

// rgbaRows returns the rows of a region, each after its filter type, which is none,
// because most of the region is transparent.
func rgbaRows(frame, before *picture, b region) []byte {
	out := make([]byte, 0, (b.y1-b.y0)*(1+4*(b.x1-b.x0)))
	for y := b.y0; y < b.y1; y++ {
		out = append(out, 0)
		row := frame.row(y, b.x0, b.x1)
		for i := 0; i < len(row); i += 3 {
			c := [3]uint8(row[i:])
			if before != nil && c == [3]uint8(before.row(y, b.x0, b.x1)[i:]) {
				out = append(out, 0, 0, 0, 0)
				continue
			}
			out = append(out, c[0], c[1], c[2], 0xff)
		}
	}
	return out
}
