package portable

import "runtime"

// Arithmetic names the arithmetic of this binary. Two binaries of one name give
// the same bits on any processor: "amd64", or "amd64, fused" where the compiler
// rounds x*y+z once (GOAMD64=v3; "arm64, fused" is the usual arm64). Between two
// names last digits may differ, and with them a chaotic run.
func Arithmetic() string {
	if fuses(1+0x1p-30, 1-0x1p-30, -1) {
		return runtime.GOARCH + ", fused"
	}
	return runtime.GOARCH
}

// fuses reports whether x*y+z is rounded once, for a product that rounds to 1.
//
//go:noinline
func fuses(x, y, z float64) bool { return x*y+z != 0 }
