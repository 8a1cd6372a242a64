package figure

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSubtract(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "a")
		b := rapid.SliceOfN(rapid.Byte(), len(a), len(a)).Draw(t, "b")
		out := make([]uint8, len(a))
		subtract(out, a, b)
		for i := range a {
			if want := a[i] - b[i]; out[i] != want {
				t.Fatalf("byte %d of %v - %v is %d, want %d", i, a, b, out[i], want)
			}
		}
	})
}
