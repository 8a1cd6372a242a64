package portable

import (
	"math"
	"runtime"
	"strings"
	"testing"
)

func TestArithmetic(t *testing.T) {
	x, y := 1+0x1p-30, 1-0x1p-30
	if math.FMA(x, y, -1) == 0 || float64(x*y)-1 != 0 {
		t.Fatal("the numbers do not tell one rounding from two")
	}
	name := Arithmetic()
	arch, fused := strings.CutSuffix(name, ", fused")
	if arch != runtime.GOARCH || fused != fuses(x, y, -1) {
		t.Errorf("the arithmetic is %q", name)
	}
}
