package main

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/optviz/optviz/cmd/internal/spec"
)

// FuzzCommandLine: whatever the command line, optviz ends soon and without a
// panic, with an exit code that says how, and never fails in silence.
func FuzzCommandLine(f *testing.F) {
	for _, test := range wrong {
		f.Add(test.line)
	}
	for _, cmd := range allCommands() {
		for line := range strings.Lines(cmd.Example) {
			words := strings.Fields(strings.ReplaceAll(strings.TrimSpace(line), "'", ""))
			f.Add(strings.Join(words[1:], "|"))
		}
	}
	for _, line := range []string{
		"plot|--optimizer|adam:lr=1e308", "plot|--start|1e300,1e300", "plot|--window|0,1e-300,0,1", "plot|--size|1x1",
		"plot|--dpi|20000", "plot|--dpi|1e-9", "plot|--title|$x^_{\\", "plot|--noise|1e300", "plot|--schedule|exponential:gamma=1e300",
		"plot|--window|1e15,1.0000000000000001e15,0,1", "inspect|--at|1e308,-1e308", "__complete|plot|--optimizer|adam:", "plot|--size|20000x2",
		"plot|--size|300x200|--steps|200", "plot|--size|2inx1in|--dpi|90|--steps|7", "plot|--size|5x300|--dpi|2", "trace|--steps|0", "plot|--steps|1",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		t.Chdir(t.TempDir())
		args := tame(strings.Split(line, "|"))
		var stdout, stderr bytes.Buffer
		began := time.Now()
		code := run(args, strings.NewReader(""), &stdout, &stderr)
		if !slices.Contains([]int{fine, failed, wrongUsage}, code) {
			t.Errorf("optviz %q: exit %d", args, code)
		}
		if code != fine && stderr.Len() == 0 {
			t.Errorf("optviz %q: exit %d and no word", args, code)
		}
		if took := time.Since(began); took > time.Minute { // it hangs, even under the race detector
			t.Errorf("optviz %q took %v", args, took)
		}
	})
}

// tame keeps a command small and in its directory: few steps, few pixels, no
// path that leads elsewhere. Its own sizes and steps stay as long as they are
// small, or refused.
func tame(args []string) []string {
	for i, a := range args {
		args[i] = strings.ReplaceAll(strings.ReplaceAll(a, "/", "_"), "..", "_")
	}
	args = slices.DeleteFunc(args, func(a string) bool { // the caps come last, and a watch never ends
		return a == "--" || strings.HasPrefix(a, "--watch")
	})
	cmd, rest, err := rootCommand().Find(args)
	if err != nil || cmd.Name() != "plot" && cmd.Name() != "trace" {
		return args
	}
	args = []string{cmd.Name(), "--steps", "20"}
	if cmd.Name() == "plot" {
		args = append(args, "--size", "160x90")
	}
	args = append(args, rest...)
	if err := cmd.ParseFlags(args[1:]); err != nil {
		return args
	}
	return append(args, caps(cmd.Flags())...)
}

// caps are the flags that make large steps and sizes small.
func caps(flags *pflag.FlagSet) []string {
	var all []string
	if n, err := strconv.ParseFloat(flags.Lookup("steps").Value.String(), 64); err == nil && n > 200 {
		all = append(all, "--steps", "200")
	}
	if flags.Lookup("size") == nil {
		return all
	}
	s := spec.Default()
	s.Size = flags.Lookup("size").Value.String()
	s.DPI, _ = strconv.ParseFloat(flags.Lookup("dpi").Value.String(), 64)
	plan, err := s.Plan(context.Background())
	if err != nil {
		panic(err)
	}
	if _, style, err := s.Figure(plan); err == nil && style.Width*style.Height > 300*300 {
		all = append(all, "--size", "300x300")
	}
	return all
}

// TestTame: small numbers reach the program, large ones do not.
func TestTame(t *testing.T) {
	for line, want := range map[string]string{
		"plot|--size|100x80|--steps=150": "plot|--steps|20|--size|160x90|--size|100x80|--steps=150",
		"plot|--steps|1e6|-q":            "plot|--steps|20|--size|160x90|--steps|1e6|-q|--steps|200",
		"plot|--dpi|100|--size=4inx3in":  "plot|--steps|20|--size|160x90|--dpi|100|--size=4inx3in|--size|300x300",
		"plot|--size|x":                  "plot|--steps|20|--size|160x90|--size|x",
		"trace|--|-o|../x.csv":           "trace|--steps|20|-o|__x.csv",
		"list|views":                     "list|views",
	} {
		if got := strings.Join(tame(strings.Split(line, "|")), "|"); got != want {
			t.Errorf("%s became %s, want %s", line, got, want)
		}
	}
}
