package main

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// memory returns what segments fill a memory with.
func memory(all []segment) []byte {
	out := make([]byte, 1<<20)
	for _, s := range all {
		copy(out[s.at:], s.bytes)
	}
	return out
}

// Merged segments fill the memory as before, and are read as they are written.
func TestMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var all []segment
	for at := uint64(60); at < 1<<19; {
		s := segment{at, make([]byte, 1+r.IntN(20))}
		for i := range s.bytes {
			s.bytes[i] = byte(r.Uint32())
		}
		all = append(all, s)
		at = s.end() + r.Uint64N(1500)
	}
	all[7], all[300] = all[300], all[7] // the linker need not sort them
	few, err := merged(all)
	if err != nil || len(few) >= len(all) {
		t.Errorf("%d segments of %d: %v", len(few), len(all), err)
	}
	again, err := readSegments(writeSegments(few))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(memory(again), memory(all)) {
		t.Error("the memory differs")
	}
	if _, err := merged(append(all, segment{all[20].at, []byte("over what is there")})); err == nil {
		t.Error("segments that overlap pass")
	}
}

func TestAddress(t *testing.T) {
	for _, at := range []uint64{0, 63, 64, 127, 128, 8191, 8192, 1 << 20, 1<<31 - 1} {
		if got, n := readAddress(appendAddress(nil, at)); got != at || n == 0 {
			t.Errorf("%d is read as %d", at, got)
		}
	}
	if _, err := mergeSegments([]byte("\x00asm\x01\x00\x00\x00\x0b\x7f")); err == nil {
		t.Error("a section beyond the end of the module passes")
	}
}
