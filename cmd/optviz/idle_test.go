package main

import (
	"os"
	"strings"
	"testing"
)

// TestIdleFlags: a flag that changes nothing of what is asked for is told, and no other is.
func TestIdleFlags(t *testing.T) {
	t.Chdir(t.TempDir())
	const (
		random = "nothing is random"
		noRuns = " makes no runs without --optimizer"
		oneOf  = "there is one seed; --seeds makes more"
		rates  = "it changes no learning rate, and --view schedule shows nothing else"
		drawn  = "--print-spec draws nothing"
	)
	for _, test := range []struct{ line, flag, why string }{ // of no flag: none is told
		{"plot saddle --optimizer sgd --seed 3", "--seed", random},
		{"plot saddle --optimizer sgd --seed 3 --noise 1", "", ""},
		{"plot saddle --optimizer sgd --noise 1", "", ""},
		{"plot line1000 --optimizer sgd --batch 10 --seed 3", "", ""},
		{"plot line1000 --optimizer sgd --batch 1000 --seed 3", "--seed", random},
		{"plot line1000 --optimizer sgd --batch 10 --order given --seed 3", "--seed", random},
		{"plot saddle --optimizer langevin --seed 3", "", ""},
		{"plot sphere:n=5 --optimizer sgd --plane random --seed 3", "", ""},
		{"plot sphere:n=5 --optimizer sgd --seed 3", "--seed", random},
		{"plot saddle --view curvature --steps 5", "--steps", "--view curvature" + noRuns},
		{"plot saddle --view curvature --steps 5 --optimizer sgd", "", ""},
		{"plot saddle --view curvature --steps 5 --lr 0.1", "", ""},
		{"plot saddle --view model --noise 1", "--noise", "--view model" + noRuns},
		{"plot saddle --view curvature --clip 1", "--clip", "--view curvature" + noRuns},
		{"plot saddle --view curvature --seed 1", "--seed", "--view curvature" + noRuns},
		{"plot saddle --view curvature --seeds 4", "--seeds", "--view curvature" + noRuns},
		{"plot saddle --view curvature --every 2", "--every", "--view curvature" + noRuns},
		{"plot saddle --view curvature --patience 2", "--patience", "--view curvature" + noRuns},
		{"plot saddle --view curvature --tune", "--tune", "--view curvature" + noRuns},
		{"plot saddle --view curvature --redraw", "--redraw", "--view curvature" + noRuns},
		{"plot saddle --optimizer sgd --over mean", "--over", oneOf},
		{"plot saddle --optimizer sgd --over mean --seeds 3 --noise 1", "", ""},
		{"plot sphere --optimizer sgd --over expected --noise 1", "", ""},
		{"plot saddle --optimizer sgd --tune=0.1/0.2 --lr 0.3", "--lr", "--tune chooses the learning rates"},
		{"plot saddle --optimizer sgd:lr=1 --lr 0.3", "--lr", "every --optimizer has an lr of its own"},
		{"plot saddle --optimizer sgd --view schedule --noise 1", "--noise", rates},
		{"plot saddle --optimizer sgd --view schedule --clip 1", "--clip", rates},
		{"plot saddle --optimizer sgd --view schedule --start 1,1", "--start", rates},
		{"plot saddle --optimizer sgd --view schedule --schedule plateau --noise 1", "", ""},
		{"plot saddle --optimizer sgd --view schedules --legend none", "--legend", "--view schedules has none, and names its runs in headings"},
		{"plot saddle --optimizer sgd --view steps --legend none", "--legend", "--view steps has none, and names its runs in headings"},
		{"plot saddle --optimizer sgd --view steps --legend auto", "", ""},
		{"plot saddle --optimizer sgd --view loss --legend none", "", ""},
		{"animate saddle --optimizer sgd --steps 3 --seed 3", "--seed", random},
		{"trace saddle --optimizer sgd --steps 3 --seed 3", "--seed", random},
		{"trace saddle --optimizer sgd --steps 3 --seed 3 --noise 1", "", ""},
		{"trace saddle --optimizer sgd --steps 3 --all-x", "--all-x", "up to 16 dimensions all coordinates are printed"},
		{"trace sphere:n=17 --optimizer sgd --steps 3 --all-x", "", ""},
		{"sweep saddle --optimizer sgd --x lr=0.1/0.2 --steps 3 --seed 3", "--seed", random},
		{"sweep saddle --optimizer sgd --x lr=0.1/0.2 --steps 3 --seeds 3", "--seeds", random},
		{"sweep saddle --optimizer sgd --x noise=0/1 --steps 3 --seed 3 --seeds 2", "", ""},
		{"sweep saddle --optimizer sgd --x lr=0.1/0.2 --steps 3 --over median", "--over", oneOf},
		{"sweep ravine --optimizer sgd --x lr=0.01/0.02 --metric rate --steps 3", "--steps", "--metric rate is without runs"},
		{"sweep ravine --optimizer sgd --x lr=0.01/0.02 --metric rate --start 1,1", "--start", "--metric rate is without runs"},
		{"basins himmelblau --optimizer sgd --grid 3 --steps 3 --seed 3", "--seed", random},
		{"basins himmelblau --optimizer sgd --grid 3 --steps 3 --seed 3 --noise 1", "", ""},
		{"plot saddle --print-spec -o x.png", "--out", drawn},
		{"plot saddle --print-spec --data x.csv", "--data", drawn},
		{"plot saddle --print-spec --summary", "--summary", drawn},
		{"sweep saddle --optimizer sgd --x lr=0.1/0.2 --print-spec -o x.png", "--out", drawn},
		{"animate saddle --print-spec -o x.gif", "--out", drawn},
		{"lecture 12.1 --print-spec -o x", "--out", drawn},
		{"lecture 12.1 --print-spec --format png", "--format", drawn},
		{"lecture --list -o x", "--out", "--list draws nothing"},
		{"lecture --list --columns 2", "--columns", "--list draws nothing"},
		{"render --schema -o x.png", "--out", "--schema draws nothing"},
		{"plot saddle --print-spec", "", ""},
	} {
		words := strings.Fields(test.line)
		if words[0] == "plot" && !strings.Contains(test.line, "--print-spec") {
			words = append(words, "--size", "640x360", "-o", "x.png")
			if !strings.Contains(test.line, "--steps") && !strings.Contains(test.line, "curvature") && !strings.Contains(test.line, "model") {
				words = append(words, "--steps", "3")
			}
		}
		r := must(t, words...)
		want := "optviz: " + test.flag + " has no effect: " + test.why + "\n"
		if test.flag == "" && strings.Contains(r.stderr, "has no effect") || test.flag != "" && strings.Count(r.stderr, want) != 1 {
			t.Errorf("%s: %s\nwant %s", test.line, r.stderr, want)
		}
	}
}

// A title that the theme does not draw is told of, unless a theme draws it or there is none.
func TestHiddenTitle(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("whole.yaml", []byte("base: paper\nheading: whole\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for line, told := range map[string]bool{
		"--theme paper --title Mine":      true,
		"--theme paper --title none":      false,
		"--theme paper":                   false,
		"--theme whole.yaml --title Mine": false,
		"--title Mine":                    false,
	} {
		r := must(t, append(strings.Fields("plot saddle --optimizer sgd --steps 3 -o x.svg"), strings.Fields(line)...)...)
		if got := strings.Contains(r.stderr, "the title (--title) is in the file, but not drawn"); got != told {
			t.Errorf("%s: %s", line, r.stderr)
		}
	}
}
