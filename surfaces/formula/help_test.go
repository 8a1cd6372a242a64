package formula

import (
	"math"
	"testing"
)

func mustParse(t testing.TB, text string) *Formula {
	t.Helper()
	f, err := Parse(text, nil)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return f
}

func near(got, want, tol float64) bool {
	return got == want || math.Abs(got-want) <= tol*max(1, math.Abs(want))
}
