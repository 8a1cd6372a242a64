package memory

import (
	"math"
	"testing"
)

// TestTooLittle: a command ends that has taken much where little is left; a small one goes
// on, without a look at the system.
func TestTooLittle(t *testing.T) {
	for _, test := range []struct {
		taken, left float64
		want        string
	}{
		{1e9, 1e9, ""},
		{1e9, math.Inf(1), ""},
		{100e6, 0, ""},
		{1.21e9, 60e6, "needs more memory than there is: it has taken 1.2 GB, and this machine has 60 MB free"},
	} {
		got := ""
		if err := checkLeft(test.taken, func() Room { return Room{test.left, "this machine has %s free"} }); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%g taken, %g left: %q, want %q", test.taken, test.left, got, test.want)
		}
	}
	if got := taken(); !(got > 1e5 && got < 1e12) {
		t.Errorf("the test has taken %v bytes", got)
	}
}
