package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// TestLimitedAddressSpace: where `ulimit -v` has less than a command will need, it is
// refused in one line with both numbers, and small figures are drawn.
func TestLimitedAddressSpace(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, whose tests are short, has no room in a small address space")
	}
	t.Chdir(t.TempDir())
	limited := func(args ...string) (code int, stderr string) {
		self := program(args...)
		cmd := exec.Command("sh", append([]string{"-c", `ulimit -v 2400000; exec "$0" "$@"`}, self.Args...)...)
		cmd.Env = self.Env
		var out bytes.Buffer
		cmd.Stderr = &out
		if err := cmd.Start(); err != nil {
			t.Skip(err)
		}
		return exitCode(t, cmd), out.String()
	}
	if code, _ := limited("--version"); code != fine {
		t.Skip("this build needs more address space, as under the race detector")
	}
	if code, stderr := limited("plot", "-q", "--steps", "5", "-o", "x.svg"); code != fine {
		t.Errorf("a small figure: exit %d: %s", code, stderr)
	}
	for _, test := range []struct {
		args string
		want string
	}{
		{"plot -q --optimizer sgd --steps 10000000 -o y.svg", `optviz: --steps "10000000" needs about 2.6 GB of memory, but ulimit -v leaves `},
		{"plot -q random-features:n=100000,p=20000 --optimizer sgd --steps 5 -o y.svg", `optviz: SURFACE "random-features:n=100000,p=20000" needs about 16 GB of memory, but ulimit -v leaves `},
		{"trace -q random-features:n=20,p=20000 --optimizer newton --steps 5 -o y.csv", `optviz: --optimizer "newton" needs about 6.4 GB of memory, but ulimit -v leaves `},
		{"plot -q --optimizer sgd --steps 2000000 --size 10000x10000 -o y.tif", `optviz: --size 10000x10000: the drawing needs about 1 GB of memory, but ulimit -v leaves `},
		{"basins -q himmelblau --grid 2000 --seeds 100 --noise 1 -o y.svg", `optviz: the map needs about `},
	} {
		code, stderr := limited(strings.Fields(test.args)...)
		if code != failed || !strings.HasPrefix(stderr, test.want) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("optviz %s: exit %d: %s", test.args, code, stderr)
		}
	}
	if got := files(t); len(got) != 1 {
		t.Errorf("left %q", got)
	}
}
