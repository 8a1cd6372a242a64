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

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/lecture"
	"github.com/optviz/optviz/cmd/internal/runs"
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
		args := keepSmall(strings.Split(line, "|"))
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

// keepSmall makes a command small and in its directory: few steps, few pixels, no
// path that leads elsewhere. Its own sizes and steps stay as long as they are
// small, or refused.
func keepSmall(args []string) []string {
	for i, a := range args {
		args[i] = strings.ReplaceAll(strings.ReplaceAll(a, "/", "_"), "..", "_")
	}
	args = slices.DeleteFunc(args, func(a string) bool { // the caps come last, and a watch never ends
		return a == "--" || strings.HasPrefix(a, "--watch")
	})
	cmd, rest, err := rootCommand().Find(args)
	if err != nil || cmd.ParseFlags(rest) != nil { // as the command itself will find
		return args
	}
	switch cmd.Name() {
	case "lecture":
		args = oneFigure(args, cmd.Flags().Args())
		if !cmd.Flags().Changed("size") && !cmd.Flags().Changed("list") {
			args = append(args, "--size", "400x300")
		}
		return args
	case "plot", "trace", "animate", "sweep", "basins":
	default:
		return args
	}
	for _, c := range caps(cmd.Flags()) {
		rest = setFlag(rest, c.flag, c.value)
	}
	return append([]string{cmd.Name()}, rest...)
}

// oneFigure replaces the words of a line that ask for many figures of the lecture by the first of
// these.
func oneFigure(args, words []string) []string {
	all, err := lecture.Figures()
	if err != nil {
		panic(err)
	}
	chosen, err := lecture.Select(all, words)
	if err != nil || len(chosen) == 1 { // as the command itself will find
		return args
	}
	args = slices.DeleteFunc(args, func(a string) bool { return slices.Contains(words, a) })
	return append(args, chosen[0].ID)
}

// capped is a flag with a small value.
type capped struct{ flag, value string }

// caps returns the flags that make steps and sizes small which are large, or are not
// given.
func caps(flags *pflag.FlagSet) []capped {
	var all []capped
	if n, err := strconv.ParseFloat(flags.Lookup("steps").Value.String(), 64); !flags.Changed("steps") || err == nil && n > 200 {
		all = append(all, capped{"--steps", "20"})
	}
	switch {
	case flags.Lookup("size") == nil:
		return all
	case !flags.Changed("size"):
		return append(all, capped{"--size", "160x90"})
	}
	s := document.Default()
	s.Size = flags.Lookup("size").Value.String()
	s.DPI, _ = strconv.ParseFloat(flags.Lookup("dpi").Value.String(), 64)
	plan, err := runs.PlanOf(context.Background(), s)
	if err != nil {
		panic(err)
	}
	if _, style, err := runs.ViewOf(s, plan); err == nil && style.Width*style.Height > 300*300 {
		all = append(all, capped{"--size", "300x300"})
	}
	return all
}

// setFlag replaces what a flag is given, or gives it.
func setFlag(args []string, flag, value string) []string {
	var others []string
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == flag:
			i++ // and its value
		case !strings.HasPrefix(args[i], flag+"="):
			others = append(others, args[i])
		}
	}
	return append(others, flag, value)
}

// TestKeepSmall: small numbers reach the program, large ones do not.
func TestKeepSmall(t *testing.T) {
	for line, want := range map[string]string{
		"plot|--size|100x80|--steps=150": "plot|--size|100x80|--steps=150",
		"plot|--steps|1e6|-q":            "plot|-q|--steps|20|--size|160x90",
		"plot|--dpi|100|--size=4inx3in":  "plot|--dpi|100|--steps|20|--size|300x300",
		"plot|--size|x":                  "plot|--size|x|--steps|20",
		"trace|--|-o|../x.csv":           "trace|-o|__x.csv|--steps|20",
		"sweep|-x|lr=1:2|--steps|300":    "sweep|-x|lr=1:2|--steps|20|--size|160x90",
		"lecture|--list":                 "lecture|--list|1.1",
		"lecture":                        "lecture|1.1|--size|400x300",
		"lecture|learning-rate|-q|13":    "lecture|-q|12.1|--size|400x300",
		"lecture|momentun":               "lecture|momentun|--size|400x300",
		"lecture|12.1|--size|2000x1500":  "lecture|12.1|--size|2000x1500",
		"lecture|12.1":                   "lecture|12.1|--size|400x300",
		"list|views":                     "list|views",
	} {
		if got := strings.Join(keepSmall(strings.Split(line, "|")), "|"); got != want {
			t.Errorf("%s became %s, want %s", line, got, want)
		}
	}
}
