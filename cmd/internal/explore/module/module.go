// Package module holds the part of the live page that computes: package wasm, compiled and
// compressed, and the scripts of the worker that runs it.
package module

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:generate go run ./build .

//go:embed module.wasm.gz
var packed []byte

//go:embed wasm_exec.js
var goRuntime string

//go:embed worker.js
var worker string

// Worker is the script of the worker: Go's own support for JavaScript, of the version that
// compiled the module, and what answers the page. The page's first message to the worker is Text.
var Worker = goRuntime + "\n" + worker

// avoided holds the characters that Text has no use for: they mean something in HTML, or might not get
// through to the reader as they are. worker.js has the same.
const avoided = "\x00\b\t\n\v\f\r\x1a\x1b\"&<>\x7f"

// Text returns the module as text: its number of bytes, a space, and its bits, seven a character, the highest
// first. An avoided character and the seven bits after it are one character of two bytes, from U+0100 on. The
// text is a seventh longer than the module, where base64 is a third longer.
func Text() string {
	var out strings.Builder
	out.Grow(len(packed)*8/7 + 20)
	fmt.Fprintf(&out, "%d ", len(packed))
	for at, end := 0, 8*len(packed); at < end; at += 7 {
		v := sevenBits(at)
		if i := strings.IndexByte(avoided, v); i >= 0 {
			at += 7
			out.WriteRune(rune(0x100 + i<<7 | int(sevenBits(at))))
			continue
		}
		out.WriteByte(v)
	}
	return out.String()
}

// sevenBits returns the bits of the module from a bit on, and 0 after the last.
func sevenBits(at int) byte {
	pair := 0
	for i := at / 8; i < at/8+2; i++ {
		pair <<= 8
		if i < len(packed) {
			pair |= int(packed[i])
		}
	}
	return byte(pair>>(9-at%8)) & 0x7f
}
