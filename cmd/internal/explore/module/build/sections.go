package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// dataSection is the id of the section of a module that fills its memory.
const dataSection = 11

// largestGap is the largest number of zeros that mergeSegments writes out. From 64 on the
// compressed size hardly depends on it.
const largestGap = 1024

var errFormat = errors.New("this is not a module as Go's linker writes it")

// mergeSegments returns a module that fills its memory with the same bytes from fewer segments.
// Go's linker leaves out runs of eight zeros: its 84 000 segments, most of them two bytes of a
// table at an address, compress badly. A dozen segments with the zeros in them are 130 kB less
// after compression, and the browser copies them faster.
func mergeSegments(module []byte) ([]byte, error) {
	out := slices.Clone(module[:min(8, len(module))]) // the magic number and the version
	for rest := module[len(out):]; len(rest) > 0; {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || size > uint64(len(rest)-1-n) {
			return nil, errFormat
		}
		body := rest[1+n:][:size]
		rest = rest[1+n:][size:]
		if id == dataSection {
			segments, err := readSegments(body)
			if err != nil {
				return nil, err
			}
			if segments, err = merged(segments); err != nil {
				return nil, err
			}
			body = writeSegments(segments)
		}
		out = append(out, id)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	return out, nil
}

// segment holds bytes and where in memory they go.
type segment struct {
	at    uint64
	bytes []byte
}

func (s segment) end() uint64 { return s.at + uint64(len(s.bytes)) }

// Each segment of memory 0 begins with these bytes, and its address ends with the last.
const (
	memory0  = 0x00
	i32Const = 0x41
	end      = 0x0b
)

// readSegments reads a data section.
func readSegments(body []byte) ([]segment, error) {
	count, n := binary.Uvarint(body)
	if n <= 0 {
		return nil, errFormat
	}
	body = body[n:]
	var all []segment
	for range count {
		if len(body) < 2 || body[0] != memory0 || body[1] != i32Const {
			return nil, errFormat
		}
		at, n := readAddress(body[2:])
		if n <= 0 || len(body) < 2+n+1 || body[2+n] != end {
			return nil, errFormat
		}
		body = body[2+n+1:]
		size, n := binary.Uvarint(body)
		if n <= 0 || size > uint64(len(body)-n) {
			return nil, errFormat
		}
		all = append(all, segment{at, body[n:][:size]})
		body = body[n:][size:]
	}
	return all, nil
}

// merged sorts segments and joins those with at most largestGap zeros between them. It refuses
// segments that overlap, of which the later one counts.
func merged(all []segment) ([]segment, error) {
	all = slices.SortedFunc(slices.Values(all), func(a, b segment) int { return cmp.Compare(a.at, b.at) })
	var out []segment
	for _, s := range all {
		last := len(out) - 1
		if last >= 0 && s.at < out[last].end() {
			return nil, errFormat
		}
		if last >= 0 && s.at-out[last].end() <= largestGap {
			zeros := make([]byte, s.at-out[last].end())
			out[last].bytes = append(append(out[last].bytes, zeros...), s.bytes...)
			continue
		}
		out = append(out, segment{s.at, slices.Clone(s.bytes)})
	}
	return out, nil
}

// writeSegments writes a data section.
func writeSegments(all []segment) []byte {
	out := binary.AppendUvarint(nil, uint64(len(all)))
	for _, s := range all {
		out = append(out, memory0, i32Const)
		out = appendAddress(out, s.at)
		out = append(out, end)
		out = binary.AppendUvarint(out, uint64(len(s.bytes)))
		out = append(out, s.bytes...)
	}
	return out
}

// readAddress reads an address, which is a signed LEB128 number: the second highest bit of its
// last byte is a sign, 0 below 2 GB. n is 0 where it is none.
func readAddress(b []byte) (at uint64, n int) {
	at, n = binary.Uvarint(b)
	if n <= 0 || b[n-1]&0x40 != 0 {
		return 0, 0
	}
	return at, n
}

// appendAddress appends an address as readAddress reads it.
func appendAddress(out []byte, at uint64) []byte {
	out = binary.AppendUvarint(out, at)
	if last := len(out) - 1; out[last]&0x40 != 0 { // which would be a minus sign
		out[last] |= 0x80
		out = append(out, 0)
	}
	return out
}
