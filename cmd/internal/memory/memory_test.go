package memory

import (
	"math"
	"strings"
	"testing"
)

// TestCheck: more than the tightest room is refused with both numbers and the hint.
func TestCheck(t *testing.T) {
	room := tightest(Room{3e9, "this machine has %s free"}, Room{2.149e9, "ulimit -v leaves %s"}, Room{math.Inf(1), "its control group leaves %s"})
	for _, test := range []struct {
		bytes      float64
		hint, want string
	}{
		{2.149e9, "", ""},
		{2.17e9, "", "needs about 2.2 GB of memory, but ulimit -v leaves 2.1 GB"},
		{6.44e9, "--every 10 keeps fewer", "needs about 6.4 GB of memory, but ulimit -v leaves 2.1 GB; --every 10 keeps fewer"},
		{80e12, "", "needs about 80 TB of memory, but ulimit -v leaves 2.1 GB"},
	} {
		got := ""
		if err := check(test.bytes, room, test.hint); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%g bytes: %q, want %q", test.bytes, got, test.want)
		}
	}
	if err := check(1e9, Room{0, "its control group leaves %s"}, ""); err == nil || !strings.Contains(err.Error(), "its control group leaves 0 bytes") {
		t.Error(err)
	}
	if err := check(1e30, tightest(), ""); err != nil {
		t.Errorf("without a bound: %v", err)
	}
}
