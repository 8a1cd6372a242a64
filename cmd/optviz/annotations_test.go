package main

import (
	"fmt"
	"strings"
	"testing"
)

// notesOf returns a flag n times, each with another place.
func notesOf(n int, flag, format string) []string {
	var args []string
	for i := range n {
		args = append(args, flag, fmt.Sprintf(format, float64(i)/100))
	}
	return args
}

// A figure takes as many marks and lines from flags as from its own source.
func TestMostNotes(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, flag := range []struct{ name, format string }{{"--mark", "%g,0:here"}, {"--line-at", "x=%g"}} {
		plot := []string{"plot", "saddle", "--view", "compare", "--steps", "2", "--optimizer", "sgd", "-q", "-o", "x.png"}
		if flag.name == "--line-at" {
			plot[3] = "loss"
		}
		must(t, append(plot, notesOf(40, flag.name, flag.format)...)...)
		again(t, "x.png")
		r := optviz(append(plot, notesOf(41, flag.name, flag.format)...)...)
		if want := "optviz: " + flag.name + ": 41 are too many: at most 40"; r.code != wrongUsage || !strings.HasPrefix(r.stderr, want) {
			t.Errorf("exit %d, %s", r.code, r.stderr)
		}
	}
	writeFile(t, "f.yaml", "surface: saddle\nlines: ["+strings.Repeat("{x: 1}, ", 41)+"]\n")
	if r := optviz("render", "f.yaml"); !strings.HasPrefix(r.stderr, "optviz: f.yaml:2:8: lines: 41 are too many: at most 40") {
		t.Errorf("of a file: %s", r.stderr)
	}
}

// merge takes the notes that a part does not.
func TestMergeNotes(t *testing.T) {
	t.Chdir(t.TempDir())
	notes := []string{"--mark", "0,1:here", "--line-at", "x=1:there", "--x-axis", "name=Across"}
	must(t, mapArgs("basins", "-o", "plain.png")...)
	must(t, append(mapArgs("basins", "-o", "whole.png"), notes...)...)
	must(t, mapArgs("basins", "--shard", "1/2", "--data", "a.csv")...)
	must(t, mapArgs("basins", "--shard", "2/2", "--data", "b.csv")...)
	must(t, append(notes, "merge", "a.csv", "b.csv", "-o", "map.png")...)
	if whole := read(t, "whole.png"); read(t, "map.png") != whole || read(t, "plain.png") == whole {
		t.Error("the map of the parts has other notes than the whole")
	}
}

// Where a map stands beside curves a note says whose axis is named.
func TestNamedAxisBesideMap(t *testing.T) {
	t.Chdir(t.TempDir())
	for args, want := range map[string]bool{
		"--x-axis name=weight":                   true,
		"--y-axis name=weight":                   true,
		"--x-axis log":                           false,
		"--x-axis name=weight --view trajectory": false,
		"--x-axis name=Updates --view loss":      false,
	} {
		flag := strings.Fields(args)[0]
		said := must(t, append(strings.Fields("plot himmelblau --optimizer sgd:lr=.01 --steps 5 -o a.svg"), strings.Fields(args)...)...).stderr
		if got := strings.Contains(said, flag+" names an axis of the curves, not of the map: --view trajectory"); got != want {
			t.Errorf("%s: said %q", args, said)
		}
	}
}
