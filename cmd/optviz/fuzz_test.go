package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
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
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("optviz %q took %v", args, took)
		}
	})
}

// tame keeps a command small and in its directory: few steps, few pixels, no
// path that leads elsewhere.
func tame(args []string) []string {
	for i, a := range args {
		args[i] = strings.ReplaceAll(strings.ReplaceAll(a, "/", "_"), "..", "_")
	}
	if slices.Contains(args, "--") || len(args) == 0 {
		return args
	}
	switch args[0] {
	case "plot":
		args = append(args, "--size", "160x90")
		fallthrough
	case "trace":
		args = append(args, "--steps", "20")
	}
	return args
}
