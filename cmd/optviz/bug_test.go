package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers/parallel"
)

// TestBug: a panic of the program is one line and exit code 1; with OPTVIZ_DEBUG the
// stack follows.
func TestBug(t *testing.T) {
	err := parallel.Catch(func() error { panic("nothing\nhere\x1b") })
	for _, debug := range []string{"", "1"} {
		t.Setenv("OPTVIZ_DEBUG", debug)
		var stderr bytes.Buffer
		code := tell(t.Context(), errors.Join(errors.New("figure 1"), err), &stderr)
		first, rest, _ := strings.Cut(stderr.String(), "\n")
		if code != failed || first != `optviz: this is a fault of optviz, please report it with the command: nothing here\x1b (OPTVIZ_DEBUG=1 shows where)` {
			t.Errorf("exit %d, %q", code, first)
		}
		if strings.Contains(rest, "bug_test.go") != (debug != "") || (rest != "") != (debug != "") {
			t.Errorf("OPTVIZ_DEBUG=%s: then %q", debug, rest)
		}
	}
}
