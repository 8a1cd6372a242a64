// Package module holds the part of the live page that computes: package wasm, compiled and
// compressed, and the scripts of the worker that runs it.
package module

import (
	_ "embed"
	"encoding/binary"
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

// digits holds the 85 digits of Text: the printable characters of ASCII but those that mean
// something in HTML or in a string of JavaScript. worker.js has the same.
const digits = "!#%()*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~"

// Text returns the module as text: each four bytes, as a number with the first byte highest, are
// five digits of base 85; one to three bytes at the end are one digit more than they are bytes. It is
// 25 % longer than the module, where base64 is 33 % longer.
func Text() string {
	var out strings.Builder
	out.Grow((len(packed) + 3) / 4 * 5)
	for from := 0; from < len(packed); from += 4 {
		var four [4]byte
		n := copy(four[:], packed[from:])
		var five [5]byte
		for v, i := binary.BigEndian.Uint32(four[:]), 4; i >= 0; v, i = v/85, i-1 {
			five[i] = digits[v%85]
		}
		out.Write(five[:n+1])
	}
	return out.String()
}
